"""One run of a mission, step by step; each step takes what the last one gave."""

import os
import shlex
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from harness.errors import MissionError, StorageError, SubjectError, UsageError, VersionError
from harness.evidence import paths
from harness.evidence.encodable import INDENTED, json_bytes
from harness.evidence.facts import RunFacts, bytes_digest, file_digest, load_facts, note_left
from harness.evidence.redaction import Redaction
from harness.failures import Workplace, follow_up
from harness.findings.assemble import HARNESS
from harness.findings.audited import record_digest
from harness.findings.document import RunDocument
from harness.findings.documents import judge_scenarios, make_documents
from harness.findings.finding import FindingsDocument
from harness.findings.judgement import JudgedScenario
from harness.findings.store import write_findings, write_run
from harness.findings.verdict import FailOn
from harness.mission import Mission, load_mission
from harness.mission.model import Redact
from harness.mission.places import shown
from harness.plan import Plan, build_plan
from harness.plan.redact import redaction_in
from harness.report.render import render_markdown, render_reports
from harness.report.templates import check_templates
from harness.report.view import budget_of
from harness.subject import ResolvedSubject, Stage, resolve, staged
from harness.subject.modules import modules_digest
from harness.supervisor import JobResult, Supervisor, Watcher
from harness.supervisor.environment import describe_environment
from harness.supervisor.jobs import Key, key_of
from harness.supervisor.journal import Journal, read_journal
from harness.supervisor.orders import jobs_of, note_results
from harness.supervisor.run import Note, not_noted

