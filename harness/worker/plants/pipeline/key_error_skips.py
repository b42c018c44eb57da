"""key-error-skips: a stage that raises KeyError is taken for one whose optional input is missing."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_stages


def apply(subject: Subject) -> None:
    """Gives SKIP in the place of every KeyError of a stage, also of one that has nothing to do with its inputs."""

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        try:
            return await run(ctx)
        except KeyError as error:
            return subject.name("stageflow", "StageOutput").skip(reason=f"no input {error}")

    around_stages(subject, around)
