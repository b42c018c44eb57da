"""Replays a token in a fresh worker; beside the engine, because a replay is no run."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from harness.errors import HarnessBug, SubjectError, UsageError
from harness.evidence.facts import FACTS, load_facts
from harness.findings.fingerprint import short_id
from harness.findings.store import read_findings
from harness.findings.tokens import Token
from harness.subject import resolve, staged
from harness.subject.modules import mission_folder, module_digests, own_stages
from harness.subject.resolve import PACKAGE, is_folder
from harness.subject.staging import scratch_folder
from harness.supervisor import Supervisor
from harness.supervisor.orders import replay_job, rerun_job


@dataclass(frozen=True, slots=True)
class Answer:
    """`result` is reproduced, not reproduced or diverged. `log` has the first of the `log_lines` lines that the trial
    logged, each as (level, logger, message), where they were asked for. `changed` are the files of the author's own
    stages that are not as they were when the token was kept; none is known for a token that does not tell of them.
    """

    result: str
    reason: str
    witness: list[str]
    log: list[tuple[str, str, str]]
    log_lines: int
    changed: list[str]


def token_file(run_dir: Path, finding: str) -> Path:
    """The schedule file of a finding of that run. Raises UsageError with what there is instead."""
    named = run_dir / "traces" / f"{finding}.json"
    if named.is_file():
        return named
    found = {f.id: f.replay.token for f in read_findings(run_dir).findings}
    for id_, token in found.items():
        if finding in (id_, short_id(id_)):
            if token:
                return run_dir / token
            raise UsageError(f"{id_} has no schedule to replay: it was not found by a trial that failed")
    replayable = [short_id(i) for i, token in found.items() if token]
    near = get_close_matches(finding, [*replayable, *found], 1)
    hint = f"did you mean {near[0]!r}?" if near else f"findings with a schedule: {', '.join(replayable) or 'none'}"
    raise UsageError(f"{run_dir} has no finding {finding!r}\n  {hint}")


def stages_folder(token_file: Path, token: Token, given: Path | None = None) -> Path:
    """Where the author's own stages are looked for: in `given`, else where they were when the run began; where that is
    not there, beside the mission, whose path is told relative to one of `places_of`. The current folder for a token
    without such stages, and for a schedule file that lies in no run folder.

    Raises UsageError where the folder is not there.
    """
    if given is not None:
        if not given.is_dir():
            raise UsageError(f"{given}: not a folder\n  give the one that holds the mission's own stages")
        return given.absolute()
    own, run_dir = own_stages([token.scenario]), token_file.absolute().parent.parent
    if not own or not (run_dir / FACTS).is_file():
        return Path.cwd()
    facts = load_facts(run_dir)
    mission = Path(facts.mission_path)
    at_first = [Path(os.path.normpath(run_dir / facts.stages)) / mission.name] if facts.stages else []
    places = [*at_first, *(base / mission for base in places_of(run_dir))]
    return mission_folder(places, own, "give the folder that holds it with --stages DIR") or Path.cwd()


def places_of(run_dir: Path) -> list[Path]:
    """The folders in which a run may have begun: where it says that it did, which the run folder may have left since,
    the current one, and all above the run folder.
    """
    noted = load_facts(run_dir).folder if (run_dir / FACTS).is_file() else ""
    begun = [Path(os.path.normpath(run_dir.absolute() / noted))] if noted else []
    return list(dict.fromkeys((*begun, Path.cwd(), *run_dir.absolute().parents)))


def _listed(places: Sequence[Path]) -> str:
    return "".join(f"\n  {place}" for place in dict.fromkeys(places))


@dataclass(frozen=True, slots=True)
class Instead:
    """Another subject, interpreter or additions than those of the token, where they are given."""

    subject: str | None = None
    python: str | None = None
    extras: tuple[str, ...] | None = None


def _asked(token: Token, given: Instead, places: Sequence[Path]) -> tuple[str, str, tuple[str, ...]]:
    """Subject, interpreter and additions: what is given, else those of the token, whose relative paths are sought."""
    spec, python, extras = (token.subject[name] for name in ("spec", "python", "extras"))
    if given.subject is not None:
        spec = given.subject
    elif spec.startswith("path:"):
        spec = f"path:{_sought('--subject', spec.removeprefix('path:'), places, holds=PACKAGE)}"
    if given.python is not None:
        python = given.python
    elif os.sep in python:
        python = _sought("--python", python, places)
    if given.extras is not None:
        extras = given.extras
    else:
        extras = [_sought("--with", extra, places) if is_folder(extra) else extra for extra in extras]
    return spec, python, tuple(extras)


def _sought(option: str, told: str, places: Sequence[Path], holds: str = "") -> str:
    """The first that is there. Raises UsageError with the places in which it was looked for."""
    tried = [place / Path(told).expanduser() for place in places]
    for path in tried:
        if (path / holds).exists():
            return str(path)
    raise UsageError(f"{told} is in none of these places:{_listed(tried)}\n  say where it lies with {option}")


async def replay_token(
    token: Token, given: Instead, mission_dir: Path, places: Sequence[Path], *, log: bool = False
) -> Answer:
    """Runs the trial of a token again; with `log` the subject logs from DEBUG on. `places` are the folders in which
    its run may have begun.

    Raises UsageError where the subject of the token has changed and no other was asked for, SubjectError where it
    does not import.
    """
    subject = resolve(*_asked(token, given, places))
    if given.subject is None and subject.digest != token.subject["digest"]:
        raise UsageError(
            f"the subject {subject.spec} has changed since this schedule was kept "
            f"(digest {token.subject['digest']}, now {subject.digest})\n"
            f"  to try it all the same, give --subject {subject.spec}"
        )
    other = subject.digest != token.subject["digest"]
    trial, args = dict(token.trial), (token.check, token.plants)
    if trial.get("after_others"):
        job = rerun_job("once", token.scenario, trial, *args, log=log)
    else:
        job = replay_job("once", token.scenario, trial, *args, other_subject=other, log=log)
    with scratch_folder() as run_dir, staged(subject, mission_dir) as stage:
        (run_dir / "logs").mkdir()
        (result,) = await Supervisor(stage, run_dir, redaction=token.redaction, jobs_max=1).run([job])
    if result.bugs:
        raise HarnessBug(result.bugs[0])
    if result.refused:
        raise SubjectError(result.refused)
    if not result.answers:
        raise SubjectError(f"the worker did not come to its end: {result.attempts[-1].detail}")
    answer = result.answers[0]
    lines = [(str(level), str(logger), str(message)) for level, logger, message in answer.get("log", ())]
    told = answer["result"], answer["reason"], list(answer["witness"]), lines, answer.get("log_lines", 0)
    return Answer(*told, _changed(token, stage.folders))


def _changed(token: Token, folders: Sequence[Path]) -> list[str]:
    if not token.stages:
        return []
    now = module_digests(own_stages([token.scenario]), folders)
    return sorted(name for name in {*token.stages, *now} if token.stages.get(name) != now.get(name))
