"""From the stored records of a pipeline to check results; the same for a fresh run and for `check RUN`."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from harness.catalogue.checks import ASSUMPTIONS, EVERYWHERE, OF_OUTCOMES, OF_THE_PROCESS
from harness.catalogue.drivers import EXACT
from harness.catalogue.settings import SETTINGS
from harness.checks.outcome_is_the_same_under_every_schedule import compared
from harness.checks.registry import ALL, CheckCrashed, judge_trial, run_check
from harness.checks.verdict import (
    SAYS_NOTHING,
    Outcome,
    ScenarioEvidence,
    TrialEvidence,
    Verdict,
    passed,
    unknown,
    vacuous,
    worst,
)
from harness.evidence.encodable import bounded
from harness.evidence.paths import evidence_file
from harness.evidence.reader import StoredScenario, StoredTrial
from harness.evidence.records import STAGE_RAISED, CutOff, Summary, Trial, WorkerEnd
from harness.findings.document import CheckResult, CheckWord
from harness.findings.last_records import last_records
from harness.findings.logs.notes import TrialNote, note_of
from harness.wire import ScenarioRun

ONLY_ANY = "fails only where threads switch at any opcode, which this interpreter does not do"
HEADS_MAX = 1000  # of different outcomes, for checks over several trials
WORDS: Mapping[Outcome, CheckWord] = {Outcome.PASS: "PASS", Outcome.UNKNOWN: "UNKNOWN", Outcome.FAIL: "FAIL"}


@dataclass(frozen=True, slots=True)
class Failing:
    """A stored trial that a check failed: the start of a replay token."""

    number: int
    head: Trial
    verdict: Verdict


@dataclass(slots=True)
class _Said:
    """What a check said of trial after trial, without keeping all of it."""

    words: Counter[str] = field(default_factory=Counter)
    kept: list[Verdict] = field(default_factory=list)
    ended: str = ""
    """How the trial ended of which the verdict is kept."""

    def add(self, verdict: Verdict, ended: str) -> None:
        self.words[verdict.word] += 1
        self.kept = [worst([*self.kept, verdict])]
        if self.kept[0] is verdict:
            self.ended = ended

    @property
    def worst(self) -> Verdict:
        return worst(self.kept)


@dataclass(slots=True)
class JudgedScenario:
    """A pipeline with its check results; `failing` holds the first stored trial that failed each check."""

    order: ScenarioRun
    summary: Summary | None = None
    attempts: list[WorkerEnd] = field(default_factory=list)
    cut_off: CutOff | None = None
    damage: list[str] = field(default_factory=list)
    checks: list[CheckResult] = field(default_factory=list)
    failing: dict[str, Failing] = field(default_factory=dict)
    unsupported: str = ""
    bugs: list[str] = field(default_factory=list)
    native: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """By engine, (duration_us, reference_us) of each native trial."""
    disputed: dict[str, Counter[str]] = field(default_factory=dict)
    """By check, the words that a worker said of stored trials and that do not hold: each counts as UNKNOWN."""
    notes: dict[int, TrialNote] = field(default_factory=dict)
    """Of each stored trial that logged something, what its log is to be read by."""

    def result(self, check: str) -> CheckResult | None:
        return next((c for c in self.checks if c.check == check), None)


def judge_scenario(run_dir: Path, order: ScenarioRun) -> JudgedScenario:
    """Reads the evidence of a pipeline once and judges every stored trial again.

    A verdict that differs from what the worker said goes to `bugs`, as does a check that raises; neither convicts the
    subject, the trial counts as UNKNOWN. Where evidence is damaged, missing or cut off by its cap, differs from its
    counts, or a worker died, no check passes: what would have been PASS is UNKNOWN with the reason.
    """
    judged = JudgedScenario(order)
    stored = StoredScenario(evidence_file(run_dir, order.id))
    said: dict[str, _Said] = {}
    settings: dict[str, Counter[str]] = {}
    heads, stored_trials = dict[tuple[str, str], tuple[int, Trial]](), 0
    exact = dict[tuple[str, str], tuple[int, Trial]]()
    last = tuple[str, ...]()
    for trial in stored.trials():
        if trial.head is None:
            last = last_records(trial)  # it was under way when its worker died
            continue
        stored_trials += 1
        if len(heads) < HEADS_MAX:
            key = (trial.head.outcome, trial.head.ended)
            heads.setdefault(key, (trial.number, trial.head))
            if trial.head.driver in EXACT:
                exact.setdefault(key, (trial.number, trial.head))
        _note_head(trial.head, judged)
        if trial.log_lines and (note := note_of(trial)) is not None:
            judged.notes[trial.number] = note
        for name, verdict in _judge_again(trial, order, judged).items():
            said.setdefault(name, _Said()).add(verdict, trial.head.ended)
            if verdict.outcome is Outcome.FAIL:
                _keep_failing(name, Failing(trial.number, trial.head, verdict), judged)
                settings.setdefault(name, Counter())[trial.head.setting] += 1
    judged.summary, judged.attempts, judged.damage = stored.summary, stored.attempts, stored.damage
    judged.cut_off = stored.cut_off
    doubt = _doubt(judged, stored_trials)
    for name in [*ASSUMPTIONS, *(c for c in order.checks if c not in EVERYWHERE)]:
        counts = _counts(name, judged)
        if ALL[name].over == "scenario":
            verdict = _over_trials(name, [head for _, head in heads.values()], judged)
            if verdict.outcome is Outcome.FAIL and name == OF_OUTCOMES:
                _keep_rarest(name, (heads | exact).values(), verdict, judged)
            counts = Counter(trials=_count(judged.summary))
        elif counts is None:
            counts, verdict = said.get(name, _Said()).words, said.get(name, _Said()).worst
        else:
            verdict = _combined(said.get(name, _Said()).worst, counts)
        if name == OF_OUTCOMES or said.get(name, _Said()).ended == STAGE_RAISED:
            verdict = _with_raising_trials(verdict, judged.summary)
        judged.checks.append(_result(name, verdict, counts, doubt, settings.get(name, Counter()), judged))
    process = run_check(OF_THE_PROCESS, judged.attempts)
    if process.outcome is Outcome.FAIL:
        process = replace(process, witness=(*process.witness, *last))
    judged.checks.append(
        _result(OF_THE_PROCESS, process, Counter(attempts=len(judged.attempts)), "", Counter(), judged)
    )
    return judged


def _keep_failing(name: str, failing: Failing, judged: JudgedScenario) -> None:
    """The first failing trial; a controlled one takes the place of one that nobody controlled: its replay is exact."""
    kept = judged.failing.get(name)
    if kept is None or (kept.head.driver not in EXACT and failing.head.driver in EXACT):
        judged.failing[name] = failing


def _keep_rarest(name: str, heads: Iterable[tuple[int, Trial]], verdict: Verdict, judged: JudgedScenario) -> None:
    """Of trials whose outcomes differ, one in which a stage raised, else one with the rarest: another one would not
    show that they do. `heads` holds at most one for each outcome.
    """
    counts = compared(judged.summary.outcomes) if judged.summary is not None else {}
    differ = [(number, head) for number, head in heads if head.outcome in counts]
    if differ:
        number, head = min(
            differ, key=lambda one: (one[1].outcome != STAGE_RAISED, counts[one[1].outcome], one[1].outcome)
        )
        judged.failing[name] = Failing(number, head, verdict)


def _note_head(head: Trial, judged: JudgedScenario) -> None:
    if head.ended == "unsupported":
        judged.unsupported = bounded(head.detail)
    elif head.ended == "harness_error":
        judged.bugs.append(bounded(f"{judged.order.id}: {head.detail}"))
    elif head.driver == "native":
        judged.native.setdefault(head.engine, []).append((head.duration_us, head.reference_us))


def _judge_again(trial: StoredTrial, order: ScenarioRun, judged: JudgedScenario) -> Mapping[str, Verdict]:
    assert trial.head is not None
    try:
        verdicts = judge_trial(TrialEvidence(order, trial.head, trial.records), order.checks)
    except CheckCrashed as error:
        judged.bugs.append(f"{order.id}, trial {trial.number}: {error}")
        verdicts = dict(error.verdicts)
    if len(trial.records) == trial.head.records:  # incomplete evidence cannot agree, and says UNKNOWN by itself
        for name, said in trial.head.verdicts.items():
            verdict = verdicts.get(name)
            if verdict is None:
                continue  # judged there by a check that this order does not name
            now = verdict.word
            if now != said:
                judged.disputed.setdefault(name, Counter())[said] += 1
                verdicts = {**verdicts, name: unknown(f"worker and parent disagree: {said} there, {now} here")}
                judged.bugs.append(
                    f"{order.id}, trial {trial.number}: {name} said {said} in the worker, {now} after it"
                )
    return verdicts


def _counts(name: str, judged: JudgedScenario) -> Counter[str] | None:
    """How often a check said each word over all trials, as the worker counted; a disputed word counts as UNKNOWN."""
    if judged.summary is None:
        return None
    counts = Counter(judged.summary.checks.get(name, {}))
    for said, times in judged.disputed.get(name, Counter[str]()).items():
        counts[said] -= times
        counts["UNKNOWN"] += times
    return counts


def _combined(verdict: Verdict, counts: Mapping[str, int]) -> Verdict:
    """The verdict over all trials: the worst of the stored ones as judged here, the others as counted."""
    trials = _decided(counts)
    for outcome in (Outcome.FAIL, Outcome.UNKNOWN):
        if counts.get(outcome.name, 0) > 0 and verdict.outcome < outcome:
            verdict = Verdict(outcome, f"{counts[outcome.name]} of {trials} trials; none of them was stored")
    if verdict.excluded and counts.get("VACUOUS", 0) > 0:
        verdict = vacuous("in some trials the premise did not occur; none of them was stored")
    if verdict.aside in SAYS_NOTHING and counts.get(Outcome.PASS.name, 0) > 0:
        verdict = passed(f"held in {counts[Outcome.PASS.name]} of {trials} trials; none of them was stored", 0)
    return verdict


def _with_raising_trials(verdict: Verdict, summary: Summary | None) -> Verdict:
    """Where nothing was decided because a stage raised: in how many trials one did."""
    raised = 0 if summary is None else summary.outcomes.get(STAGE_RAISED, 0)
    if summary is None or not raised or verdict.outcome is not Outcome.UNKNOWN:
        return verdict
    return replace(verdict, reason=f"{verdict.reason}; a stage raised in {raised:,} of {summary.trials:,} trials")


def _decided(counts: Mapping[str, int]) -> int:
    """Trials of which a check said something: those without its premise are none of them."""
    return sum(times for said, times in counts.items() if said.lower() not in SAYS_NOTHING)


def _over_trials(name: str, heads: Sequence[Trial], judged: JudgedScenario) -> Verdict:
    if judged.summary is None:
        return unknown("the scenario did not come to its end")
    try:
        return run_check(name, ScenarioEvidence.of(judged.order, judged.summary, heads))
    except CheckCrashed as error:
        judged.bugs.append(f"{judged.order.id}: {error}")
        return unknown("the check failed")


def _count(summary: Summary | None) -> int:
    return 0 if summary is None else summary.trials


def _doubt(judged: JudgedScenario, stored: int) -> str:
    """Why no check of this pipeline may pass; empty where nothing speaks against it."""
    lost = [a for a in judged.attempts if a.ended != "completed"]
    if lost:
        return f"worker {lost[-1].detail.splitlines()[0]}" if lost[-1].detail else f"worker {lost[-1].ended}"
    if judged.damage:
        return f"incomplete evidence: {judged.damage[0]}"
    if judged.cut_off:
        return _cut_off(judged.cut_off)
    if judged.summary is None or not judged.attempts:
        return "the evidence has no end: the run was cut off"
    return _miscounted(judged.summary, stored)


def _cut_off(cut: CutOff) -> str:
    return (
        f"incomplete evidence: {cut.records} records and {cut.log_lines} log lines were over the cap of "
        f"{cut.bytes_max} bytes for this pipeline, and were not kept; a smaller budget or fewer pipelines fit"
    )


def _miscounted(summary: Summary, stored: int) -> str:
    """Whether the stored trials and the counts of every check are as many as the summary says."""
    if stored != summary.stored:
        return f"incomplete evidence: {stored} of {summary.stored} stored trials are there"
    for name, counts in sorted(summary.checks.items()):
        if sum(counts.values()) != summary.trials:
            return f"incomplete evidence: {name} counts {sum(counts.values())} of {summary.trials} trials"
    return ""


def _result(
    name: str,
    verdict: Verdict,
    counts: Mapping[str, int],
    doubt: str,
    stored_failing: Counter[str],
    judged: JudgedScenario,
) -> CheckResult:
    if doubt and verdict.outcome is not Outcome.FAIL:
        verdict = Verdict(Outcome.UNKNOWN, doubt, verdict.looked_at)
    if judged.unsupported and verdict.outcome is not Outcome.FAIL:
        verdict = Verdict(Outcome.UNKNOWN, f"unsupported: {judged.unsupported}", verdict.looked_at)
    lacking = verdict.aside == "unsupported" or (bool(judged.unsupported) and verdict.outcome is not Outcome.FAIL)
    by_setting = _by_setting(name, stored_failing, judged.summary)
    if verdict.outcome is Outcome.FAIL and {s for s, (n, _) in by_setting.items() if n} == {"threads-any"}:
        verdict = Verdict(Outcome.UNKNOWN, f"{ONLY_ANY}: {verdict.reason}", verdict.looked_at, verdict.witness)
    failing = counts.get("FAIL", 0) or int(verdict.outcome is Outcome.FAIL)
    return CheckResult(
        check=name,
        pipeline=judged.order.id,
        verdict="EXCLUDED" if verdict.excluded else WORDS[verdict.outcome],
        reason=bounded(verdict.reason),
        trials=_decided(counts),
        vacuous_trials=counts.get("VACUOUS", 0),
        not_run=verdict.not_run,
        unsupported=lacking,
        looked_at=verdict.looked_at,
        witness=[bounded(line) for line in verdict.witness],
        signature=verdict.signature,
        settings=[s for s in SETTINGS if by_setting.get(s, (0, 0))[0]],
        by_setting=by_setting if failing else {},
        failing_trials=failing,
    )


def _by_setting(name: str, stored_failing: Counter[str], summary: Summary | None) -> dict[str, tuple[int, int]]:
    """For each setting (failing trials, trials): as the worker counted, at least what was stored."""
    counted, trials = (summary.failing.get(name, {}), summary.settings) if summary else ({}, {})
    failing = {s: max(counted.get(s, 0), stored_failing[s]) for s in SETTINGS}
    return {s: (failing[s], max(trials.get(s, 0), failing[s])) for s in SETTINGS if failing[s] or trials.get(s, 0)}
