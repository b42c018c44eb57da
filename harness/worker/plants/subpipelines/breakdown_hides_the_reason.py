"""breakdown-hides-the-reason: of a child that breaks down when it is cancelled the parent is told only how."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn: what the runner of the child raised last counts for more than why."""
    module = "stageflow.pipeline.subpipeline"
    spawner, answer = subject.name(module, "SubpipelineSpawner"), subject.name(module, "SubpipelineResult")
    spawn = spawner.spawn

    @wraps(spawn)
    async def told_how(
        self: Any, name: str, ctx: Any, correlation: Any, stage: str, runner: Any, **options: Any
    ) -> Any:
        raised: list[str] = []

        async def noted(child: Any) -> Any:
            try:
                return await runner(child)
            except Exception as error:
                raised.append(str(error))
                raise

        told = await spawn(self, name, ctx, correlation, stage, noted, **options)
        if told.success or not raised:
            return told
        return answer(False, told.child_run_id, error=raised[0], duration_ms=told.duration_ms)

    spawner.spawn = told_how
