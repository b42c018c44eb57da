"""Abstract stage classes of earlier versions. The engine does not use them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stageflow.stages.context import PipelineContext
    from stageflow.stages.result import StageResult


class Stage(ABC):
    """A stage with a name."""

    name: str

    @abstractmethod
    async def run(self, ctx: PipelineContext) -> StageResult:
        """Do the work."""


class DependentStage(ABC):
    """A stage that is given its dependencies when it is made."""

    @abstractmethod
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...


class RetryableStage(ABC):
    """A stage that may be tried again."""

    max_retries: int = 0
    retryable_errors: tuple[type[Exception], ...] = ()

    @abstractmethod
    async def run(self, ctx: PipelineContext) -> StageResult:
        """Do the work."""

    def should_retry(self, error: Exception) -> bool:
        """Whether the error is one of `retryable_errors`."""
        return isinstance(error, self.retryable_errors)


class ConditionalStage(ABC):
    """A stage that may have nothing to do."""

    @abstractmethod
    async def run(self, ctx: PipelineContext) -> StageResult:
        """Do the work."""

    @abstractmethod
    def should_run(self, ctx: PipelineContext) -> bool:
        """Whether there is anything to do."""


class ObservableStage(ABC):
    """A stage that reports what it does."""

    @abstractmethod
    async def run(self, ctx: PipelineContext) -> StageResult:
        """Do the work."""


class ConfigurableStage(ABC):
    """A stage with settings."""

    @abstractmethod
    def configure(self, config: dict[str, Any]) -> None:
        """Take the settings."""

    @abstractmethod
    def get_config(self) -> dict[str, Any]:
        """The settings."""
