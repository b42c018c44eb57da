"""What becomes of snapshots that are written, kept, read back and sent as deltas, on histories written by hand."""

from typing import Any

import pytest

from harness.checks.verdict import ScenarioEvidence, TrialEvidence
from harness.evidence.records import Event, Fingerprint
from harness.wire import Threshold
from tests.harness.checks.histories import (
    breach,
    fails,
    head,
    judge,
    order,
    passes,
    seen,
    stage,
    trial,
    unknown,
    vacuous,
)

ODD, PATH = "odd_values_come_back_or_are_refused", "refusals_name_the_path"
KEPT, ROLLED = "checkpoints_never_change", "rollback_gives_the_version"
SHARED, DAMAGED = "restored_snapshots_share_nothing", "damaged_documents_are_refused"
SCHEMA, TWICE = "foreign_schemas_are_refused", "reading_twice_gives_equals"
RESUMED, LOSSLESS = "finished_stages_are_not_repeated", "conversions_are_lossless"
REPLAYED, FITS, INPUTS = "deltas_replay_exactly", "wrong_deltas_are_refused", "deltas_change_no_input"
EVERY = (ODD, PATH, KEPT, ROLLED, SHARED, DAMAGED, SCHEMA, TWICE, RESUMED, REPLAYED, FITS, INPUTS)


def of(*records: Any) -> TrialEvidence:
    return trial(order(stage("a"), stage("b", "a"), family="any"), *records)


def event(name: str, **fields: Any) -> Event:
    return Event(name, 1, fields)


def odd(ended: str, part: str = "metadata", *, named: bool = True) -> Event:
    fields = {"kind": "a tuple", "error": "TypeError: no" if ended == "is refused" else "", "path": "a > b"}
    return event("odd_value", part=part, ended=ended, named=named, **fields)


@pytest.mark.parametrize("check", EVERY)
def test_without_its_premise_a_check_says_nothing(check: str) -> None:
    vacuous(check, of())


def test_odd_values_that_come_back_or_are_refused_pass() -> None:
    assert passes(ODD, of(odd("comes back"), odd("is refused"))).reason == "1 values come back, 1 are refused"


@pytest.mark.parametrize(
    "ended", ["comes back as something else", "raises RecursionError", "is written as text that is no JSON"]
)
def test_an_odd_value_that_does_neither_fails(ended: str) -> None:
    verdict = fails(ODD, of(odd("comes back"), odd(ended), odd(ended, "profile")), ended)
    assert verdict.witness == (f"a tuple in metadata, profile: it {ended}.",)


def test_a_refusal_that_names_no_path_fails() -> None:
    passes(PATH, of(odd("is refused"), odd("comes back", named=False)))
    verdict = fails(PATH, of(odd("is refused"), odd("is refused", named=False)), "no path in metadata")
    assert verdict.witness == ('a tuple in metadata was refused by "TypeError: no", which does not name a > b.',)


def checkpoint(of: str, at_the_end: str = "d1") -> tuple[Fingerprint, Fingerprint]:
    name = f"checkpoint:{of}"
    return seen(name, "when it was taken", "d1", "{'a': 1}"), seen(name, "at the end", at_the_end, "{'a': 2}")


def test_a_checkpoint_that_changed_fails_and_says_who_did_it() -> None:
    passes(KEPT, of(*checkpoint("w0:0"), *checkpoint("w0:1")))
    told = of(breach("mutate_live", "another checkpoint", actor="w0"), *checkpoint("w0:0"), *checkpoint("w0:1", "d2"))
    verdict = fails(KEPT, told, "changed after it was taken: w")
    assert verdict.witness[0] == "w0 changed another checkpoint (append()) at step 1."
    assert verdict.witness[1:] == (
        "checkpoint:w0:1 changed after it was taken:",
        "  when it was taken: {'a': 1}",
        "  at the end: {'a': 2}",
    )


def test_a_checkpoint_that_was_not_looked_at_again_is_unknown() -> None:
    unknown(KEPT, of(seen("checkpoint:w0:0", "when it was taken")))


