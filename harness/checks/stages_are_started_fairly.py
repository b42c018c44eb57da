"""stages_are_started_fairly: a stage that is ready has its turn, whatever becomes ready behind it."""

from harness.checks.construction import stages_come_one_by_one
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, excluded, failed, passed, unknown, vacuous

OVERTAKEN_MAX = 8


def stages_are_started_fairly(evidence: TrialEvidence) -> Verdict:
    """In native order, a stage that is ready is overtaken at most eight times by stages that became ready after it.

    A stage is ready from the end of the last stage it depends on; where it depends on none, from the beginning.
    Counted in starts, not in time. Of stages that became ready together, those of one moment, nothing is said. Vacuous
    under other orders, where who goes next is the strategy's choice, and where no stage became ready while another one
    waited; excluded where each stage depends on the one before it. UNKNOWN where a ready stage was never started.
    """
    if stages_come_one_by_one(evidence.scenario):
        return excluded("each stage depends on the one before it, so that no two are ready at once")
    if evidence.trial.setting != "native":
        return vacuous(f"under the setting {evidence.trial.setting} the schedule decides who goes next")
    started = {str(e.fields["stage"]): e.at for e in reversed(evidence.events("stage_started"))}
    ended = {str(e.fields["stage"]): e.at for e in reversed(evidence.events("stage_ended"))}
    stages = evidence.scenario.stages
    missing = [s.name for s in stages if s.name not in started]
    if missing:
        return unknown(f"stage {missing[0]} was not started", len(started))
    ready = {s.name: max((ended.get(d, 0) for d in s.dependencies), default=0) for s in stages}
    waited = [s for s in ready if any(ready[s] < at < started[s] for at in ready.values())]
    if not waited:
        return vacuous("no stage became ready while another one waited", len(stages))
    overtaken = {s: [o for o in ready if ready[o] > ready[s] and started[o] < started[s]] for s in waited}
    wrong = {s: others for s, others in overtaken.items() if len(others) > OVERTAKEN_MAX}
    if wrong:
        lines = [
            f"stage {s}: ready at step {ready[s]}, started at step {started[s]}; meanwhile {len(others)} stages that "
            f"became ready later were started: {', '.join(others[:4])} ..."
            for s, others in sorted(wrong.items(), key=lambda item: -len(item[1]))
        ]
        return failed(f"{len(wrong)} of {len(waited)} waiting stages were passed over", len(waited), lines, "starved")
    most = max(map(len, overtaken.values()))
    return passed(f"{len(waited)} stages waited, each overtaken {most} times at the most", len(waited))


CHECK = CheckSpec("stages_are_started_fairly", stages_are_started_fairly, needs=("stage_started", "stage_ended"))
