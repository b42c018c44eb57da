"""What the harness itself saw of a run, beside the records of its trials; stored so that a run can be judged again."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import orjson

from harness.errors import UsageError, VersionError
from harness.evidence.encodable import bounded, json_bytes
from harness.evidence.paths import write_atomically
from harness.evidence.redaction import NOTHING, Redaction
from harness.evidence.seal import check_seal, sealed

FACTS = "evidence/harness.json"
VERSION = 8
LEFT_MAX = 50
"""Of the files that a subject left behind so many are named."""
OUTSIDE = ("outside", "outside_paths")
READABLE = {
    5: frozenset({"harness", "resumed", "modules_digest", "left_behind", "left_files", "folder", "stages", *OUTSIDE}),
    6: frozenset({"folder", "stages", *OUTSIDE}),
    7: frozenset(OUTSIDE),
    VERSION: frozenset[str](),
}
"""The versions that can be read, and the keys that each does not have yet."""


@dataclass(slots=True)
class RunFacts:
    """Written when a run starts and again when it has ended; between, its journal tells what its workers answered.

    `calibration`: [{"plant", "refused", "completed", "first_fail": {pipeline: {check: trial}}, "of"}]; `probes`:
    [{"name", "ok", "fact"}]; `measures`: [{"category", "milli", "fact"}]; `replays`: [{"pipeline", "check",
    "answers"}]. `out` is the results folder as the user named it, `command` what repeats the run; `broken` are the
    pipelines whose workers reported one of the `bugs`; `completed_at` is empty while the run goes on. `plan_digest` is
    that of plan.json, by `file_digest`. `baseline` is the file of known findings as the user named it, empty without
    one; the run folder holds a copy, whose digest is `baseline_digest`. `audit_digest` is that of the recorded audit by
    which it was judged. `harness` is the version that began the run, `modules_digest` the digest of the modules that
    the author's own stages stand in; `resumed`, for each time that the run was cut off and went on, [{"at", "done",
    "of"}]: how many of its pipelines had ended by then. `left_behind`: [{"path", "bytes"}], the first of the
    `left_files` that its workers left in their scratch folder, `outside` the first of the
    `outside_paths` that they changed outside of it, `~` for the home of who ran them; one that is not among the first
    counts again where replays change it, too. `folder` is the one in which the run began, `stages` the one beside
    whose files the author's own stages were looked for, each as it is reached from the run folder: whoever is given
    a run learns no path of the machine it was made on. Both are for a replay, and for no report.
    """

    agent: str
    fail_on: str
    out: str
    command: str
    mission_path: str
    started_at: str
    completed_at: str = ""
    duration_s: float = 0.0
    subject_version: str = "unknown"
    python: str = "unknown"
    calibration: list[dict[str, Any]] = field(default_factory=list)
    probes: list[dict[str, Any]] = field(default_factory=list)
    measures: list[dict[str, Any]] = field(default_factory=list)
    replays: list[dict[str, Any]] = field(default_factory=list)
    bugs: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    environment: dict[str, Any] = field(default_factory=dict)
    plan_digest: str = ""
    baseline: str = ""
    baseline_digest: str = ""
    audit_digest: str = ""
    harness: str = ""
    modules_digest: str = ""
    resumed: list[dict[str, Any]] = field(default_factory=list)
    left_behind: list[dict[str, Any]] = field(default_factory=list)
    left_files: int = 0
    outside: list[str] = field(default_factory=list)
    outside_paths: int = 0
    folder: str = ""
    stages: str = ""

    def save(self, run_dir: Path) -> None:
        """Text of any kind can be saved; that of bugs is bounded."""
        self.bugs = [bounded(bug) for bug in self.bugs]
        line = json_bytes({"v": VERSION, **asdict(self)}, orjson.OPT_APPEND_NEWLINE)
        write_atomically(run_dir / FACTS, sealed(line))


def note_left(
    facts: RunFacts, left: Sequence[tuple[str, int]], outside: Sequence[str], redaction: Redaction = NOTHING
) -> None:
    """Names the files that are not named yet, up to so many, redacted, and counts them all; likewise those outside."""
    known = {file["path"] for file in facts.left_behind}
    new = [(path, size) for path, size in ((redaction.text(p), s) for p, s in left) if path not in known]
    named = new[: max(0, LEFT_MAX - len(known))]
    facts.left_behind += [{"path": path, "bytes": size} for path, size in named]
    facts.left_files += len(new)
    changed = sorted({*map(redaction.text, outside)} - {*facts.outside})
    facts.outside = sorted([*facts.outside, *changed[: max(0, LEFT_MAX - len(facts.outside))]])
    facts.outside_paths += len(changed)


def file_digest(path: Path) -> str:
    """32 hex digits over the bytes of a file."""
    return bytes_digest(path.read_bytes())


def bytes_digest(data: bytes) -> str:
    """The digest of a file that holds these bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def load_facts(run_dir: Path) -> RunFacts:
    """Raises UsageError where they are missing, damaged or of another version."""
    path = run_dir / FACTS
    try:
        data = path.read_bytes()
        body = orjson.loads(data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); was this run's evidence kept?") from error
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{path}:{error.lineno}:{error.colno}: not JSON ({error.msg})") from error
    version = body.pop("v", None) if isinstance(body, dict) else None
    if not isinstance(version, int) or version not in READABLE:
        raise VersionError(
            f"{path}: another version of the evidence, expected {VERSION}, got {version!r}\n  {VersionError.NEXT_STEP}"
        )
    try:
        check_seal(data)
    except ValueError as error:
        raise UsageError(f"{path}: damaged, {error}") from error
    del body["c"]
    known = {f.name for f in fields(RunFacts)} - READABLE[version]
    if set(body) != known:
        raise UsageError(f"{path}: damaged, expected the keys {', '.join(sorted(known))}")
    return RunFacts(**body)
