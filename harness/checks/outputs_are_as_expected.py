"""outputs_are_as_expected: the results of a run against what the mission's author wrote down."""

from typing import Any

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.fingerprint import digest, preview
from harness.evidence.records import Result

OK = "ok"


def outputs_are_as_expected(evidence: TrialEvidence) -> Verdict:
    """Each stage for which the pipeline says `expected` has one result in each run, with status ok and that data:
    all of it and nothing else, content and types.

    Vacuous where nothing is expected, and where a sweep cut the run short. Says nothing about other stages.
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
    wrong = {
        (run, stage): line
        for run in runs
        for stage, data in expected.items()
        if (line := _wrong(run, stage, data, [r for r in results if (r.run, r.stage) == (run, stage)]))
    }
    looked_at = len(runs) * len(expected)
    if wrong:
        stages = ", ".join(sorted({stage for _, stage in wrong}))
        verb = "is" if len(wrong) == 1 else "are"
        reason = f"{len(wrong)} of {looked_at} outputs {verb} not as expected"
        return failed(reason, looked_at, list(wrong.values()), stages)
    return passed(f"{looked_at} of {looked_at} outputs as expected", looked_at)


def _wrong(run: str, stage: str, data: Any, results: list[Result]) -> str:
    """What is wrong with the results of a stage in a run; empty where nothing is."""
    if len(results) != 1:
        return f"{run}: stage {stage} gave {f'{len(results)} results' if results else 'no result'}"
    (result,) = results
    if result.status != OK:
        return f"{run}: stage {stage} ended as {result.status}, not as {OK}"
    if result.digest != digest(data):
        return f"{run}: stage {stage} gave {result.preview}, expected {preview(data)}"
    return ""


CHECK = CheckSpec("outputs_are_as_expected", outputs_are_as_expected, needs=("result",))
