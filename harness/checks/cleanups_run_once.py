"""cleanups_run_once: the cleanups that a run was given, on every way out of it."""

from collections import Counter

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def cleanups_run_once(evidence: TrialEvidence) -> Verdict:
    """Each cleanup that was registered was started exactly once, before the run ended, in whatever way it ended.

    Vacuous where none was registered: the subject's graph has no `register_cleanup`, or the run ended before a stage
    could call it. A cleanup that was itself cancelled half way through counts as run. Where the end of the run was not
    recorded (only sweeps do), it may have been started after it.

    The family pipeline_run registers cleanups only for a pipeline that names this check: they give a run more steps
    before it ends, in which a task that it forgot may come to its end by itself. So let another pipeline, without this
    check, be judged by nothing_is_left_behind.
    """
    registered = [str(e.fields["cleanup"]) for e in evidence.events("cleanup_registered")]
    if not registered:
        return vacuous("no cleanup was registered")
    started = evidence.events("cleanup_started")
    times = Counter(str(e.fields["cleanup"]) for e in started)
    wrong = [f"cleanup {name} was started {times[name]} times." for name in registered if times[name] != 1]
    signature = "cleanup not run" if any(not times[name] for name in registered) else "cleanup run again"
    ends = evidence.events("run_ended")
    late = [e for e in started if ends and e.at > ends[0].at]
    if late and not wrong:
        signature = "cleanup after the end"
    wrong += [f"cleanup {e.fields['cleanup']} was started after the run had ended." for e in late]
    if wrong:
        how = f"the run {ends[0].fields['how']}: " if ends else ""
        return failed(
            f"{how}{len(wrong)} of {len(registered)} cleanups wrong",
            len(registered),
            evidence.disturbances() + wrong,
            signature,
        )
    return passed(f"{len(registered)} of {len(registered)} cleanups ran once", len(registered))


CHECK = CheckSpec("cleanups_run_once", cleanups_run_once, needs=("cleanup_registered", "cleanup_started"))
