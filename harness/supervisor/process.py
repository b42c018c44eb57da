"""One worker process: its pipes, its deadline, its end. Kills the whole process group, whatever the subject forked."""

import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import psutil
from anyio.abc import Process
from anyio.streams.buffered import BufferedByteReceiveStream

from harness.evidence.records import Sample
from harness.subject import Stage
from harness.supervisor.limits import Limits
from harness.wire import FRAME_BYTES_MAX, WireError, decode, encode

SAMPLE_EVERY_S = 0.05
STDERR_BYTES_MAX = 1024 * 1024
TAIL_CHARS = 4000
STDERR_PATIENCE_S = 1.0


class WorkerProcess:
    """Speaks frames with a worker. `frames` ends when the worker closes its side."""

    def __init__(self, process: Process, stderr_file: Path, limits: Limits) -> None:
        self._process = process
        self._stderr_file = stderr_file
        self._limits = limits
        self._exceeded = ""
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
        """Everything the worker and the subject print goes to a file, up to a bound; the end of it is remembered."""
        assert self._process.stderr is not None
        kept = 0
        async for chunk in self._process.stderr:
            self.stderr_tail = (self.stderr_tail + chunk.decode("utf-8", "replace"))[-TAIL_CHARS:]
            if kept < STDERR_BYTES_MAX:
                async with await anyio.open_file(self._stderr_file, "ab") as file:
                    await file.write(chunk[: STDERR_BYTES_MAX - kept])
                kept += len(chunk)
        self.stderr_ended.set()

    async def sample(self) -> None:
        """Memory, processor time and threads of the worker, until it is cancelled or the worker is gone. One that takes
        more memory than it may is killed.
        """
        started = anyio.current_time()
        try:
            process = psutil.Process(self._process.pid)
            process.cpu_percent()
            while True:
                await anyio.sleep(SAMPLE_EVERY_S)
                with process.oneshot():
                    at_ms = int((anyio.current_time() - started) * 1000)
                    cpu, threads = int(process.cpu_percent()), process.num_threads()
                    self.samples.append(Sample(at_ms, process.memory_info().rss, cpu, threads))
                if self.samples[-1].rss_bytes > self._limits.memory_bytes:
                    self._exceeded = self._limits.memory_exceeded
                    self.kill_group()
                    return
        except psutil.Error:
            return  # the worker has ended; its end is reported by whoever waits for it

    async def wait_for_end(self) -> str:
        """How it ended, in words: "exited with code 3", "killed by SIGKILL", "used more than 2 GiB of memory ..."."""
        code = await self._process.wait()
        if self._exceeded:
            return self._exceeded
        if code >= 0:
            return f"exited with code {code}"
        try:
            return f"killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"killed by signal {-code}"

    def kill_group(self) -> None:
        """SIGKILL to the worker and everything it started in its session."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return  # already gone


@asynccontextmanager
async def worker_process(stage: Stage, stderr_file: Path, limits: Limits) -> AsyncIterator[WorkerProcess]:
    """A running worker; killed with its whole group when the block is left, however it is left."""
    command = [stage.python, "-P", "-s", "-m", "harness.worker"]
    process = await anyio.open_process(
        command, env=stage.environment, cwd=stage.cwd, start_new_session=True, stderr=-1, stdin=-1, stdout=-1
    )
    worker = WorkerProcess(process, stderr_file, limits)
    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(worker.keep_stderr)
            tasks.start_soon(worker.sample)
            try:
                yield worker
            finally:
                worker.kill_group()
                with anyio.move_on_after(STDERR_PATIENCE_S, shield=True):
                    await worker.stderr_ended.wait()
                tasks.cancel_scope.cancel()
    finally:
        with anyio.CancelScope(shield=True):
            await process.aclose()
