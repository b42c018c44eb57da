"""The console script `stageflow-stress`: finds the command, runs it, turns every ending into words and an exit code."""

import errno
import functools
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

from harness import __version__
from harness.cli.console import let_streams_print_anything, say_error
from harness.errors import ExitCode, HarnessBug, StressError, SubjectError, UsageError, innermost
from harness.evidence.paths import STORAGE_ERRORS

if TYPE_CHECKING:
    import typer

    from harness.cli.project import Project

PROGRAM = "stageflow-stress"
READER_GONE = 141  # what a shell shows for a program whose reader closed the pipe; never one of ours

SUMMARY = "Puts stageflow pipelines under controlled stress and judges what happened with independent oracles."

EXIT_CODES = (
    (ExitCode.INTERRUPTED, "interrupted"),
    (ExitCode.USAGE, "usage, mission or subject-environment error"),
    (ExitCode.FOUND, "a refuted promise, a bug at or over --fail-on, a regression in diff"),
    (ExitCode.HARNESS_BUG, "a bug of stageflow-stress itself"),
    (ExitCode.INCONCLUSIVE, "verdict INCONCLUSIVE"),
    (ExitCode.OK, "none of these"),
)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A command: the module that holds its function `command`, or a group of them as `app`; its line in `--help`."""

    module: str
    summary: str


COMMANDS = {
    "run": CommandLine("harness.cli.run_command", "Run missions against a stageflow and report."),
    "list": CommandLine("harness.cli.list_command", "List the missions that can be run."),
    "show": CommandLine("harness.cli.show_command", "Show what a mission claims, runs and checks."),
    "validate": CommandLine("harness.cli.validate_command", "Check mission files without running anything."),
    "explain": CommandLine("harness.cli.explain_command", "Explain what a mission can name, and its keys."),
    "new": CommandLine("harness.cli.new_command", "Write a commented mission to start from."),
    "schema": CommandLine("harness.cli.schema_command", "Print the JSON Schema of a mission file."),
    "check": CommandLine("harness.cli.check_command", "Judge the stored evidence of a run again."),
    "report": CommandLine("harness.cli.report_command", "Render the reports of a run again, or verify them."),
    "replay": CommandLine("harness.cli.replay_command", "Replay the schedule that showed a finding."),
    "audit": CommandLine("harness.cli.audit_command", "Put every planted defect in; say which check catches it."),
    "findings": CommandLine("harness.cli.findings_command", "What all runs found: list, show, accept, resolve, add."),
    "diff": CommandLine("harness.cli.diff_command", "Compare two runs: what is new, fixed, persisting."),
    "subject": CommandLine("harness.cli.subject_command", "Stageflows from a package index: list, add, remove."),
    "clean": CommandLine("harness.cli.clean_command", "Remove old runs; the newest of each mission stay."),
}


def entry() -> NoReturn:
    """The console script. Never raises anything but SystemExit, with a code of the table in `--help`."""
    let_streams_print_anything()
    sys.exit(_flushed(run(sys.argv[1:])))


def _flushed(code: int) -> int:
    """The exit code once everything printed has left, or the one for output that went nowhere."""
    if sys.stdout is None:  # started with its standard output closed
        return code
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = READER_GONE
    except OSError as error:
        code = _say_what_failed(error)
    else:
        if code != READER_GONE:
            return code
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains while it ends
    return code


def run(arguments: Sequence[str]) -> int:
    """Runs one command line and gives its exit code; what went wrong is said on standard error."""
    if not arguments:
        _run_app(["--help"])
        return ExitCode.USAGE
    if list(arguments) == ["--version"]:  # answered before typer is imported
        print(f"{PROGRAM} {__version__}")
        return ExitCode.OK
    try:
        return _run_app(arguments)
    except BrokenPipeError:
        return READER_GONE
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001 - the one place where everything ends, a stray cancellation too
        return _say_what_failed(innermost(error))


def build_app(called: str | None) -> "typer.Typer":
    """The typer app. Only the module of the command `called` is imported, the others are stubs with a help line.

    Raises UsageError when that module does not exist.
    """
    import typer

    app = typer.Typer(
        name=PROGRAM,
        help=SUMMARY,
        epilog=_exit_code_table(),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def options(version: bool = typer.Option(False, "--version", help="Print the version and end.")) -> None:
        if version:
            typer.echo(f"{PROGRAM} {__version__}")
            raise typer.Exit

    for name, line in COMMANDS.items():
        if name == called:
            _add(app, name, line)
        else:
            app.command(name, help=line.summary, short_help=line.summary)(_stub)
    return app


def _add(app: "typer.Typer", name: str, line: CommandLine) -> None:
    """Adds the command that was called, or the group of commands that its module holds."""
    module = _load(name, line.module)
    group: typer.Typer | None = getattr(module, "app", None)
    if group is None:
        app.command(name, short_help=line.summary)(_ends_quietly_without_reader(module.command))
        return
    for command in group.registered_commands:
        if command.callback is not None:
            command.callback = _ends_quietly_without_reader(command.callback)
    app.add_typer(group, name=name, short_help=line.summary)


def _run_app(arguments: Sequence[str]) -> int:
    import typer

    called = next((argument for argument in arguments if not argument.startswith("-")), None)
    command: Any = typer.main.get_command(build_app(called))
    given = _project_for(called, command, arguments)
    try:
        result = command.main(list(arguments), prog_name=PROGRAM, standalone_mode=False, **given)
    except (UsageError, SubjectError) as error:
        _say_where_from(error, called, arguments, given.get("obj"))
        raise
    except typer.TyperException as error:
        return _say_usage(error)
    except typer.Abort:
        return _say_interrupted()
    if result == ExitCode.INTERRUPTED:
        return _say_interrupted()
    return result if isinstance(result, int) else ExitCode.OK


def _project_for(called: str | None, command: Any, arguments: Sequence[str]) -> dict[str, Any]:
    """What click is told of the project's table: defaults for the options of the command, and the table itself."""
    if called is None or {"-h", "--help"} & set(arguments):
        return {}
    from harness.cli.project import DEFAULTS, read_project

    if called not in DEFAULTS:
        return {}
    project = read_project(Path.cwd())
    return {"default_map": {called: project.defaults_of(called, command.commands[called])}, "obj": project}


