"""The families around ids and tenants: on the bundled core, and on subjects that have what it lacks, or refuse more."""

import os
import random
import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from harness.checks.registry import run_check
from harness.checks.verdict import Outcome as Word
from harness.checks.verdict import TrialEvidence, Verdict
from harness.evidence.records import Event, Measure
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject, Unsupported
from harness.worker.explore.strategies import RandomWalk
from harness.worker.explore.trial import Outcome, run_controlled, run_native
from harness.worker.heads import head_of
from harness.worker.plants.isolation import one_breaker_for_all_tenants
from stageflow.pipeline.interceptors import CircuitBreakerInterceptor
from stageflow.pipeline.unified import UnifiedStageGraph

FAN = (Stage("a", (), "act"), Stage("b", ("a",), "act"), Stage("c", ("a",), "act"))
OWN = UUID(int=10)


def ran(family: str, subject: Subject, **arguments: int) -> Outcome:
    return run_native(ScenarioRun("p", family, FAN, arguments=arguments, drivers=("native",)), subject, "inline")


def judged(check: str, outcome: Outcome, family: str) -> Verdict:
    assert (outcome.ended, outcome.detail) == ("completed", "")
    records = outcome.recorder.records
    return run_check(check, TrialEvidence(ScenarioRun("p", family, FAN), head_of(outcome, len(records)), records))


def events(outcome: Outcome, name: str) -> list[Event]:
    return [r for r in outcome.recorder.records if isinstance(r, Event) and r.name == name]


class _Validator:
    """A guard of a subject that has some; `nobody` is what it says of a resource without a tenant."""

    nobody = False

    def __init__(self, expected_org_id: UUID, strict: bool = True) -> None:
        self._own, self._strict = expected_org_id, strict

    def record_access(self, org_id: UUID | None) -> bool:
        allowed = self.nobody if org_id is None else org_id == self._own
        if self._strict and not allowed:
            raise PermissionError(str(org_id))
        return allowed


class _Frozen:
    """The context of a tenant, which cannot be changed."""

    def __init__(self, org_id: UUID) -> None:
        object.__setattr__(self, "org_id", org_id)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def validate_access(self, org_id: UUID | None) -> None:
        if org_id != getattr(self, "org_id", None):
            raise PermissionError(str(org_id))


class _Open(_Frozen):
    """One that anybody can assign to."""

    def __setattr__(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)


