"""What pytest is given of a mission: an item for each hypothesis, one for all else that can fail, one run for them all.

Imported by the plugin once a mission is met, and by nobody else.
"""

import fcntl
import hashlib
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio
import pytest

from harness import engine
from harness.cli.console import plain
from harness.cli.options import JOBS, budget_of, seed_of, text_of
from harness.cli.project import read_project, redact_of
from harness.cli.run_command import note_in_ledger
from harness.errors import HarnessBug, StressError, UsageError, innermost
from harness.evidence.paths import REPORT, write_atomically
from harness.findings.baseline_file import baseline_content
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.store import read_findings, read_run
from harness.findings.verdict import fail_on_of
from harness.mission import load_mission, parse_overrides
from harness.mission.lines import lines_of
from harness.mission.places import read_bytes, shown
from harness.report.escape import one_line, visible
from harness.report.outcomes import Outcome, account_of, outcomes

OTHER = "other.findings"
"""The item of what belongs to no hypothesis. No hypothesis can be called so: their ids have no dot."""
VERDICT = "stageflow-stress"
"""The property of a test report that holds the verdict of its mission, in one line."""
_FOLDER = "stageflow-stress"
_KEEP = "pytest clears this folder away after some sessions; --stress-out DIR keeps it"


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that came to its end: what it decided, what it found, and where that lies."""

    run: RunDocument
    findings: FindingsDocument
    run_dir: Path


class MissionFile(pytest.File):
    """A mission. Its items share one run, which the first of them makes; it is always a run of the whole mission."""

    _ended: Ended | Exception | None = None

    def collect(self) -> Iterator["MissionItem"]:
        """The hypotheses in their order, then OTHER. Raises MissionError and UsageError, before anything is run."""
        _register_reports(self.config)
        with chdir(self.config.invocation_params.dir):
            request_of(self.config, self.path)
            mission = load_mission(self.path)
            lines = lines_of(read_bytes(self.path))
        for hypothesis in mission.hypotheses:
            line = lines[f"hypotheses/{hypothesis.id}"]
            yield MissionItem.from_parent(self, name=hypothesis.id, claim=hypothesis.claim, line=line)
        yield MissionItem.from_parent(self, name=OTHER, claim="nothing else was found that fails the run", line=1)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is wrong with a mission or an option, in the words of the command line: file:line:column, what, hint."""
        error = excinfo.value
        return _in_words(error) if isinstance(error, StressError) else super().repr_failure(excinfo)

    def ended(self) -> Ended:
        """The run of this mission, made where no item and no other process of this session has made it yet.

        Raises what made it impossible, to each item the same.
        """
        if self._ended is None:
            try:
                with chdir(self.config.invocation_params.dir):
                    self._ended = _run_or_read(self.config, self.path, self.nodeid)
            except BaseException as error:  # raised again, for this item or for each that follows, too
                found = innermost(error)
                if not isinstance(found, Exception):
                    raise found from error  # an interrupt, which ends the session
                self._ended = found
        if isinstance(self._ended, Exception):
            raise self._ended
        return self._ended


