"""The ledger's decisions: what a run adds, what is counted twice, what a person decided."""

from hypothesis import given
from hypothesis import strategies as st

from harness.findings.document import RunDocument
from harness.findings.ledger import Decision, LedgerEntry, decided, status_on, with_decisions, with_run
from tests.harness.report.factory import finding, found, mission, run

BUG = finding()
OTHER = finding("CORE-008-BUG-002", severity="low")
RESOLVED = Decision("resolved", "2026-03-10T00:00:00Z")


def ran(day: int, *findings: object, number: int = 1, **changes: object) -> RunDocument:
    started = f"2026-03-{day:02d}T12:00:00Z"
    made = run(run_id=f"run-2026-03-{day:02d}-{number:03d}", started_at=started, **changes)
    return found(made, *(findings or (BUG,)))  # type: ignore[arg-type]


def ledger(*runs: RunDocument) -> dict[str, LedgerEntry]:
    entries: dict[str, LedgerEntry] = {}
    for one in runs:
        entries = with_run(entries, one)
    return entries


def test_a_finding_is_one_entry_over_its_runs() -> None:
    entry = ledger(ran(3), ran(5), ran(4, BUG, OTHER))[BUG.fingerprint]
    assert (entry.occurrences, entry.first_seen[:10], entry.last_seen[:10]) == (3, "2026-03-03", "2026-03-05")
    assert sorted(entry.runs) == [f"CORE-008/run-2026-03-0{day}-001" for day in (3, 4, 5)]
    assert (entry.status, entry.subjects) == ("open", ["bundled"])


def test_a_run_that_is_judged_again_is_counted_once() -> None:
    assert ledger(ran(3), ran(3)) == ledger(ran(3))


def test_a_folder_that_was_removed_and_made_anew_is_another_run() -> None:
    later = ran(3).model_copy(update={"started_at": "2026-03-03T18:00:00Z"})
    entry = ledger(ran(3), later)[BUG.fingerprint]
    assert (entry.occurrences, entry.runs) == (2, {"CORE-008/run-2026-03-03-001": "2026-03-03T18:00:00Z"})


def test_the_words_are_those_of_the_latest_run() -> None:
    renamed = finding(title="Another title", severity="high")
    for order in ((ran(3), ran(5, renamed)), (ran(5, renamed), ran(3))):
        entry = ledger(*order)[BUG.fingerprint]
        assert (entry.title, entry.severity) == ("Another title", "high")


def test_what_comes_back_after_it_was_resolved_is_regressed() -> None:
    entries = {k: decided(e, RESOLVED) for k, e in ledger(ran(3)).items()}
    assert with_run(entries, ran(3))[BUG.fingerprint].status == "resolved"
    assert with_run(entries, ran(9))[BUG.fingerprint].status == "resolved"  # it ran before that was said
    assert with_run(entries, ran(11))[BUG.fingerprint].status == "regressed"


def test_what_is_accepted_stays_so_until_its_last_day_has_passed() -> None:
    accepted = Decision("accepted", "2026-03-10T00:00:00Z", "known", "storage", "2026-03-31")
    (entry,) = ({k: decided(e, accepted) for k, e in ledger(ran(3)).items()}).values()
    (entry,) = with_run({entry.fingerprint: entry}, ran(12)).values()
    assert (entry.status, entry.reason, entry.owner) == ("accepted", "known", "storage")
    assert [status_on(entry, day) for day in ("2026-03-31", "2026-04-01")] == ["accepted", "open"]


def test_an_owner_stays_until_another_is_named() -> None:
    (entry,) = ledger(ran(3)).values()
    owned = decided(entry, Decision("accepted", "2026-03-10T00:00:00Z", "known", "storage"))
    assert decided(owned, RESOLVED).owner == "storage"
    assert decided(owned, Decision("resolved", RESOLVED.at, owner="core")).owner == "core"


def test_rebuilt_entries_keep_what_was_decided() -> None:
    whole = ledger(ran(3), ran(4, OTHER))
    old = [decided(whole[BUG.fingerprint].model_copy(update={"occurrences": 99}), RESOLVED)]
    entries = with_decisions(whole, old)
    assert (entries[BUG.fingerprint].status, entries[BUG.fingerprint].occurrences) == ("resolved", 1)
    assert entries[OTHER.fingerprint] == whole[OTHER.fingerprint]


RUNS = [
    ran(day, *some, number=day, mission=mission(id="CORE-008")) for day in (3, 4, 5) for some in ((BUG,), (BUG, OTHER))
]


@given(st.permutations(RUNS), st.permutations(RUNS))
def test_runs_may_be_noted_in_any_order(one: list[RunDocument], other: list[RunDocument]) -> None:
    def facts(runs: list[RunDocument]) -> dict[str, tuple[object, ...]]:
        return {key: (e.first_seen, e.last_seen, set(e.subjects), e.status) for key, e in ledger(*runs).items()}

    assert facts(one) == facts(other)
