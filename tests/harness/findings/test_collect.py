"""From decided checks and probes to findings."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from harness.catalogue import PROBES
from harness.findings.collect import AFTER_OTHERS, Decided, Replayed, collect_findings
from harness.findings.document import Calibration, CheckResult, DxProbe, Hypothesis
from harness.findings.finding import Finding
from harness.findings.fingerprint import fingerprint
from harness.mission import FindingEntry, Mission
from tests.harness.report.factory import AT, check

CHECK = "parent_is_unchanged"


def entry(id_: str, when: str, type_: str, **changes: Any) -> FindingEntry:
    fields: dict[str, Any] = {
        "id": id_,
        "check": CHECK,
        "when": when,
        "type": type_,
        "component": "ContextSnapshot",
        "title": f"title of {id_}",
        "description": f"description of {id_}",
    }
    return FindingEntry(**fields | changes)


BUG = entry("CORE-008-BUG-001", "FAIL", "bug", recommendation={"summary": "Copy it.", "priority": "P0"})
STRENGTH = entry("CORE-008-STR-001", "PASS", "strength")
OPEN = entry("CORE-008-IMP-001", "UNKNOWN", "improvement")
PROBE = PROBES[0]
DX = entry("CORE-008-DX-001", "FAIL", "dx", check=None, probe=PROBE.name, severity="medium")
DELIGHT = entry("CORE-008-STR-002", "PASS", "strength", check=None, probe=PROBE.name)

PASSING = check(CHECK, "context_isolation", calibrated=True)
FAILING = check(
    CHECK,
    "context_isolation",
    verdict="FAIL",
    reason="1 of 2 changed",
    signature="changed: snapshot",
    witness=["s0 changed it"],
    settings=["native", "reorder"],
    by_setting={"native": (2, 10), "reorder": (10, 30)},
    failing_trials=12,
)
CAUGHT = Calibration(
    plant="shared-metadata",
    summary="s",
    guarantee="g",
    checks=[CHECK],
    pipelines=["p"],
    caught_on={CHECK: ["p"]},
    caught=True,
    trials=3,
    of=200,
    reason="r",
)


def hypothesis(*checks: CheckResult, promise: str | None = "It is documented.") -> Hypothesis:
    return Hypothesis(id="H3", claim="c", promise=promise, result="refuted", reason="r", checks=list(checks))


def collect(*entries: FindingEntry, **changes: Any) -> list[Finding]:
    results = changes.pop("results", [FAILING])
    pipelines = [SimpleNamespace(id=r.pipeline, scenario="context_derivation") for r in results]
    severities = {"bug": "critical", "dx": "medium", "strength": "info"}
    mission = SimpleNamespace(
        id="CORE-008",
        risk="catastrophic",
        findings=entries,
        pipelines=pipelines,
        severity_of=lambda e: e.severity or severities.get(e.type, "info"),
    )
    fields: dict[str, Any] = {
        "mission": cast(Mission, mission),
        "hypotheses": [hypothesis(*results, promise=changes.pop("promise", "It is documented."))],
        "results": results,
        "calibration": [CAUGHT],
        "probes": [],
        "replays": {},
        "at": AT,
        "environment": {"python_version": "3.11.7"},
        "run_path": "results/CORE-008/run-2026-03-04-001",
        "run_again": "stageflow-stress run CORE-008 --seed 7",
    }
    return collect_findings(Decided(**fields | changes))


def test_a_declared_failure_is_reported_with_its_evidence() -> None:
    (found,) = collect(BUG, STRENGTH)
    assert (found.id, found.type, found.severity) == ("CORE-008-BUG-001", "bug", "critical")
    assert (found.title, found.component) == ("title of CORE-008-BUG-001", "ContextSnapshot")
    assert (found.hypothesis, found.promise, found.checks) == ("H3", "It is documented.", [CHECK])
    assert (found.settings, found.witness) == (["native", "reorder"], ["s0 changed it"])
    assert found.fingerprint == fingerprint("CORE-008", CHECK, "ContextSnapshot", "changed: snapshot")
    assert found.recommendation is not None and found.recommendation.summary == "Copy it."
    assert found.evidence.file == "evidence/context_isolation.jsonl"
    assert found.reproduction is not None
    assert found.reproduction.conditions == "failing trials: native 2 of 10, reorder 10 of 30; stock asyncio shows it"
    assert (found.first_seen, found.last_seen, found.occurrences) == (AT, AT, 1)


def test_a_failure_without_a_declaration_gets_the_fallback_id() -> None:
    (found,) = collect(STRENGTH)
    assert found.id == f"CORE-008-BUG-{found.fingerprint[:8]}"
    assert (found.type, found.severity) == ("bug", "critical")
    assert found.title == f"{CHECK} fails on context_isolation"
    assert "1 of 2 changed" in found.description
    assert (found.witness, found.settings) == (["s0 changed it"], ["native", "reorder"])


def test_the_fallback_id_does_not_depend_on_numbers_of_the_run() -> None:
    other = FAILING.model_copy(update={"reason": "9 of 9 changed", "trials": 7, "failing_trials": 7, "witness": ["x"]})
    assert collect()[0].id == collect(results=[other])[0].id
    another_way = FAILING.model_copy(update={"signature": "changed: pipeline_context"})
    assert collect()[0].id != collect(results=[another_way])[0].id


@pytest.mark.parametrize("entries", [(BUG,), ()], ids=["declared", "undeclared"])
def test_a_refuted_claim_without_a_promise_is_an_improvement(entries: tuple[FindingEntry, ...]) -> None:
    (found,) = collect(*entries, promise=None)
    assert (found.type, found.severity, found.promise) == ("improvement", "info", None)


def test_a_failure_that_no_hypothesis_rests_on_stays_a_bug() -> None:
    (found,) = collect(BUG, hypotheses=[])
    assert (found.type, found.hypothesis) == ("bug", None)


def test_pipelines_that_fail_alike_are_one_finding() -> None:
    twin = FAILING.model_copy(update={"pipeline": "subpipeline_inheritance"})
    assert len(collect(BUG, results=[FAILING, twin])) == 1
    assert len(collect(results=[FAILING, twin])) == 1


def test_another_way_of_failing_is_another_finding() -> None:
    other = FAILING.model_copy(update={"pipeline": "q", "signature": "changed: pipeline_context"})
    first, second = collect(BUG, results=[FAILING, other])
    assert first.id == "CORE-008-BUG-001"
    assert second.id == f"CORE-008-BUG-{second.fingerprint[:8]}"
    assert first.fingerprint != second.fingerprint


@pytest.mark.parametrize(
    ("results", "found"),
    [
        ([PASSING], ["CORE-008-STR-001"]),
        ([PASSING.model_copy(update={"calibrated": None})], []),
        ([PASSING.model_copy(update={"calibrated": False})], []),
        ([PASSING, check(CHECK, "q")], ["CORE-008-STR-001"]),
        ([PASSING, check(CHECK, "q", verdict="UNKNOWN")], []),
        ([PASSING, check(CHECK, "q", verdict="FAIL", signature="s")], ["CORE-008-BUG-001"]),
        ([], []),
    ],
    ids=[
        "proven",
        "uncalibrated",
        "missed",
        "elsewhere-uncalibrated",
        "elsewhere-unknown",
        "elsewhere-fails",
        "not-run",
    ],
)
def test_a_strength_needs_a_check_that_passes_everywhere_and_caught_its_plant(
    results: list[CheckResult], found: list[str]
) -> None:
    assert [f.id for f in collect(BUG, STRENGTH, results=results)] == found


def test_a_strength_names_the_plant_its_check_caught() -> None:
    (found,) = collect(STRENGTH, results=[PASSING, check(CHECK, "q", trials=2)])
    assert (found.evidence.plant, found.evidence.trials, found.severity) == ("shared-metadata", 42, "info")
    assert (found.witness, found.replay.result) == ([], "not applicable")


def test_what_is_declared_for_unknown_is_reported_for_unknown() -> None:
    unknown = check(CHECK, "context_isolation", verdict="UNKNOWN")
    assert [f.id for f in collect(BUG, STRENGTH, OPEN, results=[unknown])] == ["CORE-008-IMP-001"]


LACKING = entry("CORE-008-IMP-002", "unsupported", "improvement")
LACKS = check(CHECK, "resume", verdict="UNKNOWN", reason="unsupported: the subject has no resume", unsupported=True)


def test_what_the_subject_lacks_is_one_finding_with_what_was_looked_for() -> None:
    (found,) = collect(LACKING, BUG, OPEN, results=[LACKS, LACKS.model_copy(update={"pipeline": "other"})])
    assert (found.id, found.type, found.severity) == ("CORE-008-IMP-002", "improvement", "info")
    assert found.witness == ["unsupported: the subject has no resume"]
    assert (found.evidence.pipeline, found.replay.result) == ("resume", "not applicable")
    assert found.reproduction is not None and found.reproduction.frequency == "always"


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (PASSING, ["CORE-008-IMP-002", "CORE-008-STR-001"]),
        (FAILING, ["CORE-008-IMP-002", "CORE-008-BUG-001"]),
        (check(CHECK, "q", verdict="UNKNOWN"), ["CORE-008-IMP-002", "CORE-008-IMP-001"]),
    ],
    ids=["passes", "fails", "unsure"],
)
def test_what_is_lacking_on_one_pipeline_takes_nothing_from_another(other: CheckResult, found: list[str]) -> None:
    assert [f.id for f in collect(LACKING, BUG, STRENGTH, OPEN, results=[LACKS, other])] == found


def test_what_the_subject_has_is_not_told_to_be_lacking() -> None:
    assert collect(LACKING, results=[PASSING]) == []


def probe(ok: bool) -> DxProbe:
    return DxProbe(name=PROBE.name, category=PROBE.category, ok=ok, says="s", fact="TypeError: name", code=PROBE.code)


@pytest.mark.parametrize(
    ("probes", "found"),
    [([probe(False)], ["CORE-008-DX-001"]), ([probe(True)], ["CORE-008-STR-002"]), ([], [])],
    ids=["failed", "passed", "not-probed"],
)
def test_probes_decide_their_findings(probes: list[DxProbe], found: list[str]) -> None:
    assert [f.id for f in collect(DX, DELIGHT, results=[PASSING], probes=probes)] == found


def test_a_probe_says_what_it_saw() -> None:
    (found,) = collect(DX, results=[PASSING], probes=[probe(False)])
    assert (found.type, found.severity, found.checks) == ("dx", "medium", [PROBE.name])
    assert found.reproduction is not None
    assert found.reproduction.steps[-1] == "Seen: TypeError: name"
    assert found.evidence.pipeline == f"probe {PROBE.name}"


@pytest.mark.parametrize(
    ("again", "tries", "result", "frequency"),
    [
        (1, 1, "reproduced", "always"),
        (3, 3, "reproduced", "always"),
        (2, 3, "reproduced", "often"),
        (1, 3, "reproduced", "sometimes"),
        (0, 3, "failed", "rarely"),
        (0, 1, "failed", "rarely"),
    ],
    ids=["controlled", "each-time", "mostly", "once", "never", "controlled-never"],
)
def test_a_finding_whose_replay_fails_is_reported_all_the_same(
    again: int, tries: int, result: str, frequency: str
) -> None:
    replays = {("context_isolation", CHECK): Replayed("traces/x.json", tries, again, 7)}
    (found,) = collect(BUG, replays=replays)
    assert (found.replay.result, found.replay.token, found.evidence.trial) == (result, "traces/x.json", 7)
    assert found.replay.command == "stageflow-stress replay results/CORE-008/run-2026-03-04-001 BUG-001"
    assert found.reproduction is not None
    assert (found.reproduction.frequency, found.reproduction.steps) == (frequency, [found.replay.command])


def test_a_finding_says_why_it_has_no_script() -> None:
    for after_others, note in ((False, "why"), (True, AFTER_OTHERS)):
        one = Replayed("traces/x.json", 1, 0, 7, note="why", after_others=after_others)
        (found,) = collect(BUG, replays={("context_isolation", CHECK): one})
        assert (found.replay.note, found.replay.result) == (note, "failed")


def test_without_a_replay_nothing_is_claimed_of_it() -> None:
    (found,) = collect(BUG)
    assert (found.replay.result, found.replay.command) == ("not applicable", "")
    assert found.reproduction is not None
    assert found.reproduction.frequency == "not measured"
    assert found.reproduction.steps == ["stageflow-stress run CORE-008 --seed 7"]


def test_a_path_with_spaces_is_quoted_in_the_command() -> None:
    replays = {("context_isolation", CHECK): Replayed("traces/x.json", 1, 1, 7)}
    (found,) = collect(BUG, replays=replays, run_path="my results/run-1")
    assert found.replay.command == "stageflow-stress replay 'my results/run-1' BUG-001"


def test_declared_findings_stand_in_the_order_of_the_mission() -> None:
    other = check("run_ids_are_distinct", "context_isolation", verdict="FAIL", signature="run ids")
    ids = [f.id for f in collect(DX, BUG, results=[other, FAILING], probes=[probe(False)])]
    assert ids[:2] == ["CORE-008-DX-001", "CORE-008-BUG-001"]
    assert ids[2].startswith("CORE-008-BUG-") and len(ids) == 3


def test_ids_are_unique() -> None:
    results = [FAILING.model_copy(update={"pipeline": f"p{i}", "signature": f"way {c}"}) for i, c in enumerate("abcab")]
    ids = [f.id for f in collect(BUG, results=results)]
    assert len(ids) == len(set(ids)) == 3
