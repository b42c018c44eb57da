"""first-come-first-read: a key that several stages gave is read from the one that gave its output first."""

from functools import wraps
from itertools import count
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_stages


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage and StageInputs.get: the outputs are looked through in the order of their ends."""
    inputs = subject.name("stageflow.stages", "StageInputs")
    read, numbers, ended = inputs.get, count(1), dict[str, int]()

    async def around(name: str, ctx: Any, run: Any) -> Any:
        output = await run(ctx)
        ended[name] = next(numbers)
        return output

    @wraps(read)
    def get(self: Any, key: str, default: Any = None) -> Any:
        for name in sorted(self.prior_outputs, key=lambda name: ended.get(name, 0)):
            if key in self.prior_outputs[name].data:
                return self.prior_outputs[name].data[key]
        return read(self, key, default)

    around_stages(subject, around)
    inputs.get = get
