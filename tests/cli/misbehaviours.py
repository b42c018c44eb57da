"""Stages that do their worst to the process they run in, one for each way."""

STAGES = '''\
"""Whatever a stage of somebody's own may do."""

import asyncio
import contextlib
import ctypes
import logging
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time


class Quiet:
    """The good one beside each of them."""

    name, kind = "quiet", "transform"

    async def execute(self, ctx):
        await asyncio.sleep(0)
        return {"count": 1}


class Forks(Quiet):
    async def execute(self, ctx):
        if os.fork() == 0:
            while True:
                signal.pause()
        command = [sys.executable, "-c", "import signal; signal.pause()"]
        subprocess.Popen(command, start_new_session=True)
        subprocess.Popen(command, start_new_session=True, cwd="/", env={})
        return {"count": 1}


class ForksAndLeaves(Quiet):
    async def execute(self, ctx):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                while True:
                    signal.pause()
            os._exit(0)
        os.wait()
        os._exit(7)


class LeavesOrphans(Quiet):
    async def execute(self, ctx):
        for _ in range(60):
            subprocess.run("sleep 0 & sleep 0 &", shell=True, check=True)
        with contextlib.suppress(ChildProcessError):
            return {"count": os.waitpid(-1, os.WNOHANG)[0]}
        return {"count": 1}


class RunsOnTwice(Quiet):
    async def execute(self, ctx):
        os.fork()
        return {"count": 1}


class StopsItself(Quiet):
    async def execute(self, ctx):
        os.kill(os.getpid(), signal.SIGSTOP)


class IgnoresTermination(Quiet):
    async def execute(self, ctx):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        await asyncio.Event().wait()


class ClosesDescriptors(Quiet):
    async def execute(self, ctx):
        os.closerange(0, 256)
        return {"count": 1}


class ClosesDescriptorsAndStays(Quiet):
    async def execute(self, ctx):
        os.closerange(0, 256)
        while True:
            with contextlib.suppress(BaseException):
                signal.pause()


class WritesToEveryDescriptor(Quiet):
    async def execute(self, ctx):
        for number in range(1, 64):
            with contextlib.suppress(OSError):
                os.write(number, b'{"t": "done", "sc": "bad"}\\n')
        return {"count": 1}


class WritesGarbage(Quiet):
    async def execute(self, ctx):
        os.write(1, b'{"t": "done", "sc": "bad"}\\n\\xff\\x00 no frame')
        return {"count": 1}


class FloodsTheLog(Quiet):
    async def execute(self, ctx):
        for number in range(3_000):
            logging.getLogger("flood").warning("line %d %s", number, "x" * 200)
        return {"count": 1}


class Exits(Quiet):
    async def execute(self, ctx):
        os._exit(7)


class Crashes(Quiet):
    async def execute(self, ctx):
        ctypes.string_at(0)


class TakesAllMemory(Quiet):
    async def execute(self, ctx):
        held = []
        while True:
            held.append(b"x" * (1 << 26))


class BurnsTheProcessor(Quiet):
    async def execute(self, ctx):
        while True:
            pass


class PrintsForEver(Quiet):
    async def execute(self, ctx):
        while True:
            os.write(1, b"x" * (1 << 16))


class BlocksTheLoop(Quiet):
    async def execute(self, ctx):
        threading.Event().wait()


class LeavesThreads(Quiet):
    async def execute(self, ctx):
        threading.Thread(target=threading.Event().wait, name="left", daemon=False).start()
        return {"count": 1}


class LeavesFiles(Quiet):
    async def execute(self, ctx):
        home = pathlib.Path.home()
        (home / "notes").mkdir(exist_ok=True)
        (home / "notes" / "a.txt").write_text("hello")
        (pathlib.Path(tempfile.gettempdir()) / "tmp-b").write_text("abc")
        return {"count": 1}


class WritesElsewhere(Quiet):
    async def execute(self, ctx):
        (pathlib.Path(__file__).parent / "elsewhere.log").write_text("x")
        return {"count": 1}


class WritesElsewhereAndExits(WritesElsewhere):
    async def execute(self, ctx):
        await super().execute(ctx)
        os._exit(7)


class RaisesWhenFreed(Quiet):
    def __del__(self):
        raise ValueError("raised while it was freed")


def _no_time(*_):
    raise RuntimeError("time has been taken away")


class StopsTheClocks(Quiet):
    async def execute(self, ctx):
        time.time = time.monotonic = time.perf_counter = time.perf_counter_ns = time.monotonic_ns = lambda: 0
        return {"count": 1}


class BreaksTheClocks(Quiet):
    async def execute(self, ctx):
        time.time = time.monotonic = time.perf_counter = time.perf_counter_ns = time.monotonic_ns = _no_time
        return {"count": 1}
'''

MISSION = """\
schema: 1
id: BAD-001
title: A stage that misbehaves, and one that does not
priority: P1
risk: moderate
hypotheses:
  - id: H1
    claim: The stages of the misbehaving pipeline run once.
    promise: Every stage runs once.
    decided_by:
      - {{check: {check}, pipelines: [bad]}}
  - id: H2
    claim: The stages of the other pipeline run once.
    promise: Every stage runs once.
    decided_by:
      - {{check: every_stage_runs_exactly_once, pipelines: [good]}}
pipelines:
  - id: bad
    purpose: Stages that misbehave
    graph: {{kind: chain, stages: 2}}
    behaviour: misbehaves:{behaviour}
    drivers: [{driver}]
    iterations: 1
    deadline_s: {deadline_s}
    checks: [{check}]
  - id: good
    purpose: Stages that do not
    graph: {{kind: chain, stages: 2}}
    behaviour: misbehaves:Quiet
    drivers: [native]
    iterations: 2
    checks: [every_stage_runs_exactly_once]
budget: {{trials: 2}}
"""
