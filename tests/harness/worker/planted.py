"""Plants put into the core of this process, for one block, and what the checks then say of one order."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from harness.checks.registry import judge_trial
from harness.checks.verdict import TrialEvidence, Verdict
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import Pct, RandomWalk
from harness.worker.explore.trial import Outcome, run_controlled, run_native
from harness.worker.heads import head_of
from harness.worker.plants import apply

CHANGED = (
    ("stageflow", "Pipeline"),
    ("stageflow.pipeline.dag", "UnifiedStageGraph"),
    ("stageflow.pipeline.dag", "Run"),
    ("stageflow.pipeline.cancellation", "CleanupRegistry"),
    ("stageflow.events", "BackpressureAwareEventSink"),
    ("stageflow.pipeline.subpipeline", "SubpipelineSpawner"),
    ("stageflow.pipeline.subpipeline", "ChildRunTracker"),
    ("stageflow.stages", "PipelineContext"),
    ("stageflow.stages", "StageInputs"),
)
"""The classes of which plants replace public methods; a plant in another one may not be used here."""


@contextmanager
def planted(name: str, subject: Subject) -> Iterator[None]:
    """Applies a plant, and puts the methods back afterwards."""
    classes: list[type] = [subject.name(*place) for place in CHANGED]
    before: list[dict[str, Any]] = [dict(vars(c)) for c in classes]
    apply(name, subject)
    try:
        yield
    finally:
        for class_, methods in zip(classes, before, strict=True):
            for key in [k for k in vars(class_) if k not in methods]:
                delattr(class_, key)
            for key in [k for k, v in methods.items() if vars(class_)[k] is not v]:
                setattr(class_, key, methods[key])


def outcomes(order: ScenarioRun, subject: Subject, seeds: Sequence[int] = (1, 2, 3, 4, 5)) -> Iterator[Outcome]:
    """Native trials in either engine, then two schedules for each seed."""
    for engine in ("inline", "tasks"):
        yield run_native(order, subject, engine)
    for seed in seeds:
        yield run_controlled(order, subject, RandomWalk(seed), seed)
        yield run_controlled(order, subject, Pct(seed, 2, 200), seed)


def said_of(order: ScenarioRun, outcome: Outcome) -> dict[str, Verdict]:
    """What the checks of the order say of a trial that came to its end."""
    assert (outcome.ended, outcome.detail) == ("completed", "")
    records = outcome.recorder.records
    found = judge_trial(TrialEvidence(order, head_of(outcome, len(records)), records), order.checks)
    return {name: found[name] for name in order.checks}
