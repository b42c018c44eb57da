"""Who may run a stage, asked before each one. Whatever breaks down on the way denies."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

from stageflow.auth.context import AuthContext
from stageflow.auth.current import current_user
from stageflow.auth.errors import (
    AuthenticationError,
    CrossTenantAccessError,
    InvalidTokenError,
    MissingClaimsError,
    TokenExpiredError,
)
from stageflow.auth.events import AuthFailureEvent, AuthLoginEvent, TenantAccessDeniedEvent
from stageflow.auth.validators import JwtValidator, MockJwtValidator, auth_context_of
from stageflow.context.identity import id_from_text, id_text
from stageflow.pipeline.envelope import DEFAULT_TIMEOUT_MS
from stageflow.pipeline.interceptor_types import BaseInterceptor, InterceptorResult

if TYPE_CHECKING:
    from stageflow.stages.context import PipelineContext
    from stageflow.stages.result import StageResult

logger = logging.getLogger("auth_interceptor")

TOKEN_KEYS = ("_auth_token", "auth_token")
_OURS = ("_auth_context", "_user_id", "_org_id")
# What whoever asked is told; a validator's own words may hold what is not for everybody, and go to the log alone.
_SAID = {e.code: str(e) for e in (TokenExpiredError(), InvalidTokenError(), MissingClaimsError())}
_ABSENT = object()
MOCKED = (
    "AuthInterceptor has no jwt_validator and accepts tokens that nobody checked: give it one, or say "
    "AuthInterceptor(MockJwtValidator()) in a test"
)


def _refused(error: str) -> InterceptorResult:
    return InterceptorResult(stage_ran=False, error=error)


def _emit(ctx: PipelineContext, event: AuthLoginEvent | AuthFailureEvent | TenantAccessDeniedEvent) -> None:
    """A sink that fails changes no decision."""
    told = event.to_dict()
    try:
        ctx.event_sink.try_emit(type=told["type"], data=told)
    except Exception as error:  # noqa: BLE001 - a sink is foreign code
        logger.warning("event sink failed for %s: %s", told["type"], error, extra=_of_run(ctx))


def _of_run(ctx: PipelineContext) -> dict[str, Any]:
    return {"pipeline_run_id": id_text(ctx.pipeline_run_id), "request_id": id_text(ctx.request_id)}


class _Guard(BaseInterceptor):
    """Refuses where its own decision breaks down: an interceptor that raises is logged, and the stage runs."""

    async def before(self, _stage_name: str, ctx: PipelineContext) -> InterceptorResult | None:
        """None where the stage may run; else its outcome, and the stage is not run."""
        try:
            return await self._decided(_stage_name, ctx)
        except Exception as error:  # noqa: BLE001 - errors of validators, log filters, and odd values in the context
            with suppress(Exception):  # data that cannot be written
                _forget(ctx)
            with suppress(Exception):  # what broke down may be the log itself, and the refusal tells of it, too
                logger.error("%s broke down: %s", self.name, type(error).__name__, extra=_of_run(ctx))
            return _refused(f"Access could not be checked: the {self.name} guard broke down")

    async def after(self, _stage_name: str, _result: StageResult, _ctx: PipelineContext) -> None:
        """Nothing to do."""

    async def _decided(self, stage_name: str, ctx: PipelineContext) -> InterceptorResult | None:
        raise NotImplementedError


class _LateAnswer(Exception):
    """The validator did not answer in time, or answered all the same when its time was over."""


class _Asked:
    """Of the data of one run: how many validators are being asked, and how many refusals there were meanwhile."""

    __slots__ = ("open", "refusals")

    def __init__(self) -> None:
        self.open = self.refusals = 0


_asked: dict[int, _Asked] = {}  # by the id of a context's data, which is alive for as long as somebody asks for it


@contextmanager
def _asking(ctx: PipelineContext) -> Iterator[Callable[[], bool]]:
    """Gives a way to ask whether nobody of this run has been refused since."""
    data = ctx.data  # contexts may share it
    asked = _asked.setdefault(id(data), _Asked())
    asked.open += 1
    before = asked.refusals
    try:
        yield lambda: asked.refusals == before
    finally:
        asked.open -= 1
        if not asked.open:
            _asked.pop(id(data), None)


def _forget(ctx: PipelineContext) -> None:
    if (asked := _asked.get(id(ctx.data))) is not None:
        asked.refusals += 1
    for key in _OURS:
        ctx.data.pop(key, None)


def _token_of(ctx: PipelineContext) -> Any:
    first, second = TOKEN_KEYS
    return ctx.data.get(first) or ctx.data.get(second)


class AuthInterceptor(_Guard):
    """Lets a stage run only where the token in the context's data is accepted; that is asked again for every stage.

    The token is `_auth_token` or `auth_token`. An accepted one puts an AuthContext and its ids under `_auth_context`,
    `_user_id` and `_org_id`, and tells of the login once; what stood there before is gone whenever one is refused. The
    stage itself has its user from `require_user()`. An answer that comes after another stage of the run was refused, or
    after the token was replaced, lets nobody in. A validator that raises anything but AuthenticationError denies, too,
    and so does one that does not answer in the time that the stage has: `_timeout.<stage>`, else `_timeout_ms` in the
    context's data, in milliseconds (default 30000; 0 or less: unbounded). Without a validator it has the one for tests,
    which checks nothing, and warns.
    """

    name = "auth"
    priority = 1

    def __init__(self, jwt_validator: JwtValidator | None = None) -> None:
        if jwt_validator is None:
            warnings.warn(MOCKED, UserWarning, stacklevel=2)
        self._validator: JwtValidator = MockJwtValidator() if jwt_validator is None else jwt_validator

    async def after(self, _stage_name: str, _result: StageResult, _ctx: PipelineContext) -> None:
        """Whoever called the stage is not the stage's user."""
        current_user.set(None)

    async def _decided(self, stage_name: str, ctx: PipelineContext) -> InterceptorResult | None:
        current_user.set(None)
        token = _token_of(ctx)
        if not token:
            return self._deny(ctx, "missing_token", "Missing authentication token", None)
        with _asking(ctx) as nobody_was_refused:
            try:
                if not isinstance(token, str):
                    raise InvalidTokenError(reason=f"the token is {type(token).__name__}, expected text")
                found = auth_context_of(await self._answer(token, stage_name, ctx))
            except AuthenticationError as error:
                return self._deny(ctx, error.code, _SAID.get(error.code, "Authentication failed"), error)
            except _LateAnswer as error:
                return self._deny(ctx, "validator_timeout", "Authentication could not be checked in time", error)
            except Exception as error:  # noqa: BLE001 - a validator that breaks down lets nobody in
                return self._deny(ctx, "validator_error", "Authentication could not be checked", error)
            if not nobody_was_refused() or _token_of(ctx) != token:
                return self._refuse(ctx, "superseded", "Authentication was refused or replaced meanwhile", None)
        if ctx.data.get("_auth_context") != found:
            self._tell(ctx, found)
        ctx.data.update(_auth_context=found, _user_id=found.user_id, _org_id=found.org_id)
        current_user.set(found)
        return None

    async def _answer(self, token: str, stage_name: str, ctx: PipelineContext) -> Any:
        run_wide = ctx.data.get("_timeout_ms", DEFAULT_TIMEOUT_MS)
        timeout_ms = ctx.data.get(f"_timeout.{stage_name}", run_wide)
        limit_s = None if timeout_ms is None or timeout_ms <= 0 else timeout_ms / 1000
        task = asyncio.current_task()
        cancelled = 0 if task is None else task.cancelling()
        scope = asyncio.timeout(limit_s)
        try:
            async with scope:
                answer = await self._validator.validate(token)
        except TimeoutError:
            if scope.expired():
                raise _LateAnswer from None
            raise  # the validator's own
        except asyncio.CancelledError as error:
            if task is None or task.cancelling() > cancelled:
                raise
            raise RuntimeError("the validator was cancelled, and not the run") from error
        if task is not None and task.cancelling() > cancelled:
            raise asyncio.CancelledError  # which the validator kept to itself
        if scope.expired():
            raise _LateAnswer
        return answer

    def _tell(self, ctx: PipelineContext, found: AuthContext) -> None:
        extra = {**_of_run(ctx), "user_id": id_text(found.user_id), "org_id": id_text(found.org_id)}
        logger.info("authenticated", extra=extra)
        ids = {"request_id": ctx.request_id, "pipeline_run_id": ctx.pipeline_run_id}
        _emit(ctx, AuthLoginEvent(found.user_id, found.session_id, found.org_id, **ids))  # type: ignore[arg-type]

    def _deny(self, ctx: PipelineContext, reason: str, text: str, error: Exception | None) -> InterceptorResult:
        """What an earlier stage was let in with goes here and not before: stages side by side have one context."""
        _forget(ctx)
        return self._refuse(ctx, reason, text, error)

    def _refuse(self, ctx: PipelineContext, reason: str, text: str, error: Exception | None) -> InterceptorResult:
        """The text goes to whoever asked; what the validator said besides goes to the log alone."""
        detail = text if error is None else f"{type(error).__name__}: {error}"
        if why := getattr(error, "reason", None):
            detail = f"{detail} ({why})"
        extra = {**_of_run(ctx), "reason": reason, "error_detail": detail}
        logger.warning("not authenticated: %s", reason, extra=extra)
        address, agent = ctx.data.get("_client_ip"), ctx.data.get("_user_agent")
        _emit(ctx, AuthFailureEvent(reason, address, agent, request_id=ctx.request_id))
        return _refused(text)


