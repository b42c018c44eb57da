"""Which acts on files outside of the worker's folder are told, and which of them changed something."""

import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from harness.subject import ResolvedSubject, Stage
from harness.wire import OUTSIDE
from harness.worker import outside
from harness.worker.outside import PATHS_MAX, WRITING, Hook, hook_for

Act = Callable[[Path], None]


class Told:
    """A home, a folder beside it that is somebody else's, and a hook that is told what Python would tell it."""

    def __init__(self, folder: Path) -> None:
        self.home, self.others = folder / "scratch" / "work", folder / "others"
        self.home.mkdir(parents=True)
        self.others.mkdir()
        self.stage = Stage({}, self.home, ResolvedSubject("path:.", self.home, "", ""))
        self.told_in = self.home.parent / OUTSIDE
        self.told_in.touch()
        self.hook: Hook = hook_for(self.home, self.home.parent / OUTSIDE)

    def changed(self) -> list[str]:
        return [Path(path).name for path in self.stage.changed_outside()]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def opened(told: Told, path: Path | str | bytes, mode: str = "w") -> None:
    flags = {"w": os.O_WRONLY | os.O_CREAT, "a": os.O_WRONLY | os.O_APPEND, "r": os.O_RDONLY}[mode]
    told.hook("open", (path, mode, flags))
    with Path(os.fsdecode(path)).open(mode) as file:
        if mode != "r":
            file.write("x")


def test_what_is_written_outside_is_told_once_however_it_is_named(told: Told) -> None:
    (told.others / "folder").mkdir()
    opened(told, told.others / "a.log")
    opened(told, told.others / "a.log", "a")
    opened(told, str(told.others / "folder" / ".." / "a.log"))
    opened(told, os.fsencode(told.others / "b.log"))
    opened(told, f"{told.home}/../../others/c.log")
    assert told.changed() == ["a.log", "b.log", "c.log"]
    assert len((told.home.parent / OUTSIDE).read_bytes().splitlines()) == 3


def test_what_is_read_or_at_home_or_no_file_or_compiled_is_not_told(told: Told) -> None:
    (told.others / "read.txt").touch()
    opened(told, told.others / "read.txt", "r")
    opened(told, told.home / "own.txt")
    opened(told, "/dev/null")
    told.hook("os.mkdir", (told.others / "__pycache__", 0o777, -1))
    (told.others / "__pycache__").mkdir()
    opened(told, told.others / "__pycache__" / "m.pyc")
    told.hook("import", ("os", None, None))
    assert told.changed() == []
    assert told.told_in.read_bytes() == b""


def test_a_link_at_home_leads_outside(told: Told) -> None:
    (told.home / "link").symlink_to(told.others)
    (told.home / "to-a-file").symlink_to(told.others / "d")
    told.hook("open", (told.home / "link" / ".." / "others" / "a", "w", WRITING))
    told.hook("os.symlink", (str(told.home), str(told.others / "b"), -1))
    (told.others / "a").touch()
    (told.others / "b").symlink_to(told.home)
    opened(told, told.home / "link" / "c")
    opened(told, told.home / "to-a-file")
    assert told.changed() == ["a", "b", "c", "d"]


def test_what_is_done_to_a_link_is_done_to_nothing_that_it_leads_to(told: Told) -> None:
    (told.others / "kept").touch()
    (told.home / "link").symlink_to(told.others / "kept")
    told.hook("os.remove", (told.home / "link", -1))
    (told.home / "link").unlink()
    assert told.told_in.read_bytes() == b""


def test_what_was_tried_and_changed_nothing_is_not_listed(told: Told) -> None:
    for name in ("kept", "gone"):
        (told.others / name).touch()
    told.hook("open", (told.others / "kept", "a", WRITING))
    told.hook("open", (told.others / "never", "w", WRITING))
    told.hook("os.mkdir", (told.others, 0o777, -1))
    told.hook("open", (told.others / "for-a-moment", "w", WRITING))
    told.hook("os.remove", (told.others / "for-a-moment", -1))
    told.hook("os.remove", (told.others / "gone", -1))
    (told.others / "gone").unlink()
    assert told.changed() == ["gone"]


