"""The problems of one mission while they are collected, each put where the author has to change something."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from harness.errors import Problem
from harness.mission.places import Document, Trail


@dataclass
class Problems:
    """A value that came from `--set` has its place there; what a broken parameter gave is not reported again."""

    document: Document
    overrides: Mapping[str, str] = field(default_factory=dict)
    origins: dict[Trail, frozenset[str]] = field(default_factory=dict)
    silenced: set[Trail] = field(default_factory=set)
    found: list[Problem] = field(default_factory=list)

    def add(self, trail: Trail, message: str, hint: str = "", *, key: bool = False) -> None:
        """Reports at the value of the trail, or at its key."""
        if trail in self.silenced:
            return
        line, column = self.document.place(trail, key=key)
        here = f"{self.document.file}:{line}:{column}"
        for name in sorted(self.origins.get(trail, ())):
            if name in self.overrides:
                self.add_override(name, message, f"it is used at {here}" + (f"; {hint}" if hint else ""))
                return
        self._add(Problem(self.document.file, line, column, message, hint))

    def add_override(self, name: str, message: str, hint: str = "") -> None:
        """Reports at the `--set` that gave the parameter its value."""
        self._add(Problem(f"--set {name}={self.overrides[name]}", 0, 0, message, hint))

    def _add(self, problem: Problem) -> None:
        if problem not in self.found:
            self.found.append(problem)

    def in_file_order(self) -> list[Problem]:
        return sorted(self.found, key=lambda problem: (problem.line, problem.column))
