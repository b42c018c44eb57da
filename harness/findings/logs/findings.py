"""Findings from patterns of the log: hints with their excerpts. None of them is a bug, whatever was seen."""

import shlex
from collections.abc import Sequence

from harness.findings.document import LogAnalysis, LogExcerpt, LogPattern
from harness.findings.finding import Evidence, Finding, Replay, Reproduction
from harness.findings.fingerprint import fingerprint, readable_id
from harness.findings.logs.sightings import MEANINGS

CHECK = "log_pattern:"
"""Stands before the name of a pattern where a finding names its check."""
TITLE_CHARS_MAX = 100


def findings_of_log(mission: str, analysis: LogAnalysis, at: str, run_again: str) -> list[Finding]:
    """One improvement for each pattern that was seen: type and severity change neither verdict nor exit code.

    The identity is mission, pattern, logger and shape, so that counts, trials and places may change.
    """
    return [_finding(mission, pattern, at, run_again) for pattern in analysis.patterns]


def _finding(mission: str, pattern: LogPattern, at: str, run_again: str) -> Finding:
    meaning, check = MEANINGS[pattern.name], f"{CHECK}{pattern.name}"
    identity = fingerprint(mission, check, pattern.logger, pattern.signature)
    return Finding(
        id=readable_id(mission, "improvement", identity),
        fingerprint=identity,
        type="improvement",
        severity=meaning.severity,
        title=f"{meaning.title}: {_shortened(pattern.signature)}",
        description=f"The log shows {pattern.seen}. {pattern.may_mean} A pattern in a log proves nothing by itself.",
        created_at=at,
        component=pattern.logger or "root",
        tags=["log"],
        checks=[check],
        witness=[_told(excerpt) for excerpt in pattern.excerpts],
        evidence=Evidence(
            pipeline=pattern.pipeline,
            trial=pattern.excerpts[0].trial,
            file=pattern.excerpts[0].file,
            trials=pattern.trials,
        ),
        reproduction=Reproduction(
            steps=_where_to_look(pattern.excerpts, run_again), frequency="not measured", conditions=_counts(pattern)
        ),
        replay=Replay(command="", token="", result="not applicable"),
        first_seen=at,
        last_seen=at,
    )


def _shortened(text: str) -> str:
    return text if len(text) <= TITLE_CHARS_MAX else f"{text[: TITLE_CHARS_MAX - 3]}..."


def _told(excerpt: LogExcerpt) -> str:
    return f"{excerpt.file}:{excerpt.line}: {excerpt.level}: {excerpt.text}"


def _where_to_look(excerpts: Sequence[LogExcerpt], run_again: str) -> list[str]:
    first = excerpts[0]
    return [run_again, f"sed -n {first.line}p {shlex.quote(first.file)} (in the run folder)"]


def _counts(pattern: LogPattern) -> str:
    times, trials = (f"{n:,}" for n in (pattern.times, pattern.trials))
    return f"seen {times} times in {trials} of the stored trials"
