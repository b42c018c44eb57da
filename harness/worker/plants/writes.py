"""Both ways to write to an OutputBag, replaced by one function: for plants that break writing as such."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

Store = Callable[..., Any]  # the subject's own write_sync
Planted = Callable[[Store, Any, str, Any, bool], Any]  # store, bag, name, output, allow_overwrite -> entry


def replace_writes(subject: Subject, planted: Planted) -> None:
    """Puts `planted` in the place of OutputBag.write_sync, and of OutputBag.write, which then does not suspend."""
    bag = subject.name("stageflow.context", "OutputBag")
    store = bag.write_sync

    @wraps(store)
    def write_sync(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        return planted(store, self, stage_name, output, allow_overwrite)

    @wraps(bag.write)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        return planted(store, self, stage_name, output, allow_overwrite)

    bag.write, bag.write_sync = write, write_sync
