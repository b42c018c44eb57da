"""What a PASS of this run does not say, as far as the run itself shows it."""

from collections.abc import Iterator

from harness.catalogue.checks import OF_THE_EVIDENCE
from harness.findings.document import CheckResult, RunDocument
from harness.findings.summary import Summary, Totals
from harness.report import words


def limits(run: RunDocument, summary: Summary) -> list[str]:
    """One sentence for each limit that applies to how this run was made."""
    return list(_limits(run, summary))


def _limits(run: RunDocument, summary: Summary) -> Iterator[str]:
    totals = summary.totals
    drivers = {driver for scenario in run.scenarios for driver in scenario.drivers}
    if totals.explored_trials:
        yield from _of_the_schedules(run, totals)
    elif run.scenarios and not totals.sweep_trials:
        yield "No schedule was controlled: every trial ran in the order that its event loop happened to choose."
    yield from (f"{scenario.pipeline}: {scenario.swept}." for scenario in run.scenarios if scenario.swept)
    if "threads" in drivers:
        yield (
            "Trials of the driver 'threads' are not controlled: the operating system chose their interleavings, so "
            "that one without a failure shows that one of them went well, and a failure may not come again."
        )
    if "fresh_process" in drivers:
        yield (
            "Trials of the driver 'fresh_process' run on stock asyncio in processes of their own: their order of "
            "events is not controlled, and what they log is not kept."
        )
    if totals.thread_schedules:
        yield (
            "Threads under control switch in the subject's own Python code and where they wait; other code, and a lock "
            "that a library made before the subject was imported, is one step."
        )
    yield "C code is not covered: no switch inside a function of the interpreter or of an extension was tried."
    if not run.perf:
        yield "Wall-clock times decided nothing in this run; limits on them are judged with --perf."
    yield "The answers hold for these parameters, this subject and this interpreter, and for no others."
    if unproven := _unproven(run):
        yield f"Passed, but unproven here, because no plant has shown that they can fail: {', '.join(unproven)}."
    for check in _checks(run):
        if check.verdict == "EXCLUDED":
            yield f"{check.check} on {check.pipeline} is excluded by construction and says nothing: {check.reason}."
    if missed := sorted({c.check for c in _checks(run) if c.calibrated is False}):
        yield f"Missed a planted fault, so that their silence means nothing: {', '.join(missed)}."


def _of_the_schedules(run: RunDocument, totals: Totals) -> Iterator[str]:
    yield (
        f"The {words.count(totals.distinct_schedules, 'distinct schedule')} of this run are a sample, drawn from "
        f"seed {run.seed}: a defect that needs another one was not met."
    )
    for scenario in run.scenarios:
        if scenario.exhausted >= 0:
            bound = scenario.exhausted
            few = f"with at most {words.count(bound, 'preemption')}" if bound else "without a preemption"
            yield (
                f"{scenario.pipeline}: every schedule {few} from 'whoever went last goes on until it waits' was tried,"
                " with these parameters, sets of tasks in the order of their creation, and time passing while "
                "tasks were ready only where a timer was due within 0.1 s."
            )
        if not scenario.pairs_all:
            yield f"{scenario.pipeline}: it has more steps than are counted, and so more pairs than are shown."
        if scenario.unrepeatable:
            yield (
                f"{scenario.pipeline}: the same schedule, run twice, did not give the same trial "
                f"({scenario.unrepeatable}): something decides here that the schedule does not control, such as a "
                "clock, an id, a hash, or a random number without a seed."
            )
    if run.budget_s is not None:
        yield (
            "The budget was given in seconds: how many trials they allowed is the machine's choice, so that the same "
            "seed need not find the same again. Replays of findings are exact all the same."
        )
    if totals.explored_trials:
        yield (
            "Coverage counts steps between two suspensions, whatever they touch: a pair seen in both orders need not "
            "conflict, and one that conflicts inside a single step is not seen."
        )


def _unproven(run: RunDocument) -> list[str]:
    """Checks that passed and caught no plant on any pipeline; that the evidence is whole is no claim on the subject."""
    passed = {c.check for c in _checks(run) if c.verdict == "PASS"} - {*OF_THE_EVIDENCE}
    return sorted(passed - {c.check for c in _checks(run) if c.calibrated is not None or c.audited})


def _checks(run: RunDocument) -> Iterator[CheckResult]:
    for scenario in run.scenarios:
        yield from scenario.checks
