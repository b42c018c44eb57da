"""The thread_reads family: readers of the bundled core see one content; of a core that edits in place, they do not."""

from collections.abc import Iterator

import pytest

from harness.checks.concurrent_readers_see_one_content import concurrent_readers_see_one_content
from harness.checks.verdict import Outcome, TrialEvidence, Verdict
from harness.evidence.records import Operation, Trial
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import RandomWalk
from harness.worker.explore.threads import ThreadRun
from harness.worker.plants.context import edited_and_put_back, marked_while_dumped
from harness.worker.recorder import Recorder
from harness.worker.scenarios.thread_reads import body, controlled_body
from stageflow.context import ContextSnapshot

ORDER = ScenarioRun("p", "thread_reads", (), arguments={"readers": 2, "reads": 2})
HEAD = Trial("thread_schedules", "random", "threads", 1, 9, "completed", "o", 3)


@pytest.fixture
def core_restored() -> Iterator[None]:
    """What the plants replace is put back."""
    methods = {name: getattr(ContextSnapshot, name) for name in ("with_run_id", "to_dict")}
    yield
    for name, method in methods.items():
        setattr(ContextSnapshot, name, method)


def judged(recorder: Recorder) -> Verdict:
    return concurrent_readers_see_one_content(TrialEvidence(ORDER, HEAD, recorder.records))


def under(seed: int, subject: Subject) -> Verdict:
    recorder, told = Recorder(), ThreadRun()
    controlled_body(ORDER, subject, recorder, RandomWalk(seed), "gil", told)
    assert told.errors == {}
    return judged(recorder)


def test_readers_of_the_bundled_core_see_one_content(subject: Subject) -> None:
    recorder = Recorder()
    body(ORDER, subject, recorder)
    assert judged(recorder).outcome is not Outcome.FAIL
    verdicts = [under(seed, subject) for seed in range(5)]
    assert {v.outcome for v in verdicts if not v.vacuous} == {Outcome.PASS}


def test_everything_is_read_by_every_reader_and_every_way_of_deriving_is_gone(subject: Subject) -> None:
    recorder = Recorder()
    body(ORDER, subject, recorder)
    operations = [r for r in recorder.records if isinstance(r, Operation)]
    read = [(o.actor, o.target) for o in operations if o.f == "read_shared"]
    both = ["configuration", "output", "snapshot"]
    ways = {"reader-0": both, "reader-1": [*both, "document"]}
    assert sorted(read) == sorted((reader, what) for reader in ways for what in ways[reader] * 2)
    derived = [o.value for o in operations if o.f == "derive"]
    assert derived == ["with_run_id", "with_enrichments", "with_conversation", "with_extensions", "fork", "to_dict"]
    attacks = [o.detail for o in operations if o.f == "mutate_shared"]
    assert attacks and "changed" not in attacks


@pytest.mark.usefixtures("core_restored")
@pytest.mark.parametrize("plant", [edited_and_put_back, marked_while_dumped], ids=lambda m: m.__name__.split(".")[-1])
def test_a_core_that_edits_in_place_and_puts_back_is_seen(plant: object, subject: Subject) -> None:
    plant.apply(subject)  # type: ignore[attr-defined]
    assert any(under(seed, subject).outcome is Outcome.FAIL for seed in range(30))
