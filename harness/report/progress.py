"""Live progress of a run: a bar for each scenario, trials, elapsed time, checks failing so far."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from harness.supervisor.jobs import Job, JobResult, NobodyWatches, Watcher
from harness.supervisor.orders import planned_trials


@contextmanager
def live_progress(console: Console, mission: str, *, quiet: bool) -> Iterator[Watcher]:
    """A watcher that draws where the console is a terminal; elsewhere, and when quiet, nothing is written."""
    if quiet or not console.is_terminal:
        yield NobodyWatches()
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=16),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield _Bars(progress)


class _Bars:
    """One bar for each scenario of the mission; workers of a calibration are shown while they run."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bars: dict[str, TaskID] = {}

    def started(self, job: Job) -> None:
        total = _total(job)
        label = job.label if job.keep or job.scenario is None else f"calibrate {job.label.split('.')[0]}"
        self._bars[job.label] = self._progress.add_task(label[:32], total=total, note="")

    def progressed(self, job: Job, trials: int, failing: int) -> None:
        note = _found(failing) if job.keep else ""
        self._progress.update(self._bars[job.label], completed=trials, note=note)

    def ended(self, result: JobResult) -> None:
        bar = self._bars[result.job.label]
        if not result.job.keep:
            self._progress.update(bar, visible=False)
            return
        done = next((a for a in result.answers if a["t"] == "done"), None)
        failing = len(done["first_fail"]) if done else 0
        note = _found(failing) if done else "worker died"
        self._progress.update(bar, completed=done["trials"] if done else 0, note=note)


def _total(job: Job) -> int | None:
    """How many trials it has; None where a budget in seconds decides that."""
    if job.scenario is None:
        return 1
    return None if job.scenario.seconds else planned_trials(job.scenario)


def _found(failing: int) -> str:
    """What a scenario has shown so far: each failing check becomes a finding."""
    return "no finding" if not failing else f"{failing} finding{'s' if failing > 1 else ''}"
