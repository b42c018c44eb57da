"""Every schedule with few preemptions, one after another (Musuvathi and Qadeer, PLDI 2007)."""

from collections.abc import Sequence

from harness.worker.explore.strategies.protocol import Option, Setting

PREEMPTIONS_MAX = 2
WAITING_MAX = 100_000
CHOICES_MAX = 10_000


class DepthFirst:
    """Base: whoever went last goes on until it blocks. Leaving it while it could go on is a preemption.

    Enumerates all schedules without a preemption, then with one, up to `preemptions_max`; where the last one blocks,
    every choice is free. Each schedule is tried once. `exhausted` is the greatest number of preemptions whose schedules
    have all been tried, -1 before that; it stays where the loop overruled a choice, where a trial reached its step
    limit, made more than `CHOICES_MAX` choices or did not repeat the choices before it, or where more schedules were
    waiting than are kept.
    """

    def __init__(self, preemptions_max: int = PREEMPTIONS_MAX) -> None:
        self.exhausted = -1
        self._bound = 0
        self._max = preemptions_max
        self._complete = True
        self._open: list[_Branch] = [_Branch((), 0, 0, 0, 0)]
        self._deferred: list[_Branch] = []  # one preemption more than the bound

    def strategy(self) -> "DepthFirstTrial | None":
        """The next schedule; None where all have been tried."""
        while not self._open:
            if self._complete:
                self.exhausted = self._bound
            if self._bound == self._max or not self._deferred:
                if self._complete:
                    self.exhausted = self._max
                return None
            self._bound += 1
            self._open, self._deferred = self._deferred[::-1], []
        branch = self._open[-1]
        prefix = branch.next()
        if not branch.left:
            self._open.pop()
        return DepthFirstTrial(prefix, branch.preemptions)

    def learn(self, trial: "DepthFirstTrial", *, bounded: bool) -> None:
        """What the trial met: where it could have gone elsewhere. `bounded`: a limit or the fairness rule cut in."""
        self._complete = self._complete and not bounded and trial.followed
        self._complete = self._complete and len(trial.taken) <= CHOICES_MAX
        taken = tuple(trial.taken[:CHOICES_MAX])
        for step in range(len(trial.prefix), len(taken)):
            count, preemptive = trial.met[step]
            if count < 2:
                continue
            branch = _Branch(taken, step, 1, count - 1, trial.preemptions + preemptive)
            (self._open if branch.preemptions <= self._bound else self._deferred).append(branch)
        if len(self._open) + len(self._deferred) > WAITING_MAX:
            self._complete = False
            del self._deferred[WAITING_MAX // 2 :], self._open[: -WAITING_MAX // 2]


class _Branch:
    """The alternatives `first` to `last` at choice number `step` of a trial that took `taken`.

    All branches of a trial share what it took: a prefix for each would cost the square of its length.
    """

    __slots__ = ("first", "last", "preemptions", "step", "taken")

    def __init__(self, taken: tuple[int, ...], step: int, first: int, last: int, preemptions: int) -> None:
        self.taken = taken
        self.step = step
        self.first = first
        self.last = last
        self.preemptions = preemptions

    @property
    def left(self) -> bool:
        return self.first <= self.last

    def next(self) -> tuple[int, ...]:
        """The prefix with the next alternative; the empty one for the root, which has none."""
        alternative = self.first
        self.first += 1
        return (*self.taken[: self.step], alternative) if alternative else ()


class DepthFirstTrial:
    """Follows a prefix, then the base. Positions count from the actor that went last, then by age."""

    name = "depth-first"
    setting: Setting = "reorder"
    fair = True
    salt = 0

    def __init__(self, prefix: tuple[int, ...], preemptions: int) -> None:
        self.prefix = prefix
        self.preemptions = preemptions
        self.taken: list[int] = []
        self.met: list[tuple[int, bool]] = []
        self._trace: Sequence[int] = ()

    @property
    def followed(self) -> bool:
        """Whether the trial had the choices of its prefix: not so where something else than the schedule decides."""
        return tuple(self.taken[: len(self.prefix)]) == self.prefix

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        """Whoever stands last in `trace` is whom the base goes on with."""
        self._trace = trace

    def choose(self, options: Sequence[Option]) -> int:
        step, count = len(self.taken), len(options)
        went = self._trace[-1] if self._trace else 0
        last = next((i for i, o in enumerate(options) if o.actor == went), -1)
        position = min(self.prefix[step], count - 1) if step < len(self.prefix) else 0
        self.taken.append(position)
        self.met.append((count, last >= 0))
        if last < 0:
            return position
        return last if position == 0 else position - (position <= last)

    def late(self) -> int:
        return 0
