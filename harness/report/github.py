"""What GitHub shows of a run: annotations at the lines of the mission file, and a summary of the step. Pure."""

from collections.abc import Iterator, Sequence

from harness.evidence.encodable import bounded
from harness.findings.document import RunDocument
from harness.findings.finding import Finding, FindingsDocument
from harness.report.escape import code, escape, finish, one_line, without_orders
from harness.report.outcomes import Outcome, outcomes, place_of_outcome, reason_of
from harness.report.places import place_of

A_KIND_MAX = 10
"""How many annotations of one kind GitHub keeps of a step; the others are dropped without a word."""
SUMMARY_BYTES_MAX = 1024 * 1024
ROWS_MAX = 200
_CELL_CHARS_MAX = 300
_MESSAGE_CHARS_MAX = 4_000
_KINDS = ("error", "warning", "notice")
Documents = tuple[RunDocument, FindingsDocument]


def render_annotations(run: RunDocument, document: FindingsDocument) -> bytes:
    """Workflow commands, one a line, the gravest first; where there are more of a kind than are kept, the last of them
    says how many stand in the summary.
    """
    return annotations_of_step([(run, document)])


def annotations_of_step(runs: Sequence[Documents]) -> bytes:
    """The same for all the runs of a step, which share what is kept of it."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for run, document in runs:
        for outcome in outcomes(run, document):
            for kind, line in _commands(outcome, run):
                by_kind[kind].append(line)
    lines = []
    for kind, commands in by_kind.items():
        more = len(commands) - A_KIND_MAX
        kept = commands if more <= 0 else commands[: A_KIND_MAX - 1]
        lines += kept
        if more > 0:
            lines.append(_command(kind, {}, f"{more + 1} more of this kind stand in the summary of this step"))
    return "".join(f"{line}\n" for line in lines).encode()


def summary_of_step(runs: Sequence[Documents]) -> bytes:
    """The summaries of all the runs of a step, each of which has the same share of what GitHub takes."""
    return b"\n".join(render_summary(*documents, SUMMARY_BYTES_MAX // len(runs) - 1) for documents in runs)


def render_summary(run: RunDocument, document: FindingsDocument, bytes_max: int = SUMMARY_BYTES_MAX) -> bytes:
    """Markdown of less than 1 MiB: the verdict, the answers, and every finding with fingerprint, place and replay.

    What does not fit is left out at a finding's end, and that is said. Verdict and answers are never left out.
    """
    head = _head(run, list(outcomes(run, document)))
    blocks = ["\n".join(_finding(f, run)) for f in document.findings if f.type != "strength"]
    told = finish(head)
    for number, block in enumerate(blocks):
        rest = f"\n{len(blocks) - number} more findings stand in findings.json of the run.\n"
        longer = told + "\n" + finish(block)
        if len((longer + rest).encode()) > bytes_max:
            return (told + rest).encode()
        told = longer
    return told.encode()


def _commands(outcome: Outcome, run: RunDocument) -> Iterator[tuple[str, str]]:
    kind = {"failed": "error", "error": "error"}.get(outcome.status)
    if kind is None:
        # What fails nothing is worth a notice only where somebody decided about it.
        if outcome.notes:
            yield "notice", _command("notice", _at(outcome, run), "\n".join(outcome.notes), outcome.name)
        return
    if not outcome.findings:
        yield kind, _command(kind, _at(outcome, run), outcome.why, outcome.name)
    for finding in outcome.findings:
        again = finding.replay.command or run.command
        claim = [f"{outcome.kind}: {outcome.name}"] if outcome.hypothesis else []
        seen = [reason_of(finding, run), *finding.witness[:5]]
        told = [*claim, *seen, f"fingerprint {finding.fingerprint}", f"again: {again}"]
        file, line = place_of(finding, run)
        yield kind, _command(kind, {"file": file, "line": str(line)}, "\n".join(told), finding.title)


def _at(outcome: Outcome, run: RunDocument) -> dict[str, str]:
    file, line = place_of_outcome(outcome, run)
    return {"file": file, "line": str(line)}


def _command(kind: str, place: dict[str, str], message: str, title: str = "") -> str:
    """A workflow command. Text of others cannot begin one of its own, nor end this one."""
    properties = {**place, **({"title": title} if title else {})}
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{kind} {told}::{_data(message)}" if told else f"::{kind}::{_data(message)}"


def _data(text: str) -> str:
    lines = [without_orders(one_line(line)) for line in text.splitlines()]
    shown = "\n".join(lines)[:_MESSAGE_CHARS_MAX]
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")


def _head(run: RunDocument, told: Sequence[Outcome]) -> str:
    more = [f"| | {len(told) - ROWS_MAX} more | |"] if len(told) > ROWS_MAX else []
    rows = [f"| {escape(o.status)} | {_cell(o.name)} | {_cell(o.why)} |" for o in told[:ROWS_MAX]] + more
    table = ["| | claim or finding | why |", "|---|---|---|", *rows] if rows else []
    return "\n".join(
        [
            f"## {escape(run.mission.id)}: {escape(run.verdict)}",
            "",
            f"{escape(run.verdict_reason)}",
            "",
            f"{escape(run.subject.spec)} {escape(run.subject.version)}, Python {escape(run.subject.python)}, "
            f"seed {run.seed}. Again: {code(run.command)}",
            "",
            *table,
        ]
    )


def _cell(text: str) -> str:
    return escape(bounded(text, _CELL_CHARS_MAX))


def _finding(finding: Finding, run: RunDocument) -> Iterator[str]:
    file, line = place_of(finding, run)
    again = finding.replay.command or run.command
    yield f"### {escape(finding.id)}: {escape(finding.title)}"
    yield ""
    sort = f"{escape(finding.severity)} {escape(finding.type)}"
    yield f"{sort}, fingerprint {code(finding.fingerprint)}, {code(f'{file}:{line}')}"
    yield ""
    yield f"{escape(finding.description)}"
    yield ""
    yield from (f"- {code(line_)}" for line_ in finding.witness)
    yield ""
    yield f"Again: {code(again)}"
