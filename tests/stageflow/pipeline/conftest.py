"""The two ways a run may go: on an ordinary loop, and with one task per stage."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import pytest

T = TypeVar("T")
RunAsync = Callable[[Coroutine[Any, Any, T]], T]


class OneTaskPerStageLoop(asyncio.SelectorEventLoop):
    """A loop that asks the engine for a task of its own for every stage."""

    one_task_per_stage = True


@pytest.fixture(params=["inline", "one-task-per-stage"], scope="session")
def run_async(request: pytest.FixtureRequest) -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """Runs a coroutine on a fresh loop of the kind in question, in asyncio's debug mode; no task may be left over."""
    factory = asyncio.SelectorEventLoop if request.param == "inline" else OneTaskPerStageLoop

    def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
        async def checked() -> Any:
            result = await coroutine
            assert asyncio.all_tasks() == {asyncio.current_task()}
            return result

        with asyncio.Runner(loop_factory=factory, debug=True) as runner:
            return runner.run(checked())

    return run
