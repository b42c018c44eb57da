"""What a worker takes, prints and starts: measured, bounded, ended. Here it is a few lines of Python."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import anyio
import psutil
import pytest

from harness.subject import ResolvedSubject, Stage
from harness.subject.interrupted_once import interrupted_once
from harness.supervisor.family import Family
from harness.supervisor.limits import GIB, MIB, Limits
from harness.supervisor.process import STDERR_BYTES_MAX, STOPPED, NotOfTheWorker, WorkerProcess, worker_process

PATIENCE_S = 60.0
FOR_EVER = "import signal\nsignal.pause()\n"
WIDE = Limits(8 * GIB, 16 * GIB)
Worker = Callable[..., tuple[str, str]]


@pytest.fixture
def stage(tmp_path: Path) -> Callable[[str], Stage]:
    def made(code: str) -> Stage:
        (tmp_path / "harness").mkdir()
        (tmp_path / "harness" / "__init__.py").touch()
        (tmp_path / "harness" / "worker.py").write_text(code)
        return Stage({"PYTHONPATH": str(tmp_path)}, tmp_path, ResolvedSubject("path:.", tmp_path, sys.executable, ""))

    return made


@pytest.fixture
def ends(stage: Callable[[str], Stage], tmp_path: Path) -> Worker:
    """How a worker with that code ends under those limits, and what is kept of what it printed."""

    def ends(code: str, limits: Limits = WIDE) -> tuple[str, str]:
        async def run() -> str:
            with anyio.fail_after(PATIENCE_S):
                async with worker_process(stage(code), tmp_path / "stderr.txt", limits) as worker:
                    return await worker.wait_for_end()

        said = anyio.run(run)
        kept = tmp_path / "stderr.txt"
        return said, kept.read_text() if kept.exists() else ""

    return ends


def test_a_worker_that_prints_without_end_is_killed_and_little_of_it_is_kept(ends: Worker) -> None:
    limits = Limits(8 * GIB, 16 * GIB, output_bytes=4 * MIB)
    said, kept = ends("import os\nwhile True:\n    os.write(2, b'x' * 65536)\n", limits)
    assert said == limits.output_exceeded
    assert STDERR_BYTES_MAX < len(kept) < STDERR_BYTES_MAX + 100
    assert kept.rstrip().endswith(" more bytes were not kept]")


def test_a_worker_may_print_more_than_is_kept(ends: Worker) -> None:
    said, kept = ends(
        f"import os\nfor _ in range(20):\n    os.write(2, b'x' * {STDERR_BYTES_MAX // 10})\nos._exit(3)\n"
    )
    assert said == "exited with code 3"
    assert kept.startswith("x" * 1000)
    assert kept.endswith(f"x\n[{STDERR_BYTES_MAX // 10 * 20 - STDERR_BYTES_MAX:,} more bytes were not kept]\n")


IN_A_CHILD = "import os\nif os.fork():\n    os.wait()\n"


def test_memory_that_a_child_takes_counts(ends: Worker) -> None:
    limits = Limits(150 * MIB, 16 * GIB)
    said, _ = ends(f"{IN_A_CHILD}held = b'x' * {300 * MIB}\n{FOR_EVER}", limits)
    assert said == limits.memory_exceeded


def test_processor_time_that_a_child_takes_counts(ends: Worker) -> None:
    limits = Limits(8 * GIB, 16 * GIB, cpu_s=1)
    assert ends(f"{IN_A_CHILD}while True: pass\n", limits)[0] == limits.cpu_exceeded


def test_processor_time_of_children_that_have_ended_counts(ends: Worker) -> None:
    """None of them takes a second by itself."""
    limits = Limits(8 * GIB, 16 * GIB, cpu_s=1)
    child = "if not os.fork():\n        sum(range(3_000_000))\n        os._exit(0)\n"
    assert ends(f"import os\nwhile True:\n    {child}    os.wait()\n", limits)[0] == limits.cpu_exceeded


def test_the_end_by_the_limit_of_the_system_is_said_as_one_by_ours(ends: Worker) -> None:
    limits = Limits(8 * GIB, 16 * GIB, cpu_s=5)
    assert ends("import os, signal\nos.kill(os.getpid(), signal.SIGXCPU)\n", limits)[0] == limits.cpu_exceeded


def test_memory_that_processes_share_is_no_reason_to_kill_them(
    stage: Callable[[str], Stage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, own_bytes = anyio.Event(), Family.own_bytes

    def seen(family: Family) -> int:
        total = own_bytes(family)
        if len(family._seen) == 6:
            looked.set()
        return total

    monkeypatch.setattr(Family, "own_bytes", seen)
    code = f"import os\nheld = b'x' * {100 * MIB}\nfor _ in range(5):\n    if not os.fork():\n        break\n{FOR_EVER}"

    async def run() -> WorkerProcess:
        with anyio.fail_after(PATIENCE_S):
            async with worker_process(stage(code), tmp_path / "stderr.txt", Limits(300 * MIB, 16 * GIB)) as worker:
                await looked.wait()
                return worker

    worker = anyio.run(run)
    assert worker._killed_for == ""
    assert max(sample.rss_bytes for sample in worker.samples) > 300 * MIB


def test_a_worker_that_starts_too_many_processes_is_killed_with_all_of_them(ends: Worker) -> None:
    limits = Limits(8 * GIB, 16 * GIB, processes=20)
    code = f"import os\nfor _ in range(40):\n    if not os.fork():\n        break\n{FOR_EVER}"
    assert ends(code, limits)[0] == limits.processes_exceeded


STOPS = "os.kill(os.getpid(), signal.SIGSTOP)\n"
WAKES = """
if not os.fork():
    while ") T " not in pathlib.Path(f"/proc/{os.getppid()}/stat").read_text():
        os.sched_yield()
    os.kill(os.getppid(), signal.SIGCONT)
    os._exit(0)
