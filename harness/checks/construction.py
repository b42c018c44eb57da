"""What a scenario excludes by construction: for checks whose premise did not occur. Pure."""

from graphlib import TopologicalSorter

from harness.wire import ScenarioRun, Stage

OF_ONE_RUN = frozenset({"pipeline_run", "limited_run"})
"""Families whose trials run their stages once, each stage one thing after the other."""


def no_stage_depends_on_another(scenario: ScenarioRun) -> bool:
    """Whether the graph has stages and no edge."""
    return bool(scenario.stages) and not any(s.dependencies for s in scenario.stages)


def stages_come_one_by_one(scenario: ScenarioRun) -> bool:
    """Whether of any two stages of the only run one depends on the other, directly or through others.

    Then no two can overlap, unless a stage is started before its dependencies have ended.
    """
    return scenario.family in OF_ONE_RUN and is_chain(scenario.stages)


def is_chain(stages: tuple[Stage, ...]) -> bool:
    """Whether the dependencies leave one order only. A single stage is a chain, none at all is not.

    Two stages with equally long ways to the beginning are independent; where all are of different length, each stage
    depends on the one before it.
    """
    needs = {s.name: s.dependencies for s in stages}
    length: dict[str, int] = {}
    for name in TopologicalSorter(needs).static_order():
        length[name] = 1 + max((length[d] for d in needs.get(name, ())), default=0)
    return len(stages) > 0 and len(set(length.values())) == len(stages)


def one_actor(scenario: ScenarioRun) -> bool:
    """Whether one task or thread makes all calls."""
    return any(scenario.arguments.get(name) == 1 for name in ("actors", "writers"))
