"""Replay tokens: everything that is needed to run one failing trial again, in a file of its own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import orjson

from harness.catalogue import CHECKS, DRIVERS, PLANTS, SCENARIOS, Entry, Plant
from harness.catalogue.checks import OF_OUTCOMES
from harness.catalogue.drivers import SWEEPS, THREADED
from harness.catalogue.scenarios import SWEPT
from harness.catalogue.settings import SETTINGS
from harness.errors import UsageError
from harness.evidence.redaction import NOTHING, Redaction
from harness.wire import ScenarioRun

VERSION = 2
NUMBERS = ("seed", "salt", "horizon")
NUMBER_MAX = 2**53
THREAD_FAMILIES = tuple(s.name for s in SCENARIOS if s.runs_threads)
BUILDING = tuple(s.name for s in SCENARIOS if s.builds_pipeline)
FAULTS = ("raise", "fail", "retry", "hang")
FIELDS = ("v", "mission", "mission_digest", "scenario", "subject", "plants", "check", "trial", "stages", "redact")
DISTURBED = ("interrupts", "by", "fault")
TRIAL_FIELDS = (
    *("driver", "strategy", "setting", "engine", *NUMBERS, "choices"),
    *("number", "after_others", "outcome", *DISTURBED),
)
ENGINES = ("inline", "tasks", "threads")
STRATEGIES = (
    *("native", "latency", "random", "pct1", "pct2", "pct3", "depth-first"),
    *("script", "guide", "tape", "transcript", "threads"),
)
SETTINGS_OF: Mapping[str, tuple[str, ...]] = {
    "native": ("native",),
    "fresh_process": ("native",),
    "schedules": ("native", "latency", "reorder"),
    "threads": ("threads-gil",),
    "thread_schedules": ("threads-gil",),
    "thread_opcodes": ("threads-any",),
    "cancel_each": ("cancellation", "native"),  # native: the run that a sweep leaves alone
    "fault_each": ("fault", "native"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """`trial` holds driver, strategy, setting, engine, seed, salt, horizon and the choices, and how a sweep disturbed
    it; `subject` its form, version and digest, and the interpreter and additions that were asked for. `stages` has the
    files of the author's own stages, each with the digest of its content; `redaction` is what its run redacts, which a
    replay does, too.
    """

    mission: str
    mission_digest: str
    scenario: ScenarioRun
    subject: Mapping[str, Any]
    plants: tuple[str, ...]
    check: str
    trial: Mapping[str, Any]
    stages: Mapping[str, str]
    redaction: Redaction = NOTHING

    def to_bytes(self) -> bytes:
        """The content of a schedule file, which `read_token` reads."""
        body = {
            "v": VERSION,
            "mission": self.mission,
            "mission_digest": self.mission_digest,
            "scenario": self.scenario.to_json(),
            "subject": dict(self.subject),
            "plants": list(self.plants),
            "check": self.check,
            "trial": dict(self.trial),
            **({"redact": self.redaction.to_json()} if self.redaction else {}),
        }
        if self.stages:
            body["stages"] = dict(self.stages)
        return orjson.dumps(body, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def read_token(path: Path) -> Token:
    """Raises UsageError where the file is missing, damaged, of another version, or asks for what this version lacks."""
    try:
        body = orjson.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{path}:{error.lineno}:{error.colno}: not a schedule file ({error.msg})") from error
    if not isinstance(body, dict) or body.get("v") != VERSION:
        found = body.get("v") if isinstance(body, dict) else type(body).__name__
        raise UsageError(
            f"{path}: schedule version {found!r}, expected {VERSION}\n"
            "  another version of stageflow-stress kept it: replay it with that one, or run the mission again"
        )
    try:
        _fits(body)
        return Token(
            mission=body["mission"],
            mission_digest=body["mission_digest"],
            scenario=ScenarioRun.from_json(body["scenario"]),
            subject=_subject_of(body["subject"]),
            plants=tuple(body["plants"]),
            check=body["check"],
            trial=body["trial"],
            stages=_stages_of(body),
            redaction=_redaction_of(body.get("redact", {})),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise UsageError(f"{path}: damaged schedule file ({error})") from error


def _redaction_of(told: Mapping[str, Any]) -> Redaction:
    """A token of a run that redacts nothing has none of it."""
    try:
        return Redaction(**told)
    except re.error as error:
        raise ValueError(f"redact: no regular expression ({error})") from error


def _subject_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """A token of before `--python` and `--with` has nothing of them."""
    extras = told.get("extras", [])
    if not isinstance(extras, list) or not all(isinstance(extra, str) for extra in extras):
        raise TypeError("subject.extras: expected a list of text")
    named = {k: str(told[k]) for k in ("spec", "version", "digest")}
    return {**named, "python": str(told.get("python", "")), "extras": extras}


def _stages_of(body: Mapping[str, Any]) -> dict[str, str]:
    """A token of an earlier version has nothing of them, nor has one without stages of the author's own."""
    told = body.get("stages", {})
    if not isinstance(told, dict) or not all(isinstance(digest, str) for digest in told.values()):
        raise TypeError("stages: expected files with their digests")
    return told


