"""A schedule as the few places where it leaves the base: what is shrunk, and what a person can read."""

from collections.abc import Sequence
from dataclasses import dataclass

from harness.worker.explore.strategies.protocol import TIME, Option, Setting, Strategy

TIME_NAME = "time"


@dataclass(frozen=True, slots=True)
class Switch:
    """After its `step`-th step (from 1; 0 for the start of the run), `after` is followed by `to`.

    `preempts` says that `after` could have gone on. Several at one place take effect one after another: that time
    passes is no step of anybody.
    """

    after: str
    step: int
    to: str
    preempts: bool


class Script:
    """Base: whoever went last goes on until it waits, then the oldest option; switches say where it does not.

    A switch whose place is not met, or whose `to` is not there, has no effect: the schedule fits any run. `took` are
    the switches that had one. Actors are told apart by their names; of two with one name the older goes.
    """

    name = "script"
    setting: Setting = "reorder"
    fair = True

    def __init__(self, switches: Sequence[Switch], salt: int = 0) -> None:
        self.salt = salt
        self.took: list[Switch] = []
        self._to: dict[tuple[str, int], list[str]] = {}
        for switch in switches:
            self._to.setdefault((switch.after, switch.step), []).append(switch.to)
        self._follow: _Follow | None = None

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        """Steps are counted from `trace`."""
        self._follow = _Follow(trace, names)

    def choose(self, options: Sequence[Option]) -> int:
        follow = self._follow
        assert follow is not None
        went, after, step = follow.last()
        base = base_choice(options, went)
        following = self._to.get((after, step))
        while following:
            to = following.pop(0)
            wanted = next((i for i, o in enumerate(options) if follow.name(o.actor) == to), base)
            if wanted != base:
                self.took.append(Switch(after, step, to, options[base].actor == went))
                return wanted
        return base

    def late(self) -> int:
        return 0


class Transcript:
    """Lets another strategy choose, and writes down in `switches` where that left the base."""

    name = "transcript"

    def __init__(self, inner: Strategy) -> None:
        self.setting = inner.setting
        self.fair = inner.fair
        self.salt = inner.salt
        self.switches: list[Switch] = []
        self._inner = inner
        self._follow: _Follow | None = None

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        self._follow = _Follow(trace, names)
        self._inner.begin(trace, names)

    def choose(self, options: Sequence[Option]) -> int:
        follow = self._follow
        assert follow is not None
        went, after, step = follow.last()
        base, chosen = base_choice(options, went), self._inner.choose(options)
        if chosen != base:
            to = follow.name(options[chosen].actor)
            self.switches.append(Switch(after, step, to, options[base].actor == went))
        return chosen

    def late(self) -> int:
        return self._inner.late()


def base_choice(options: Sequence[Option], went: int) -> int:
    """Whoever went last where it is an option, else the oldest."""
    return next((i for i, o in enumerate(options) if o.actor == went), 0)


class _Follow:
    """Counts the steps of each actor as a trace grows."""

    def __init__(self, trace: Sequence[int], names: Sequence[str]) -> None:
        self._trace = trace
        self._names = names
        self._read = 0
        self._counts: dict[str, int] = {}

    def last(self) -> tuple[int, str, int]:
        """(actor that went last, its name, how many steps that name has made); (0, "", 0) before the first step."""
        trace = self._trace
        while self._read < len(trace):
            name = self.name(trace[self._read])
            self._counts[name] = self._counts.get(name, 0) + 1
            self._read += 1
        if not trace:
            return 0, "", 0
        name = self.name(trace[-1])
        return trace[-1], name, self._counts[name]

    def name(self, actor: int) -> str:
        return TIME_NAME if actor == TIME else self._names[actor]
