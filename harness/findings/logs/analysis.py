"""The analysis of a log: one pass over its lines, in memory that does not depend on how many there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from harness.findings.document import LogAnalysis
from harness.findings.logs.errors import ErrorContexts
from harness.findings.logs.gaps import Gaps
from harness.findings.logs.growth import GrowingFigures
from harness.findings.logs.lines import Line
from harness.findings.logs.notes import TrialNote
from harness.findings.logs.pairs import Pairs
from harness.findings.logs.repeats import DuplicateErrors, Repetition
from harness.findings.logs.sightings import Sightings
from harness.findings.logs.single_lines import ForeignIds, OddForms, UnexpectedErrors
from harness.findings.logs.statistics import Statistics, as_shapes
from harness.findings.logs.trial import TrialLog, Watch

SHAPES_SHOWN_MAX = 20
WARNINGS_SHOWN_MAX = 100
LOGGERS_SHOWN_MAX = 20
ERRORS_SHOWN_MAX = 5
PATTERNS_SHOWN_MAX = 20
Notes = Mapping[tuple[str, int], TrialNote]


def analyse(lines: Iterable[Line], notes: Notes) -> LogAnalysis:
    """What the lines of a run show; `notes` is keyed by pipeline and trial.

    Lines of one trial stand together. The same lines give the same analysis. None is kept longer than its trial, but
    for those that are shown.
    """
    reading = _Reading(notes)
    for line in lines:
        reading.see(line)
    return reading.close()


@dataclass(slots=True)
class _Reading:
    notes: Notes
    statistics: Statistics = field(default_factory=Statistics)
    sightings: Sightings = field(default_factory=Sightings)
    errors: ErrorContexts = field(default_factory=ErrorContexts)
    gaps: Gaps = field(default_factory=Gaps)
    trials: int = 0
    happy: int = 0
    partial: int = 0
    trial: TrialLog = field(default_factory=lambda: TrialLog(None))
    last: Line | None = None
    pairs: Pairs = field(init=False)
    growth: GrowingFigures = field(init=False)
    ids: ForeignIds = field(init=False)
    watches: tuple[Watch, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.pairs, self.growth = Pairs(self.sightings), GrowingFigures(self.sightings)
        self.ids = ForeignIds(self.sightings)
        single = (UnexpectedErrors(self.sightings), OddForms(self.sightings))
        repeats = (DuplicateErrors(self.sightings), Repetition(self.sightings))
        self.watches = (self.errors, self.gaps, self.pairs, self.growth, self.ids, *single, *repeats)

    def see(self, line: Line) -> None:
        last = self.last
        if last is None or (line.file, line.trial) != (last.file, last.trial) or line.seq <= last.seq:
            self._end_trial()
            self.trial = TrialLog(self.notes.get((line.pipeline, line.trial)))
        self.last = line
        self.trial.count(line)
        self.statistics.see(line)
        for watch in self.watches:
            watch.see(line, self.trial)

    def _end_trial(self) -> None:
        if self.last is None:
            return
        self.trials += 1
        self.happy += self.trial.happy
        self.partial += not self.trial.complete
        for watch in self.watches:
            watch.end(self.trial)

    def close(self) -> LogAnalysis:
        self._end_trial()
        self.pairs.close()
        self.growth.close()
        counted = self.statistics
        patterns, other_patterns = self.sightings.patterns(PATTERNS_SHOWN_MAX)
        return LogAnalysis(
            lines=counted.lines,
            unreadable=0,
            trials=self.trials,
            trials_happy=self.happy,
            trials_partial=self.partial,
            by_level=dict(sorted(counted.by_level.counts.items())),
            other_levels=counted.by_level.beyond,
            by_logger=dict(counted.by_logger.top(LOGGERS_SHOWN_MAX)),
            other_loggers=counted.by_logger.rest(LOGGERS_SHOWN_MAX),
            keywords=dict(sorted(counted.keywords.items())),
            shapes=as_shapes(counted.shapes, SHAPES_SHOWN_MAX),
            distinct_shapes=len(counted.shapes.counts),
            other_shapes=counted.shapes.rest(SHAPES_SHOWN_MAX),
            not_told_apart=counted.shapes.beyond,
            warnings=as_shapes(counted.warnings, WARNINGS_SHOWN_MAX),
            other_warnings=counted.warnings.rest(WARNINGS_SHOWN_MAX),
            errors=list(self.errors.most_frequent(ERRORS_SHOWN_MAX)),
            patterns=patterns,
            other_patterns=other_patterns,
            gaps=self.gaps.result(),
            with_run=self.ids.with_run,
            without_run=self.ids.without_run,
        )
