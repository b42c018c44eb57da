"""outputs_are_as_expected: the results of a run against what the mission's author wrote down."""

from collections.abc import Iterator
from typing import Any

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.fingerprint import digest, preview
from harness.evidence.records import Result

OK = "ok"


def outputs_are_as_expected(evidence: TrialEvidence) -> Verdict:
    """Each stage for which the pipeline says `expected` has one result in each run, with status ok and that data:
    all of it and nothing else, content and types.

    It fails in another way where another stage does, or the same one otherwise: without a result, with several, with
    another status, with other data. What the data are instead is no part of that: a schedule may decide it. Vacuous
    where nothing is expected, and where a sweep cut the run short. Says nothing about other stages.
    """
    expected = evidence.scenario.expected
    if not expected:
        return vacuous("the pipeline expects nothing")
    if evidence.cut_short:
        return vacuous("the run was cut short by a sweep")
    results = evidence.results()
    if not results:
        return vacuous("no run gave a result")
    runs = dict.fromkeys(r.run for r in results)
    wrong = [
        (f"{stage}: {how}", f"{run}: stage {stage} {line}")
        for run in runs
        for stage, data in expected.items()
        for how, line in _wrong(data, [r for r in results if (r.run, r.stage) == (run, stage)])
    ]
    looked_at = len(runs) * len(expected)
    if wrong:
        verb = "is" if len(wrong) == 1 else "are"
        reason = f"{len(wrong)} of {looked_at} outputs {verb} not as expected"
        return failed(reason, looked_at, [line for _, line in wrong], ", ".join(sorted({how for how, _ in wrong})))
    return passed(f"{looked_at} of {looked_at} outputs as expected", looked_at)


def _wrong(data: Any, results: list[Result]) -> Iterator[tuple[str, str]]:
    """What is wrong with the results of a stage in a run, as (how, in words); nothing where nothing is."""
    if not results:
        yield "no result", "gave no result"
    elif len(results) > 1:
        yield "several results", f"gave {len(results)} results"
    elif results[0].status != OK:
        yield f"ended as {results[0].status}", f"ended as {results[0].status}, not as {OK}"
    elif results[0].digest != digest(data):
        yield "other data", f"gave {results[0].preview}, expected {preview(data)}"


CHECK = CheckSpec("outputs_are_as_expected", outputs_are_as_expected, needs=("result",))
