"""What a stage reads of its inputs, rightly and wrongly, beside what the documentation says that it gets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from harness.evidence.fingerprint import preview
from harness.wire import Stage
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.documented import kind_of

FALSE_VALUES: dict[str, Any] = {"zero": 0, "text": "", "no": False, "nothing": None, "list": [], "dict": {}, "nil": 0.0}
"""Values that are false in a condition, by the key under which a stage gives them."""
DEFAULT = "the default"
UNKNOWN = "no such stage"
UNDECLARED = "UndeclaredDependencyError"
REFUSALS = (("stageflow", UNDECLARED), *(("builtins", name) for name in ("KeyError", "TypeError", "ValueError")))
"""The errors that are documented for the inputs. One that is a subclass of one of them counts as the nearest: a subject
may say more than it must, but not answer a missing key as if the stage were not declared.
"""


def own_key(stage: str) -> str:
    """A key that this stage gives and no other: whoever does not declare the stage has no answer to it."""
    return f"only {stage}"


def read_inputs(
    stage: Stage, others: Sequence[str], inputs: Any, run: str, recorder: Recorder, subject: Subject
) -> None:
    """Records `input_read` for each way to ask for what is not there, and `kept:` fingerprints of values that are.

    A stage may ask only for stages that it declares, also one that declares none.
    """
    asked = _Asked(stage.name, run, recorder, subject)
    for name in (UNKNOWN, *others[:1]):
        what = "an unknown stage" if name == UNKNOWN else "an undeclared stage"
        calls: list[tuple[str, Callable[[str], Any]]] = [
            ("get_from", lambda n: inputs.get_from(n, "value")),
            ("require_from", lambda n: inputs.require_from(n, "value")),
            ("has_output", inputs.has_output),
            ("get_output", inputs.get_output),
        ]
        for call, ask in calls:
            asked.record(f"{call} of {what}", partial(ask, name), f"raises {UNDECLARED}")
    for name in others:
        key = own_key(name)
        asked.record(f"get of a key that only {name} gives", partial(inputs.get, key), "gives None")
        asked.record(
            f"get of a key that only {name} gives, with a default",
            partial(inputs.get, key, DEFAULT),
            f"gives {DEFAULT!r}",
        )
    for dependency in stage.dependencies[:1]:
        _read_one(dependency, inputs, asked)


def _read_one(dependency: str, inputs: Any, asked: "_Asked") -> None:
    calls: list[tuple[str, Callable[[], Any], str]] = [
        ("require_from of a missing key", lambda: inputs.require_from(dependency, "missing"), "raises KeyError"),
        ("get_from of a missing key", lambda: inputs.get_from(dependency, "missing"), "gives None"),
        (
            "get_from of a missing key with a default",
            lambda: inputs.get_from(dependency, "missing", DEFAULT),
            f"gives {DEFAULT!r}",
        ),
        ("get_from of the key None", lambda: inputs.get_from(dependency, None), "raises TypeError"),
        ("get_from of an empty key", lambda: inputs.get_from(dependency, ""), "raises ValueError"),
        ("get of a missing key", lambda: inputs.get("missing"), "gives None"),
        ("get of an empty key", lambda: inputs.get(""), "raises ValueError"),
    ]
    for call, ask, expected in calls:
        asked.record(call, ask, expected)
    stage, recorder = asked.stage, asked.recorder
    for key, value in FALSE_VALUES.items():
        kept(recorder, f"get_from:{key} by {stage}", value, partial(inputs.get_from, dependency, key, DEFAULT))
        kept(recorder, f"require_from:{key} by {stage}", value, partial(inputs.require_from, dependency, key))
        kept(recorder, f"get:{key} by {stage}", value, partial(inputs.get, key, DEFAULT))


def kept(recorder: Recorder, of: str, value: Any, ask: Callable[[], Any]) -> None:
    """Fingerprints of what was put in and of what `ask` gives, or of the error that it raises."""
    recorder.fingerprint(f"kept:{of}", "put", value)
    try:
        recorder.fingerprint(f"kept:{of}", "got", ask())
    except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
        recorder.fingerprint(f"kept:{of}", "got", f"raised {type(error).__name__}")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a stage of a run asks for, and what comes of it."""

    stage: str
    run: str
    recorder: Recorder
    subject: Subject

    def record(self, call: str, ask: Callable[[], Any], expected: str) -> None:
        """`expected` is "gives ..." or "raises ..."; an error is told as the nearest class that is documented."""
        try:
            got = f"gives {preview(ask(), 80)}"
        except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
            got = f"raises {kind_of(error, self.subject, *REFUSALS)}"
        self.recorder.event("input_read", run=self.run, stage=self.stage, call=call, expected=expected, got=got)
