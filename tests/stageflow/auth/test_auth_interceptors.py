"""Who may run a stage (section 13.4 of the specification): nothing that breaks down lets anybody in."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from stageflow import Pipeline, StageContext, StageKind, UnifiedStageExecutionError, run_pipeline
from stageflow.auth import (
    AuthContext,
    AuthenticationError,
    AuthInterceptor,
    InvalidTokenError,
    MissingClaimsError,
    MockJwtValidator,
    OrgEnforcementInterceptor,
    TokenExpiredError,
)
from stageflow.pipeline.interceptors import (
    BaseInterceptor,
    InterceptorResult,
    get_default_interceptors,
    run_with_interceptors,
)
from stageflow.stages import PipelineContext
from stageflow.stages.result import StageResult

USER, ORG, OTHER, RUN, REQUEST = (UUID(int=n) for n in range(11, 16))
GOOD = f"valid_{USER}_{ORG}_editor,admin"


class Sink:
    """Keeps what it is told; `broken` ones raise."""

    def __init__(self, broken: bool = False) -> None:
        self.told: list[dict[str, Any]] = []
        self._broken = broken

    async def emit(self, *, type: str, data: dict[str, Any] | None) -> None:  # noqa: A002
        self.try_emit(type=type, data=data)

    def try_emit(self, *, type: str, data: dict[str, Any] | None) -> None:  # noqa: A002
        if self._broken:
            raise ConnectionError("the sink is gone")
        assert data is not None and data["type"] == type
        self.told.append(data)


class Validator:
    """Gives the claims that it was made with, or raises what it was made with."""

    def __init__(self, says: Any) -> None:
        self.says, self.asked = says, 0

    async def validate(self, token: str) -> dict[str, Any]:
        self.asked += 1
        await asyncio.sleep(0)
        if isinstance(self.says, BaseException):
            raise self.says
        claims: dict[str, Any] = self.says
        return claims


OWN_WORDS = "signature of secret-token-123 is wrong"
CLAIMS = {"user_id": str(USER), "session_id": str(REQUEST), "org_id": str(ORG), "roles": ["a", "b"]}


def context(sink: Sink | None = None, **data: Any) -> PipelineContext:
    ids: dict[str, Any] = dict.fromkeys(("session_id", "user_id", "org_id", "interaction_id"))
    return PipelineContext(pipeline_run_id=RUN, request_id=REQUEST, event_sink=sink or Sink(), data=data, **ids)


def ask(ctx: PipelineContext, validator: Any = None) -> InterceptorResult | None:
    interceptor = AuthInterceptor(MockJwtValidator() if validator is None else validator)
    return asyncio.run(interceptor.before("s", ctx))


def refused(verdict: InterceptorResult | None) -> str:
    assert verdict is not None and not verdict.stage_ran and verdict.result is None
    return str(verdict.error)


def test_the_mock_reads_what_it_is_to_say_from_the_token() -> None:
    async def say(token: str) -> dict[str, Any]:
        return await MockJwtValidator().validate(token)

    for token, error in (
        ("expired_x", TokenExpiredError),
        ("invalid_x", InvalidTokenError),
        ("missing_x", MissingClaimsError),
    ):
        with pytest.raises(error):
            asyncio.run(say(token))
    claims = asyncio.run(say(GOOD))
    assert claims["user_id"] == str(USER) and claims["org_id"] == str(ORG)
    assert claims["roles"] == ("editor", "admin") and claims["email"] == "user@example.com"
    assert UUID(claims["session_id"]).int == 0x99
    bare = asyncio.run(say(f"valid_{USER}_{ORG}_"))
    assert bare["roles"] == ()
    short = asyncio.run(say("valid_me_us"))
    assert (UUID(short["user_id"]).int, short["org_id"], short["roles"]) == (1, None, ())
    other = asyncio.run(say("anything"))
    assert (UUID(other["user_id"]).int, UUID(other["session_id"]).int, other["roles"]) == (1, 0x99, ())


@pytest.mark.parametrize("key", ["_auth_token", "auth_token"])
def test_an_accepted_token_says_whose_run_it_is(key: str, caplog: pytest.LogCaptureFixture) -> None:
    sink = Sink()
    ctx = context(sink, **{key: GOOD})
    with caplog.at_level(logging.INFO, "auth_interceptor"):
        assert ask(ctx) is None
    user = ctx.data["_auth_context"]
    assert isinstance(user, AuthContext) and user.roles == ("editor", "admin")
    assert (ctx.data["_user_id"], ctx.data["_org_id"]) == (USER, ORG)
    assert (ctx.user_id, ctx.org_id) == (None, None)
    (login,) = sink.told
    assert (login["type"], login["user_id"], login["org_id"]) == ("auth.login", str(USER), str(ORG))
    assert (login["request_id"], login["pipeline_run_id"]) == (str(REQUEST), str(RUN))
    (line,) = caplog.records
    assert (line.levelname, line.user_id, line.org_id) == ("INFO", str(USER), str(ORG))  # type: ignore[attr-defined]


def test_what_the_claims_say_is_in_the_user_and_in_what_is_told() -> None:
    sink = Sink()
    ctx = context(sink, auth_token="t")
    assert ask(ctx, Validator({**CLAIMS, "email": "someone@example.com", "roles": set("hgfedcba")})) is None
    user = ctx.data["_auth_context"]
    assert user == AuthContext(USER, REQUEST, "someone@example.com", ORG, tuple("abcdefgh"))
    assert sink.told[0]["session_id"] == str(REQUEST)


@pytest.mark.parametrize(
    ("error", "says", "detail"),
    [
        (TokenExpiredError(OWN_WORDS), "Token has expired", f"TokenExpiredError: {OWN_WORDS}"),
        (InvalidTokenError(OWN_WORDS, "key k1"), "Invalid token", f"InvalidTokenError: {OWN_WORDS} (key k1)"),
        (MissingClaimsError(OWN_WORDS), "Required claims are missing", f"MissingClaimsError: {OWN_WORDS}"),
        (AuthenticationError(OWN_WORDS), "Authentication failed", f"AuthenticationError: {OWN_WORDS}"),
        (ValueError(OWN_WORDS), "Authentication could not be checked", f"ValueError: {OWN_WORDS}"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_a_validators_own_words_are_for_the_log(
    error: Exception, says: str, detail: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert refused(ask(context(auth_token="t"), Validator(error))) == says
    (line,) = caplog.records
    assert line.error_detail == detail  # type: ignore[attr-defined]


def test_every_stage_is_asked_and_the_login_is_told_once() -> None:
    """D-33: an expired token is noticed at the next stage, and nobody logs in once for each stage."""
    sink, validator = Sink(), Validator(CLAIMS)
    ctx = context(sink, auth_token="t")
    for _ in range(3):
        assert ask(ctx, validator) is None
    assert validator.asked == 3
    assert [told["type"] for told in sink.told] == ["auth.login"]
    validator.says = TokenExpiredError()
    assert "expired" in refused(ask(ctx, validator)).lower()


@pytest.mark.parametrize(
    ("data", "reason", "says"),
    [
        ({}, "missing_token", "missing"),
        ({"auth_token": ""}, "missing_token", "missing"),
        ({"auth_token": "expired_1"}, "token_expired", "expired"),
        ({"auth_token": "invalid_1"}, "invalid_token", "invalid"),
        ({"auth_token": "missing_1"}, "missing_claims", "missing"),
        ({"auth_token": 7}, "invalid_token", "invalid"),
    ],
    ids=["none", "empty", "expired", "invalid", "claims", "no-text"],
)
def test_whoever_is_not_let_in_leaves_nothing_behind(
    data: dict[str, Any], reason: str, says: str, caplog: pytest.LogCaptureFixture
) -> None:
    """D-33: what an earlier token was let in with is gone."""
    sink = Sink()
    stale = {"_auth_context": AuthContext(USER, RUN), "_user_id": USER, "_org_id": ORG}
    ctx = context(sink, **data, **stale, _client_ip="::1", _user_agent="agent")
    assert says in refused(ask(ctx)).lower()
    assert not {"_auth_context", "_user_id", "_org_id"} & set(ctx.data)
    (told,) = sink.told
    assert (told["type"], told["reason"], told["request_id"]) == ("auth.failure", reason, str(REQUEST))
    assert (told["ip_address"], told["user_agent"]) == ("::1", "agent")
    line = next(r for r in caplog.records if r.name == "auth_interceptor")
    assert line.levelname == "WARNING" and line.reason == reason  # type: ignore[attr-defined]
    assert line.error_detail  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "says",
    [
        RuntimeError("the keys cannot be fetched"),
        KeyError("kid"),
        None,
        "claims",
        {},
        {**CLAIMS, "user_id": None},
        {**CLAIMS, "session_id": ""},
        {**CLAIMS, "user_id": "me"},
        {**CLAIMS, "session_id": 7},
        {**CLAIMS, "org_id": "us"},
        {**CLAIMS, "email": 7},
        {**CLAIMS, "roles": "admin"},
        {**CLAIMS, "roles": [["admin"]]},
        {**CLAIMS, "roles": {"admin": True}},
    ],
    ids=lambda says: type(says).__name__,
)
def test_a_validator_that_breaks_down_or_talks_nonsense_denies(says: Any) -> None:
    """D-08: auth never fails open; and what the validator said is not for whoever asked."""
    sink = Sink()
    ctx = context(sink, auth_token="t")
    text = refused(ask(ctx, Validator(says)))
    assert "keys cannot be fetched" not in text
    assert "_auth_context" not in ctx.data
    assert [told["type"] for told in sink.told] == ["auth.failure"]


class WithoutCode(AuthenticationError):
    def __init__(self) -> None:
        """Does not call that of AuthenticationError: an error of this kind has no `code`."""


class Mute(AuthenticationError):
    def __str__(self) -> str:
        raise ValueError("there are no words for it")


class Odd:
    """Can neither be compared nor asked whether it is true."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, _other: object) -> bool:
        raise ValueError("not to be compared")

    def __bool__(self) -> bool:
        raise ValueError("neither true nor false")


