"""Oracles of immutability and isolation, on histories written by hand."""

from typing import Any

import pytest

from harness.evidence.records import Event, Operation, Record
from tests.harness.checks.histories import (
    attempt,
    breach,
    fails,
    order,
    passes,
    seen,
    trial,
    unknown,
    vacuous,
)

CONTAINERS = {"nested_containers_are_frozen": "mutate", "inherited_data_is_frozen": "mutate_inherited"}
OBJECTS = {"attribute_assignment_is_refused": "assign", "second_init_is_refused": "reinit"}
SHARES = "derived_context_shares_no_mutable_object"
UNCHANGED = "parent_is_unchanged"
IDS = "run_ids_are_distinct"
INHERITS = "child_inherits_the_parents_context"
CALLER = "callers_objects_are_unchanged"
EDITS = "later_edits_change_nothing"


@pytest.mark.parametrize(("check", "f"), CONTAINERS.items(), ids=CONTAINERS)
def test_refused_attempts_and_private_copies_pass(check: str, f: str) -> None:
    copy = attempt(f, "ctx.b", outcome="ok", detail="changed nothing")
    verdict = passes(check, trial(order(), attempt(f, "ctx.a"), copy))
    assert verdict.reason == "none of 2 mutation attempts on 2 containers changed anything"


@pytest.mark.parametrize(("check", "f"), CONTAINERS.items(), ids=CONTAINERS)
def test_a_change_that_others_see_fails(check: str, f: str) -> None:
    records = (
        attempt(f, "ctx.a"),
        breach(f, "results['s17'].data['list'][0]", "append()"),
        breach(f, "results['s17'].data['list'][0]", "clear()"),
        breach(f, "snapshot.tags{7}", "add()", actor="caller"),
    )
    verdict = fails(check, trial(order(), *records), "container changed: results, snapshot.tags")
    assert verdict.reason == "3 of 4 mutation attempts changed 2 containers"
    assert verdict.witness == (
        "s0 changed results['s17'].data['list'][0] by append(), clear().",
        "caller changed snapshot.tags{7} by add().",
    )


@pytest.mark.parametrize(("check", "f"), (CONTAINERS | OBJECTS).items(), ids=CONTAINERS | OBJECTS)
def test_nothing_tried_is_vacuous(check: str, f: str) -> None:
    vacuous(check, trial(order(), attempt("something_else", "ctx.a"), breach("bypass", "ctx.a")))


@pytest.mark.parametrize(("check", "f"), CONTAINERS.items(), ids=CONTAINERS)
def test_many_changed_containers_make_a_short_witness(check: str, f: str) -> None:
    records = [breach(f, f"ctx.a[{i}]") for i in range(30)]
    assert len(fails(check, trial(order(), *records), "container changed: ctx.a").witness) == 10


@pytest.mark.parametrize(("check", "f"), OBJECTS.items(), ids=OBJECTS)
def test_every_attempt_refused_passes(check: str, f: str) -> None:
    assert passes(check, trial(order(), attempt(f, "ctx.a"), attempt(f, "ctx.b"))).reason == "2 of 2 attempts refused"


@pytest.mark.parametrize(("check", "f"), OBJECTS.items(), ids=OBJECTS)
def test_an_accepted_attempt_fails(check: str, f: str) -> None:
    target = "ctx.messages[3].tags{Tag(id=9)}.role"
    verdict = fails(
        check,
        trial(order(), attempt(f, "ctx.a"), attempt(f, target, "set", outcome="ok")),
        "accepted: ctx.messages[].tags[].role",
    )
    assert verdict.witness == (f"s0: set of {target} was accepted.",)


def walked(how: str = "with_run_id", objects: int = 12) -> Event:
    return Event("graphs_walked", 1, {"how": how, "objects": objects, "shared": 0})


def shared(how: str = "with_run_id", path: str = "metadata") -> Event:
    fields = {"how": how, "parent": f"parent.{path}", "derived": f"derived.{path}", "type": "dict"}
    return Event("shared_mutable", 2, fields)


