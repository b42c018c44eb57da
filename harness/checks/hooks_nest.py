"""hooks_nest: the interceptors of a stage are called like brackets around it."""

from harness.checks.stage_reports import Who, by_stage, name_of
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event


def hooks_nest(evidence: TrialEvidence) -> Verdict:
    """Each `before` of an interceptor has exactly one `after`, on every way out of the stage, and the pairs nest.

    The stage's own start lies inside of all of them. Vacuous where no interceptor was called. Says nothing about
    whether each stage had its interceptors: a stage that none was called for is not looked at.
    """
    looked_at, wrong = 0, []
    for stage, events in by_stage(evidence, "hook_before", "hook_after", "stage_started"):
        hooks = [e for e in events if e.name != "stage_started"]
        if hooks:
            looked_at += len(hooks)
            wrong += _brackets(stage, events)
    if not looked_at:
        return vacuous("no interceptor was called")
    if wrong:
        kinds = [k for k in ("no after", "without before", "out of turn", "outside") if any(k in w for w in wrong)]
        return failed(f"{len(wrong)} hooks out of place", looked_at, wrong, "hooks: " + " and ".join(kinds))
    return passed(f"{looked_at} calls of hooks nest", looked_at)


def _brackets(stage: Who, events: list[Event]) -> list[str]:
    """What is wrong with the brackets of one stage; each opened one is closed once, the last one first."""
    opened: list[Event] = []
    wrong = []
    depth = max((i for i, e in enumerate(events) if e.name == "hook_before"), default=0)
    for number, event in enumerate(events):
        hook = event.fields.get("hook")
        if event.name == "hook_before":
            opened.append(event)
        elif event.name == "stage_started":
            if number < depth or not opened:
                wrong.append(f"{name_of(stage)} started at step {event.at}, outside of a hook.")
        elif not any(o.fields["hook"] == hook for o in opened):
            wrong.append(f"{name_of(stage)}: after of '{hook}' at step {event.at} without before.")
        else:
            if opened[-1].fields["hook"] != hook:
                inner = opened[-1].fields["hook"]
                wrong.append(f"{name_of(stage)}: after of '{hook}' at step {event.at} out of turn, before '{inner}'.")
            opened = [o for o in opened if o.fields["hook"] != hook]
    wrong += [f"{name_of(stage)}: no after for the before of '{o.fields['hook']}' at step {o.at}." for o in opened]
    return wrong


CHECK = CheckSpec("hooks_nest", hooks_nest, needs=("hook_before", "hook_after"))
