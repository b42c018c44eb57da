"""plain-result-lost: what a child returns is lost where it is no dict."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    spawn = spawner.spawn

    @wraps(spawn)
    async def dicts_only(self: Any, name: str, ctx: Any, *ids: Any, **options: Any) -> Any:
        *given, runner = ids

        async def run(child: Any) -> Any:
            result = await runner(child)
            return result if isinstance(result, dict) else {}

        return await spawn(self, name, ctx, *given, run, **options)

    spawner.spawn = dicts_only
