"""What README and docs tell a user to type does what they say."""

import io
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path

import pytest

from harness.catalogue import PLANTS
from harness.cli.main import COMMANDS, run
from harness.errors import ExitCode
from tests.repo.source import ROOT, name_of

README = (ROOT / "README.md").read_text()
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
OF_PARTS = {"findings", "subject"}
"""Commands that are followed by another one."""
STRESS = Path(sys.executable).with_name("stageflow-stress")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.S | re.M)


def commands(text: str) -> list[list[str]]:
    """The stageflow-stress commands of a page, as words."""
    lines = [line.split("  #")[0] for block in blocks(text, "sh") for line in block.splitlines()]
    words = [shlex.split(line) for line in lines if "stageflow-stress" in line.split("#")[0]]
    return [w[1:] for w in words if w and w[0].endswith("stageflow-stress")]


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    named = {m for page in PAGES for m in re.findall(r"(?:^|`)make ([a-z-]+)\b", page.read_text(), re.M)}
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    assert {"run", "test"} <= named
    assert named <= targets


@cache
def help_of(*command: str) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        assert run([*command, "--help"]) == ExitCode.OK
    return out.getvalue()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_is_named_is_one(page: Path) -> None:
    for words in commands(page.read_text()):
        if words[0].startswith("-"):
            continue
        assert words[0] in COMMANDS, words
        shown = help_of(*words[: 1 + (words[0] in OF_PARTS)])
        assert all(w in shown for w in words if w.startswith("--")), words


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", page.read_text())
    assert not [t for t in targets if not (page.parent / t).exists()]


def test_the_readme_counts_the_plants_that_there_are() -> None:
    assert f" {len(PLANTS)} planted defects prove" in " ".join(README.split())


def test_the_first_mission_of_the_docs_is_found_replayed_mended_and_passes(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "first-mission.md").read_text()
    stages, mended = blocks(page, "python")
    (tmp_path / "missions").mkdir()
    (tmp_path / "missions" / "shop.py").write_text(stages)
    (tmp_path / "missions" / "SHOP-001.yaml").write_text(blocks(page, "yaml")[0])
    validate, run, replay, replay_again, run_again = commands(page)

    def ends(words: list[str]) -> tuple[int, str]:
        ended = subprocess.run([STRESS, *words], cwd=tmp_path, capture_output=True, text=True)
        return ended.returncode, ended.stderr

    assert ends(validate)[0] == 0
    code, said = ends(run)
    told, account = blocks(page, "text")
    assert code == 1 and all(line in said for line in told.splitlines())
    (report,) = (tmp_path / "results").rglob("FINAL_REPORT.md")
    assert account in report.read_text()
    code, said = ends(replay)
    assert code == 1 and ": reproduced" in said
    lines = stages.splitlines(keepends=True)
    start = lines.index('        left = stock["apples"]\n')
    read, wait, write = lines[start : start + 3]
    assert mended == wait + read + write
    (tmp_path / "missions" / "shop.py").write_text(stages.replace(read + wait + write, mended))
    code, said = ends(replay_again)
    assert code == 0 and "not reproduced" in said
    code, said = ends(run_again)
    assert code == 0 and "SHOP-001  PASS" in said


def test_native_runs_never_show_the_defect_of_the_first_mission(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "first-mission.md").read_text()
    (tmp_path / "missions").mkdir()
    (tmp_path / "missions" / "shop.py").write_text(blocks(page, "python")[0])
    native = blocks(page, "yaml")[0].replace("[native, schedules]", "[native]")
    (tmp_path / "missions" / "SHOP-001.yaml").write_text(native)
    ended = subprocess.run([STRESS, "run", "SHOP-001"], cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 0 and "SHOP-001  PASS" in ended.stderr
