"""What an interceptor is. `stageflow.pipeline.interceptors` exports these names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from stageflow.stages.result import StageResult
from stageflow.suggest import names_fields

if TYPE_CHECKING:
    from stageflow.stages.context import PipelineContext


class ErrorAction(Enum):
    """What to do about the exception of a stage."""

    RETRY = 1
    FALLBACK = 2
    FAIL = 3


@names_fields
@dataclass(slots=True, kw_only=True)
class InterceptorResult:
    """What `before` may return: with `stage_ran` false the stage is not called and this is its outcome."""

    stage_ran: bool = True
    result: Any = None
    error: str | None = None


class CancelledStageResult(StageResult):
    """The result that `after` gets when the stage was cancelled: neither a success nor a failure of what it does."""


class InterceptorError(Exception):
    """For interceptors to raise; the engine never does."""

    def __init__(self, message: str, interceptor_name: str) -> None:
        super().__init__(message)
        self.interceptor_name = interceptor_name


@dataclass(slots=True)
class InterceptorContext:
    """A view of a PipelineContext that an interceptor may write its own observations into, and nothing else."""

    _ctx: PipelineContext
    _interceptor_name: str
    _observations: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The interceptor's name."""
        return self._interceptor_name

    @property
    def data(self) -> dict[str, Any]:
        """A shallow copy of the context's data."""
        return dict(self._ctx.data)

    @property
    def pipeline_run_id(self) -> Any:
        """The run's id."""
        return self._ctx.pipeline_run_id

    @property
    def request_id(self) -> Any:
        """The request's id."""
        return self._ctx.request_id

    @property
    def session_id(self) -> Any:
        """The session's id."""
        return self._ctx.session_id

    @property
    def user_id(self) -> Any:
        """The user's id."""
        return self._ctx.user_id

    @property
    def org_id(self) -> Any:
        """The organisation's id."""
        return self._ctx.org_id

    @property
    def topology(self) -> Any:
        """The run's topology."""
        return self._ctx.topology

    @property
    def execution_mode(self) -> Any:
        """The run's execution mode."""
        return self._ctx.execution_mode

    def add_observation(self, key: str, value: Any) -> None:
        """Keep a value under this interceptor's name."""
        self._ctx.data.setdefault(f"_interceptor.{self._interceptor_name}", {})[key] = value

    def get_observation(self, key: str) -> Any:
        """A value kept under this interceptor's name, or None."""
        return self._ctx.data.get(f"_interceptor.{self._interceptor_name}", {}).get(key)


class BaseInterceptor(ABC):
    """Code around a stage. Lower `priority` is further out: its `before` first, its `after` last."""

    name: str = "base_interceptor"
    priority: int = 100

    @abstractmethod
    async def before(self, stage_name: str, ctx: PipelineContext) -> InterceptorResult | None:
        """Called before the stage; may replace it by its result."""

    @abstractmethod
    async def after(self, _stage_name: str, _result: StageResult, _ctx: PipelineContext) -> None:
        """Called after the stage, whatever came of it."""

    async def on_error(self, _stage_name: str, _error: Exception, _ctx: PipelineContext) -> ErrorAction:
        """Called when the stage raised; FAIL unless overridden."""
        return ErrorAction.FAIL
