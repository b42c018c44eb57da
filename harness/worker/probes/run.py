"""Runs the developer-experience probes of a mission, each on its own: one that breaks down takes no other with it."""

import traceback
from pathlib import Path
from typing import Any

from harness.worker.adapter import Subject, SubjectMisbehaved, Unsupported, text_of
from harness.worker.probes.dx import run_probe
from harness.worker.probes.measures import FIGURES
from harness.worker.process_wide import own_process

_OF_A_VALUE = (TypeError, AttributeError, LookupError)
_CALLERS = ("run_probe", "_one", "_figure")


def run_probes(names: list[str], subject: Subject) -> list[dict[str, Any]]:
    """[{"name", "ok", "fact"}]; `ok` is None where the subject has nothing to probe, with the reason as fact."""
    return [{"name": name, **_one(name, subject)} for name in names]


def run_measures(subject: Subject) -> list[dict[str, Any]]:
    """[{"category", "milli", "fact"}]: the figure in thousandths; None where there was nothing to measure, or the
    subject broke down on the way.
    """
    return [{"category": category, **_figure(category, subject)} for category in FIGURES]


def _figure(category: str, subject: Subject) -> dict[str, Any]:
    try:
        with own_process():
            value, fact = FIGURES[category](subject)
    except Unsupported as missing:
        return {"milli": None, "fact": str(missing)}
    except Exception as error:  # noqa: BLE001 - whatever the subject raises is what was seen
        if _of_the_subject(error, subject):
            return {"milli": None, "fact": f"unexpected {type(error).__name__}: {text_of(error)}"[:300]}
        return {"milli": None, "fact": "the measure failed", "bug": traceback.format_exc()}
    return {"milli": round(value * 1000), "fact": fact}


def _one(name: str, subject: Subject) -> dict[str, Any]:
    try:
        with own_process():
            ok, fact = run_probe(name, subject)
    except Unsupported as missing:
        return {"ok": None, "fact": str(missing)}
    except Exception as error:  # noqa: BLE001 - whatever the subject raises is what was seen
        if _of_the_subject(error, subject):
            return {"ok": False, "fact": f"unexpected {type(error).__name__}: {text_of(error)}"[:300]}
        return {"ok": None, "fact": "the probe failed", "bug": traceback.format_exc()}
    return {"ok": ok, "fact": fact}


def _of_the_subject(error: Exception, subject: Subject) -> bool:
    """Whether the subject's code ran when it was raised, or a probe met a value that it did not expect.

    A probe that stumbles over a value (TypeError, AttributeError, LookupError) is not told from one that is wrong
    itself: a test holds that every probe answers on the bundled core.
    """
    package = str(Path(subject.module.__file__ or "").parent)
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, SubjectMisbehaved) or any(Path(f.filename).is_relative_to(package) for f in frames):
        return True
    in_a_probe = bool(frames) and Path(frames[-1].filename).parent == Path(__file__).parent
    return in_a_probe and frames[-1].name not in _CALLERS and isinstance(error, _OF_A_VALUE)
