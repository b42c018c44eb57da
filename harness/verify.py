"""Whether a stored run says what its evidence says: judged again, rendered again, traced, and nothing written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Any

import orjson

from harness import engine
from harness.errors import ExitCode, StressError, UsageError, VersionError
from harness.evidence import paths
from harness.evidence.encodable import INDENTED, bounded, json_bytes
from harness.evidence.facts import FACTS, RunFacts
from harness.evidence.reader import StoredScenario, count_lines
from harness.findings.audited import record_digest
from harness.findings.differences import Difference, differences
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.store import read_findings, read_run, to_bytes
from harness.plan import Plan
from harness.report.metrics import read_metrics
from harness.report.render import rendered_files
from harness.report.traced import trace
from harness.report.words import count

LINE_CHARS_MAX = 100
CHARS_BEFORE = 30
_EVIDENCE = "the evidence"
_AUDITED = re.compile(r"\.audited\[\d+\]$")
_DOCUMENTS = "what is rendered from run.json, findings.json and metrics/"


@dataclass(slots=True)
class Verified:
    """What a verification saw. `wrong` are sentences; `open` says which part nothing could be said of, and why; `done`
    says what was compared, for a reader who wants to know what a clean answer is worth.
    """

    wrong: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> ExitCode:
        """1 where something differs, 3 where a part could not be verified, else 0."""
        return ExitCode.FOUND if self.wrong else ExitCode.INCONCLUSIVE if self.open else ExitCode.OK


@dataclass(slots=True)
class _Run:
    """A stored run under verification; documents are None where they cannot be read."""

    folder: Path
    templates: Path | None
    seen: Verified = field(default_factory=Verified)
    run: RunDocument | None = None
    findings: FindingsDocument | None = None


def verify_run(run_dir: Path, templates: Path | None = None) -> Verified:
    """Compares everything in a run folder with what it was made from; writes nothing.

    plan.json, the copies of mission and baseline and the evidence with their digests and seals; run.json and
    findings.json with what the evidence says when it is judged again; the reports with what is rendered from these;
    each number in a table of FINAL_REPORT.md with its field. `templates` are those that it was rendered with.

    A checksum finds damage and changes by hand. It does not keep anybody from writing evidence, checksums and documents
    anew that agree with each other. metrics/ was measured while the run went on: nothing else holds these figures.
    """
    stored = _Run(run_dir, templates)
    _read(stored)
    _judge(stored)
    _render(stored)
    return stored.seen


def _read(stored: _Run) -> None:
    try:
        stored.run = read_run(stored.folder)
    except UsageError as error:
        stored.seen.wrong.append(_relative(error, stored.folder))
    try:
        stored.findings = read_findings(stored.folder)
    except UsageError as error:
        stored.seen.wrong.append(_relative(error, stored.folder))


def _judge(stored: _Run) -> None:
    """Judges the evidence again and compares; says what of it is missing or is not as it was written."""
    folder, seen = stored.folder, stored.seen
    missing = [name for name in (paths.PLAN, FACTS, paths.MISSION) if not (folder / name).is_file()]
    if missing:
        seen.open.append(f"{', '.join(missing)}: not in the folder, so that nothing can be judged again")
        return
    try:
        plan = engine.load_plan(folder)
        facts = engine.facts_of(folder, plan)
        changed = list(engine.changed_inputs(folder, plan, facts))
    except VersionError as error:
        seen.open.append(_relative(error, folder))
        return
    except StressError as error:
        seen.wrong.append(_relative(error, folder))
        return
    seen.wrong += [_relative(text, folder) for text in changed]
    if changed:
        seen.open.append(f"{paths.RUN}, {paths.FINDINGS}: not judged again, because of the change named above")
        return
    _recount(stored, plan)
    needed = [name for order in plan.scenarios for name in (f"evidence/{order.id}.jsonl", f"logs/{order.id}.jsonl")]
    if gone := [name for name in needed if not (folder / name).is_file()]:
        why = f"the evidence was not kept, so that {paths.RUN} and {paths.FINDINGS} cannot be judged again"
        seen.open.append(f"{', '.join(gone)}: {why}")
        return
    _compare(stored, plan, facts)


def _compare(stored: _Run, plan: Plan, facts: RunFacts) -> None:
    """run.json, findings.json and config/ with what the evidence says."""
    seen, folder, other_audit = stored.seen, stored.folder, facts.audit_digest != record_digest()
    judged = engine.judge_stored(folder, plan, facts, stored.run.run_id if stored.run else "")
    fields, cited = 0, 0
    for name, expected in ((paths.RUN, to_bytes(judged[0])), (paths.FINDINGS, to_bytes(judged[1]))):
        data = _bytes(folder / name)
        if (content := _parsed(data)) is not None:
            found = list(differences(content, orjson.loads(expected), name, _EVIDENCE))
            kept = [d for d in found if not (other_audit and _AUDITED.search(d.place))]
            seen.wrong += [str(d) for d in kept] or ([] if found else _spelling(name, data, expected))
            fields, cited = fields + _leaves(content), cited + len(found) - len(kept)
    if cited:
        seen.open.append(f"{paths.RUN}: which plants a check caught, for it was judged by another recorded audit")
    seen.done.append(f"{fields:,} fields of {paths.RUN} and {paths.FINDINGS} judged again from the evidence")
    environment = json_bytes(facts.environment, INDENTED | orjson.OPT_SORT_KEYS)
    for name, expected in ((paths.RUN_CONFIG, engine.run_config(judged[0])), (paths.ENVIRONMENT, environment)):
        _compare_lines(stored, name, expected, _EVIDENCE)


def _compare_lines(stored: _Run, name: str, expected: bytes, source: str, but: frozenset[int] = frozenset()) -> None:
    """A file with what it should hold, line by line; those in `but` were told already."""
    if not (stored.folder / name).is_file():
        stored.seen.open.append(f"{name}: not in the folder")
        return
    blanks = 0
    for line, said, other in _lines_that_differ(_bytes(stored.folder / name), expected):
        if said is not None and other is not None and _words(said) == _words(other):
            blanks += 1
        elif line not in but:
            stored.seen.wrong.append(str(Difference(f"{name}:{line}", *_around(said, other, source))))
    if blanks:
        stored.seen.wrong.append(f"{name}: {count(blanks, 'line')} with other blanks than in {source}")


def _recount(stored: _Run, plan: Plan) -> None:
    """Seals and gaps of the evidence, and the plain counts of its lines."""
    seen, folder, lines = stored.seen, stored.folder, 0
    said = {s.pipeline: s.stored_trials for s in stored.run.scenarios} if stored.run else {}
    for order in plan.scenarios:
        path = paths.evidence_file(folder, order.id)
        if not path.is_file():
            continue
        lines += count_lines(path)
        trials = _recount_trials(path, seen)
        if trials is not None and said.get(order.id, trials) != trials:
            field_ = f"{paths.RUN}: scenarios[{order.id}].stored_trials"
            seen.wrong.append(str(Difference(field_, str(said[order.id]), f"evidence/{path.name}", str(trials))))
    seen.done.append(f"{lines:,} lines of evidence with their checksums")
    logs = [folder / "logs" / f"{order.id}.jsonl" for order in plan.scenarios]
    logged = sum(map(count_lines, logs))
    if stored.run is not None and stored.run.logs.stored != logged and all(log.is_file() for log in logs):
        seen.wrong.append(
            str(Difference(f"{paths.RUN}: logs.stored", str(stored.run.logs.stored), "logs/", str(logged)))
        )


def _recount_trials(path: Path, seen: Verified) -> int | None:
    """How many trials a file of evidence holds; None where its cap cut some off. Damage, and trials that are not whole,
    are told.
    """
    evidence, trials, not_whole = StoredScenario(path), 0, list[str]()
    for trial in evidence.trials():
        if trial.head is None:
            continue  # under way when its worker died
        trials += 1
        if trial.head.records != len(trial.records):
            there = f"{len(trial.records)} of {trial.head.records} records are there"
            not_whole.append(f"evidence/{path.name}: trial {trial.number} is not whole: {there}")
    if (cut := evidence.cut_off) is not None:
        seen.open.append(
            f"evidence/{path.name}: {cut.records} records and {cut.log_lines} log lines were over the cap of "
            f"{cut.bytes_max} bytes, so that trials are not whole"
        )
    else:
        seen.wrong += not_whole
    seen.wrong += [f"evidence/{damage}" for damage in evidence.damage]
    return None if cut else trials


def _render(stored: _Run) -> None:
    """The reports with what is rendered now, and each number of a table with its field."""
    seen, folder = stored.seen, stored.folder
    if stored.run is None or stored.findings is None:
        seen.open.append(f"{paths.REPORT}: not rendered again, for a document that it is made from cannot be read")
        return
    if stored.templates is None and stored.run.has_own_templates:
        seen.open.append(
            f"{paths.REPORT}: rendered with templates of the user's own, which the run folder does not hold\n"
            "  give them with --templates DIR"
        )
        return
    rendered = rendered_files(folder, stored.templates)
    wrong = _trace(stored, stored.run, stored.findings) if (folder / paths.REPORT).is_file() else frozenset()
    for name, expected in rendered.items():
        _compare_lines(stored, name, expected, _DOCUMENTS, wrong if name == paths.REPORT else frozenset())
    seen.done.append(f"{count(len(rendered), 'report')} rendered again: {', '.join(rendered)}")


def _trace(stored: _Run, run: RunDocument, findings: FindingsDocument) -> frozenset[int]:
    """Each number in a table of the report; gives the lines of those that differ."""
    text = _bytes(stored.folder / paths.REPORT).decode(errors="replace")
    traced = trace(text, run, findings, read_metrics(stored.folder))
    stored.seen.wrong += [str(d) for found in traced.wrong.values() for d in found]
    stored.seen.done.append(f"{traced.cells:,} figures in tables of {paths.REPORT} traced to their field")
    if stored.templates is None:  # a template of the user's own may show what it likes
        told = [f"{paths.REPORT}: no field is known for the table '{' | '.join(t)}'" for t in traced.unknown]
        stored.seen.open += told
    return frozenset(traced.wrong)


def _lines_that_differ(said: bytes, expected: bytes) -> Iterator[tuple[int, str | None, str | None]]:
    """(line of the file, what stands there, what should stand there), None for nothing."""
    if said == expected:
        return
    ones, others = said.decode(errors="replace").split("\n"), expected.decode(errors="replace").split("\n")
    for kind, start, end, other, other_end in SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        if kind != "equal":
            for line, pair in enumerate(zip_longest(ones[start:end], others[other:other_end]), start + 1):
                yield line, *pair


def _words(line: str) -> str:
    """A line without its blanks and without the rules of tables, which are as wide as the longest cell."""
    return re.sub(r"[ -]+", " ", line)


def _around(said: str | None, expected: str | None, source: str) -> tuple[str, str, str]:
    """Both lines from shortly before the place where they part, as a Difference holds them."""
    parts = (n for n, (a, b) in enumerate(zip_longest(said or "", expected or "")) if a != b)
    start = max(0, next(parts, 0) - CHARS_BEFORE)
    told = [
        "nothing" if t is None else f"'{'...' * (start > 0)}{bounded(t[start:], LINE_CHARS_MAX)}'"
        for t in (said, expected)
    ]
    return told[0], source, told[1]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _parsed(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return None  # named when it was read as a document


def _spelling(name: str, data: bytes, expected: bytes) -> list[str]:
    """A file whose values are right and whose bytes are not: a key that stands twice, another order, other blanks."""
    return [] if data == expected else [f"{name}: its values are right, but it is not as the harness writes it"]


def _leaves(value: Any) -> int:
    if isinstance(value, dict | list):
        return sum(map(_leaves, value.values() if isinstance(value, dict) else value))
    return 1


def _relative(error: object, folder: Path) -> str:
    """The message without the path of the folder, which the caller names."""
    return str(error).replace(f"{folder}/", "")
