"""Files that are as they were, and files that are not: the second are read, the first not."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.subject.changes import AsTheyWere


class Folder:
    """A folder of Python files, whose digest is the text of all; `read` counts how often it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.read = folder, 0
        for name in ("a.py", "b.py"):
            (folder / name).write_text(name)
        self.kept = AsTheyWere(lambda: folder.glob("*.py"), self.digest, "a.pyb.py")

    def digest(self) -> str:
        self.read += 1
        return "".join(path.read_text() for path in sorted(self.folder.glob("*.py")))


@pytest.fixture
def files(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_they_are_read_once_while_nothing_happens_to_them(files: Folder) -> None:
    assert [files.kept.still() for _ in range(3)] == [True] * 3
    assert files.read == 1


def edited_in_no_time(folder: Path) -> None:
    """By somebody who keeps the size, and sets the time back."""
    before = (folder / "a.py").stat()
    (folder / "a.py").write_text("A.py")
    os.utime(folder / "a.py", ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    ("change", "still"),
    [
        (lambda folder: (folder / "a.py").touch(), True),
        (lambda folder: (folder / "a.txt").write_text("x"), True),
        (lambda folder: (folder / "a.py").write_text("edited"), False),
        (edited_in_no_time, False),
        (lambda folder: (folder / "c.py").write_text("more"), False),
        (lambda folder: (folder / "a.py").unlink(), False),
    ],
    ids=["touched", "no Python", "edited", "edited in no time", "one more", "one less"],
)
@pytest.mark.parametrize("seen_before", [True, False])
def test_what_was_changed_is_seen(
    files: Folder, change: Callable[[Path], object], still: bool, seen_before: bool
) -> None:
    assert not seen_before or files.kept.still()
    change(files.folder)
    assert files.kept.still() is still
    assert files.kept.still() is still


def test_what_was_put_back_is_as_it_was(files: Folder) -> None:
    (files.folder / "a.py").write_text("edited")
    assert not files.kept.still()
    (files.folder / "a.py").write_text("a.py")
    assert files.kept.still()
