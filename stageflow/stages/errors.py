"""Logging of what goes wrong in and around stages, and wrappers that turn it into stage errors."""

from __future__ import annotations

import functools
import inspect
import logging
import time
from collections.abc import Callable
from typing import Any

from stageflow.context.identity import id_text
from stageflow.stages.context import PipelineContext
from stageflow.stages.result import StageError, StageResult, Stopwatch

_RECOVERABLE_WORDS = ("connection", "timeout", "network", "disconnected")
_OF_RECORDS = {*vars(logging.makeLogRecord({})), "message", "asctime"}
_RECOVERABLE_CLASSES = ("connectionerror", "timeouterror", "httperror")

PayloadOf = Callable[[Exception, dict[str, Any]], dict[str, Any]]


def _what(error: Exception) -> dict[str, Any]:
    return {"error_type": type(error).__name__, "error_message": str(error)}


def _extra(known: dict[str, Any], given: dict[str, Any] | None) -> dict[str, Any]:
    """What is known with what was given; keys that a log record has itself get an underscore: logging refuses them."""
    return known | {f"{key}_" if key in _OF_RECORDS else key: held for key, held in (given or {}).items()}


def _ids(ctx: PipelineContext | None, *names: str) -> dict[str, Any]:
    return {} if ctx is None else {name: id_text(getattr(ctx, name)) for name in names}


def log_stage_error(
    stage_name: str,
    error: Exception,
    ctx: PipelineContext | None = None,
    stage_logger: logging.Logger | None = None,
    additional_context: dict[str, Any] | None = None,
) -> None:
    """Log the failure of a stage with its traceback."""
    ids = _ids(ctx, "pipeline_run_id", "request_id", "session_id", "user_id", "org_id")
    extra = _extra({"service": "pipeline", "stage": stage_name, **_what(error), **ids}, additional_context)
    log = stage_logger if stage_logger is not None else logging.getLogger("pipeline_error")
    log.error("stage %s failed: %s", stage_name, error, exc_info=error, extra=extra)


def log_debug_failure(operation: str, error: Exception, context: dict[str, Any] | None = None) -> None:
    """Log the failure of something done for debugging only."""
    extra = _extra({"service": "debug", "operation": operation, **_what(error)}, context)
    logging.getLogger("debug_operations").error("%s failed: %s", operation, error, extra=extra)


def safe_debug_log(operation: str, log_func: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Call `log_func`; what it raises is logged, not raised."""
    try:
        log_func(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 - debugging must not change the outcome
        log_debug_failure(operation, error)


def handle_provider_error(
    provider_name: str, operation: str, error: Exception, ctx: PipelineContext | None = None
) -> None:
    """Log the failure of a provider."""
    extra = {
        "service": "provider",
        "provider": provider_name,
        "operation": operation,
        **_what(error),
        **_ids(ctx, "pipeline_run_id", "request_id", "session_id"),
    }
    logging.getLogger("provider_error").error("%s of %s failed: %s", operation, provider_name, error, extra=extra)


def handle_async_task_error(task_name: str, error: Exception, context: dict[str, Any] | None = None) -> None:
    """Log the failure of a background task."""
    extra = _extra({"service": "async_tasks", "task_name": task_name, **_what(error)}, context)
    logging.getLogger("async_tasks").error("task %s failed: %s", task_name, error, extra=extra)


def create_error_context(**kwargs: Any) -> dict[str, Any]:
    """The keywords with the current epoch time under `error_timestamp`."""
    return {"error_timestamp": time.time(), **kwargs}


def _is_recoverable_error(error: Exception) -> bool:
    """Whether trying again may help, by the words of the message and the name of the class."""
    message = str(error).lower()
    return any(word in message for word in _RECOVERABLE_WORDS) or type(error).__name__.lower() in _RECOVERABLE_CLASSES


def _stage_execution_error(stage_name: str, error: Exception) -> Exception:
    from stageflow.pipeline.errors import StageExecutionError  # the pipeline package imports this one

    return StageExecutionError(stage_name, error, recoverable=_is_recoverable_error(error))


def with_error_handling(
    stage_name: str, error_message: str | None = None, record_payload_fn: PayloadOf | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make an async function a stage: its outcome a StageResult, its failure a StageExecutionError and an event.

    The context is the first positional PipelineContext, else the keyword `ctx`. A StageError is raised on as it is.
    """

    def failed(ctx: PipelineContext | None, error: Exception, payload: dict[str, Any]) -> None:
        if record_payload_fn is not None:
            payload = record_payload_fn(error, payload)
        if ctx is not None:
            ctx.record_stage_event(stage=stage_name, status="failed", payload=payload)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        async def stage(*args: Any, **kwargs: Any) -> StageResult:
            positional = (arg for arg in args if isinstance(arg, PipelineContext))
            ctx = next(positional, kwargs.get("ctx"))
            watch = Stopwatch()
            try:
                raw = await function(*args, **kwargs)
            except StageError as error:
                logging.getLogger("stage_errors").warning("stage %s failed: %s", stage_name, error)
                failed(ctx, error, {"error": str(error)})
                raise
            except Exception as error:
                log_stage_error(stage_name, error, ctx, additional_context={"error_label": error_message})
                failed(ctx, error, {"error": str(error), "error_type": type(error).__name__})
                raise _stage_execution_error(stage_name, error) from error
            started_at, ended_at = watch.started_at, watch.now()
            if isinstance(raw, StageResult):
                raw.started_at, raw.ended_at = started_at, ended_at
                return raw
            return StageResult(stage_name, "completed", started_at, ended_at, raw if isinstance(raw, dict) else {})

        return stage

    return decorate


class StageRunner:
    """Runs a function as a stage of a context, with its events."""

    def __init__(self, stage_name: str, ctx: PipelineContext, error_message: str | None = None) -> None:
        self.stage_name = stage_name
        self.ctx = ctx
        self.error_message = error_message if error_message is not None else stage_name

    async def run(
        self,
        run_fn: Callable[[], Any],
        *,
        on_success: Callable[[Any], dict[str, Any]] | None = None,
        on_error: Callable[[Exception], dict[str, Any]] | None = None,
    ) -> StageResult:
        """The result of `run_fn()`, awaited if need be. Raises StageExecutionError when it fails."""
        watch = Stopwatch()
        try:
            raw = run_fn()
            if inspect.isawaitable(raw):
                raw = await raw
        except Exception as error:
            log_stage_error(self.stage_name, error, self.ctx, additional_context={"error_label": self.error_message})
            payload = {"error": str(error), "error_type": type(error).__name__, **(on_error(error) if on_error else {})}
            self.ctx.record_stage_event(stage=self.stage_name, status="failed", payload=payload)
            raise _stage_execution_error(self.stage_name, error) from error
        data = (on_success(raw) if on_success else None) or (raw if isinstance(raw, dict) else {})
        self.ctx.record_stage_event(
            stage=self.stage_name, status="completed", payload={"data_keys": list(data)} if data else None
        )
        return StageResult(self.stage_name, "completed", watch.started_at, watch.now(), data)


__all__ = [
    "StageRunner",
    "_is_recoverable_error",
    "create_error_context",
    "handle_async_task_error",
    "handle_provider_error",
    "log_debug_failure",
    "log_stage_error",
    "safe_debug_log",
    "with_error_handling",
]
