"""Runs jobs, each in a worker of its own, a few at a time; a worker that dies is given one more chance."""

import re
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio

from harness.catalogue.drivers import CONTROLLED, THREADED
from harness.errors import HarnessBug, MissionError, StressError, SubjectError
from harness.evidence.paths import STORAGE_ERRORS, unwritable
from harness.evidence.records import Summary, WorkerEnd
from harness.evidence.redaction import NOTHING, Redaction
from harness.evidence.writer import EvidenceWriter, redacted, set_attempt_aside, share_of
from harness.subject import Stage
from harness.subject.changes import AsTheyWere
from harness.subject.layout import make_file, read_left
from harness.subject.modules import module_files, modules_digest, own_stages
from harness.subject.resolve import package_digest, package_files
from harness.supervisor.jobs import Job, JobResult, Key, NobodyWatches, Watcher, key_of, names_in, summary_of
from harness.supervisor.limits import Limits, limits_here
from harness.supervisor.process import NotOfTheWorker, WorkerProcess, worker_process
from harness.wire import PROTOCOL, last_lines, place_of

START_DEADLINE_S = 30.0
ATTEMPTS_MAX = 2
PLACES_MAX = 8
_FRAME = re.compile(r'File "(?:[^"]*/)?([^/"]+)", line (\d+) in (\S+)')
CLOSING = ("done", "probes", "replayed", "shrunk")
TAKEN_AWAY = "lost the folders that it runs from: the subject removed, replaced or locked them"
NOT_WITHOUT_EITHER = "not started: the pipeline did not end without the plant either"
NOTHING_KNOWN: Mapping[Key, JobResult] = {}
Note = Callable[[JobResult], None]
"""Is told what is known of a job after each attempt that has another one behind it, and when the job has ended."""


def not_noted(result: JobResult) -> None:
    """Where nobody keeps it."""


