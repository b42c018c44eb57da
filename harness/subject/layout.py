"""What lies in a scratch folder: laid out as often as a subject takes it away, read as what a subject may have left."""

import os
import stat
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from harness.wire import OUTSIDE

FOLDERS = ("subject", "shared", "shared/harness", "work", "last")
READ_BYTES_MAX = 8 * 1024 * 1024


def lay_out(root: Path, links: Mapping[str, Path]) -> bool:
    """Makes what workers run from: the folders, the links by their name below `root`, and the file that they tell
    paths in. True where a folder or link was not as it has to be: removed, something else, or locked.
    """
    folders = [root, *(root / name for name in FOLDERS)]
    changed = [folder for folder in folders if _folder_made(folder)]
    for name, target in links.items():
        link = root / name
        if not link.is_symlink() or link.readlink() != target:
            remove_tree(link)
            link.symlink_to(target, target_is_directory=True)
            changed.append(link)
    told = root / OUTSIDE
    if not _is(told, stat.S_IFREG, 0o600):
        make_file(told)
    return bool(changed)


def _folder_made(folder: Path) -> bool:
    if _is(folder, stat.S_IFDIR, 0o700):
        return False
    if not _is(folder, stat.S_IFDIR, 0):
        remove_tree(folder)
        folder.mkdir(0o700, parents=True)
    folder.chmod(0o700)  # also where the umask is another one
    return True


def _is(path: Path, kind: int, rights: int) -> bool:
    """Whether it is there, no link to another one, and its owner may do with it what is asked."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return stat.S_IFMT(mode) == kind and mode & rights == rights


def make_file(path: Path) -> None:
    """An empty one in the place of whatever was there."""
    remove_tree(path)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))


def run_whole(*command: str | Path) -> None:
    """A command that says nothing, and that no signal of the terminal ends."""
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL, start_new_session=True)


def remove_tree(*paths: Path) -> None:
    """Whatever it is, as far as it can be removed: shutil goes down as deep as Python can call, and no deeper."""
    there = [path for path in paths if os.path.lexists(path)]
    for first in range(0, len(there), 1000):  # a command line has an end
        run_whole("rm", "-rf", "--", *there[first : first + 1000])


def read_left(path: Path) -> bytes:
    """The first 8 MiB of a regular file; nothing of what is none, is not there, or is a link that may lead anywhere."""
    with suppress(OSError):
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(file, "rb") as opened:
            if stat.S_ISREG(os.fstat(file).st_mode):
                return opened.read(READ_BYTES_MAX)
    return b""
