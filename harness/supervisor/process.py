"""One worker process: its pipes, its limits, its end. Kills whatever the subject started with it."""

import math
import os
import secrets
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import anyio
import psutil
from anyio.abc import Process
from anyio.streams.buffered import BufferedByteReceiveStream

from harness.evidence.records import Sample
from harness.evidence.redaction import NOTHING, REACH_CHARS, Redaction
from harness.subject import Stage
from harness.supervisor.family import Family
from harness.supervisor.limits import Limits
from harness.wire import FRAME_BYTES_MAX, MARK, WireError, decode, encode

SAMPLE_EVERY_S = 0.05
STDERR_BYTES_MAX = 1024 * 1024
TAIL_CHARS = 4000
TAIL_BYTES = 4 * TAIL_CHARS
SHOWN_BYTES = 80
PATIENCE_S = 1.0
"""How long the pipes of a worker that has ended are waited for, which somebody may hold that nobody has found."""
PASSED_MAX_S = 1.0
"""Of the patience with a worker, a look takes no more, however long ago the last one was."""
STOPPED_S = 1.0
STOPPED = "was stopped by a signal (SIGSTOP, SIGTSTP) for more than a second, and was killed"


class NotOfTheWorker(Exception):
    """Somebody else than the worker's own code wrote to the descriptor that its frames come through."""


