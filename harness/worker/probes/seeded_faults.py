"""Faults in one stage of a pipeline, and whether the error that reaches the caller says which stage and why."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

from harness.wire import Stage
from harness.worker.adapter import Subject, Unsupported, text_of
from harness.worker.scenarios.family import Execute

CULPRIT = "weigh_parcel"
REASON = "scale unplugged"
STAGES = (
    Stage("load_order", (), "act"),
    Stage(CULPRIT, ("load_order",), "act"),
    Stage("find_route", ("load_order",), "act"),
    Stage("print_label", (CULPRIT, "find_route"), "act"),
)


async def _ok(ctx: Any) -> dict[str, Any]:
    return {"value": 1}


def _faults(subject: Subject) -> dict[str, tuple[Callable[[Any], Any], str]]:
    """Fault -> (what the stage does, the words that the error has to repeat)."""

    async def raises(ctx: Any) -> Any:
        raise ValueError(REASON)

    async def raises_later(ctx: Any) -> Any:
        await asyncio.sleep(0)
        raise KeyError(REASON)

    async def raises_in_a_group(ctx: Any) -> Any:
        raise ExceptionGroup(REASON, [OSError(REASON)])

    async def cancels_itself(ctx: Any) -> Any:
        raise asyncio.CancelledError(REASON)

    async def fails(ctx: Any) -> Any:
        return subject.name("stageflow", "StageOutput").fail(error=REASON)

    async def gives_text(ctx: Any) -> Any:
        return REASON

    async def asks_for_too_much(ctx: Any) -> Any:
        return {"value": ctx.inputs.require_from("load_order", "weight")}

    return {
        "an exception": (raises, REASON),
        "an exception after a wait": (raises_later, REASON),
        "a group of exceptions": (raises_in_a_group, REASON),
        "a cancellation of its own": (cancels_itself, ""),
        "FAIL": (fails, REASON),
        "a text for an output": (gives_text, ""),
        "a key that is not there": (asks_for_too_much, "weight"),
    }


def told(subject: Subject) -> Iterator[tuple[str, bool, str]]:
    """(fault, whether the error names the culprit, no other stage, and the reason, the error in words)."""
    for fault, (execute, words) in _faults(subject).items():
        error = _error_of_run(subject, execute)
        text = "no error" if error is None else f"{type(error).__name__}: {text_of(error)}"
        others = [s.name for s in STAGES if s.name not in (CULPRIT, "load_order") and s.name in text]
        yield fault, error is not None and CULPRIT in text and words in _whole(error) and not others, text


def _error_of_run(subject: Subject, execute: Callable[[Any], Any]) -> BaseException | None:
    async def run() -> None:
        graph = subject.graph(STAGES, lambda s: Execute(execute if s.name == CULPRIT else _ok))
        await graph.run(subject.stage_context(subject.snapshot()))

    try:
        asyncio.run(run())
    except Unsupported:
        raise
    except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - which error it is, is what is measured
        return error
    return None


def _whole(error: BaseException | None) -> str:
    """The texts of an error and of what it was raised from."""
    texts = []
    while error is not None:
        texts.append(text_of(error))
        error = error.__cause__
    return "\n".join(texts)
