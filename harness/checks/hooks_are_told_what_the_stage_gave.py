"""hooks_are_told_what_the_stage_gave: the result with which the `after` of an interceptor is called."""

from collections.abc import Mapping

from harness.checks.stage_reports import Who, by_stage, name_of
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event

ENDS = ("stage_ended", "stage_failed")
COMPLETED, FAILED = ("ok", "skip", "retry", "completed"), ("failed", "fail", "raise")
"""How a stage ends, by the status with which that is told to hooks."""
STOPPED = ("own_cancel",)
Problem = tuple[str, str]


def hooks_are_told_what_the_stage_gave(evidence: TrialEvidence) -> Verdict:
    """The `after` of an interceptor is told "completed" with the stage's own data where the stage gave an output other
    than FAIL, and "failed" with the text of its error where it failed.

    Of a stage that was stopped, or that raised a CancelledError, it is not told that it completed. What a stage gave is
    known from the stage itself; of several attempts the last one counts. Vacuous where no `after` was called of a stage
    that had begun. Whether each stage has its hooks is hooks_nest. With what data a failure is told, and with what
    status CANCEL or an output of a wrong type, is nobody's promise; nor is anything said of a stage in whose run the
    cancellation from outside may have come too late to stop it.
    """
    told = list(by_stage(evidence, "hook_after", "stage_started", *ENDS))
    gave: dict[str, list[Who]] = {}
    for stage, events in told:
        for e in events:
            if e.name == ENDS[0]:
                gave.setdefault(str(e.fields["digest"]), []).append(stage)
    looked_at, wrong = 0, list[Problem]()
    for stage, events in told:
        last: Event | None = None
        for event in events:
            if event.name != "hook_after":
                last = event
            elif last is not None and "told" in event.fields:
                looked_at += 1
                wrong += _problems(stage, event, last, gave)
    if not looked_at:
        return vacuous("no interceptor was told of a stage that had begun")
    if wrong:
        signature = "hooks are told " + " and ".join(sorted({kind for kind, _ in wrong}))
        return failed(f"{len(wrong)} of {looked_at} told wrongly", looked_at, [line for _, line in wrong], signature)
    return passed(f"{looked_at} of {looked_at} calls of after were told what the stage gave", looked_at)


def _problems(stage: Who, after: Event, last: Event, gave: Mapping[str, list[Who]]) -> list[Problem]:
    """What one `after` was told, against the last thing that the stage did."""
    status = str(last.fields.get("status") or last.fields.get("how") or "stopped")
    told, says = str(after.fields["told"]), str(after.fields["says"])
    said = f"the after of '{after.fields['hook']}' was told that it {told}"
    did = f"{name_of(stage)} {_DID.get(status, f'ended with {status.upper()}')}"
    if status in COMPLETED and told != "completed":
        return [("another status", f"{did}, and {said}.")]
    if status in FAILED and told != "failed":
        return [("another status", f"{did}, and {said}.")]
    if (status in STOPPED or last.name == "stage_started") and told == "completed":
        return [("another status", f"{did}, and {said}.")]
    text = str(last.fields.get("says") or "")
    if status in FAILED and text not in says:
        return [("another error", f"{did} with the error '{text}', and {said} with '{says}'.")]
    if last.name == ENDS[0] and status in COMPLETED and after.fields["digest"] != last.fields["digest"]:
        others = sorted(gave.get(str(after.fields["digest"]), ()), key=lambda other: other[0] != stage[0])
        more = f", those of {name_of(others[0])}" if others else ""
        return [("other data", f"{did}, and {said} with other data than it gave{more}.")]
    return []


_DID = {
    "stopped": "was stopped before it ended",
    "failed": "failed",
    "raise": "raised an error",
    "fail": "returned FAIL",
    "own_cancel": "raised a CancelledError of its own",
    "completed": "completed",
}

CHECK = CheckSpec(
    "hooks_are_told_what_the_stage_gave", hooks_are_told_what_the_stage_gave, needs=("hook_after", "stage_ended")
)
