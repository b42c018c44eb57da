"""Tenants kept apart (section 13.5 of the specification)."""

import asyncio
import copy
import logging
import threading
from typing import Any
from uuid import UUID

import pytest

from stageflow import ContextSnapshot, RunIdentity
from stageflow.auth import (
    TenantContext,
    TenantIsolationError,
    TenantIsolationValidator,
    clear_current_tenant,
    get_current_tenant,
    require_tenant,
    set_current_tenant,
)

ORG, OTHER, USER, SESSION = (UUID(int=n) for n in range(21, 25))


def test_an_error_says_what_was_expected() -> None:
    error = TenantIsolationError("no", expected_org_id=ORG, actual_org_id=OTHER, operation="read")
    assert (str(error), error.expected_org_id, error.actual_org_id, error.operation) == ("no", ORG, OTHER, "read")
    bare = TenantIsolationError("no")
    assert (bare.expected_org_id, bare.actual_org_id, bare.operation) == (None, None, None)


def test_access_is_to_ones_own_and_to_what_is_shared(caplog: pytest.LogCaptureFixture) -> None:
    tenant = TenantContext(ORG)
    tenant.validate_access(ORG)
    tenant.validate_access(None)
    with pytest.raises(TenantIsolationError) as caught:
        tenant.validate_access(OTHER, operation="read")
    assert (caught.value.expected_org_id, caught.value.actual_org_id, caught.value.operation) == (ORG, OTHER, "read")
    line = caplog.records[-1]
    assert (line.name, line.levelname) == ("stageflow.auth.tenant", "WARNING")
    assert line.event == "tenant_isolation_violation"  # type: ignore[attr-defined]
    assert (line.expected_org_id, line.actual_org_id, line.operation) == (str(ORG), str(OTHER), "read")  # type: ignore[attr-defined]


def test_what_has_no_owner_is_nobodys_where_that_is_said() -> None:
    with pytest.raises(TenantIsolationError):
        TenantContext(ORG).validate_access(None, shared_allowed=False)
    TenantContext(ORG).validate_access(ORG, shared_allowed=False)
    closed = TenantIsolationValidator(ORG, strict=False, shared_allowed=False)
    assert closed.record_access(ORG) and not closed.record_access(None)
    assert [v["actual_org_id"] for v in closed.get_violations()] == [None]
    assert closed.get_accessed_tenants() == [ORG]
    with pytest.raises(TenantIsolationError):
        TenantIsolationValidator(ORG, shared_allowed=False).record_access(None)


def test_nobody_is_no_owner() -> None:
    """A tenant without organisation has nothing to do with what has none."""
    with pytest.raises(TenantIsolationError):
        TenantContext(None).validate_access(None, shared_allowed=False)  # type: ignore[arg-type]
    closed = TenantIsolationValidator(None, strict=False, shared_allowed=False)  # type: ignore[arg-type]
    assert not closed.record_access(None) and not closed.is_isolated()
    assert closed.get_violations()[0]["expected_org_id"] is None


@pytest.mark.parametrize("name", ["expected_org_id", "strict", "shared_allowed"])
def test_what_a_validator_expects_is_set_once(name: str) -> None:
    """Whoever holds it could else have it expect his own tenant."""
    validator = TenantIsolationValidator(ORG)
    before = getattr(validator, name)
    with pytest.raises(AttributeError, match="set once"):
        setattr(validator, name, OTHER)
    with pytest.raises(AttributeError, match="set once"):
        delattr(validator, name)
    with pytest.raises(AttributeError, match="set once"):
        validator.__init__(OTHER)  # type: ignore[misc]
    assert getattr(validator, name) == before
    validator.note = "x"  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["org_id", "user_id", "session_id"])
def test_the_ids_of_a_tenant_are_set_once(name: str) -> None:
    """Whoever holds the context could else become anybody; the rest of it stays changeable."""
    tenant = TenantContext(ORG, USER, SESSION)
    before = getattr(tenant, name)
    with pytest.raises(AttributeError, match="set once"):
        setattr(tenant, name, OTHER)
    with pytest.raises(AttributeError, match="set once"):
        delattr(tenant, name)
    assert getattr(tenant, name) == before
    tenant.metadata = {"a": 1}
    tenant.note = "x"  # type: ignore[attr-defined]
    del tenant.note  # type: ignore[attr-defined]
    assert copy.deepcopy(tenant) == tenant


def test_a_tenant_is_plain_data_and_comes_from_a_snapshot() -> None:
    tenant = TenantContext(ORG, USER, None, {"a": [1]})
    assert tenant.to_dict() == {"org_id": str(ORG), "user_id": str(USER), "session_id": None, "metadata": {"a": [1]}}
    run = RunIdentity(org_id=ORG, user_id=USER, session_id=SESSION)
    assert TenantContext.from_snapshot(ContextSnapshot(run_id=run)) == TenantContext(ORG, USER, SESSION)
    assert TenantContext.from_snapshot(ContextSnapshot()) is None
    tenant.to_dict()["metadata"]["a"].append(2)
    assert tenant.metadata == {"a": [1]}