class BrokenFilter(logging.Filter):
    def filter(self, _record: logging.LogRecord) -> bool:
        raise ValueError("the log breaks down")


@pytest.fixture
def broken_log() -> Iterator[None]:
    log, broken = logging.getLogger("auth_interceptor"), BrokenFilter()
    log.addFilter(broken)
    yield
    log.removeFilter(broken)


def ran_under(*guards: BaseInterceptor, **data: Any) -> bool:
    """Whether the stage ran; if it did not, it failed with the guard's refusal."""
    ran: list[int] = []

    async def stage() -> StageResult:
        ran.append(1)
        return StageResult("s", "completed", began := datetime.now(UTC), began)

    result = asyncio.run(run_with_interceptors("s", stage, context(**data), list(guards)))
    assert ran or (result.status == "failed" and "guard broke down" in (result.error or ""))
    return bool(ran)


@pytest.mark.parametrize("error", [WithoutCode(), Mute("no")], ids=["without-code", "without-text"])
@pytest.mark.parametrize("stale", [USER, Odd()], ids=["known", "odd"])
def test_an_error_that_cannot_be_told_denies(error: AuthenticationError, stale: Any) -> None:
    ctx = context(auth_token=GOOD, _auth_context=stale, _user_id=USER, _org_id=ORG)
    assert "guard broke down" in refused(ask(ctx, Validator(error)))
    assert set(ctx.data) == {"auth_token"}


