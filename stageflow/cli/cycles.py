"""Which stages lie on a cycle, and one cycle for each of them. Pure, linear, without recursion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# A longer cycle is shown by its beginning and its end: all of them in full would cost members * length.
_SHOWN_MAX = 12
_SHOWN_HEAD, _SHOWN_TAIL = 8, 3

Edges = Mapping[str, Sequence[str]]


def knots(edges: Edges) -> list[list[str]]:
    """The sets of two or more stages that all reach each other, each set and its members in the order of `edges`.

    Tarjan's strongly connected components (1972) with a stack of iterators. Every target must be a key.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_stages: list[str] = []
    is_open: set[str] = set()
    knot_of: dict[str, int] = {}
    count = 0
    for root in edges:
        pending = [] if root in index else [(root, iter(edges[root]))]
        while pending:
            name, targets = pending[-1]
            if name not in index:
                index[name] = low[name] = len(index)
                open_stages.append(name)
                is_open.add(name)
            for target in targets:
                if target not in index:
                    pending.append((target, iter(edges[target])))
                    break
                if target in is_open:
                    low[name] = min(low[name], index[target])
            else:
                pending.pop()
                if pending:
                    parent = pending[-1][0]
                    low[parent] = min(low[parent], low[name])
                if low[name] == index[name]:
                    member = None
                    while member != name:
                        member = open_stages.pop()
                        is_open.discard(member)
                        knot_of[member] = count
                    count += 1
    groups: dict[int, list[str]] = {}
    for name in edges:
        groups.setdefault(knot_of[name], []).append(name)
    return [members for members in groups.values() if len(members) > 1]


def cycles(edges: Edges, members: Sequence[str]) -> dict[str, str]:
    """For each member of a knot the text of a cycle that starts and ends with it, `a -> b -> a`.

    Every cycle goes by way of the first member. One longer than twelve stages is abbreviated.
    """
    inside = set(members)
    forward = {name: [target for target in edges[name] if target in inside] for name in members}
    backward: dict[str, list[str]] = {name: [] for name in members}
    for name, targets in forward.items():
        for target in targets:
            backward[target].append(name)
    home = members[0]
    before, depth_before = _tree(home, forward)  # before[x]: the stage before x on the way from home
    after, depth_after = _tree(home, backward)  # after[x]: the stage after x on the way home
    return {
        name: _text(name, home, before, after, depth_before[name] + depth_after[name])
        if name != home
        else _home_text(home, before, backward)
        for name in members
    }


def _tree(root: str, edges: Edges) -> tuple[dict[str, str], dict[str, int]]:
    came_from: dict[str, str] = {}
    depth = {root: 0}
    level = [root]
    for name in level:  # grows while it is read: breadth first
        for target in edges[name]:
            if target not in depth:
                depth[target] = depth[name] + 1
                came_from[target] = name
                level.append(target)
    return came_from, depth


def _home_text(home: str, before: Mapping[str, str], backward: Edges) -> str:
    path = [home]
    name = backward[home][0]
    while name != home:
        path.append(name)
        name = before[name]
    return _joined([*path, home][::-1])


def _text(name: str, home: str, before: Mapping[str, str], after: Mapping[str, str], length: int) -> str:
    if length <= _SHOWN_MAX:
        there = [name]
        while there[-1] != home:
            there.append(after[there[-1]])
        back = [name]
        while back[-1] != home:
            back.append(before[back[-1]])
        return _joined(_without_loops([*there, *back[-2::-1]]))
    head = [name]
    while len(head) < _SHOWN_HEAD and head[-1] != home:
        head.append(after[head[-1]])
    tail = [name]
    while len(tail) < _SHOWN_TAIL and tail[-1] != home:
        tail.append(before[tail[-1]])
    left = length + 1 - len(head) - len(tail)
    return _joined([*head, f"({left} more)", *reversed(tail)])


def _joined(path: list[str]) -> str:
    if len(path) > _SHOWN_MAX + 1:
        left = len(path) - _SHOWN_HEAD - _SHOWN_TAIL
        path = [*path[:_SHOWN_HEAD], f"({left} more)", *path[-_SHOWN_TAIL:]]
    return " -> ".join(path)


def _without_loops(walk: list[str]) -> list[str]:
    """A closed walk without the detours that come back to where they began."""
    path: list[str] = []
    place: dict[str, int] = {}
    for name in walk[:-1]:
        if name in place:
            for dropped in path[place[name] + 1 :]:
                del place[dropped]
            del path[place[name] + 1 :]
        else:
            place[name] = len(path)
            path.append(name)
    return [*path, walk[-1]]