def _fits(body: Mapping[str, Any]) -> None:
    """Raises TypeError or ValueError with the field that no worker could use."""
    trial, scenario = body["trial"], body["scenario"]
    _no_more_than("a token", body, FIELDS)
    _no_more_than("trial", trial, TRIAL_FIELDS)
    if not isinstance(body["plants"], list):
        raise TypeError("plants: expected a list")
    for field in ("mission", "mission_digest"):
        if not isinstance(body[field], str):
            raise TypeError(f"{field}: expected text")
    if not isinstance(trial["choices"], list) or not all(type(c) is int and c >= 0 for c in trial["choices"]):
        raise TypeError("choices: expected whole numbers from 0")
    if any(type(trial[field]) is not int or not 0 <= trial[field] <= NUMBER_MAX for field in NUMBERS):
        raise TypeError("seed, salt, horizon: expected whole numbers from 0 to 2**53")
    if any(not isinstance(trial.get(field, ""), str) for field in ("engine", "strategy", "setting", "outcome")):
        raise TypeError("engine, strategy, setting, outcome: expected text")
    if trial.get("after_others") and (type(trial.get("number")) is not int or trial["number"] < 0):
        raise TypeError("number: expected a whole number from 0")
    if trial["setting"] not in SETTINGS:
        raise ValueError(f"unknown setting {trial['setting']!r}; there are {', '.join(SETTINGS)}")
    for field, names in (("strategy", STRATEGIES), ("engine", ENGINES)):
        if trial[field] not in names:
            raise ValueError(f"{field}: expected one of {', '.join(names)}, got {trial[field]!r}")
    _disturbance_fits(trial)
    _known("scenario", [scenario["family"]], SCENARIOS)
    _known("check", [body["check"]], CHECKS)
    if body["check"] == OF_OUTCOMES and not trial.get("outcome"):
        raise ValueError(f"outcome: expected the one of the trial, for the check {OF_OUTCOMES!r}")
    _known("driver", [trial["driver"]], DRIVERS)
    _known("plant", body["plants"], PLANTS)
    if (trial["driver"] in THREADED) is not (scenario["family"] in THREAD_FAMILIES):
        raise ValueError(f"driver {trial['driver']!r} does not run scenario {scenario['family']!r}")
    if trial["driver"] in SWEEPS and scenario["family"] not in SWEPT:
        raise ValueError(f"driver {trial['driver']!r} cannot reach into scenario {scenario['family']!r}")
    _driver_fits(trial)
    if not scenario["stages"] and scenario["family"] in BUILDING:
        raise ValueError(f"stages: expected at least one, for scenario {scenario['family']!r}")


def _no_more_than(what: str, found: Mapping[str, Any], fields: tuple[str, ...]) -> None:
    for field in found:
        if field not in fields:
            raise ValueError(f"unknown field {field!r} of {what}; expected {', '.join(fields)}")


def _driver_fits(trial: Mapping[str, Any]) -> None:
    """What the driver does is what the setting says, and only a sweep disturbs the run."""
    driver, setting = trial["driver"], trial["setting"]
    settings = SETTINGS_OF[driver]
    if setting not in settings:
        raise ValueError(f"setting: expected {' or '.join(settings)} for driver {driver!r}, got {setting!r}")
    expected = {"cancellation": "interrupts", "fault": "fault"}.get(setting, "")
    for field in ("interrupts", "fault"):
        if bool(trial.get(field)) is not (field == expected):
            wanted = "expected some" if field == expected else "expected none"
            raise ValueError(f"{field}: {wanted} for driver {driver!r} and setting {setting!r}")
    if trial.get("by") and expected != "interrupts":
        raise ValueError(f"by: expected none for driver {driver!r} and setting {setting!r}")


def _disturbance_fits(trial: Mapping[str, Any]) -> None:
    """The fields that only trials of a sweep need; tokens of before the sweeps have none of them."""
    interrupts, by, fault = trial.get("interrupts", []), trial.get("by", ""), trial.get("fault", {})
    if not isinstance(interrupts, list) or not all(type(step) is int and step >= 0 for step in interrupts):
        raise TypeError("interrupts: expected whole numbers from 0")
    if by not in ("", "task", "token"):
        raise ValueError(f"by: expected task or token, got {by!r}")
    if not isinstance(fault, dict):
        raise TypeError("fault: expected a mapping")
    if fault and not (
        isinstance(fault.get("stage"), str) and type(fault.get("step")) is int and fault.get("kind") in FAULTS
    ):
        raise ValueError("fault: expected a stage, a step and one of the kinds " + ", ".join(FAULTS))


def _known(what: str, names: list[Any], entries: Iterable[Entry | Plant]) -> None:
    known = [entry.name for entry in entries]
    for name in names:
        if name not in known:
            near = get_close_matches(str(name), known, 1)
            raise ValueError(f"unknown {what} {name!r}" + (f", did you mean {near[0]!r}?" if near else ""))
