"""PipelineSpec and the errors of a pipeline that cannot be built."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from stageflow.immutable.construct import freeze_fields
from stageflow.suggest import names_fields

if TYPE_CHECKING:
    from stageflow.core.stage_output import StageOutput
    from stageflow.stages.context import PipelineContext


class PipelineValidationError(Exception):
    """A pipeline is not well-formed. `stages` names the stages in question."""

    def __init__(self, message: str, stages: list[str] | None = None) -> None:
        super().__init__(message)
        self.stages = stages if stages is not None else []


class CycleDetectedError(PipelineValidationError):
    """Stages depend on each other in a circle. `cycle_path` starts and ends with the same stage."""

    def __init__(self, cycle_path: list[str], stages: list[str] | None = None) -> None:
        super().__init__(f"cycle: {' -> '.join(cycle_path)}", stages if stages is not None else cycle_path)
        self.cycle_path = cycle_path

    def __repr__(self) -> str:
        return f"{type(self).__name__}(cycle_path={self.cycle_path!r})"


@runtime_checkable
class StageRunner(Protocol):
    """Anything with `async def execute(ctx)`."""

    async def execute(self, ctx: PipelineContext) -> StageOutput:
        """Do the work."""
        ...


@names_fields
@dataclass(frozen=True, slots=True)
class PipelineSpec:
    """One stage of a PipelineBuilder. Raises ValueError for an empty name or a dependency on itself."""

    name: str
    runner: type[StageRunner] | StageRunner
    dependencies: tuple[str, ...] = field(default_factory=tuple)
    inputs: tuple[str, ...] = field(default_factory=tuple)
    outputs: tuple[str, ...] = field(default_factory=tuple)
    conditional: bool = False
    args: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("stage name cannot be empty")
        if not self.name.strip():
            raise ValueError("stage name cannot be whitespace")
        if self.name in self.dependencies:
            raise ValueError(f"stage {self.name!r} cannot depend on itself")
        freeze_fields(self, "args")

    def __hash__(self) -> int:
        return hash((self.name, id(self.runner), self.dependencies, self.inputs, self.outputs, self.conditional))
