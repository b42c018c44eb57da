"""The scenario families: one file each."""

from harness.worker.scenarios import (
    ambiguous_reads,
    bag_operations,
    cancelled_writes,
    context_derivation,
    conversions,
    failing_run,
    frozen_reads,
    limited_run,
    mutation_attempts,
    nested_runs,
    observed_run,
    overlapping_runs,
    pipeline_run,
    retained_children,
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
    "cancelled_writes": cancelled_writes.body,
    "sink_operations": sink_operations.body,
    "mutation_attempts": mutation_attempts.body,
    "context_derivation": context_derivation.body,
    "frozen_reads": frozen_reads.body,
    "sibling_mutation": sibling_mutation.body,
    "subpipeline_inheritance": subpipeline_inheritance.body,
    "overlapping_runs": overlapping_runs.body,
    "subpipeline_tree": subpipeline_tree.body,
    "nested_runs": nested_runs.body,
    "ambiguous_reads": ambiguous_reads.body,
    "limited_run": limited_run.body,
    "retained_runs": retained_runs.body,
    "retained_children": retained_children.body,
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