class MissionItem(pytest.Item):
    """A hypothesis of a mission, or what belongs to none: passes, fails, is skipped or breaks as in JUnit's file."""

    def __init__(self, *, claim: str, line: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.claim, self.line = one_line(claim), line
        self._outcomes: list[Outcome] = []
        self._remarks: list[str] = []
        self._failure = ""

    def setup(self) -> None:
        """Sees to the run. What the run had to answer and did not is an error here, not a failure."""
        assert isinstance(self.parent, MissionFile)
        try:
            ended = self.parent.ended()
        except StressError as error:
            pytest.fail(_in_words(error), pytrace=False)
        self.user_properties.append((VERDICT, _verdict(ended)))
        mine = "" if self.name == OTHER else self.name
        self._outcomes = [o for o in outcomes(ended.run, ended.findings) if o.hypothesis == mine]
        self._remarks = [line for o in self._outcomes for line in (*o.notes, *_accounts(o, ended.run))]
        statuses = {o.status for o in self._outcomes}
        if "error" in statuses and "failed" not in statuses:
            pytest.fail(_told(ended, self._outcomes, "error") + self._kept(), pytrace=False)
        self._failure = _told(ended, self._outcomes, "failed", "error") + self._kept() if "failed" in statuses else ""

    def runtest(self) -> None:
        """Fails or skips by what the run decided; nothing is run here."""
        if self._failure:
            pytest.fail(self._failure, pytrace=False)
        if self._remarks:
            self.add_report_section("call", "remarks", plain("\n".join(self._remarks)))
        for outcome in self._outcomes:
            if outcome.status == "skipped":
                answer = "" if outcome.kind == "refuted" else f"{outcome.kind.replace('_', ' ')}: "
                pytest.skip(f"{self.name} is {answer}{one_line(outcome.why)}")

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands in the mission; lines are counted from 0 here."""
        return self.path, self.line - 1, f"{self.name}: {self.claim}"

    def _kept(self) -> str:
        return "" if self.config.getoption("--stress-out") else f"\n  {_KEEP}"


class Reports:
    """The part of a session's reports that pytest does not get from an item."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """What is skipped is told at its line of the mission, and not at the line of this file that says so."""
        report = yield
        if isinstance(item, MissionItem) and report.skipped and isinstance(report.longrepr, tuple):
            report.longrepr = (str(item.path), item.line, report.longrepr[2])
        return report


def request_of(config: pytest.Config, mission: Path) -> engine.Request:
    """The run that the options ask for, results in pytest's temporary folder unless they name another.

    Raises UsageError and MissionError for an option that cannot be used.
    """
    trials, seconds = budget_of(config.getoption("--stress-budget"), "--stress-budget")
    baseline, out = config.getoption("--stress-baseline"), config.getoption("--stress-out")
    return engine.Request(
        mission=Path(shown(mission)),
        subject=text_of("--stress-subject", config.getoption("--stress-subject")),
        python=text_of("--stress-python", config.getoption("--stress-python")),
        extras=tuple(text_of("--stress-with", extra) for extra in config.getoption("--stress-with")),
        overrides=parse_overrides([text_of("--stress-set", pair) for pair in config.getoption("--stress-set")]),
        fail_on=fail_on_of(config.getoption("--stress-fail-on")),
        seed=seed_of(config.getoption("--stress-seed"), "--stress-seed"),
        budget_trials=trials,
        budget_s=seconds,
        out=Path(out) if out else _shared_folder(config) / "results",
        jobs=JOBS,
        redact=redact_of(read_project(Path.cwd())),
        baseline=Path(baseline) if baseline else None,
        baseline_content=baseline_content(Path(baseline), may_be_new=False) if baseline else b"",
    )


def run_to_its_end(config: pytest.Config, mission: Path) -> Ended:
    """Runs the whole mission. Raises what `engine.run_mission` raises."""
    request = request_of(config, mission)
    run, findings, run_dir = anyio.run(engine.run_mission, request)
    if config.getoption("--stress-out"):
        note_in_ledger(request.out, run)
    return Ended(run, findings, run_dir)


def _run_or_read(config: pytest.Config, mission: Path, nodeid: str) -> Ended:
    """The run of a mission, made once for all processes of a session: who comes later waits for it and reads it.

    A run that could not be made leaves nothing to be read: each process tries, and says so, for itself.
    """
    mark = _shared_folder(config) / hashlib.sha256(nodeid.encode()).hexdigest()[:16]
    with _locked(mark.with_suffix(".lock")):
        if mark.is_file():
            run_dir = Path(os.fsdecode(mark.read_bytes()))
            return Ended(read_run(run_dir), read_findings(run_dir), run_dir)
        ended = run_to_its_end(config, mission)
        write_atomically(mark, os.fsencode(ended.run_dir))
    return ended


def _shared_folder(config: pytest.Config) -> Path:
    """A folder of this session and no other, the same one for all its processes."""
    # The factory is what the public fixture hands out; items that are no functions have no way to ask for a fixture.
    factory = getattr(config, "_tmp_path_factory", None)
    if factory is None:
        raise UsageError("missions need pytest's plugin 'tmpdir'\n  it was switched off, by -p no:tmpdir")
    base: Path = factory.getbasetemp()
    folder = (base.parent if hasattr(config, "workerinput") else base) / _FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror or error}") from error
    return folder


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # goes with its process, however that ends
        yield


def _register_reports(config: pytest.Config) -> None:
    name = "stageflow-stress-reports"
    if not config.pluginmanager.has_plugin(name):
        config.pluginmanager.register(Reports(), name)


def _told(ended: Ended, found: Sequence[Outcome], *statuses: str) -> str:
    """What failed or broke of an item: the sentence, each finding with witness, replay and place, then the run."""
    lines: list[str] = []
    for outcome in (o for o in found if o.status in statuses):
        lines += [f"{outcome.kind}: {one_line(outcome.name)}", f"  {one_line(outcome.why)}"]
        for finding in outcome.findings:
            lines += ["", *account_of(finding, ended.run)]
        lines.append("")
    lines += [f"the whole mission: {ended.run.command}", f"report: {_report(ended)}"]
    return plain("\n".join(lines))


def _in_words(error: StressError) -> str:
    ours = "this is a bug of stageflow-stress, please report it: " if isinstance(error, HarnessBug) else ""
    return ours + plain(error)


def _accounts(outcome: Outcome, run: RunDocument) -> Iterator[str]:
    return (line for finding in outcome.findings for line in account_of(finding, run))


def _verdict(ended: Ended) -> str:
    run = ended.run
    said = f"{run.mission.id}  {run.verdict}  {one_line(run.verdict_reason)}"
    return f"{said} Seed {run.seed}; report: {_report(ended)}"


def _report(ended: Ended) -> str:
    return visible(shown(ended.run_dir / REPORT))