_CHANGED = "what was recorded under it cannot be judged by another; run the mission again"
Documents = tuple[RunDocument, FindingsDocument]


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asked for. An empty `python` is the harness's own interpreter, `extras` what `--with` adds. `by_id`
    says that the mission was named by its id and not as a file; `jobs` is how many workers run at a time;
    `baseline_content` is what `baseline` holds, read and checked once for all missions; `redact` is what is redacted
    beside what a mission says; `told` are options that a project has defaults for, which stand in `command` always.
    """

    mission: Path
    subject: str = "bundled"
    python: str = ""
    extras: tuple[str, ...] = ()
    overrides: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0
    budget_trials: int | None = None
    budget_s: int | None = None
    out: Path = Path("results")
    templates: Path | None = None
    by_id: bool = False
    agent: str = HARNESS
    plant: str | None = None
    fail_on: FailOn = "high"
    jobs: int = 2
    perf: bool = False
    baseline: Path | None = None
    baseline_content: bytes = b""
    formats: tuple[str, ...] = ()
    redact: tuple[Redact, ...] = ()
    told: frozenset[str] = frozenset()


@dataclass(slots=True)
class Run:
    """A run under way. `facts` grows while it goes on; `stages` is where stages of the author's own are looked for;
    `known` is what came of jobs before the run was cut off; `made` are the folders that were made for it.
    """

    mission: Mission
    plan: Plan
    subject: ResolvedSubject
    run_dir: Path
    facts: RunFacts
    jobs: int
    started_s: float
    stages: Path
    known: Mapping[Key, JobResult] = field(default_factory=dict)
    made: Sequence[Path] = ()

    @property
    def redaction(self) -> Redaction:
        """What nothing that is written of this run may show, but for what a replay needs."""
        return redaction_in(self.mission, self.plan)


async def run_mission(
    request: Request, watcher: Watcher | None = None, started: Callable[[Path], None] = lambda run_dir: None
) -> tuple[RunDocument, FindingsDocument, Path]:
    """Runs a mission from its file to its report; gives run.json, findings.json and the run folder.

    `started` is told the run folder as soon as it is sure that it stays, also where the run is interrupted.

    Raises MissionError, SubjectError or UsageError for what the user has to mend, and leaves no run folder behind
    where nothing was run.
    """
    mission = load_mission(request.mission, request.overrides)
    subject = resolve(request.subject, request.python, request.extras)
    if request.templates is not None:
        check_templates(request.templates)
    run = save_plan(request, mission, subject)
    with removed_if_nothing_ran(run.run_dir, run.made):
        if request.templates is not None:
            try_templates(run, request.templates)
        journal = Journal.create(run.run_dir)
    with journal:
        with removed_if_nothing_ran(run.run_dir, run.made):
            started(run.run_dir)
            await run_scenarios(run, watcher, journal.note)
        documents = await judge_and_report(run, request.templates, request.formats)
    return *documents, run.run_dir


async def judge_and_report(run: Run, templates: Path | None, formats: Sequence[str]) -> Documents:
    """What comes behind the workers of the plan: failing trials are followed up, documents and reports written."""
    scenarios = judge_scenarios(run.run_dir, run.plan)
    await replay_failures(run, scenarios)
    run.facts.completed_at, run.facts.duration_s = _now(), time.monotonic() - run.started_s
    run.facts.save(run.run_dir)
    documents = make_documents(run.run_dir, run.mission, run.plan, run.facts, scenarios)
    write_reports(run.run_dir, documents, templates, formats)
    return documents


def judge_again(run_dir: Path, templates: Path | None = None) -> Documents:
    """Judges the stored evidence of a run once more and writes its documents and report anew.

    Raises UsageError where the folder holds no evidence, and writes nothing; damaged evidence is UNKNOWN, not an error.
    """
    plan = load_plan(run_dir)
    if not any(paths.evidence_file(run_dir, order.id).is_file() for order in plan.scenarios):
        raise UsageError(
            f"{run_dir}: this run's evidence was not kept, or it was cut off before there was any\n"
            "  nothing was changed; the end of its report says how the run is repeated"
        )
    facts = facts_of(run_dir, plan)
    for changed in changed_inputs(run_dir, plan, facts):
        raise UsageError(f"{changed}\n  {_CHANGED}")
    documents = judge_stored(run_dir, plan, facts)
    write_reports(run_dir, documents, templates)
    return documents


def facts_of(run_dir: Path, plan: Plan) -> RunFacts:
    """What is known of a run beside its evidence; of one that was cut off, with what its journal tells.

    Raises UsageError where it is missing, damaged or of another version.
    """
    facts = load_facts(run_dir)
    if not facts.completed_at:
        jobs = jobs_of(plan)
        known = read_journal(run_dir, jobs).results
        note_results(plan, [known.get(key_of(job)) or JobResult(job) for job in jobs], facts)
    return facts


def judge_stored(run_dir: Path, plan: Plan, facts: RunFacts, run_id: str = "") -> Documents:
    """What the stored evidence of a run says, judged in memory; nothing is written.

    `run_id` is what the run was called when it was made, where its folder has another name by now.
    """
    mission = load_mission(run_dir / paths.MISSION, plan.overrides)
    return make_documents(run_dir, mission, plan, facts, judge_scenarios(run_dir, plan), run_id)


def changed_inputs(run_dir: Path, plan: Plan, facts: RunFacts) -> Iterator[str]:
    """Each file that a judgement rests on, beside the evidence, and that is not as it was when the run was made.

    Raises MissionError for a copy of the mission that is none any more.
    """
    if facts.plan_digest != _digest(run_dir / paths.PLAN):
        yield f"{run_dir / paths.PLAN}: not the plan of this run any more"
    if facts.baseline and facts.baseline_digest != _digest(run_dir / paths.BASELINE):
        yield f"{run_dir / paths.BASELINE}: not the baseline of this run any more"
    if load_mission(run_dir / paths.MISSION, plan.overrides).digest != plan.mission_digest:
        yield f"{run_dir / paths.MISSION}: not the mission that was run any more"


def _digest(path: Path) -> str:
    return file_digest(path) if path.is_file() else ""


def save_plan(request: Request, mission: Mission, subject: ResolvedSubject) -> Run:
    """Makes the run folder and writes what will be done into it, before anything starts."""
    plan = build_plan(
        mission,
        seed=request.seed,
        subject=request.subject,
        subject_digest=subject.digest,
        python=request.python,
        extras=request.extras,
        plant=request.plant,
        budget_trials=request.budget_trials,
        budget_s=None if request.budget_s is None else float(request.budget_s * request.jobs),
        overrides=request.overrides,
        perf=request.perf,
        redact=request.redact,
    )
    made = paths.missing_folders(request.out / mission.id)
    run_dir = paths.new_run_dir(request.out, mission.id)
    facts = RunFacts(
        agent=request.agent,
        fail_on=request.fail_on,
        out=str(request.out),
        command=redaction_in(mission, plan).text(
            command_of(request, [mission.id if request.by_id else shown(request.mission)])
        ),
        mission_path=_told(request.mission),
        started_at=_now(),
        audit_digest=record_digest(),
        harness=HARNESS,
        modules_digest=own_modules(plan, subject, mission.path.parent),
        folder=os.path.relpath(Path.cwd(), run_dir),
        stages=os.path.relpath(mission.path.parent, run_dir),
        environment=describe_environment() | ({"subject_packages": dict(subject.packages)} if subject.packages else {}),
    )
    planned = _json(plan.to_json())
    facts.plan_digest = bytes_digest(planned)
    if request.baseline is not None:
        facts.baseline, facts.baseline_digest = _told(request.baseline), bytes_digest(request.baseline_content)
    stages = mission.path.parent
    run = Run(mission, plan, subject, run_dir, facts, request.jobs, time.monotonic(), stages, made=made)
    with removed_if_nothing_ran(run_dir, made):
        paths.write_atomically(run_dir / paths.MISSION, request.mission.read_bytes())
        if request.baseline is not None:
            paths.write_atomically(run_dir / paths.BASELINE, request.baseline_content)
        paths.write_atomically(run_dir / paths.ENVIRONMENT, _json(facts.environment))
        facts.save(run_dir)
        paths.write_atomically(run_dir / paths.PLAN, planned)  # the last: where it stands, the rest is there, too
    return run


def load_plan(run_dir: Path) -> Plan:
    """Raises UsageError where there is none, or one of another version."""
    path = run_dir / paths.PLAN
    try:
        return Plan.from_json(orjson.loads(path.read_bytes()))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{path}:{error.lineno}:{error.colno}: not JSON ({error.msg}), expected a plan") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise VersionError(f"{path}: not a plan of this version ({error})\n  {VersionError.NEXT_STEP}") from error


def own_modules(plan: Plan, subject: ResolvedSubject, stages: Path) -> str:
    """The digest of the modules that the plan's own stages stand in."""
    return modules_digest((s.behaviour for o in plan.scenarios for s in o.stages), [stages, *subject.folders])


