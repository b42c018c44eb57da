"""One tenant's work kept apart from another's: a context that names the tenant, and checks that do not forget."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from uuid import UUID

from stageflow.context.identity import id_text
from stageflow.immutable.freeze import thaw

if TYPE_CHECKING:
    from stageflow.context.context_snapshot import ContextSnapshot

logger = logging.getLogger("stageflow.auth.tenant")

_current: ContextVar[UUID | None] = ContextVar("stageflow_current_tenant", default=None)
_IDS = ("org_id", "user_id", "session_id")
T = TypeVar("T")


class TenantIsolationError(Exception):
    """Something of another tenant was asked for, or no tenant is set."""

    def __init__(
        self,
        message: str,
        *,
        expected_org_id: UUID | None = None,
        actual_org_id: UUID | None = None,
        operation: str | None = None,
    ) -> None:
        super().__init__(message)
        self.expected_org_id = expected_org_id
        self.actual_org_id = actual_org_id
        self.operation = operation


class TenantAwareLogger:
    """Logs through `logging.getLogger(name)`; each line has `org_id`, `user_id` and `session_id`.

    What the caller gives as `extra` wins over these.
    """

    def __init__(self, name: str, *, tenant_context: TenantContext) -> None:
        self._logger = logging.getLogger(name)
        self._tenant = tenant_context

    def debug(self, msg: str, *args: Any, extra: dict[str, Any] | None = None, **kwargs: Any) -> None:
        """Log at DEBUG."""
        self._logger.debug(msg, *args, **self._given(extra, kwargs))

    def info(self, msg: str, *args: Any, extra: dict[str, Any] | None = None, **kwargs: Any) -> None:
        """Log at INFO."""
        self._logger.info(msg, *args, **self._given(extra, kwargs))

    def warning(self, msg: str, *args: Any, extra: dict[str, Any] | None = None, **kwargs: Any) -> None:
        """Log at WARNING."""
        self._logger.warning(msg, *args, **self._given(extra, kwargs))

    def error(self, msg: str, *args: Any, extra: dict[str, Any] | None = None, **kwargs: Any) -> None:
        """Log at ERROR."""
        self._logger.error(msg, *args, **self._given(extra, kwargs))

    def exception(self, msg: str, *args: Any, extra: dict[str, Any] | None = None, **kwargs: Any) -> None:
        """Log at ERROR, with the exception that is being handled."""
        self._logger.exception(msg, *args, **self._given(extra, kwargs))

    def _given(self, extra: dict[str, Any] | None, more: dict[str, Any]) -> dict[str, Any]:
        ids = {name: id_text(getattr(self._tenant, name)) for name in _IDS}
        # one level up: the line is the caller's, not that of this module
        return {**more, "stacklevel": more.get("stacklevel", 1) + 1, "extra": {**ids, **(extra or {})}}


def _set_once(*names: str) -> Callable[[type[T]], type[T]]:
    """Make a class refuse, by AttributeError, to set again or to delete these attributes.

    Whoever holds such an object could else make it that of anybody.
    """

    def decorate(cls: type[T]) -> type[T]:
        def refuse(name: str) -> NoReturn:
            raise AttributeError(f"{name} of a {cls.__name__} is set once; make another one")

        def __setattr__(self: Any, name: str, value: Any) -> None:  # noqa: N807
            if name in names and name in vars(self):
                refuse(name)
            object.__setattr__(self, name, value)

        def __delattr__(self: Any, name: str) -> None:  # noqa: N807
            if name in names:
                refuse(name)
            object.__delattr__(self, name)

        cls.__setattr__ = __setattr__  # type: ignore[method-assign]
        cls.__delattr__ = __delattr__  # type: ignore[method-assign]
        return cls

    return decorate


@_set_once(*_IDS)
@dataclass
class TenantContext:
    """Whose work this is. Its ids are set once; `metadata` is the caller's to change."""

    org_id: UUID
    user_id: UUID | None = None
    session_id: UUID | None = None
    metadata: dict[str, Any] = field(default_factory=dict)

    def validate_access(
        self, resource_org_id: UUID | None, *, operation: str = "access", shared_allowed: bool = True
    ) -> None:
        """Raise TenantIsolationError for a resource of another organisation.

        One without an organisation is taken for shared by all, unless `shared_allowed` is false: then it is for nobody,
        a tenant without organisation neither.
        """
        if shared_allowed if resource_org_id is None else resource_org_id == self.org_id:
            return
        extra = {
            "event": "tenant_isolation_violation",
            "expected_org_id": id_text(self.org_id),
            "actual_org_id": id_text(resource_org_id),
            "operation": operation,
        }
        logger.warning("tenant isolation violated by %s", operation, extra=extra)
        raise TenantIsolationError(
            f"{operation}: the resource belongs to another organisation",
            expected_org_id=self.org_id,
            actual_org_id=resource_org_id,
            operation=operation,
        )

    def get_logger(self, name: str) -> TenantAwareLogger:
        """A logger whose lines carry these ids."""
        return TenantAwareLogger(name, tenant_context=self)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ids as text."""
        return {**{name: id_text(getattr(self, name)) for name in _IDS}, "metadata": thaw(self.metadata)}

    @classmethod
    def from_snapshot(cls, snapshot: ContextSnapshot[Any]) -> TenantContext | None:
        """The tenant of a snapshot, None where it names no organisation."""
        return None if snapshot.org_id is None else cls(snapshot.org_id, snapshot.user_id, snapshot.session_id)


@_set_once("expected_org_id", "strict", "shared_allowed")
@dataclass
class TenantIsolationValidator:
    """Keeps account of whose resources were touched. Each call is atomic, across tasks and OS threads.

    What it expects and how strict it is are set once.
    """

    expected_org_id: UUID
    strict: bool = True
    _accessed_org_ids: dict[UUID, list[str]] = field(default_factory=dict)
    _violations: list[dict[str, Any]] = field(default_factory=list)
    shared_allowed: bool = field(default=True, kw_only=True)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    def record_access(
        self, org_id: UUID | None, *, resource_type: str = "unknown", resource_id: str | None = None
    ) -> bool:
        """True for a resource of the expected organisation, or of none, which is not kept account of.

        For one of another organisation, and for one of none unless `shared_allowed`: False, or TenantIsolationError
        where `strict`; it is a violation either way.
        """
        if org_id is None:
            if self.shared_allowed:
                return True
        else:
            with self._lock:
                self._accessed_org_ids.setdefault(org_id, []).append(f"{resource_type}:{resource_id}")
            if org_id == self.expected_org_id:
                return True
        violation = {
            "expected_org_id": id_text(self.expected_org_id),
            "actual_org_id": id_text(org_id),
            "resource_type": resource_type,
            "resource_id": resource_id,
        }
        with self._lock:
            self._violations.append(violation)
        logger.warning("resource of another tenant", extra={"event": "tenant_violation", **violation})
        if self.strict:
            raise TenantIsolationError(
                f"{resource_type} belongs to another organisation",
                expected_org_id=self.expected_org_id,
                actual_org_id=org_id,
                operation=f"access_{resource_type}",
            )
        return False

    def get_violations(self) -> list[dict[str, Any]]:
        """What was not allowed, in order; the caller's own."""
        with self._lock:
            return [dict(violation) for violation in self._violations]

    def get_accessed_tenants(self) -> list[UUID]:
        """Each organisation whose resources were touched, once, in the order of the first time."""
        with self._lock:
            return list(self._accessed_org_ids)

    def is_isolated(self) -> bool:
        """Whether nothing of another organisation was touched."""
        return not self._violations


def set_current_tenant(org_id: UUID | None) -> None:
    """Names the tenant of the current context and of the tasks started from it."""
    _current.set(org_id)


def get_current_tenant() -> UUID | None:
    """The tenant of the current context."""
    return _current.get()


def clear_current_tenant() -> None:
    """Leaves the current context without a tenant."""
    _current.set(None)


def require_tenant() -> UUID:
    """The tenant of the current context. Raises TenantIsolationError where none is set."""
    tenant = _current.get()
    if tenant is None:
        raise TenantIsolationError("no tenant is set; call set_current_tenant() first")
    return tenant


__all__ = [
    "TenantAwareLogger",
    "TenantContext",
    "TenantIsolationError",
    "TenantIsolationValidator",
    "clear_current_tenant",
    "get_current_tenant",
    "require_tenant",
    "set_current_tenant",
]
