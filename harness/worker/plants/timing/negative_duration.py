"""negative-duration: every 20th duration is the start minus the end."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs, with_durations

EVERY = 20


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run; a duration of 0 shows nothing and is not counted."""
    counted = [0]

    async def around_run(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        results, wrong = await run(), {}
        for name, output in results.items():
            counted[0] += bool(output.duration_ms)
            if output.duration_ms and counted[0] % EVERY == 0:
                wrong[name] = -output.duration_ms
        return with_durations(results, wrong)

    around_runs(subject, around_run)
