"""Family guarded_stages: a stage behind the guards of stageflow.auth, and whom they let in."""

import asyncio
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute

USER, SESSION, OWN, OTHER = (UUID(int=n) for n in (1, 2, 10, 20))
CLAIMS: Mapping[str, Any] = {"user_id": str(USER), "session_id": str(SESSION), "org_id": str(OWN), "roles": ["editor"]}
STAGE = "guarded"


class _Odd:
    """A value that breaks down in whoever asks anything of it."""

    def __bool__(self) -> bool:
        raise RuntimeError("neither true nor false")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("neither alike nor different")

    __hash__ = None  # type: ignore[assignment]


class _Unreadable(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no text")


class _Deaf(logging.Handler):
    """A handler of the log that breaks down."""

    def handle(self, record: logging.LogRecord) -> bool:
        raise ConnectionError(f"nobody can be told of {record.name}")


@dataclass(frozen=True)
class Case:
    """What the validator says of the token: claims, or an exception, or the name of an error of stageflow.auth, or that
    name in a list for an error of that class that was never initialised.
    """

    name: str
    lets_in: bool
    says: Any = field(default_factory=lambda: CLAIMS)
    data: Mapping[str, Any] = field(default_factory=lambda: {"auth_token": "token"})
    sink_fails: bool = False
    log_fails: bool = False


_OF_AN_ORG = {"auth_token": "token", "_resource_org_id": OWN}
CASES = (
    Case("a valid token", True),
    Case("a valid token and a resource of its organisation", True, data=_OF_AN_ORG),
    Case("a valid token, told to a sink that fails", True, sink_fails=True),
    Case("no token", False, data={}),
    Case("an expired token", False, "TokenExpiredError"),
    Case("an invalid token, told to a sink that fails", False, "InvalidTokenError", sink_fails=True),
    Case("an expired token, told to a log that fails", False, "TokenExpiredError", log_fails=True),
    Case("a token that is no text", False, data={"auth_token": _Odd()}),
    Case("an error of authentication without code and text", False, ["AuthenticationError"]),
    Case("an error whose text cannot be read", False, _Unreadable()),
    Case("a validator that breaks down", False, RuntimeError("the keys cannot be fetched")),
    Case("a validator that gives nothing", False, None),
    Case("claims without a user", False, {"session_id": str(SESSION)}),
    Case("claims whose user is no id", False, {**CLAIMS, "user_id": "me"}),
    Case("a resource of another organisation", False, data={**_OF_AN_ORG, "_resource_org_id": OTHER}),
    Case("a resource whose owner is no id", False, data={**_OF_AN_ORG, "_resource_org_id": _Odd()}),
    Case(
        "a resource of another organisation, told to a log that fails",
        False,
        data={**_OF_AN_ORG, "_resource_org_id": OTHER},
        log_fails=True,
    ),
    Case("a resource of nobody", False, data={**_OF_AN_ORG, "_resource_org_id": None}),
    Case("a user without organisation", False, {**CLAIMS, "org_id": None}, _OF_AN_ORG),
)


_SIDE_BY_SIDE = {"a token of one run": True, "the refused token of another": False, "a token of a third": True}


class _Validator:
    """Says the same of each token; `by_token` what else it says of these, after it gave way to others."""

    def __init__(self, says: Any, by_token: Mapping[str, Any] | None = None) -> None:
        self.says = says
        self._by_token = by_token or {}

    async def validate(self, token: str) -> Any:
        says = self.says
        if self._by_token:
            await asyncio.sleep(0)
            says = self._by_token[token]
        if isinstance(says, Exception):
            raise says
        return says


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
    last ones are a token that is refused after it was accepted, a stage behind it that asks for the user only, and
    runs of one graph side by side of which one is refused.

    Raises Unsupported where the subject has no stageflow.auth.
    """
    for case in CASES:
        validator = _Validator(_said(case.says, subject))
        ctx = subject.pipeline_context(1, data=dict(case.data), event_sink=_Sink(case.sink_fails))
        with _log_that_fails() if case.log_fails else nullcontext():
            await _ask(case.name, case.lets_in, ctx, _guards(validator, subject), subject, recorder)
    validator = _Validator(CLAIMS)
    ctx = subject.pipeline_context(1, data=dict(_OF_AN_ORG), event_sink=_Sink(False))
    auth, organisation = _guards(validator, subject)
    await _ask("a token, while it is valid", True, ctx, [auth, organisation], subject, recorder)
    validator.says = _said("TokenExpiredError", subject)
    await _ask("the same token, when it has expired", False, ctx, [auth, organisation], subject, recorder)
    await _ask("whoever that token had let in", False, ctx, [organisation], subject, recorder)
    await _side_by_side(subject, recorder)


@contextmanager
def _log_that_fails() -> Iterator[None]:
    handler = _Deaf()
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)


def _said(says: Any, subject: Subject) -> Any:
    if isinstance(says, list):
        kind = subject.name("stageflow.auth", says[0])
        return kind.__new__(kind)
    return subject.name("stageflow.auth", says)() if isinstance(says, str) else says


def _guards(validator: _Validator, subject: Subject) -> list[Any]:
    auth = subject.name("stageflow.auth", "AuthInterceptor")(validator)
    return [auth, subject.name("stageflow.auth", "OrgEnforcementInterceptor")()]


async def _side_by_side(subject: Subject, recorder: Recorder) -> None:
    """One graph with one pair of guards, and a run for each token at the same time."""
    says = {name: CLAIMS if lets_in else _said("InvalidTokenError", subject) for name, lets_in in _SIDE_BY_SIDE.items()}
    ran = set[str]()

    async def execute(ctx: Any) -> Any:
        ran.add(str(ctx.data["auth_token"]))
        return {}

    spec = subject.name("stageflow.pipeline.dag", "StageSpec")(
        name=STAGE, runner=lambda: Execute(execute), dependencies=()
    )
    guards = _guards(_Validator(CLAIMS, says), subject)
    graph = subject.name("stageflow.pipeline.dag", "StageGraph")([spec], interceptors=guards)

    async def run(number: int, token: str) -> None:
        data = {"auth_token": token, "_resource_org_id": OWN}
        try:
            results = await graph.run(subject.pipeline_context(number, data=data, event_sink=_Sink(False)))
            status = str(results[STAGE].status)
        except Exception as error:  # noqa: BLE001 - however a run of a refused stage ends
            status = type(error).__name__
        recorder.event("stage_guarded", case=token, lets_in=_SIDE_BY_SIDE[token], ran=token in ran, status=status)

    await asyncio.gather(*(run(number, token) for number, token in enumerate(says, 1)))


async def _ask(case: str, lets_in: bool, ctx: Any, guards: list[Any], subject: Subject, recorder: Recorder) -> None:
    ran = list[str]()
    kind = subject.name("stageflow.stages", "StageResult")

    async def stage() -> Any:
        ran.append(STAGE)
        now = datetime.now(UTC)
        return kind(name=STAGE, status="completed", started_at=now, ended_at=now, data={})

    run = subject.name("stageflow.pipeline.interceptors", "run_with_interceptors")
    try:
        status = str((await run(STAGE, stage, ctx, guards)).status)
    except Exception as error:  # noqa: BLE001 - what a guard that breaks down lets out
        status = type(error).__name__
    recorder.event("stage_guarded", case=case, lets_in=lets_in, ran=bool(ran), status=status)