def test_both_ends_of_a_renaming_are_told(told: Told) -> None:
    (told.others / "from").touch()
    told.hook("os.rename", (told.others / "from", told.others / "to", -1, -1))
    (told.others / "from").rename(told.others / "to")
    assert told.changed() == ["from", "to"]


@pytest.mark.parametrize(
    "arguments",
    [(3, "w", WRITING), (None, "w", WRITING), ("a\0b", "w", WRITING), (), ("a", "w", None), (object(),) * 3],
)
def test_arguments_of_any_kind_disturb_nobody(told: Told, arguments: tuple[object, ...]) -> None:
    told.hook("open", arguments)
    told.hook("os.mkdir", arguments)
    assert told.changed() == []


def test_a_path_below_the_home_of_the_user_is_told_without_it(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(told, told.others / "a")
    opened(told, f"{told.others}-not")
    monkeypatch.setenv("HOME", str(told.others))
    assert told.stage.changed_outside() == [f"{told.others}-not", "~/a"]


def test_links_that_lead_round_in_a_circle_fail_as_they_would_without_the_hook(told: Told) -> None:
    (told.others / "a").symlink_to(told.others / "b")
    (told.others / "b").symlink_to(told.others / "a")
    told.hook("open", (told.others / "a" / "file", "w", WRITING))
    assert told.changed() == []


def test_a_function_that_the_subject_replaced_is_not_called(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as replaced:
        for module, name in ((os, "open"), (os, "write"), (os, "close"), (Path, "resolve")):
            replaced.setattr(module, name, None)
        told.hook("open", (told.others / "a", "w", WRITING))
    (told.others / "a").touch()
    assert told.changed() == ["a"]


@pytest.mark.parametrize(("error", "goes_through"), [(TimeoutError("late"), True), (OSError(13, "denied"), False)])
def test_what_a_signal_handler_of_the_subject_raises_meanwhile_goes_through(
    told: Told, monkeypatch: pytest.MonkeyPatch, error: OSError, goes_through: bool
) -> None:
    """Many raise a TimeoutError, which is an OSError; one of the system has a number."""

    def raises(path: str) -> None:
        raise error

    monkeypatch.setattr(outside, "changed_ns", raises)
    with pytest.raises(TimeoutError, match="late") if goes_through else nullcontext():
        told.hook("open", (told.others / "a", "w", WRITING))


def test_there_is_an_end_to_what_is_told(told: Told) -> None:
    for number in range(PATHS_MAX + 1):
        opened(told, told.others / f"{number:03d}")
    assert len(told.changed()) == PATHS_MAX


@pytest.mark.parametrize("name", ["__pycache__notes/f", "__pycache__.txt", "__pycache__/deeper/f"])
def test_only_what_lies_in_a_folder_of_compiled_modules_is_passed_over(told: Told, name: str) -> None:
    (told.others / name).parent.mkdir(parents=True, exist_ok=True)
    opened(told, told.others / name)
    assert told.changed() == [Path(name).name]


def test_shared_memory_has_files(told: Told) -> None:
    told.hook("open", ("/dev/shm/of-a-subject", "w", WRITING))
    assert b"/dev/shm/of-a-subject" in told.told_in.read_bytes()


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to(path.parent.parent / "others" / "b")])
def test_what_a_subject_puts_where_paths_are_told_is_neither_waited_for_nor_followed(
    told: Told, make: Callable[[Path], object]
) -> None:
    (told.others / "b").touch()
    told.told_in.unlink()
    make(told.told_in)
    opened(told, told.others / "a")
    assert told.changed() == []
    assert (told.others / "b").read_bytes() == b""


@pytest.mark.parametrize(
    "line",
    [
        b'{"path": "/x',
        b"{}",
        b'{"path": [1], "changed_ns": 1}',
        b'{"path": "/x\\u0000", "changed_ns": 1}',
        b"\xff",
        pytest.param(b"[" * 200_000, id="deep"),
    ],
)
def test_a_line_that_is_none_of_ours_is_passed_over(told: Told, line: bytes) -> None:
    """It was cut off when the worker died, or the subject wrote it."""
    opened(told, told.others / "a")
    with (told.home.parent / OUTSIDE).open("ab") as file:
        file.write(line)
    assert told.changed() == ["a"]
