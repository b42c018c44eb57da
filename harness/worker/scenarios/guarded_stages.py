"""Family guarded_stages: a stage behind the guards of stageflow.auth, and whom they let in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder

USER, SESSION, OWN, OTHER = (UUID(int=n) for n in (1, 2, 10, 20))
CLAIMS: Mapping[str, Any] = {"user_id": str(USER), "session_id": str(SESSION), "org_id": str(OWN), "roles": ["editor"]}
STAGE = "guarded"


@dataclass(frozen=True)
class Case:
    """What the validator says of the token: claims, or an exception, or the name of an error of stageflow.auth."""

    name: str
    lets_in: bool
    says: Any = field(default_factory=lambda: CLAIMS)
    data: Mapping[str, Any] = field(default_factory=lambda: {"auth_token": "token"})
    sink_fails: bool = False


_OF_AN_ORG = {"auth_token": "token", "_resource_org_id": OWN}
CASES = (
    Case("a valid token", True),
    Case("a valid token and a resource of its organisation", True, data=_OF_AN_ORG),
    Case("a valid token, told to a sink that fails", True, sink_fails=True),
    Case("no token", False, data={}),
    Case("an expired token", False, "TokenExpiredError"),
    Case("an invalid token, told to a sink that fails", False, "InvalidTokenError", sink_fails=True),
    Case("a validator that breaks down", False, RuntimeError("the keys cannot be fetched")),
    Case("a validator that gives nothing", False, None),
    Case("claims without a user", False, {"session_id": str(SESSION)}),
    Case("claims whose user is no id", False, {**CLAIMS, "user_id": "me"}),
    Case("a resource of another organisation", False, data={**_OF_AN_ORG, "_resource_org_id": OTHER}),
    Case("a resource of nobody", False, data={**_OF_AN_ORG, "_resource_org_id": None}),
    Case("a user without organisation", False, {**CLAIMS, "org_id": None}, _OF_AN_ORG),
)


class _Validator:
    def __init__(self, says: Any) -> None:
        self.says = says

    async def validate(self, token: str) -> Any:
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


class _Sink:
    def __init__(self, fails: bool) -> None:
        self._fails = fails

    async def emit(self, *, type: str, data: Any) -> None:  # noqa: A002 - the protocol's names
        self.try_emit(type=type, data=data)

    def try_emit(self, *, type: str, data: Any) -> None:  # noqa: A002 - the protocol's names
        if self._fails:
            raise ConnectionError(f"nobody can be told of {type}")


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Records `stage_guarded` for each case: whether the stage is to run, whether it ran, and as what it counts. The
    last case is a token that is refused after it was accepted, and a stage behind it that asks for the user only.

    Raises Unsupported where the subject has no stageflow.auth.
    """
    for case in CASES:
        validator = _Validator(_said(case.says, subject))
        ctx = subject.pipeline_context(1, data=dict(case.data), event_sink=_Sink(case.sink_fails))
        await _ask(case.name, case.lets_in, ctx, _guards(validator, subject), subject, recorder)
    validator = _Validator(CLAIMS)
    ctx = subject.pipeline_context(1, data=dict(_OF_AN_ORG), event_sink=_Sink(False))
    auth, organisation = _guards(validator, subject)
    await _ask("a token, while it is valid", True, ctx, [auth, organisation], subject, recorder)
    validator.says = _said("TokenExpiredError", subject)
    await _ask("the same token, when it has expired", False, ctx, [auth, organisation], subject, recorder)
    await _ask("whoever that token had let in", False, ctx, [organisation], subject, recorder)


def _said(says: Any, subject: Subject) -> Any:
    return subject.name("stageflow.auth", says)() if isinstance(says, str) else says


def _guards(validator: _Validator, subject: Subject) -> list[Any]:
    auth = subject.name("stageflow.auth", "AuthInterceptor")(validator)
    return [auth, subject.name("stageflow.auth", "OrgEnforcementInterceptor")()]


async def _ask(case: str, lets_in: bool, ctx: Any, guards: list[Any], subject: Subject, recorder: Recorder) -> None:
    ran = list[str]()
    kind = subject.name("stageflow.stages", "StageResult")

    async def stage() -> Any:
        ran.append(STAGE)
        now = datetime.now(UTC)
        return kind(name=STAGE, status="completed", started_at=now, ended_at=now, data={})

    run = subject.name("stageflow.pipeline.interceptors", "run_with_interceptors")
    result = await run(STAGE, stage, ctx, guards)
    recorder.event("stage_guarded", case=case, lets_in=lets_in, ran=bool(ran), status=str(result.status))