def test_derivations_that_share_nothing_pass() -> None:
    verdict = passes(SHARES, trial(order(), walked(), walked("fork", 30)))
    assert verdict.reason == "2 derivations, 42 objects walked, no mutable one on both sides"


def test_a_shared_object_fails() -> None:
    verdict = fails(
        SHARES,
        trial(order(), walked(), shared(), shared(), walked("fork"), shared("fork", "data")),
        "shared by fork, with_run_id",
    )
    assert verdict.witness == (
        "with_run_id: parent.metadata and derived.metadata are one mutable dict.",
        "fork: parent.data and derived.data are one mutable dict.",
    )


def test_nothing_derived_is_vacuous() -> None:
    vacuous(SHARES, trial(order()))


def fork(run_id: str, parent: str = "P", expected: str = "P") -> Operation:
    return Operation("s0", "fork", run_id, parent, "ok", 1, 2, expected)


@pytest.mark.parametrize(
    ("forks", "witness"),
    [
        ((fork("1"), fork("1")), "2 forks carry the run id 1."),
        ((fork("1"), fork("P")), "fork P carries the run id of its parent."),
        ((fork("1"), fork("2", "Q")), "fork 2 names Q as its parent, not P."),
    ],
    ids=["twice-the-same", "the-parents", "another-parent"],
)
def test_a_wrong_run_id_fails(forks: tuple[Operation, ...], witness: str) -> None:
    assert fails(IDS, trial(order(), *forks), "run ids").witness == (witness,)


def test_distinct_run_ids_pass_and_fewer_than_two_forks_are_vacuous() -> None:
    passes(IDS, trial(order(), fork("1"), fork("2"), fork("3")))
    vacuous(IDS, trial(order(), fork("1")))
    vacuous(IDS, trial(order()))


def pair(of: str, after: str = "d1", moments: tuple[str, str] = ("before", "after")) -> tuple[Record, Record]:
    first, second = moments
    return seen(of, first, "d1", "{'a': 1}"), seen(of, second, after, "{'a': 1}" if after == "d1" else "{'a': 2}")


TRIED = attempt("mutate_derived", "derived.metadata")
EDITED = breach("edit", "caller['metadata']", actor="caller")
PREMISE: dict[str, tuple[str, Record]] = {
    UNCHANGED: ("parent:snapshot:s12:3", TRIED),
    CALLER: ("caller:metadata", attempt("mutate", "ctx.a")),
    EDITS: ("kept:result:s12", EDITED),
}
HOW = {
    UNCHANGED: "changed through what was derived from it: snapshot",
    CALLER: "changed by the run: metadata",
    EDITS: "changed when its first owner edited its own object: result",
}


@pytest.mark.parametrize("check", PREMISE)
def test_equal_fingerprints_pass(check: str) -> None:
    of, premise = PREMISE[check]
    assert passes(check, trial(order(), premise, *pair(of))).reason == "1 of 1 fingerprints are equal"


@pytest.mark.parametrize("check", PREMISE)
def test_a_changed_fingerprint_fails(check: str) -> None:
    of, premise = PREMISE[check]
    verdict = fails(check, trial(order(), premise, *pair(of, "d2"), *pair(f"{of}x")), HOW[check])
    assert verdict.witness[0].startswith(f"{of} ")
    assert verdict.witness[1:] == ("  before: {'a': 1}", "  after: {'a': 2}")
    assert verdict.reason.startswith("1 of 2 ")


@pytest.mark.parametrize("check", PREMISE)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_fingerprint_that_is_missing_once_is_unknown(check: str, when: str) -> None:
    of, premise = PREMISE[check]
    lone = trial(order(), premise, *pair(of), seen(f"{of}x", when))
    assert unknown(check, lone).reason.startswith(f"{of}x was fingerprinted only once")


@pytest.mark.parametrize("check", PREMISE)
def test_a_missing_fingerprint_hides_no_change(check: str) -> None:
    of, premise = PREMISE[check]
    fails(check, trial(order(), premise, seen(f"{of}x", "before"), *pair(of, "d2")), HOW[check])


