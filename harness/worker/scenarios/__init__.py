"""The scenario families: one file each."""

from harness.worker.scenarios import (
    bag_operations,
    context_derivation,
    conversions,
    failing_run,
    limited_run,
    mutation_attempts,
    frozen_reads,
    observed_run,
    overlapping_runs,
    pipeline_run,
    retained_runs,
    sibling_mutation,
    sink_operations,
    subpipeline_inheritance,
    subpipeline_tree,
    thread_bag_operations,
    thread_writes,
)
from harness.worker.scenarios.family import AsyncBody, ControlledThreadBody, ThreadBody

ASYNC_FAMILIES: dict[str, AsyncBody] = {
    "pipeline_run": pipeline_run.body,
    "bag_operations": bag_operations.body,
    "sink_operations": sink_operations.body,
    "mutation_attempts": mutation_attempts.body,
    "context_derivation": context_derivation.body,
    "sibling_mutation": sibling_mutation.body,
    "subpipeline_inheritance": subpipeline_inheritance.body,
    "overlapping_runs": overlapping_runs.body,
    "subpipeline_tree": subpipeline_tree.body,
    "limited_run": limited_run.body,
    "frozen_reads": frozen_reads.body,
    "retained_runs": retained_runs.body,
    "observed_run": observed_run.body,
    "failing_run": failing_run.body,
    "conversions": conversions.body,
}
THREAD_FAMILIES: dict[str, ThreadBody] = {
    "thread_writes": thread_writes.body,
    "thread_bag_operations": thread_bag_operations.body,
}
CONTROLLED_THREAD_FAMILIES: dict[str, ControlledThreadBody] = {
    "thread_writes": thread_writes.controlled_body,
    "thread_bag_operations": thread_bag_operations.controlled_body,
}
