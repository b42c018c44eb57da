"""Trace and correlation ids in context variables, W3C headers, and spans when OpenTelemetry is installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from stageflow.context.identity import id_text


def _installed() -> bool:
    # looked for, not imported: importing it would cost more than this package
    try:
        return importlib.util.find_spec("opentelemetry.trace.propagation.tracecontext") is not None
    except ImportError:
        return False


OTEL_AVAILABLE: bool = _installed()

_trace_id: ContextVar[str | None] = ContextVar("stageflow_trace_id", default=None)
_span_id: ContextVar[str | None] = ContextVar("stageflow_span_id", default=None)
_parent_span_id: ContextVar[str | None] = ContextVar("stageflow_parent_span_id", default=None)
_correlation_id: ContextVar[UUID | None] = ContextVar("stageflow_correlation_id", default=None)

_NO_SPAN = "0" * 16
_BAGGAGE = "x-baggage-"


def set_correlation_id(correlation_id: UUID) -> None:
    """Set the correlation id of the current context."""
    _correlation_id.set(correlation_id)


def get_correlation_id() -> UUID | None:
    """The correlation id of the current context, or None."""
    return _correlation_id.get()


def clear_correlation_id() -> None:
    """Leave the current context without a correlation id."""
    _correlation_id.set(None)


def ensure_correlation_id() -> UUID:
    """The correlation id of the current context, a new one when there is none."""
    current = _correlation_id.get()
    if current is None:
        current = uuid4()
        _correlation_id.set(current)
    return current


def get_trace_id() -> str | None:
    """The trace id of the current context, or None."""
    return _trace_id.get()


def get_span_id() -> str | None:
    """The span id of the current context, or None."""
    return _span_id.get()


def get_trace_context_dict() -> dict[str, Any]:
    """The four ids of the current context, as text or None."""
    return {
        "trace_id": _trace_id.get(),
        "span_id": _span_id.get(),
        "parent_span_id": _parent_span_id.get(),
        "correlation_id": id_text(_correlation_id.get()),
    }


def _uuid_or_none(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _recording_ids() -> tuple[str | None, str | None]:
    """Trace and span id of the recording OpenTelemetry span, if there is one."""
    if not OTEL_AVAILABLE:
        return None, None
    trace = importlib.import_module("opentelemetry.trace")
    span = trace.get_current_span()
    if not span.is_recording():
        return None, None
    held = span.get_span_context()
    return format(held.trace_id, "032x"), format(held.span_id, "016x")


@dataclass
class TraceContext:
    """The ids that tie a piece of work to its trace."""

    trace_id: str | None = None
    span_id: str | None = None
    parent_span_id: str | None = None
    correlation_id: UUID | None = None
    pipeline_run_id: UUID | None = None
    request_id: UUID | None = None
    org_id: UUID | None = None
    baggage: dict[str, str] = field(default_factory=dict)
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @classmethod
    def capture(cls) -> TraceContext:
        """The ids of the current context."""
        trace_id, span_id = _recording_ids()
        return cls(
            trace_id=trace_id or _trace_id.get(),
            span_id=span_id or _span_id.get(),
            parent_span_id=_parent_span_id.get(),
            correlation_id=_correlation_id.get(),
        )

    @contextmanager
    def activate(self) -> Iterator[TraceContext]:
        """Make the ids that are set those of the current context, for a block."""
        variables: list[tuple[ContextVar[Any], Any]] = [
            (_trace_id, self.trace_id),
            (_span_id, self.span_id),
            (_parent_span_id, self.parent_span_id),
            (_correlation_id, self.correlation_id),
        ]
        tokens = [(variable, variable.set(value)) for variable, value in variables if value]
        try:
            yield self
        finally:
            for variable, token in reversed(tokens):
                variable.reset(token)

    def to_dict(self) -> dict[str, Any]:
        """All fields as plain data."""
        return {
            "trace_id": self.trace_id,
            "span_id": self.span_id,
            "parent_span_id": self.parent_span_id,
            "correlation_id": id_text(self.correlation_id),
            "pipeline_run_id": id_text(self.pipeline_run_id),
            "request_id": id_text(self.request_id),
            "org_id": id_text(self.org_id),
            "baggage": dict(self.baggage),
            "created_at": self.created_at.isoformat(),
        }

    def to_headers(self) -> dict[str, str]:
        """W3C `traceparent` and the ids that are set, as headers."""
        headers = {}
        if self.trace_id:
            headers["traceparent"] = f"00-{self.trace_id}-{self.span_id or _NO_SPAN}-01"
        ids = {
            "x-correlation-id": self.correlation_id,
            "x-pipeline-run-id": self.pipeline_run_id,
            "x-request-id": self.request_id,
            "x-org-id": self.org_id,
        }
        headers.update({name: str(value) for name, value in ids.items() if value})
        headers.update({f"{_BAGGAGE}{key}": value for key, value in self.baggage.items()})
        return headers

    @classmethod
    def from_headers(cls, headers: dict[str, str]) -> TraceContext:
        """The inverse; whatever cannot be read is left out."""
        parts = headers.get("traceparent", "").split("-")
        trace_id, span_id = (parts[1], parts[2]) if len(parts) >= 3 else ("", "")
        return cls(
            trace_id=trace_id if len(trace_id) == 32 else None,
            span_id=span_id if len(span_id) == 16 else None,
            correlation_id=_uuid_or_none(headers.get("x-correlation-id")),
            pipeline_run_id=_uuid_or_none(headers.get("x-pipeline-run-id")),
            request_id=_uuid_or_none(headers.get("x-request-id")),
            org_id=_uuid_or_none(headers.get("x-org-id")),
            baggage={key.removeprefix(_BAGGAGE): value for key, value in headers.items() if key.startswith(_BAGGAGE)},
        )


class NoOpSpan:
    """A span that goes nowhere, but remembers what it was told."""

    def __init__(self, name: str, *, attributes: dict[str, Any] | None = None) -> None:
        self.name = name
        self._attributes: dict[str, Any] = dict(attributes or {})
        self._events: list[tuple[str, dict[str, Any]]] = []

    def set_attribute(self, key: str, value: Any) -> None:
        """Keep an attribute."""
        self._attributes[key] = value

    def add_event(self, name: str, attributes: dict[str, Any] | None = None) -> None:
        """Keep an event."""
        self._events.append((name, attributes or {}))

    def set_status(self, status: Any, description: str | None = None) -> None:
        """Keep the status, among the attributes."""
        self._attributes["_status"] = status
        self._attributes["_status_description"] = description

    def record_exception(self, exception: Exception) -> None:
        """Keep an exception, among the events."""
        self.add_event("exception", {"exception.type": type(exception).__name__, "exception.message": str(exception)})

    def is_recording(self) -> bool:
        """False."""
        return False

    def get_span_context(self) -> Any:
        """None."""
        return None


class StageflowTracer:
    """Starts OpenTelemetry spans when it is installed, NoOpSpans otherwise."""

    def __init__(self, name: str = "stageflow") -> None:
        self._name = name

    @property
    def is_enabled(self) -> bool:
        """Whether OpenTelemetry is installed."""
        return OTEL_AVAILABLE

    @contextmanager
    def start_span(self, name: str, *, kind: Any = None, attributes: dict[str, Any] | None = None) -> Iterator[Any]:
        """A span around a block."""
        if not OTEL_AVAILABLE:
            yield NoOpSpan(name, attributes=attributes)
            return
        trace = importlib.import_module("opentelemetry.trace")
        tracer = trace.get_tracer(self._name)
        with tracer.start_as_current_span(name, kind=kind or trace.SpanKind.INTERNAL, attributes=attributes) as span:
            held = span.get_span_context()
            ids = TraceContext(format(held.trace_id, "032x"), format(held.span_id, "016x"))
            with ids.activate():
                yield span

    def inject_context(self, carrier: dict[str, str]) -> None:
        """Put the ids of the current context into headers."""
        if OTEL_AVAILABLE:
            module = importlib.import_module("opentelemetry.trace.propagation.tracecontext")
            module.TraceContextTextMapPropagator().inject(carrier)
        carrier.update(TraceContext.capture().to_headers())

    def extract_context(self, carrier: dict[str, str]) -> TraceContext:
        """The ids in headers."""
        return TraceContext.from_headers(carrier)
