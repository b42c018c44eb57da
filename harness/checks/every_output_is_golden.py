"""every_output_is_golden: the results of a run against an independent sequential model of the pipeline."""

from collections import Counter

from harness.checks.sequential_model import model_outputs
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unknown, vacuous

OK = "ok"
MODELLED = frozenset({"derive_value", "write_output"})


def every_output_is_golden(evidence: TrialEvidence) -> Verdict:
    """Each stage of the pipeline has exactly one result in each run, with status ok and the data of the model, its
    payload included: content and types, all the way down, and what each consumer read of it.

    UNKNOWN where a stage's behaviour is not modelled (a stage of the user's own). Vacuous where a sweep cut the run
    short: then what its stages ought to give is not known. Says nothing about the order in
    which stages ran, nor about artifacts and events of an output.
    """
    stages = evidence.scenario.stages
    unmodelled = sorted({s.behaviour for s in stages} - MODELLED)
    if unmodelled:
        return unknown(f"no model for {', '.join(unmodelled)}")
    if evidence.cut_short:
        return vacuous("the run was cut short by a sweep")
    results = evidence.results()
    if not results:
        return vacuous("no run gave a result")
    expected, wrong = model_outputs(stages, evidence.scenario.payload), []
    by_run: dict[str, list[tuple[str, str, str]]] = {}
    for r in results:
        by_run.setdefault(r.run, []).append((r.stage, r.digest, r.preview))
    wrong += [f"{r.run}: stage {r.stage} ended as {r.status}, not as {OK}" for r in results if r.status != OK]
    for run, outputs in by_run.items():
        got = {stage: value for stage, value, _ in outputs}
        previews = {stage: text for stage, _, text in outputs}
        wrong += [f"{run}: stage {s} gave no result" for s in expected if s not in got]
        wrong += [f"{run}: stage {s} is not in the pipeline" for s in got if s not in expected]
        wrong += [f"{run}: stage {s} gave {n} results" for s, n in Counter(s for s, *_ in outputs).items() if n > 1]
        wrong += [
            f"{run}: stage {s} gave {previews[s]}, which is not what the model computes"
            for s in expected
            if s in got and got[s] != expected[s]
        ]
    if wrong:
        return failed(f"{len(wrong)} outputs differ from the model", len(results), wrong, "output differs from model")
    return passed(f"{len(results)} of {len(results)} outputs equal the model's", len(results))


CHECK = CheckSpec("every_output_is_golden", every_output_is_golden, needs=("result",))