class Supervisor:
    """Runs jobs for one run folder. `jobs_max` workers at a time."""

    def __init__(
        self,
        stage: Stage,
        run_dir: Path,
        *,
        redaction: Redaction,
        jobs_max: int,
        watcher: Watcher | None = None,
        note: Note = not_noted,
    ) -> None:
        self._stage = stage
        self._run_dir = run_dir
        self._redaction = redaction
        self._watcher = watcher or NobodyWatches()
        self._note = note
        self._limiter = anyio.CapacityLimiter(jobs_max)
        self._limits = limits_here()
        self._late: set[str] = set()
        package = stage.subject.package
        self._subject = AsTheyWere(
            lambda: package_files(package), lambda: package_digest(package), stage.subject.digest
        )
        self._own: dict[Key, AsTheyWere] = {}
        self._taken_away = 0
        self._bytes_max = share_of(1)

    async def run(self, jobs: Sequence[Job], known: Mapping[Key, JobResult] = NOTHING_KNOWN) -> list[JobResult]:
        """The results in the order of the jobs, whatever the order in which they ended. What is `known` of a job that
        ended before is taken as it is; one that had not ended goes on with its next attempt.

        A pipeline that did not end before its deadline costs it once: what is still to come of its calibration is not
        started. SIGTERM ends everything as Ctrl-C does. Raises SubjectError where the subject does not import, is
        changed meanwhile, or another one was imported, MissionError where a stage of the mission's author does not
        import or is changed, HarnessBug where a plant breaks down, StorageError where the disk takes no more.
        """
        results = [known.get(key_of(job)) or JobResult(job) for job in jobs]
        self._bytes_max = share_of(sum(job.keep for job in jobs))
        self._own = _own_of(jobs, self._stage)
        self._late |= {r.job.label for r in results if r.ended and r.job.keep and r.attempts[-1].ended == "deadline"}
        try:
            with terminated_like_interrupted():
                async with anyio.create_task_group() as tasks:
                    for result in results:
                        if not result.ended:
                            tasks.start_soon(self._run_one, result)
        except BaseExceptionGroup as group:
            if any(isinstance(error, KeyboardInterrupt) for error in _leaves(group)):
                raise KeyboardInterrupt from group
            known_one = _known_one(group, self._run_dir)
            if known_one is None:
                raise
            raise known_one from None
        return results

    async def _run_one(self, result: JobResult) -> None:
        job = result.job
        async with self._limiter:
            self._watcher.started(job)
            if not job.keep and job.scenario is not None and job.scenario.id in self._late:
                result.refused = NOT_WITHOUT_EITHER
                result.attempts.append(WorkerEnd("not started", NOT_WITHOUT_EITHER))
            while len(result.attempts) < ATTEMPTS_MAX and not result.completed and not result.refused:
                if job.keep and job.scenario is not None:
                    set_attempt_aside(self._run_dir, job.scenario.id)
                end = await self._attempt(result)
                result.attempts.append(end)
                if end.ended == "deadline":
                    if job.keep and job.scenario is not None:
                        self._late.add(job.scenario.id)
                    break
                if end.ended != "completed" and len(result.attempts) < ATTEMPTS_MAX:
                    self._note(result)  # a death counts, also where the next attempt is cut off with the run
            self._close(result)
            result.ended = True
            self._note(result)
            self._watcher.ended(result)

    async def _attempt(self, result: JobResult) -> WorkerEnd:
        """How it ended. Where the subject took away what workers run from, whatever came of that is no bug of ours; of
        workers side by side, which all run from there, this goes for those that had not completed either.
        """
        self._lay_out()
        before, bugs = self._taken_away, len(result.bugs)
        try:
            ended = await self._worked(result)
        except (OSError, StressError, BaseExceptionGroup) as error:
            self._lay_out()
            if self._taken_away == before or not _of_the_folders(error):
                raise
            ended = WorkerEnd("died", TAKEN_AWAY)
        self._refuse_changed(result.job)
        own = self._lay_out() and ended.ended == "completed"
        if self._taken_away == before or not (own or ended.ended == "died" or len(result.bugs) > bugs):
            return ended
        del result.bugs[bugs:]
        result.answers.clear()
        if result.job.keep and result.job.scenario is not None:
            set_attempt_aside(self._run_dir, result.job.scenario.id)  # checks that are not there judged it
        return WorkerEnd("died", TAKEN_AWAY)

    def _refuse_changed(self, job: Job) -> None:
        """What ran while the subject or the author's own stages were changed counts for none, whatever came of it."""
        how = "changed while it was tested, by itself or by somebody else"
        next_step = "what ran meanwhile may be of neither version, and counts for none"
        if not self._subject.still():
            raise SubjectError(f"{self._stage.subject.package}: the subject was {how}\n  {next_step}")
        own = self._own.get(key_of(job))
        if own is not None and not own.still():
            raise MissionError(f"the code of the stages of {job.label} was {how}\n  {next_step}")

    def _lay_out(self) -> bool:
        taken_away = self._stage.lay_out()
        self._taken_away += taken_away
        return taken_away

    async def _worked(self, result: JobResult) -> WorkerEnd:
        job = result.job
        result.answers.clear()
        result.stored = (-1, -1)
        stderr_file = self._run_dir / "logs" / f"{job.label}.attempt-{len(result.attempts) + 1}.stderr.txt"
        last = self._last_records(result)
        async with worker_process(self._stage, stderr_file, self._limits, self._redaction) as worker:
            try:
                ended = await self._converse(worker, result, last)
            except NotOfTheWorker as error:
                told = self._redaction.text(str(error))
                ended = WorkerEnd("died", f"was ended: the subject wrote to the descriptor of its frames: {told}")
            result.measured(worker.samples)
        if last is not None and ended.ended in ("died", "deadline"):
            with self._writer(job) as writer:
                writer.lines([line for line in last_lines(read_left(last)) if place_of(line) > result.stored])
        return ended

    def _last_records(self, result: JobResult) -> Path | None:
        """Where a worker leaves the records of a trial in which it dies: all of them where one has died before."""
        if not result.job.keep or result.job.scenario is None:
            return None
        file = self._stage.last_records / f"{result.job.label}.{len(result.attempts)}"
        make_file(file)
        return file

    async def _converse(self, worker: WorkerProcess, result: JobResult, last: Path | None) -> WorkerEnd:
        """Start, order, answer. Whatever the worker does instead is its end."""
        job = result.job
        frames = worker.frames()
        first: dict[str, Any] | None = None
        with worker.within(START_DEADLINE_S):
            await worker.send(
                start_order(job, self._limits, self._redaction)
                | ({} if last is None else {"last_records": {"file": str(last), "each": bool(result.attempts)}})
            )
            first = self._shown(await anext(frames, None), job)
            if first is None:
                return WorkerEnd("died", await worker.wait_for_end())
        if first is None:
            return _late(worker, START_DEADLINE_S, "start", self._redaction)
        if not self._stage.subject.package.is_dir():  # whatever else the worker found, or did not
            raise SubjectError(f"{self._stage.subject.package}: the subject was removed while it was tested")
        if first["t"] == "failed":
            return self._refused(first, result)
        self._verify(first, result)
        with self._writer(job) as writer, worker.within(job.deadline_s):
            await worker.send(job.order)
            async for frame in frames:
                if self._take(self._shown(frame, job), result, writer):
                    return WorkerEnd("completed")
            return WorkerEnd("died", await worker.wait_for_end())
        return _late(worker, job.deadline_s, "end", self._redaction)

    def _shown(self, frame: Any, job: Job) -> Any:
        """A frame without what is redacted, before anything is told of it; records are redacted when stored."""
        return frame if frame is None or frame["t"] == "records" else redacted(frame, self._redaction, names_in(job))

    def _writer(self, job: Job) -> "EvidenceWriter | _NoWriter":
        if job.keep and job.scenario is not None:
            return EvidenceWriter(self._run_dir, job.scenario.id, self._redaction, self._bytes_max, names_in(job))
        return _NoWriter()

    def _refused(self, frame: dict[str, Any], result: JobResult) -> WorkerEnd:
        if frame["what"] == "import":
            last = frame["text"].strip().splitlines()[-1]
            raise SubjectError(f"the subject does not import: {last}\n{frame['text'].rstrip()}")
        if frame["what"] == "bug":
            raise HarnessBug(frame["text"])
        result.refused = frame["text"]
        return WorkerEnd("not started", frame["text"])

    def _verify(self, ready: dict[str, Any], result: JobResult) -> None:
        """The worker imported what it was told to, and speaks our protocol."""
        if ready.get("protocol") != PROTOCOL:
            raise HarnessBug(f"a worker speaks protocol {ready.get('protocol')!r}, expected {PROTOCOL}")
        imported = Path(ready["file"]).parent
        if imported != self._stage.subject.package:
            raise SubjectError(
                f"the worker imported stageflow from {imported}, expected {self._stage.subject.package}\n"
                "  another package of that name shadows it: remove it from the interpreter's environment"
            )
        result.ready = ready

    def _take(self, frame: dict[str, Any], result: JobResult, writer: "EvidenceWriter | _NoWriter") -> bool:
        """Deals with a frame; True where it closes the order."""
        kind = frame["t"]
        if kind == "records":
            writer.lines(frame["lines"])
            result.stored = place_of(frame["lines"][-1])
        elif kind == "progress":
            result.begun = frame["trials"]
            self._watcher.progressed(result.job, frame["trials"], frame["failing"])
        elif kind == "trial":
            result.begun = frame["tr"]
        elif kind == "failed":
            raise MissionError(f"{frame['text']}\n  stages are looked for in the mission's folder")
        elif kind == "bug":
            result.bugs.append(frame["text"])
        elif kind in CLOSING:
            result.answers.append(frame)
            result.log_lines = writer.log_lines
            if kind == "done":
                writer.record(summary_of(frame))
            return True
        return False

    def _close(self, result: JobResult) -> None:
        """Writes how each attempt ended behind the records, so that the evidence can be judged again by itself."""
        job = result.job
        if job.keep and job.scenario is not None:
            with EvidenceWriter(self._run_dir, job.scenario.id, self._redaction, names=names_in(job)) as writer:
                for end in result.attempts:
                    writer.record(end)