class WorkerProcess:
    """Speaks frames with a worker. `frames` ends when the worker closes its side, or has ended."""

    def __init__(self, process: Process, mark: str, stderr_file: Path, limits: Limits, redaction: Redaction) -> None:
        self._process = process
        self._stderr_file = stderr_file
        self._limits = limits
        self._redaction = redaction
        self._killed_for = ""
        self._turns, self._stopped_at_s = -1, 0.0
        self._patience_s = self._left_s = math.inf
        self._waiting = anyio.CancelScope()
        self._family = Family(process.pid)
        self._ended = anyio.Event()
        self._mark = mark
        self._heard = 0
        self.samples: list[Sample] = []
        self.stderr_tail = ""
        self.stderr_ended = anyio.Event()

    def within(self, seconds: float) -> anyio.CancelScope:
        """A scope that is left once the worker has said nothing for so long. Time in which this process did not run
        itself, because it was stopped or had no turn, counts as little as a look does.
        """
        self._patience_s = self._left_s = seconds
        self._waiting = anyio.CancelScope()
        return self._waiting

    def _wait(self, passed_s: float) -> None:
        self._left_s -= min(passed_s, PASSED_MAX_S)
        if self._left_s <= 0:
            self._waiting.cancel()

    async def send(self, frame: Mapping[str, Any]) -> None:
        """What a worker no longer reads is lost: `frames` tells how it goes on with it."""
        assert self._process.stdin is not None
        with suppress(anyio.BrokenResourceError):
            await self._process.stdin.send(encode(frame))

    async def frames(self) -> AsyncIterator[dict[str, Any]]:
        """Raises NotOfTheWorker for what the subject wrote between frames, or into one."""
        assert self._process.stdout is not None
        stream = BufferedByteReceiveStream(self._process.stdout)
        mark = self._mark.encode()
        while True:
            try:
                line = await stream.receive_until(b"\n", len(mark) + FRAME_BYTES_MAX)
            except (anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError, anyio.ClosedResourceError):
                return
            except anyio.DelimiterNotFound as error:
                raise NotOfTheWorker(f"{FRAME_BYTES_MAX:,} bytes without an end of line") from error
            if not line.startswith(mark):
                raise NotOfTheWorker(repr(line[:SHOWN_BYTES]))
            try:
                frame = decode(line.removeprefix(mark))
            except WireError as error:  # ours are written by one function, which writes nothing that is none
                raise NotOfTheWorker(str(error)) from error
            self._heard += 1
            self._left_s = self._patience_s  # a frame is a sign of life
            yield frame

    async def keep_stderr(self) -> None:
        """What the worker and the subject print goes to a file, up to a bound; of the rest the end is remembered, and
        how much it was. A worker that prints without end is killed.

        Where something is redacted, the file is written once the worker has ended: what is to be redacted may come in
        parts, and must not stand on a disk until the rest of it has come.
        """
        assert self._process.stderr is not None
        printed, held = 0, bytearray()
        kept_max = STDERR_BYTES_MAX + (4 * REACH_CHARS if self._redaction else 0)
        try:
            async for chunk in self._process.stderr:
                self.stderr_tail = (self.stderr_tail + chunk[-TAIL_BYTES:].decode("utf-8", "replace"))[-TAIL_CHARS:]
                if printed < kept_max:
                    held += chunk[: kept_max - printed]
                    if not self._redaction:
                        await self._append_stderr(bytes(held))
                        held.clear()
                printed += len(chunk)
                if printed > self._limits.output_bytes:
                    self._end_for(self._limits.output_exceeded)
                    break
        finally:
            if held:
                shown = self._redaction.text(held.decode("utf-8", "replace"))
                with anyio.CancelScope(shield=True):
                    await self._append_stderr(shown.encode()[:STDERR_BYTES_MAX])
        if printed > STDERR_BYTES_MAX:
            await self._append_stderr(f"\n[{printed - STDERR_BYTES_MAX:,} more bytes were not kept]\n".encode())
        self.stderr_ended.set()

    async def _append_stderr(self, data: bytes) -> None:
        async with await anyio.open_file(self._stderr_file, "ab") as file:
            await file.write(data)

    async def watch(self) -> None:
        """Memory, processor time and threads of the worker until it has ended. It is killed where it takes more than it
        may with what it started, or is stopped. What it started goes with it, and with that its pipes.
        """
        assert self._process.stdout is not None
        started = last = anyio.current_time()
        with suppress(psutil.Error):  # it has ended already
            process = psutil.Process(self._process.pid)
            process.cpu_percent()
            while self._process.returncode is None:
                await anyio.sleep(SAMPLE_EVERY_S)
                now = anyio.current_time()
                self._wait(now - last)
                last = now
                self._look(process, now - started)
        while self._process.returncode is None:
            await anyio.sleep(SAMPLE_EVERY_S)
        self._ended.set()
        self.kill_all()
        heard = -1
        while heard != self._heard:  # what it said at last may take a while to be dealt with
            heard = self._heard
            await anyio.sleep(PATIENCE_S)
        await self._process.stdout.aclose()

    def _look(self, process: psutil.Process, at_s: float) -> None:
        """Takes a sample, and ends the worker where there is a reason to."""
        self._family.look()
        taken = self._family.taken()
        with process.oneshot():
            self.samples.append(
                Sample(int(at_s * 1000), taken.rss_bytes, int(process.cpu_percent()), process.num_threads())
            )
            turns = sum(process.num_ctx_switches()) if process.status() == psutil.STATUS_STOPPED else -1
        if turns < 0 or turns != self._turns:  # it runs, or has run since the last look
            self._turns, self._stopped_at_s = turns, at_s
        limits = self._limits
        if taken.cpu_s > limits.cpu_s:
            self._end_for(limits.cpu_exceeded)
        elif taken.processes > limits.processes:
            self._end_for(limits.processes_exceeded)
        elif taken.rss_bytes > limits.memory_bytes and self._family.own_bytes() > limits.memory_bytes:
            self._end_for(limits.memory_exceeded)
        elif at_s - self._stopped_at_s > STOPPED_S:
            self._end_for(STOPPED)

    def _end_for(self, reason: str) -> None:
        self._killed_for = self._killed_for or reason
        self.kill_all()

    async def wait_for_end(self) -> str:
        """How it ended, in words: "exited with code 3", "killed by SIGKILL", "took more than 2 GiB of memory ..."."""
        await self._ended.wait()
        code = self._process.returncode
        assert code is not None
        if self._killed_for:
            return self._killed_for
        if code == -signal.SIGXCPU:
            return self._limits.cpu_exceeded
        if code >= 0:
            return f"exited with code {code}"
        try:
            return f"killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"killed by signal {-code}"

    def kill_all(self) -> None:
        """SIGKILL to the worker and everything it started: first to its group at once, which cannot fork meanwhile."""
        self._family.look()  # while the worker is there to be asked for its children
        if self._process.returncode is None:  # else its number may be another one's by now
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._family.kill()
        self._family.seek(MARK, self._mark)
        self._family.kill()


@asynccontextmanager
async def worker_process(
    stage: Stage, stderr_file: Path, limits: Limits, redaction: Redaction = NOTHING
) -> AsyncIterator[WorkerProcess]:
    """A running worker; killed with all that it started when the block is left, however it is left."""
    command = [stage.subject.python, "-P", "-s", "-m", "harness.worker"]
    mark = secrets.token_hex(8)
    process = await anyio.open_process(
        command,
        env=stage.environment | {MARK: mark},
        cwd=stage.cwd,
        start_new_session=True,
        stderr=-1,
        stdin=-1,
        stdout=-1,
    )
    worker = WorkerProcess(process, mark, stderr_file, limits, redaction)
    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(worker.keep_stderr)
            tasks.start_soon(worker.watch)
            try:
                yield worker
            finally:
                worker.kill_all()
                with anyio.move_on_after(PATIENCE_S, shield=True):
                    await worker.stderr_ended.wait()
                tasks.cancel_scope.cancel()
    finally:
        with anyio.CancelScope(shield=True):
            await process.aclose()
