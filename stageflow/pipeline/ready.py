"""Which stage may start when. Pure: no event loop, no clock, no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stageflow.suggest import nearest

NAMED_MAX = 8
"""Stages that an error lists."""


class Plan:
    """The shape of a graph, compiled once, in O(stages + edges). Stages are numbered in the order given.

    `needs[i]` is the number of distinct dependencies of stage i, `children[i]` the stages that depend on it, ascending.
    `unknown` holds (stage, dependency) pairs whose dependency is no stage.
    """

    __slots__ = ("children", "dependencies", "names", "needs", "roots", "unknown")

    def __init__(self, stages: Iterable[tuple[str, Sequence[str]]]) -> None:
        pairs = list(stages)
        self.names = [name for name, _ in pairs]
        index = {name: i for i, name in enumerate(self.names)}
        self.needs: list[int] = []
        self.children: list[list[int]] = [[] for _ in pairs]
        self.dependencies: list[tuple[str, ...]] = []
        self.unknown: list[tuple[str, str]] = []
        for i, (name, dependencies) in enumerate(pairs):
            distinct = tuple(dict.fromkeys(dependencies)) if len(dependencies) > 1 else tuple(dependencies)
            self.dependencies.append(distinct)
            self.needs.append(len(distinct))
            for dependency in distinct:
                parent = index.get(dependency)
                if parent is None:
                    self.unknown.append((name, dependency))
                else:
                    self.children[parent].append(i)
        self.roots = [i for i, count in enumerate(self.needs) if not count]

    def unreachable(self) -> list[int]:
        """The stages that can never start: on a cycle, behind one, or behind an unknown dependency."""
        ready = ReadySet(self)
        stack = list(self.roots)
        reached = set(stack)
        while stack:
            new = ready.finish(stack.pop())
            reached.update(new)
            stack.extend(new)
        return [] if len(reached) == len(self.names) else [i for i in range(len(self.names)) if i not in reached]

    def cycle(self) -> list[str] | None:
        """One cycle along dependency edges, first name equal to last, or None: always the first in stage order."""
        stuck = {self.names[i] for i in self.unreachable()}
        deps = dict(zip(self.names, self.dependencies, strict=True))
        done: set[str] = set()
        for start in self.names:
            path: list[str] = []
            position: dict[str, int] = {}
            name: str | None = start
            # every stuck stage has a stuck or unknown dependency, so following one of them finds a cycle or an unknown
            while name is not None and name in stuck and name not in done:
                if name in position:
                    return [*path[position[name] :], name]
                position[name] = len(path)
                path.append(name)
                name = next((dependency for dependency in deps[name] if dependency in stuck), None)
            done.update(path)
        return None

    def describe_unknown(self) -> str:
        """The unknown dependencies, with what may have been meant."""
        lines = []
        for name, dependency in self.unknown:
            near = nearest(dependency, self.names)
            hint = f"; did you mean {near!r}?" if near else f"; the stages are {_few(self.names)}"
            lines.append(f"stage {name!r} depends on {dependency!r}, which does not exist{hint}")
        return "\n".join(lines)


def _few(names: list[str]) -> str:
    return ", ".join(map(repr, names[:NAMED_MAX])) + (", ..." if len(names) > NAMED_MAX else "")


class ReadySet:
    """The progress of one run over a plan: every stage becomes ready once, when its last dependency has finished."""

    __slots__ = ("_children", "_needs", "left")

    def __init__(self, plan: Plan) -> None:
        self._children = plan.children
        self._needs = plan.needs.copy()
        self.left = len(self._needs)

    def finish(self, stage: int) -> list[int]:
        """Count `stage` as finished; the stages that became ready by it, ascending."""
        self.left -= 1
        needs = self._needs
        new = []
        for child in self._children[stage]:
            count = needs[child] = needs[child] - 1
            if not count:
                new.append(child)
        return new
