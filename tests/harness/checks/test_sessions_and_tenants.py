"""Checks over what a session holds, and over what keeps tenants apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks.a_session_grows_with_its_content import BEND_MAX, CHECKPOINTS_MIN, PER_BYTE_MAX
from harness.evidence.records import Event, Operation
from tests.harness.checks.histories import attempt, fails, order, passes, trial, vacuous

GROWS, ORGANISATION, DISAGREES = (
    "a_session_grows_with_its_content",
    "the_organisation_cannot_be_changed",
    "disagreeing_ids_are_refused",
)
NOBODYS, BREAKER = "what_nobody_owns_is_denied", "a_breaker_opens_for_its_tenant_alone"
NO_STAGES = order()


def session(per_byte: float, square: float = 0.0, of: int = 12, said: int = 1000) -> list[Event]:
    """`per_byte` bytes for each of the `said` bytes of text between two checkpoints, and a part that grows with the
    square of the turns.
    """
    return [
        Event(
            "session_grew",
            n,
            {"turns": n + 1, "content": n * said, "bytes": 5000 + int(per_byte * n * said + square * n * n)},
        )
        for n in range(of)
    ]


@given(st.floats(0.5, PER_BYTE_MAX - 0.1))
def test_a_session_that_grows_with_its_texts_passes(per_byte: float) -> None:
    passes(GROWS, trial(NO_STAGES, *session(per_byte)))


def test_a_session_that_holds_each_text_three_times_fails() -> None:
    verdict = fails(GROWS, trial(NO_STAGES, *session(3.0)), "growth: too much")
    assert verdict.witness == (
        "The session holds 3.00 bytes more for each byte of text; allowed are 2.0.",
        "It held 11,000 bytes with 2,000 of text, and 38,000 with 11,000.",
    )


def test_a_session_that_grows_with_the_square_of_its_turns_fails() -> None:
    verdict = fails(GROWS, trial(NO_STAGES, *session(1.0, square=50)), "growth: not linear")
    assert verdict.witness[0].startswith("In its first half it held 1.")


@given(st.integers(0, 11))
def test_one_wild_count_bends_nothing(at: int) -> None:
    counts = session(1.1)
    counts[at] = Event("session_grew", at, {**counts[at].fields, "bytes": 5000 + int(1.1 * 1000 * at) + 700})
    passes(GROWS, trial(NO_STAGES, *counts))


def test_a_session_that_is_short_or_silent_shows_nothing() -> None:
    assert BEND_MAX > 1
    vacuous(GROWS, trial(NO_STAGES))
    vacuous(GROWS, trial(NO_STAGES, *session(9.0, of=CHECKPOINTS_MIN - 1)))
    vacuous(GROWS, trial(NO_STAGES, *session(0.0, said=0)))


def change(how: str = "ctx.snapshot.org_id = another", *, changed: bool = False) -> Operation:
    said = "changed" if changed else "FrozenInstanceError"
    return attempt("change_org", how, outcome="ok" if changed else "fail", detail=said)


def read(own: bool = True) -> Event:
    return Event("org_read", 9, {"run": "attacked", "reader": "the caller at the end", "own": own})


def test_attempts_that_change_nothing_pass() -> None:
    passes(ORGANISATION, trial(NO_STAGES, change(), change("an edit of ctx.snapshot.to_dict()"), read()))


def test_an_attempt_that_succeeds_fails_with_its_way_and_its_readers() -> None:
    history = trial(NO_STAGES, change(), change(changed=True), read(own=False))
    kinds = "organisation changed by ctx.snapshot.org_id = another, read by others"
    assert fails(ORGANISATION, history, kinds).witness == (
        "s0 gave the run another organisation by ctx.snapshot.org_id = another.",
        "Of the run 'attacked' the caller at the end read another organisation.",
    )


def test_a_reader_that_finds_another_organisation_fails_though_no_attempt_showed_it() -> None:
    fails(ORGANISATION, trial(NO_STAGES, change(), read(own=False)), "organisation changed read by others")


def test_where_nothing_was_tried_nothing_is_shown() -> None:
    vacuous(ORGANISATION, trial(NO_STAGES, read()))


def loaded(run_id: str, how: str, says: str = "ValueError") -> Event:
    return Event("ids_loaded", 1, {"loader": "load_snapshot", "id": run_id, "how": how, "says": says})


AGREES = loaded("", "read", "the id of the run identity")


def test_disagreements_that_are_refused_pass() -> None:
    passes(DISAGREES, trial(NO_STAGES, AGREES, loaded("org_id", "refused"), loaded("user_id", "refused")))


def test_a_disagreement_that_is_read_fails_with_what_was_taken() -> None:
    records = AGREES, loaded("org_id", "read", "the other id"), loaded("user_id", "refused")
    verdict = fails(DISAGREES, trial(NO_STAGES, *records), "org_id")
    assert verdict.witness == ("load_snapshot read data with two org_id and gave the other id, without an error.",)


def test_a_loader_that_refuses_everything_shows_nothing() -> None:
    vacuous(DISAGREES, trial(NO_STAGES, AGREES))
    vacuous(DISAGREES, trial(NO_STAGES, loaded("", "refused"), loaded("org_id", "refused")))


def asked(owner: str, allowed: bool) -> Event:
    return Event("access_asked", 1, {"guard": "validate_access", "owner": owner, "allowed": allowed, "says": ""})


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("other", [True, False])
@pytest.mark.parametrize("nobody", [True, False])
def test_only_what_belongs_to_the_tenant_may_be_allowed(own: bool, other: bool, nobody: bool) -> None:
    records = [asked("its own tenant", own), asked("another tenant", other), asked("nobody", nobody)]
    wrong = {"another tenant": other, "its own tenant": not own, "nobody": nobody}
    kinds = ", ".join(f"validate_access: {owner}" for owner, is_wrong in wrong.items() if is_wrong)
    if kinds:
        verdict = fails(NOBODYS, trial(NO_STAGES, *records), kinds)
        assert len(verdict.witness) == sum(wrong.values())
    else:
        passes(NOBODYS, trial(NO_STAGES, *records))


def test_the_witness_says_what_was_allowed_to_whom() -> None:
    records = asked("its own tenant", True), asked("another tenant", False), asked("nobody", True)
    verdict = fails(NOBODYS, trial(NO_STAGES, *records), "validate_access: nobody")
    assert verdict.witness == ("validate_access allowed a resource of nobody.",)


def test_guards_that_were_not_asked_about_all_owners_show_nothing() -> None:
    vacuous(NOBODYS, trial(NO_STAGES))
    vacuous(NOBODYS, trial(NO_STAGES, asked("its own tenant", True), asked("another tenant", False)))


def called(tenant: str, ran: bool) -> Event:
    return Event(
        "breaker_asked", 1, {"tenant": tenant, "ran": ran, "says": "" if ran else "UnifiedStageExecutionError"}
    )


def test_a_breaker_that_is_open_for_one_tenant_passes() -> None:
    passes(BREAKER, trial(NO_STAGES, called("first", True), called("first", False), called("second", True)))


def test_a_breaker_that_is_open_for_all_fails() -> None:
    records = called("first", True), called("first", False), called("second", False)
    verdict = fails(BREAKER, trial(NO_STAGES, *records), "breaker of all tenants")
    assert verdict.witness == (
        "After 2 runs of the first tenant a stage of the second tenant was not run (UnifiedStageExecutionError).",
    )


def test_a_breaker_that_stayed_closed_shows_nothing() -> None:
    vacuous(BREAKER, trial(NO_STAGES))
    vacuous(BREAKER, trial(NO_STAGES, called("first", True), called("second", True)))
    vacuous(BREAKER, trial(NO_STAGES, called("first", False)))
