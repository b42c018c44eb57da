"""What is measured of reading frozen content, on the bundled core."""

from harness.evidence.records import Event, Measure, Result
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.explore.trial import run_native
from harness.worker.scenarios.frozen_reads import content, read_all

ORDER = ScenarioRun(
    "reads",
    "frozen_reads",
    (Stage("first", (), "act"), Stage("second", ("first",), "act")),
    arguments={"keys": 5, "repetitions": 3},
)


def test_each_stage_measures_both_ways_and_reads_the_same(subject: Subject) -> None:
    outcome = run_native(ORDER, subject, "inline")
    assert (outcome.ended, outcome.detail) == ("completed", "")
    measured = [r for r in outcome.recorder.records if isinstance(r, Measure)]
    assert [m.name for m in measured] == ["frozen_read_percent"] * 2
    assert all(m.value > 0 for m in measured)
    read = [r.fields for r in outcome.recorder.records if isinstance(r, Event) and r.name == "content_read"]
    met = read_all(content(5), list(content(5)))
    assert read == [{"stage": name, "frozen": met, "plain": met} for name in ("first", "second")]
    assert len({r.digest for r in outcome.recorder.records if isinstance(r, Result)}) == 1


def test_a_reading_meets_every_number() -> None:
    # for n: the leaf twice, the middle item, the length, the sum of the items twice
    assert read_all(content(3), list(content(3))) == sum(2 * n + (n + 1) + 3 + 2 * (3 * n + 3) for n in range(3))