"""


@pytest.mark.parametrize(("before", "says"), [("", STOPPED), (WAKES, "exited with code 3")], ids=["stays", "goes-on"])
def test_a_worker_that_stays_stopped_is_killed(ends: Worker, before: str, says: str) -> None:
    assert ends(f"import os, pathlib, signal\n{before}{STOPS}os._exit(3)\n")[0] == says


TURNS = """
if not os.fork():
    for _ in range(12):
        while ") T " not in pathlib.Path(f"/proc/{os.getppid()}/stat").read_text():
            os.sched_yield()
        signal.sigtimedwait([], 0.1)
        os.kill(os.getppid(), signal.SIGCONT)
    os._exit(0)
"""


def test_a_worker_that_goes_on_now_and_then_is_not_stopped(ends: Worker) -> None:
    """It is stopped for longer than it may in all, and runs between for less than a look."""
    said, _ = ends(f"import os, pathlib, signal\n{TURNS}for _ in range(12):\n    {STOPS}os._exit(3)\n")
    assert said == "exited with code 3"


def test_time_in_which_the_parent_had_no_turn_is_not_waited(stage: Callable[[str], Stage], tmp_path: Path) -> None:
    async def run() -> list[bool]:
        async with worker_process(stage(FOR_EVER), tmp_path / "stderr.txt", WIDE) as worker:
            left = list[bool]()
            with worker.within(3.0) as waiting:
                worker._wait(1000.0)
                left.append(waiting.cancel_called)
                worker._wait(1000.0)
                worker._wait(1000.0)
                left.append(waiting.cancel_called)
                await anyio.sleep_forever()
            return left

    assert anyio.run(run) == [False, True]


def test_a_worker_is_waited_for_as_long_as_it_says_something(stage: Callable[[str], Stage], tmp_path: Path) -> None:
    """Nine frames, each as late as it may be, and then none."""
    says = "os.write(1, os.environ['STAGEFLOW_STRESS_WORKER'].encode() + b'{}\\n')\n"
    code = f"import os\nfor n in range(9):\n    input()\n    {says}"

    async def run() -> int:
        came = 0
        with anyio.fail_after(PATIENCE_S):
            async with worker_process(stage(f"{code}{FOR_EVER}"), tmp_path / "stderr.txt", WIDE) as worker:
                frames = worker.frames()
                with worker.within(2.0):
                    while True:
                        worker._wait(1.0)
                        await worker.send({})
                        await anext(frames)
                        came += 1
        return came

    assert anyio.run(run) == 9


LEAVES_A_DAEMON = """
import os, signal, sys
if not os.fork():
    os.setsid()
    if not os.fork():
        print(os.getpid(), file=sys.stderr, flush=True)
        while True:
            signal.pause()
    os._exit(0)
