"""What changed in the log from one run to another. Pure, over what run.json holds."""

from collections.abc import Mapping
from dataclasses import dataclass

from harness.findings.document import LogAnalysis, LogFacts, LogPattern, LogShape


@dataclass(frozen=True, slots=True)
class LevelChange:
    """Lines of one level, stored or not, in BASE and in HEAD."""

    level: str
    base: int
    head: int


@dataclass(frozen=True, slots=True)
class LogComparison:
    """Shapes at WARNING and above, and patterns, that only one of two runs has; levels whose counts differ.

    `analysed` is false where one of the runs was written without an analysis: only levels are compared then.
    `complete` is false where a run had more shapes, or more patterns, than run.json keeps: what is new or gone may then
    have been there, and not have been kept.
    """

    analysed: bool
    complete: bool
    levels: tuple[LevelChange, ...]
    new: tuple[LogShape, ...] = ()
    gone: tuple[LogShape, ...] = ()
    new_patterns: tuple[LogPattern, ...] = ()
    gone_patterns: tuple[LogPattern, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.levels or self.new or self.gone or self.new_patterns or self.gone_patterns)


def compare_logs(base: LogFacts, head: LogFacts) -> LogComparison:
    """BASE against HEAD. It says what differs, never that something got worse: a count also changes with the budget."""
    levels = tuple(
        LevelChange(level, base.by_level.get(level, 0), head.by_level.get(level, 0))
        for level in sorted({*base.by_level, *head.by_level})
        if base.by_level.get(level, 0) != head.by_level.get(level, 0)
    )
    if base.analysis is None or head.analysis is None:
        return LogComparison(analysed=False, complete=False, levels=levels)
    before, after = _shapes(base.analysis), _shapes(head.analysis)
    old, new = _patterns(base.analysis), _patterns(head.analysis)
    return LogComparison(
        analysed=True,
        complete=_kept_all(base.analysis) and _kept_all(head.analysis),
        levels=levels,
        new=tuple(shape for key, shape in after.items() if key not in before),
        gone=tuple(shape for key, shape in before.items() if key not in after),
        new_patterns=tuple(pattern for key, pattern in new.items() if key not in old),
        gone_patterns=tuple(pattern for key, pattern in old.items() if key not in new),
    )


def _shapes(analysis: LogAnalysis) -> Mapping[tuple[str, str, str], LogShape]:
    return {(s.level, s.logger, s.shape): s for s in analysis.warnings}


def _patterns(analysis: LogAnalysis) -> Mapping[tuple[str, str, str], LogPattern]:
    return {(p.name, p.logger, p.signature): p for p in analysis.patterns}


def _kept_all(analysis: LogAnalysis) -> bool:
    return not analysis.other_warnings and not analysis.other_patterns