@pytest.mark.parametrize("data", [{"auth_token": Odd()}, {"auth_token": GOOD, "_auth_context": Odd()}])
def test_values_that_cannot_be_compared_deny(data: dict[str, Any]) -> None:
    assert not ran_under(AuthInterceptor(MockJwtValidator()), **data)


@pytest.mark.usefixtures("broken_log")
def test_a_log_that_breaks_down_denies() -> None:
    auth, enforcement = AuthInterceptor(Validator(TokenExpiredError())), OrgEnforcementInterceptor()
    assert not ran_under(auth, auth_token=GOOD)
    assert not ran_under(enforcement, _auth_context=AuthContext(USER, REQUEST, org_id=ORG), _resource_org_id=OTHER)
    assert ran_under(enforcement, _auth_context=AuthContext(USER, REQUEST, org_id=ORG), _resource_org_id=ORG)


def test_a_sink_that_fails_changes_no_decision() -> None:
    assert ask(context(Sink(broken=True), auth_token=GOOD)) is None
    assert "expired" in refused(ask(context(Sink(broken=True), auth_token="expired_1"))).lower()
    user = AuthContext(USER, RUN, org_id=ORG)
    ctx = context(Sink(broken=True), _auth_context=user, _resource_org_id=OTHER)
    assert "denied" in refused(asyncio.run(OrgEnforcementInterceptor().before("s", ctx))).lower()


def test_without_a_validator_it_says_that_nobody_checks() -> None:
    """D-32: the one for tests is no silent default."""
    with pytest.warns(UserWarning, match="accepts tokens that nobody checked"):
        interceptor = AuthInterceptor()
    assert asyncio.run(interceptor.before("s", context(auth_token="anything"))) is None
    assert (AuthInterceptor.name, AuthInterceptor.priority) == ("auth", 1)
    assert (OrgEnforcementInterceptor.name, OrgEnforcementInterceptor.priority) == ("org_enforcement", 2)


def test_the_defaults_with_auth_are_those_two_first() -> None:
    """D-10."""
    with_auth = get_default_interceptors(include_auth=True, jwt_validator=MockJwtValidator())
    assert [type(i) for i in with_auth[:2]] == [AuthInterceptor, OrgEnforcementInterceptor]
    assert [type(i) for i in with_auth[2:]] == [type(i) for i in get_default_interceptors()]
    assert [i.priority for i in with_auth] == sorted(i.priority for i in with_auth)
    with pytest.warns(UserWarning, match="nobody checked"):
        get_default_interceptors(include_auth=True)


