"""The folders on a worker's path: the subject, the modules it shares with the parent, and nothing that leaks."""

import fcntl
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from harness import bundled
from harness.errors import MissionError, Problem, UsageError
from harness.mission.places import shown
from harness.subject.interrupted_once import interrupted_once
from harness.subject.layout import lay_out, read_left, remove_tree, run_whole
from harness.subject.resolve import PACKAGE, ResolvedSubject
from harness.wire import OUTSIDE, WireError, changed_ns, decode

SHARED = ("__init__.py", "errors.py", "wire.py", "catalogue", "checks", "evidence", "worker")
POINT_HERE = ("PYTHONPATH", "HOME", "TMPDIR")
"""Variables that lead a worker into its scratch folder; others may hold its path in the shell of who looked into it."""
SCRATCH, HELD = "stageflow-stress-", "held"
GONE_S = 5.0
"""How long what was killed is waited for."""
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Stage:
    """What a worker is started with: its environment, its working folder, the subject it must import; and the links
    that it finds its modules by, from names in the scratch folder.
    """

    environment: dict[str, str]
    cwd: Path
    subject: ResolvedSubject
    links: Mapping[str, Path] = field(default_factory=dict)

    def lay_out(self) -> bool:
        """Puts back what workers run from; True where the subject had removed, replaced or locked something of it."""
        return bool(self.links) and lay_out(self.cwd.parent, self.links)

    @property
    def last_records(self) -> Path:
        """The folder for what workers leave of trials in which they die."""
        return self.cwd.parent / "last"

    @property
    def folders(self) -> list[Path]:
        """Where the author's own stages are looked for: the mission's folder, then those of `--with`."""
        _, _, *own = self.environment["PYTHONPATH"].split(os.pathsep)
        return [Path(folder) for folder in own]

    def left_behind(self) -> list[tuple[str, int]]:
        """What lies in the folder that is home, temporary and working folder of the workers: path and size in bytes."""
        end_what_was_started(self.cwd)  # or it goes on writing
        with suppress(OSError):  # then nothing is there
            self.lay_out()  # it may have locked the folder
        found, folders = list[tuple[str, int]](), [self.cwd]
        while folders:
            with suppress(OSError):  # gone since it was listed, or deeper than a path can be long
                folder = folders.pop()
                folder.chmod(0o700)  # its files may have been locked in
                for path in sorted(folder.iterdir()):
                    if path.is_symlink() or not path.is_dir():
                        found.append((path.relative_to(self.cwd).as_posix(), path.lstat().st_size))
                    else:
                        folders.append(path)
        return sorted(found)

    def changed_outside(self) -> list[str]:
        """Paths outside of that folder that the workers' Python code set out to change, and that are not as they were
        before: new, changed or gone; `~` is the user's home. Somebody else may have changed them, too.
        """
        changed = set[str]()
        for line in read_left(self.cwd.parent / OUTSIDE).splitlines():
            with suppress(WireError, KeyError, TypeError, ValueError):  # it was cut off, or the subject wrote it
                found = decode(line)
                if changed_ns(found["path"]) != found["changed_ns"]:
                    changed.add(found["path"])
        return sorted(map(_below_home, changed))


