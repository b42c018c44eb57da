"""What an audit has shown: which check failed on which plant, where, after how many trials. Data, and what follows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harness.catalogue.checks import CHECKS, OF_THE_EVIDENCE
from harness.catalogue.plants import AREAS, PLANT
from harness.checks.registry import ALL


@dataclass(frozen=True, slots=True)
class Kill:
    """A check that failed with a plant and passes without: `trial` is the first that failed, of `of` (from 1).

    `already`: it fails without the plant too, so that the subject itself has shown that it bites.
    """

    plant: str
    mission: str
    pipeline: str
    check: str
    trial: int
    of: int
    already: bool = False


@dataclass(frozen=True, slots=True)
class PlantAudit:
    """A plant and all that killed it; `tried` are the checks that must see it, as far as a mission runs them.

    `refused` says why it could not be put into the subject.
    """

    name: str
    tried: tuple[str, ...]
    kills: tuple[Kill, ...]
    refused: str = ""

    @property
    def area(self) -> str:
        return next(area for area, plants in AREAS.items() if PLANT[self.name] in plants)

    @property
    def killed_by(self) -> tuple[str, ...]:
        """Those that must see it first."""
        by = {kill.check for kill in self.kills}
        return (*(c for c in self.tried if c in by), *sorted(by - {*self.tried}))

    @property
    def missed(self) -> tuple[str, ...]:
        """Checks that must see it and did not."""
        return tuple(c for c in self.tried if c not in self.killed_by)

    @property
    def killed(self) -> bool:
        return bool(self.kills) and not self.missed

    @property
    def survived(self) -> bool:
        return not self.refused and (not self.kills or bool(self.missed))

    def first(self, check: str) -> Kill | None:
        """Where a check saw it first."""
        return min((k for k in self.kills if k.check == check), key=lambda k: (k.trial, k.mission), default=None)

    @property
    def hardest(self) -> Kill | None:
        """The kill that took most trials, of the first kills of the checks that must see it.

        A check over all trials of a pipeline always takes all of them, and is left out.
        """
        each = [check for check in self.tried if ALL[check].over == "trial"]
        firsts = [kill for check in each if (kill := self.first(check)) is not None]
        return max(firsts, key=lambda k: k.trial, default=None)


@dataclass(frozen=True, slots=True)
class Audit:
    """The kill matrix of some missions against all plants that concern them. `ran` are the checks they run.

    Of one check only its own plants were tried.
    """

    plants: tuple[PlantAudit, ...]
    ran: frozenset[str]
    harness_errors: tuple[str, ...] = ()
    of_one_check: bool = False

    @property
    def survivors(self) -> list[PlantAudit]:
        return [p for p in self.plants if p.survived]

    @property
    def kills_by_check(self) -> dict[str, list[str]]:
        """Check -> the plants it killed, for every check that a subject can fail."""
        names = [entry.name for entry in CHECKS if entry.name in self.ran and entry.name not in OF_THE_EVIDENCE]
        return {name: [p.name for p in self.plants if name in p.killed_by] for name in names}

    @property
    def toothless(self) -> list[str]:
        """Checks that killed nothing, but for those none of whose plants this subject has a place for."""
        nothing = [name for name, plants in self.kills_by_check.items() if not plants]
        return [name for name in nothing if not self._has_no_place(name)]

    def _has_no_place(self, check: str) -> bool:
        """Whether there are plants that this check must see, and the subject refused all of them."""
        its = [plant for plant in self.plants if check in PLANT[plant.name].caught_by]
        return bool(its) and all(plant.refused for plant in its)

    @property
    def never_planted(self) -> list[str]:
        """Plants that none of the missions can show; none where only those of one check were asked for."""
        if self.of_one_check:
            return []
        there = {p.name for p in self.plants}
        return [name for name in PLANT if name not in there]

    @property
    def hardest(self) -> Kill | None:
        """The kill that took most trials of all."""
        kills = [kill for plant in self.plants if (kill := plant.hardest) is not None]
        return max(kills, key=lambda k: (k.trial, -k.of), default=None)

    def only(self, check: str) -> "Audit":
        """What the audit says of one check."""
        plants = tuple(p for p in self.plants if check in p.tried or check in p.killed_by)
        return Audit(plants, self.ran & {check}, self.harness_errors, of_one_check=True)


def joined(audits: Iterable[Audit]) -> Audit:
    """The audits of several missions as one: a plant is killed where any of them kills it."""
    by_name: dict[str, PlantAudit] = {}
    ran: set[str] = set()
    errors: list[str] = []
    for audit in audits:
        ran |= audit.ran
        errors += audit.harness_errors
        for plant in audit.plants:
            known = by_name.get(plant.name)
            by_name[plant.name] = plant if known is None else _both(known, plant)
    order = [name for name in PLANT if name in by_name]
    return Audit(tuple(by_name[name] for name in order), frozenset(ran), tuple(errors))


def _both(one: PlantAudit, other: PlantAudit) -> PlantAudit:
    tried = _in_order(PLANT[one.name].caught_by, {*one.tried, *other.tried})
    kills = (*one.kills, *other.kills)
    return PlantAudit(one.name, tried, kills, "" if kills else one.refused or other.refused)


def _in_order(names: Sequence[str], wanted: set[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in wanted)
