"""The names a mission may use, held against the code behind them."""

import importlib
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.catalogue import BEHAVIOURS, CHECKS, DRIVERS, GRAPHS, PLANTS, PROBES, SCENARIOS, Entry, Plant, Probe
from harness.catalogue.behaviours import value_of
from harness.catalogue.graphs import edges
from harness.catalogue.plants import module_of
from harness.catalogue.probes import CATEGORIES
from harness.worker.probes import dx
from harness.worker.scenarios import ASYNC_FAMILIES, CONTROLLED_THREAD_FAMILIES, THREAD_FAMILIES

KINDS: dict[str, Sequence[Entry | Plant | Probe]] = {
    "behaviours": BEHAVIOURS,
    "checks": CHECKS,
    "drivers": DRIVERS,
    "graphs": GRAPHS,
    "plants": PLANTS,
    "probes": PROBES,
    "scenarios": SCENARIOS,
}


@pytest.mark.parametrize("entries", KINDS.values(), ids=KINDS)
def test_names_are_unique_and_summaries_are_sentences(entries: Sequence[Entry | Plant | Probe]) -> None:
    assert len({e.name for e in entries}) == len(entries)
    for entry in entries:
        assert re.fullmatch(r"[a-z][a-z0-9_-]*", entry.name)
        assert entry.summary.endswith(".")


@pytest.mark.parametrize("entry", [*SCENARIOS, *BEHAVIOURS, *GRAPHS], ids=lambda e: e.name)
def test_defaults_lie_within_their_range(entry: Entry) -> None:
    for name, argument in entry.arguments.items():
        assert type(argument.default).__name__ == argument.type, name
        if argument.type == "int":
            assert (argument.min or 0) <= int(argument.default) <= (argument.max or 0), name


def test_every_scenario_has_its_code_and_the_other_way_round() -> None:
    assert {s.name for s in SCENARIOS} == {*ASYNC_FAMILIES, *THREAD_FAMILIES}
    assert {s.name for s in SCENARIOS if s.runs_threads} == {*THREAD_FAMILIES} == {*CONTROLLED_THREAD_FAMILIES}
    assert not {*ASYNC_FAMILIES} & {*THREAD_FAMILIES}


@pytest.mark.parametrize("plant", PLANTS, ids=lambda p: p.name)
def test_every_plant_has_its_code_and_known_checks(plant: Plant) -> None:
    module = importlib.import_module(module_of(plant.name))
    assert callable(module.apply) and module.__doc__
    assert set(plant.caught_by) <= {c.name for c in CHECKS}
    assert plant.caught_by and {*plant.scenarios} <= {s.name for s in SCENARIOS} and plant.scenarios
    assert {*plant.drivers} <= {d.name for d in DRIVERS}


def test_every_probe_has_its_code_and_the_other_way_round() -> None:
    assert {p.name for p in PROBES} == set(dx.PROBES)
    assert {p.category for p in PROBES} <= set(CATEGORIES)


@pytest.mark.parametrize(
    ("kind", "stages", "expected"),
    [
        ("chain", 3, [("s0", ()), ("s1", ("s0",)), ("s2", ("s1",))]),
        ("fan_out", 3, [("s0", ()), ("s1", ()), ("s2", ())]),
        ("fan_in", 3, [("s0", ()), ("s1", ()), ("s2", ("s0", "s1"))]),
        ("diamond", 4, [("s0", ()), ("s1", ("s0",)), ("s2", ("s0",)), ("s3", ("s1", "s2"))]),
        ("diamond", 3, [("s0", ()), ("s1", ("s0",)), ("s2", ("s1",))]),
        ("diamond", 2, [("s0", ()), ("s1", ("s0",))]),
        ("diamond", 1, [("s0", ())]),
        ("chain_and_fan", 5, [("s0", ()), ("s1", ("s0",)), ("s2", ("s1",)), ("s3", ()), ("s4", ())]),
        ("chain_and_fan", 1, [("s0", ())]),
        ("ladder", 4, [("s0", ()), ("s1", ("s0",)), ("s2", ("s0",)), ("s3", ("s1", "s2"))]),
        ("layered", 5, [("s0", ()), ("s1", ()), ("s2", ()), ("s3", ("s0", "s1")), ("s4", ("s1", "s2"))]),
        ("chain", 1, [("s0", ())]),
        ("fan_out", 1, [("s0", ())]),
        ("fan_in", 1, [("s0", ())]),
        ("fan_in", 2, [("s0", ()), ("s1", ("s0",))]),
    ],
)
def test_shapes(kind: str, stages: int, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert edges(kind, stages) == expected


def test_a_random_graph_is_drawn_from_its_seed() -> None:
    drawn = {seed: edges("random", 40, seed) for seed in range(5)}
    assert drawn == {seed: edges("random", 40, seed) for seed in range(5)}
    assert len({repr(graph) for graph in drawn.values()}) == 5
    assert {len(before) for _, before in drawn[0]} == {0, 1, 2, 3}


def test_an_unknown_shape_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        edges("ring", 3)


@given(st.sampled_from([g.name for g in GRAPHS]), st.integers(1, 120))
def test_a_shape_of_any_size_has_unique_names_and_dependencies_first(kind: str, stages: int) -> None:
    shape = edges(kind, stages)
    names = [name for name, _ in shape]
    assert len(set(names)) == stages
    assert names == sorted(names)
    for i, (_, before) in enumerate(shape):
        assert set(before) <= set(names[:i])
        assert len(set(before)) == len(before)


def test_a_value_depends_on_the_stage_and_on_its_inputs_in_order() -> None:
    values = {value_of("a", ()), value_of("b", ()), value_of("a", ("x",)), value_of("a", ("x", "y"))}
    assert len(values | {value_of("a", ("y", "x"))}) == 5
    assert value_of("a", ["x"]) == value_of("a", ("x",))