def test_the_lines_of_a_tenant_carry_its_ids(caplog: pytest.LogCaptureFixture) -> None:
    log = TenantContext(ORG, USER).get_logger("own")
    with caplog.at_level(logging.DEBUG, "own"):
        log.debug("a %s", "d")
        log.info("b")
        log.warning("c", extra={"more": 1})
        log.error("d", extra={"user_id": "mine"})
        try:
            raise ValueError("boom")
        except ValueError:
            log.exception("e")
    lines: list[Any] = caplog.records
    assert [(r.levelname, r.getMessage()) for r in lines] == [
        ("DEBUG", "a d"),
        ("INFO", "b"),
        ("WARNING", "c"),
        ("ERROR", "d"),
        ("ERROR", "e"),
    ]
    assert {(r.org_id, r.session_id) for r in lines} == {(str(ORG), None)}
    assert [r.user_id for r in lines] == [str(USER)] * 3 + ["mine", str(USER)]
    assert lines[2].more == 1 and lines[4].exc_info is not None


def test_the_lines_of_a_tenant_are_those_of_the_caller(caplog: pytest.LogCaptureFixture) -> None:
    log = TenantContext(ORG).get_logger("own")

    def through() -> None:
        log.warning("b", stacklevel=2)

    with caplog.at_level(logging.DEBUG, "own"):
        for say in (log.debug, log.info, log.warning, log.error, log.exception):
            say("a")
        through()
    own = "test_the_lines_of_a_tenant_are_those_of_the_caller"
    assert [r.funcName for r in caplog.records] == [own] * 6


class Locked(list[Any]):
    """A list that sees whether a lock is held when something is added to it."""

    def __init__(self) -> None:
        self.held: list[bool] = []

    def append(self, _value: Any) -> None:
        self.held.append(self.lock.locked())

    lock: threading.Lock


def test_account_is_kept_under_a_lock() -> None:
    """Where the interpreter itself keeps threads apart nothing else shows it."""
    accessed, violations = Locked(), Locked()
    validator = TenantIsolationValidator(ORG, False, {OTHER: accessed}, violations)
    accessed.lock = violations.lock = validator._lock
    assert not validator.record_access(OTHER)
    assert (accessed.held, violations.held) == ([True], [True])


def test_a_validator_keeps_account_and_raises_where_it_is_strict(caplog: pytest.LogCaptureFixture) -> None:
    strict = TenantIsolationValidator(ORG)
    assert strict.record_access(ORG, resource_type="file") and strict.record_access(None)
    assert strict.is_isolated()
    with pytest.raises(TenantIsolationError) as caught:
        strict.record_access(OTHER, resource_type="file", resource_id="f")
    assert (caught.value.operation, caught.value.actual_org_id) == ("access_file", OTHER)
    assert caplog.records[-1].event == "tenant_violation"  # type: ignore[attr-defined]
    assert caplog.records[-1].resource_id == "f"  # type: ignore[attr-defined]
    assert not strict.is_isolated()
    lenient = TenantIsolationValidator(ORG, strict=False)
    assert not lenient.record_access(OTHER)
    assert lenient.record_access(ORG) and not lenient.record_access(OTHER, resource_id="g")
    assert lenient.get_accessed_tenants() == [OTHER, ORG]
    violations = lenient.get_violations()
    assert violations[1] == {
        "expected_org_id": str(ORG),
        "actual_org_id": str(OTHER),
        "resource_type": "unknown",
        "resource_id": "g",
    }
    violations[0]["actual_org_id"] = "x"
    violations.clear()
    assert [v["actual_org_id"] for v in lenient.get_violations()] == [str(OTHER)] * 2
    assert TenantIsolationValidator(ORG).get_accessed_tenants() == []


def test_threads_that_are_kept_account_of_lose_nothing() -> None:
    validator = TenantIsolationValidator(ORG, strict=False)

    def touch() -> None:
        for number in range(200):
            validator.record_access(OTHER, resource_id=str(number))

    threads = [threading.Thread(target=touch) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(validator.get_violations()) == 800


def test_each_task_has_the_tenant_that_it_set() -> None:
    async def one(org: UUID) -> UUID:
        set_current_tenant(org)
        await asyncio.sleep(0)
        return require_tenant()

    async def both() -> list[UUID]:
        return list(await asyncio.gather(one(ORG), one(OTHER)))

    assert asyncio.run(both()) == [ORG, OTHER]
    assert get_current_tenant() is None
    with pytest.raises(TenantIsolationError, match="no tenant is set"):
        require_tenant()
    set_current_tenant(ORG)
    assert (get_current_tenant(), require_tenant()) == (ORG, ORG)
    clear_current_tenant()
    assert get_current_tenant() is None
