"""hooks_nest: the interceptors of a stage are called like brackets around it."""

from collections.abc import Sequence

from harness.checks.stage_reports import Who, by_stage, name_of, run_of
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event

HOOKS = ("hook_before", "hook_after")
ENDS = ("stage_ended", "stage_failed")
Problem = tuple[str, str]
"""(kind, in the words of a witness)."""


def hooks_nest(evidence: TrialEvidence) -> Verdict:
    """Each `before` of an interceptor has exactly one `after`, on every way out of the stage, and the pairs nest.

    The stage's own start and end lie inside of all of them; a stage that is run again is judged each time by itself.
    Where it is known which interceptors the graph was given, each stage has them all, whatever it depends on. Vacuous
    where none was given and none called. Of a stage that was stopped, and does not say when it ended, only the start is
    known. What an `after` is told is hooks_are_told_what_the_stage_gave.
    """
    given = {run_of(e): tuple(str(e.fields["hooks"]).split()) for e in evidence.events("hooks_given")}
    looked_at, wrong = 0, list[Problem]()
    for stage, events in by_stage(evidence, *HOOKS, "stage_started", *ENDS):
        hooks = [e for e in events if e.name in HOOKS]
        due = given.get(stage[0], ())
        if hooks or due:
            looked_at += len(hooks) or len(due)
            wrong += _brackets(stage, events, due)
    if not looked_at:
        return vacuous("no interceptor was called")
    if wrong:
        signature = "hooks: " + " and ".join(sorted({kind for kind, _ in wrong}))
        return failed(f"{len(wrong)} hooks out of place", looked_at, [line for _, line in wrong], signature)
    return passed(f"{looked_at} calls of hooks nest", looked_at)


def _brackets(stage: Who, events: list[Event], due: Sequence[str]) -> list[Problem]:
    """What is wrong with the brackets of one stage; each opened one is closed once, the last one first."""
    calls = _Calls(name_of(stage), due)
    for event in events:
        if event.name == "hook_before":
            calls.before(event)
        elif event.name == "hook_after":
            calls.after(event)
        elif event.name == "stage_started":
            calls.start(event)
        else:
            calls.end(event)
    return calls.wrong + [
        ("no after", f"{calls.name}: no after for the before of '{_hook(o)}' at step {o.at}.") for o in calls.opened
    ]


class _Calls:
    """The calls for one stage, one after the other, and what was wrong with them so far."""

    def __init__(self, name: str, due: Sequence[str]) -> None:
        self.name = name
        self.wrong: list[Problem] = []
        self._due = due
        self.opened: list[Event] = []
        self._called: set[str] = set()
        self._started: Event | None = None
        self._around: list[Event] = []

    def before(self, event: Event) -> None:
        """While the stage is at work and none of its hooks was closed, a further one comes too late."""
        if not self.opened:
            self._called.clear()
        if self._started is not None and self._all_open():
            self._outside("started", self._started)
            self._started = None
        self._called.add(_hook(event))
        self.opened.append(event)

    def after(self, event: Event) -> None:
        hook = _hook(event)
        same = [o for o in self.opened if _hook(o) == hook]
        if not same:
            self.wrong.append(("without before", f"{self.name}: after of '{hook}' at step {event.at} without before."))
            return
        inner = _hook(self.opened[-1])
        if inner != hook:
            line = f"{self.name}: after of '{hook}' at step {event.at} out of turn, before '{inner}'."
            self.wrong.append(("out of turn", line))
        self.opened.remove(same[-1])

    def start(self, event: Event) -> None:
        """Each hook that is due was called, and each that was called for this attempt is open."""
        self._started, self._around = event, list(self.opened)
        never = [hook for hook in self._due if hook not in self._called]
        if never:
            hooks = ", ".join(f"'{hook}'" for hook in never)
            self.wrong.append(("not called", f"{self.name} started at step {event.at} without the before of {hooks}."))
        elif not self.opened or self._called - {_hook(o) for o in self.opened}:
            self._outside("started", event)
            self._started = None

    def end(self, event: Event) -> None:
        """Each hook that was open at the start of this attempt is still open."""
        if self._started is not None and not self._all_open():
            self._outside("ended", event)
        self._started = None

    def _outside(self, did: str, event: Event) -> None:
        self.wrong.append(("outside", f"{self.name} {did} at step {event.at}, outside of a hook."))

    def _all_open(self) -> bool:
        return all(o in self.opened for o in self._around)


def _hook(event: Event) -> str:
    return str(event.fields["hook"])


CHECK = CheckSpec("hooks_nest", hooks_nest, needs=("hook_before", "hook_after"))
