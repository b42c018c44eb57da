"""A comparison of two runs as text of 80 columns, as markdown and as JSON."""

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from harness.evidence.encodable import INDENTED, bounded, json_bytes
from harness.findings.compare import Comparison, FindingChanges, HypothesisChange, Regression, Side, diff_exit_code
from harness.findings.compare_counts import Count
from harness.findings.compare_times import TimeChange, Times, Together
from harness.findings.document import FindingBrief
from harness.findings.fingerprint import short_id
from harness.findings.logs.compare import LogComparison
from harness.report import words
from harness.report.escape import code, escape, finish, one_line, without_orders

WIDTH = 80
FOLDED_FROM = 8
COMMENT_CHARS_MAX = 65_536
"""How long a comment on a pull request may be on GitHub; what is longer is refused, all of it."""
_ENTRIES_MAX = (None, 50, 10, 3, 0)
_VITAL_ENTRIES_MAX = 20
_ENTRY_CHARS_MAX = 2_000


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its entries, which are commands where `code` says so; text and markdown are written from it. Of a
    `vital` one entries are left out last.
    """

    heading: str
    entries: tuple[str, ...] = ()
    code: bool = False
    vital: bool = False


def diff_text(comparison: Comparison) -> str:
    """For a terminal: at most 80 columns, but for a word that is longer and for commands, which are to be copied."""
    lines = [_wrap(_title(comparison), "")]
    for section in _sections(comparison):
        lines += ["", _wrap(section.heading, "")]
        lines += [
            without_orders(f"  {one_line(entry)}") if section.code else _wrap(entry, "  ") for entry in section.entries
        ]
    return "\n".join(lines) + "\n"


def diff_markdown(comparison: Comparison) -> str:
    """For a comment on a pull request; everything that comes from a run is escaped, long lists are folded away, and
    entries are left out, which is said, where it would be too long.
    """
    return _fitting(lambda entries_max: _markdown(comparison, entries_max))


def _fitting(lines: Callable[[int | None], Iterable[str]]) -> str:
    """The longest text that a comment can hold. Where even headings alone are too many it ends at a whole line."""
    text = ""
    for entries_max in _ENTRIES_MAX:
        text = finish("\n".join(lines(entries_max)))
        if len(text) <= COMMENT_CHARS_MAX:
            return text
    rest = "\n\nThe rest is too long for a comment; --format text and json have all of it.\n"
    return text[: text.rindex("\n", 0, COMMENT_CHARS_MAX - len(rest))] + rest


def _markdown(comparison: Comparison, entries_max: int | None) -> Iterator[str]:
    yield f"## {escape(_title(comparison))}"
    for section in _sections(comparison):
        entries = list(_entries(section, entries_max))
        folded = len(entries) > FOLDED_FROM
        yield ""
        yield f"<details><summary>{escape(section.heading)}</summary>" if folded else f"**{escape(section.heading)}**"
        yield ""
        yield from entries
        if folded:
            yield from ("", "</details>")


def _entries(section: Section, entries_max: int | None) -> Iterator[str]:
    most = max(entries_max, _VITAL_ENTRIES_MAX) if entries_max and section.vital else entries_max
    shown = section.entries[:most]
    for entry in shown:
        short = bounded(entry, _ENTRY_CHARS_MAX)
        yield f"- {code(short) if section.code else escape(short)}"
    if left := len(section.entries) - len(shown):
        yield f"- {words.number(left)} more, left out here for length; --format text and json have them"


def pairs_text(comparisons: Sequence[Comparison], alone: Sequence[tuple[str, str]]) -> str:
    """Several pairs for a terminal: what came of each, what has no partner, then one after another."""
    lines = [_wrap(line, "" if number == 0 else "  ") for number, line in enumerate(_overview(comparisons, alone))]
    return "\n".join(["\n".join(lines), *(f"\n{'-' * WIDTH}\n{diff_text(c)}" for c in comparisons)])


def pairs_markdown(comparisons: Sequence[Comparison], alone: Sequence[tuple[str, str]]) -> str:
    """The same for a comment on a pull request."""

    def lines(entries_max: int | None) -> Iterator[str]:
        head, *entries = _overview(comparisons, alone)
        yield from (f"## {escape(head)}", "", *(f"- {escape(entry)}" for entry in entries))
        for comparison in comparisons:
            yield from ("", *_markdown(comparison, entries_max))

    return _fitting(lines)


def _overview(comparisons: Sequence[Comparison], alone: Sequence[tuple[str, str]]) -> Iterator[str]:
    regressed = sum(bool(c.regressions) for c in comparisons)
    yield f"{words.count(len(comparisons), 'pair')} of runs, {words.number(regressed)} with regressions"
    for comparison in comparisons:
        verdicts = " -> ".join(dict.fromkeys(comparison.verdicts)) if comparison.verdicts else "findings only"
        yield f"{_title(comparison)}: {verdicts}, {words.count(len(comparison.regressions), 'regression')}"
    yield from (f"only in {side}: {run}" for side, run in alone)


def diff_json(comparison: Comparison) -> str:
    """For programs: one document, its keys sorted."""
    return json_bytes(_document(comparison), INDENTED | orjson.OPT_SORT_KEYS).decode()


def pairs_json(comparisons: Sequence[Comparison], alone: Sequence[tuple[str, str]]) -> str:
    """For programs, where several runs are compared: the documents of all pairs, and what has no partner."""
    document = {
        "schema": 1,
        "pairs": [_document(comparison) for comparison in comparisons],
        "alone": [{"in": side, "run": run} for side, run in alone],
    }
    return json_bytes(document, INDENTED | orjson.OPT_SORT_KEYS).decode()


def _document(comparison: Comparison) -> dict[str, Any]:
    findings, verdicts = comparison.findings, comparison.verdicts
    return {
        "schema": 1,
        "base": _side_json(comparison.base),
        "head": _side_json(comparison.head),
        "fail_on": comparison.fail_on,
        "comparable": comparison.comparable,
        "exit_code": int(diff_exit_code(comparison)),
        "unknown": comparison.unknown,
        "differences": [asdict(d) for d in comparison.differences],
        "verdict": dict(zip(("base", "head"), verdicts, strict=True)) if verdicts else None,
        "hypotheses": [
            {"id": h.id, "claim": h.claim, "base": h.base, "head": h.head, "changed": h.changed}
            for h in comparison.hypotheses
        ],
        "findings": {
            "new": [f.model_dump() for f in findings.new],
            "fixed": [f.model_dump() for f in findings.fixed],
            "persisting": [f.model_dump() for _, f in findings.persisting],
        },
        "counts": [asdict(c) for c in comparison.counts],
        "pipeline_counts": [asdict(c) for c in comparison.pipeline_counts],
        "logs": _logs_json(comparison.logs),
        "times": {
            "not_judged": comparison.times.not_judged,
            "together": asdict(comparison.times.together) if comparison.times.together else None,
            "series": [asdict(t) for t in comparison.times.changes],
        },
        "regressions": [asdict(r) for r in comparison.regressions],
    }


def _logs_json(logs: LogComparison | None) -> dict[str, Any] | None:
    if logs is None:
        return None
    return {
        "analysed": logs.analysed,
        "complete": logs.complete,
        "levels": [asdict(level) for level in logs.levels],
        **{
            name: [entry.model_dump() for entry in getattr(logs, name)]
            for name in ("new", "gone", "new_patterns", "gone_patterns")
        },
    }


def _title(comparison: Comparison) -> str:
    base, head = comparison.base, comparison.head
    missions = head.mission if base.mission == head.mission else f"{base.mission} / {head.mission}"
    return f"{missions}: {base.name} (base) against {head.name} (head)"


def _sections(comparison: Comparison) -> Iterator[Section]:
    if comparison.differences:
        entries = tuple(f"{d.what}: {d.base} -> {d.head}" for d in comparison.differences)
        yield Section("The two runs were not made under the same conditions:", entries)
    if comparison.base.mission != comparison.head.mission:
        yield Section("Two missions have nothing in common to compare.")
        return
    if comparison.unknown:
        yield Section(f"Only findings are compared: {comparison.unknown}.")
    if comparison.verdicts:
        before, after = comparison.verdicts
        yield Section(f"Verdict: {before}, unchanged" if before == after else f"Verdict: {before} -> {after}")
        yield _hypotheses(comparison.hypotheses)
    yield from _findings(comparison.findings)
    if comparison.counts:
        yield Section("Counts, which decide nothing:", tuple(map(_count, comparison.counts)))
    if comparison.pipeline_counts:
        yield Section("Of single pipelines, what is not equal:", tuple(map(_count, comparison.pipeline_counts)))
    if comparison.logs is not None:
        yield from _logs(comparison.logs)
    if not comparison.unknown:
        yield _times(comparison.times)
    yield _regressions(comparison)
    if commands := tuple(_replays(comparison)):
        yield Section("To see them again:", commands, code=True, vital=True)


def _hypotheses(hypotheses: tuple[HypothesisChange, ...]) -> Section:
    changed = [h for h in hypotheses if h.changed]
    if not changed:
        return Section(f"Hypotheses: {len(hypotheses)}, none changed")
    return Section(
        f"Hypotheses: {len(changed)} changed, {len(hypotheses) - len(changed)} unchanged",
        tuple(f"{h.id}: {_result(h.base)} -> {_result(h.head)} ({h.claim})" for h in changed),
    )


def _result(result: Any) -> str:
    return "not stated" if result is None else words.result(result)


def _findings(changes: FindingChanges) -> Iterator[Section]:
    ids = [f.id for f in (*changes.new, *changes.fixed, *(f for _, f in changes.persisting))]

    def name(finding: FindingBrief) -> str:
        # One declared id may stand for two ways of failing; then the fingerprint tells them apart.
        known = f" [{finding.fingerprint[:8]}]" if ids.count(finding.id) > 1 else ""
        sort = words.kind(finding)
        return f"{short_id(finding.id)}{known} ({sort}): {finding.title}"

    gone = [f for f in changes.fixed if f.type == "strength"]
    fixed = [f for f in changes.fixed if f.type != "strength"]
    yield Section(f"New findings: {len(changes.new)}", tuple(map(name, changes.new)))
    yield Section(f"Fixed findings: {len(fixed)}", tuple(map(name, fixed)))
    if gone:
        yield Section(f"Strengths no longer shown: {len(gone)}", tuple(map(name, gone)))
    persisting = tuple(name(f) for _, f in changes.persisting)
    yield Section(f"Persisting findings: {len(persisting)}", persisting)


def _count(count: Count) -> str:
    before, after = ("unknown" if value is None else words.number(value) for value in (count.base, count.head))
    loose = "" if count.exact else " (with trials that nobody controls: equal runs may differ in it)"
    return f"{count.what}: {before}" if before == after else f"{count.what}: {before} -> {after}{loose}"


def _logs(logs: LogComparison) -> Iterator[Section]:
    """What the logs have that they had not, and had; nothing where they are alike."""
    part = "" if logs.complete else ", as far as the runs keep them"
    for heading, shapes in (("New log lines at WARNING or above", logs.new), ("Log lines that are gone", logs.gone)):
        if shapes:
            entries = (f"{words.number(s.lines)} x {s.level} {s.logger}: {s.shape}" for s in shapes)
            yield Section(f"{heading}{part}: {len(shapes)}", tuple(entries))
    for heading, patterns in (("New patterns in the log", logs.new_patterns), ("Patterns gone", logs.gone_patterns)):
        if patterns:
            yield Section(f"{heading}{part}: {len(patterns)}", tuple(f"{p.name} ({p.logger})" for p in patterns))
    if logs.levels:
        levels = tuple(_count(Count(level.level, level.base, level.head)) for level in logs.levels)
        yield Section("Log lines by level, where they differ:", levels)


def _times(times: Times) -> Section:
    if times.not_judged:
        return Section(f"Times are not compared: {times.not_judged}.")
    apart = [t for t in times.changes if t.verdict in ("better", "worse")]
    few = sum(t.verdict == "too few samples" for t in times.changes)
    more = f", {few} with too few samples" if few else ""
    whole = f"{_together(times.together)}; " if times.together else ""
    heading = f"Times of native trials: {whole}{len(apart)} of {len(times.changes)} changed alone{more}"
    return Section(heading, tuple(map(_time, apart)))


def _together(change: Together) -> str:
    return (
        f"together {change.verdict}, {change.ratio:.2f} times as long "
        f"(95 % interval {change.low:.2f} to {change.high:.2f}, p {change.p:.2g}, {change.series} series)"
    )


def _time(change: TimeChange) -> str:
    return (
        f"{change.pipeline} ({change.engine}): {change.verdict}, {change.ratio:.2f} times as long "
        f"(95 % interval {change.low:.2f} to {change.high:.2f}, p {change.p:.2g}; "
        f"{change.samples[0]} and {change.samples[1]} trials)"
    )


def _regressions(comparison: Comparison) -> Section:
    if comparison.regressions:
        entries = tuple(map(_regression, comparison.regressions))
        return Section(f"Regressions: {len(entries)}", entries, vital=True)
    if not comparison.comparable:
        return Section("Nothing was comparable: no hypothesis was decided in both runs, and neither has a finding.")
    if comparison.fail_on == "never":
        return Section("Regressions are not judged (--fail-on never).")
    return Section(f"No regression at or over {comparison.fail_on}.")


def _replays(comparison: Comparison) -> Iterator[str]:
    regressed = {r.fingerprint for r in comparison.regressions if r.fingerprint}
    changes = comparison.findings
    for finding in (*changes.new, *(f for _, f in changes.persisting)):
        if finding.fingerprint in regressed and finding.replay:
            yield finding.replay


def _regression(regression: Regression) -> str:
    how = {
        "refuted": f"{regression.id} is refuted",
        "no longer decided": f"{regression.id} held and is no longer decided",
        "new bug": f"{short_id(regression.id)} is a new {regression.head} bug",
        "graver bug": f"{short_id(regression.id)} became {regression.head}",
        "slower": f"{regression.id} is slower",
    }
    return f"{how[regression.kind]}: {regression.text}"


def _wrap(text: str, indent: str) -> str:
    lines = textwrap.fill(
        one_line(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  " * bool(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return without_orders(lines)


def _side_json(side: Side) -> dict[str, str | None]:
    run = side.run
    return {
        "run_id": side.name,
        "mission": side.mission,
        "subject": run.subject.spec if run else None,
        "version": run.subject.version if run else None,
        "python": run.subject.python if run else None,
        "plant": run.plant if run else None,
        "verdict": run.verdict if run else None,
    }
