"""The scenario families: one file each."""

from harness.worker.scenarios import (
    context_derivation,
    mutation_attempts,
    pipeline_run,
    subpipeline_inheritance,
    thread_writes,
)
from harness.worker.scenarios.family import AsyncBody, ControlledThreadBody, ThreadBody

ASYNC_FAMILIES: dict[str, AsyncBody] = {
    "pipeline_run": pipeline_run.body,
    "mutation_attempts": mutation_attempts.body,
    "context_derivation": context_derivation.body,
    "subpipeline_inheritance": subpipeline_inheritance.body,
}
THREAD_FAMILIES: dict[str, ThreadBody] = {"thread_writes": thread_writes.body}
CONTROLLED_THREAD_FAMILIES: dict[str, ControlledThreadBody] = {"thread_writes": thread_writes.controlled_body}
