"""Family tenant_access: what belongs to nobody, and who is let in."""

import inspect
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.organisation_attempts import try_change

FIRST, SECOND = UUID(int=10), UUID(int=20)
_OWNERS = {"its own tenant": FIRST, "another tenant": SECOND, "nobody": None}


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Asks the guards of `stageflow.auth` about resources of the tenant, of another one and of nobody, and tries to
    make the tenant's context that of another. Guards that can be told that nothing is shared are told so. Raises
    Unsupported where there is no such module.
    """
    context = subject.name("stageflow.auth", "TenantContext")(org_id=FIRST)
    validator = subject.name("stageflow.auth", "TenantIsolationValidator")
    for strict in (True, False):
        guard = validator(expected_org_id=FIRST, strict=strict, **_nothing_shared(validator))
        name = f"TenantIsolationValidator(strict={strict}).record_access"
        for owner, org_id in _OWNERS.items():
            _ask(name, owner, lambda org_id=org_id, guard=guard: guard.record_access(org_id) is True, recorder)
    for owner, org_id in _OWNERS.items():
        _ask("TenantContext.validate_access", owner, lambda org_id=org_id: _validated(context, org_id), recorder)
    try_change(
        "caller",
        "TenantContext.org_id = another",
        lambda: setattr(context, "org_id", SECOND),
        lambda: str(context.org_id),
        recorder,
    )


def _nothing_shared(guard: Any) -> dict[str, bool]:
    return {"shared_allowed": False} if "shared_allowed" in inspect.signature(guard).parameters else {}


def _validated(context: Any, org_id: UUID | None) -> bool:
    context.validate_access(org_id, **_nothing_shared(context.validate_access))
    return True  # it raises where it refuses


def _ask(guard: str, owner: str, ask: Any, recorder: Recorder) -> None:
    try:
        allowed, says = ask(), ""
    except Exception as error:  # noqa: BLE001 - however access is denied
        allowed, says = False, type(error).__name__
    recorder.event("access_asked", guard=guard, owner=owner, allowed=bool(allowed), says=says)
