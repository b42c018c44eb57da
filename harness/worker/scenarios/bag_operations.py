"""Family bag_operations: tasks of one event loop that write to one OutputBag and read it, each call recorded."""

import asyncio

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.bag_calls import Call, RecordedBag, calls_of, names_of


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Each actor makes its calls, drawn from the seed, suspending before most of them; all is read before and after."""
    names = names_of(int(order.arguments["names"]))
    bag = RecordedBag(subject.output_bag(), subject, recorder)

    bag.read_everything("first", names)

    async def act(actor: str, calls: list[Call]) -> None:
        for call in calls:
            if call.pause:
                await asyncio.sleep(0)
            await bag.call(actor, call)

    async with asyncio.TaskGroup() as group:
        for number in range(int(order.arguments["actors"])):
            actor = f"task-{number}"
            calls = calls_of(number, actor, order.seed, names, int(order.arguments["operations"]))
            group.create_task(act(actor, calls), name=actor)
    bag.read_everything("final", names)
    bag.look_again()
