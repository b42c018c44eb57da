"""The child process: imports the subject, takes orders on standard input, answers in frames on what was its output.

Standard output is moved away before the subject is imported, so that nothing it prints can look like a frame; what it
prints goes to standard error, which the parent keeps.
"""

import errno
import faulthandler
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from harness.evidence import redaction
from harness.wire import MARK, OUTSIDE, PROTOCOL, ScenarioRun, WireError, decode, encode
from harness.worker.limits import die_with_the_parent, hold_to, limit_reached
from harness.worker.logs import LogCapture
from harness.worker.outside import watch
from harness.worker.process_wide import end_copies, note_process


def main() -> None:
    """Serves orders until there are no more. What its own code breaks down by is told in a frame, and raised."""
    frames = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    os.dup2(2, 1)
    faulthandler.enable()
    die_with_the_parent()
    mark = os.environ[MARK].encode()

    def send(frame: dict[str, Any]) -> None:
        end_copies()
        for data in _encoded(frame):
            frames.write(mark + data)
        frames.flush()

    try:
        _serve(sys.stdin.buffer, send)
    except Exception as error:
        closed = isinstance(error, OSError) and error.errno in (errno.EBADF, errno.EPIPE)
        if not (closed or limit_reached(error)):  # else it is what the subject has closed, or taken
            send({"t": "bug", "sc": "", "text": traceback.format_exc()})
        raise


def _serve(orders: BinaryIO, send: Callable[[dict[str, Any]], None]) -> None:
    logs = LogCapture()
    logs.install()
    subject = None
    for line in orders:
        order = decode(line)
        if order["cmd"] == "start":
            subject = _start(order, send)
        elif subject is None:
            return
        else:
            _obey(order, subject, logs, send)


def _encoded(frame: dict[str, Any]) -> Iterator[bytes]:
    """The frame, or several with fewer records where it is too long; a frame that cannot be one is a bug of ours."""
    lines = frame.get("lines", ())
    try:
        yield encode(frame)
    except (WireError, TypeError, ValueError) as error:
        if isinstance(error, WireError) and len(lines) > 1:
            for half in (lines[: len(lines) // 2], lines[len(lines) // 2 :]):
                yield from _encoded({**frame, "lines": half})
        else:
            yield encode({"t": "bug", "sc": frame.get("sc", ""), "text": f"{type(error).__name__}: {error}"})


def _start(order: dict[str, Any], send: Any) -> Any:
    """Imports the subject and plants what is asked for; says what was imported, or why nothing was."""
    from harness.worker.adapter import Subject, Unsupported

    hold_to(order["limits"])
    redaction.here = redaction.Redaction(**order["redact"])
    if last := order.get("last_records"):
        from harness.worker import last_records

        last_records.here = last_records.LastRecords(Path(last["file"]), each=last["each"])
    if order["threads"] or order["virtual_clock"]:
        from harness.worker.prepare import before_subject

        before_subject(threads=order["threads"], virtual_clock=order["virtual_clock"])
    note_process()
    if order["watch_files"]:
        watch(Path.cwd(), Path.cwd().parent / OUTSIDE)
    try:
        subject = Subject()
    except Exception:  # noqa: BLE001 - importing a subject may raise anything; the parent reports it as SubjectError
        send({"t": "failed", "what": "import", "text": traceback.format_exc()})
        return None
    for plant in order["plants"]:
        from harness.worker.plants import apply

        try:
            apply(plant, subject)
        except Unsupported as error:
            send({"t": "failed", "what": "plant", "text": f"{plant}: {error}"})
            return None
        except Exception:  # noqa: BLE001 - a plant of ours that breaks down; the parent reports it as a bug
            send({"t": "failed", "what": "bug", "text": f"plant {plant}: {traceback.format_exc()}"})
            return None
    python = ".".join(map(str, sys.version_info[:3]))
    send({"t": "ready", "protocol": PROTOCOL, "file": subject.file, "version": subject.version, "python": python})
    return subject


def _obey(order: dict[str, Any], subject: Any, logs: LogCapture, send: Any) -> None:
    if order["cmd"] == "run":
        from harness.worker.run_scenario import ScenarioRunner
        from harness.worker.watchdog import armed

        scenario = ScenarioRun.from_json(order["scenario"])
        if not _stages_found(scenario, subject, send):
            return
        with armed(scenario.deadline_s) as renew:

            def send_alive(frame: dict[str, Any]) -> None:
                send(frame)
                renew()

            ScenarioRunner(scenario, subject, logs, send_alive, order["until"]).run()
    elif order["cmd"] == "probe":
        from harness.worker.probes.run import run_measures, run_probes

        send({"t": "probes", "probes": run_probes(order["probes"], subject), "measures": run_measures(subject)})
    elif order["cmd"] == "replay":
        from harness.worker.replay import replay

        scenario = ScenarioRun.from_json(order["scenario"])
        if not _stages_found(scenario, subject, send):
            return
        answer = replay(
            scenario,
            order["trial"],
            order["check"],
            subject,
            other_subject=order["other_subject"],
            logs=logs if order["log"] else None,
        )
        if answer["bug"]:
            send({"t": "bug", "sc": scenario.id, "text": answer["bug"]})
        send({"t": "replayed", **answer})
    elif order["cmd"] == "shrink":
        from harness.worker.shrink import shrink

        scenario = ScenarioRun.from_json(order["scenario"])
        send({"t": "shrunk", **shrink(scenario, order["trial"], order["check"], subject, order["budget"])})


def _stages_found(scenario: ScenarioRun, subject: Any, send: Any) -> bool:
    """Imports the stages of the mission's author before anything runs, so that a missing one is said as what it is."""
    from harness.worker.adapter import StageNotFound

    try:
        for behaviour in sorted({s.behaviour for s in scenario.stages if ":" in s.behaviour}):
            subject.user_stage(behaviour)
    except StageNotFound as error:
        send({"t": "failed", "what": "stage", "text": f"pipeline '{scenario.id}': behaviour {error}"})
        return False
    return True


if __name__ == "__main__":
    main()
