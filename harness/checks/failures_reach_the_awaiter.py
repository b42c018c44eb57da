"""failures_reach_the_awaiter: looks for exceptions that were swallowed on their way to whoever awaits the run."""

from collections.abc import Callable

from harness.checks.stage_reports import COMPLETING
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event

_WAYS = {
    "raise": "raises an error",
    "fail": "returns FAIL",
    "cancel": "returns CANCEL",
    "not_a_dict": "returns a number",
    "own_cancel": "raises a CancelledError of its own",
    "outside": "is at work when the run is cancelled from outside",
}
_STAGE_ERROR = "UnifiedStageExecutionError"
_RAISES = {
    "raise": _STAGE_ERROR,
    "fail": _STAGE_ERROR,
    "cancel": "UnifiedPipelineCancelled",
    "not_a_dict": _STAGE_ERROR,
    "own_cancel": _STAGE_ERROR,
    "outside": "CancelledError",
}
"""The error in which a run is documented to end, by how its stage ended."""


def failures_reach_the_awaiter(evidence: TrialEvidence) -> Verdict:
    """A run with a stage that failed raises the error that is documented for that, which names the stage and keeps what
    it said or raised.

    Detection: a fault with a text and an object of its own is put into one stage of each run, and looked for in what
    the awaiter gets. A run whose stages all completed (SKIP and RETRY complete a stage) gives its results. Vacuous
    where no stage failed.
    """
    settled = evidence.events("run_finished")
    faults = [e for e in settled if e.fields.get("way") in _WAYS]
    if not faults:
        return vacuous("no stage failed")
    wrong = [(kind, line) for e in faults for kind, line in _problems(e)]
    wrong += [
        ("raised without a failure", f"{e.fields['run']}: no stage failed, and the run {e.fields['how']}.")
        for e in settled
        if e.fields.get("way") in COMPLETING and e.fields["how"] != "returned"
    ]
    began = [e for e in evidence.events("run_started") if e.fields.get("way") in _WAYS]
    missing = {e.fields["run"] for e in began} - {e.fields["run"] for e in faults}
    wrong += [
        ("never settled", f"{run}: a stage failed, and the run never settled.") for run in sorted(map(str, missing))
    ]
    if wrong:
        signature = " and ".join(sorted({kind for kind, _ in wrong}))
        return failed(f"{len(wrong)} failures not told", len(settled), [line for _, line in wrong], signature)
    return passed(f"{len(faults)} of {len(faults)} failures reached the awaiter, with stage and cause", len(settled))


def _problems(event: Event) -> list[tuple[str, str]]:
    fields, way = event.fields, str(event.fields["way"])
    did = f"{fields['run']}: stage {fields['culprit']} {_WAYS[way]}, and the run {fields['how']}"
    if fields["how"] == "returned":
        return [("swallowed", f"{did} its results.")]
    if fields["how"] != f"raised {_RAISES[way]}":
        kind = "cancellation replaced" if way == "outside" else "another error"
        return [(kind, f"{did} instead of {_RAISES[way]}.")]
    if way == "outside":
        return []
    problems = []
    if fields["stage"] != fields["culprit"]:
        problems.append(("stage not named", f"{did}, which names stage '{fields['stage']}'."))
    kept, what = _KEEPS[way]
    if not kept(event):
        problems.append(("cause lost", f"{did} without {what}."))
    return problems


def _text_kept(event: Event) -> bool:
    return bool(event.fields["text_kept"])


_KEEPS: dict[str, tuple[Callable[[Event], bool], str]] = {
    "raise": (lambda e: bool(e.fields["cause_kept"]), "the error that the stage raised"),
    "fail": (_text_kept, "the error text of the stage's output"),
    "cancel": (_text_kept, "the reason that the stage gave"),
    "own_cancel": (_text_kept, "what the stage raised"),
    "not_a_dict": (lambda e: True, ""),
}

CHECK = CheckSpec("failures_reach_the_awaiter", failures_reach_the_awaiter, needs=("run_finished",))
