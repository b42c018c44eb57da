"""log_lines_carry_their_run: of several runs at the same time each line of the log belongs to one."""

from harness.checks.stage_reports import run_of
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous

OF_NO_RUN = frozenset({"stageflow.events.backpressure"})
"""The log of a sink, which may serve several runs."""


def log_lines_carry_their_run(evidence: TrialEvidence) -> Verdict:
    """Every line that the framework logs while a run goes on carries the id of that run.

    The run is known from the context in which the line was logged, not from what the line says. Vacuous where nothing
    was logged for a run whose id is known. The lines that are documented to carry the id, and events, are the business
    of records_carry_their_run.
    """
    ids = {run_of(e): str(e.fields["run_id"]) for e in evidence.events("run_started") if "run_id" in e.fields}
    lines = [e for e in evidence.events("log_line") if run_of(e) in ids and e.fields["logger"] not in OF_NO_RUN]
    if not lines:
        return vacuous("nothing was logged for a run")
    wrong = [e for e in lines if e.fields["says_run"] != ids[run_of(e)]]
    if wrong:
        kinds = dict.fromkeys((e.fields["logger"], e.fields["what"]) for e in wrong)
        first = {kind: next(e for e in wrong if (e.fields["logger"], e.fields["what"]) == kind) for kind in kinds}
        witness = [
            f"{run_of(e)} has the id {ids[run_of(e)]}; a line of the log {logger} ({what}) says "
            f"{e.fields['says_run'] or 'none'}."
            for (logger, what), e in first.items()
        ]
        signature = "the id of another run" if any(e.fields["says_run"] for e in wrong) else "no id of a run"
        return failed(
            f"{len(wrong)} of {len(lines)} log lines without the id of their run", len(lines), witness, signature
        )
    return passed(f"{len(lines)} of {len(lines)} log lines carry the id of their run", len(lines))


CHECK = CheckSpec("log_lines_carry_their_run", log_lines_carry_their_run, needs=("log_line",))
