"""Files outside of its folder that the Python code of a worker sets out to make, write, rename or remove.

Python tells of such acts before they are done (audit events, PEP 578); whether they were is seen by comparing later.
What a C extension does by itself, and what other programs do that the worker starts, is not seen; nor are acts by a
descriptor of a folder (`dir_fd`), `file:` names of sqlite3, and changes of modes, times and attributes. Each path is
told at once, in a file of the scratch folder: a worker that dies has told it, and so have the processes that it forks.
"""

import os
import sys
from collections.abc import Callable
from os import close, write  # as they are before a subject replaces them, like the two below
from os import open as open_descriptor
from os.path import realpath  # unlike Path.resolve it raises nothing for links that lead round in a circle
from pathlib import Path
from typing import Any

from harness.wire import changed_ns, encode

PATHS = {
    "open": (0,),
    "os.mkdir": (0,),
    "os.rename": (0, 1),
    "os.link": (1,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.remove": (0,),
    "os.rmdir": (0,),
    "sqlite3.connect": (0,),
}
"""The events, and which of their arguments are paths that they change."""
FOLLOWED = frozenset({"open", "os.truncate", "sqlite3.connect"})
"""Those that change what a link leads to, and not the link."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
NO_FILES, BUT_FILES = ("/dev/", "/proc/"), "/dev/shm/"
COMPILED = "__pycache__"
PATHS_MAX = 2000
TELLING = os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""The parent has made the file: a subject that puts a pipe or a link in its place is not waited for, nor followed."""
Hook = Callable[[str, tuple[Any, ...]], None]


def watch(home: Path, told_in: Path) -> None:
    """From now on, and for good: Python knows no way to stop it. `home` is where the worker may do as it likes."""
    sys.addaudithook(hook_for(home, told_in))


def hook_for(home: Path, told_in: Path) -> Hook:
    """Tells each path once, and no more than so many. What is compiled by an import is none of the subject's."""
    seen = set[str]()
    own = tuple(f"{folder.resolve()}{os.sep}" for folder in (home, told_in.parent))

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in PATHS and len(seen) < PATHS_MAX:
            try:
                if not _changes_nothing(event, arguments):
                    for place in PATHS[event]:
                        note(os.fsdecode(arguments[place]), event in FOLLOWED)
            except (TypeError, ValueError, IndexError):
                return  # of arguments by which the act itself will fail
            except OSError as error:
                if error.errno is None:
                    raise  # no error of the system: a signal handler of the subject raised it, such as a TimeoutError

    def passed_over(path: str) -> bool:
        return path.startswith(own) or (path.startswith(NO_FILES) and not path.startswith(BUT_FILES))

    def note(path: str, followed: bool) -> None:
        if path in seen:
            return
        real = realpath(path) if followed else str(Path(realpath(Path(path).parent), Path(path).name))
        if real in seen or passed_over(real) or COMPILED in (Path(real).name, Path(real).parent.name):
            return
        seen.update((path, real))
        before = changed_ns(real)
        to = open_descriptor(told_in, TELLING)
        try:
            write(to, encode({"path": real, "changed_ns": before}))
        finally:
            close(to)

    return hook


def _changes_nothing(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "os.mkdir":
        return Path(os.fsdecode(arguments[0])).is_dir()
    return event == "open" and not (type(arguments[2]) is int and arguments[2] & WRITING)
