"""Replays a token in a fresh worker; beside the engine, because a replay is no run."""

import tempfile
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from harness.errors import HarnessBug, SubjectError, UsageError
from harness.evidence.facts import FACTS, load_facts
from harness.findings.fingerprint import short_id
from harness.findings.store import read_findings
from harness.findings.tokens import Token
from harness.subject import resolve, staged
from harness.subject.modules import mission_folder, own_stages
from harness.supervisor import Supervisor
from harness.supervisor.orders import replay_job, rerun_job


@dataclass(frozen=True, slots=True)
class Answer:
    """`result` is reproduced, not reproduced or diverged."""

    result: str
    reason: str
    witness: list[str]


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
    """Where the author's own stages are looked for: in `given`, else where the run of the token had them. The current
    folder for a token without such stages, and for a schedule file that lies in no run folder.

    Raises UsageError where the folder is not there.
    """
    if given is not None:
        if not given.is_dir():
            raise UsageError(f"{given}: not a folder\n  give the one that holds the mission's own stages")
        return given.absolute()
    own, run_dir = own_stages([token.scenario]), token_file.absolute().parent.parent
    if not own or not (run_dir / FACTS).is_file():
        return Path.cwd()
    next_step = "give the folder that holds it with --stages DIR"
    return mission_folder(run_dir, load_facts(run_dir).mission_path, own, next_step) or Path.cwd()


@dataclass(frozen=True, slots=True)
class Instead:
    """Another subject, interpreter or additions than those of the token, where they are given."""

    subject: str | None = None
    python: str | None = None
    extras: tuple[str, ...] | None = None


async def replay_token(token: Token, instead: Instead, mission_dir: Path) -> Answer:
    """Runs the trial of a token again.

    Raises UsageError where the subject of the token has changed and no other was asked for, SubjectError where it
    does not import.
    """
    python = token.subject["python"] if instead.python is None else instead.python
    extras = token.subject["extras"] if instead.extras is None else instead.extras
    subject = resolve(instead.subject or token.subject["spec"], python, extras)
    if instead.subject is None and subject.digest != token.subject["digest"]:
        raise UsageError(
            f"the subject {token.subject['spec']} has changed since this schedule was kept "
            f"(digest {token.subject['digest']}, now {subject.digest})\n"
            f"  to try it all the same, give --subject {token.subject['spec']}"
        )
    other = subject.digest != token.subject["digest"]
    trial, args = dict(token.trial), (token.check, token.plants)
    if trial.get("after_others"):
        job = rerun_job("once", token.scenario, trial, *args)
    else:
        job = replay_job("once", token.scenario, trial, *args, other_subject=other)
    with tempfile.TemporaryDirectory(prefix="stageflow-stress-") as scratch, staged(subject, mission_dir) as stage:
        (Path(scratch) / "logs").mkdir()
        (result,) = await Supervisor(stage, Path(scratch), redact=(), jobs_max=1).run([job])
    if result.bugs:
        raise HarnessBug(result.bugs[0])
    if result.refused:
        raise SubjectError(result.refused)
    if not result.answers:
        raise SubjectError(f"the worker did not come to its end: {result.attempts[-1].detail}")
    answer = result.answers[0]
    return Answer(answer["result"], answer["reason"], list(answer["witness"]))
