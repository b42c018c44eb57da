"""repro.py: run in a process of its own with the subject and nothing else on its path."""

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harness import bundled
from harness.findings.repro import repro_script
from harness.findings.tokens import Token
from harness.wire import ScenarioRun, Stage

LOST = "no_acknowledged_write_is_lost"
ENDS = "run_ends"
ORDER = ScenarioRun(
    "p", "pipeline_run", (Stage("a", (), "write_output"), Stage("b", (), "write_output")), drivers=("schedules",)
)
NATIVE: dict[str, Any] = {
    "driver": "native",
    "strategy": "native",
    "setting": "native",
    "salt": 0,
    "horizon": 0,
    "engine": "inline",
    "seed": 1,
    "choices": [],
}


def token(check: str = LOST, plants: tuple[str, ...] = ("lost-write",), **changes: Any) -> Token:
    trial = {**NATIVE, **changes.pop("trial", {})}
    subject = {"spec": "bundled", "version": "1", "digest": "d"}
    return Token("CORE-008", "d", changes.pop("order", ORDER), subject, plants, check, trial, {})


def script(made: Token, title: str = "A title.", account: tuple[str, ...] = ("1. a starts.",)) -> str:
    return repro_script(made, title, account, "x.repro.py", "stageflow-stress 0.1.0")


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Any]:
    """Runs a script with folders on its path, by default the one of the core alone, and without site-packages."""
    only_core = tmp_path / "subject"
    only_core.mkdir()
    (only_core / "stageflow").symlink_to(bundled.CORE, target_is_directory=True)
    (tmp_path / "elsewhere").mkdir()

    def run(text: str, *arguments: str, path: tuple[Path, ...] = (only_core,)) -> Any:
        file = tmp_path / "elsewhere" / "x.repro.py"
        file.write_text(text, encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-S", "-W", "error", str(file), *arguments],
            env={"PYTHONPATH": os.pathsep.join(map(str, path)), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("made", "code", "says"),
    [
        (token(), 1, f"reproduced: {LOST}: "),
        (token(plants=()), 0, f"not reproduced: {LOST}: "),
        (token(trial={"driver": "schedules", "engine": "tasks", "choices": [99]}), 3, f"diverged: {LOST}: choice 0"),
    ],
    ids=["reproduced", "healthy", "diverged"],
)
def test_the_exit_code_says_what_came_of_it(run: Callable[..., Any], made: Token, code: int, says: str) -> None:
    ended = run(script(made))
    assert (ended.returncode, ended.stderr) == (code, "")
    assert ended.stdout.startswith(says)


def test_what_cannot_be_run_is_not_taken_for_a_reproduction(run: Callable[..., Any], tmp_path: Path) -> None:
    """Python itself exits with 1 where nothing catches an error."""
    nothing = run(script(token()), path=(tmp_path / "elsewhere",))
    assert nothing.returncode == 2
    assert nothing.stderr.startswith("no package named stageflow on the path: set PYTHONPATH")
    lacking = tmp_path / "lacking"
    (lacking / "stageflow").mkdir(parents=True)
    (lacking / "stageflow" / "__init__.py").write_text("raise RuntimeError('broken subject')")
    broken = run(script(token()), path=(lacking,))
    assert (broken.returncode, "broken subject" in broken.stderr) == (2, True)


def test_it_unpacks_what_it_carries(run: Callable[..., Any], tmp_path: Path) -> None:
    ended = run(script(token()), "--unpack", str(tmp_path / "out"))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    packed = sorted(p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.py"))
    assert {"harness/worker/explore/loop.py", "harness/worker/replay.py", "harness/wire.py"} <= set(packed)
    assert not [p for p in packed if p.startswith(("harness/cli", "harness/report", "harness/engine"))]
    for name in packed:
        assert (tmp_path / "out" / name).read_bytes() == (bundled.PACKAGE.parent / name).read_bytes()


def test_the_same_token_gives_the_same_text() -> None:
    assert script(token()) == script(token()) != script(token(trial={"seed": 2}))


HOSTILE = [
    'says """ and then',
    '"""',
    "ends with a backslash \\",
    "\\N{nothing} \\x \\u12",
    "{braces} {0} {{double}} %s",
    "nul \x00, bell \x07, escape \x1b[2J, return \r, form feed \x0c",
    "lone \udc80 surrogate, line separator \u2028, Grüße",
    "'''",
    "import os; os._exit(1)",
    "",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_titles_and_accounts_are_text(text: str) -> None:
    made = token()
    written = script(made, text, (text, f"2. {text}"))
    source = written.encode()
    tree = ast.parse(source)
    assert isinstance(tree.body[0], ast.Expr)
    said = ast.get_docstring(tree, clean=False) or ""
    for part in (
        "Gr\u00fc\u00dfe",
        "{braces} {0} {{double}} %s",
        "ends with a backslash \\\n",
        "\\N{nothing} \\x \\u12",
    ):
        assert (part.strip() in said) is (part.strip() in text)
    plain = ast.parse(script(made))
    assert [ast.dump(node) for node in tree.body[1:]] == [ast.dump(node) for node in plain.body[1:]]


def test_hostile_names_in_the_scenario_come_back_as_they_are() -> None:
    stages = tuple(Stage(name, (), "write_output") for name in HOSTILE)
    tree = ast.parse(script(token(order=replace(ORDER, stages=stages))).encode())
    literals = {
        n.targets[0].id: n.value for n in tree.body if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)
    }
    assert [s["name"] for s in ast.literal_eval(literals["SCENARIO"])["stages"]] == HOSTILE


OWN = """
import asyncio, json


class Fails:
    name, kind = "fails", "transform"

    async def execute(self, ctx):
        await asyncio.sleep(0)
        json.loads("{")
"""


def test_a_stage_of_the_missions_author_is_found_and_blamed(run: Callable[..., Any], tmp_path: Path) -> None:
    """`run_ends` fails where the subject breaks down, and says nothing of a stage of the author's that does."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own_stages.py").write_text(OWN)
    made = token(ENDS, (), order=replace(ORDER, stages=(Stage("a", (), "own_stages:Fails"),)))
    text = script(made)
    assert ", and the stages of own_stages:" in text
    ended = run(text, path=(tmp_path / "subject", tmp_path / "own"))
    assert ended.returncode == 0, ended.stderr
    assert "own" in ended.stdout or "stage" in ended.stdout
    missing = run(text)
    assert (missing.returncode, "own_stages" in missing.stderr) == (2, True)


def test_an_error_in_the_standard_library_is_the_subjects_who_called_it(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    """The library's folder stands on no worker's path, and must not be taken for the mission's here."""
    broken = tmp_path / "broken"
    (broken / "stageflow").mkdir(parents=True)
    for part in bundled.CORE.iterdir():
        if part.name != "__init__.py":
            (broken / "stageflow" / part.name).symlink_to(part)
    source = (bundled.CORE / "__init__.py").read_text()
    (broken / "stageflow" / "__init__.py").write_text(source + BREAKS)
    ended = run(script(token(ENDS, ())), path=(broken,))
    assert (ended.returncode, ended.stdout[:11]) == (1, "reproduced:"), ended.stdout + ended.stderr


BREAKS = """
import json as _json
from stageflow.context import ContextSnapshot as _Snapshot


def _broken(*args, **options):
    return _json.loads("{")


_Snapshot.__init__ = _broken
"""
