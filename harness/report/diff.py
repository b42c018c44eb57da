"""A comparison of two runs as text of 80 columns, as markdown and as JSON."""

import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from harness.findings.compare import Comparison, FindingChanges, HypothesisChange, Regression, diff_exit_code
from harness.findings.document import FindingBrief, RunDocument
from harness.findings.fingerprint import short_id
from harness.report import words
from harness.report.escape import code, escape, finish, one_line

WIDTH = 80


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its entries, which are commands where `code` says so; text and markdown are written from it."""

    heading: str
    entries: tuple[str, ...] = ()
    code: bool = False


def diff_text(comparison: Comparison) -> str:
    """For a terminal: at most 80 columns, but for a word that is longer and for commands, which are to be copied."""
    lines = [_wrap(_title(comparison), "")]
    for section in _sections(comparison):
        lines += ["", _wrap(section.heading, "")]
        lines += [f"  {one_line(entry)}" if section.code else _wrap(entry, "  ") for entry in section.entries]
    return "\n".join(lines) + "\n"


def diff_markdown(comparison: Comparison) -> str:
    """For a comment on a pull request; everything that comes from a run is escaped."""
    lines = [f"## {escape(_title(comparison))}"]
    for section in _sections(comparison):
        lines += ["", f"**{escape(section.heading)}**"]
        lines += ["", *(f"- {code(entry) if section.code else escape(entry)}" for entry in section.entries)]
    return finish("\n".join(lines))


def diff_json(comparison: Comparison) -> str:
    """For programs: one document, its keys sorted."""
    findings = comparison.findings
    document = {
        "schema": 1,
        "base": _run_json(comparison.base),
        "head": _run_json(comparison.head),
        "fail_on": comparison.fail_on,
        "comparable": comparison.comparable,
        "exit_code": int(diff_exit_code(comparison)),
        "differences": [asdict(d) for d in comparison.differences],
        "verdict": dict(zip(("base", "head"), comparison.verdicts, strict=True)),
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
        "regressions": [asdict(r) for r in comparison.regressions],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n"


def _title(comparison: Comparison) -> str:
    base, head = comparison.base, comparison.head
    missions = head.mission.id if base.mission.id == head.mission.id else f"{base.mission.id} / {head.mission.id}"
    return f"{missions}: {base.run_id} (base) against {head.run_id} (head)"


def _sections(comparison: Comparison) -> Iterator[Section]:
    if comparison.differences:
        entries = tuple(f"{d.what}: {d.base} -> {d.head}" for d in comparison.differences)
        yield Section("The two runs were not made under the same conditions:", entries)
    if comparison.base.mission.id != comparison.head.mission.id:
        yield Section("Two missions have nothing in common to compare.")
        return
    before, after = comparison.verdicts
    yield Section(f"Verdict: {before}, unchanged" if before == after else f"Verdict: {before} -> {after}")
    yield _hypotheses(comparison.hypotheses)
    yield from _findings(comparison.findings)
    yield Section("Counts, which decide nothing:", tuple(_counts(comparison)))
    yield _regressions(comparison)
    if commands := tuple(_replays(comparison)):
        yield Section("To see them again:", commands, code=True)


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


def _counts(comparison: Comparison) -> Iterator[str]:
    for c in comparison.counts:
        before, after = ("unknown" if value is None else words.number(value) for value in (c.base, c.head))
        yield f"{c.what}: {before}" if before == after else f"{c.what}: {before} -> {after}"


def _regressions(comparison: Comparison) -> Section:
    if comparison.regressions:
        return Section(f"Regressions: {len(comparison.regressions)}", tuple(map(_regression, comparison.regressions)))
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
    }
    return f"{how[regression.kind]}: {regression.text}"


def _wrap(text: str, indent: str) -> str:
    return textwrap.fill(
        one_line(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  " * bool(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _run_json(run: RunDocument) -> dict[str, str | None]:
    return {
        "run_id": run.run_id,
        "mission": run.mission.id,
        "subject": run.subject.spec,
        "version": run.subject.version,
        "python": run.subject.python,
        "plant": run.plant,
        "verdict": run.verdict,
    }