@contextmanager
def terminated_like_interrupted() -> Iterator[None]:
    """SIGTERM becomes SIGINT, so that workers end and scratch folders go; only where signals can be handled.

    Where SIGINT is ignored, as a shell has it for what a script starts with `&`, it is heard within the block, too: the
    event loop ends in good order by that signal only.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ctrl_c = signal.getsignal(signal.SIGINT)
    if ctrl_c is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    previous = signal.signal(signal.SIGTERM, lambda number, frame: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)
        if ctrl_c is signal.SIG_IGN:
            signal.signal(signal.SIGINT, ctrl_c)


def _own_of(jobs: Sequence[Job], stage: Stage) -> dict[Key, AsTheyWere]:
    """The modules of the author's own stages, for each job that has some; read once for all that have the same."""
    named = {key_of(job): tuple(own_stages([job.scenario])) for job in jobs if job.scenario is not None}
    kept = {own: _modules_of(own, stage.folders) for own in set(named.values()) if own}
    return {key: kept[own] for key, own in named.items() if own}


def _modules_of(own: Sequence[str], folders: Sequence[Path]) -> AsTheyWere:
    return AsTheyWere(
        lambda: [file for _, file in module_files(own, folders)],
        lambda: modules_digest(own, folders),
        modules_digest(own, folders),
    )


