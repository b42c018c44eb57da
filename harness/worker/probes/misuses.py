"""Common mistakes with a pipeline, and how many points the error that answers each is worth."""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from harness.wire import Stage
from harness.worker.adapter import Subject, Unsupported, text_of
from harness.worker.scenarios.family import Execute

POINTS_MAX = 3
_NEXT_STEP = re.compile(
    r"\b(did you mean|instead|add|use|remove|rename|declare|give|pass|call|available|one of|expected|allowed|keys:|"
    r"the stages are|thaw)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Misuse:
    """What is done wrongly; the words of which an error has to name one, to say where, and what was wrong there."""

    name: str
    attempt: Callable[[Subject], None]
    where: tuple[str, ...]
    what: tuple[str, ...]


async def _ok(ctx: Any) -> dict[str, Any]:
    return {"value": 1}


def _run(subject: Subject, stages: tuple[Stage, ...], executes: dict[str, Any] | None = None) -> None:
    async def run() -> None:
        graph = subject.graph(stages, lambda s: Execute((executes or {}).get(s.name, _ok)))
        await graph.run(subject.stage_context(subject.snapshot()))

    asyncio.run(run())


def _unknown_dependency(subject: Subject) -> None:
    _run(subject, (Stage("alone", ("elsewhere",), "act"),))


def _itself(subject: Subject) -> None:
    _run(subject, (Stage("ouroboros", ("ouroboros",), "act"),))


def _cycle(subject: Subject) -> None:
    _run(subject, (Stage("egg", ("hen",), "act"), Stage("hen", ("egg",), "act")))


def _twice(subject: Subject) -> None:
    _run(subject, (Stage("twin", (), "act"), Stage("twin", (), "act")))


def _no_stage(subject: Subject) -> None:
    subject.name("stageflow", "Pipeline")().build()


def _missing_key(subject: Subject) -> None:
    async def reads(ctx: Any) -> dict[str, Any]:
        return {"value": ctx.inputs.require_from("load", "valeu")}

    _run(subject, (Stage("load", (), "act"), Stage("read", ("load",), "act")), {"read": reads})


def _undeclared(subject: Subject) -> None:
    async def reads(ctx: Any) -> dict[str, Any]:
        return {"value": ctx.inputs.get_from("hidden", "value")}

    stages = (Stage("hidden", (), "act"), Stage("open", (), "act"), Stage("read", ("open",), "act"))
    _run(subject, stages, {"read": reads})


def _wrong_output(subject: Subject) -> None:
    async def gives_a_number(ctx: Any) -> int:
        return 42

    _run(subject, (Stage("number", (), "act"),), {"number": gives_a_number})


def _no_execute(subject: Subject) -> None:
    kind = subject.name("stageflow", "StageKind").TRANSFORM
    graph = subject.name("stageflow", "Pipeline")().with_stage("hollow", object(), kind).build()
    asyncio.run(graph.run(subject.stage_context(subject.snapshot())))


def _keyword(subject: Subject) -> None:
    kind = subject.name("stageflow", "StageKind").TRANSFORM
    subject.name("stageflow", "Pipeline")().with_stage("a", Execute(_ok), kind, dependecies=())


def _changes_a_snapshot(subject: Subject) -> None:
    subject.snapshot(metadata={"key": [1]}).metadata["key"] = 2


def _text_of_dependencies(subject: Subject) -> None:
    kind = subject.name("stageflow", "StageKind").TRANSFORM
    pipeline = subject.name("stageflow", "Pipeline")().with_stage("abc", Execute(_ok), kind)
    pipeline.with_stage("next", Execute(_ok), kind, dependencies="abc").build()


MISUSES: tuple[Misuse, ...] = (
    Misuse("a dependency that does not exist", _unknown_dependency, ("alone",), ("elsewhere",)),
    Misuse("a stage that depends on itself", _itself, ("ouroboros",), ("itself", "cycle", "->", "self")),
    Misuse("two stages that depend on each other", _cycle, ("egg",), ("cycle", "->", "hen")),
    Misuse("two stages of one name", _twice, ("twin",), ("duplicate", "already", "twice")),
    Misuse("a pipeline without stages", _no_stage, ("pipeline", "Pipeline"), ("empty", "no stage", "at least one")),
    Misuse("a key that a dependency does not give", _missing_key, ("load", "read"), ("valeu",)),
    Misuse("an output of a stage that was not declared", _undeclared, ("read", "hidden"), ("undeclared", "declare")),
    Misuse("an output that is a number", _wrong_output, ("number",), ("int", "42")),
    Misuse("a stage without execute", _no_execute, ("hollow",), ("execute",)),
    Misuse("a misspelt keyword", _keyword, ("with_stage",), ("dependecies",)),
    Misuse("a change to a snapshot", _changes_a_snapshot, ("metadata", "Frozen", "frozen"), ("immutable", "frozen")),
    Misuse("dependencies given as a text", _text_of_dependencies, ("next", "dependencies"), ("str", "text", "'abc'")),
)


def answers(subject: Subject) -> Iterator[tuple[Misuse, int, str]]:
    """(misuse, points, the error in words) for each that the subject has what it takes to commit."""
    for misuse in MISUSES:
        try:
            misuse.attempt(subject)
        except Unsupported:
            continue
        except Exception as error:  # noqa: BLE001 - which error it is, is what is measured
            text = text_of(error)
            yield misuse, points(misuse, text), f"{type(error).__name__}: {text}"
        else:
            yield misuse, 0, "no error"


def points(misuse: Misuse, text: str) -> int:
    """One for each of: where, what, and the next step."""
    named = [any(word in text for word in words) for words in (misuse.where, misuse.what)]
    return sum(named) + bool(_NEXT_STEP.search(text))