@pytest.fixture
def auth(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A stageflow.auth with guards."""
    module: Any = ModuleType("stageflow.auth")
    module.TenantContext = _Frozen
    module.TenantIsolationValidator = type("TenantIsolationValidator", (_Validator,), {})
    monkeypatch.setitem(sys.modules, "stageflow.auth", module)
    return module  # type: ignore[no-any-return]


def test_guards_that_deny_by_default_pass(auth: ModuleType, subject: Subject) -> None:
    outcome = ran("tenant_access", subject)
    assert len(events(outcome, "access_asked")) == 9
    assert judged("what_nobody_owns_is_denied", outcome, "tenant_access").outcome is Word.PASS
    assert judged("the_organisation_cannot_be_changed", outcome, "tenant_access").outcome is Word.PASS


def test_guards_that_allow_what_nobody_owns_fail(auth: Any, subject: Subject) -> None:
    auth.TenantIsolationValidator.nobody = True
    verdict = judged("what_nobody_owns_is_denied", ran("tenant_access", subject), "tenant_access")
    assert verdict.outcome is Word.FAIL and len(verdict.witness) == 2


def test_the_plant_makes_a_guard_allow_it(auth: Any, subject: Subject) -> None:
    from harness.worker.plants.isolation import nobodys_is_everybodys

    nobodys_is_everybodys.apply(subject)
    assert judged("what_nobody_owns_is_denied", ran("tenant_access", subject), "tenant_access").outcome is Word.FAIL


def test_a_tenant_context_that_can_be_assigned_fails(auth: Any, subject: Subject) -> None:
    auth.TenantContext = _Open
    verdict = judged("the_organisation_cannot_be_changed", ran("tenant_access", subject), "tenant_access")
    assert verdict.witness == ("caller gave the run another organisation by TenantContext.org_id = another.",)


class _Keyed(CircuitBreakerInterceptor):
    """A breaker that takes a key, and keeps a state for each."""

    def __init__(self, key: Callable[[Any], str]) -> None:
        super().__init__()
        self._key = key
        self._of: dict[str, CircuitBreakerInterceptor] = {}

    def _breaker(self, ctx: Any) -> CircuitBreakerInterceptor:
        return self._of.setdefault(self._key(ctx), CircuitBreakerInterceptor())

    async def before(self, stage_name: str, ctx: Any) -> Any:
        return await self._breaker(ctx).before(stage_name, ctx)

    async def after(self, stage_name: str, result: Any, ctx: Any) -> None:
        await self._breaker(ctx).after(stage_name, result, ctx)

    async def on_error(self, stage_name: str, error: Exception, ctx: Any) -> Any:
        return await self._breaker(ctx).on_error(stage_name, error, ctx)


@pytest.mark.parametrize(("planted", "word"), [(False, Word.PASS), (True, Word.FAIL)], ids=["keyed", "shared"])
def test_a_breaker_with_a_key_is_judged_by_whom_it_stops(
    planted: bool, word: Word, subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = type("Keyed", (_Keyed,), {})
    monkeypatch.setattr("stageflow.pipeline.interceptors.CircuitBreakerInterceptor", kind)
    if planted:
        one_breaker_for_all_tenants.apply(subject)
    outcome = ran("tenant_breakers", subject)
    assert judged("a_breaker_opens_for_its_tenant_alone", outcome, "tenant_breakers").outcome is word


def test_the_plant_needs_a_breaker_with_a_key(subject: Subject) -> None:
    with pytest.raises(Unsupported, match="takes no key"):
        one_breaker_for_all_tenants.apply(subject)


def test_a_subject_that_refuses_a_live_id_has_nothing_to_judge(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, live = UnifiedStageGraph.run, set[UUID]()

    async def unique(self: Any, ctx: Any) -> Any:
        if ctx.pipeline_run_id in live:
            raise RuntimeError("this run id is in use")
        live.add(ctx.pipeline_run_id)
        try:
            return await run(self, ctx)
        finally:
            live.discard(ctx.pipeline_run_id)

    monkeypatch.setattr(UnifiedStageGraph, "run", unique)
    outcome = ran("one_run_id", subject, tenants=2, runs=2)
    assert outcome.ended == "unsupported" and "refuses a run that has the id of a live one" in outcome.detail


def test_runs_with_one_id_are_told_apart_by_their_own_text(subject: Subject) -> None:
    outcome = ran("one_run_id", subject, tenants=2, runs=4)
    began = events(outcome, "run_began")
    assert len(began) == 16 and {e.fields["phase"] for e in began} == {"alone", "beside"}
    assert judged("no_canary_crosses_over", outcome, "one_run_id").outcome is Word.PASS


def test_ids_of_every_source_are_drawn_and_the_generators_are_put_back(subject: Subject) -> None:
    state, source = random.getstate(), os.urandom
    outcome = ran("ids_drawn_apart", subject, ids=5, processes=2, threads=2)
    assert [(e.fields["source"], e.fields["drawn"]) for e in events(outcome, "ids_drawn")] == [
        ("the process", 5),
        ("forked process 0", 5),
        ("forked process 1", 5),
        ("the process, seeded for the first time", 5),
        ("the process, seeded for the second time", 5),
        ("thread 0", 5),
        ("thread 1", 5),
    ]
    measured = {r.name: r.value for r in outcome.recorder.records if isinstance(r, Measure)}
    assert measured == {"ids_drawn": 5, "random_bytes": 80}
    assert random.getstate() == state and os.urandom is source


def test_a_subject_that_draws_elsewhere_cannot_be_made_to_repeat(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(range(1, 100))
    monkeypatch.setattr("stageflow.pipeline.subpipeline.uuid4", lambda: UUID(int=next(drawn)))
    outcome = ran("repeating_ids", subject)
    order = ScenarioRun("p", "repeating_ids", ())
    records = outcome.recorder.records
    verdict = run_check("a_repeated_child_id_is_refused", TrialEvidence(order, head_of(outcome, len(records)), records))
    assert (outcome.ended, verdict.vacuous, verdict.reason) == ("completed", True, "no id was drawn twice")


@pytest.mark.parametrize("seed", range(3))
def test_under_schedules_one_child_of_each_round_is_refused(seed: int, subject: Subject) -> None:
    order = ScenarioRun("p", "repeating_ids", (), drivers=("schedules",))
    outcome = run_controlled(order, subject, RandomWalk(seed), seed)
    assert [e.fields["how"] for e in events(outcome, "repeat_tried") if not e.fields["id"]] == ["raised"] * 3


def test_a_session_is_counted_at_each_checkpoint_and_its_growth_is_measured(subject: Subject) -> None:
    outcome = ran("session_growth", subject, turns=24, chars=500)
    counts = events(outcome, "session_grew")
    assert [e.fields["turns"] for e in counts] == list(range(2, 26, 2))
    contents = [int(e.fields["content"] or 0) for e in counts]
    assert contents == sorted(set(contents))
    (growth,) = [r.value for r in outcome.recorder.records if isinstance(r, Measure)]
    assert 2 * 500 * 1000 < growth < 4 * 500 * 1000


def test_the_peak_of_a_run_is_told_for_each_stage(subject: Subject) -> None:
    outcome = ran("run_peak", subject)
    (peak,) = events(outcome, "peak_measured")
    (per_stage,) = [r.value for r in outcome.recorder.records if isinstance(r, Measure)]
    assert peak.fields["stages"] == 3 and per_stage == int(peak.fields["bytes"] or 0) // 3 > 0


def test_the_guards_of_the_core_let_in_whom_they_have_to_and_nobody_else(subject: Subject) -> None:
    outcome = ran("guarded_stages", subject)
    asked = events(outcome, "stage_guarded")
    assert {bool(e.fields["lets_in"]) for e in asked} == {True, False} and len(asked) == 25
    for check in ("only_the_authenticated_run", "a_refused_stage_is_not_completed"):
        assert judged(check, outcome, "guarded_stages").outcome is Word.PASS


@pytest.mark.parametrize(
    ("plant", "check", "case"),
    [
        ("broken_validator_lets_in", "only_the_authenticated_run", "a validator that breaks down"),
        ("odd_token_lets_in", "only_the_authenticated_run", "a token that is no text"),
        ("yes_for_all_who_wait", "only_the_authenticated_run", "the refused token of another"),
        ("refused_user_stays", "only_the_authenticated_run", "whoever that token had let in"),
        ("guests_are_let_in", "only_the_authenticated_run", "a user without organisation"),
        ("refusal_counts_as_completed", "a_refused_stage_is_not_completed", "no token"),
    ],
)
def test_each_plant_opens_its_own_door(
    plant: str, check: str, case: str, subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_module("stageflow.auth")
    for kind, names in (("AuthInterceptor", ("__init__", "before")), ("OrgEnforcementInterceptor", ("before",))):
        cls = subject.name("stageflow.auth", kind)
        for name in names:
            monkeypatch.setattr(cls, name, getattr(cls, name))
    interceptors = import_module("stageflow.pipeline.interceptors")
    monkeypatch.setattr(interceptors, "run_with_interceptors", interceptors.run_with_interceptors)
    import_module(f"harness.worker.plants.isolation.{plant}").apply(subject)
    verdict = judged(check, ran("guarded_stages", subject), "guarded_stages")
    assert verdict.outcome is Word.FAIL
    assert any(line.startswith(f"{case}: the stage") for line in verdict.witness)


def test_a_subject_without_guards_is_not_judged(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stageflow.auth", None)
    outcome = ran("guarded_stages", subject)
    assert outcome.ended == "unsupported" and "no module stageflow.auth" in outcome.detail
