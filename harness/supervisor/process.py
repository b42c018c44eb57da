"""One worker process: its pipes, its limits, its end. Kills whatever the subject started with it."""

import os
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
from harness.wire import FRAME_BYTES_MAX, WireError, decode, encode

SAMPLE_EVERY_S = 0.05
STDERR_BYTES_MAX = 1024 * 1024
TAIL_CHARS = 4000
TAIL_BYTES = 4 * TAIL_CHARS
STDERR_PATIENCE_S = 1.0


class WorkerProcess:
    """Speaks frames with a worker. `frames` ends when the worker closes its side."""

    def __init__(self, process: Process, stderr_file: Path, limits: Limits, redaction: Redaction) -> None:
        self._process = process
        self._stderr_file = stderr_file
        self._limits = limits
        self._redaction = redaction
        self._exceeded = ""
        self._family = Family(process.pid)
        self.samples: list[Sample] = []
        self.stderr_tail = ""
        self.stderr_ended = anyio.Event()

    async def send(self, frame: Mapping[str, Any]) -> None:
        """Raises anyio.BrokenResourceError where the worker is gone."""
        assert self._process.stdin is not None
        await self._process.stdin.send(encode(frame))

    async def frames(self) -> AsyncIterator[dict[str, Any]]:
        """Raises WireError where something that is no frame came through."""
        assert self._process.stdout is not None
        stream = BufferedByteReceiveStream(self._process.stdout)
        while True:
            try:
                line = await stream.receive_until(b"\n", FRAME_BYTES_MAX)
            except (anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError):
                return
            except anyio.DelimiterNotFound as error:
                raise WireError(f"a frame of more than {FRAME_BYTES_MAX} bytes") from error
            yield decode(line)

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
        """Memory, processor time and threads of the worker, until it is cancelled or the worker is gone. One that, with
        what it started, takes more than it may is killed.
        """
        started, memory_max = anyio.current_time(), self._limits.memory_bytes
        try:
            process = psutil.Process(self._process.pid)
            process.cpu_percent()
            while not self._exceeded:
                await anyio.sleep(SAMPLE_EVERY_S)
                self._family.look()
                taken = self._family.taken()
                with process.oneshot():
                    at_ms = int((anyio.current_time() - started) * 1000)
                    cpu, threads = int(process.cpu_percent()), process.num_threads()
                self.samples.append(Sample(at_ms, taken.rss_bytes, cpu, threads))
                if taken.cpu_s > self._limits.cpu_s:
                    self._end_for(self._limits.cpu_exceeded)
                elif taken.rss_bytes > memory_max and self._family.own_bytes() > memory_max:
                    self._end_for(self._limits.memory_exceeded)
        except psutil.Error:
            return  # the worker has ended; its end is reported by whoever waits for it

    def _end_for(self, reason: str) -> None:
        self._exceeded = self._exceeded or reason
        self.kill_all()

    async def wait_for_end(self) -> str:
        """How it ended, in words: "exited with code 3", "killed by SIGKILL", "took more than 2 GiB of memory ..."."""
        code = await self._process.wait()
        if self._exceeded:
            return self._exceeded
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


@asynccontextmanager
async def worker_process(
    stage: Stage, stderr_file: Path, limits: Limits, redaction: Redaction = NOTHING
) -> AsyncIterator[WorkerProcess]:
    """A running worker; killed with all that it started when the block is left, however it is left."""
    command = [stage.python, "-P", "-s", "-m", "harness.worker"]
    process = await anyio.open_process(
        command, env=stage.environment, cwd=stage.cwd, start_new_session=True, stderr=-1, stdin=-1, stdout=-1
    )
    worker = WorkerProcess(process, stderr_file, limits, redaction)
    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(worker.keep_stderr)
            tasks.start_soon(worker.watch)
            try:
                yield worker
            finally:
                worker.kill_all()
                with anyio.move_on_after(STDERR_PATIENCE_S, shield=True):
                    await worker.stderr_ended.wait()
                tasks.cancel_scope.cancel()
    finally:
        with anyio.CancelScope(shield=True):
            await process.aclose()
