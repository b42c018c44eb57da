"""Runs the developer-experience probes of a mission, each on its own: one that breaks down takes no other with it."""

import traceback
from typing import Any

from harness.worker.adapter import Subject, Unsupported
from harness.worker.probes.dx import run_probe


def run_probes(names: list[str], subject: Subject) -> list[dict[str, Any]]:
    """[{"name", "ok", "fact"}]; `ok` is None where the subject has nothing to probe, with the reason as fact."""
    return [{"name": name, **_one(name, subject)} for name in names]


def _one(name: str, subject: Subject) -> dict[str, Any]:
    try:
        ok, fact = run_probe(name, subject)
    except Unsupported as missing:
        return {"ok": None, "fact": str(missing)}
    except Exception:  # noqa: BLE001 - reported as an error of the harness, with its traceback
        return {"ok": None, "fact": "the probe failed", "bug": traceback.format_exc()}
    return {"ok": ok, "fact": fact}
