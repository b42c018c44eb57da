"""From stored records to check results: what is stored, what is counted, what is doubted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harness.catalogue.checks import ASSUMPTIONS
from harness.checks.registry import ALL, judge_trial
from harness.checks.verdict import CheckSpec, Outcome, TrialEvidence, Verdict
from harness.evidence.paths import evidence_file
from harness.evidence.records import CUT_SHORT, Event, LogLine, Operation, Record, Summary, Trial, WorkerEnd, to_json
from harness.evidence.writer import EvidenceWriter
from harness.findings.document import CheckResult
from harness.findings.judgement import JudgedScenario, judge_scenario
from harness.wire import ScenarioRun

LOST = "no_acknowledged_write_is_lost"
WINS = "one_writer_wins"
SAME = "outcome_is_the_same_under_every_schedule"
ORDER = ScenarioRun("p", "pipeline_run", (), checks=(LOST, SAME))
DONE = WorkerEnd("completed")
DIED = WorkerEnd("died", "killed by SIGKILL")


def op(actor: str, f: str, invoke: int, ret: int, target: str = "") -> Operation:
    return Operation(actor, f, target or actor, f"v-{target or actor}", "ok", invoke, ret, "suspended")


WRITES = (op("a", "write", 1, 4), op("b", "write", 2, 3))
FINAL = Event("final_read", 9, {"entries": 2})
GOOD: tuple[Record, ...] = (*WRITES, op("final", "read", 5, 6, "a"), op("final", "read", 7, 8, "b"), FINAL)
BAD: tuple[Record, ...] = (*WRITES, op("final", "read", 7, 8, "b"), FINAL)
EMPTY: tuple[Record, ...] = (FINAL,)


def trial(records: Sequence[Record], *, said: Mapping[str, str] | None = None, **changes: Any) -> list[Record]:
    """A stored trial: its records and a head that says what the checks say."""
    fields: dict[str, Any] = {"driver": "schedules", "strategy": "random", "engine": "tasks", "seed": 1, "steps": 9}
    fields["setting"] = "native" if changes.get("driver") == "native" else "reorder"
    fields |= {"ended": "completed", "outcome": "aaaa", "records": len(records), "duration_us": 7, **changes}
    head = Trial(**fields)
    if said is None:
        verdicts = judge_trial(TrialEvidence(ORDER, head, records), ORDER.checks)
        said = {name: v.word for name, v in verdicts.items()}
    return [*records, replace(head, verdicts=said)]


def summary(
    checks: Mapping[str, Mapping[str, int]] | None = None, trials: int = 40, schedules: int = 30, outcomes: int = 1
) -> Summary:
    """Counts over `trials` trials; a check that is not named passed all of them. How many are stored says `judge`."""
    counts = {name: {"PASS": trials} for name in (*ASSUMPTIONS, LOST)} | dict(checks or {})
    seen = {f"o{i}": trials // outcomes for i in range(outcomes)}
    return Summary(trials, 0, trials, 2, 4, schedules, outcomes, seen, counts, {})


@pytest.fixture
def judge(tmp_path: Path) -> Callable[..., JudgedScenario]:
    """Stores trials, a summary and how the workers ended; judges what is stored."""
    for folder in ("evidence", "logs"):
        (tmp_path / folder).mkdir()

    def judge(
        *trials: Sequence[Record],
        counted: Summary | None,
        ends: Sequence[WorkerEnd] = (DONE,),
        order: ScenarioRun = ORDER,
        damage: Callable[[bytes], bytes] = lambda data: data,
        bytes_max: int | None = None,
    ) -> JudgedScenario:
        if counted is not None:
            counted = replace(counted, stored=sum(type(r) is Trial for records in trials for r in records))
        evidence_file(tmp_path, order.id).unlink(missing_ok=True)
        with EvidenceWriter(tmp_path, order.id, bytes_max=bytes_max) as writer:
            for number, records in enumerate(trials):
                writer.lines([to_json(r, order.id, number, i) for i, r in enumerate(records)])
            for own in (counted, *ends):
                if own is not None:
                    writer.record(own)
        path = evidence_file(tmp_path, order.id)
        path.write_bytes(damage(path.read_bytes()))
        return judge_scenario(tmp_path, order)

    return judge


Judge = Callable[..., JudgedScenario]


def result(judged: JudgedScenario, check: str) -> CheckResult:
    found = judged.result(check)
    assert found is not None
    return found


def words(judged: JudgedScenario) -> dict[str, str]:
    return {c.check: c.verdict for c in judged.checks}


ALL_PASS = dict.fromkeys((*ASSUMPTIONS, LOST, SAME, "worker_survives"), "PASS")


def test_whole_evidence_without_a_failure_passes(judge: Judge) -> None:
    judged = judge(trial(GOOD), trial(GOOD, driver="native"), counted=summary())
    assert words(judged) == ALL_PASS
    assert list(words(judged)) == list(ALL_PASS)
    lost = result(judged, LOST)
    assert (lost.trials, lost.failing_trials, lost.witness, lost.settings) == (40, 0, [], [])
    assert (judged.bugs, judged.damage, judged.failing, judged.unsupported) == ([], [], {}, "")
    assert judged.native == {"tasks": [(7, 0)]}


def test_one_stored_failure_decides(judge: Judge) -> None:
    judged = judge(trial(GOOD), trial(BAD), trial(GOOD), counted=summary({LOST: {"PASS": 35, "FAIL": 5}}))
    assert words(judged) == {**ALL_PASS, LOST: "FAIL"}
    lost = result(judged, LOST)
    assert (lost.signature, lost.failing_trials, lost.trials, lost.settings) == ("write lost", 5, 40, ["reorder"])
    assert len(lost.witness) > 2
    assert judged.failing[LOST].number == 1
    assert judged.failing[LOST].verdict.outcome is Outcome.FAIL


def test_a_failure_that_was_counted_and_not_stored_decides_too(judge: Judge) -> None:
    judged = judge(trial(GOOD), counted=summary({LOST: {"PASS": 39, "FAIL": 1}}))
    lost = result(judged, LOST)
    assert (lost.verdict, lost.failing_trials) == ("FAIL", 1)
    assert lost.reason == "1 of 40 trials; none of them was stored"
    assert judged.failing == {}


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ({"PASS": 30, "UNKNOWN": 10}, "UNKNOWN"),
        ({"PASS": 30, "VACUOUS": 10}, "PASS"),
        ({"PASS": 30, "VACUOUS": 5, "UNKNOWN": 5}, "UNKNOWN"),
        ({"UNKNOWN": 1, "FAIL": 1, "PASS": 38}, "FAIL"),
    ],
    ids=["unknown", "vacuous", "both", "all"],
)
def test_counts_add_to_what_is_stored(judge: Judge, counts: Mapping[str, int], verdict: str) -> None:
    assert words(judge(trial(GOOD), counted=summary({LOST: counts})))[LOST] == verdict


def test_only_vacuous_trials_decide_nothing(judge: Judge) -> None:
    judged = judge(trial(EMPTY), trial(EMPTY), counted=summary({LOST: {"VACUOUS": 40}}))
    assert (result(judged, LOST).verdict, result(judged, LOST).reason) == ("UNKNOWN", "no write was acknowledged")


def test_trials_that_passed_outweigh_stored_vacuous_ones(judge: Judge) -> None:
    judged = judge(trial(EMPTY), counted=summary({LOST: {"PASS": 39, "VACUOUS": 1}}))
    assert result(judged, LOST).verdict == "PASS"


def test_a_missing_summary_is_unknown(judge: Judge) -> None:
    judged = judge(trial(GOOD), counted=None)
    assert {v for n, v in words(judged).items() if n != "worker_survives"} == {"UNKNOWN"}
    assert result(judged, LOST).reason == "the evidence has no end: the run was cut off"
    assert result(judged, LOST).trials == 1


def test_a_failure_stays_one_without_a_summary(judge: Judge) -> None:
    judged = judge(trial(BAD), counted=None, ends=())
    assert (result(judged, LOST).verdict, result(judged, LOST).failing_trials) == ("FAIL", 1)
    assert result(judged, "worker_survives").verdict == "UNKNOWN"


def test_a_worker_that_died_once_lets_nothing_pass(judge: Judge) -> None:
    judged = judge(trial(GOOD), counted=summary(), ends=(DIED, DONE))
    assert set(words(judged).values()) == {"UNKNOWN"}
    assert result(judged, LOST).reason == result(judged, "worker_survives").reason == "worker killed by SIGKILL"


def test_a_worker_that_died_twice_is_a_failure_of_its_own(judge: Judge) -> None:
    judged = judge(trial(GOOD), list(GOOD), counted=None, ends=(DIED, DIED))
    assert result(judged, "worker_survives").verdict == "FAIL"
    assert {v for n, v in words(judged).items() if n != "worker_survives"} == {"UNKNOWN"}


def test_a_hang_says_where(judge: Judge) -> None:
    late = WorkerEnd("deadline", "did not end within 60 s\nFile stages.py, line 3 in execute")
    judged = judge(trial(GOOD), counted=None, ends=(late,))
    survives = result(judged, "worker_survives")
    assert (survives.verdict, survives.signature) == ("FAIL", "deadline")
    assert survives.witness == ["did not end within 60 s", "File stages.py, line 3 in execute"]
    assert result(judged, LOST).reason == "worker did not end within 60 s"


def test_what_failed_before_a_death_still_fails(judge: Judge) -> None:
    judged = judge(trial(BAD), counted=summary({LOST: {"FAIL": 40}}), ends=(DIED, DONE))
    assert result(judged, LOST).verdict == "FAIL"


def without_line(number: int) -> Callable[[bytes], bytes]:
    return lambda data: b"".join(line for i, line in enumerate(data.splitlines(keepends=True), 1) if i != number)


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        (lambda data: data[:-4], "p.jsonl:8"),
        (lambda data: data.replace(b'"v":2', b'"v":7', 1), "p.jsonl:1"),
        (lambda data: b"\x80" + data, "p.jsonl:1"),
    ],
    ids=["cut", "foreign-version", "flipped"],
)
def test_damage_is_unknown_with_its_place(judge: Judge, damage: Callable[[bytes], bytes], place: str) -> None:
    judged = judge(trial(GOOD), counted=summary(), damage=damage)
    assert judged.damage[0].startswith(place)
    assert place in result(judged, LOST).reason
    assert "PASS" not in {words(judged)[name] for name in (*ASSUMPTIONS, LOST, SAME)}


def test_no_flipped_bit_passes_convicts_or_raises(judge: Judge, tmp_path: Path) -> None:
    judge(trial(GOOD), counted=summary())
    path = evidence_file(tmp_path, "p")
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        judged = judge_scenario(tmp_path, ORDER)
        assert {words(judged)[name] for name in (*ASSUMPTIONS, LOST, SAME)} == {"UNKNOWN"}, at
        assert "p.jsonl:" in judged.damage[0]


def test_no_truncation_passes_convicts_or_raises(judge: Judge, tmp_path: Path) -> None:
    judge(trial(GOOD), counted=summary())
    path = evidence_file(tmp_path, "p")
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        judged = judge_scenario(tmp_path, ORDER)
        assert "FAIL" not in words(judged).values(), length
        assert "PASS" not in {words(judged)[name] for name in (*ASSUMPTIONS, LOST, SAME)}, length


def test_a_lost_record_is_unknown_and_no_disagreement(judge: Judge) -> None:
    judged = judge(trial(GOOD), counted=summary(), damage=without_line(3))
    assert result(judged, "evidence_is_complete").reason == "4 of 5 records are there"
    assert result(judged, LOST).verdict == "UNKNOWN"
    assert judged.bugs == []


def test_missing_evidence_is_unknown(tmp_path: Path) -> None:
    judged = judge_scenario(tmp_path, ORDER)
    assert set(words(judged).values()) == {"UNKNOWN"}
    assert "p.jsonl" in result(judged, LOST).reason


def test_a_disagreement_between_worker_and_parent_is_a_bug_of_ours_and_convicts_nobody(judge: Judge) -> None:
    judged = judge(trial(BAD, said={LOST: "PASS", "run_ends": "PASS"}), counted=summary())
    assert judged.bugs == [f"p, trial 0: {LOST} said PASS in the worker, FAIL after it"]
    lost = result(judged, LOST)
    assert (lost.verdict, lost.failing_trials, judged.failing) == ("UNKNOWN", 0, {})
    assert lost.reason == "worker and parent disagree: PASS there, FAIL here"


def test_a_failure_that_only_the_worker_saw_convicts_nobody(judge: Judge) -> None:
    judged = judge(trial(GOOD, said={LOST: "FAIL"}), counted=summary({LOST: {"PASS": 39, "FAIL": 1}}))
    lost = result(judged, LOST)
    assert (lost.verdict, lost.failing_trials, lost.trials) == ("UNKNOWN", 0, 40)


def test_a_dispute_takes_nothing_from_a_failure_that_both_saw(judge: Judge) -> None:
    disputed = trial(GOOD, said={LOST: "FAIL"})
    judged = judge(disputed, trial(BAD), counted=summary({LOST: {"PASS": 38, "FAIL": 2}}))
    assert (result(judged, LOST).verdict, result(judged, LOST).failing_trials) == ("FAIL", 1)


def test_trials_without_the_premise_are_no_verdicts(judge: Judge) -> None:
    judged = judge(trial(GOOD), counted=summary({LOST: {"PASS": 16, "VACUOUS": 3, "UNKNOWN": 0, "FAIL": 0}}, 19))
    assert (result(judged, LOST).trials, result(judged, LOST).vacuous_trials) == (16, 3)


def test_stored_trials_without_the_premise_are_none_in_a_run_that_was_cut_off(judge: Judge) -> None:
    cut_off = judge(trial(EMPTY), counted=None)
    assert (result(cut_off, LOST).trials, result(cut_off, LOST).vacuous_trials) == (0, 1)


ONE_WRITER = replace(ORDER, arguments={"writers": 1})
ALONE: tuple[Record, ...] = (op("a", "write", 1, 2), op("final", "read", 5, 6, "a"), Event("final_read", 9, {}))


def excluded_trial() -> list[Record]:
    return trial(ALONE, said={LOST: "EXCLUDED"})


@pytest.mark.parametrize(
    ("counts", "verdict", "trials"),
    [
        ({"EXCLUDED": 40}, "EXCLUDED", 0),
        ({"EXCLUDED": 30, "PASS": 10}, "PASS", 10),
        ({"EXCLUDED": 39, "VACUOUS": 1}, "UNKNOWN", 0),
        ({"EXCLUDED": 39, "FAIL": 1}, "FAIL", 1),
    ],
    ids=["everywhere", "decided-elsewhere", "might-have-been", "failed-elsewhere"],
)
def test_what_is_excluded_by_construction_has_a_word_of_its_own(
    judge: Judge, counts: dict[str, int], verdict: str, trials: int
) -> None:
    lost = result(judge(excluded_trial(), counted=summary({LOST: counts}), order=ONE_WRITER), LOST)
    assert (lost.verdict, lost.trials, lost.witness) == (verdict, trials, [])


def test_what_is_excluded_passes_nothing_where_the_evidence_is_in_doubt(judge: Judge) -> None:
    assert result(judge(excluded_trial(), counted=None, order=ONE_WRITER), LOST).verdict == "UNKNOWN"


def test_trials_that_were_deleted_let_nothing_pass(judge: Judge) -> None:
    whole = trial(GOOD)
    judged = judge(whole, whole, counted=summary(), damage=lambda d: b"".join(d.splitlines(True)[len(whole) :]))
    assert result(judged, LOST).reason == "incomplete evidence: 1 of 2 stored trials are there"
    assert "PASS" not in {words(judged)[name] for name in (*ASSUMPTIONS, LOST, SAME)}


def test_counts_that_were_edited_let_nothing_pass(judge: Judge) -> None:
    judged = judge(trial(GOOD), counted=summary({LOST: {"PASS": 39}}))
    assert result(judged, LOST).reason == f"incomplete evidence: {LOST} counts 39 of 40 trials"
    assert "PASS" not in {words(judged)[name] for name in (*ASSUMPTIONS, LOST, SAME)}


def test_vacuous_and_unknown_are_told_apart(judge: Judge) -> None:
    judged = judge(trial(EMPTY, said={LOST: "UNKNOWN"}), counted=summary())
    assert judged.bugs == [f"p, trial 0: {LOST} said UNKNOWN in the worker, VACUOUS after it"]


def test_where_a_stage_raised_it_is_said_in_how_many_trials_and_nowhere_else(judge: Judge) -> None:
    raised = trial((), ended="stage_error", outcome="stage_error", detail="KeyError: 'x' (at shop.py:7 in execute)")
    words = {"UNKNOWN": 31, "PASS": 9}
    counted = replace(summary({"run_ends": words, LOST: words}), outcomes={"stage_error": 31, CUT_SHORT: 9})
    judged = judge(raised, counted=counted)
    said = "a stage of the mission raised KeyError: 'x' (at shop.py:7 in execute)"
    behind = "; a stage raised in 31 of 40 trials"
    assert [result(judged, check).reason for check in ("run_ends", LOST, SAME)] == [
        f"{said}{behind}",
        f"not judged: run_ends says {said}{behind}",
        f"a trial did not end in a result{behind}",
    ]
    another = trial((), ended="refused_io", outcome="refused_io", detail="socket.connect")
    assert behind not in result(judge(another, raised, counted=counted), LOST).reason


def test_a_verdict_of_a_check_that_was_not_ordered_is_left_out(judge: Judge) -> None:
    judged = judge(trial(GOOD, said={WINS: "PASS"}), counted=summary())
    assert result(judged, LOST).verdict == "PASS"


@pytest.fixture
def broken_check(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(evidence: object) -> Verdict:
        raise KeyError("stage")

    monkeypatch.setitem(ALL, WINS, CheckSpec(WINS, broken))


def test_a_check_that_raises_is_a_bug_of_ours(judge: Judge, broken_check: None) -> None:
    order = replace(ORDER, checks=(WINS, LOST))
    judged = judge(trial(GOOD), counted=summary({WINS: {"UNKNOWN": 40}}), order=order)
    assert judged.bugs[0].startswith(f"p, trial 0: check {WINS} raised")
    assert result(judged, WINS).verdict == "UNKNOWN"


def test_a_check_that_raises_takes_no_other_with_it(judge: Judge, broken_check: None) -> None:
    order = replace(ORDER, checks=(WINS, LOST))
    judged = judge(trial(GOOD), counted=summary({WINS: {"UNKNOWN": 40}}), order=order)
    assert result(judged, LOST).verdict == "PASS"


def test_an_unsupported_scenario_passes_nothing(judge: Judge) -> None:
    head = trial((), ended="unsupported", detail="the subject has no OutputBag", outcome="unsupported")
    counts = {name: {"UNKNOWN": 1} for name in ("run_ends", LOST)}
    judged = judge(head, counted=summary(counts, 1))
    assert judged.unsupported == "the subject has no OutputBag"
    assert "PASS" not in {words(judged)[name] for name in (LOST, SAME, "run_ends")}
    assert result(judged, LOST).reason == "unsupported: the subject has no OutputBag"
    assert result(judged, LOST).unsupported


def test_an_error_of_the_harness_is_no_failure_of_the_subject(judge: Judge) -> None:
    head = trial((), ended="harness_error", detail="Traceback", outcome="harness_error")
    judged = judge(head, counted=replace(summary({LOST: {"UNKNOWN": 1}}, 1), outcomes={"harness_error": 1}))
    assert judged.bugs == ["p: Traceback"]
    assert "FAIL" not in words(judged).values()


@pytest.mark.parametrize(
    ("counted", "verdict"),
    [
        (summary(), "PASS"),
        (summary(outcomes=2), "FAIL"),
        (summary(schedules=1), "UNKNOWN"),
        (replace(summary(), outcomes={"o": 39, "deadlock": 1}), "UNKNOWN"),
    ],
    ids=["one-outcome", "two-outcomes", "one-schedule", "a-deadlock"],
)
def test_checks_over_all_trials_are_decided_by_the_counts(judge: Judge, counted: Summary, verdict: str) -> None:
    judged = judge(trial(GOOD), counted=counted)
    assert (result(judged, SAME).verdict, result(judged, SAME).trials) == (verdict, 40)


def test_a_controlled_trial_is_replayed_rather_than_another(judge: Judge) -> None:
    native = trial(BAD, driver="native", strategy="native")
    judged = judge(native, trial(BAD), trial(BAD, seed=9), counted=summary({LOST: {"FAIL": 40}}))
    assert (judged.failing[LOST].number, judged.failing[LOST].head.seed) == (1, 1)
    assert result(judged, LOST).settings == ["native", "reorder"]


def test_the_trial_under_way_at_a_death_is_not_judged(judge: Judge) -> None:
    judged = judge(trial(GOOD), list(BAD), counted=None, ends=(DIED, DIED))
    assert result(judged, LOST).verdict == "UNKNOWN"
    assert judged.bugs == []


def test_what_a_trial_says_is_bounded(judge: Judge) -> None:
    judged = judge(trial((), ended="unsupported", detail="x" * 9000, outcome="unsupported"), counted=summary())
    assert judged.unsupported.endswith("x... (7,027 more characters)")
    assert len(result(judged, LOST).reason) < 2100
    crashed = judge(trial((), ended="harness_error", detail="x" * 9000, outcome="harness_error"), counted=None)
    assert len(crashed.bugs[0]) < 2100


def test_a_failure_at_any_opcode_alone_decides_nothing(judge: Judge) -> None:
    lost = trial(BAD, driver="thread_opcodes", setting="threads-any")
    judged = judge(lost, counted=summary({LOST: {"PASS": 39, "FAIL": 1}}))
    assert result(judged, LOST).verdict == "UNKNOWN"
    assert "any opcode" in result(judged, LOST).reason
    real = trial(BAD, driver="thread_schedules", setting="threads-gil")
    assert result(judge(real, counted=summary({LOST: {"PASS": 39, "FAIL": 1}})), LOST).verdict == "FAIL"


@pytest.mark.parametrize("bytes_max", [1, 700, 1800], ids=["nothing-kept", "a-part-of-a-trial", "a-trial-and-a-part"])
def test_no_check_passes_on_what_the_cap_cut_off(judge: Judge, bytes_max: int) -> None:
    judged = judge(trial(GOOD), trial(GOOD), counted=summary(), bytes_max=bytes_max)
    del judged.checks[-1]  # that the worker survived is seen from how it ended
    assert set(words(judged).values()) == {"UNKNOWN"}
    assert judged.cut_off is not None
    for check in judged.checks:
        assert (
            f"{judged.cut_off.records} records and 0 log lines were over the cap of {bytes_max} bytes" in check.reason
        )


def test_a_log_that_the_cap_cut_off_is_no_complete_evidence(judge: Judge) -> None:
    line = LogLine("INFO", "x", "y" * 5_000)
    judged = judge([*trial(GOOD), line], counted=summary(), bytes_max=4_000)
    assert set(words(judged).values()) == {"UNKNOWN", "PASS"}
    assert "0 records and 1 log lines were over the cap of 4000 bytes" in result(judged, LOST).reason


def test_a_failure_of_which_the_records_are_kept_stays_one_where_others_were_cut_off(judge: Judge) -> None:
    counts = {LOST: {"PASS": 39, "FAIL": 1}}
    judged = judge(trial(BAD), trial(GOOD), counted=summary(counts), bytes_max=2_000)
    assert judged.cut_off is not None
    assert words(judged)[LOST] == "FAIL"
    assert words(judged)["evidence_is_complete"] == "UNKNOWN"
