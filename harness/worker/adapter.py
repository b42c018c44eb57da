"""The subject, seen through one place: all differences between versions of the API stay here."""

import importlib
import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

from harness.wire import Stage


class Unsupported(Exception):
    """The subject lacks something that a scenario needs; says which name was looked for and where."""


class SubjectMisbehaved(Exception):
    """The subject gave what its own interface does not allow; says what was asked for and what came."""


class StageNotFound(Exception):
    """A stage of the mission's author cannot be imported or is no stage; says which and why."""


def text_of(error: BaseException) -> str:
    """`str(error)`, also for an error of somebody's own whose `__str__` raises."""
    try:
        return str(error)
    except Exception as second:  # noqa: BLE001 - whatever it is, the error itself is what is told
        return f"(its text cannot be had: __str__ raises {type(second).__name__})"


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

    def status_output(self, status: str) -> Any:
        """An output of that status, "fail" or "retry", with an error that says who wanted it."""
        return getattr(self.name("stageflow", "StageOutput"), status)(error="injected by the sweep")

    def write_snapshot(self, snapshot: Any) -> str:
        """It as JSON text: by the subject's own writer, else its plain data by the standard library."""
        try:
            dump = self.name("stageflow.plus", "dump_snapshot")
        except Unsupported:
            return json.dumps(snapshot.to_dict(), separators=(",", ":"))
        return str(dump(snapshot))

    def read_snapshot(self, text: str | bytes, extension_types: Mapping[str, type[Any]] | None = None) -> Any:
        """The snapshot of a text that `write_snapshot` gave."""
        known = dict(extension_types or {})
        try:
            load = self.name("stageflow.plus", "load_snapshot")
        except Unsupported:
            return self.name("stageflow.context", "ContextSnapshot").from_dict(json.loads(text), known)
        return load(text, known)

    def unsealed(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """A document without its checksum, where it has one: as a version that writes none would have written it."""
        return {key: held for key, held in document.items() if key != "checksum"}

    def delta_codec(self) -> tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]:
        """(make, apply): `apply(base, make(base, current))` gives `current`, all of them plain trees of JSON."""
        make = self.name("stageflow.plus", "make_delta")
        return make, self.name("stageflow.plus", "apply_delta")

    def pipeline_context(self, number: int, **fields: Any) -> Any:
        ids = dict.fromkeys(("request_id", "session_id", "user_id", "org_id", "interaction_id"), UUID(int=number))
        return self.name("stageflow.stages", "PipelineContext")(pipeline_run_id=UUID(int=number), **{**ids, **fields})

    def inputs(self, snapshot: Any, prior: Mapping[str, Any] | None = None) -> Any:
        create = self.name("stageflow.stages", "create_stage_inputs")
        return create(snapshot, prior_outputs=dict(prior or {}), declared_deps=tuple(prior or ()))

    def stage_context(self, snapshot: Any, event_sink: Any = None) -> Any:
        """What `run` is called with."""
        create = self.name("stageflow", "create_stage_context")
        timer = self.name("stageflow", "PipelineTimer")()
        return create(
            snapshot=snapshot, inputs=self.inputs(snapshot), stage_name="__run__", timer=timer, event_sink=event_sink
        )

    def graph(self, stages: Iterable[Stage], runner: Callable[[Stage], Any], **limits: Any) -> Any:
        """The executable graph in which each stage is run by `runner(stage)`, a class or an instance.

        Raises Unsupported where the subject's `build` takes none of these limits.
        """
        kind = self.name("stageflow", "StageKind").TRANSFORM
        pipeline = self.name("stageflow", "Pipeline")()
        for stage in stages:
            pipeline = pipeline.with_stage(stage.name, runner(stage), kind, dependencies=stage.dependencies)
        for name in limits:
            if name not in inspect.signature(pipeline.build).parameters:
                raise Unsupported(f"the subject's Pipeline.build takes no {name}")
        return pipeline.build(**limits)

    async def run(self, graph: Any, ctx: Any) -> Mapping[str, Any]:
        """What `graph.run(ctx)` gives: the very object, once it was seen to be a mapping of names to outputs.

        An output has a `status` whose `value` is a str, and `data` that is a mapping. Raises SubjectMisbehaved with
        what came instead; lets through what the run itself raises.
        """
        try:
            running = graph.run(ctx)
        except (AttributeError, TypeError) as error:
            if _raised_here(error):  # nothing to call, or nothing that takes a context: no frame of the subject ran
                raise SubjectMisbehaved(f"run(ctx) of the built pipeline cannot be called: {text_of(error)}") from error
            raise
        if not inspect.isawaitable(running):
            raise SubjectMisbehaved(f"run() gave {type(running).__name__}, expected an awaitable")
        results = await running
        try:
            wrong = _wrong_results(results)
        except Exception as error:
            raise SubjectMisbehaved(
                f"what run() gave cannot be read: {type(error).__name__}: {text_of(error)}"
            ) from error
        if wrong:
            raise SubjectMisbehaved(f"run() gave {wrong}")
        found: Mapping[str, Any] = results
        return found

    def user_stage(self, path: str) -> Any:
        """The class or instance that `module:Class` names, imported from the mission's folder.

        Raises StageNotFound with the reason where there is none, or where it is no stage: the author's error, not the
        subject's. A class is made once to see that it can be.
        """
        module, _, name = path.partition(":")
        try:
            found = getattr(importlib.import_module(module), name)
        except (Exception, SystemExit) as error:
            raise StageNotFound(f"'{path}' cannot be imported: {type(error).__name__}: {text_of(error)}") from error
        try:
            made = found() if isinstance(found, type) else found
        except (Exception, SystemExit) as error:
            raise StageNotFound(
                f"'{path}' cannot be made without arguments: {type(error).__name__}: {text_of(error)}"
            ) from error
        if not _is_async(getattr(made, "execute", None)):
            raise StageNotFound(f"'{path}' is no stage: expected a class or an instance with an async 'execute'")
        return found


def _raised_here(error: BaseException) -> bool:
    """Whether the innermost frame of `error` stands in this file."""
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback is not None and traceback.tb_frame.f_code.co_filename == __file__


def _wrong_results(results: Any) -> str:
    """What is wrong with the results of a run; empty where nothing is."""
    if not isinstance(results, Mapping):
        return f"{type(results).__name__}, expected a mapping of stage names to outputs"
    for name, output in results.items():
        if not isinstance(name, str):
            return f"a result whose name is {type(name).__name__}, expected str"
        if not isinstance(getattr(getattr(output, "status", None), "value", None), str):
            return f"{type(output).__name__} for stage {name!r}, expected an output with a status"
        if not isinstance(getattr(output, "data", None), Mapping):
            return f"an output of stage {name!r} whose data is no mapping"
    return ""


def _is_async(execute: Any) -> bool:
    """Whether calling it gives a coroutine, as far as can be seen without a call; decorators are looked through."""
    if not callable(execute):
        return False
    inner = inspect.unwrap(execute)
    return inspect.iscoroutinefunction(inner) or inspect.iscoroutinefunction(getattr(inner, "__call__", None))  # noqa: B004
