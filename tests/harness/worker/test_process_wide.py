"""What a subject does to the clocks of its process is undone wherever its code is run."""

import time
from collections.abc import Callable, Iterator

import pytest

from harness.wire import ScenarioRun, Stage
from harness.worker import process_wide
from harness.worker.adapter import Subject
from harness.worker.probes import run as probes
from harness.worker.replay import replay
from harness.worker.shrink import shrink

OWN = time.time
NATIVE = {"driver": "native", "engine": "inline"}
SCHEDULED = {"driver": "schedules", "choices": [], "setting": "native", "salt": 0, "seed": 0}
ORDER = ScenarioRun("p", "pipeline_run", (Stage("a", (), f"{__name__}:Stops"),), checks=("run_ends",))


class Stops:
    """A stage that takes the time away."""

    name, kind = "stops", "transform"

    async def execute(self, ctx: object) -> dict[str, int]:
        stop()
        return {"count": 1}


def stop(*_: object) -> tuple[float, str]:
    time.time = lambda: 0.0
    return 1.0, "stopped"


def measured(subject: Subject, patch: pytest.MonkeyPatch) -> object:
    patch.setattr(probes, "FIGURES", {"any": stop})
    return probes.run_measures(subject)


def probed(subject: Subject, patch: pytest.MonkeyPatch) -> object:
    patch.setattr(probes, "run_probe", stop)
    return probes.run_probes(["any"], subject)


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a worker, where clocks are noted before the subject is imported."""
    monkeypatch.setattr(process_wide, "_own", {})
    monkeypatch.setattr(process_wide, "_copies", process_wide._Copies())
    process_wide.note_process()
    yield
    time.time = OWN


@pytest.mark.parametrize(
    "runs",
    [
        lambda subject, patch: replay(ORDER, NATIVE, "run_ends", subject),
        lambda subject, patch: replay(ORDER, SCHEDULED, "run_ends", subject),
        lambda subject, patch: shrink(ORDER, SCHEDULED, "run_ends", subject, 1),
        measured,
        probed,
    ],
    ids=["native", "scheduled", "shrunk", "measure", "probe"],
)
def test_clocks_that_were_replaced_are_put_back(
    noted: None,
    subject: Subject,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    runs: Callable[[Subject, pytest.MonkeyPatch], object],
) -> None:
    assert runs(subject, monkeypatch)
    assert time.time is OWN
    assert "time.time replaced; put back" in caplog.text


def test_what_was_replaced_before_a_trial_is_put_back_for_it(noted: None, caplog: pytest.LogCaptureFixture) -> None:
    stop()
    with process_wide.own_process():
        assert time.time is OWN
    assert "time.time replaced; put back" in caplog.text
