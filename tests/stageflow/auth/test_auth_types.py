"""Users, organisations, errors and events of `stageflow.auth` (sections 13.1 to 13.3 of the specification)."""

import copy
import pickle
from dataclasses import FrozenInstanceError
from typing import Any
from uuid import UUID

import pytest

from stageflow.auth import (
    AuthContext,
    AuthenticationError,
    AuthFailureEvent,
    AuthLoginEvent,
    CrossTenantAccessError,
    InvalidTokenError,
    MissingClaimsError,
    OrgContext,
    TenantAccessDeniedEvent,
    TokenExpiredError,
)

USER, SESSION, ORG, TENANT, RUN, REQUEST = (UUID(int=n) for n in range(1, 7))


def test_a_user_has_roles_and_is_authenticated() -> None:
    user = AuthContext(USER, SESSION, "someone@example.com", ORG, ("editor", "org_admin"))
    assert user.is_authenticated and user.has_role("editor") and not user.has_role("edit")
    assert user.is_admin() and AuthContext(USER, SESSION, roles=("admin",)).is_admin()
    plain = AuthContext(USER, SESSION)
    assert (plain.email, plain.org_id, plain.roles, plain.is_admin()) == (None, None, (), False)


@pytest.mark.parametrize(
    ("email", "shown"),
    [("someone@example.com", "'som***'"), ("abcd", "'abc***'"), ("a@b", "'***'"), ("", "'***'"), (None, "email=None")],
)
def test_a_user_is_shown_without_session_and_without_the_whole_address(email: str | None, shown: str) -> None:
    """D-31: of an address of three characters nothing is left."""
    text = repr(AuthContext(USER, SESSION, email, ORG, ("r",)))
    assert shown in text
    assert all(part in text for part in ("AuthContext", str(USER), str(ORG), "'r'"))
    assert str(SESSION) not in text
    assert not email or email not in text


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ("administrator", "got str"),
        (b"admin", "got bytes"),
        ({"admin": 1}, "got dict"),
        (7, "got int"),
        (None, "got None"),
    ],
)
def test_one_text_is_not_several(value: Any, got: str) -> None:
    """Of "administrator" every part would be a role."""
    with pytest.raises(TypeError, match=rf"AuthContext.roles must be several texts.*{got}"):
        AuthContext(USER, SESSION, roles=value)
    with pytest.raises(TypeError, match=rf"OrgContext.features must be several texts.*{got}"):
        OrgContext(ORG, features=value)
    with pytest.raises(TypeError, match="got list among them"):
        AuthContext(USER, SESSION, roles=(["admin"],))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["user_id", b"user_id"])
def test_missing_claims_are_several_texts(text: Any) -> None:
    with pytest.raises(TypeError, match="missing_claims must be several texts"):
        MissingClaimsError(missing_claims=text)


def test_roles_and_features_are_nobodys_to_change() -> None:
    held = ["user"]
    user, org = AuthContext(USER, SESSION, roles=held), OrgContext(ORG, features=held)  # type: ignore[arg-type]
    held.append("admin")
    assert (user.roles, user.is_admin(), org.features) == (("user",), False, ("user",))
    assert AuthContext(USER, SESSION, roles=set("hgfedcba")).roles == tuple("abcdefgh")  # type: ignore[arg-type]


def test_an_organisation_has_features_and_is_shown_without_its_tenant() -> None:
    org = OrgContext(ORG, TENANT, "pro", ("sso",))
    assert org.has_feature("sso") and not org.has_feature("s")
    assert str(ORG) in repr(org) and str(TENANT) not in repr(org)
    assert (OrgContext(ORG).plan_tier, OrgContext(ORG).features, OrgContext(ORG).tenant_id) == ("starter", (), None)


FROZEN: list[Any] = [
    AuthContext(USER, SESSION, "someone@example.com", ORG, ("r",)),
    OrgContext(ORG, TENANT),
    AuthLoginEvent(USER, SESSION, ORG),
    AuthFailureEvent("why"),
    TenantAccessDeniedEvent(USER, ORG),
]


@pytest.mark.parametrize("value", FROZEN, ids=lambda value: type(value).__name__)
def test_they_are_frozen_once_and_for_all(value: Any) -> None:
    name = next(iter(value.__dataclass_fields__))
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, None)
    with pytest.raises((AttributeError, TypeError)):
        value.another = 1
    with pytest.raises(TypeError, match="__init__ again"):
        value.__init__(**{n: getattr(value, n) for n in value.__dataclass_fields__})
    assert hasattr(type(value), "__slots__")
    assert copy.deepcopy(value) is value
    assert pickle.loads(pickle.dumps(value)) == value


@pytest.mark.parametrize(
    ("error", "code", "says", "knows"),
    [
        (TokenExpiredError(expired_at="then"), "token_expired", "expired", {"expired_at": "then"}),
        (InvalidTokenError(reason="signature"), "invalid_token", "invalid", {"reason": "signature"}),
        (MissingClaimsError(missing_claims=["a"]), "missing_claims", "missing", {"missing_claims": ["a"]}),
        (
            CrossTenantAccessError(user_org_id="a", resource_org_id="b"),
            "cross_tenant_access",
            "denied",
            {"user_org_id": "a", "resource_org_id": "b"},
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_errors_have_a_code_and_say_what_they_know(
    error: AuthenticationError, code: str, says: str, knows: dict[str, Any]
) -> None:
    assert isinstance(error, AuthenticationError)
    assert error.code == code and says in str(error).lower()
    assert {name: getattr(error, name) for name in knows} == knows
    assert str(type(error)("my own words")) == "my own words"


def test_an_error_is_its_message_and_shares_no_list() -> None:
    assert (str(AuthenticationError("x")), AuthenticationError("x").code) == ("x", "auth_error")
    first, second = MissingClaimsError(), MissingClaimsError()
    first.missing_claims.append("a")
    assert second.missing_claims == []
    given = ["a"]
    made = MissingClaimsError(missing_claims=given)
    given.append("b")
    assert made.missing_claims == ["a"]


def test_events_are_plain_data_with_their_type_first() -> None:
    login = AuthLoginEvent(USER, SESSION, ORG, "now", REQUEST, RUN).to_dict()
    assert next(iter(login)) == "type"
    assert login == {
        "type": "auth.login",
        "user_id": str(USER),
        "org_id": str(ORG),
        "session_id": str(SESSION),
        "timestamp": "now",
        "request_id": str(REQUEST),
        "pipeline_run_id": str(RUN),
    }
    failure = AuthFailureEvent("expired", "::1", "agent", "now", REQUEST, USER).to_dict()
    assert failure == {
        "type": "auth.failure",
        "reason": "expired",
        "ip_address": "::1",
        "user_agent": "agent",
        "timestamp": "now",
        "request_id": str(REQUEST),
        "user_id": str(USER),
    }
    denied = TenantAccessDeniedEvent(ORG, TENANT, USER, "now", REQUEST, RUN).to_dict()
    assert denied == {
        "type": "tenant.access_denied",
        "user_org_id": str(ORG),
        "resource_org_id": str(TENANT),
        "user_id": str(USER),
        "timestamp": "now",
        "request_id": str(REQUEST),
        "pipeline_run_id": str(RUN),
    }
    bare = AuthLoginEvent(USER, SESSION).to_dict()
    assert (bare["org_id"], bare["request_id"], bare["pipeline_run_id"]) == (None, None, None)
    assert bare["timestamp"].endswith("+00:00")
