"""The figures of the developer experience: what they are on the bundled core, and that a defect moves each."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

import stageflow
from harness.catalogue.dx_measures import IN_THE_PARENT, MEASURE
from harness.worker.adapter import Subject
from harness.worker.probes import misuses, seeded_faults
from harness.worker.probes.measures import BARE, FIGURES, RUN, RUN_BY_HAND, STAGES, documentation
from harness.worker.probes.run import run_measures
from stageflow.pipeline.dag import UnifiedStageGraph
from stageflow.pipeline.pipeline import Pipeline

Patch = pytest.MonkeyPatch


def test_every_category_is_measured_here_or_in_the_parent(subject: Subject) -> None:
    measured = run_measures(subject)
    assert [m["category"] for m in measured] == [*FIGURES]
    assert {*FIGURES, *IN_THE_PARENT} == {*MEASURE}
    assert not [m for m in measured if "bug" in m or m["milli"] is None]


@pytest.mark.parametrize("category", [c for c in FIGURES if c != "performance"])
def test_a_figure_of_the_bundled_core_is_the_same_each_time_and_better_than_a_two(
    subject: Subject, category: str
) -> None:
    first = FIGURES[category](subject)
    assert first == FIGURES[category](subject)
    assert MEASURE[category].score(first[0]) >= 3, first


def no_root_names(patch: Patch) -> None:
    for name in ("Pipeline", "StageOutput", "OutputBag", "Message"):
        patch.delattr(stageflow, name)


def positional_only(patch: Patch) -> None:
    def build(self: Pipeline, a: Any, b: Any, c: Any, /, *rest: Any) -> None:
        """Builds."""

    patch.setattr(Pipeline, "build", build)


def undocumented(patch: Patch) -> None:
    patch.setattr(Pipeline.with_stage, "__doc__", None)


def silent_mistakes(patch: Patch) -> None:
    async def run(self: UnifiedStageGraph, ctx: Any) -> dict[str, Any]:
        raise RuntimeError

    patch.setattr(UnifiedStageGraph, "run", run)


@pytest.mark.parametrize(
    ("category", "defect"),
    [
        ("discoverability", no_root_names),
        ("clarity", positional_only),
        ("documentation", undocumented),
        ("error_messages", silent_mistakes),
        ("debugging", silent_mistakes),
    ],
)
def test_a_defect_lowers_the_figure(
    subject: Subject, monkeypatch: Patch, category: str, defect: Callable[[Patch], None]
) -> None:
    before, _ = FIGURES[category](subject)
    defect(monkeypatch)
    assert FIGURES[category](subject)[0] < before


def test_the_longer_way_to_run_costs_more(subject: Subject, monkeypatch: Patch) -> None:
    short, _ = FIGURES["boilerplate"](subject)
    monkeypatch.delattr(stageflow, "run_pipeline")
    assert FIGURES["boilerplate"](subject)[0] > short
    assert len(STAGES + RUN_BY_HAND) > len(STAGES + RUN) > len(BARE)


def test_a_run_that_dawdles_is_slower_than_bare_tasks(subject: Subject, monkeypatch: Patch) -> None:
    run = UnifiedStageGraph.run

    async def dawdles(self: UnifiedStageGraph, ctx: Any) -> Any:
        for _ in range(2_000):
            await asyncio.sleep(0)
        return await run(self, ctx)

    monkeypatch.setattr(UnifiedStageGraph, "run", dawdles)
    value, _ = FIGURES["performance"](subject)
    assert MEASURE["performance"].score(value) == 1


class Documented:
    """Adds.

    >>> 1 + 1
    2
    """

    def renamed(self, new: int) -> None:
        """Takes something.

        Args:
            old: what it was called before
        """


def broken_example() -> None:
    """Adds.

    >>> 1 + 1
    3
    """


def test_examples_run_and_listed_parameters_exist(subject: Subject, monkeypatch: Patch) -> None:
    _, alone = documentation(subject)
    monkeypatch.setattr(stageflow, "Documented", Documented, raising=False)
    monkeypatch.setattr(stageflow, "broken_example", broken_example, raising=False)
    monkeypatch.setattr(stageflow, "__all__", ["Documented", "broken_example"])
    value, fact = documentation(subject)
    assert alone.endswith("facts hold")
    assert fact == "4 of 6 facts hold, not Documented.renamed(old), broken_example, example 1"
    assert value == pytest.approx(4 / 6)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("", 0),
        ("something went wrong", 0),
        ("stage 'alone' is wrong", 1),
        ("stage 'alone' depends on 'elsewhere'", 2),
        ("stage 'alone' depends on 'elsewhere'; did you mean 'here'?", 3),
        ("did you mean 'here'?", 1),
    ],
)
def test_an_error_has_a_point_for_where_what_and_the_next_step(text: str, points: int) -> None:
    assert misuses.points(misuses.MISUSES[0], text) == points


def test_an_error_that_blames_another_stage_tells_nothing(subject: Subject, monkeypatch: Patch) -> None:
    async def run(self: UnifiedStageGraph, ctx: Any) -> Any:
        raise RuntimeError(f"{seeded_faults.CULPRIT} or find_route: {seeded_faults.REASON}, weight")

    monkeypatch.setattr(UnifiedStageGraph, "run", run)
    assert not any(named for _, named, _ in seeded_faults.told(subject))