def _late(worker: WorkerProcess, seconds: float, what: str, redaction: Redaction) -> WorkerEnd:
    """The end of a worker that took too long, with where it was: its waiting tasks, else its innermost frames."""
    lines = redaction.text(worker.stderr_tail).splitlines()
    tasks = [line for line in lines if line.startswith("waiting: ")]
    frames = [f"at {m[1]}:{m[2]} in {m[3]}" for line in lines if (m := _FRAME.search(line))]
    return WorkerEnd("deadline", "\n".join([f"did not {what} within {seconds:g} s", *(tasks or frames)[:PLACES_MAX]]))


def _known_one(group: BaseExceptionGroup[BaseException], run_dir: Path) -> StressError | None:
    """The first error of a group in words for a user; None where one of them is none that could be told so."""
    told = [_in_words(error, run_dir) for error in _leaves(group)]
    return None if None in told else told[0]


def _of_the_folders(error: BaseException) -> bool:
    """Whether it may come of folders that are not there; the disk and Ctrl-C are told as themselves."""
    known = (HarnessBug, MissionError, SubjectError, OSError)
    leaves = list(_leaves(error)) if isinstance(error, BaseExceptionGroup) else [error]
    return all(isinstance(leaf, known) and getattr(leaf, "errno", None) not in STORAGE_ERRORS for leaf in leaves)


def _leaves(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


def _in_words(error: BaseException, run_dir: Path) -> StressError | None:
    if isinstance(error, StressError):
        return error
    if isinstance(error, OSError) and error.errno in STORAGE_ERRORS:
        return unwritable(Path(error.filename or run_dir), error)
    return None


class _NoWriter:
    """Stands in for an EvidenceWriter where records are counted only."""

    log_lines = 0

    def __enter__(self) -> "_NoWriter":
        return self

    def __exit__(self, *ending: object) -> None:
        """Nothing is open."""

    def lines(self, lines: Sequence[dict[str, Any]]) -> None:
        """Not kept."""

    def record(self, record: Summary) -> None:
        """Not kept."""


def start_order(job: Job, limits: Limits, redaction: Redaction = NOTHING) -> dict[str, Any]:
    """What a worker is told first: all that has to be there before the subject is imported."""
    scenario = job.scenario
    return {
        "cmd": "start",
        "limits": limits.to_json(),
        "redact": redaction.to_json(),
        "plants": list(job.plants),
        "watch_files": scenario is None or not any(d in THREADED for d in scenario.drivers),
        "threads": scenario is not None and any(d in CONTROLLED and d in THREADED for d in scenario.drivers),
        "virtual_clock": scenario is not None and scenario.clock == "virtual",
    }
