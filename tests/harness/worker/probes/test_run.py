"""Probes that break down: what is the subject's, and what is ours."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from harness.catalogue import PROBES
from harness.worker.adapter import Subject, SubjectMisbehaved
from harness.worker.probes import dx
from harness.worker.probes.run import run_probes


def answer(probe: Callable[[Subject], Any], monkeypatch: pytest.MonkeyPatch, subject: Subject) -> dict[str, Any]:
    monkeypatch.setitem(dx.PROBES, "mine", probe)
    (said,) = run_probes(["mine"], subject)
    return said


def test_every_probe_answers_on_the_bundled_core(subject: Subject) -> None:
    for said in run_probes([p.name for p in PROBES], subject):
        assert "bug" not in said and not said["fact"].startswith("unexpected "), said


def test_a_run_that_gives_none_breaks_no_probe(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run(self: Any, ctx: Any) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(subject.name("stageflow.pipeline.dag", "UnifiedStageGraph"), "run", run)
    for said in run_probes([p.name for p in PROBES], subject):
        assert "bug" not in said, said
    (shortest,) = run_probes(["smallest_pipeline_is_short"], subject)
    assert (shortest["ok"], shortest["fact"][:21]) == (False, "unexpected TypeError:")


def test_an_error_of_the_subject_is_what_was_seen(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(subject: Subject) -> Any:
        return eval(compile("1 / 0", str(subject.file).replace("__init__", "core"), "eval"))

    said = answer(raising, monkeypatch, subject)
    assert said == {"name": "mine", "ok": False, "fact": "unexpected ZeroDivisionError: division by zero"}


def test_misbehaviour_is_what_was_seen(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    def misbehaves(subject: Subject) -> Any:
        raise SubjectMisbehaved("run() gave NoneType")

    assert answer(misbehaves, monkeypatch, subject)["ok"] is False


def test_an_error_of_ours_is_a_bug(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(subject: Subject) -> Any:
        return SimpleNamespace().nothing

    said = answer(broken, monkeypatch, subject)
    assert said["ok"] is None and "AttributeError" in said["bug"]
    (unknown,) = run_probes(["no_such_probe"], subject)
    assert "KeyError" in unknown["bug"]


def test_a_derived_context_that_holds_what_is_declared_is_told_from_one_that_holds_all(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    cls = subject.name("stageflow.stages.context", "PipelineContext")
    whole = cls.derive_for_stage

    def limited(self: Any, stage_name: str, output_bag: Any, declared_deps: tuple[str, ...]) -> Any:
        bag = subject.output_bag()
        for name in declared_deps:
            bag.write_sync(name, output_bag.outputs()[name])
        return whole(self, stage_name, subject.snapshot(), bag, declared_deps=declared_deps)

    (all_of_them,) = run_probes(["derived_inputs_are_those_declared"], subject)
    monkeypatch.setattr(cls, "derive_for_stage", limited)
    (declared,) = run_probes(["derived_inputs_are_those_declared"], subject)
    monkeypatch.setattr(cls, "derive_for_stage", lambda self, name: None)
    (other,) = run_probes(["derived_inputs_are_those_declared"], subject)
    assert (all_of_them["ok"], declared["ok"], other["ok"]) == (False, True, None)
    assert other["fact"] == "derive_for_stage takes other arguments: name"
