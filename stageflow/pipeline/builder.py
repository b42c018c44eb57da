"""PipelineBuilder: legacy stages put together step by step, checked at every step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stageflow.immutable.freeze import thaw
from stageflow.pipeline.legacy import StageGraph, StageSpec
from stageflow.pipeline.planned import as_dependencies
from stageflow.pipeline.ready import Plan, ReadySet
from stageflow.pipeline.spec import CycleDetectedError, PipelineSpec, PipelineValidationError, StageRunner
from stageflow.suggest import names_fields, names_keywords, nearest

if TYPE_CHECKING:
    from stageflow.observability.wide_events import WideEventEmitter


@names_fields
@dataclass
class PipelineBuilder:
    """Stages by name, each with dependencies that exist. `with_stage` and `compose` leave this builder as it is.

    Raises PipelineValidationError for an unknown dependency, CycleDetectedError for a cycle.
    """

    name: str = "pipeline"
    stages: dict[str, PipelineSpec] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plan = self._plan()
        if plan.unknown:
            raise _unknown(*plan.unknown[0], self.stages)
        cycle = plan.cycle()
        if cycle is not None:
            raise CycleDetectedError(cycle, list(dict.fromkeys(cycle)))

    def _plan(self) -> Plan:
        return Plan((name, spec.dependencies) for name, spec in self.stages.items())

    @names_keywords
    def with_stage(
        self,
        name: str,
        runner: type[StageRunner] | StageRunner,
        dependencies: tuple[str, ...] | list[str] | None = None,
        inputs: tuple[str, ...] | list[str] | None = None,
        outputs: tuple[str, ...] | list[str] | None = None,
        conditional: bool = False,
        args: dict[str, Any] | None = None,
    ) -> PipelineBuilder:
        """A builder with one stage more. Its dependencies must be there already; a name that is taken is replaced."""
        spec = PipelineSpec(
            name,
            runner,
            as_dependencies(name, dependencies),
            _as_tuple(inputs),
            _as_tuple(outputs),
            conditional,
            args or {},
        )
        stages = {**self.stages, name: spec}
        if name in self.stages:
            return PipelineBuilder(self.name, stages)
        for dependency in spec.dependencies:
            if dependency not in stages:
                raise _unknown(name, dependency, stages)
        # a new stage that depends on checked ones cannot close a cycle, so there is nothing more to check
        twin = object.__new__(PipelineBuilder)
        twin.name, twin.stages = self.name, stages
        return twin

    def compose(self, other: PipelineBuilder) -> PipelineBuilder:
        """A builder of the stages of both. A shared name must mean the same runner, dependencies and condition."""
        for name in self.stages.keys() & other.stages.keys():
            mine, theirs = self.stages[name], other.stages[name]
            if (mine.runner, mine.dependencies, mine.conditional) != (
                theirs.runner,
                theirs.dependencies,
                theirs.conditional,
            ):
                raise PipelineValidationError(
                    f"stage {name!r} has different specs in {self.name!r} and {other.name!r}", [name]
                )
        return PipelineBuilder(f"{self.name}+{other.name}", {**other.stages, **self.stages})

    def get_stage(self, name: str) -> PipelineSpec | None:
        """The spec of a name, or None."""
        return self.stages.get(name)

    def has_stage(self, name: str) -> bool:
        """Whether there is a stage of this name."""
        return name in self.stages

    def stage_names(self) -> list[str]:
        """The names, dependencies first, in order of adding where that leaves a choice."""
        plan = self._plan()
        ready, order = ReadySet(plan), list(plan.roots)
        for index in order:  # grows while it is read
            order.extend(ready.finish(index))
        return [plan.names[index] for index in order]

    def build(
        self,
        *,
        emit_stage_wide_events: bool = False,
        emit_pipeline_wide_event: bool = False,
        wide_event_emitter: WideEventEmitter | None = None,
    ) -> StageGraph:
        """The graph of these stages. Class runners are made anew for each execution, with `args` as keywords.

        Raises ValueError when there are none.
        """
        if not self.stages:
            raise ValueError(f"pipeline {self.name!r} is empty: add a stage with with_stage()")
        specs = [
            StageSpec(
                name=name,
                runner=_factory(spec),
                dependencies=spec.dependencies,
                conditional=spec.conditional,
            )
            for name, spec in self.stages.items()
        ]
        return StageGraph(
            specs,
            wide_event_emitter=wide_event_emitter,
            emit_stage_wide_events=emit_stage_wide_events,
            emit_pipeline_wide_event=emit_pipeline_wide_event,
        )

    def __repr__(self) -> str:
        return f"PipelineBuilder(name={self.name!r}, stages={list(self.stages)!r})"


def _as_tuple(names: Iterable[str] | None) -> tuple[str, ...]:
    return () if names is None else tuple(names)


def _unknown(name: str, dependency: str, known: Iterable[str]) -> PipelineValidationError:
    near = nearest(dependency, [other for other in known if other != name])
    hint = f"; did you mean {near!r}?" if near else ""
    message = f"stage {name!r} depends on {dependency!r}, which does not exist{hint}"
    return PipelineValidationError(message, [name, dependency])


def _factory(spec: PipelineSpec) -> Callable[[], Any]:
    runner: Any = spec.runner
    if isinstance(runner, type):
        return lambda: runner(**thaw(spec.args))
    return lambda: runner
