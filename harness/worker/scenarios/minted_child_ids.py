"""Family minted_child_ids: children of one parent, and the ids that their spawner gives them."""

import asyncio
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.minted_run_ids import Labels

_MODULE = "stageflow.pipeline.subpipeline"


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Children of one parent at the same time, by one spawner."""
    labels = Labels(recorder)
    spawner = subject.name(_MODULE, "SubpipelineSpawner")(subject.name(_MODULE, "ChildRunTracker")())
    parent = subject.pipeline_context(1)
    labels.saw("parent", "its context", parent.pipeline_run_id)

    async def spawn(name: str) -> None:
        async def work(child: Any) -> Any:
            labels.saw(name, "its context", child.pipeline_run_id)
            await asyncio.sleep(0)
            return {"child": name}

        result = await spawner.spawn(name, parent, UUID(int=2), "stage", work)
        labels.saw(name, "its result", result.child_run_id)

    async with asyncio.TaskGroup() as group:
        for number in range(int(order.arguments["runs"])):
            group.create_task(spawn(f"child {number}"), name=f"child {number}")
