"""Which run spawned which. `stageflow.pipeline.subpipeline` exports the class."""

from __future__ import annotations

from threading import Lock
from typing import Any
from uuid import UUID

_COUNTERS = (
    "registration_count",
    "unregistration_count",
    "lookup_count",
    "tree_traversal_count",
    "cleanup_count",
    "max_concurrent_children",
    "max_depth_seen",
)


class ChildRunTracker:
    """Parents and children of live runs. Every call is atomic, across tasks, event loops and OS threads.

    A child has one parent: registering it under another one moves it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._children: dict[UUID, dict[UUID, None]] = {}
        self._parents: dict[UUID, UUID] = {}
        self._counts = dict.fromkeys(_COUNTERS, 0)

    async def register_child(self, parent_id: UUID, child_id: UUID) -> None:
        """Add a relation; adding it twice is counted twice and kept once."""
        with self._lock:
            known = self._parents.get(child_id)
            if known is not None and known != parent_id:
                self._drop(known, child_id)
            siblings = self._children.setdefault(parent_id, {})
            siblings[child_id] = None
            self._parents[child_id] = parent_id
            self._counts["registration_count"] += 1
            self._raise_to("max_concurrent_children", len(siblings))

    async def unregister_child(self, parent_id: UUID, child_id: UUID) -> None:
        """Remove a relation."""
        with self._lock:
            self._drop(parent_id, child_id)
            self._counts["unregistration_count"] += 1

    async def get_children(self, parent_id: UUID) -> set[UUID]:
        """A new set of the children of a run."""
        with self._lock:
            self._counts["lookup_count"] += 1
            return set(self._children.get(parent_id, ()))

    async def get_parent(self, child_id: UUID) -> UUID | None:
        """The parent of a run, or None."""
        with self._lock:
            self._counts["lookup_count"] += 1
            return self._parents.get(child_id)

    async def get_all_descendants(self, run_id: UUID) -> set[UUID]:
        """A new set of children, their children and so on, without the run itself."""
        with self._lock:
            self._counts["tree_traversal_count"] += 1
            found: set[UUID] = set()
            stack = [run_id]
            while stack:
                new = [child for child in self._children.get(stack.pop(), ()) if child not in found]
                found.update(new)
                stack.extend(new)
            found.discard(run_id)
            return found

    async def get_root_run(self, run_id: UUID) -> UUID:
        """The topmost ancestor of a run; the run itself when it has no parent."""
        with self._lock:
            self._counts["lookup_count"] += 1
            seen = {run_id}
            root = run_id
            while (parent := self._parents.get(root)) is not None and parent not in seen:
                seen.add(parent)
                root = parent
            self._raise_to("max_depth_seen", len(seen) - 1)
            return root

    async def cleanup_run(self, run_id: UUID) -> None:
        """Forget a run: its relation to its parent and those to its children, in both directions."""
        with self._lock:
            self._counts["cleanup_count"] += 1
            for child in self._children.pop(run_id, ()):
                self._parents.pop(child, None)
            parent = self._parents.get(run_id)
            if parent is not None:
                self._drop(parent, run_id)

    async def get_metrics(self) -> dict[str, Any]:
        """The seven counters, and how many relations there are."""
        with self._lock:
            counts = self._counts
            return {
                **counts,
                "active_parents": len(self._children),
                "active_children": len(self._parents),
                "total_relationships": counts["registration_count"] - counts["unregistration_count"],
            }

    async def reset_metrics(self) -> None:
        """Set the counters to zero; the relations stay."""
        with self._lock:
            self._counts = dict.fromkeys(_COUNTERS, 0)

    def _drop(self, parent_id: UUID, child_id: UUID) -> None:
        siblings = self._children.get(parent_id)
        if siblings is not None:
            siblings.pop(child_id, None)
            if not siblings:
                del self._children[parent_id]
        if self._parents.get(child_id) == parent_id:
            del self._parents[child_id]

    def _raise_to(self, counter: str, value: int) -> None:
        self._counts[counter] = max(self._counts[counter], value)
