"""The figures of the developer experience: each is measured on the subject, with what was seen in words."""

import ast
import asyncio
import contextlib
import doctest
import importlib
import inspect
import io
import pkgutil
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

from harness.wire import Stage
from harness.worker.adapter import Subject, SubjectMisbehaved, Unsupported
from harness.worker.probes import misuses, seeded_faults
from harness.worker.scenarios.family import Execute

Figure = tuple[float, str]
NAMED_MAX = 3

NEEDED = (
    "Pipeline",
    "StageContext",
    "StageKind",
    "StageOutput",
    "StageStatus",
    "StageInputs",
    "create_stage_context",
    "create_stage_inputs",
    "PipelineTimer",
    "PipelineContext",
    "ContextSnapshot",
    "RunIdentity",
    "OutputBag",
    "Message",
    "Conversation",
    "Enrichments",
    "UnifiedStageExecutionError",
    "EventSink",
    "SubpipelineSpawner",
    "BaseInterceptor",
)
"""What the Tier-1 missions use of a stageflow."""

STAGES = """
class Load:
    name = "load"
    kind = StageKind.TRANSFORM
    async def execute(self, ctx):
        return StageOutput.ok(number=20)
class Double:
    name = "double"
    kind = StageKind.TRANSFORM
    async def execute(self, ctx):
        return StageOutput.ok(number=2 * ctx.inputs.require_from("load", "number"))
pipeline = Pipeline().with_stage("load", Load, StageKind.TRANSFORM)
graph = pipeline.with_stage("double", Double, StageKind.TRANSFORM, dependencies=("load",)).build()
"""
RUN = "results = asyncio.run(run_pipeline(graph))"
RUN_BY_HAND = """
snapshot = ContextSnapshot()
inputs = create_stage_inputs(snapshot)
ctx = create_stage_context(snapshot=snapshot, inputs=inputs, stage_name="", timer=PipelineTimer())
results = asyncio.run(graph.run(ctx))
"""
BARE = """
async def load():
    return {"number": 20}
async def double(loaded):
    return {"number": 2 * loaded["number"]}
async def run():
    loaded = await load()
    return {"load": loaded, "double": await double(loaded)}
results = asyncio.run(run())
"""
SIZES = (10, 100, 1000)
REPETITIONS = 7


def discoverability(subject: Subject) -> Figure:
    """Of NEEDED; the further module is the public one, one level down, that has most of the rest."""
    missing = [name for name in NEEDED if not hasattr(subject.module, name)]
    modules = {name: [n for n in missing if hasattr(module, n)] for name, module in _modules(subject)}
    best = max(modules, key=lambda name: len(modules[name]), default="")
    beside = modules.get(best, [])
    text = f"{len(NEEDED) - len(missing)} of {len(NEEDED)} in stageflow"
    if beside:
        text += f", {len(beside)} more in {best} ({_few(beside)})"
    return (len(NEEDED) - len(missing) + len(beside)) / len(NEEDED), text


def clarity(subject: Subject) -> Figure:
    """Over public classes (their constructors) and functions of the package root, and public methods of the former."""
    meanings: dict[str, Counter[str]] = {}
    parameters = list(_parameters(subject))
    for _, parameter in parameters:
        meanings.setdefault(parameter.name, Counter())[_meaning(parameter)] += 1
    usual = {name: max(found, key=found.__getitem__) for name, found in meanings.items()}
    odd = [label for label, p in parameters if _is_odd(p) or _meaning(p) != usual[p.name]]
    if not parameters:
        raise Unsupported("no public callable of the package root has a signature")
    whole = len(parameters)
    return (whole - len(odd)) / whole, f"{whole - len(odd)} of {whole} parameters" + _not(odd)


def documentation(subject: Subject) -> Figure:
    """Over the public names of the package root and the public methods of its classes."""
    facts = [fact for label, thing in _public(subject) for fact in _documented(label, thing)]
    if not facts:
        raise Unsupported("the package root has no public names")
    wrong = [label for label, holds in facts if not holds]
    return (len(facts) - len(wrong)) / len(facts), f"{len(facts) - len(wrong)} of {len(facts)} facts hold" + _not(wrong)


def error_messages(subject: Subject) -> Figure:
    answers = list(misuses.answers(subject))
    if not answers:
        raise Unsupported("no mistake could be made")
    points = sum(points for _, points, _ in answers)
    silent = [misuse.name for misuse, points, _ in answers if points < misuses.POINTS_MAX]
    whole = misuses.POINTS_MAX * len(answers)
    return points / whole, f"{points} of {whole} points over {len(answers)} mistakes" + _not(silent, "fewer than 3 for")


def debugging(subject: Subject) -> Figure:
    seen = list(seeded_faults.told(subject))
    lost = [fault for fault, named, _ in seen if not named]
    return (len(seen) - len(lost)) / len(seen), f"{len(seen) - len(lost)} of {len(seen)} faults" + _not(lost)


def boilerplate(subject: Subject) -> Figure:
    """Both are run, and must give the same; the shorter way to run is taken where the subject has it."""
    names = ("Pipeline", "StageKind", "StageOutput", "PipelineTimer", "create_stage_context")
    space: dict[str, Any] = {"asyncio": asyncio, **{n: subject.name("stageflow", n) for n in names}}
    space["ContextSnapshot"] = subject.name("stageflow.context", "ContextSnapshot")
    space["create_stage_inputs"] = subject.name("stageflow.stages", "create_stage_inputs")
    space["run_pipeline"] = shorter = getattr(subject.module, "run_pipeline", None)
    source = STAGES + (RUN if shorter else RUN_BY_HAND)
    given = {name: dict(output.data) for name, output in _executed(source, space).items()}
    bare = _executed(BARE, {"asyncio": asyncio})
    if given != bare:
        raise SubjectMisbehaved(f"the smallest pipeline gives {given}, asyncio alone {bare}")
    nodes, least = _nodes(source), _nodes(BARE)
    return nodes / least, f"{nodes} nodes against {least}" + (", with run_pipeline" if shorter else "")


