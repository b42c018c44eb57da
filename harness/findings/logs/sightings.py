"""What the watches saw: patterns with their count and a few excerpts, and what each of them may mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from harness.catalogue.severities import Severity
from harness.findings.document import LogExcerpt, LogPattern
from harness.findings.logs.lines import Line, cut

EXCERPTS_MAX = 5
_KEPT_MAX = 200


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a pattern is told: its title, what was seen (with `most` filled in), what it may mean, how much it weighs.

    A pattern is a hint at most: `severity` is low or info.
    """

    title: str
    seen: str
    may_mean: str
    severity: Severity


MEANINGS: Mapping[str, Meaning] = {
    "duplicate_errors": Meaning(
        "The same error is logged again and again",
        "one error up to {most} times in a trial, more often than its records speak of failures and with no success of "
        "the logger between",
        "It may be a retry without backoff or without an end, or one failure that is logged in several places.",
        "low",
    ),
    "unexpected_error": Meaning(
        "An error is logged where everything went well",
        "errors, up to {most} in a trial, in trials that ended well and whose records speak of no failure",
        "A failure may have been swallowed, or what is logged as an error may be none.",
        "low",
    ),
    "missing_success": Meaning(
        "Something starts and neither ends nor fails",
        "starts, up to {most} in a trial, with no line that says how it ended, in trials that went well",
        "It may have failed silently, or the line that tells of its end may be missing.",
        "low",
    ),
    "orphaned_start": Meaning(
        "Something is opened more often than it is closed",
        "up to {most} of a trial's starts left without an end, while others of the same kind have one",
        "Something may be left open, or be told of twice.",
        "low",
    ),
    "orphaned_end": Meaning(
        "Something ends that has not started",
        "up to {most} ends in a trial with no start before them, while others of the same kind have one",
        "Something may end twice, or the line that tells of its start may be missing or late.",
        "info",
    ),
    "repetition": Meaning(
        "The same lines come again and again",
        "the same text up to {most} times in a row in a trial, numbers and all",
        "Something may go round in circles without getting further.",
        "info",
    ),
    "growing_figure": Meaning(
        "A figure in the log only grows",
        "a figure that grew {most} times from trial to trial and never fell",
        "Something may be kept that each trial adds to.",
        "low",
    ),
    "odd_form": Meaning(
        "A message shows a value that nobody formatted",
        "messages with a placeholder, an address, a coroutine or None where a text belongs, up to {most} in a trial",
        "A value of another type than expected may have been logged, or an argument may be missing.",
        "info",
    ),
    "foreign_id": Meaning(
        "A line of one run names another",
        "lines, up to {most} in a trial, that carry the id of one run and name that of another in their text",
        "Runs may be mixed up, or one may tell of another on purpose.",
        "low",
    ),
}
NAMES: Sequence[str] = tuple(MEANINGS)


@dataclass(slots=True)
class FirstLines:
    """How often something was seen in a trial, and the first few lines of it."""

    times: int = 0
    lines: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Once more, by this line."""
        self.times += 1
        if len(self.lines) < EXCERPTS_MAX:
            self.lines.append(line)


@dataclass(slots=True)
class Sighting:
    """How often a pattern was seen, in how many trials, at most how often in one, and the first few lines of it."""

    pipeline: str
    trial: int
    times: int = 0
    trials: int = 0
    most: int = 0
    excerpts: list[LogExcerpt] = field(default_factory=list)


@dataclass(slots=True)
class Sightings:
    """Of a bounded number of patterns, told apart by name, logger and signature; `beyond` counts the others."""

    kept: dict[tuple[str, str, str], Sighting] = field(default_factory=dict)
    beyond: int = 0

    def add(self, name: str, signature: str, lines: Sequence[Line], times: int) -> Sighting | None:
        """`times` of the pattern in one trial, with some of its lines, the first of which names its logger. None where
        there is no more room for another pattern.
        """
        first = lines[0]
        key = (name, first.logger, signature)
        if key not in self.kept and len(self.kept) >= _KEPT_MAX:
            self.beyond += 1
            return None
        sighting = self.kept.setdefault(key, Sighting(first.pipeline, first.trial))
        sighting.times += times
        sighting.trials += 1
        sighting.most = max(sighting.most, times)
        sighting.excerpts += [excerpt(line) for line in lines[: EXCERPTS_MAX - len(sighting.excerpts)]]
        return sighting

    def patterns(self, most: int) -> tuple[list[LogPattern], int]:
        """The gravest and most frequent, and how many sightings are not among them."""
        order = {name: place for place, name in enumerate(NAMES)}
        ranked = sorted(self.kept.items(), key=lambda item: (order[item[0][0]], -item[1].times, item[0]))
        return [_pattern(key, seen) for key, seen in ranked[:most]], len(ranked[most:]) + self.beyond


def excerpt(line: Line) -> LogExcerpt:
    """The line as run.json keeps it: its place, and its text cut to what a reader needs."""
    return LogExcerpt(file=line.file, line=line.number, trial=line.trial, level=line.level, text=cut(line.message))


def _pattern(key: tuple[str, str, str], sighting: Sighting) -> LogPattern:
    name, logger, signature = key
    return LogPattern(
        name=name,
        logger=logger,
        signature=signature,
        pipeline=sighting.pipeline,
        seen=MEANINGS[name].seen.format(most=sighting.most),
        may_mean=MEANINGS[name].may_mean,
        times=sighting.times,
        trials=sighting.trials,
        excerpts=sighting.excerpts,
    )
