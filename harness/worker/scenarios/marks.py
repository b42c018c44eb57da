"""Marks: what each child run leaves in its own context, and a record of whose marks it finds there."""

from typing import Any

from harness.worker.recorder import Recorder


class Marks:
    """Records `mark_left` and `mark_seen`: that `child` found in `place` the mark of the child `whose`."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._names: list[str] = []

    def leave(self, name: str, child: Any) -> None:
        """In everything of its context that a child may change."""
        self._names.append(name)
        invoke, mark = self._recorder.tick(), _mark(name)
        child.data[mark] = name
        child.configuration[mark] = name
        child.configuration.get("limits", {})[mark] = name
        child.artifacts.append(mark)
        child.set_stage_metadata(mark, {"of": name})
        own = "its own data, configuration, artifacts and metadata"
        self._recorder.operation(name, "mutate_derived", own, "a mark", "ok", invoke, "accepted")
        self._recorder.event("mark_left", child=name)

    def look(self, name: str, child: Any) -> None:
        """For the marks of all children that there were, in all that the child holds."""
        for other in self._names:
            mark = _mark(other)
            places = {
                "its data": mark in child.data,
                "its configuration": mark in child.configuration,
                "what is nested in its configuration": mark in child.configuration.get("limits", {}),
                "its artifacts": mark in child.artifacts,
                "its stage metadata": child.get_stage_metadata(mark) is not None,
                "what it inherited": child.get_parent_data(mark) is not None,
            }
            for place, seen in places.items():
                if seen:
                    self._recorder.event("mark_seen", child=name, place=place, whose=other)


def _mark(name: str) -> str:
    return f"mark of {name}"