def test_a_rollback_to_another_version_fails() -> None:
    def back(digest: str) -> TrialEvidence:
        name = "rollback:w0:19"
        return of(seen(name, "when it was written", "d1", "[19]"), seen(name, "read back", digest, "[18]"))

    passes(ROLLED, back("d1"))
    verdict = fails(ROLLED, back("d2"), "not the version that was written: w")
    assert verdict.witness[-1] == "  read back: [18]"


WALKED = event("restored_walked", how="the second beside the first", objects=9, shared=0)


def edited(after: str = "d1") -> tuple[Fingerprint, Fingerprint]:
    name = "restored:the first, the plain data edited"
    return seen(name, "before", "d1"), seen(name, "after", after)


def test_restored_snapshots_that_stand_alone_pass() -> None:
    assert passes(SHARED, of(WALKED, *edited())).reason == "1 pairs, 9 objects walked, 1 edits"


def test_a_shared_object_fails_and_so_does_an_edit_that_goes_through() -> None:
    places = {"one": "the first.metadata", "other": "the second.metadata"}
    share = event("restored_shares", how="the second beside the first", type="dict", **places)
    verdict = fails(SHARED, of(WALKED, share, *edited()), "shared by the second beside the first")
    assert verdict.witness == ("the first.metadata and the second.metadata are one mutable dict.",)
    fails(SHARED, of(WALKED, *edited("d2")), "changed by an edit of another: the first, the plain data edited")


def damage(kind: str, refused: int = 0, equal: int = 0, another: int = 0, crashed: int = 0) -> Event:
    return event("damage_tried", kind=kind, refused=refused, equal=equal, another=another, crashed=crashed)


def test_damage_that_is_refused_or_harmless_passes() -> None:
    said = passes(DAMAGED, of(damage("truncation", refused=9), damage("bit flip", refused=70, equal=2)))
    assert said.looked_at == 81
    vacuous(DAMAGED, of(damage("bit flip")))


def test_damage_that_is_read_or_crashes_fails() -> None:
    def unseen(kind: str, ended: str, error: str = "") -> Event:
        return event("damage_unseen", kind=kind, where="byte 3", ended=ended, error=error)

    records = (
        damage("truncation", refused=9, crashed=1),
        damage("bit flip", another=2),
        unseen("truncation", "crashed", "AttributeError: x"),
        unseen("bit flip", "another"),
    )
    verdict = fails(
        DAMAGED,
        of(*records),
        "bit flip was read as another snapshot, truncation was not refused, reading it crashed",
    )
    assert verdict.reason == "3 of 12 damaged documents are not refused"
    assert verdict.witness == (
        "truncation, byte 3: it was not refused, reading it crashed (AttributeError: x).",
        "bit flip, byte 3: it was read as another snapshot.",
    )


def schemas(*ended: str, marker: str = "schema") -> TrialEvidence:
    tried = [event("schema_tried", kind=f"kind {n}", ended=how, error="KeyError: 1") for n, how in enumerate(ended)]
    return of(event("schema_marker", key=marker), *tried)


def test_schemas_that_are_refused_or_kept_pass() -> None:
    assert passes(SCHEMA, schemas("refused", "kept")).looked_at == 3


@pytest.mark.parametrize(
    ("told", "signature", "line"),
    [
        (schemas("refused", "read"), "kind 1 read", "A document with kind 1 was read as if nothing were new."),
        (schemas("crashed"), "kind 0 crashed", "A document with kind 0 crashed: KeyError: 1."),
        (schemas("refused", marker=""), "no marker", "A document has no key that says which schema it is of."),
    ],
    ids=["read", "crashed", "no-marker"],
)
def test_a_schema_that_is_not_noticed_fails(told: TrialEvidence, signature: str, line: str) -> None:
    assert fails(SCHEMA, told, signature).witness == (line,)


def twice(first: str, second: str) -> Event:
    return event("read_twice", what="as it was written", first=first, second=second, error="KeyError: 1")


def test_equal_answers_pass_and_two_answers_or_a_crash_fail() -> None:
    passes(TWICE, of(twice("d1", "d1"), twice("refused", "refused")))
    (line,) = fails(TWICE, of(twice("d1", "d2")), "differs: as it was written").witness
    assert line == "A text as it was written: read twice, it gave two different snapshots (d1, d2)."
    (line,) = fails(TWICE, of(twice("crashed", "crashed")), "differs: as it was written").witness
    assert line == "A text as it was written: reading it crashed (KeyError: 1)."


