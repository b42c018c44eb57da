"""Developer-experience probes: each does what a newcomer does, and says what was seen."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from harness.wire import Stage
from harness.worker.adapter import Subject, Unsupported
from harness.worker.scenarios.family import Execute

NEEDED = ("Pipeline", "StageContext", "StageKind", "StageOutput", "ContextSnapshot", "RunIdentity", "OutputBag")
DOCUMENTED = {
    "stageflow": ("Pipeline", "StageOutput", "StageContext", "StageKind", "PipelineTimer"),
    "stageflow.context": ("ContextSnapshot", "OutputBag", "RunIdentity", "Message", "Conversation", "Enrichments"),
    "stageflow.stages": ("PipelineContext", "StageInputs"),
}
SMALLEST = """
class Hello:
    name = "hello"
    kind = StageKind.TRANSFORM
    async def execute(self, ctx):
        return StageOutput.ok(text="hello")
graph = Pipeline().with_stage("hello", Hello, StageKind.TRANSFORM).build()
snapshot = ContextSnapshot()
inputs = create_stage_inputs(snapshot)
ctx = create_stage_context(snapshot=snapshot, inputs=inputs, stage_name="", timer=PipelineTimer())
results = asyncio.run(graph.run(ctx))
"""
STATEMENTS_MAX = 12
Seen = tuple[bool, str]


def run_probe(name: str, subject: Subject) -> Seen:
    """(success, what was seen). Raises KeyError for an unknown probe; lets Unsupported through ("nothing to probe")."""
    return PROBES[name](subject)


async def _ok(ctx: Any) -> dict[str, Any]:
    return {"value": 1}


def _error_of(attempt: Callable[[], Any]) -> Exception | None:
    try:
        attempt()
    except Exception as error:  # noqa: BLE001 - which error it is, is what the probe is about
        return error
    return None


def _shown(error: BaseException | None) -> str:
    return "no error" if error is None else f"{type(error).__name__}: {error}"[:300]


def pipeline_accepts_a_name(subject: Subject) -> Seen:
    error = _error_of(lambda: subject.name("stageflow", "Pipeline")(name="checkout"))
    return error is None, _shown(error)


def wrong_keyword_is_explained(subject: Subject) -> Seen:
    kind = subject.name("stageflow", "StageKind").WORK
    pipeline = subject.name("stageflow", "Pipeline")()
    error = _error_of(lambda: pipeline.with_stage("a", Execute(_ok), kind, dependecies=()))
    return error is not None and "'dependencies'" in str(error), _shown(error)


def refused_mutation_says_what_to_do(subject: Subject) -> Seen:
    snapshot = subject.snapshot(metadata={"key": [1]})
    error = _error_of(lambda: snapshot.metadata.__setitem__("key", 1))
    return error is not None and any(w in str(error) for w in ("thaw", "copy", "with_")), _shown(error)


def missing_dependency_is_named(subject: Subject) -> Seen:
    async def build_and_run() -> None:
        graph = subject.graph([Stage("alone", ("missing",), "act")], lambda _: Execute(_ok))
        await graph.run(subject.stage_context(subject.snapshot()))

    error = _error_of(lambda: asyncio.run(build_and_run()))
    return error is not None and "missing" in str(error) and "alone" in str(error), _shown(error)


def failing_stage_is_named(subject: Subject) -> Seen:
    async def fail(ctx: Any) -> Any:
        raise ValueError("no such customer")

    async def run() -> None:
        graph = subject.graph([Stage("load_customer", (), "act")], lambda _: Execute(fail))
        await graph.run(subject.stage_context(subject.snapshot()))

    error = _error_of(lambda: asyncio.run(run()))
    kept = error is not None and isinstance(error.__cause__, ValueError)
    return kept and "load_customer" in str(error), f"{_shown(error)}; cause kept: {'yes' if kept else 'no'}"


def message_is_importable_from_the_top(subject: Subject) -> Seen:
    there = hasattr(subject.module, "Message")
    return there, "stageflow.Message " + ("exists" if there else "does not exist")


def needed_names_are_importable_from_the_top(subject: Subject) -> Seen:
    missing = [n for n in NEEDED if not hasattr(subject.module, n)]
    return not missing, f"{len(NEEDED) - len(missing)} of {len(NEEDED)} there" + (
        f", not {', '.join(missing)}" * bool(missing)
    )


def immutability_validator_exists(subject: Subject) -> Seen:
    try:
        validator = subject.name("stageflow.plus", "ContextImmutabilityValidator")
    except Unsupported as missing:
        return False, str(missing)

    async def run() -> str:
        graph = subject.graph([Stage("guard", (), "act")], lambda _: validator)
        results = await graph.run(subject.stage_context(subject.snapshot(metadata={"a": [1]})))
        return str(results["guard"].status.value)

    status = asyncio.run(run())
    return status == "ok", f"the guard says {status} of a snapshot with nested metadata"


def frozen_values_can_be_thawed(subject: Subject) -> Seen:
    try:
        freeze, thaw = (subject.name("stageflow.plus", n) for n in ("deep_freeze", "thaw"))
    except Unsupported as missing:
        return False, str(missing)
    value: dict[str, Any] = {"a": [1, {"b": 2}]}
    again = thaw(freeze(value))
    again["a"][1]["b"] = 3
    same, whole = thaw(freeze(value)) == value, value["a"][1]["b"] == 2
    reached = "untouched" if whole else "changed by what was done to the thawed one"
    return same and whole, f"thaw(deep_freeze(value)) == value: {same}; the original is {reached}"


def public_api_is_documented(subject: Subject) -> Seen:
    missing, total = [], 0
    for module, names in DOCUMENTED.items():
        for name in names:
            for label, member in _members(subject.name(module, name), name):
                total += 1
                if not (inspect.getdoc(member) or "").strip():
                    missing.append(label)
    shown = ", ".join(missing[:4]) + (", ..." if len(missing) > 4 else "")
    return not missing, f"{total - len(missing)} of {total} documented" + (f", not {shown}" if missing else "")


def _members(cls: Any, name: str) -> list[tuple[str, Any]]:
    """The class and the public methods that it defines itself."""
    own = [(f"{name}.{n}", m) for n, m in vars(cls).items() if not n.startswith("_") and inspect.isroutine(m)]
    return [(name, cls), *own]


def derived_inputs_are_those_declared(subject: Subject) -> Seen:
    bag, ctx = subject.output_bag(), subject.pipeline_context(0)
    derive = getattr(ctx, "derive_for_stage", None)
    if derive is None:
        raise Unsupported("no stage context can be derived from a PipelineContext")
    for name in ("declared", "other"):
        bag.write_sync(name, subject.output(**{f"of_{name}": 1}))
    known = {
        "stage_name": "stage",
        "snapshot": subject.snapshot(),
        "output_bag": bag,
        "declared_deps": ("declared",),
    }
    taken = inspect.signature(derive).parameters
    if not {"output_bag", "declared_deps"} <= taken.keys():
        raise Unsupported(f"derive_for_stage takes other arguments: {', '.join(taken)}")
    inputs = derive(**{name: value for name, value in known.items() if name in taken}).inputs
    given, undeclared = inputs.get("of_declared"), inputs.get("of_other")
    reads = "reads" if undeclared == 1 else "does not read"
    return (given, undeclared) == (1, None), f"inputs.get(...) {reads} a key of a stage that is not among declared_deps"


def smallest_pipeline_is_short(subject: Subject) -> Seen:
    import ast

    names = ("StageKind", "StageOutput", "Pipeline", "create_stage_context", "PipelineTimer")
    space: dict[str, Any] = {n: subject.name("stageflow", n) for n in names}
    space["ContextSnapshot"] = subject.name("stageflow.context", "ContextSnapshot")
    space["create_stage_inputs"] = subject.name("stageflow.stages", "create_stage_inputs")
    space["asyncio"] = asyncio
    exec(compile(SMALLEST, "smallest.py", "exec"), space)
    count = sum(isinstance(node, ast.stmt) for node in ast.walk(ast.parse(SMALLEST)))
    gave = space["results"]["hello"].data == {"text": "hello"}
    return gave and count <= STATEMENTS_MAX, f"{count} statements, ran: {'yes' if gave else 'no'}"


def stage_can_be_class_or_instance(subject: Subject) -> Seen:
    class Ready:
        name = "ready"
        kind = "transform"

        async def execute(self, ctx: Any) -> dict[str, Any]:
            return {"value": 1}

    async def run() -> int:
        stages = [Stage("a", (), "act"), Stage("b", (), "act")]
        graph = subject.graph(stages, lambda s: Ready if s.name == "a" else Ready())
        return len(await graph.run(subject.stage_context(subject.snapshot())))

    count = asyncio.run(run())
    return count == 2, f"{count} of 2 forms gave a result"


PROBES: dict[str, Callable[[Subject], Seen]] = {
    f.__name__: f
    for f in (
        pipeline_accepts_a_name,
        wrong_keyword_is_explained,
        refused_mutation_says_what_to_do,
        missing_dependency_is_named,
        failing_stage_is_named,
        message_is_importable_from_the_top,
        needed_names_are_importable_from_the_top,
        immutability_validator_exists,
        frozen_values_can_be_thawed,
        public_api_is_documented,
        derived_inputs_are_those_declared,
        smallest_pipeline_is_short,
        stage_can_be_class_or_instance,
    )
}