def _say_where_from(
    error: StressError, called: str | None, arguments: Sequence[str], project: "Project | None"
) -> None:
    """Adds to what went wrong which options nobody has typed."""
    typed = {argument.partition("=")[0] for argument in arguments}
    if "--resume" in typed:
        return  # what it names was settled when the run began
    given = project.looked_up(called or "") if project is not None else ()
    options = [f"--{key}" for key in given if f"--{key}" not in typed]
    if project is not None and options:
        error.add_note(f"  not typed, but taken from {project.place()}: {', '.join(options)}")


def _load(name: str, module: str) -> Any:
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise UsageError(f"'{name}' is not part of {PROGRAM} {__version__}") from error


def _ends_quietly_without_reader(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        import typer

        try:
            return function(*args, **kwargs)
        except BrokenPipeError as error:  # typer would end with 1, which says that something was found
            raise typer.Exit(READER_GONE) from error

    return cast(Callable[..., Any], called)


def _stub() -> None:
    """Stands for a command that was not called."""


def _exit_code_table() -> str:
    rows = "\n".join(f"  {code.value:>3}  {meaning}" for code, meaning in EXIT_CODES)
    return f"\b\nExit codes, the first that fits:\n{rows}"


def _say_what_failed(error: BaseException) -> int:
    if isinstance(error, KeyboardInterrupt):
        return _say_interrupted()
    if isinstance(error, HarnessBug):
        say_error(f"{PROGRAM}: this is a bug of {PROGRAM} {__version__}, please report it: {error}")
        return error.exit_code
    if isinstance(error, StressError):
        say_error("\n".join((str(error), *getattr(error, "__notes__", ()))))
        return error.exit_code
    if isinstance(error, OSError) and error.errno in STORAGE_ERRORS:
        where = f" {error.filename}" if error.filename else ""
        say_error(f"{PROGRAM}: cannot write{where}: {(error.strerror or '').lower()}")
        return ExitCode.USAGE
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        say_error(f"{PROGRAM}: {error.filename}: no path can be that long\n  write a shorter one")
        return ExitCode.USAGE
    say_error(
        f"{PROGRAM}: this is a bug of {PROGRAM} {__version__}, not of your mission or of the stageflow under test.\n"
        f"  please report it with these lines:\n\n{''.join(traceback.format_exception(error)).rstrip()}"
    )
    return ExitCode.HARNESS_BUG


def _say_usage(error: "typer.TyperException") -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else PROGRAM
    message = error.format_message()
    if message:
        say_error(f"{PROGRAM}: {message[0].lower()}{message[1:]}\n  {path} --help  says what it takes")
    return error.exit_code


def _say_interrupted() -> int:
    say_error(f"{PROGRAM}: interrupted")
    return ExitCode.INTERRUPTED


if __name__ == "__main__":
    entry()
