"""Family checkpoints: versions of a snapshot kept as plain data and as text, while what they were made of changes."""

import asyncio
from typing import Any

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.probes.mutate import mutate_everything
from harness.worker.recorder import Recorder
from harness.worker.scenarios.mutation_attempts import snapshot_of

MUTATORS_MAX = 2


def plain_content() -> dict[str, Any]:
    """The objects that the caller owns and hands over: nested, mutable, all of which JSON can hold."""
    inner: dict[str, Any] = {"name": "Zürich", "n": [1, -1, 2.5, None, True, {}], "versions": [0]}
    return {"metadata": inner, "preferences": {"a": [1]}, "message": {"id": "m-1"}, "blocks": [{"t": "x"}], "web": [{}]}


WHOLE_MAX = 100
"""Where there are more versions than this, snapshots have metadata only."""


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """`writers` tasks, each with a live snapshot of which it keeps `versions`; the last one is attacked with mutators,
    which leave nothing of a subject that can be changed. At the end all are looked at again, and read back, the last
    one first.
    """
    writers, versions = int(order.arguments["writers"]), int(order.arguments["versions"])
    kept: dict[str, tuple[dict[str, Any], str]] = {}
    await asyncio.gather(*(_write(f"w{n}", versions, kept, subject, recorder) for n in range(writers)))
    for label, (data, _) in kept.items():
        recorder.fingerprint(f"checkpoint:{label}", "at the end", data)
    for label, (_, text) in reversed(kept.items()):
        recorder.fingerprint(f"rollback:{label}", "read back", _content(subject.read_snapshot(text)))


async def _write(
    writer: str, versions: int, kept: dict[str, tuple[dict[str, Any], str]], subject: Subject, recorder: Recorder
) -> None:
    own = plain_content()
    for version in range(versions):
        label = f"{writer}:{version}"
        own["metadata"]["versions"].append(version)
        own["metadata"]["versions"][:-3] = []
        snapshot = snapshot_of(subject, own) if versions <= WHOLE_MAX else _small(subject, own)
        data, text = snapshot.to_dict(), subject.write_snapshot(snapshot)
        recorder.fingerprint(f"checkpoint:{label}", "when it was taken", data)
        recorder.fingerprint(f"rollback:{label}", "when it was written", _content(snapshot))
        kept[label] = data, text
        await asyncio.sleep(0)
        own["metadata"][f"after {version % 5}"] = version
        await asyncio.sleep(0)
    another = snapshot.to_dict()
    mutate_everything(snapshot, f"snapshot {label}", "mutate_live", writer, recorder, MUTATORS_MAX)
    mutate_everything(another, f"another checkpoint of {label}", "mutate_live", writer, recorder, MUTATORS_MAX)
    await asyncio.sleep(0)


def _content(snapshot: Any) -> list[Any]:
    """All of it, with what tells one version from another in front, where a preview shows it."""
    return [snapshot.metadata, snapshot]


def _small(subject: Subject, own: dict[str, Any]) -> Any:
    return subject.snapshot(run_id=subject.run_identity(1), input_text="input", metadata=own["metadata"])
