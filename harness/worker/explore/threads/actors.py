"""What a run of threads is made of: actors, what they wait for, what is told about the run, who is running."""

import threading
from _thread import allocate_lock, get_ident
from dataclasses import dataclass, field
from types import CodeType
from typing import Literal, Protocol

Granularity = Literal["gil", "any"]


class Stopped(BaseException):
    """Unwinds a thread of a run that is over. Only this package raises and catches it."""


class Waited(Protocol):
    """What an actor can be parked on: a lock, another actor's end, the passing of time."""

    waiters: "list[Actor]"

    def free(self) -> bool:
        """Whether the wait would be over now."""
        ...


class Turns(Protocol):
    """What an actor needs of the one who hands out turns."""

    now_s: float
    stopping: bool
    actors: "list[Actor]"

    def point(self, actor: "Actor", code: CodeType, offset: int) -> None: ...
    def park(self, actor: "Actor", on: Waited, deadline_s: float | None) -> bool: ...
    def sleep(self, actor: "Actor", seconds: float) -> None: ...
    def taken(self, lock: Waited) -> None: ...
    def freed(self, lock: Waited) -> None: ...


class Actor:
    """A controlled thread: what a strategy chooses among. `actor` is its number, from 1, in order of creation.

    `since` is the step at which it became ready. `gate` is a real lock, open only while the thread may run.
    """

    __slots__ = (
        "actor",
        "deadline_s",
        "ended",
        "gate",
        "grace",
        "is_target",
        "name",
        "on",
        "park",
        "scheduler",
        "since",
        "thread",
        "timed_out",
        "waiters",
    )

    def __init__(self, number: int, name: str, scheduler: Turns, is_target: bool) -> None:
        self.actor = number
        self.name = name
        self.scheduler = scheduler
        self.is_target = is_target
        self.gate = allocate_lock()
        self.gate.acquire()
        self.since = 0
        self.grace = 0  # steps it may still take to unwind, once the run is over
        self.on: Waited | None = None
        self.deadline_s: float | None = None
        self.park = 0  # number of its last wait, which orders those with one deadline
        self.timed_out = False
        self.ended = False
        self.thread: threading.Thread | None = None
        self.waiters: list[Actor] = []  # those that join it

    def free(self) -> bool:
        return self.ended


class Passing:
    """Time; an actor that sleeps is parked on it and comes back only by its deadline."""

    def __init__(self) -> None:
        self.waiters: list[Actor] = []

    def free(self) -> bool:
        return False


@dataclass(slots=True)
class ThreadRun:
    """How a run went; filled as it goes on, so that the schedule of a run that raises is not lost.

    `choices` is the schedule: the index taken wherever more than one thread was runnable. `steps` counts switch
    points passed. `errors` has what each thread raised, by its name. `left_behind` says where threads were that the
    targets started and did not wait for. `overruled` counts choices that fairness made instead of the strategy, and
    moves of time in a run that was busy. `switches` are the moments at which another thread went on: number of the
    one that stopped, its code and offset (None where it waits or has ended), number of the one that went on. `names`
    says who each number is; 0 is nobody.
    """

    choices: list[int] = field(default_factory=list)
    steps: int = 0
    overruled: int = 0
    errors: dict[str, BaseException] = field(default_factory=dict)
    left_behind: list[str] = field(default_factory=list)
    switches: list[tuple[int, CodeType | None, int, int]] = field(default_factory=list)
    names: list[str] = field(default_factory=lambda: ["nobody"])


class _Active:
    __slots__ = ("actors",)

    def __init__(self) -> None:
        self.actors: dict[int, Actor] | None = None


active = _Active()  # by thread identity those of the run under way; None between runs


def here() -> Actor | None:
    """The actor that the calling thread is; None for a thread that is not controlled."""
    actors = active.actors
    return None if actors is None else actors.get(get_ident())
