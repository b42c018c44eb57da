"""The scenario families: one file each. The file of a family is imported when its function is first asked for."""

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any, TypeVar

from harness.worker.scenarios.family import AsyncBody, ControlledThreadBody, ThreadBody

B = TypeVar("B")


class _Functions(MutableMapping[str, B]):
    """What the module of each family calls `function`. A worker runs one family, and starts sooner without the rest."""

    def __init__(self, families: tuple[str, ...], function: str) -> None:
        self._function = function
        self._loaded: dict[str, Any] = dict.fromkeys(families)

    def __getitem__(self, family: str) -> B:
        if self._loaded[family] is None:
            self._loaded[family] = getattr(import_module(f"{__name__}.{family}"), self._function)
        found: B = self._loaded[family]
        return found

    def __setitem__(self, family: str, body: B) -> None:
        self._loaded[family] = body

    def __delitem__(self, family: str) -> None:
        del self._loaded[family]

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded)

    def __len__(self) -> int:
        return len(self._loaded)


_ASYNC = (
    "pipeline_run",
    "bag_operations",
    "cancelled_writes",
    "sink_operations",
    "mutation_attempts",
    "context_derivation",
    "frozen_reads",
    "sibling_mutation",
    "subpipeline_inheritance",
    "overlapping_runs",
    "one_run_id",
    "arranged_runs",
    "minted_run_ids",
    "minted_child_ids",
    "ids_drawn_apart",
    "repeating_ids",
    "organisation_attempts",
    "disagreeing_ids",
    "tenant_access",
    "guarded_stages",
    "tenant_breakers",
    "session_growth",
    "run_peak",
    "subpipeline_tree",
    "cancelled_children",
    "awkward_cancellations",
    "nested_runs",
    "ambiguous_reads",
    "limited_run",
    "retained_runs",
    "retained_children",
    "observed_run",
    "failing_run",
    "conversions",
    "odd_values",
    "snapshot_costs",
    "stepwise_dump",
    "dumps_side_by_side",
    "checkpoints",
    "restored_snapshots",
    "damaged_documents",
    "resumed_run",
    "delta_chain",
)
_THREADED = ("thread_writes", "thread_reads", "thread_bag_operations")
ASYNC_FAMILIES: MutableMapping[str, AsyncBody] = _Functions(_ASYNC, "body")
THREAD_FAMILIES: MutableMapping[str, ThreadBody] = _Functions(_THREADED, "body")
CONTROLLED_THREAD_FAMILIES: MutableMapping[str, ControlledThreadBody] = _Functions(_THREADED, "controlled_body")