def performance(subject: Subject) -> Figure:
    """Stages side by side that suspend once; by turns, the best of REPETITIONS each."""
    ratios = {size: asyncio.run(_ratio(subject, size)) for size in SIZES}
    shown = ", ".join(f"{ratio:.1f} at {size:,}" for size, ratio in ratios.items())
    return max(ratios.values()), f"{shown} stages"


FIGURES: dict[str, Callable[[Subject], Figure]] = {
    f.__name__: f
    for f in (discoverability, clarity, documentation, error_messages, debugging, boilerplate, performance)
}


def _modules(subject: Subject) -> Iterator[tuple[str, Any]]:
    """The public modules one level below the package that have a docstring and can be imported."""
    for found in pkgutil.iter_modules(subject.module.__path__, "stageflow."):
        if found.name.rpartition(".")[2].startswith("_"):
            continue
        with contextlib.suppress(ImportError):  # one that needs what is not installed offers no names here
            module = importlib.import_module(found.name)
            if module.__doc__:
                yield found.name, module


def _public(subject: Subject) -> Iterator[tuple[str, Any]]:
    """(label, object) of the public classes and functions of the root, and of the methods that these classes define."""
    for name in sorted(getattr(subject.module, "__all__", None) or dir(subject.module)):
        thing = getattr(subject.module, name, None)
        if name.startswith("_") or not (inspect.isclass(thing) or inspect.isroutine(thing)):
            continue
        yield name, thing
        if inspect.isclass(thing):
            for method, member in vars(thing).items():
                plain = getattr(member, "__func__", member)
                if not method.startswith("_") and inspect.isfunction(plain):
                    yield f"{name}.{method}", plain


def _parameters(subject: Subject) -> Iterator[tuple[str, inspect.Parameter]]:
    for label, thing in _public(subject):
        if getattr(thing, "_is_protocol", False) or (inspect.isclass(thing) and issubclass(thing, Enum)):
            continue  # nobody makes one
        try:
            signature = inspect.signature(thing)
        except (ValueError, TypeError):
            continue  # an enumeration, or one that is written in C
        for parameter in signature.parameters.values():
            if parameter.name not in ("self", "cls"):
                yield f"{label}({parameter.name})", parameter


def _is_odd(parameter: inspect.Parameter) -> bool:
    by_name = parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
    return not by_name or parameter.annotation is parameter.empty


def _meaning(parameter: inspect.Parameter) -> str:
    """Its type, without the modules that names stand in, and whether or not None may be given too."""
    words = re.findall(r"[\w.]+", inspect.formatannotation(parameter.annotation))
    return " ".join(word.rpartition(".")[2] for word in words if word not in ("None", "Optional", "typing.Optional"))


_LISTED = re.compile(r"^\s+\*{0,2}(\w+)\s*(?:\([^)]*\))?:\s", re.MULTILINE)
_ARGUMENTS = re.compile(
    r"^\s*(?:Args|Arguments|Parameters):\s*\n((?:[ \t]+.*\n?|\s*\n)+?)(?=^\s*\w+:\s*$|\Z)", re.MULTILINE
)


def _documented(label: str, thing: Any) -> Iterator[tuple[str, bool]]:
    text = inspect.getdoc(thing) or ""
    yield label, bool(text.strip())
    section = _ARGUMENTS.search(text + "\n")
    if section:
        with contextlib.suppress(ValueError, TypeError):
            known = inspect.signature(thing).parameters
            for name in _LISTED.findall(section[1]):
                yield f"{label}({name})", name in known
    for number, example in enumerate(_examples(text, label), 1):
        yield f"{label}, example {number}", _runs(example)


def _examples(text: str, label: str) -> list[doctest.DocTest]:
    try:
        found = doctest.DocTestParser().get_doctest(text, {}, label, None, 0)
    except ValueError:
        return []
    return [found] if found.examples else []


def _runs(example: doctest.DocTest) -> bool:
    runner = doctest.DocTestRunner(verbose=False)
    with contextlib.redirect_stdout(io.StringIO()):
        return runner.run(example, out=lambda _: None).failed == 0


def _executed(source: str, space: dict[str, Any]) -> dict[str, Any]:
    exec(compile(source, "measured.py", "exec"), space)
    results: dict[str, Any] = space["results"]
    return results


def _nodes(source: str) -> int:
    return sum(1 for _ in ast.walk(ast.parse(source)))


async def _suspends(ctx: Any) -> dict[str, Any]:
    await asyncio.sleep(0)
    return {"value": 1}


async def _ratio(subject: Subject, size: int) -> float:
    graph = subject.graph([Stage(f"s{i}", (), "act") for i in range(size)], lambda _: Execute(_suspends))
    ours, bare = list[int](), list[int]()
    for _ in range(REPETITIONS):
        ctx = subject.stage_context(subject.snapshot())
        started = time.perf_counter_ns()
        await asyncio.gather(*(asyncio.create_task(_suspends(None)) for _ in range(size)))
        between = time.perf_counter_ns()
        await subject.run(graph, ctx)
        bare.append(between - started)
        ours.append(time.perf_counter_ns() - between)
    return min(ours) / min(bare)


def _few(names: list[str]) -> str:
    return ", ".join(names[:NAMED_MAX]) + (", ..." if len(names) > NAMED_MAX else "")


def _not(names: list[str], word: str = "not") -> str:
    return f", {word} {_few(names)}" if names else ""