os.wait()
os._exit(3)
"""


def test_a_worker_has_ended_when_it_has_and_what_it_left_ends_with_it(ends: Worker) -> None:
    """The daemon holds both pipes, and whoever started it is gone."""
    said, told = ends(LEAVES_A_DAEMON)
    assert said == "exited with code 3"
    assert not psutil.pid_exists(int(told)) or psutil.Process(int(told)).status() == psutil.STATUS_ZOMBIE


def test_frames_end_though_somebody_holds_the_pipe_who_is_not_found(
    stage: Callable[[str], Stage], tmp_path: Path
) -> None:
    """All that the worker said before it ended comes through."""
    code = "import os\nfor n in range(9):\n    os.write(1, os.environ['STAGEFLOW_STRESS_WORKER'].encode() + b'{}\\n')\n"

    async def run() -> int:
        with anyio.fail_after(PATIENCE_S):
            async with worker_process(stage(f"{code}input()\n"), tmp_path / "stderr.txt", WIDE) as worker:
                frames = worker.frames()
                await anext(frames)
                held = os.open(f"/proc/{worker._process.pid}/fd/1", os.O_WRONLY)
                try:
                    await worker.send({})
                    return len([frame async for frame in frames])
                finally:
                    os.close(held)

    assert anyio.run(run) == 8


def test_what_is_written_among_the_frames_is_not_taken_for_one(stage: Callable[[str], Stage], tmp_path: Path) -> None:
    async def run() -> None:
        async with worker_process(stage("print('{}')\n"), tmp_path / "stderr.txt", WIDE) as worker:
            with pytest.raises(NotOfTheWorker, match=r"b'{}'"):
                await anext(worker.frames())

    anyio.run(run)


@pytest.mark.parametrize(
    "leaves",
    [
        "os.setsid()",
        "os.setpgid(0, 0)",
        "os.setsid(); os.chdir('/'); os.execve(sys.executable, [sys.executable, *CODE], {})",
    ],
    ids=["session", "group", "session-folder-and-environment"],
)
def test_what_a_worker_started_ends_with_it(stage: Callable[[str], Stage], tmp_path: Path, leaves: str) -> None:
    code = (
        "import os, signal, sys\nMARK = os.environ['STAGEFLOW_STRESS_WORKER']\n"
        "CODE = ['-c', f'import os, signal; os.write(1, b\"{MARK}{{}}\\\\n\"); signal.pause()']\n"
        "pid = os.fork()\nif pid:\n    print(MARK + '{\"pid\": %d}' % pid, flush=True)\n    signal.pause()\n"
        f"{leaves}\nos.write(1, MARK.encode() + b'{{}}\\n')\nsignal.pause()\n"
    )

    async def run() -> psutil.Process:
        with anyio.fail_after(PATIENCE_S):
            async with worker_process(stage(code), tmp_path / "stderr.txt", WIDE) as worker:
                told = [frame async for frame, _ in both(worker)]
                return psutil.Process(next(frame["pid"] for frame in told if frame))

    async def both(worker: WorkerProcess):  # type: ignore[no-untyped-def]
        frames = worker.frames()
        for number in range(2):
            yield await anext(frames), number

    child = anyio.run(run)
    gone, _ = psutil.wait_procs([child], PATIENCE_S)
    assert gone == [child]


def test_a_number_that_went_to_somebody_else_is_not_taken_for_the_worker() -> None:
    with subprocess.Popen([sys.executable, "-c", FOR_EVER], start_new_session=True) as process:
        family = Family(process.pid)
        family._leader, family._seen = psutil.Process(), {}
        family.look()
        process.kill()
    assert family._seen == {}


def test_the_number_of_a_worker_that_is_gone_is_asked_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        subprocess.Popen([sys.executable, "-c", ""]) as gone,
        subprocess.Popen([sys.executable, "-c", FOR_EVER]) as other,
    ):
        gone.wait()
        family = Family(gone.pid)
        monkeypatch.setattr("harness.supervisor.family._session", lambda worker: [other.pid])
        family.kill()
        alive = psutil.pid_exists(other.pid)
        other.kill()
    assert alive


def test_ctrl_c_again_and_again_leaves_no_worker(
    stage: Callable[[str], Stage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_all, killed = WorkerProcess.kill_all, list[WorkerProcess]()

    def interrupted(worker: WorkerProcess) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        kill_all(worker)
        killed.append(worker)

    async def run() -> None:
        with interrupted_once():
            async with worker_process(stage("input()"), tmp_path / "stderr.txt", WIDE):
                os.kill(os.getpid(), signal.SIGINT)
                await anyio.sleep_forever()

    monkeypatch.setattr(WorkerProcess, "kill_all", interrupted)
    with pytest.raises(KeyboardInterrupt):
        anyio.run(run)
    assert killed
