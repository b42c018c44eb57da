"""lost-as-a-stage-ends: a cancellation that comes in the turn in which a stage has ended is taken for its wake-up."""

import asyncio
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs, around_stages


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage and UnifiedStageGraph.run."""
    ended: list[str] = []

    async def around(name: str, ctx: Any, run: Any) -> Any:
        output = await run(ctx)
        ended.append(name)
        asyncio.get_running_loop().call_soon(ended.clear)
        return output

    async def deaf(graph: Any, ctx: Any, run: Any) -> Any:
        running = asyncio.ensure_future(run())
        try:
            while True:
                try:
                    return await asyncio.shield(running)
                except asyncio.CancelledError:
                    if running.done() or not ended:
                        running.cancel()
                        await asyncio.wait([running])
                        raise
        finally:
            del running  # or its error, which leads to this frame, would keep it in a cycle

    around_stages(subject, around)
    around_runs(subject, deaf)
