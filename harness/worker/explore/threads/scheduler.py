"""Hands the one token round among controlled threads. Used by the tracers, the modelled locks and `run`."""

from _thread import allocate_lock, get_ident
from collections import Counter
from collections.abc import Callable
from types import CodeType
from typing import NoReturn

from harness.worker.explore.handles import Deadlock, StepLimit
from harness.worker.explore.strategies import Strategy
from harness.worker.explore.threads.actors import Actor, Passing, Stopped, ThreadRun, Waited
from harness.worker.explore.threads.places import shown, waits

SPIN_STEPS = 10_000
TAIL_STEPS = 200  # the last steps before the limit, whose places are told
REPEATING_MAX = 6
UNWIND_STEPS = 500  # that a thread has to leave its `with` and `finally` blocks once the run is over


class Scheduler:
    """The state of one run. Except for `failure` and `stopping` only the thread that has the token changes it.

    `ready` are the runnable threads without the running one, longest waiting first. Fairness: a thread that was
    passed over for more than `fairness` steps plus eight for each ready one is forced to go on for `fairness` steps,
    where the strategy allows it: single steps would take a thread out of a spin loop's way too slowly.
    Time is virtual, and moves when nothing is runnable, or when the run has been busy for `SPIN_STEPS` since it moved
    last: then the next deadline comes due.
    """

    def __init__(self, strategy: Strategy, run: ThreadRun, steps_max: int, fairness: int) -> None:
        self.run = run
        self.actors: list[Actor] = []
        self.by_ident: dict[int, Actor] = {}
        self.ready: list[Actor] = []
        self.running: Actor | None = None
        self.now_s = 0.0
        self.handed_on = 0
        self.failure: BaseException | None = None
        self.stopping = False
        self.over = allocate_lock()
        self.over.acquire()
        self._passing = Passing()
        self._strategy = strategy
        self._steps_max = steps_max
        self._fairness = fairness
        self._trace = list[int]()  # the actor of each turn, for the strategy
        self._names = run.names
        self._forced: Actor | None = None
        self._forced_until = 0
        self._parks = 0
        self._look_at = self._next_look()
        self._tail: Counter[tuple[str, CodeType, int]] = Counter()

    def add(self, name: str, is_target: bool) -> Actor:
        """A new actor, not ready yet. A name that is taken gets the number of the actor."""
        number = len(self.actors) + 1
        if any(actor.name == name for actor in self.actors):
            name = f"{name}#{number}"
        actor = Actor(number, name, self, is_target)
        self.actors.append(actor)
        self._names.append(name)
        return actor

    def begin(self) -> None:
        """Gives the token to the first thread."""
        self.ready = [actor for actor in self.actors if actor.is_target]
        self._strategy.begin(self._trace, self._names)
        first = self.running = self._pick()
        first.gate.release()

    def live(self, actor: Actor, function: Callable[[], None], trace: Callable[[Actor], Callable[[], None]]) -> None:
        """The life of a controlled thread: waits for its turn, runs `function` traced, hands the token on."""
        actor.gate.acquire()
        self.by_ident[get_ident()] = actor
        untrace: Callable[[], None] | None = None
        try:
            if not self.stopping:
                untrace = trace(actor)
                function()
        except Stopped:
            pass
        except BaseException as error:  # noqa: BLE001 - SystemExit too: what a thread raises is kept, not reported
            if not self.stopping:
                self.run.errors[actor.name] = error
        finally:
            if untrace is not None:
                untrace()
            self._end(actor)

    # what a running thread calls

    def point(self, actor: Actor, code: CodeType, offset: int) -> None:
        """A switch point before the instruction at `offset`. Raises Stopped when the run is over: not at every step, or
        `with` blocks could not release what they hold.
        """
        if self.stopping:
            if actor.grace:
                actor.grace -= 1
                return
            self._unwind(actor)
        run = self.run
        steps = run.steps = run.steps + 1
        if steps >= self._look_at:
            self._look(actor, code, offset)
        ready = self.ready
        if not ready:
            return
        actor.since = steps
        ready.append(actor)
        following = self._picked(actor)
        if following is not actor:
            run.switches.append((actor.actor, code, offset, following.actor))
            self._give(actor, following)

    def park(self, actor: Actor, on: Waited, deadline_s: float | None) -> bool:
        """Waits until `on` is free (True) or until the deadline has passed in virtual time (False)."""
        if self.stopping:
            self._unwind(actor)
        self._parks += 1
        actor.on, actor.deadline_s, actor.park, actor.timed_out = on, deadline_s, self._parks, False
        on.waiters.append(actor)
        try:
            if not self._someone_is_ready():
                self._stuck(actor)
            following = self._picked(actor)
            if following is not actor:
                self.run.switches.append((actor.actor, None, 0, following.actor))
                self._give(actor, following)
        finally:
            on.waiters.remove(actor)
            actor.on = actor.deadline_s = None
        return not actor.timed_out

    def sleep(self, actor: Actor, seconds: float) -> None:
        """Virtual seconds; 0 lets others go first, if the strategy likes."""
        if self.stopping:
            self._unwind(actor)
        if seconds > 0:
            self.park(actor, self._passing, self.now_s + seconds)
        else:
            self.point(actor, _SLEEP, 0)

    def freed(self, on: Waited) -> None:
        """Whoever waits for `on` can go on."""
        for actor in on.waiters:
            if actor not in self.ready:
                actor.since = self.run.steps
                self.ready.append(actor)

    def taken(self, on: Waited) -> None:
        """Whoever waits for `on` has to wait further, but for those whose time is up."""
        for actor in on.waiters:
            if actor in self.ready and not actor.timed_out:
                self.ready.remove(actor)

    # choosing

    def _picked(self, actor: Actor) -> Actor:
        """As `_pick`; an error of the strategy's (Diverged) ends the run."""
        try:
            return self._pick()
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that called for the run
            self._fail(actor, error)

    def _pick(self) -> Actor:
        ready = self.ready
        if len(ready) == 1:
            following = ready.pop()
        else:
            index = self._overdue() if self._strategy.fair else None
            if index is None:
                index = self._strategy.choose(ready)
            else:
                self.run.overruled += 1
            following = ready.pop(index)
            self.run.choices.append(index)
        self._trace.append(following.actor)
        return following

    def _overdue(self) -> int | None:
        ready, steps = self.ready, self.run.steps
        if self._forced is not None:
            if steps < self._forced_until and self._forced in ready:
                return ready.index(self._forced)
            self._forced = None
        if steps - ready[0].since > self._fairness + 8 * len(ready):
            self._forced, self._forced_until = ready[0], steps + self._fairness
            return 0
        return None

    def _give(self, actor: Actor, following: Actor) -> None:
        self.running = following
        self.handed_on += 1
        following.gate.release()
        actor.gate.acquire()
        if self.stopping:
            self._unwind(actor)

    def _end(self, actor: Actor) -> None:
        actor.ended = True
        self.by_ident.pop(get_ident(), None)
        if self.stopping:
            return
        self.freed(actor)
        if not self._someone_is_ready():
            if any(not other.ended and other.is_target for other in self.actors):
                self.failure = self._deadlock()
            self.over.release()
            return
        try:
            following = self.running = self._pick()
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that called for the run
            self.failure = error
            self.over.release()
            return
        self.run.switches.append((actor.actor, None, 0, following.actor))
        self.handed_on += 1
        following.gate.release()

    # when nothing is runnable, or the run spins

    def _someone_is_ready(self) -> bool:
        if not self.ready:
            for actor in self.actors:  # a thread outside of the run may have freed what they wait for
                if actor.on is not None and actor.on.free():
                    actor.since = self.run.steps
                    self.ready.append(actor)
        return bool(self.ready) or self._move_time()

    def _move_time(self) -> bool:
        """Makes due the next deadline; false where there is none, or where only threads are left that no target waits
        for: a thread that sleeps in a loop would never end.
        """
        parked = [a for a in self.actors if a.deadline_s is not None and a not in self.ready and not a.ended]
        if not parked or all(actor.ended for actor in self.actors if actor.is_target):
            return False
        self.now_s = max(self.now_s, min(actor.deadline_s or 0.0 for actor in parked))
        due = [actor for actor in parked if (actor.deadline_s or 0.0) <= self.now_s]
        for actor in sorted(due, key=lambda actor: (actor.deadline_s or 0.0, actor.park)):
            actor.timed_out = True
            actor.since = self.run.steps
            self.ready.append(actor)
        self._look_at = self._next_look()
        return True

    def _next_look(self) -> int:
        return min(self.run.steps + SPIN_STEPS, max(self._steps_max - TAIL_STEPS, self.run.steps + 1))

    def _look(self, actor: Actor, code: CodeType, offset: int) -> None:
        """Whether the run takes too many steps, or spins while others sleep."""
        left = self._steps_max - self.run.steps
        if left <= TAIL_STEPS:
            self._tail[(actor.name, code, offset)] += 1
            if left <= 0:
                self._fail(actor, StepLimit(f"{self.run.steps} steps without an end; at work: {self._repeating()}"))
            self._look_at = self.run.steps + 1
        elif self._move_time():
            self.run.overruled += 1
        else:
            self._look_at = self._next_look()

    def _repeating(self) -> str:
        places = Counter[str]()
        for (name, code, offset), count in self._tail.items():
            places[f"{name} at {shown((code, offset))}"] += count
        return "; ".join(f"{place} ({count} of the last)" for place, count in places.most_common(REPEATING_MAX))

    def _stuck(self, actor: Actor) -> NoReturn:
        if all(other.ended for other in self.actors if other.is_target):
            self._finish(actor)
        self._fail(actor, self._deadlock())

    def _deadlock(self) -> Deadlock:
        return Deadlock(f"nothing can go on: {waits(actor for actor in self.actors if not actor.ended)}")

    def _fail(self, actor: Actor, failure: BaseException) -> NoReturn:
        self.failure = failure
        self._finish(actor)

    def _finish(self, actor: Actor) -> NoReturn:
        """Says that the run is over and waits to be unwound."""
        self.over.release()
        actor.gate.acquire()
        self._unwind(actor)

    def _unwind(self, actor: Actor) -> NoReturn:
        actor.grace = UNWIND_STEPS
        raise Stopped


_SLEEP = Scheduler.sleep.__code__
