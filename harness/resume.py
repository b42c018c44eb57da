"""A run that was cut off goes on: what had ended is taken from its folder, the rest is run; beside the engine."""

import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from harness.engine import (
    Documents,
    Run,
    changed_inputs,
    judge_and_report,
    load_plan,
    own_modules,
    run_scenarios,
)
from harness.errors import UsageError
from harness.evidence import paths
from harness.evidence.facts import RunFacts, load_facts
from harness.evidence.reader import StoredScenario
from harness.findings.assemble import HARNESS
from harness.mission import load_mission
from harness.plan import Plan
from harness.report.templates import check_templates
from harness.subject import ResolvedSubject, resolve
from harness.subject.interpreters import find_interpreter
from harness.subject.modules import mission_folder, own_stages
from harness.supervisor import JobResult, Watcher
from harness.supervisor.jobs import Key
from harness.supervisor.journal import Journal, Noted, read_journal
from harness.supervisor.orders import jobs_of

AS_BEGUN = "a run goes on only as it was begun; run the mission again"


@dataclass(frozen=True, slots=True)
class Resume:
    """Which run goes on, and what its plan leaves open: how many workers at a time, which reports and templates."""

    run_dir: Path
    jobs: int = 2
    templates: Path | None = None
    formats: tuple[str, ...] = ()


async def resume_run(
    asked: Resume,
    watcher: Watcher | None = None,
    say: Callable[[str], None] = lambda note: None,
    started: Callable[[Path], None] = lambda run_dir: None,
) -> Documents:
    """Runs what a run that was cut off had not ended, then judges and reports all of it; gives its documents.

    They are those of an uninterrupted run of that plan but for times, what workers took, and `resumed`. What is damaged
    is run again, and told to `say`; `started` is told the folder once it is sure that the run goes on. Raises
    UsageError where the run has ended, is under way in another process, or rests on something that has changed since;
    then nothing in its folder was changed.
    """
    if asked.templates is not None:
        check_templates(asked.templates)
    plan = load_plan(asked.run_dir)
    refuse_ended(asked.run_dir, load_facts(asked.run_dir))
    with Journal(asked.run_dir) as journal:
        facts = load_facts(asked.run_dir)
        refuse_ended(asked.run_dir, facts)  # another process may have ended it until now
        noted = read_journal(asked.run_dir, jobs_of(plan))
        run = reopened(asked, plan, facts, noted)
        journal.goes_on(noted.worked_s)
        for damage in noted.damage:
            say(f"{asked.run_dir}/{damage}\n  a job of which no other line tells is run again")
        run.known = whole_results(asked.run_dir, noted.results, say)
        done = sum(result.ended and result.job.keep for result in run.known.values())
        facts.resumed.append({"at": _now(), "done": done, "of": len(plan.scenarios)})
        started(asked.run_dir)
        paths.remove_halves(asked.run_dir)
        facts.save(asked.run_dir)
        await run_scenarios(run, watcher, journal.note)
        return await judge_and_report(run, asked.templates, asked.formats)


def refuse_ended(run_dir: Path, facts: RunFacts) -> None:
    """Raises UsageError for a run of which nothing is left to do: whoever resumes it means another one."""
    if facts.completed_at:
        raise UsageError(
            f"{run_dir}: this run has ended, at {facts.completed_at}; nothing of it is left to run\n"
            f"  stageflow-stress check {run_dir}  judges it again and writes its documents"
        )


def reopened(asked: Resume, plan: Plan, facts: RunFacts, noted: Noted) -> Run:
    """The run as it stood when it was cut off. Raises UsageError where what it rests on is not as it was."""
    run_dir = asked.run_dir
    for changed in changed_inputs(run_dir, plan, facts):
        raise UsageError(f"{changed}\n  {AS_BEGUN}")
    subject = resolve(plan.subject, plan.python, plan.extras)
    mission = Path(facts.mission_path)
    places = [base / mission for base in (Path.cwd(), *run_dir.absolute().parents)]
    places += [Path(os.path.normpath(run_dir.absolute() / facts.stages)) / mission.name] if facts.stages else []
    found = mission_folder(places, own_stages(plan.scenarios), "go to the folder in which the run was begun")
    stages = found or (run_dir / paths.MISSION).parent
    for changed in changed_surroundings(plan, facts, subject, noted.results):
        raise UsageError(f"{run_dir}: {changed}\n  {AS_BEGUN}")
    if own_modules(plan, subject, stages) != facts.modules_digest:
        raise UsageError(
            f"{run_dir}: the modules of its own stages, beside {facts.mission_path}, have changed\n  {AS_BEGUN}"
        )
    return Run(
        mission=load_mission(run_dir / paths.MISSION, plan.overrides),
        plan=plan,
        subject=subject,
        run_dir=run_dir,
        facts=facts,
        jobs=asked.jobs,
        started_s=time.monotonic() - noted.worked_s,
        stages=stages,
    )


def changed_surroundings(
    plan: Plan, facts: RunFacts, subject: ResolvedSubject, known: Mapping[Key, JobResult]
) -> Iterator[str]:
    """What is not as it was when the run began: the harness, the subject and its environment, the interpreter."""
    if facts.harness != HARNESS:
        yield f"begun by {facts.harness or 'an older version'}, this is {HARNESS}"
    if subject.digest != plan.subject_digest:
        yield f"the subject {plan.subject} has changed (digest {plan.subject_digest}, now {subject.digest})"
    packages = facts.environment.get("subject_packages", {})
    for name in sorted({*packages, *subject.packages}):
        before, now = packages.get(name, "none"), subject.packages.get(name, "none")
        if before != now:
            yield f"the environment of the subject has changed ({name} {before}, now {now})"
    version = find_interpreter(plan.python).version if plan.python else platform.python_version()
    for before in {str(result.ready["python"]) for result in known.values() if result.ready}:
        if before != version:
            yield f"the interpreter is another one (Python {before}, now {version})"


def whole_results(run_dir: Path, noted: Mapping[Key, JobResult], say: Callable[[str], None]) -> dict[Key, JobResult]:
    """What was noted, without the pipelines whose evidence does not say the same any more; these are told to `say`."""
    kept = dict(noted)
    for key, result in noted.items():
        if result.ended and result.job.keep and (wrong := disagreement(run_dir, result)):
            del kept[key]
            say(f"{run_dir}/{wrong}\n  the pipeline {result.job.label} is run again")
    return kept


def disagreement(run_dir: Path, result: JobResult) -> str:
    """Why the evidence of a pipeline is not what its journal says of it; empty where it is, from the first line to how
    its workers ended.
    """
    stored = StoredScenario(paths.evidence_file(run_dir, result.job.label))
    trials = sum(trial.head is not None for trial in stored.trials())
    name = f"evidence/{stored.path.name}"
    if stored.damage:
        return f"evidence/{stored.damage[0]}"
    if [end.ended for end in stored.attempts] != [end.ended for end in result.attempts]:
        return f"{name}: does not say how its workers ended"
    if result.completed and (stored.summary is None or stored.summary.stored != trials):
        return f"{name}: {trials} stored trials are not what its last line counts"
    return ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
