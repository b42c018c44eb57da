"""What the records of a trial say about its log: whether anything went wrong, and by which clock it ran."""

import re
from dataclasses import dataclass
from typing import Literal

from harness.catalogue.drivers import STOCK_ASYNCIO, SWEEPS
from harness.evidence.reader import StoredTrial
from harness.evidence.records import Event, Operation, Record, Result

GOES_WRONG = re.compile(
    r"fail|err(?:or|_|\b)|rais|cancel|refus|reject|drop|lost|broken|timed?[ _-]?out|fault|abort|den(?:y|ied)"
    r"|cut[ _]short|kill|exceed|hidden|unhandled|crash|overflow|(?<![a-z])(?:late|full|gone|given up)(?![a-z])",
    re.IGNORECASE,
)
"""Words by which a record speaks of something that went wrong, on purpose or not."""
_GOOD = frozenset({"ok", "skip"})
Clock = Literal["virtual", "wall", "none"]


@dataclass(frozen=True, slots=True)
class TrialNote:
    """`failures` counts the records that speak of something that went wrong; `disturbed`: a driver did something to the
    run. `log_lines` were stored with it. `clock` is the one that its lines can be compared by: "none" with OS threads
    under control, whose loops each have their own.
    """

    ended: str
    disturbed: bool = False
    failures: int = 0
    log_lines: int = 0
    clock: Clock = "none"

    @property
    def happy(self) -> bool:
        """Whether nothing that a scenario, a driver or a caller saw went wrong: no error is to be expected."""
        return self.ended == "completed" and not self.disturbed and not self.failures


def note_of(trial: StoredTrial) -> TrialNote | None:
    """None for a trial without an end. Errors that a scenario causes on purpose stand in its own records, because its
    checks are about them; that is how they are known here.
    """
    head = trial.head
    if head is None:
        return None
    return TrialNote(
        ended=head.ended,
        disturbed=bool(head.fault or head.interrupts),
        failures=sum(map(_goes_wrong, trial.records)),
        log_lines=trial.log_lines,
        clock=_clock(head.driver),
    )


def _clock(driver: str) -> Clock:
    if driver in STOCK_ASYNCIO:
        return "wall"
    return "virtual" if driver == "schedules" or driver in SWEEPS else "none"


def _goes_wrong(record: Record) -> bool:
    if isinstance(record, Operation):
        return record.outcome != "ok"
    if isinstance(record, Result):
        return record.status.lower() not in _GOOD
    if not isinstance(record, Event):
        return False
    texts = [record.name, *(v for v in record.fields.values() if isinstance(v, str))]
    return any(GOES_WRONG.search(text) for text in texts)
