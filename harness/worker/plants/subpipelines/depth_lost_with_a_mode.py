"""depth-lost-with-a-mode: a child that is spawned with an execution mode of its own is not counted."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

MORE = 10


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner: where it refuses such a child, a spawner with a higher limit takes it."""
    module = "stageflow.pipeline.subpipeline"
    kind, too_deep = subject.name(module, "SubpipelineSpawner"), subject.name(module, "MaxDepthExceededError")
    construct, spawn = kind.__init__, kind.spawn

    @wraps(construct)
    def keeping(self: Any, child_tracker: Any = None, emit_events: bool = True, max_depth: int = 5) -> None:
        construct(self, child_tracker, emit_events, max_depth)
        self.made_with = child_tracker, emit_events, max_depth + MORE

    @wraps(spawn)
    async def uncounted(self: Any, *args: Any, **options: Any) -> Any:
        try:
            return await spawn(self, *args, **options)
        except too_deep:
            if options.get("execution_mode") is None:
                raise
            return await spawn(kind(*self.made_with), *args, **options)

    kind.__init__, kind.spawn = keeping, uncounted
