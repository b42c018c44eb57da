"""catalogue/audit.json: kills that an audit has recorded, each valid as long as nothing it rests on has changed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from harness import bundled
from harness.catalogue.plants import PLANT, module_of
from harness.errors import HarnessBug
from harness.evidence.facts import file_digest
from harness.findings.kills import Audit
from harness.findings.sources import source_digest
from harness.wire import ScenarioRun

FILE = "catalogue/audit.json"
SCHEMA = 1
_NOT_THE_SCENARIO = ("seed", "trials", "iterations", "seconds", "deadline_s", "checks", "id", "perf")
"""What an order says beside pipeline x workload x parameters: how often, and by whom it is judged."""


@dataclass(frozen=True, slots=True)
class RecordedKill:
    """A check that was seen to fail on a plant; `key` is the digest of all that it rests on."""

    plant: str
    mission: str
    pipeline: str
    check: str
    trial: int
    of: int
    key: str


_BASE = (
    "harness.evidence.fingerprint",
    "harness.evidence.records",
    "harness.worker.recorder",
    "harness.worker.adapter",
    "harness.worker.tally",
    "harness.catalogue.behaviours",
    "harness.catalogue.metrics",
)
"""What every scenario is recorded with and every check is counted by."""


def key_of(check: str, plant: str, order: ScenarioRun, subject_digest: str) -> str:
    """A digest over the sources of check, plant and scenario family, the scenario itself, and the subject."""
    scenario = {k: v for k, v in order.to_json().items() if k not in _NOT_THE_SCENARIO}
    told = orjson.dumps(
        [
            source_digest(f"harness.checks.{check}", "harness.checks"),
            source_digest(module_of(plant), "harness.worker.plants"),
            source_digest(
                f"harness.worker.scenarios.{order.family}", "harness.worker.scenarios", "harness.worker.probes"
            ),
            [source_digest(module) for module in _BASE],
            scenario,
            subject_digest,
        ],
        option=orjson.OPT_SORT_KEYS,
    )
    return hashlib.blake2b(told, digest_size=8).hexdigest()


def plants_caught(check: str, order: ScenarioRun, subject_digest: str) -> list[str]:
    """The plants that this very check caught in this very scenario on this very subject, by the recorded audit."""
    recorded = [k for k in recorded_kills() if k.check == check and k.plant in PLANT]
    return sorted({k.plant for k in recorded if k.key == key_of(check, k.plant, order, subject_digest)})


@cache
def recorded_kills() -> tuple[RecordedKill, ...]:
    """What audit.json holds; nothing where there is none. Raises HarnessBug where it cannot be read: it is ours."""
    path = bundled.PACKAGE / FILE
    if not path.is_file():
        return ()
    try:
        document = orjson.loads(path.read_bytes())
        if document["schema"] != SCHEMA:
            raise ValueError(f"schema {document['schema']!r}, expected {SCHEMA}")
        return tuple(
            RecordedKill(plant=plant["name"], **kill) for plant in document["plants"] for kill in plant["kills"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise HarnessBug(f"{FILE} is damaged ({error}): make audit writes it anew") from error


def record_digest() -> str:
    """Which recorded audit this is; empty where there is none."""
    path = bundled.PACKAGE / FILE
    return file_digest(path) if path.is_file() else ""


def to_record(
    audit: Audit, orders: Mapping[tuple[str, str], ScenarioRun], subject_digest: str, about: Mapping[str, Any]
) -> dict[str, Any]:
    """audit.json: of each plant the kills of those that must see it. `orders` is keyed by (mission, pipeline)."""

    def kills(name: str, tried: Sequence[str], found: Sequence[Any]) -> list[dict[str, Any]]:
        told = [
            {
                "mission": k.mission,
                "pipeline": k.pipeline,
                "check": k.check,
                "trial": k.trial,
                "of": k.of,
                "key": key_of(k.check, name, orders[k.mission, k.pipeline], subject_digest),
            }
            for k in found
            if k.check in tried and not k.already
        ]
        return sorted(told, key=lambda k: (k["mission"], k["pipeline"], k["check"]))

    plants = [
        {"name": p.name, "area": p.area, "missed": list(p.missed), "kills": kills(p.name, p.tried, p.kills)}
        for p in audit.plants
    ]
    return {"schema": SCHEMA, **about, "plants": plants}