@pytest.mark.parametrize("check", PREMISE)
def test_pairs_without_their_premise_are_vacuous(check: str) -> None:
    of, premise = PREMISE[check]
    vacuous(check, trial(order(), *pair(of, "d2")))
    vacuous(check, trial(order(), premise))
    vacuous(check, trial(order(), premise, *pair("other:thing", "d2")))


def test_an_edit_that_went_nowhere_is_no_premise() -> None:
    refused = attempt("edit", "caller['metadata']", outcome="ok", detail="changed nothing")
    vacuous(EDITS, trial(order(), refused, *pair("kept:snapshot", "d2")))


def test_who_changed_the_parent_stands_first() -> None:
    culprit = breach("mutate_derived", "derived by with_run_id.metadata", "set a new key")
    verdict = fails(UNCHANGED, trial(order(), TRIED, culprit, *pair("parent:snapshot:s0:1", "d2")), HOW[UNCHANGED])
    assert verdict.witness[0] == "s0 changed derived by with_run_id.metadata (set a new key) at step 1."


def test_a_difference_far_behind_is_shown_from_shortly_before_it() -> None:
    long = "x" * 150
    changed = (seen("caller:m", "before", "d1", f"{long}1tail"), seen("caller:m", "after", "d2", f"{long}2tail"))
    verdict = fails(CALLER, trial(order(), attempt("mutate", "a"), *changed), "changed by the run: m")
    assert verdict.witness[1:] == (f"  before: ...{'x' * 30}1tail", f"  after: ...{'x' * 30}2tail")


def test_a_difference_beyond_the_preview_shows_the_digests() -> None:
    changed = (seen("caller:m", "before", "d1", "same..."), seen("caller:m", "after", "d2", "same..."))
    verdict = fails(CALLER, trial(order(), attempt("mutate", "a"), *changed), "changed by the run: m")
    assert verdict.witness[1:] == ("  before: d1", "  after: d2")


def child(stage: str = "s0", run_id: str = "C", parent: str = "P") -> Event:
    fields = {"stage": stage, "run_id": run_id, "parent_run_id": parent, "expected_parent": "P"}
    return Event("child_started", 1, fields)


def child_ended(stage: str = "s0", error: str | None = None) -> Event:
    return Event("child_ended", 5, {"stage": stage, "success": error is None, "error": error})


def inherited(what: str, child: str = "d1") -> tuple[Record, Record]:
    return pair(f"inherited:{what}:s12", child, ("parent", "child"))


def test_a_child_that_reads_what_its_parent_holds_passes() -> None:
    passes(INHERITS, trial(order(), child(), *inherited("user_id"), *inherited("data['k']"), child_ended()))


def test_a_child_that_reads_something_else_fails() -> None:
    records = (child(), *inherited("user_id"), *inherited("data['k:1']", "d2"), child_ended())
    verdict = fails(INHERITS, trial(order(), *records), "not what the parent holds: data")
    assert verdict.witness[0] == "inherited:data['k:1']:s12 not what the parent holds:"


@pytest.mark.parametrize(
    ("events", "witness"),
    [
        ((child(run_id="P"), child_ended()), "s0: the child's run id is P, its parent is P."),
        ((child(parent="Q"), child_ended()), "s0: the child's run id is C, its parent is Q."),
        ((child(), child_ended(error="boom")), "s0: the child run failed: boom"),
    ],
    ids=["run-id-of-its-parent", "another-parent", "failed"],
)
def test_a_child_with_wrong_ids_or_a_failed_run_fails(events: tuple[Event, ...], witness: str) -> None:
    assert fails(INHERITS, trial(order(), *events, *inherited("user_id")), "child ids").witness == (witness,)


def test_a_child_premise() -> None:
    vacuous(INHERITS, trial(order(), *inherited("user_id", "d2")))
    vacuous(INHERITS, trial(order(), child(), child_ended()))
    unknown(INHERITS, trial(order(), child(), seen("inherited:user_id:s0", "parent"), child_ended()))


@pytest.mark.parametrize("check", [*CONTAINERS, *OBJECTS, SHARES, IDS, INHERITS, *PREMISE])
def test_an_empty_trial_is_vacuous(check: str) -> None:
    records: tuple[Any, ...] = ()
    vacuous(check, trial(order(), *records))