def _below_home(path: str) -> str:
    home = os.path.realpath(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is none
    return f"~{path.removeprefix(home)}" if path.startswith(f"{home}{os.sep}") else path


def refuse_shadows(folder: Path) -> None:
    """Raises MissionError for each Python file that has the name of a module of the standard library."""
    imported = sys.stdlib_module_names - {"test"}  # which many a project has, and no worker imports
    shadows = [p for p in sorted(folder.iterdir()) if p.stem in imported and _is_module(p)]
    if shadows:
        hint = "every import of that name in a worker would find this file: rename it"
        raise MissionError(
            [
                Problem(shown(p), 0, 0, f"has the name of the standard library's module '{p.stem}'", hint)
                for p in shadows
            ]
        )


def _is_module(path: Path) -> bool:
    return path.suffix == ".py" if path.is_file() else (path / "__init__.py").is_file()


@contextmanager
def staged(subject: ResolvedSubject, mission_dir: Path) -> Iterator[Stage]:
    """Links the subject and the shared modules into a scratch folder, which is removed afterwards.

    Links instead of copies, so that compiled modules are reused from run to run. The order on the path is subject,
    shared modules, the mission's own folder, those of `--with`. Raises MissionError where a file of the user's folders
    would be taken for a module of the standard library by everything that a worker imports.
    """
    own = [mission_dir.resolve(), *subject.folders]
    for folder in own:
        refuse_shadows(folder)
    remove_dead_scratch()
    with interrupted_once(), scratch_folder() as root:
        links = {f"shared/harness/{name}": bundled.PACKAGE / name for name in SHARED}
        links[f"subject/{PACKAGE}"] = subject.package
        for number, folder in enumerate(own):
            if os.pathsep in str(folder):  # which no list of folders can name
                links[f"own-{number}"] = folder
                own[number] = root / f"own-{number}"
        lay_out(root, links)
        path = [root / "subject", root / "shared", *own]
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment |= {
            "PYTHONPATH": os.pathsep.join(map(str, path)),
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
            "HOME": str(root / "work"),
            "TMPDIR": str(root / "work"),
        }
        if not subject.is_bundled:
            environment["PYTHONDONTWRITEBYTECODE"] = "1"  # nothing is written into a folder of the user's
        try:
            yield Stage(environment, root / "work", subject, links)
        finally:
            end_what_was_started(root / "work")


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that is held while the block runs, and removed afterwards. Raises UsageError where there is no place for
    one.
    """
    root = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=_temporary()))
    try:
        with held(root):
            yield root
    finally:
        _remove(root)


def _temporary() -> Path:
    """Where scratch folders are. Raises UsageError where there is no such place, or a worker could not find it."""
    next_step = f"name another folder in TMPDIR, one without '{os.pathsep}'"
    try:
        folder = Path(tempfile.gettempdir()).absolute()
    except OSError as error:
        raise UsageError(f"no scratch folder can be made ({error.strerror})\n  {next_step}") from error
    if os.pathsep in str(folder):
        raise UsageError(f"{folder}: no scratch folder for workers can be made there\n  {next_step}")
    return folder


def _remove(root: Path) -> None:
    """What it is held by goes last, and stays where something else does, so that the next run finds it."""
    if not _emptied(root):
        run_whole("chmod", "-R", "u+rwX", "--", root)  # a subject may lock its folders
        if not _emptied(root):
            return
    remove_tree(root)


def _emptied(root: Path) -> bool:
    """Removes what lies there but what it is held by; whether nothing else is left."""
    if root.is_symlink() or not os.path.lexists(root):
        return True  # the subject has removed or replaced it
    try:
        remove_tree(*(path for path in root.iterdir() if path.name != HELD))
        return all(path.name == HELD for path in root.iterdir())
    except OSError:
        return not root.is_dir()


@contextmanager
def held(scratch: Path) -> Iterator[None]:
    """While the block runs, others see that the scratch folder is in use. Its file appears with its lock on it."""
    new = scratch / f".{HELD}"
    file = os.open(new, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        with suppress(OSError):  # a file system without locks: then nobody can take the lock, either
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        new.rename(scratch / HELD)
        yield
    finally:
        os.close(file)


def remove_dead_scratch() -> None:
    """Takes away the scratch folders of this user whose process was killed, and ends what works there still."""
    for scratch in _temporary().glob(f"{SCRATCH}*"):
        with suppress(OSError):
            if scratch.is_symlink() or scratch.stat().st_uid != os.getuid():
                continue
            file = os.open(scratch / HELD, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                end_what_was_started(scratch / "work")
                _remove(scratch)
            finally:
                os.close(file)


def end_what_was_started(home: Path) -> None:
    """Kills what left its worker and was lost from sight: what was started with a variable that leads into the scratch
    folder, or works in the home there; never this process, nor one that it was started by.
    """
    here = psutil.Process()
    spared = {here.pid, *(parent.pid for parent in here.parents())}
    found = [process for process in psutil.process_iter() if process.pid not in spared and _is_of(process, home)]
    for process in found:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(found, GONE_S)


def _is_of(process: psutil.Process, home: Path) -> bool:
    try:
        environment = process.environ()
        given = [environment.get(name, "") for name in POINT_HERE]
        return any(str(home.parent) in value for value in given) or Path(process.cwd()).is_relative_to(home)
    except (psutil.Error, OSError):
        return False  # somebody else's, or gone
