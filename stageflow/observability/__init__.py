"""Loggers of runs and provider calls, circuit breakers, error summaries, traces and wide events."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from stageflow.observability.tracing import (
    OTEL_AVAILABLE,
    NoOpSpan,
    StageflowTracer,
    TraceContext,
    clear_correlation_id,
    ensure_correlation_id,
    get_correlation_id,
    get_span_id,
    get_trace_context_dict,
    get_trace_id,
    set_correlation_id,
)
from stageflow.observability.wide_events import WideEventEmitter, emit_pipeline_wide_event, emit_stage_wide_event

_MESSAGE_LIMIT = 500


class PipelineRunLogger(Protocol):
    """Where the runs of pipelines are recorded."""

    async def log_run_started(
        self,
        *,
        pipeline_run_id: UUID,
        pipeline_name: str,
        topology: str | None,
        execution_mode: str | None,
        user_id: UUID | None,
        **kwargs: Any,
    ) -> None:
        """A run begins."""
        ...

    async def log_run_completed(
        self,
        *,
        pipeline_run_id: UUID,
        pipeline_name: str,
        duration_ms: int,
        status: str,
        stage_results: dict[str, Any],
        **kwargs: Any,
    ) -> None:
        """A run went well."""
        ...

    async def log_run_failed(
        self, *, pipeline_run_id: UUID, pipeline_name: str, error: str, stage: str | None, **kwargs: Any
    ) -> None:
        """A run failed."""
        ...


class ProviderCallLogger(Protocol):
    """Where calls of providers are recorded."""

    async def log_call_start(self, *, operation: str, provider: str, model_id: str | None, **_context: Any) -> UUID:
        """A call begins; its id."""
        ...

    async def log_call_end(
        self, call_id: UUID, *, success: bool, latency_ms: int, error: str | None = None, **metrics: Any
    ) -> None:
        """A call has ended."""
        ...


class CircuitBreaker(Protocol):
    """Says which operations of which providers are not to be tried for now."""

    async def is_open(self, *, operation: str, provider: str) -> bool:
        """Whether the operation is not to be tried."""
        ...

    async def record_success(self, *, operation: str, provider: str) -> None:
        """The operation went well."""
        ...

    async def record_failure(self, *, operation: str, provider: str, reason: str) -> None:
        """The operation failed."""
        ...


class CircuitBreakerOpenError(Exception):
    """An operation was not tried because its circuit breaker is open."""

    def __init__(self, operation: str, provider: str) -> None:
        super().__init__(f"circuit breaker open for {operation} of {provider}")
        self.operation = operation
        self.provider = provider


class NoOpPipelineRunLogger:
    """Records nothing."""

    async def log_run_started(self, **kwargs: Any) -> None:
        """Do nothing."""

    async def log_run_completed(self, **kwargs: Any) -> None:
        """Do nothing."""

    async def log_run_failed(self, **kwargs: Any) -> None:
        """Do nothing."""


class NoOpProviderCallLogger:
    """Records nothing."""

    async def log_call_start(self, **_kwargs: Any) -> UUID:
        """The all-zero id."""
        return UUID(int=0)

    async def log_call_end(self, call_id: UUID, **_kwargs: Any) -> None:
        """Do nothing."""


class _NoOpCircuitBreaker:
    """Never open."""

    async def is_open(self, *, operation: str, provider: str) -> bool:
        return False

    async def record_success(self, *, operation: str, provider: str) -> None: ...

    async def record_failure(self, *, operation: str, provider: str, reason: str) -> None: ...


pipeline_run_logger = NoOpPipelineRunLogger()
provider_call_logger = NoOpProviderCallLogger()


def get_circuit_breaker() -> CircuitBreaker:
    """A new breaker that is never open."""
    return _NoOpCircuitBreaker()


def summarize_pipeline_error(exc: Exception) -> dict[str, Any]:
    """Code, type, message (its first 500 characters) and whether trying again may help."""
    if isinstance(exc, TimeoutError):
        code = "TIMEOUT"
    else:
        code = "CIRCUIT_OPEN" if "circuit breaker" in str(exc).lower() else "UNKNOWN"
    return {
        "code": code,
        "type": type(exc).__name__,
        "message": str(exc)[:_MESSAGE_LIMIT],
        "retryable": code != "UNKNOWN",
    }


def error_summary_to_string(error_summary: dict[str, Any]) -> str:
    """A summary as one line."""
    return f"{error_summary.get('code', 'UNKNOWN')}: {error_summary.get('message', '')}".strip()


def error_summary_to_stages_patch(error_summary: dict[str, Any]) -> dict[str, Any]:
    """A summary as the patch of a run's stages."""
    return {"failure": {"error": error_summary}}


__all__ = [
    "OTEL_AVAILABLE",
    "CircuitBreaker",
    "CircuitBreakerOpenError",
    "NoOpPipelineRunLogger",
    "NoOpProviderCallLogger",
    "NoOpSpan",
    "PipelineRunLogger",
    "ProviderCallLogger",
    "StageflowTracer",
    "TraceContext",
    "WideEventEmitter",
    "clear_correlation_id",
    "emit_pipeline_wide_event",
    "emit_stage_wide_event",
    "ensure_correlation_id",
    "error_summary_to_stages_patch",
    "error_summary_to_string",
    "get_circuit_breaker",
    "get_correlation_id",
    "get_span_id",
    "get_trace_context_dict",
    "get_trace_id",
    "pipeline_run_logger",
    "provider_call_logger",
    "set_correlation_id",
    "summarize_pipeline_error",
]
