"""Family sibling_mutation: two stages read one producer's output, and one of them tries to change it."""

import asyncio
from typing import Any

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.probes.mutate import mutate_everything
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute
from harness.worker.scenarios.mutation_attempts import small

MUTATORS_MAX = 4


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Stages without dependencies give nested data; of those that depend on them, every second one attacks it, the
    others read it.

    Each reader takes a fingerprint of what it reads twice, with suspensions in between; so does the caller, of what the
    producer gave and of what the run returned.
    """
    names = [s.name for s in order.stages]
    produced: dict[str, Any] = {}

    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            await asyncio.sleep(0)
            if not stage.dependencies:
                produced[stage.name] = small()
                return subject.output(**small())
            for producer in (d for d in stage.dependencies if d in produced):
                if names.index(stage.name) % 2:
                    await _attack(stage.name, producer, ctx, recorder)
                else:
                    await _read(stage.name, producer, ctx, recorder)
            return subject.output(done=stage.name)

        return Execute(execute)

    snapshot = subject.snapshot(run_id=subject.run_identity(1), input_text="input")
    results = await subject.run(subject.graph(order.stages, runner), subject.stage_context(snapshot))
    for name, data in produced.items():
        recorder.fingerprint(f"sibling:output of {name}:returned", "produced", data)
        recorder.fingerprint(f"sibling:output of {name}:returned", "read", dict(results[name].data))


def _inputs(producer: str, ctx: Any) -> dict[str, Any]:
    """What a stage finds under each key that the producer gave."""
    return {key: ctx.inputs.get_from(producer, key) for key in small()}


async def _attack(stage: str, producer: str, ctx: Any, recorder: Recorder) -> None:
    for key, value in _inputs(producer, ctx).items():
        await asyncio.sleep(0)
        mutate_everything(value, f"{producer}[{key!r}]", "mutate", stage, recorder, MUTATORS_MAX)


async def _read(stage: str, producer: str, ctx: Any, recorder: Recorder) -> None:
    label = f"sibling:output of {producer}:{stage}"
    recorder.fingerprint(label, "produced", small())
    for _ in range(3):
        await asyncio.sleep(0)
    recorder.fingerprint(label, "read", _inputs(producer, ctx))
