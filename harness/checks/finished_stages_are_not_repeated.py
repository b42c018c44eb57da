"""finished_stages_are_not_repeated: a resumed run goes on where the one before it was killed."""

from collections import Counter

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event


def finished_stages_are_not_repeated(evidence: TrialEvidence) -> Verdict:
    """A stage that had finished when a run was killed is not called again when it is resumed; the killed one and those
    behind it are called once; and the results are those of a run that nobody killed.

    The outputs that had finished are handed over within one process, so nothing is said of how they are stored. Vacuous
    where no run was resumed.
    """
    resumed = [str(e.fields["killed"]) for e in evidence.events("run_resumed")]
    if not resumed:
        return vacuous("no run was resumed")
    calls = Counter((str(e.fields["killed"]), str(e.fields["stage"])) for e in _calls(evidence, "resumed"))
    lines, ways = list[str](), set[str]()
    for killed in resumed:
        done = {str(e.fields["stage"]) for e in _calls(evidence, "first") if e.fields["killed"] == killed} - {killed}
        results = [e for e in evidence.events("resumed_result") if e.fields["killed"] == killed]
        says = {str(e.fields["stage"]): e.fields["says"] for e in results}
        for stage in evidence.scenario.stages:
            times, due = calls[killed, stage.name], int(stage.name not in done)
            if times != due:
                lines.append(f"Killed at {killed} and resumed, {stage.name} was called {times} times, due is {due}.")
                ways.add("called again" if times > due else "not called")
            if says.get(stage.name) != f"{stage.name} was here":
                lines.append(f"Killed at {killed} and resumed, the result of {stage.name} is {says.get(stage.name)!r}.")
                ways.add("wrong result")
    if lines:
        return failed(f"{len(lines)} calls or results are wrong", len(resumed), lines, ", ".join(sorted(ways)))
    return passed(f"{len(resumed)} resumed runs call what had not finished, and nothing else", len(resumed))


def _calls(evidence: TrialEvidence, phase: str) -> list[Event]:
    return [e for e in evidence.events("stage_called") if e.fields["phase"] == phase]


CHECK = CheckSpec("finished_stages_are_not_repeated", finished_stages_are_not_repeated, needs=("run_resumed",))