def enforced(owner: Any = ..., user: Any = ...) -> tuple[str | None, list[dict[str, Any]]]:
    """What is said to whoever asks for a resource of `owner`; None for let in."""
    sink = Sink()
    data = {} if owner is ... else {"_resource_org_id": owner}
    data |= {} if user is None else {"_auth_context": AuthContext(USER, RUN, org_id=ORG) if user is ... else user}
    verdict = asyncio.run(OrgEnforcementInterceptor().before("s", context(sink, **data)))
    return (None if verdict is None else refused(verdict).lower()), sink.told


@pytest.mark.parametrize("owner", [..., ORG, str(ORG)], ids=["no-resource", "own", "own-as-text"])
def test_an_organisation_gets_what_is_its_own(owner: Any) -> None:
    assert enforced(owner) == (None, [])


@pytest.mark.parametrize(
    ("owner", "user"),
    [
        (OTHER, ...),
        (str(OTHER), ...),
        (None, ...),
        (ORG, AuthContext(USER, RUN)),
        (None, AuthContext(USER, RUN)),
    ],
    ids=["another", "another-as-text", "no-owner", "user-without-organisation", "neither-has-one"],
)
def test_nobody_gets_what_is_not_his_or_nobodys(owner: Any, user: Any, caplog: pytest.LogCaptureFixture) -> None:
    """D-34; and a resource without an owner is for nobody."""
    said, told = enforced(owner, user)
    assert said is not None and "denied" in said
    (event,) = told
    assert (event["type"], event["user_id"]) == ("tenant.access_denied", str(USER))
    assert event["resource_org_id"] == (None if owner is None else str(owner))
    assert event["user_org_id"] == (str(ORG) if user is ... else None)
    assert (event["request_id"], event["pipeline_run_id"]) == (str(REQUEST), str(RUN))
    (line,) = caplog.records
    assert (line.name, line.levelname) == ("auth_interceptor", "WARNING")
    for name in ("user_org_id", "resource_org_id", "user_id", "request_id", "pipeline_run_id"):
        assert getattr(line, name) == event[name]


@pytest.mark.parametrize("user", [None, "me", {"user_id": USER, "org_id": ORG}], ids=["none", "text", "dict"])
def test_whoever_is_not_authenticated_gets_nothing(user: Any) -> None:
    for owner in (..., ORG):
        said, _ = enforced(owner, user)
        assert said is not None and "authcontext" in said


@pytest.mark.parametrize("owner", ["us", 7, object()], ids=["text", "number", "object"])
def test_an_owner_that_is_no_id_is_none(owner: Any) -> None:
    said, _ = enforced(owner)
    assert said is not None and "denied" in said


def test_a_refused_stage_is_not_run_and_not_completed() -> None:
    ran = list[str]()

    async def stage() -> StageResult:
        ran.append("s")
        raise AssertionError("not reached")

    async def run(guards: Callable[[], list[Any]]) -> StageResult:
        return await run_with_interceptors("s", stage, context(auth_token="expired_1"), guards())

    result = asyncio.run(run(lambda: [AuthInterceptor(MockJwtValidator()), OrgEnforcementInterceptor()]))
    assert (ran, result.status) == ([], "failed")
    assert "expired" in str(result.error).lower()


@pytest.mark.parametrize("owner", [ORG, OTHER], ids=["own", "anothers"])
def test_a_unified_graph_is_guarded_by_what_stands_in_its_metadata(owner: UUID) -> None:
    ran = list[str]()

    async def stage(ctx: StageContext) -> None:
        ran.append(ctx.stage_name)

    guards: list[Any] = [AuthInterceptor(Validator(CLAIMS)), OrgEnforcementInterceptor()]
    graph = Pipeline().with_stage("s", stage, StageKind.GUARD).build(interceptors=guards)
    metadata = {"auth_token": "t", "_resource_org_id": str(owner)}
    if owner == ORG:
        asyncio.run(run_pipeline(graph, metadata))
        assert ran == ["s"]
        return
    with pytest.raises(UnifiedStageExecutionError, match="denied"):
        asyncio.run(run_pipeline(graph, metadata))
    assert ran == []


def test_stages_side_by_side_do_not_take_each_others_user_away() -> None:
    """While one is being asked, the others still know the user that all of them have."""

    async def one(ctx: PipelineContext) -> InterceptorResult | None:
        verdict = await AuthInterceptor(Validator(CLAIMS)).before("s", ctx)
        return verdict or await OrgEnforcementInterceptor().before("s", ctx)

    async def both() -> list[InterceptorResult | None]:
        ctx = context(auth_token="t", _resource_org_id=ORG)
        await AuthInterceptor(Validator(CLAIMS)).before("s", ctx)
        return list(await asyncio.gather(*(one(ctx) for _ in range(5))))

    assert asyncio.run(both()) == [None] * 5
