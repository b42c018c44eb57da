"""Which runs of two folders belong together: those of one mission, subject, Python and plant, the latest of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from harness.errors import UsageError
from harness.evidence.paths import FINDINGS, RUN
from harness.findings.compare import Side
from harness.findings.document import RunDocument
from harness.findings.locate import LATEST, RESULTS, find_run
from harness.findings.store import read_findings, read_run

DEPTHS = tuple(f"{'*/' * depth}run-*/{RUN}" for depth in range(4))
"""Where runs lie below a folder: DIR/run-*, DIR/<MISSION>/run-*, and two folders deeper, as downloads have them."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Runs that belong together, by mission; and what has no partner, as (in which of the two, what it is)."""

    pairs: tuple[tuple[Side, Side], ...]
    alone: tuple[tuple[str, str], ...] = ()


def pair_up(base: str, head: str, root: Path = RESULTS) -> Pairs:
    """What BASE and HEAD of a command line mean: one run each, or folders whose runs are paired.

    Where one of the two names a single run, and the other a folder, the folder's run of that kind is taken. Raises
    UsageError where no run is there, and where nothing of the two belongs together.
    """
    before, after = _runs(base, root), _runs(head, root)
    if len(before) == len(after) == 1:
        return Pairs(((next(iter(before.values())), next(iter(after.values()))),))
    shared = [key for key in before if key in after]
    if not shared:
        raise UsageError(
            f"{base} and {head} have no run in common\n  {_listed('BASE', before)}\n  {_listed('HEAD', after)}\n"
            "  runs are paired by mission, subject, Python and plant"
        )
    gone, new = sorted(before.keys() - after), sorted(after.keys() - before)
    alone = (*(("BASE", key) for key in gone), *(("HEAD", key) for key in new))
    return Pairs(tuple((before[key], after[key]) for key in sorted(shared)), alone)


def _runs(text: str, root: Path) -> Mapping[str, Side]:
    """The runs that one of the two arguments means, by what they are runs of."""
    path = Path(text)
    if path.is_file() and _is_findings(path) and not path.with_name(RUN).is_file():
        return {path.stem: Side.of_findings(str(path), read_findings(path))}
    folder = next((f for f in (path, root / path) if f.is_dir()), None)
    if folder is None or path.name == LATEST or (folder / RUN).is_file():
        run = read_run(find_run(text, root))
        return {_kind(run): Side.of_run(run)}
    return _latest_of_each(folder) or _lone_findings(folder) or _raise(text, root)


def _latest_of_each(folder: Path) -> dict[str, Side]:
    newest: dict[str, RunDocument] = {}
    for path in sorted(p for depth in DEPTHS for p in folder.glob(depth)):
        run = read_run(path)
        kept = newest.get(_kind(run))
        if kept is None or (run.started_at, run.run_id) > (kept.started_at, kept.run_id):
            newest[_kind(run)] = run
    return {key: Side.of_run(run) for key, run in newest.items()}


def _lone_findings(folder: Path) -> dict[str, Side]:
    path = folder / FINDINGS
    return {path.stem: Side.of_findings(str(path), read_findings(path))} if path.is_file() else {}


def _raise(text: str, root: Path) -> Mapping[str, Side]:
    find_run(text, root)  # says what was looked for
    raise UsageError(f"{text}: no finished run is there")


def _is_findings(path: Path) -> bool:
    """Whether it holds the findings of a run, whatever it is called."""
    if path.name == FINDINGS:
        return True
    try:
        content = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return False
    return isinstance(content, dict) and {"findings", "metadata"} <= content.keys()


def _kind(run: RunDocument) -> str:
    minor = ".".join(run.subject.python.split(".")[:2])
    plant = f", plant {run.plant}" if run.plant else ""
    return f"{run.mission.id} on {run.subject.spec}, Python {minor}{plant}"


def _listed(side: str, runs: Mapping[str, Side]) -> str:
    return f"{side}: {'; '.join(sorted(runs))}"
