"""Family dumps_side_by_side: many tasks write and read snapshots step by step at once, each compared with itself."""

import asyncio
from typing import Any

from harness.evidence.fingerprint import preview
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.snapshot_costs import conversation_of


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """`dumps` tasks, of which no two have text of the same length. Raises Unsupported where the subject cannot."""
    dump, load = (subject.name("stageflow.plus", f"{verb}_snapshot_async") for verb in ("dump", "load"))

    async def there_and_back(number: int) -> None:
        snapshot, _ = conversation_of(int(order.arguments["kb"]) * (number + 1), subject)
        of, error, ended = f"converted:snapshot beside others:{number}", "", "comes back"
        recorder.fingerprint(of, "before", snapshot)
        try:
            restored: Any = await load(await dump(snapshot))
        except Exception as raised:  # noqa: BLE001 - whatever the subject raises is what is recorded
            ended, error = "raises", f"{type(raised).__name__}: {preview(str(raised), 100)}"
        else:
            recorder.fingerprint(of, "after", restored)
        fields = {"way": "snapshot beside others", "ended": ended, "expected": "comes back", "error": error}
        recorder.event("conversion", shown=f"{number + 1} times the text", **fields)

    await asyncio.gather(*(there_and_back(number) for number in range(int(order.arguments["dumps"]))))
