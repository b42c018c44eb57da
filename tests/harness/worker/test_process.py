"""The worker as a process: orders in, frames out, nothing of the subject in between."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.subject import resolve, staged
from harness.wire import MARK, PROTOCOL, ScenarioRun, Stage, WireError, decode, encode

Talk = Callable[..., tuple[list[dict[str, Any]], str]]

ORDER = ScenarioRun(
    "p",
    "pipeline_run",
    (Stage("a", (), "write_output"), Stage("b", (), "write_output")),
    drivers=("native", "schedules"),
    trials=20,
    checks=("no_acknowledged_write_is_lost", "every_output_is_golden"),
)
RUN = {"cmd": "run", "scenario": ORDER.to_json(), "until": []}


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    """Starts a worker, gives it orders, returns its frames and what it printed."""

    def talk(
        *orders: dict[str, Any], subject: str = "bundled", plants: tuple[str, ...] = (), **limits: int
    ) -> tuple[list[dict[str, Any]], str]:
        start = {
            "cmd": "start",
            "limits": limits,
            "redact": {},
            "plants": list(plants),
            "threads": False,
            "virtual_clock": False,
            "watch_files": True,
        }
        lines = [encode(start), *map(encode, orders)]
        with staged(resolve(subject), tmp_path) as stage:
            ran = subprocess.run(
                [stage.subject.python, "-P", "-s", "-m", "harness.worker"],
                env=stage.environment | {MARK: ""},
                cwd=stage.cwd,
                input=b"".join(lines),
                capture_output=True,
                check=False,
            )
        return [decode(line) for line in ran.stdout.splitlines()], ran.stderr.decode()

    return talk


def test_a_worker_obeys_its_orders_in_turn(talk: Talk) -> None:
    replay = {"driver": "native", "engine": "inline"}
    frames, printed = talk(
        RUN,
        {"cmd": "probe", "probes": ["pipeline_accepts_a_name"]},
        {
            "cmd": "replay",
            "scenario": ORDER.to_json(),
            "trial": replay,
            "check": "run_ends",
            "other_subject": False,
            "log": False,
        },
    )
    kinds = list(dict.fromkeys(f["t"] for f in frames if f["t"] != "progress"))
    assert kinds == ["ready", "records", "trial", "done", "probes", "replayed"]
    assert (frames[0]["protocol"], frames[0]["file"][-22:]) == (PROTOCOL, "/stageflow/__init__.py")
    done = next(f for f in frames if f["t"] == "done")
    assert (done["trials"], done["first_fail"]) == (22, {})
    assert frames[-1]["result"] == "not reproduced"
    assert printed == ""


def test_two_workers_run_the_same_schedules(talk: Talk) -> None:
    heads = [
        [line for f in talk(RUN)[0] if f["t"] == "records" for line in f["lines"] if line["k"] == "trial"]
        for _ in range(2)
    ]
    measured = ("duration_us", "reference_us")
    first, second = ([{k: v for k, v in h.items() if k not in measured} for h in side] for side in heads)
    assert first == second
    assert any(h["setting"] == "reorder" and h["choices"] for h in first)


def test_a_plant_is_put_in_before_anything_runs(talk: Talk) -> None:
    frames, _ = talk(RUN, plants=("lost-write",))
    assert set(frames[-1]["first_fail"]) == {"no_acknowledged_write_is_lost"}


OWN = """
import sys
print("frames are not printed here")
sys.stdout.flush()
"""


def package(folder: Path, source: str) -> str:
    (folder / "stageflow").mkdir(parents=True)
    (folder / "stageflow" / "__init__.py").write_text(source)
    return f"path:{folder}"


def test_what_a_subject_prints_is_no_frame(talk: Talk, tmp_path: Path) -> None:
    frames, printed = talk(subject=package(tmp_path / "own", OWN))
    assert [f["t"] for f in frames] == ["ready"]
    assert printed == "frames are not printed here\n"


@pytest.mark.parametrize(
    ("source", "plants", "what", "says"),
    [
        ("raise RuntimeError('broken subject')", (), "import", "RuntimeError: broken subject"),
        ("", ("lost-write",), "plant", "lost-write: the subject has no module stageflow.context"),
    ],
    ids=["does-not-import", "lacks-what-is-planted"],
)
def test_a_worker_that_cannot_start_says_why(
    talk: Talk, tmp_path: Path, source: str, plants: tuple[str, ...], what: str, says: str
) -> None:
    frames, _ = talk(RUN, subject=package(tmp_path / "own", source), plants=plants)
    (failed,) = frames
    assert (failed["t"], failed["what"]) == ("failed", what)
    assert says in failed["text"]


LIMITED = """
import resource, signal
print(*resource.getrlimit(resource.{kind}), flush=True)
{code}
"""


@pytest.mark.parametrize(
    ("limit", "kind", "held_to", "code", "says"),
    [
        ({"data_bytes": 200_000_000}, "RLIMIT_DATA", (200_000_000, 200_000_000), "bytearray(10**9)", "MemoryError"),
        ({"open_files": 30}, "RLIMIT_NOFILE", (30, 30), "held = [open('/dev/null') for _ in range(30)]", "Errno 24"),
    ],
    ids=["memory", "files"],
)
def test_the_system_holds_a_worker_to_its_limits(
    talk: Talk, tmp_path: Path, limit: dict[str, int], kind: str, held_to: tuple[int, int], code: str, says: str
) -> None:
    frames, printed = talk(subject=package(tmp_path / "own", LIMITED.format(kind=kind, code=code)), **limit)
    assert printed == f"{held_to[0]} {held_to[1]}\n", "soft and hard: nobody raises it again"
    assert says in frames[0]["text"]


@pytest.mark.parametrize("code", ["", "signal.signal(signal.SIGXCPU, signal.SIG_IGN)"], ids=["as-usual", "ignored"])
def test_a_worker_is_ended_when_its_processor_time_is_over(talk: Talk, tmp_path: Path, code: str) -> None:
    endless = LIMITED.format(kind="RLIMIT_CPU", code=f"{code}\nwhile True: pass")
    frames, printed = talk(subject=package(tmp_path / "own", endless), cpu_s=1)
    assert (frames, printed.splitlines()[0]) == ([], "1 2")


def test_a_subject_that_lacks_everything_is_unsupported(talk: Talk, tmp_path: Path) -> None:
    frames, _ = talk(RUN, subject=package(tmp_path / "own", "__version__ = '0'"))
    heads = [line for f in frames if f["t"] == "records" for line in f["lines"] if line["k"] == "trial"]
    assert [h["ended"] for h in heads] == ["unsupported"]
    assert frames[-1]["trials"] == 1


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), values, max_size=4))
def test_a_frame_comes_back_as_it_was_in_one_line(frame: dict[str, Any]) -> None:
    data = encode(frame)
    assert data.count(b"\n") == 1 and data.isascii()
    assert decode(data) == frame


@pytest.mark.parametrize("line", [b"", b"{", b"[1]", b"3", b"\xff\xfe", b"null"], ids=repr)
def test_what_is_no_frame_is_refused_with_what_came_instead(line: bytes) -> None:
    with pytest.raises(WireError, match="not a frame: "):
        decode(line)


def test_a_frame_has_a_largest_size() -> None:
    with pytest.raises(WireError, match=r"frame of \d+ bytes, at most"):
        encode({"text": "x" * 9_000_000})


def test_a_worker_whose_own_code_breaks_says_so(talk: Talk) -> None:
    """Else it would have died, and its subject would be told to have killed it."""
    frames, printed = talk({"cmd": "run"})
    assert [f["t"] for f in frames] == ["ready", "bug"]
    assert frames[1]["text"].endswith("KeyError: 'scenario'\n")
    assert "KeyError" in printed


@pytest.mark.parametrize(
    ("error", "told"),
    [("FileNotFoundError(2, 'No such file')", True), ("OSError(9, 'Bad file descriptor')", False)],
    ids=["ours", "closed-by-the-subject"],
)
def test_an_error_of_the_system_is_ours_where_it_is_no_closed_descriptor(error: str, told: bool) -> None:
    code = f"import harness.worker.__main__ as m\ndef broken(*_): raise {error}\nm._serve = broken\nm.main()\n"
    ran = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, MARK: ""}, input=b"", capture_output=True, check=False
    )
    assert ran.returncode == 1
    assert [decode(line)["t"] for line in ran.stdout.splitlines()] == ["bug"] * told
