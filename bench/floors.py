"""What the core is compared with: one asyncio task per stage and a dependency counter, written by hand."""

from __future__ import annotations

import asyncio
from typing import Any

from bench.shapes import Edges


async def work(suspends: bool) -> dict[str, int]:
    """What every measured stage does, with and without one suspension."""
    if suspends:
        await asyncio.sleep(0)
    return {"value": 1}


def children_of(edges: Edges) -> list[list[int]]:
    """For each stage those that depend on it."""
    children: list[list[int]] = [[] for _ in edges]
    for i, parents in enumerate(edges):
        for parent in parents:
            children[parent].append(i)
    return children


async def bare(edges: Edges, children: list[list[int]], suspends: bool) -> dict[int, Any]:
    """`create_task` for each stage as soon as its counter is zero. The leanest we know that gives all results."""
    loop = asyncio.get_running_loop()
    needs = [len(parents) for parents in edges]
    results: dict[int, Any] = {}
    done = loop.create_future()
    create_task = loop.create_task
    tasks = set()

    async def stage(i: int) -> None:
        results[i] = await work(suspends)
        for child in children[i]:
            needs[child] -= 1
            if not needs[child]:
                tasks.add(create_task(stage(child)))
        if len(results) == len(needs):
            done.set_result(None)

    for i, count in enumerate(needs):
        if not count:
            tasks.add(create_task(stage(i)))
    await done
    return results


async def task_group(edges: Edges, children: list[list[int]], suspends: bool) -> dict[int, Any]:
    """The same in an asyncio.TaskGroup."""
    needs = [len(parents) for parents in edges]
    results: dict[int, Any] = {}

    async with asyncio.TaskGroup() as group:

        async def stage(i: int) -> None:
            results[i] = await work(suspends)
            for child in children[i]:
                needs[child] -= 1
                if not needs[child]:
                    group.create_task(stage(child))

        for i, count in enumerate(list(needs)):
            if not count:
                group.create_task(stage(i))
    return results