def called(name: str, phase: str) -> Event:
    return event("stage_called", killed="b", stage=name, phase=phase)


FIRST = (called("a", "first"), called("b", "first"))
DONE = event("run_resumed", killed="b", stages=2)


def results(*names: str) -> list[Event]:
    return [event("resumed_result", killed="b", stage=name, says=f"{name} was here") for name in names]


def test_a_resumption_that_goes_on_passes() -> None:
    passes(RESUMED, of(*FIRST, called("b", "resumed"), *results("a", "b"), DONE))


@pytest.mark.parametrize(
    ("calls", "kept", "signature", "line"),
    [
        ("ab", "ab", "called again", "Killed at b and resumed, a was called 1 times, due is 0."),
        ("", "ab", "not called", "Killed at b and resumed, b was called 0 times, due is 1."),
        ("b", "b", "wrong result", "Killed at b and resumed, the result of a is None."),
    ],
    ids=["repeated", "left-out", "lost"],
)
def test_a_resumption_that_repeats_or_loses_fails(calls: str, kept: str, signature: str, line: str) -> None:
    told = of(*FIRST, *(called(name, "resumed") for name in calls), *results(*kept), DONE)
    assert fails(RESUMED, told, signature).witness == (line,)


def test_a_delta_that_gives_another_version_fails() -> None:
    def replayed(after: str) -> TrialEvidence:
        name = "delta:edit 1:7"
        return of(seen(name, "current", "d1", "{}"), seen(name, "applied", after, "{'k': 1}"))

    passes(REPLAYED, replayed("d1"))
    verdict = fails(REPLAYED, replayed("d2"), "not the version that the delta was made for: edit ")
    assert verdict.witness[1:] == ("  current: {}", "  applied: {'k': 1}")


def test_an_input_that_changes_fails() -> None:
    def made(after: str) -> TrialEvidence:
        return of(seen("delta_input:base:0", "before", "d1", "[1]"), seen("delta_input:base:0", "after", after, "[]"))

    passes(INPUTS, made("d1"))
    fails(INPUTS, made("d2"), "changed by making or applying a delta: base")


def test_a_delta_that_does_not_fit_must_be_refused() -> None:
    def misapplied(ended: str, error: str = "") -> Event:
        return event("delta_misapplied", how="a delta applied twice", number=3, ended=ended, error=error)

    passes(FITS, of(misapplied("refused", "ValueError: base")))
    (line,) = fails(FITS, of(misapplied("accepted")), "a delta applied twice accepted").witness
    assert line == "Delta 3, a delta applied twice: accepted."
    (line,) = fails(FITS, of(misapplied("crashed", "IndexError: 1")), "a delta applied twice crashed").witness
    assert line == "Delta 3, a delta applied twice: crashed (IndexError: 1)."


def test_a_lossy_conversion_is_told_by_the_place_that_differs() -> None:
    name = "converted:snapshot as JSON:3"
    told = event("conversion", way="snapshot as JSON", ended="comes back", expected="comes back", shown="", error="")
    place = event("first_difference", of=name, where=".metadata['a']", put="(1,)", got="[1]")
    verdict = fails(
        LOSSLESS,
        of(told, seen(name, "before", "d1"), seen(name, "after", "d2"), place),
        "not what went in: snapshot as JSON",
    )
    assert verdict.witness == ("snapshot as JSON: .metadata['a'] was (1,) and came back as [1].",)


def test_limits_on_what_the_subject_lacks_are_unsupported() -> None:
    limited = order(family="delta_chain")
    scenario = limited.__class__("p", "delta_chain", (), thresholds=(Threshold(("work_once.max",), max=1),))
    evidence = ScenarioEvidence(scenario, (head("unsupported", detail="the subject has no deltas"),), {}, 0, 1, 0)
    verdict = judge("thresholds_hold", evidence)
    assert (verdict.aside, verdict.reason) == ("unsupported", "unsupported: the subject has no deltas")
