"""Pipeline: stages put together step by step, and built into a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from stageflow.core.stage_enums import StageKind
from stageflow.core.stage_protocol import Stage
from stageflow.pipeline import dag
from stageflow.pipeline.planned import as_dependencies
from stageflow.pipeline.spec import CycleDetectedError, PipelineValidationError
from stageflow.suggest import unknown_keyword

if TYPE_CHECKING:
    from stageflow.pipeline.interceptor_types import BaseInterceptor

_WITH_STAGE = ("name", "runner", "kind", "dependencies", "conditional")


@dataclass(frozen=True, slots=True)
class UnifiedStageSpec:
    """A stage of a pipeline. `runner` is a class (instantiated for each execution), an instance with `execute`, or an
    async function of a StageContext."""

    name: str
    runner: type[Stage] | Stage
    kind: StageKind
    dependencies: tuple[str, ...] = field(default_factory=tuple)
    conditional: bool = False


class UnifiedStageGraph(Protocol):
    """What `Pipeline.build` returns, as far as most callers care."""

    stage_specs: list[UnifiedStageSpec]


# A stage added by with_stage, behind those added before it; the first link holds the stages it started from.
_Link = tuple[Any, UnifiedStageSpec] | dict[str, UnifiedStageSpec]


@dataclass(init=False)
class Pipeline:
    """Stages by name. `with_stage` and `compose` give a new pipeline and leave this one as it is."""

    stages: dict[str, UnifiedStageSpec] = field(default_factory=dict)
    name: str | None = None

    def __init__(
        self, stages: dict[str, UnifiedStageSpec] | None = None, *, name: str | None = None, **unknown: Any
    ) -> None:
        if unknown:
            raise unknown_keyword("Pipeline()", unknown, ("stages", "name"))
        self.stages = {} if stages is None else stages
        self.name = name

    def __getattr__(self, attribute: str) -> Any:
        # Only `stages` of a pipeline made by with_stage is missing: it holds links until somebody asks. Copying the
        # dict at every step would make n steps cost n * n.
        if attribute == "stages" and "_link" in self.__dict__:
            self.stages = _unfold(self.__dict__.pop("_link"))
            return self.stages
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {attribute!r}")

    def with_stage(
        self,
        name: str,
        runner: type[Stage] | Stage | Callable[..., Any],
        kind: StageKind,
        dependencies: Iterable[str] | None = None,
        conditional: bool = False,
        **unknown: Any,
    ) -> Pipeline:
        """A pipeline with one stage more. A name that is taken gets the new stage, at the old place.

        Dependencies are checked by `build`, so stages may come in any order.
        """
        if unknown:
            raise unknown_keyword("with_stage()", unknown, _WITH_STAGE)
        spec = UnifiedStageSpec(name, runner, kind, as_dependencies(name, dependencies), conditional)  # type: ignore[arg-type]
        held = self.__dict__
        link = held.get("_link")
        twin = object.__new__(type(self))
        twin.name = self.name
        twin.__dict__["_link"] = (link if link is not None else dict(held["stages"]), spec)
        return twin

    def compose(self, other: Pipeline) -> Pipeline:
        """A pipeline of the stages of both; for a name in both the other's stage, at this one's place."""
        return type(self)({**self.stages, **other.stages}, name=self.name)

    def build(
        self,
        *,
        strict: bool = False,
        interceptors: Sequence[BaseInterceptor] = (),
        stage_timeout: float | Mapping[str, float] | None = None,
        concurrency: int | None = None,
        **unknown: Any,
    ) -> dag.UnifiedStageGraph:
        """The graph of these stages, with `interceptors` around each of them, within the limits of UnifiedStageGraph.

        Raises ValueError without stages, PipelineValidationError for a dependency that does not exist or on the stage
        itself, and with `strict` CycleDetectedError for a cycle; without, the first run refuses it.
        """
        if unknown:
            raise unknown_keyword("build()", unknown, ("strict", "interceptors", "stage_timeout", "concurrency"))
        specs = [
            dag.UnifiedStageSpec(
                name=name,
                runner=_as_runner(name, spec.runner),
                kind=spec.kind,
                dependencies=spec.dependencies,
                conditional=spec.conditional,
            )
            for name, spec in self.stages.items()
        ]
        graph = dag.UnifiedStageGraph(
            specs, interceptors=interceptors, stage_timeout=stage_timeout, concurrency=concurrency
        )
        _refuse_wrong_dependencies(graph)
        if strict and (cycle := graph.plan.cycle()) is not None:
            raise CycleDetectedError(cycle)
        return graph


def _refuse_wrong_dependencies(graph: dag.UnifiedStageGraph) -> None:
    plan = graph.plan
    if plan.unknown:
        names = [name for pair in plan.unknown for name in pair]
        raise PipelineValidationError(plan.describe_unknown(), list(dict.fromkeys(names)))
    for name, dependencies in zip(plan.names, plan.dependencies, strict=True):
        if name in dependencies:
            raise PipelineValidationError(
                f"stage {name!r} depends on itself; remove {name!r} from its dependencies", [name]
            )


def _as_runner(name: str, runner: Any) -> Callable[..., Any]:
    if isinstance(runner, type):
        return lambda ctx: runner().execute(ctx)
    if hasattr(runner, "execute"):
        return lambda ctx: runner.execute(ctx)
    if callable(runner):
        return runner  # type: ignore[no-any-return]
    raise TypeError(
        f"the runner of stage {name!r} must be a class or object with execute(ctx), or an async function; "
        f"got {type(runner).__name__}"
    )


def _unfold(link: _Link) -> dict[str, UnifiedStageSpec]:
    added = []
    while isinstance(link, tuple):
        link, spec = link
        added.append(spec)
    stages = dict(link)
    for spec in reversed(added):
        stages[spec.name] = spec
    return stages
