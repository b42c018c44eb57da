"""cleanups_run_last_first: what was set up last is taken down first."""

from collections.abc import Mapping

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def cleanups_run_last_first(evidence: TrialEvidence) -> Verdict:
    """The cleanups of a run are started in the reverse of the order in which they were registered.

    Vacuous where no run started two of them. Left out are cleanups that were not started (that is cleanups_run_once)
    and those that were registered once the cleanups of the run had begun: when these go is not promised.
    """
    began: dict[tuple[str, str], int] = {}
    for e in evidence.events("cleanup_started"):
        began.setdefault(_run(e.fields), e.at)
    registered: dict[tuple[str, str], list[str]] = {}
    for e in evidence.events("cleanup_registered"):
        if e.at < began.get(_run(e.fields), e.at + 1):
            registered.setdefault(_run(e.fields), []).append(str(e.fields["cleanup"]))
    started: dict[tuple[str, str], list[str]] = {}
    for e in evidence.events("cleanup_started"):
        if e.fields["cleanup"] in registered.get(_run(e.fields), []):
            started.setdefault(_run(e.fields), []).append(str(e.fields["cleanup"]))
    several = {run: list(dict.fromkeys(names)) for run, names in started.items() if len(set(names)) > 1}
    if not several:
        return vacuous("no run started two cleanups", len(started))
    wrong = []
    for run, names in several.items():
        expected = [name for name in reversed(registered[run]) if name in names]
        if names != expected:
            wrong.append(f"{' '.join(run).strip() or 'the run'}: started {', '.join(names)}")
            wrong.append(f"  expected {', '.join(expected)}")
    if wrong:
        reason = f"{len(wrong) // 2} of {len(several)} runs cleaned up in another order"
        return failed(reason, len(several), evidence.disturbances() + wrong, "order of cleanups")
    return passed(f"{len(several)} of {len(several)} runs cleaned up last first", len(several))


def _run(fields: Mapping[str, object]) -> tuple[str, str]:
    return str(fields.get("phase", "")), str(fields.get("run", ""))


CHECK = CheckSpec("cleanups_run_last_first", cleanups_run_last_first, needs=("cleanup_registered", "cleanup_started"))
