"""The subject, seen through one place: all differences between versions of the API stay here."""

import importlib
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

from harness.wire import Stage

PUBLIC_MODULES = (
    "stageflow",
    "stageflow.context",
    "stageflow.core",
    "stageflow.pipeline.dag",
    "stageflow.pipeline.subpipeline",
    "stageflow.stages",
    "stageflow.plus",
)


class Unsupported(Exception):
    """The subject lacks something that a scenario needs; says which name was looked for and where."""


class SubjectMisbehaved(Exception):
    """The subject gave what its own interface does not allow; says what was asked for and what came."""


class StageNotFound(Exception):
    """A stage of the mission's author cannot be imported; says which and why."""


class Subject:
    """The imported stageflow.

    Every name is looked up at the moment of use, so that a plant that replaces a public method is what is used.
    """

    def __init__(self) -> None:
        self.module: ModuleType = importlib.import_module("stageflow")

    @property
    def file(self) -> str:
        return str(Path(self.module.__file__ or "").resolve())

    @property
    def version(self) -> str:
        """`__version__`, else what the installed distribution says, else "unknown"."""
        declared = getattr(self.module, "__version__", None)
        if isinstance(declared, str):
            return declared
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("stageflow-core")
        except PackageNotFoundError:
            return "unknown"

    @property
    def engines(self) -> tuple[str, ...]:
        """The ways in which the subject runs stages: "tasks" (one task each) and, where it has one, "inline"."""
        try:
            graph = self.name("stageflow.pipeline.dag", "UnifiedStageGraph")
        except Unsupported:
            return ("tasks",)  # what it lacks is said by the trial that needs it
        return ("inline", "tasks") if hasattr(graph, "start") else ("tasks",)

    def name(self, module: str, name: str) -> Any:
        """`module.name`. Raises Unsupported where the subject has no such module or name."""
        try:
            found = importlib.import_module(module)
        except ImportError as error:
            raise Unsupported(f"the subject has no module {module} ({error})") from error
        try:
            return getattr(found, name)
        except AttributeError:
            raise Unsupported(f"the subject has no {module}.{name}") from None

    def snapshot(self, **fields: Any) -> Any:
        return self.name("stageflow.context", "ContextSnapshot")(**fields)

    def run_identity(self, number: int) -> Any:
        return self.name("stageflow.context", "RunIdentity")(pipeline_run_id=UUID(int=number))

    def output_bag(self) -> Any:
        return self.name("stageflow.context", "OutputBag")()

    def output(self, **data: Any) -> Any:
        return self.name("stageflow", "StageOutput").ok(data)

    def pipeline_context(self, number: int, **fields: Any) -> Any:
        ids = dict.fromkeys(("request_id", "session_id", "user_id", "org_id", "interaction_id"), UUID(int=number))
        return self.name("stageflow.stages", "PipelineContext")(pipeline_run_id=UUID(int=number), **{**ids, **fields})

    def inputs(self, snapshot: Any, prior: Mapping[str, Any] | None = None) -> Any:
        create = self.name("stageflow.stages", "create_stage_inputs")
        return create(snapshot, prior_outputs=dict(prior or {}), declared_deps=tuple(prior or ()))

    def stage_context(self, snapshot: Any) -> Any:
        """What `run` is called with."""
        create = self.name("stageflow", "create_stage_context")
        timer = self.name("stageflow", "PipelineTimer")()
        return create(snapshot=snapshot, inputs=self.inputs(snapshot), stage_name="__run__", timer=timer)

    async def run(self, graph: Any, ctx: Any) -> Mapping[str, Any]:
        """What `graph.run(ctx)` gives, after a look at its shape: outputs with a status and a mapping of data, by name.

        Raises SubjectMisbehaved for anything else, so that it is not taken for an error of ours later on.
        """
        results = await graph.run(ctx)
        if not isinstance(results, Mapping):
            raise SubjectMisbehaved(f"run() gave {type(results).__name__}, expected outputs by stage name")
        for name, output in results.items():
            value = getattr(getattr(output, "status", None), "value", None)
            if not isinstance(name, str) or not isinstance(value, str) or not isinstance(output.data, Mapping):
                kind = type(output).__name__
                raise SubjectMisbehaved(f"run() gave {kind} for stage {name!r}, expected a StageOutput")
        return results

    def graph(self, stages: Iterable[Stage], runner: Callable[[Stage], Any]) -> Any:
        """The executable graph in which each stage is run by `runner(stage)`, a class or an instance."""
        kind = self.name("stageflow", "StageKind").TRANSFORM
        pipeline = self.name("stageflow", "Pipeline")()
        for stage in stages:
            pipeline = pipeline.with_stage(stage.name, runner(stage), kind, dependencies=stage.dependencies)
        return pipeline.build()

    def user_stage(self, path: str) -> Any:
        """The class or instance that `module:Class` names, imported from the mission's folder.

        Raises StageNotFound with the reason: the author's error, not the subject's.
        """
        module, _, name = path.partition(":")
        try:
            return getattr(importlib.import_module(module), name)
        except Exception as error:
            raise StageNotFound(f"'{path}' cannot be imported: {type(error).__name__}: {error}") from error


def forget_subject() -> None:
    """Takes the subject out of `sys.modules`; used by tests that load one subject after another."""
    for name in [n for n in sys.modules if n == "stageflow" or n.startswith("stageflow.")]:
        del sys.modules[name]
