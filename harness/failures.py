"""What is done about the failing trials of a run before it is reported: kept, replayed, shrunk, put into a script."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import anyio

from harness.catalogue.drivers import EXACT
from harness.evidence import paths
from harness.evidence.encodable import encodable
from harness.evidence.facts import RunFacts
from harness.evidence.redaction import Redaction
from harness.findings.assemble import HARNESS
from harness.findings.judgement import JudgedScenario
from harness.findings.replays import Candidate, candidates
from harness.findings.repro import repro_script
from harness.plan import Plan
from harness.subject.modules import module_digests, own_stages
from harness.subject.staging import Stage
from harness.supervisor import JobResult, Supervisor
from harness.supervisor.orders import replay_job, rerun_job, shrink_job
from harness.wire import ScenarioRun

REPRO_SECONDS_MAX = 60.0
REPRODUCED = 1
SHRINK_TRIALS, SHRINK_TRIALS_EACH, SHRINK_TRIALS_LEAST = 1500, 300, 30
SHRINKS = ("native", "schedules", "thread_schedules")


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where failing trials are run again: the staged subject, the run folder, how many workers at a time, what is
    redacted of their answers."""

    stage: Stage
    run_dir: Path
    jobs: int
    redaction: Redaction


async def follow_up(plan: Plan, facts: RunFacts, scenarios: Sequence[JudgedScenario], at: Workplace) -> None:
    """Writes a token for the first failing trial of each check, replays it in fresh workers, then shrinks it.

    What replays to the letter has a script all the same where it was not shrunk. What came of it stands in the facts
    afterwards. A failure that does not replay is kept all the same.
    """
    found = [_with_its_stages(c, at.stage) for c in candidates(plan, scenarios, facts.subject_version, at.redaction)]
    for candidate in found:
        paths.write_atomically(at.run_dir / candidate.token_file, candidate.token.to_bytes())
    jobs = [
        replay_job(c.name, c.token.scenario, dict(c.token.trial), c.check, c.token.plants, attempt)
        for c in found
        for attempt in range(c.tries)
    ]
    said = {r.job.label: [str(a["result"]) for a in r.answers] for r in await _run(jobs, at)}
    answers = {c.name: [a for i in range(c.tries) for a in said[f"replay.{c.name}.{i}"]] for c in found}
    again = [c for c in found if c.alone and "reproduced" in answers[c.name]]
    shrunk = await _shrink(again, at)
    larger = [c for c in again if c.token.trial["driver"] in EXACT and not shrunk.get(c.name, {}).get("repro")]
    scripts = {c.name: await _as_found(c, at) for c in larger}
    after_others = await _after_others([c for c in found if "reproduced" not in answers[c.name]], at)
    facts.replays = [
        {
            "pipeline": c.pipeline,
            "check": c.check,
            "answers": answers[c.name],
            "shrunk": shrunk.get(c.name, {}),
            "repro": scripts.get(c.name, ""),
            "after_others": c.name in after_others,
        }
        for c in found
    ]


def _with_its_stages(candidate: Candidate, stage: Stage) -> Candidate:
    stages = module_digests(own_stages([candidate.token.scenario]), stage.folders)
    return replace(candidate, token=replace(candidate.token, stages=stages))


async def _after_others(found: Sequence[Candidate], at: Workplace) -> set[str]:
    """The names of those that show again when all trials before them are run first; their tokens say so from now on."""
    able = [c for c in found if c.token.trial["driver"] in EXACT]
    trials = {c.name: {**c.token.trial, "after_others": True} for c in able}
    jobs = [rerun_job(c.name, c.token.scenario, trials[c.name], c.check, c.token.plants) for c in able]
    results = zip(able, await _run(jobs, at), strict=True)
    again = [c for c, r in results if any(a["result"] == "reproduced" for a in r.answers)]
    for candidate in again:
        token = replace(candidate.token, trial=trials[candidate.name])
        paths.write_atomically(at.run_dir / candidate.token_file, token.to_bytes())
    return {c.name for c in again}


async def _run(jobs: Sequence[Any], at: Workplace) -> list[JobResult]:
    return await Supervisor(at.stage, at.run_dir, redaction=at.redaction, jobs_max=at.jobs).run(jobs)


async def _shrink(found: Sequence[Candidate], at: Workplace) -> dict[str, dict[str, Any]]:
    """For each candidate, by its name, what its smallest failing trial is; nothing for what cannot be controlled."""
    able = [c for c in found if c.token.trial["driver"] in SHRINKS]
    budget = shrink_budget(len(able))
    jobs = [shrink_job(c.name, c.token.scenario, dict(c.token.trial), c.check, c.token.plants, budget) for c in able]
    results = await _run(jobs, at)
    shrunk = [(c, r.answers[0]) for c, r in zip(able, results, strict=True) if r.answers and r.answers[0]["shrunk"]]
    return {c.name: await _kept(c, answer, at) for c, answer in shrunk}


def shrink_budget(failures: int) -> int:
    """Trials for each of so many failures: enough for each while they are few, a fair part of a whole when many."""
    return max(min(SHRINK_TRIALS_EACH, SHRINK_TRIALS // max(failures, 1)), SHRINK_TRIALS_LEAST)


async def _kept(candidate: Candidate, answer: dict[str, Any], at: Workplace) -> dict[str, Any]:
    """Writes the script of a shrunk trial once it has shown the failure in a process of its own, and its token."""
    order = ScenarioRun.from_json(answer["scenario"])
    trial = {**candidate.token.trial, **answer["trial"]}
    token = replace(candidate.token, scenario=order, trial=trial)
    name = f"{candidate.name}.repro.py"
    account = [str(line) for line in answer["account"]]
    script = repro_script(token, _title(candidate), account, name, HARNESS)
    kept = {
        "token": "",
        "repro": "",
        "account": encodable(account),
        "witness": encodable(answer["witness"]),
        "says": answer["says"],
    }
    if await _shows_it(script, at.stage):
        kept["token"], kept["repro"] = f"traces/{candidate.name}.shrunk.json", f"traces/{name}"
        paths.write_atomically(at.run_dir / kept["token"], token.to_bytes())
        paths.write_atomically(at.run_dir / kept["repro"], script.encode())
    return kept


async def _as_found(candidate: Candidate, at: Workplace) -> str:
    """Writes the script of a trial that was not shrunk; its path in the run folder, empty where it shows nothing."""
    name = f"{candidate.name}.repro.py"
    script = repro_script(candidate.token, _title(candidate), (), name, HARNESS)
    if not await _shows_it(script, at.stage):
        return ""
    paths.write_atomically(at.run_dir / f"traces/{name}", script.encode())
    return f"traces/{name}"


def _title(candidate: Candidate) -> str:
    return f"{candidate.check} fails on {candidate.pipeline}."


async def _shows_it(script: str, stage: Stage) -> bool:
    """Whether the script exits as one that reproduces, with the subject on its path and none of our modules."""
    subject, _, *stages = stage.environment["PYTHONPATH"].split(os.pathsep)
    file = stage.cwd.parent / "repro.py"  # where no file of the subject's can stand
    file.write_text(script, encoding="utf-8")
    environment = {**stage.environment, "PYTHONPATH": os.pathsep.join([subject, *stages])}
    try:
        with anyio.move_on_after(REPRO_SECONDS_MAX):
            ended = await anyio.run_process(
                [stage.subject.python, str(file)],
                check=False,
                cwd=stage.cwd,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            return ended.returncode == REPRODUCED
    finally:
        file.unlink(missing_ok=True)  # else the subject would seem to have left it
    return False