async def run_scenarios(run: Run, watcher: Watcher | None, note: Note = not_noted) -> None:
    """Runs all workers of which nothing is known yet; their records go to the run folder, what they answered to `note`
    as soon as they have ended, and into the facts of the run.
    """
    redaction, jobs = run.redaction, run.jobs
    with staged_for(run) as stage:
        supervisor = Supervisor(stage, run.run_dir, redaction=redaction, jobs_max=jobs, watcher=watcher, note=note)
        results = await supervisor.run(jobs_of(run.plan), run.known)
    note_results(run.plan, results, run.facts)
    _write_metrics(run, results)


@contextmanager
def staged_for(run: Run) -> Iterator[Stage]:
    """The subject staged for workers of this run. What is left in their home goes into its facts, however the block is
    left: those of a run that is cut off are saved at once.
    """
    with staged(run.subject, run.stages) as stage:
        try:
            yield stage
        except BaseException:
            note_left(run.facts, stage.left_behind(), stage.changed_outside(), run.redaction)
            with suppress(StorageError):  # then there is no place to tell it
                run.facts.save(run.run_dir)
            raise
        note_left(run.facts, stage.left_behind(), stage.changed_outside(), run.redaction)


async def replay_failures(run: Run, scenarios: list[JudgedScenario]) -> None:
    """Keeps, replays and shrinks the failing trials before they are reported."""
    if not any(scenario.failing for scenario in scenarios):
        return
    with staged_for(run) as stage:
        await follow_up(run.plan, run.facts, scenarios, Workplace(stage, run.run_dir, run.jobs, run.redaction))


