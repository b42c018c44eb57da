"""The families that write, read, restore, resume and send snapshots: on the bundled core, and where it has nothing on
a small codec and a small resumption of our own, each also with the defects that the checks must see.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import stageflow.plus
from harness.checks.registry import judge_trial
from harness.checks.verdict import Outcome as Said
from harness.checks.verdict import TrialEvidence, Verdict
from harness.evidence.records import Event, Measure
from harness.wire import ScenarioRun, Stage
from harness.worker import plants
from harness.worker.adapter import Subject, Unsupported
from harness.worker.explore.strategies import RandomWalk
from harness.worker.explore.trial import Outcome, run_controlled, run_native
from harness.worker.heads import head_of
from harness.worker.probes.difference import first_difference
from stageflow import ContextSnapshot
from stageflow.pipeline.dag import UnifiedStageGraph
from tests.harness.worker import delta_codec

DELTAS = ("deltas_replay_exactly", "wrong_deltas_are_refused", "deltas_change_no_input")
CHECKS: dict[str, tuple[str, ...]] = {
    "odd_values": ("odd_values_come_back_or_are_refused", "refusals_name_the_path"),
    "dumps_side_by_side": ("conversions_are_lossless",),
    "stepwise_dump": ("conversions_are_lossless",),
    "conversions": ("conversions_are_lossless", "no_default_replaces_a_value"),
    "checkpoints": ("checkpoints_never_change", "rollback_gives_the_version"),
    "restored_snapshots": ("restored_snapshots_share_nothing",),
    "damaged_documents": (
        "damaged_documents_are_refused",
        "foreign_schemas_are_refused",
        "reading_twice_gives_equals",
    ),
}
ARGUMENTS = {"kb": 32, "dumps": 4, "writers": 3, "versions": 25, "edits": 60, "messages": 300}
PLANTED = [
    ("routing-reason-lost", "conversions", "conversions_are_lossless"),
    ("messages-reversed", "conversions", "conversions_are_lossless"),
    ("one-buffer-for-all-dumps", "dumps_side_by_side", "conversions_are_lossless"),
    ("refusal-without-path", "odd_values", "refusals_name_the_path"),
    ("tuple-written-as-list", "odd_values", "odd_values_come_back_or_are_refused"),
    ("extensions-forgotten", "odd_values", "odd_values_come_back_or_are_refused"),
    ("checkpoint-shares-metadata", "checkpoints", "checkpoints_never_change"),
    ("every-twentieth-version-is-the-one-before", "checkpoints", "rollback_gives_the_version"),
    ("restored-keeps-plain-data", "restored_snapshots", "restored_snapshots_share_nothing"),
    ("newer-schema-read", "damaged_documents", "foreign_schemas_are_refused"),
    ("checksum-of-keys-only", "damaged_documents", "damaged_documents_are_refused"),
    ("creation-time-invented", "damaged_documents", "reading_twice_gives_equals"),
    ("turn-eats-a-message", "stepwise_dump", "conversions_are_lossless"),
    ("pair-cut-in-two", "conversions", "conversions_are_lossless"),
    ("escape-cut-in-two", "conversions", "conversions_are_lossless"),
    ("long-text-in-reverse", "conversions", "conversions_are_lossless"),
    ("enum-written-as-text", "odd_values", "odd_values_come_back_or_are_refused"),
    ("tuple-in-a-web-result", "odd_values", "odd_values_come_back_or_are_refused"),
    ("steps-check-nothing", "damaged_documents", "damaged_documents_are_refused"),
    ("sign-not-summed-up", "damaged_documents", "damaged_documents_are_refused"),
    ("moment-made-up", "damaged_documents", "reading_twice_gives_equals"),
    ("shapes-not-looked-at", "damaged_documents", "damaged_documents_are_refused"),
    ("empty-extensions-are-none", "conversions", "conversions_are_lossless"),
    ("restored-keeps-extensions", "restored_snapshots", "restored_snapshots_share_nothing"),
    ("restored-keeps-memory", "restored_snapshots", "restored_snapshots_share_nothing"),
]
CHAIN = (Stage("a", (), "act"), Stage("b", ("a",), "act"), Stage("c", ("b",), "act"))


def order_of(family: str, *checks: str, stages: tuple[Stage, ...] = (), **arguments: int) -> ScenarioRun:
    return ScenarioRun("p", family, stages, arguments={"samples": 4, **ARGUMENTS, **arguments}, checks=checks)


def ran(order: ScenarioRun, subject: Subject) -> Outcome:
    outcome = run_native(order, subject, "inline")
    assert (outcome.ended, outcome.detail) == ("completed", "")
    return outcome


def judged(order: ScenarioRun, outcome: Outcome) -> dict[str, Verdict]:
    records = outcome.recorder.records
    verdicts = judge_trial(TrialEvidence(order, head_of(outcome, len(records)), records), order.checks)
    return {name: verdicts[name] for name in order.checks}


def measured(outcome: Outcome, name: str) -> list[int]:
    return [r.value for r in outcome.recorder.records if isinstance(r, Measure) and r.name == name]


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """What a plant replaces is put back."""
    for name in ("dump_snapshot", "load_snapshot", "dump_snapshot_async", "load_snapshot_async"):
        monkeypatch.setattr(stageflow.plus, name, getattr(stageflow.plus, name))
    from stageflow.context import Conversation, MemoryEnrichment

    for kind in (ContextSnapshot, Conversation, MemoryEnrichment):
        monkeypatch.setattr(kind, "from_dict", vars(kind)["from_dict"])
    monkeypatch.setattr(ContextSnapshot, "to_dict", ContextSnapshot.to_dict)
    yield monkeypatch


@pytest.mark.parametrize("family", CHECKS)
def test_the_bundled_core_passes(subject: Subject, family: str) -> None:
    order = order_of(family, *CHECKS[family])
    said = judged(order, ran(order, subject))
    assert {name: v.outcome for name, v in said.items()} == dict.fromkeys(CHECKS[family], Said.PASS)


@pytest.mark.parametrize("family", ["dumps_side_by_side", "checkpoints"])
def test_tasks_side_by_side_pass_under_every_seed(subject: Subject, family: str) -> None:
    for seed in range(4):
        order = order_of(family, *CHECKS[family], versions=3)
        outcome = run_controlled(order, subject, RandomWalk(seed), seed)
        assert {v.outcome for v in judged(order, outcome).values()} == {Said.PASS}


@pytest.mark.parametrize(("plant", "family", "check"), PLANTED, ids=[plant for plant, _, _ in PLANTED])
def test_a_planted_defect_is_seen(
    whole: pytest.MonkeyPatch, subject: Subject, plant: str, family: str, check: str
) -> None:
    plants.apply(plant, subject)
    order = order_of(family, check)
    verdict = judged(order, ran(order, subject))[check]
    assert verdict.outcome is Said.FAIL
    assert verdict.witness and not re.search(r"0x[0-9a-f]{6}", " ".join(verdict.witness) + verdict.signature)


def test_costs_are_measured_for_each_size(subject: Subject) -> None:
    outcome = ran(order_of("snapshot_costs", kb=64), subject)
    payloads, documents = measured(outcome, "payload_bytes"), measured(outcome, "document_bytes")
    assert payloads == [60_000, 130_000, 260_000]
    assert all(1.0 < document / payload < 1.1 for document, payload in zip(documents, payloads, strict=True))
    assert all(0 < peak <= 3 * payload for peak, payload in zip(measured(outcome, "peak_bytes"), payloads, strict=True))
    (once,), (doubled,), (fourfold,) = (measured(outcome, f"work_{n}") for n in ("once", "doubled", "fourfold"))
    assert 1.5 < doubled / once < 2.3 and 1.5 < fourfold / doubled < 2.3


def test_turns_are_measured_and_a_dump_in_one_turn_is_seen(whole: pytest.MonkeyPatch, subject: Subject) -> None:
    order = order_of("stepwise_dump", kb=256)
    assert all(0 < size <= 65_536 for size in measured(ran(order, subject), "turn_bytes"))
    plants.apply("dump-in-one-turn", subject)
    assert max(measured(ran(order, subject), "turn_bytes")) > 200_000


@pytest.mark.parametrize("plant", ["summed-up-in-one-turn", "looked-over-in-one-turn"])
def test_lines_of_a_turn_are_counted_where_no_memory_grows(
    whole: pytest.MonkeyPatch, subject: Subject, plant: str
) -> None:
    order = order_of("stepwise_dump", kb=1024)
    assert all(0 < lines <= 100_000 for lines in measured(ran(order, subject), "turn_lines"))
    plants.apply(plant, subject)
    assert max(measured(ran(order, subject), "turn_lines")) > 200_000


def test_a_search_of_keys_in_pairs_is_measured(whole: pytest.MonkeyPatch, subject: Subject) -> None:
    order = order_of("snapshot_costs", kb=16, of_entries=1)
    (once,), (doubled,) = (measured(ran(order, subject), f"work_{n}") for n in ("once", "doubled"))
    assert 1.5 < doubled / once < 2.3
    plants.apply("keys-searched-in-pairs", subject)
    (once,), (doubled,) = (measured(ran(order, subject), f"work_{n}") for n in ("once", "doubled"))
    assert doubled / once > 2.3


def test_flat_copies_and_a_search_in_pairs_are_measured(whole: pytest.MonkeyPatch, subject: Subject) -> None:
    plants.apply("dumped-with-flat-copies", subject)
    outcome = ran(order_of("snapshot_costs", kb=64), subject)
    assert sum(measured(outcome, "document_bytes")) > 1.9 * sum(measured(outcome, "payload_bytes"))
    plants.apply("duplicates-searched-in-pairs", subject)
    outcome = ran(order_of("snapshot_costs", kb=1024), subject)
    assert measured(outcome, "work_fourfold")[0] / measured(outcome, "work_doubled")[0] > 2.3


@pytest.fixture
def codec(monkeypatch: pytest.MonkeyPatch) -> None:
    """A subject with deltas."""
    for name in ("make_delta", "apply_delta"):
        monkeypatch.setattr(stageflow.plus, name, getattr(delta_codec, name), raising=False)


@pytest.mark.parametrize("family", ["delta_chain", "resumed_run"])
def test_what_the_bundled_core_lacks_is_unsupported(subject: Subject, family: str) -> None:
    outcome = run_native(order_of(family, stages=CHAIN if family == "resumed_run" else ()), subject, "inline")
    assert outcome.ended == "unsupported"
    assert outcome.detail in (
        "the subject has no stageflow.plus.make_delta",
        "the subject's graph has no resume(ctx, results)",
    )


def test_a_right_codec_passes_and_its_deltas_are_small(codec: None, subject: Subject) -> None:
    order = order_of("delta_chain", *DELTAS)
    outcome = ran(order, subject)
    assert {v.outcome for v in judged(order, outcome).values()} == {Said.PASS}
    assert measured(outcome, "appended_delta_bytes")[0] <= 2 * measured(outcome, "message_bytes")[0]
    assert measured(outcome, "changed_delta_bytes")[0] <= measured(outcome, "document_bytes")[0] / 10


@pytest.mark.parametrize(
    ("plant", "check"),
    [
        ("delta-removal-ignored", "deltas_replay_exactly"),
        ("delta-none-removes", "deltas_replay_exactly"),
        ("delta-edits-its-base", "deltas_change_no_input"),
        ("swapped-delta-accepted", "wrong_deltas_are_refused"),
    ],
)
def test_a_broken_codec_fails(codec: None, subject: Subject, plant: str, check: str) -> None:
    plants.apply(plant, subject)
    order = order_of("delta_chain", check)
    assert judged(order, ran(order, subject))[check].outcome is Said.FAIL


def test_deltas_are_refused_by_plants_where_there_are_none(subject: Subject) -> None:
    with pytest.raises(Unsupported, match=r"make_delta|apply_delta"):
        plants.apply("swapped-delta-accepted", subject)


async def resume(self: Any, ctx: Any, results: Mapping[str, Any]) -> Mapping[str, Any]:
    """Runs what had not finished, one after another."""
    found = dict(results)
    for spec in self.stage_specs:
        if spec.name not in found:
            found[spec.name] = await spec.runner(ctx)
    return found


def test_a_resumption_passes_and_one_that_repeats_a_stage_fails(
    monkeypatch: pytest.MonkeyPatch, subject: Subject
) -> None:
    monkeypatch.setattr(UnifiedStageGraph, "resume", resume, raising=False)
    order = order_of("resumed_run", "finished_stages_are_not_repeated", stages=CHAIN)
    verdict = judged(order, ran(order, subject))["finished_stages_are_not_repeated"]
    assert (verdict.outcome, verdict.looked_at) == (Said.PASS, 3)
    plants.apply("resume-repeats-the-last-stage", subject)
    verdict = judged(order, ran(order, subject))["finished_stages_are_not_repeated"]
    assert verdict.outcome is Said.FAIL
    assert verdict.witness[0] == "Killed at b and resumed, a was called 1 times, due is 0."


def test_the_text_of_a_damaged_document_is_the_same_in_each_trial(subject: Subject) -> None:
    order = order_of("damaged_documents")
    first, second = ([r for r in ran(order, subject).recorder.records if isinstance(r, Event)] for _ in range(2))
    assert first == second


def test_an_older_subject_is_read_and_written_by_its_plain_data(monkeypatch: pytest.MonkeyPatch) -> None:
    subject = Subject()
    snapshot: ContextSnapshot[Any] = ContextSnapshot(input_text="x", metadata={"a": [1]})
    for name in ("dump_snapshot", "load_snapshot"):
        monkeypatch.delattr(stageflow.plus, name)
    text = subject.write_snapshot(snapshot)
    assert '"messages":[]' in text and '"checksum"' not in text
    assert subject.read_snapshot(text) == snapshot


@pytest.mark.parametrize(
    ("put", "got", "says"),
    [
        ({"a": [1, {"b": (1,)}]}, {"a": [1, {"b": [1]}]}, ("['a'][1]['b']", "(1,)", "[1]")),
        ({"a": 1}, {}, ("['a']", "1", "nothing")),
        ({"a": [{}]}, {"a": [{"b": 2}]}, ("['a'][0]['b']", "nothing", "2")),
        ([1, 2], [1], ("the whole", "[1, 2]", "[1]")),
        (1, True, ("the whole", "1", "True")),
        ([1, {"a": None}], [1, {"a": None}], ("", "", "")),
    ],
    ids=["inside", "a-key-less", "a-key-more", "an-item-less", "another-type", "equal"],
)
def test_the_first_difference_is_as_deep_as_both_go(put: Any, got: Any, says: tuple[str, str, str]) -> None:
    assert first_difference(put, got) == says
