"""All checks by name, and how one is run: a check that raises is our bug, and the others still run."""

import traceback
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from harness.catalogue.checks import ASSUMPTIONS, CHECKS
from harness.checks.verdict import CheckSpec, Outcome, TrialEvidence, Verdict, unknown


def _load(name: str) -> CheckSpec:
    spec = import_module(f"harness.checks.{name}").CHECK
    assert isinstance(spec, CheckSpec) and spec.name == name
    return spec


ALL: dict[str, CheckSpec] = {entry.name: _load(entry.name) for entry in CHECKS}


class CheckCrashed(Exception):
    """A check raised: a bug of the harness, with the check's name and its traceback."""


def run_check(name: str, evidence: Any) -> Verdict:
    """The verdict of check `name`. Raises CheckCrashed if the check itself fails."""
    try:
        return ALL[name].function(evidence)
    except Exception as error:
        raise CheckCrashed(f"check {name} raised {traceback.format_exc()}") from error


def judge_trial(evidence: TrialEvidence, names: Iterable[str]) -> dict[str, Verdict]:
    """Assumptions first; where one does not hold, the checks that follow say UNKNOWN instead of judging."""
    verdicts = {name: run_check(name, evidence) for name in ASSUMPTIONS}
    shaken = next((n for n, v in verdicts.items() if v.outcome is not Outcome.PASS), None)
    for name in names:
        if ALL[name].over == "trial" and name not in verdicts:
            if shaken is None:
                verdicts[name] = run_check(name, evidence)
            else:
                verdicts[name] = unknown(f"not judged: {shaken} says {verdicts[shaken].reason}")
    return verdicts
