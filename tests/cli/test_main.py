"""The console script: which command is called, what is imported for it, and how every ending is said."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import pytest
import typer

from harness import __version__
from harness.cli import main
from harness.cli.main import COMMANDS, EXIT_CODES, CommandLine
from harness.errors import ExitCode, HarnessBug, MissionError, Problem, SubjectError
from tests.cli.conftest import Ended

Stress = Callable[..., Any]
SCRIPT = Path(sys.executable).parent / "stageflow-stress"


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    """Puts a function in the place of the command `list`."""

    def put(function: Callable[..., Any]) -> None:
        module = ModuleType("plugged")
        module.command = function  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "plugged", module)
        monkeypatch.setitem(COMMANDS, "list", CommandLine("plugged", "Plugged."))

    return put


def raising(error: BaseException) -> Callable[[], None]:
    def command() -> None:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code"),
    [
        pytest.param(MissionError([Problem("a.yaml", 3, 7, "unknown key 'x'", "remove it")]), 2, id="the-authors"),
        pytest.param(SubjectError("no stageflow there"), 2, id="the-environments"),
        pytest.param(HarnessBug("a frame without a head"), 70, id="ours"),
        pytest.param(ZeroDivisionError("division by zero"), 70, id="ours-and-unexpected"),
        pytest.param(KeyboardInterrupt(), 130, id="interrupted"),
        pytest.param(ExceptionGroup("tasks", [SubjectError("gone")]), 2, id="in-a-group-of-one"),
        pytest.param(ExceptionGroup("tasks", [SubjectError("gone"), OSError("x")]), 70, id="in-a-group-of-two"),
        pytest.param(BaseExceptionGroup("tasks", [KeyboardInterrupt()]), 130, id="interrupted-in-a-group"),
        pytest.param(asyncio.CancelledError(), 70, id="cancelled"),
        pytest.param(typer.Exit(3), 3, id="a-code-of-its-own"),
        pytest.param(typer.Abort(), 130, id="aborted"),
        pytest.param(SystemExit(5), 5, id="system-exit"),
    ],
)
def test_how_an_error_ends(stress: Stress, plug: Callable[..., None], error: BaseException, code: int) -> None:
    plug(raising(error))
    ended = stress("list")
    assert (ended.code, ended.out) == (code, "")


def test_an_error_of_the_author_is_said_without_traceback(stress: Stress, plug: Callable[..., None]) -> None:
    plug(raising(MissionError([Problem("a.yaml", 3, 7, "unknown key '[red]x'", "remove it")])))
    assert stress("list").err == "a.yaml:3:7: unknown key '[red]x'\n  remove it\n"


def test_an_unexpected_error_is_called_a_bug_of_the_harness_and_shows_where(
    stress: Stress, plug: Callable[..., None]
) -> None:
    plug(raising(ZeroDivisionError("division by zero")))
    err = stress("list").err
    first = (
        f"stageflow-stress: this is a bug of stageflow-stress {__version__}, not of your mission or of the stageflow"
    )
    assert err.startswith(first)
    assert "Traceback (most recent call last):" in err
    assert err.endswith("ZeroDivisionError: division by zero\n")


def test_what_a_terminal_would_obey_is_written_as_an_escape(stress: Stress, plug: Callable[..., None]) -> None:
    plug(raising(SubjectError("\x1b[2J\x07 \u202egnp.exe \ud800 caf\u00e9\tand\nmore")))
    assert stress("list").err == "\\x1b[2J\\x07 \\u202egnp.exe \\ud800 caf\u00e9\tand\nmore\n"


@pytest.mark.parametrize(("given", "code"), [(None, 0), (3, 3), (ExitCode.FOUND, 1), ("text", 0)])
def test_the_exit_code_is_what_the_command_returns(
    stress: Stress, plug: Callable[..., None], given: Any, code: int
) -> None:
    plug(lambda: given)
    assert stress("list").code == code


def test_options_of_a_command_reach_it(stress: Stress, plug: Callable[..., None]) -> None:
    got = []

    def command(name: str, budget: Annotated[int, typer.Option()] = 3) -> None:
        got.append((name, budget))

    plug(command)
    assert stress("list", "CORE-008", "--budget", "7").code == 0
    assert got == [("CORE-008", 7)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["lst"], "no such command 'lst'. Did you mean 'list'?", id="unknown-command"),
        pytest.param(["--versoin"], "no such option: --versoin", id="unknown-option"),
        pytest.param(["list", "--jsno"], "no such option: --jsno", id="unknown-option-of-a-command"),
        pytest.param(["list", "extra"], "got unexpected extra argument", id="too-many-arguments"),
        pytest.param(["show"], "missing argument 'MISSION'", id="too-few-arguments"),
    ],
)
def test_wrong_usage_is_said_and_ends_with_2(stress: Stress, folder: Path, arguments: list[str], said: str) -> None:
    ended = stress(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"stageflow-stress: {said}")
    assert "--help  says what it takes" in ended.err


def test_a_command_whose_module_is_missing_leaves_the_others_alone(
    stress: Stress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(COMMANDS, "audit", CommandLine("harness.cli.no_such_command", "Not yet."))
    assert stress("--help").code == 0
    assert stress("list", "--help").code == 0
    ended = stress("audit")
    assert (ended.code, ended.err) == (2, f"'audit' is not part of stageflow-stress {__version__}\n")


def test_help_names_every_command_and_every_exit_code_within_80_columns(stress: Stress) -> None:
    ended = stress("--help")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert max(map(len, lines)) <= 80
    for name, line in COMMANDS.items():
        assert f"  {name:<8}  {line.summary}" in lines
    for code, meaning in EXIT_CODES:
        assert f"    {code.value:>3}  {meaning}" in lines


def test_without_a_command_help_is_shown_and_nothing_is_said_to_be_fine(stress: Stress) -> None:
    ended = stress()
    assert ended.code == 2
    assert "Commands:" in ended.out


@pytest.mark.parametrize("arguments", [["--version"], ["--version", "list"]])
def test_version(stress: Stress, arguments: list[str]) -> None:
    assert (stress(*arguments).code, stress("--version").out) == (0, f"stageflow-stress {__version__}\n")


def imported_by(*arguments: str) -> set[str]:
    """The modules that a fresh process has imported when a command line has ended."""
    program = (
        "import sys\nfrom harness.cli import main\n"
        f"code = main.run({list(arguments)!r})\nprint('MODULES', *sorted(sys.modules))\nsys.exit(code)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(ended.stdout.rpartition("MODULES")[2].split())


def test_version_imports_no_typer_and_help_no_command() -> None:
    assert not imported_by("--version") & {"typer", "rich", "pydantic", "yaml"}
    for_help = imported_by("--help")
    assert not for_help & {"pydantic", "yaml", "click"}
    assert not [name for name in for_help if name.endswith("_command") and name.startswith("harness.")]


def test_only_the_module_of_the_command_that_was_called_is_imported() -> None:
    found = [name for name in imported_by("list") if name.startswith("harness.cli.") and name.endswith("_command")]
    assert found == ["harness.cli.list_command"]


def test_the_installed_script_lists_missions_as_json(tmp_path: Path) -> None:
    ended = subprocess.run([SCRIPT, "list", "--json"], cwd=tmp_path, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert '"id": "CORE-008"' in ended.stdout


@pytest.mark.parametrize("module", ["harness", "harness.cli.main"])
def test_the_package_is_the_script_too(module: str) -> None:
    ended = subprocess.run([sys.executable, "-m", module, "--version"], capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("stageflow-stress ")


def test_a_reader_that_goes_away_ends_the_script_quietly(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        ended = subprocess.run([SCRIPT, "show", "CORE-008"], cwd=tmp_path, stdout=gone, stderr=subprocess.PIPE)
    assert (ended.returncode, ended.stderr) == (main.READER_GONE, b"")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_no_success(tmp_path: Path, unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [SCRIPT, "list", "--json"], cwd=tmp_path, env=environment, stdout=full, stderr=subprocess.PIPE
        )
    assert ended.returncode == 2
    assert ended.stderr == b"stageflow-stress: cannot write: no space left on device\n"


def test_a_closed_standard_output_is_survived(tmp_path: Path) -> None:
    ended = subprocess.run(f"'{SCRIPT}' list >&-", shell=True, cwd=tmp_path, stderr=subprocess.PIPE)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize(
    "command",
    [("show",), ("check",), ("run", "--resume"), ("run", "CORE-008", "--templates")],
    ids=" ".join,
)
def test_a_name_that_is_too_long_is_a_mistake_of_the_command_line(
    stress: Callable[..., Ended], folder: Path, command: tuple[str, ...]
) -> None:
    ended = stress(*command, "a" * 300)
    assert (ended.code, "no path can be that long\n  write a shorter one" in ended.err) == (2, True), ended.err
