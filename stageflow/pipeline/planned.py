"""A graph as the engine sees it: stages that cannot be edited, and the context each one gets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from stageflow.core.stage_context import StageContext
from stageflow.core.stage_output import StageOutput
from stageflow.core.timer import PipelineTimer
from stageflow.immutable.construct import slot_setters
from stageflow.immutable.views import dict_view
from stageflow.stages.inputs import StageInputs, UndeclaredDependencyError

if TYPE_CHECKING:
    from stageflow.context.context_snapshot import ContextSnapshot
    from stageflow.core.stage_enums import StageKind
    from stageflow.events.sink import EventSink

Runner = Callable[[StageContext], Awaitable[Any]]


class PlannedStage:
    """One stage of a graph. `dependencies` are those `declared`, each once; `children` depend on it, in graph order."""

    __slots__ = ("children", "conditional", "declared", "dependencies", "index", "kind", "name", "runner")

    def __init__(
        self,
        index: int,
        name: str,
        runner: Runner,
        kind: StageKind | None,
        declared: tuple[str, ...],
        dependencies: tuple[str, ...],
        conditional: bool,
    ) -> None:
        self.index = index
        self.name = name
        self.runner = runner
        self.kind = kind
        self.declared = declared
        self.dependencies = dependencies
        self.conditional = conditional
        self.children: tuple[PlannedStage, ...] = ()


class RunInputs(StageInputs):
    """The inputs of a stage in a graph: asking for any stage that is not declared raises, also when none is."""

    __slots__ = ()

    def _check_declared(self, stage_name: str) -> None:
        if stage_name not in self.declared_deps:
            raise UndeclaredDependencyError(stage_name, self.declared_deps, self.stage_name)


class SharedContext:
    """What all stage contexts of one run have in common. The outputs are a view: no stage can write a result."""

    __slots__ = ("event_sink", "outputs", "ports", "snapshot", "timer")

    def __init__(self, ctx: StageContext, outputs: dict[str, StageOutput]) -> None:
        self.snapshot = ctx.snapshot
        self.event_sink = ctx.event_sink
        self.timer = ctx.timer or PipelineTimer()
        self.ports = ctx.inputs.ports if ctx.inputs is not None else None
        self.outputs = MappingProxyType(outputs)


class _Unfinished(StageContext):
    """A RunStageContext being made: its slots are assigned plainly, before it becomes a RunStageContext and frozen."""

    __slots__ = ("_shared", "_stage")
    _shared: SharedContext
    _stage: PlannedStage
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


class RunStageContext(_Unfinished):
    """The context of a stage in a graph. Its inputs are made when they are first read: many stages read none."""

    __slots__ = ()

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """What dataclasses.replace and pickle make of it is a plain StageContext."""
        return StageContext(*args, **kwargs)

    @property
    def snapshot(self) -> ContextSnapshot[Any]:
        """The run's snapshot."""
        return self._shared.snapshot

    @property
    def stage_name(self) -> str:
        """The stage's name."""
        return self._stage.name

    @property
    def timer(self) -> PipelineTimer:
        """The run's timer."""
        return self._shared.timer

    @property
    def event_sink(self) -> EventSink | None:
        """The run's event sink."""
        return self._shared.event_sink

    @property
    def inputs(self) -> StageInputs:
        """What the stage may read of its dependencies, in the order they were declared."""
        try:
            held: StageInputs = _get_inputs(self)
            return held
        except AttributeError:
            stage, shared = self._stage, self._shared
            prior = dict_view({name: shared.outputs[name] for name in stage.dependencies})
            made = RunInputs(shared.snapshot, prior, shared.ports, frozenset(stage.dependencies), stage.name, True)
            _set_inputs(self, made)
            return made

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"StageContext is frozen: cannot set {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"StageContext is frozen: cannot delete {name!r}")


def context_of(stage: PlannedStage, shared: SharedContext) -> RunStageContext:
    """The context to call `stage` with."""
    made: Any = _new(_Unfinished)
    made._shared = shared
    made._stage = stage
    made.__class__ = RunStageContext
    return made  # type: ignore[no-any-return]


_new: Any = object.__new__
(_set_inputs,) = slot_setters(StageContext, "inputs")
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
