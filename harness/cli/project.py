"""`[tool.stageflow-stress]` of pyproject.toml: what a project redacts, and its defaults for the command line."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from harness.errors import UsageError
from harness.mission.words import described, listed, suggestion

FILE, NAME = "pyproject.toml", "stageflow-stress"
TABLE = f"[tool.{NAME}]"
DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "run": (
        *("subject", "python", "with", "seed", "budget", "jobs", "out", "templates", "format"),
        *("fail-on", "baseline", "agent"),
    ),
    "audit": ("jobs",),
    "check": ("templates", "out"),
    "clean": ("out",),
    "diff": ("fail-on", "out"),
    "findings": ("out",),
    "replay": ("out",),
    "report": ("templates", "format", "out"),
}
"""The options of each command that the table has defaults for. `replay` and `audit` take no other subject from it: the
one replays what was run, the other judges the checks.
"""
TYPED = ("set", "perf", "plant", "update-baseline", "resume", "json", "quiet")
"""Options of `run` without a default there: what belongs to one mission or one run, and flags, which nothing on a
command line could take back.
"""
PATHS = ("out", "templates", "baseline")
KEYS = tuple(dict.fromkeys(("redact", *(key for keys in DEFAULTS.values() for key in keys))))
_HEADER = re.compile(rf"\s*\[\s*tool\s*\.\s*[\"']?{NAME}[\"']?\s*\]")
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True)
class Project:
    """The table of a pyproject.toml that has one, by its keys; without a file there is none."""

    file: Path | None = None
    table: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()

    def defaults_of(self, name: str, command: Any) -> dict[str, Any]:
        """What click's `default_map` takes for this command, or for each of the commands of a group.

        Raises UsageError with its place for a value that the option does not take.
        """
        if hasattr(command, "commands"):
            return {sub: self._of(name, one) for sub, one in command.commands.items()}
        return self._of(name, command)

    def set_for(self, name: str) -> tuple[str, ...]:
        """The options of this command for which the table has a default."""
        return tuple(key for key in DEFAULTS.get(name, ()) if key in self.table)

    def told_by_run(self) -> frozenset[str]:
        """The same for `run`, as `engine.Request` calls them: a run says them also where they are as usual."""
        return frozenset(key.replace("-", "_") for key in self.set_for("run"))

    def looked_up(self, name: str) -> tuple[str, ...]:
        """Those of them that name something, which may not be there once the command looks for it."""
        return tuple(key for key in self.set_for(name) if key in (*PATHS, "subject", "python", "with"))

    def refuse(self, key: str, what: str) -> UsageError:
        """What is wrong with a key of the table, with its place."""
        return UsageError(f"{self.place(key)}: in {TABLE}, {what}")

    def place(self, key: str = "") -> str:
        """The file, as it is reached from the current folder, and the line in which the key stands, if it is found."""
        line = _line_of(key, self.lines) if key else 0
        file = os.path.relpath(self.file or FILE)
        return f"{file}:{line}" if line else file

    def _of(self, name: str, command: Any) -> dict[str, Any]:
        options = {option: param for param in command.params for option in param.opts}
        wanted = {key: options[f"--{key}"] for key in self.set_for(name) if f"--{key}" in options}
        return {param.name: self._default(key, param, command) for key, param in wanted.items()}

    def _default(self, key: str, param: Any, command: Any) -> Any:
        import typer

        value = self._taken(key, param)
        try:
            param.process_value(command.context_class(command), value)
        except UsageError as error:
            raise self.refuse(key, str(error).replace(f"--{key}", f"'{key}'")) from error
        except typer.BadParameter as error:
            raise self.refuse(key, f"'{key}' is {described(self.table[key])}: {error.message}") from error
        return value

    def _taken(self, key: str, param: Any) -> Any:
        """The value as it would stand on the command line, typed in the current folder."""
        value = self.table[key]
        if isinstance(param.default, int):
            if type(value) is not int:
                raise self._wrong(key, value, "a whole number")
            return value
        entries = value if param.multiple and isinstance(value, list) else [value]
        for entry in entries:
            if type(entry) not in (str, int):
                raise self._wrong(key, entry, "text or a list of text" if param.multiple else "text")
        words = [self._reached(key, str(entry)) for entry in entries]
        return words if param.multiple else words[0]

    def _wrong(self, key: str, value: Any, expected: str) -> UsageError:
        hint = f'\n  write it in quotes: "{value}"' if isinstance(value, float) else ""
        return self.refuse(key, f"'{key}' is {_described(value)}, expected {expected}{hint}")

    def _reached(self, key: str, text: str) -> str:
        """A path of the table, which is told from the folder of its file, as it is reached from the current folder."""
        if key in PATHS or (key == "python" and os.sep in text) or (key == "with" and _is_folder(text)):
            return self._from_here(text)
        if key == "subject" and text.startswith("path:"):
            return f"path:{self._from_here(text.removeprefix('path:'))}"
        return text

    def _from_here(self, path: str) -> str:
        assert self.file is not None
        if self.file.parent == Path.cwd() or path.startswith("~") or Path(path).is_absolute():
            return path
        return os.path.relpath(self.file.parent / path)


def read_project(cwd: Path) -> Project:
    """The table of the nearest pyproject.toml that has one: in this folder, or in one above it.

    Raises UsageError for an unknown key, for entries of `redact` that are none, and for a file that cannot be read or
    is no TOML, where the table may stand in it: it holds what must not be shown.
    """
    for folder in (cwd, *cwd.parents):
        project = _read(folder / FILE)
        if project is not None:
            project_is_known(project)
            return project
    return Project()


def redact_of(project: Project) -> tuple[Any, ...]:
    """The entries of `redact`, each a `harness.mission.model.Redact`. Raises UsageError for one that is none."""
    if "redact" not in project.table:
        return ()
    from pydantic import ValidationError

    from harness.mission.redact import ENTRIES

    told, made = project.table["redact"], list[Any]()
    if not isinstance(told, list):
        raise project.refuse("redact", f"'redact' is {_described(told)}, expected a list\n  also of one: [{told!r}]")
    for number, entry in enumerate(told, 1):
        try:
            made += ENTRIES.validate_python([entry])
        except ValidationError as error:
            raise project.refuse("redact", _redact_problem(number, entry, error)) from error
    return tuple(made)


def _redact_problem(number: int, entry: Any, error: Any) -> str:
    (first, *_) = error.errors(include_url=False)
    if first["type"] == "extra_forbidden":
        return f"unknown key '{first['loc'][-1]}' in entry {number} of 'redact'\n  known keys: key, pattern"
    expected = "a regular expression, or a mapping with 'key'"
    if first["type"] == "value_error":
        expected = str(first["ctx"]["error"])
    elif first["type"] == "string_pattern_mismatch":
        expected = "as key one word without quotes, commas, ':' and '='"
    return f"entry {number} of 'redact' is {_described(entry)}, expected {expected}"


def _read(file: Path) -> Project | None:
    """The table of a file; None where there is no file or no table in it."""
    try:
        content = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        hint = f"  {TABLE} may stand in it, and say what must not be shown; make it readable, or run elsewhere"
        raise UsageError(f"{os.path.relpath(file)}: cannot be read ({error.strerror})\n{hint}") from error
    if NAME.encode() not in content:
        return None  # the table is not in it, whatever it is
    try:
        text = content.decode()
        data = tomllib.loads(text)
    except ValueError as error:
        raise UsageError(_no_toml(file, error)) from error
    tool = data.get("tool")
    table = tool.get(NAME) if isinstance(tool, dict) else None
    if table is None:
        return None
    lines = tuple(text.splitlines())
    if not isinstance(table, dict):
        raise Project(file, {}, lines).refuse("", f"there is {_described(table)}, expected a table")
    return Project(file, table, lines)


def _no_toml(file: Path, error: ValueError) -> str:
    found = _PLACE.search(str(error))
    place = f":{found[1]}:{found[2]}" if found else ""
    what = "not UTF-8" if isinstance(error, UnicodeDecodeError) else f"not TOML: {_PLACE.sub('', str(error))}"
    hint = f"{TABLE} may stand in it, and say what must not be shown; mend the file"
    return f"{os.path.relpath(file)}{place}: {what}\n  {hint}"


def project_is_known(project: Project) -> None:
    """Raises UsageError for a key that the table does not have."""
    for key in project.table:
        if key in TYPED:
            hint = f"give --{key} with each run that is meant; keys: {listed(KEYS)}"
            raise project.refuse(key, f"'{key}' has no default\n  {hint}")
        if key not in KEYS:
            raise project.refuse(key, f"unknown key '{key}'\n  {suggestion(key, KEYS, 'known keys')}")


def _described(value: Any) -> str:
    return "a date or time" if isinstance(value, date | time) else described(value)


def _is_folder(extra: str) -> bool:
    from harness.subject.resolve import is_folder

    return is_folder(extra)


def _line_of(key: str, lines: tuple[str, ...]) -> int:
    """The line of a key below the header of the table; 0 where the table is written in another form."""
    named = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
    return next((number for number, line in _below_header(lines) if named.match(line)), 0)


def _below_header(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    numbered = enumerate(lines, 1)
    for _, line in numbered:
        if _HEADER.match(line):
            break
    for number, line in numbered:
        if re.match(r"\s*\[[^\[\]]*\]\s*(#.*)?$", line):
            return
        yield number, line
