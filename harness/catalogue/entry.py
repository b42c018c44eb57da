"""The shape of a catalogue entry. Standard library only, because the worker shares it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument that a mission may give an entry: its type ("int", "str", "bool"), range and unit."""

    type: str
    default: int | str | bool
    description: str
    min: int | None = None
    max: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name that a mission may use, with what it means. Of a scenario: whether it builds a pipeline, and whether it
    runs OS threads of its own, under drivers for threads only.
    """

    name: str
    summary: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    builds_pipeline: bool = True
    runs_threads: bool = False


@dataclass(frozen=True, slots=True)
class Plant:
    """A planted defect: the guarantee it breaks, the checks that must see it, the scenario families where it shows.

    Where `drivers` are named, it shows only under one of these.
    """

    name: str
    summary: str
    guarantee: str
    caught_by: tuple[str, ...]
    scenarios: tuple[str, ...]
    drivers: tuple[str, ...] = ()

    def shows_in(self, scenario: str, drivers: Collection[str], checks: Collection[str]) -> bool:
        """Whether a pipeline of that family, run by these drivers and judged by these checks, must show it.

        `checks` are all that judge it, those that every pipeline has included.
        """
        reached = not self.drivers or any(driver in drivers for driver in self.drivers)
        return scenario in self.scenarios and reached and any(check in checks for check in self.caught_by)


@dataclass(frozen=True, slots=True)
class Probe:
    """A developer-experience probe: what it tries, its category, what it says when it succeeds and when it fails."""

    name: str
    category: str
    summary: str
    delight: str
    friction: str
    code: str
