"""How numbers, times and answers are put into words, the same in the report and on the console."""

from collections.abc import Sequence
from typing import get_args

from harness.catalogue.plants import PLANT
from harness.findings.document import (
    BaselineAnswer,
    BaselineStatus,
    BaselineUse,
    Calibration,
    CheckResult,
    FindingBrief,
    HypothesisResult,
    Resumption,
    RunDocument,
)
from harness.findings.finding import Finding
from harness.findings.summary import Totals

NO_PLANT = "No fault was planted in this run to calibrate its checks."
_RESULTS: dict[HypothesisResult, str] = {
    "holds": "holds",
    "refuted": "REFUTED",
    "unsupported": "unsupported",
    "excluded": "excluded by construction",
    "inconclusive": "inconclusive",
    "harness_error": "harness error",
    "not_run": "not run",
}
_BAR_WIDTH_MAX = 40


def number(value: int | float) -> str:
    """12,345 for a whole number, two decimals for any other."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def count(value: int, singular: str, plural: str = "") -> str:
    """1 trial, 2 trials; `plural` where an s does not make it."""
    return f"{number(value)} {singular if value == 1 else plural or singular + 's'}"


def label(name: str) -> str:
    """A name of a type, category or severity as a heading: Feature request, DX."""
    return "DX" if name == "dx" else name.replace("_", " ").capitalize()


def kind(finding: Finding | FindingBrief) -> str:
    """What sort of finding it is: critical bug, medium DX issue, improvement."""
    name = {"dx": "DX issue"}.get(finding.type, finding.type.replace("_", " "))
    return name if finding.severity == "info" else f"{finding.severity} {name}"


def sentence(text: str) -> str:
    """The text with a full stop where it ends without one."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def duration(seconds: float) -> str:
    """2.9 s, 3 min 20 s, 1 h 5 min: what a reader needs of it."""
    if round(seconds, 1) < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def micros(value: int) -> str:
    """Three figures of a time in microseconds: 870 µs, 21.3 ms, 1.20 s."""
    for unit, size in (("s", 1_000_000), ("ms", 1_000)):
        if value >= size * 0.9995:  # what would be rounded up to 1000 of the smaller unit
            scaled = value / size
            return f"{scaled:.{2 if scaled < 10 else 1 if scaled < 100 else 0}f} {unit}"
    return f"{value} µs"


def percent(value: float | None) -> str:
    """Whole percents where they are exact, one decimal else; 100 % only for all, 0 % only for none."""
    if value is None:
        return "n/a"
    return f"{value:.0f} %" if value == round(value) else f"{min(max(value, 0.1), 99.9):.1f} %"


def score(value: float | None) -> str:
    """3/5, 4.25/5 or n/a."""
    if value is None:
        return "n/a"
    return f"{value}/5" if isinstance(value, int) else f"{value:.2f}/5"


def bar(value: int, largest: int) -> str:
    """One block for each of `value`, scaled where the largest bar would be wider than 40, but never to nothing."""
    if largest > _BAR_WIDTH_MAX:
        value = -(-value * _BAR_WIDTH_MAX // largest)
    return "█" * value


def result(value: HypothesisResult) -> str:
    """The answer to a hypothesis as a word; only a refutation stands out."""
    return _RESULTS[value]


def baseline_line(used: BaselineUse) -> str:
    """How the findings of a run stand to its baseline."""
    counts = {status: [a for a in used.answers if a.status == status] for status in get_args(BaselineStatus)}
    told = [f"{number(len(said))} {status}" for status, said in counts.items() if said] or [
        "nothing found that it holds"
    ]
    return f"Baseline {used.file}: {', '.join(told)}."


def baseline_note(answer: BaselineAnswer) -> str:
    """How one finding stands to the baseline."""
    until = f", until {answer.until}" if answer.until else ""
    reason = f"; {answer.reason}" if answer.reason else ""
    return f"{answer.id} is {answer.status} in the baseline{until}{reason}"


def resumed_line(resumed: Sequence[Resumption]) -> str:
    """How often a run was cut off and went on, in one sentence; empty where it was not."""
    if not resumed:
        return ""
    last = resumed[-1]
    times = "once" if len(resumed) == 1 else f"{number(len(resumed))} times"
    before = "" if len(resumed) == 1 else " the last time"
    return (
        f"This run was cut off and resumed {times}; {number(last.done)} of {count(last.of, 'pipeline')} had ended "
        f"before{before}."
    )


def calibration_line(calibration: Sequence[Calibration]) -> str:
    """What was planted and caught, in one sentence."""
    if not calibration:
        return NO_PLANT
    caught = [c for c in calibration if c.caught]
    missed = [c.plant for c in calibration if c.caught is False]
    unplanted = [c.plant for c in calibration if c.caught is None]
    text = f"{len(caught)} of {count(len(calibration), 'planted fault')} caught"
    hardest = max((c for c in caught if c.trials), key=lambda c: (c.trials or 0, c.of), default=None)
    if hardest is not None:
        text += f", the hardest after {number(hardest.trials or 0)} of {count(hardest.of, 'trial')}"
    if missed:
        text += f"; missed: {', '.join(missed)}, so that nothing rests on the checks concerned"
    if unplanted:
        text += f"; could not be planted: {', '.join(unplanted)}"
    return text + "."


def plant_note(run: RunDocument) -> str:
    """Where a defect was planted that no pipeline of the run must show, that it is so; empty in any other run."""
    plant = PLANT.get(run.plant or "")
    if plant is None or any(plant.shows_in(s.family, s.drivers, {c.check for c in s.checks}) for s in run.scenarios):
        return ""
    return (
        f"No pipeline of this run must show the plant {plant.name}: it is for {', '.join(plant.scenarios)}"
        f"{' under ' + ', '.join(plant.drivers) if plant.drivers else ''}, judged by {', '.join(plant.caught_by)}. "
        "That nothing failed says nothing about it."
    )


def calibrated(check: CheckResult) -> str:
    """Whether a check has shown that it can fail: in this run, or in the audit of this subject."""
    if check.verdict == "EXCLUDED":
        return "does not apply"
    if check.calibrated is None:
        return f"caught {', '.join(check.audited)} in the audit" if check.audited else "unproven here"
    return "caught its plant" if check.calibrated else "missed its plant"


def tried(check: CheckResult) -> str:
    """What a check saw over its trials."""
    beside = vacuous(check)
    if check.verdict == "FAIL" and check.failing_trials:
        return f"failed in {number(check.failing_trials)} of {count(check.trials, 'trial')}{beside}"
    if check.verdict == "FAIL":
        return f"failed, {count(check.trials, 'trial')} judged{beside}"
    if check.verdict == "EXCLUDED":
        return f"excluded by construction: {check.reason}"
    if check.verdict == "PASS":
        return f"held in {count(check.trials, 'trial')}{beside}"
    return f"not decided: {check.reason}{beside}"


def vacuous(check: CheckResult) -> str:
    """Behind a number of trials: how many more there were that the check could say nothing of; else nothing."""
    return f" (+{number(check.vacuous_trials)} vacuous)" if check.vacuous_trials else ""


def order_coverage(totals: Totals) -> str:
    """How many pairs of steps ran in both orders; empty where no schedule was controlled."""
    if not totals.explored_trials + totals.thread_schedules:
        return ""
    schedules = count(totals.distinct_schedules, "distinct schedule")
    if not totals.pairs:
        return f"{schedules}."
    pairs = count(totals.pairs, "pair")
    return f"{number(totals.pairs_both)} of {pairs} of steps of different tasks ran in both orders, under {schedules}."
