"""The driver fresh_process: a native trial in a process of its own, forked from the worker before anything ran."""

import os
import select
import signal
import sys
import traceback
from contextlib import suppress
from typing import Any, NoReturn

from harness.evidence.records import from_json, to_json
from harness.wire import ScenarioRun, WireError, decode, encode
from harness.worker import last_records
from harness.worker.adapter import Subject
from harness.worker.explore.trial import Outcome, Schedule, run_native
from harness.worker.limits import die_with_the_parent
from harness.worker.process_wide import tell_of_copies
from harness.worker.quiet_fork import fork_quietly
from harness.worker.recorder import Recorder
from harness.worker.scenarios import ASYNC_FAMILIES

DRIVER = "fresh_process"
BROKEN = 70
"""How a child ends where our own code broke down in it."""
LOOK_EVERY_MS = 20
NOT_KNOWN = -1


def run_forked(order: ScenarioRun, subject: Subject, engine: str) -> Outcome:
    """The trial as its process told it. A process that ends without telling, by a signal or by an exit of the
    subject's own, is an error of the subject.

    What the trial logs is not kept. The child inherits what the worker had loaded and nothing that ran.
    """
    ASYNC_FAMILIES.get(order.family)  # imported once, and not again in each child
    read, write = os.pipe()
    last_records.here.forget()
    pid = fork_quietly()
    if not pid:
        os.close(read)
        _be_the_child(write, order, subject, engine)
    os.close(write)
    status = None
    try:
        told, status = _until_it_ends(pid, read)
    finally:
        os.close(read)
        if status is None:  # the worker is being interrupted: its child must not outlive it
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            _waited(pid)
    tell_of_copies()
    recorder, end = _read(told)
    if not end:
        recorder.records, end = last_records.here.read(), _ending(status)
    schedule = Schedule("native", "native")
    return Outcome(DRIVER, engine, order.seed, recorder, end["ended"], end["detail"], schedule, int(end["duration_us"]))


def _be_the_child(write: int, order: ScenarioRun, subject: Subject, engine: str) -> NoReturn:
    """Runs the trial and tells it; leaves by `os._exit`, whatever happens, so that no code of the worker runs twice."""
    code = BROKEN
    die_with_the_parent()
    last_records.here.each = True
    try:
        outcome = run_native(order, subject, engine)
        with os.fdopen(write, "wb") as lines:
            for number, record in enumerate(outcome.recorder.records):
                lines.write(encode(to_json(record, order.id, 0, number)))
            told = {"ended": outcome.ended, "detail": outcome.detail, "duration_us": outcome.duration_us}
            lines.write(encode({"end": told}))
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    except BaseException:  # noqa: BLE001 - told on standard error, and by the code
        traceback.print_exc(file=sys.stderr)
    finally:
        sys.stderr.flush()
        os._exit(code)


def _until_it_ends(pid: int, read: int) -> tuple[bytes, int]:
    """All that the child told, and its status. What a stage started in it may hold its pipe for ever: when the child
    has ended, what is in the pipe is all.
    """
    told, poll, status = bytearray(), select.poll(), None
    poll.register(read)
    while True:
        if poll.poll(LOOK_EVERY_MS if status is None else 0):
            data = os.read(read, 1 << 16)
            told += data
            if data:
                continue
            return bytes(told), _waited(pid)[1] if status is None else status
        if status is not None:
            return bytes(told), status
        ended, of_it = _waited(pid, os.WNOHANG)
        status = of_it if ended else None


def _waited(pid: int, how: int = 0) -> tuple[int, int]:
    """As `os.waitpid`; of a child whose end somebody else was told, by waiting for any, nothing more is known."""
    try:
        return os.waitpid(pid, how)
    except ChildProcessError:
        return pid, NOT_KNOWN


def _read(told: bytes) -> tuple[Recorder, dict[str, Any]]:
    """The records, and how the trial ended; empty where the child did not come to tell it."""
    recorder = Recorder()
    for line in told.splitlines():
        try:
            record = decode(line)
        except WireError:  # the child died while it wrote
            break
        if "end" in record:
            end: dict[str, Any] = record["end"]
            return recorder, end
        recorder.records.append(from_json(record))
    return recorder, {}


def _ending(status: int) -> dict[str, Any]:
    """How a child ended that told nothing."""
    if status == NOT_KNOWN:
        how = "in a way that is not known: the subject waits for children that are not its own"
    elif os.WIFSIGNALED(status):
        how = f"by {signal.Signals(os.WTERMSIG(status)).name}"
    elif os.WEXITSTATUS(status) == BROKEN:
        return {"ended": "harness_error", "detail": "a fresh process broke down; see standard error", "duration_us": 0}
    else:
        how = f"with exit code {os.WEXITSTATUS(status)}"
    return {"ended": "error", "detail": f"ProcessDied: the process of the trial ended {how}", "duration_us": 0}