class OrgEnforcementInterceptor(_Guard):
    """Lets a stage run only where the resource of the run belongs to the user's organisation.

    The resource's organisation is `_resource_org_id` in the context's data. Where that key is missing no resource is
    concerned and the stage runs; where it is there and None the resource has no owner, and nobody is let in, as a user
    without organisation is let in nowhere.
    """

    name = "org_enforcement"
    priority = 2

    async def _decided(self, _stage_name: str, ctx: PipelineContext) -> InterceptorResult | None:
        user = ctx.data.get("_auth_context")
        if not isinstance(user, AuthContext):
            return _refused("No AuthContext: the user is not authenticated")
        if current_user.get() not in (None, user):  # a stage side by side was let in with another token meanwhile
            return _refused("Access denied: the run has another user than this stage")
        owner = ctx.data.get("_resource_org_id", _ABSENT)
        if owner is _ABSENT:
            return None
        try:
            owner = id_from_text(owner)
        except (ValueError, TypeError, AttributeError):
            return _refused("Access denied: the resource's organisation is no id")
        if owner is not None and user.org_id == owner:
            return None
        return self._deny(ctx, user, owner)

    def _deny(self, ctx: PipelineContext, user: AuthContext, owner: UUID | None) -> InterceptorResult:
        extra = {
            **_of_run(ctx),
            "user_org_id": id_text(user.org_id),
            "resource_org_id": id_text(owner),
            "user_id": id_text(user.user_id),
        }
        logger.warning("access of another organisation's resource denied", extra=extra)
        ids = {"user_id": user.user_id, "request_id": ctx.request_id, "pipeline_run_id": ctx.pipeline_run_id}
        _emit(ctx, TenantAccessDeniedEvent(user.org_id, owner, **ids))  # type: ignore[arg-type]
        return _refused(str(CrossTenantAccessError()))


__all__ = ["AuthInterceptor", "JwtValidator", "MockJwtValidator", "OrgEnforcementInterceptor"]
