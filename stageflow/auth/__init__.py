"""Who may do what: tokens, users, organisations and tenants."""

from stageflow.auth.context import AuthContext, OrgContext
from stageflow.auth.current import get_current_user, require_user
from stageflow.auth.errors import (
    AuthenticationError,
    CrossTenantAccessError,
    InvalidTokenError,
    MissingClaimsError,
    TokenExpiredError,
)
from stageflow.auth.events import AuthFailureEvent, AuthLoginEvent, TenantAccessDeniedEvent
from stageflow.auth.interceptors import AuthInterceptor, JwtValidator, MockJwtValidator, OrgEnforcementInterceptor
from stageflow.auth.tenant import (
    TenantAwareLogger,
    TenantContext,
    TenantIsolationError,
    TenantIsolationValidator,
    clear_current_tenant,
    get_current_tenant,
    require_tenant,
    set_current_tenant,
)

__all__ = [
    "AuthContext",
    "AuthFailureEvent",
    "AuthInterceptor",
    "AuthLoginEvent",
    "AuthenticationError",
    "CrossTenantAccessError",
    "InvalidTokenError",
    "JwtValidator",
    "MissingClaimsError",
    "MockJwtValidator",
    "OrgContext",
    "OrgEnforcementInterceptor",
    "TenantAccessDeniedEvent",
    "TenantAwareLogger",
    "TenantContext",
    "TenantIsolationError",
    "TenantIsolationValidator",
    "TokenExpiredError",
    "clear_current_tenant",
    "get_current_tenant",
    "get_current_user",
    "require_tenant",
    "require_user",
    "set_current_tenant",
]
