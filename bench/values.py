"""Freezing, deriving and reading of frozen values; building of graphs; what a run leaves in memory."""

from __future__ import annotations

import asyncio
import copy
import gc
import json
import pickle
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from bench.shapes import chain
from bench.subject import context, graph_of
from stageflow import Pipeline, StageContext, StageKind, StageOutput, deep_freeze
from stageflow.context import ContextSnapshot, Message, RunIdentity

Rows = list[tuple[str, str]]


def medians(calls: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """The median duration of each call, in seconds; the calls take turns."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            started = time.perf_counter()
            call()
            taken[name].append(time.perf_counter() - started)
    return {name: statistics.median(values) for name, values in taken.items()}


def payload(size: int) -> dict[str, Any]:
    """Nested JSON of about `size` bytes: records of text, numbers, a list and a dict."""
    record = {
        "id": 12345, "name": "a name of some length", "tags": ["red", "green", "blue"], "score": 0.5,
        "nested": {"left": {"x": 1, "y": None}, "right": {"x": 2, "y": True}},
    }  # fmt: skip
    count = size // len(json.dumps(record))
    return {"records": [copy.deepcopy(record) | {"id": i} for i in range(count)]}


def visit(value: Any) -> None:
    """A plain recursive walk that calls itself for every value and makes nothing."""
    kind = type(value)
    if kind is dict:
        for held in value.values():
            visit(held)
    elif kind is list:
        for held in value:
            visit(held)


def rebuild(value: Any) -> Any:
    """A plain recursive walk that makes a copy of every container."""
    if isinstance(value, dict):
        return {key: rebuild(held) for key, held in value.items()}
    if isinstance(value, list):
        return [rebuild(held) for held in value]
    return value


def freezing(rounds: int) -> Rows:
    """deep_freeze of 1 MB beside the walks, deepcopy and pickle."""
    value = payload(1_000_000)
    found = medians(
        {
            "deep_freeze": lambda: deep_freeze(value),
            "visiting walk": lambda: visit(value),
            "copying walk": lambda: rebuild(value),
            "deepcopy": lambda: copy.deepcopy(value),
            "pickle round trip": lambda: pickle.loads(pickle.dumps(value)),
        },
        rounds,
    )
    rows = [(name, f"{taken * 1000:.2f} ms") for name, taken in found.items()]
    for walk in ("visiting walk", "copying walk"):
        rows.append((f"deep_freeze / {walk}", f"{found['deep_freeze'] / found[walk]:.2f}"))
        rows.append((f"pickle / {walk}", f"{found['pickle round trip'] / found[walk]:.2f}"))
    return rows


def reading(rounds: int) -> Rows:
    """Reads through a frozen value beside the same reads of plain dicts and lists."""
    plain = payload(100_000)
    frozen = deep_freeze(plain)

    def nested(value: Any) -> None:
        records = value["records"]
        for i in range(100):
            _ = records[i]["nested"]["left"]["x"]

    def each(value: Any) -> None:
        for record in value["records"]:
            for _ in record.items():
                pass

    found = medians(
        {
            f"{name}, {kind}": partial(read, value)
            for name, read in (("nested read", nested), ("iteration", each))
            for kind, value in (("frozen", frozen), ("plain", plain))
        },
        rounds * 100,
    )
    return [
        (f"{name}, frozen / plain", f"{found[f'{name}, frozen'] / found[f'{name}, plain']:.2f}")
        for name in ("nested read", "iteration")
    ]


def deriving(rounds: int) -> Rows:
    """A changed snapshot and a changed output of a small and of a 1 MB one: sharing makes them cost the same."""
    snapshots = {size: ContextSnapshot[Any](metadata=payload(size)) for size in (1_000, 1_000_000)}
    outputs = {size: StageOutput.ok(payload(size)) for size in (1_000, 1_000_000)}
    identity = RunIdentity()
    calls: dict[str, Callable[[], Any]] = {}
    for size in (1_000, 1_000_000):
        calls[f"with_run_id of {size} bytes"] = lambda size=size: snapshots[size].with_run_id(identity)  # type: ignore[misc]
        calls[f"with_duration of {size} bytes"] = lambda size=size: outputs[size].with_duration(1)  # type: ignore[misc]
        held = outputs[size].data
        calls[f"one key more, {size} bytes"] = lambda held=held: StageOutput.ok({**held, "k": 1})  # type: ignore[misc]
    talk = ContextSnapshot[Any](metadata={"a": {"b": {"c": 1}}})
    calls["one key changed, 3 deep"] = lambda: ContextSnapshot(
        metadata={**talk.metadata, "a": {**talk.metadata["a"], "b": {"c": 2}}}
    )
    calls["Message"] = lambda: Message("user", "text")
    return [(name, f"{taken * 1e6:.2f} us") for name, taken in medians(calls, rounds * 200).items()]


def building(rounds: int, sizes: list[int]) -> Rows:
    """`Pipeline.with_stage` and `build`, per stage."""

    async def stage(ctx: StageContext) -> None: ...

    def stages(n: int) -> Pipeline:
        made = Pipeline()
        for i in range(n):
            made = made.with_stage(f"s{i}", stage, StageKind.WORK, (f"s{i - 1}",) if i else ())
        return made

    rows = []
    for n in sizes:
        made = stages(n)
        _ = made.stages
        found = medians(
            {"with_stage": lambda n=n: stages(n), "build": made.build},  # type: ignore[misc]
            max(rounds, 3),
        )
        rows += [(f"{name}, n={n}", f"{taken / n * 1e6:.2f} us per stage") for name, taken in found.items()]
    return rows


def leftovers(runs: int) -> Rows:
    """Objects that a run leaves behind with the garbage collector off: 0 means no reference cycle and no entry."""

    async def fails(ctx: StageContext) -> None:
        raise ValueError("boom")

    graph = graph_of(chain(20), suspends=True)
    failing = Pipeline().with_stage("a", fails, StageKind.WORK).build()

    async def one(kind: str) -> None:
        if kind == "failing":
            try:
                await failing.run(context())
            except Exception as error:  # noqa: BLE001 - what is measured is what it leaves behind
                error.__traceback__ = None
        elif kind == "cancelled":
            task = asyncio.ensure_future(graph.run(context()))
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait({task})
        else:
            await graph.run(context())

    async def grown(kind: str) -> float:
        for _ in range(10):
            await one(kind)
        gc.collect()
        before = len(gc.get_objects())
        for _ in range(runs):
            await one(kind)
        return (len(gc.get_objects()) - before) / runs

    rows = []
    gc.disable()
    try:
        for kind in ("finished", "failing", "cancelled"):
            logging_off = asyncio.run(grown(kind))
            rows.append((f"objects per {kind} run", f"{logging_off:.2f}"))
    finally:
        gc.enable()
    return rows