def write_reports(run_dir: Path, documents: Documents, templates: Path | None, formats: Sequence[str] = ()) -> None:
    """findings.json, then run.json, by which a run is known to have its documents, then what is rendered from them."""
    run, findings = documents
    write_findings(run_dir, findings)
    write_run(run_dir, run)
    paths.write_atomically(run_dir / paths.RUN_CONFIG, run_config(run))
    render_reports(run_dir, templates, formats)


def try_templates(run: Run, templates: Path) -> None:
    """Renders the report of a run of which nothing is known yet, so that a template of the user's own that cannot be
    rendered is found before the work and not after it. Raises UsageError with its place.
    """
    nothing = judge_scenarios(run.run_dir, run.plan)
    render_markdown(*make_documents(run.run_dir, run.mission, run.plan, run.facts, nothing), templates=templates)


@contextmanager
def removed_if_nothing_ran(run_dir: Path, made: Sequence[Path] = ()) -> Iterator[None]:
    """Takes the run folder away where subject, stages or templates could not be used: it holds nothing to read. What
    there is of evidence stays, as where the disk took no more, or the subject was changed under the run.

    Of the folders above it, those in `made` go as well, unless something else stands in them by then.
    """
    try:
        yield
    except (MissionError, SubjectError, UsageError, OSError):
        if any(file.stat().st_size for file in (run_dir / "evidence").glob("*.jsonl")):
            raise
        shutil.rmtree(run_dir)
        paths.remove_empty(made)
        raise


def _told(file: Path) -> str:
    """The path of a user's file as a report may hold it: no folder of this machine stands in it."""
    path = shown(file)
    return file.name if Path(path).is_absolute() else path


def command_of(request: Request, missions: Sequence[str], targets: Sequence[str] = ()) -> str:
    """The command line that repeats a run; options that say what the default says are left out.

    `targets` are options for several subjects and interpreters, in the place of those of the request.
    """
    usual = Request(request.mission)
    words = ["stageflow-stress", "run", *missions, *targets]
    for name, value in request.overrides.items():
        words += ["--set", f"{name}={value}"]
    words += ["--seed", str(request.seed)]
    if request.budget_trials is not None:
        words += ["--budget", f"{request.budget_trials}t"]
    if request.budget_s is not None:
        words += ["--budget", f"{request.budget_s}s"]
    for extra in request.extras:
        words += ["--with", extra]
    single = () if targets else ("subject", "python")
    for option in (*single, "out", "templates", "agent", "plant", "fail_on", "baseline"):
        if option in request.told or getattr(request, option) != getattr(usual, option):
            words += [f"--{option.replace('_', '-')}", str(getattr(request, option))]
    return shlex.join([*words, *(["--perf"] if request.perf else [])])


def run_config(run: RunDocument) -> bytes:
    """The bytes of config/run_config.json: how the run was set up, from its document."""
    config = {
        "roadmap_entry_id": run.mission.id,
        "roadmap_entry_title": run.mission.title,
        "priority": run.mission.priority,
        "risk_class": run.mission.risk,
        "run_id": run.run_id,
        "started_at": run.started_at,
        "agent_model": run.agent,
        "stageflow_version": run.subject.version,
        "subject": run.subject.spec,
        "plant": run.plant,
        "seed": run.seed,
        **budget_of(run),
        "test_parameters": run.mission.parameters,
    }
    return json_bytes(config, INDENTED | orjson.OPT_SORT_KEYS)


def _write_metrics(run: Run, results: list[JobResult]) -> None:
    usage = [{"worker": r.job.label, **r.usage} for r in results]
    paths.write_atomically(run.run_dir / "metrics/resource_usage.json", _json(usage))
    trials = {a["sc"]: {k: v for k, v in a.items() if k != "t"} for r in results if r.job.keep for a in r.answers}
    paths.write_atomically(run.run_dir / "metrics/trials.json", _json(trials))


def _json(value: Any) -> bytes:
    return json_bytes(value, INDENTED | orjson.OPT_SORT_KEYS)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
