"""A graph as the engine sees it: stages that cannot be edited, and the context each one gets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn

from stageflow.core.stage_context import StageContext
from stageflow.core.stage_output import StageOutput
from stageflow.immutable.construct import slot_setters
from stageflow.immutable.views import dict_view
from stageflow.stages.inputs import StageInputs, UndeclaredDependencyError

if TYPE_CHECKING:
    from stageflow.core.stage_enums import StageKind
    from stageflow.core.timer import PipelineTimer

Runner = Callable[[StageContext], Awaitable[Any]]


class PlannedStage:
    """One stage of a graph. `dependencies` are distinct, in the order declared."""

    __slots__ = ("conditional", "dependencies", "index", "kind", "name", "runner")

    def __init__(
        self,
        index: int,
        name: str,
        runner: Runner,
        kind: StageKind | None,
        dependencies: tuple[str, ...],
        conditional: bool,
    ) -> None:
        self.index = index
        self.name = name
        self.runner = runner
        self.kind = kind
        self.dependencies = dependencies
        self.conditional = conditional


class RunInputs(StageInputs):
    """The inputs of a stage in a graph: asking for any stage that is not declared raises, also when none is."""

    __slots__ = ()

    def _check_declared(self, stage_name: str) -> None:
        if stage_name not in self.declared_deps:
            raise UndeclaredDependencyError(stage_name, self.declared_deps, self.stage_name)


class RunStageContext(StageContext):
    """The context of a stage in a graph. Its inputs are made when they are first read: many stages read none."""

    __slots__ = ("_outputs", "_ports", "_stage")
    _outputs: dict[str, StageOutput]
    _ports: Any
    _stage: PlannedStage

    def __init__(
        self,
        shared: StageContext,
        stage: PlannedStage,
        timer: PipelineTimer,
        ports: Any,
        outputs: dict[str, StageOutput],
    ) -> None:
        _set_snapshot(self, shared.snapshot)
        _set_stage_name(self, stage.name)
        _set_timer(self, timer)
        _set_event_sink(self, shared.event_sink)
        _set_stage(self, stage)
        _set_ports(self, ports)
        _set_outputs(self, outputs)

    @property
    def inputs(self) -> StageInputs:
        """What the stage may read of its dependencies, in the order they were declared."""
        try:
            held: StageInputs = _get_inputs(self)
            return held
        except AttributeError:
            stage, outputs = self._stage, self._outputs
            prior = dict_view({name: outputs[name] for name in stage.dependencies})
            made = RunInputs(self.snapshot, prior, self._ports, frozenset(stage.dependencies), stage.name, True)
            _set_inputs(self, made)
            return made

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"StageContext is frozen: cannot set {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"StageContext is frozen: cannot delete {name!r}")

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return StageContext, (self.snapshot, self.inputs, self.stage_name, self.timer, self.event_sink)


_set_snapshot, _set_inputs, _set_stage_name, _set_timer, _set_event_sink = slot_setters(
    StageContext, "snapshot", "inputs", "stage_name", "timer", "event_sink"
)
_set_stage, _set_ports, _set_outputs = slot_setters(RunStageContext, "_stage", "_ports", "_outputs")
_get_inputs = vars(StageContext)["inputs"].__get__


def as_dependencies(name: str, dependencies: Iterable[str] | None) -> tuple[str, ...]:
    """The dependencies of a stage as a tuple. Raises TypeError for a bare string: ("abc",) was meant, not a, b, c."""
    if dependencies is None:
        return ()
    if isinstance(dependencies, str):
        raise TypeError(
            f"dependencies of stage {name!r} must be a tuple of stage names, got the string {dependencies!r}; "
            f"write ({dependencies!r},)"
        )
    return tuple(dependencies)
