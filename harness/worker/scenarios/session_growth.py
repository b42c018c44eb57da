"""Family session_growth: a conversation of many turns, each of them a run, and the bytes that it holds."""

import asyncio
import gc
import sys
import tracemalloc
from typing import Any

from harness.checks.slope import theil_sen
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute

CHECKPOINTS = 12
WARM = 4
"""Turns before the first count, in which caches are filled."""


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """In each turn a message of the user is added, a run answers, and its answer is added. Only the latest snapshot is
    kept. Records `session_grew` at each checkpoint: the bytes that Python allocated since the first turn and that are
    held after a collection, and the size of the texts that were said since.

    Measures the growth for 1,000 turns, by the slope over all checkpoints.
    """
    session = _Session(order, subject)
    for _ in range(WARM):
        await session.turn()
    every, points = max(int(order.arguments["turns"]) // CHECKPOINTS, 1), []
    tracemalloc.start()
    try:
        session.content = 0
        for checkpoint in range(CHECKPOINTS):
            for _ in range(every):
                await session.turn()
            gc.collect()
            held, turns = tracemalloc.get_traced_memory()[0], (checkpoint + 1) * every
            recorder.event("session_grew", turns=turns, bytes=held, content=session.content)
            points.append((turns, held))
    finally:
        tracemalloc.stop()
    recorder.measure("session_bytes", max(0, round(theil_sen(points) * 1000)))


class _Session:
    """What a caller keeps between two turns: one snapshot."""

    def __init__(self, order: ScenarioRun, subject: Subject) -> None:
        self._chars = int(order.arguments["chars"])
        self._subject = subject
        self._message = subject.name("stageflow.context", "Message")
        self._snapshot = subject.snapshot(
            run_id=subject.run_identity(1), conversation=subject.name("stageflow.context", "Conversation")()
        )
        self._graph = subject.graph(order.stages, self._runner)
        self._turns = 0
        self.content = 0

    def _text(self, role: str) -> str:
        text = f"{role} in turn {self._turns}: ".ljust(self._chars, "x")
        self.content += sys.getsizeof(text)
        return text

    def _runner(self, stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            await asyncio.sleep(0)
            return self._subject.output(read=len(ctx.snapshot.messages), stage=stage.name)

        return Execute(execute)

    async def turn(self) -> None:
        self._turns += 1
        self._say("user")
        await self._subject.run(self._graph, self._subject.stage_context(self._snapshot))
        self._say("assistant")

    def _say(self, role: str) -> None:
        message = self._message(role=role, content=self._text(role))
        self._snapshot = self._snapshot.with_conversation(self._snapshot.conversation.with_message(message))
