"""All checks by name, and how one is run: a check that raises is our bug, and the others still run."""

import traceback
from collections.abc import Iterable, Iterator, MutableMapping
from importlib import import_module
from typing import Any

from harness.catalogue.checks import ASSUMPTIONS, CHECKS
from harness.checks.verdict import CheckSpec, Outcome, TrialEvidence, Verdict, unknown


class _Checks(MutableMapping[str, CheckSpec]):
    """Every check of the catalogue. The module of one is imported when it is first asked for: a worker needs a few."""

    def __init__(self) -> None:
        self._loaded: dict[str, CheckSpec | None] = {entry.name: None for entry in CHECKS}

    def __getitem__(self, name: str) -> CheckSpec:
        spec = self._loaded[name]
        if spec is None:
            spec = import_module(f"harness.checks.{name}").CHECK
            assert isinstance(spec, CheckSpec) and spec.name == name
            self._loaded[name] = spec
        return spec

    def __setitem__(self, name: str, spec: CheckSpec) -> None:
        self._loaded[name] = spec

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded)

    def __len__(self) -> int:
        return len(self._loaded)


ALL: MutableMapping[str, CheckSpec] = _Checks()


class CheckCrashed(Exception):
    """A check raised: a bug of the harness, with the check's name and its traceback.

    `verdicts` holds what the other checks of the trial say; the one that raised is UNKNOWN there.
    """

    def __init__(self, text: str, verdicts: dict[str, Verdict] | None = None) -> None:
        super().__init__(text)
        self.verdicts = verdicts or {}


def run_check(name: str, evidence: Any) -> Verdict:
    """The verdict of check `name`. Raises CheckCrashed if the check itself fails."""
    try:
        return ALL[name].function(evidence)
    except Exception as error:
        raise CheckCrashed(f"check {name} raised {traceback.format_exc()}") from error


def judge_trial(evidence: TrialEvidence, names: Iterable[str]) -> dict[str, Verdict]:
    """Assumptions first; where one does not hold, the checks that follow say UNKNOWN instead of judging.

    Raises CheckCrashed, with the verdicts of the others, after all of them were run.
    """
    verdicts: dict[str, Verdict] = {}
    crashes: list[str] = []
    for name in ASSUMPTIONS:
        _judge(name, evidence, verdicts, crashes)
    shaken = next((n for n, v in verdicts.items() if v.outcome is not Outcome.PASS), None)
    for name in names:
        if ALL[name].over == "trial" and name not in verdicts:
            if shaken is None:
                _judge(name, evidence, verdicts, crashes)
            else:
                verdicts[name] = unknown(f"not judged: {shaken} says {verdicts[shaken].reason}")
    if crashes:
        raise CheckCrashed("\n".join(crashes), verdicts)
    return verdicts


def _judge(name: str, evidence: TrialEvidence, verdicts: dict[str, Verdict], crashes: list[str]) -> None:
    try:
        verdicts[name] = run_check(name, evidence)
    except CheckCrashed as crash:
        verdicts[name] = unknown("the check failed")
        crashes.append(str(crash))
