"""The files that a build starts from do what docs/ci.md says: each shell step is run, beside a small mission.

The services themselves are not here: `uses:`, conditions and permissions are read, not run, and `gh` is a stand-in.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from harness.cli.main import COMMANDS
from tests.cli.small import SHOP, SHOP_STAGE
from tests.repo.source import ROOT
from tests.repo.test_readme import blocks

PAGE = (ROOT / "docs/ci.md").read_text()
CI = ROOT / "docs/ci"
BIN = Path(sys.executable).parent
SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
"""How GitHub runs a step that says `shell: bash`; GitLab's shell stops at the first error, too."""
EXPRESSIONS = {
    "github.token": "a-token",
    "github.repository": "owner/project",
    "github.workflow": "stress",
    "github.base_ref": "main",
}
WORKFLOW: dict[Any, Any] = yaml.safe_load((CI / "github.yml").read_text())
STEPS: list[dict[str, Any]] = WORKFLOW["jobs"]["stress"]["steps"]
GITLAB: dict[str, Any] = yaml.safe_load((CI / "gitlab.yml").read_text())["stress"]
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
GH = """\
#!/bin/sh
# gh, as far as the workflow calls it: there is the run $GH_RUN, and its artifact is $GH_ARTIFACT
test "$GH_TOKEN" = a-token && test "$GH_REPO" = owner/project || exit 4
printf '%s\\n' "$*" >>gh-calls
case "$1 $2" in
"run list") printf '%s' "$GH_RUN" ;;
"run download") test "$3" = "$GH_RUN" && cp -r "$GH_ARTIFACT" "$7" ;;
*) exit 1 ;;
esac
"""
STRESS_ENDING = '#!/bin/sh\necho "$1" >>calls\neval "exit \\"\\${CODE_$1:-0}\\""\n'


@dataclass
class Project:
    """A folder as docs/ci.md expects it, in which steps are run; `summary` is the file of GITHUB_STEP_SUMMARY."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        return (self.folder / "summary.md").read_text()

    def program(self, name: str, text: str) -> None:
        """A program that is found before all others of that name."""
        path = self.folder / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def run(self, script: str, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "PYTEST_"))},
            "PATH": f"{self.folder / 'bin'}:{BIN}:{os.environ['PATH']}",
            "PIP_NO_INDEX": "1",
            **self.variables,
            **variables,
        }
        return subprocess.run(
            [*SHELL, "-c", script, *words], cwd=self.folder, env=environment, capture_output=True, text=True
        )

    def step(self, name: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """A step of the workflow, with what its `env` says."""
        (step,) = (s for s in STEPS if s.get("name") == name)
        given = {key: _resolved(value) for key, value in step.get("env", {}).items()}
        on_github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md")}
        return self.run(step["run"], **given, **on_github, **variables)


def _resolved(text: str) -> str:
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda m: EXPRESSIONS[m[1]], text)


def make_project(folder: Path, *, left: int) -> Project:
    (folder / "missions").mkdir(parents=True)
    (folder / "missions" / "shop.py").write_text(SHOP_STAGE.replace("8", str(left)))
    (folder / "missions" / "shop.mission.yaml").write_text(SHOP)
    (folder / "known.yaml").write_text("schema: 1\nfindings: {}\n")
    (folder / "requirements-stress.txt").write_text("stageflow-stress==0.1.0\n")
    project = Project(folder)
    project.program("gh", GH)
    return project


Ran = tuple[Project, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The base branch after its push: its mission holds."""
    project = make_project(tmp_path_factory.mktemp("base") / "project", left=7)
    installed = project.step("Install")
    assert installed.returncode == 0, installed.stderr
    return project, project.step("Run the missions")


@pytest.fixture(scope="module")
def head(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A pull request that breaks the stage."""
    project = make_project(tmp_path_factory.mktemp("head") / "project", left=8)
    return project, project.step("Run the missions")


@pytest.mark.parametrize(
    ("file", "language"),
    [
        ("docs/ci/github.yml", "yaml"),
        ("docs/ci/gitlab.yml", "yaml"),
        ("docs/ci/check.sh", "sh"),
        (".pre-commit-hooks.yaml", "yaml"),
    ],
)
def test_the_page_shows_the_files_as_they_are(file: str, language: str) -> None:
    assert (ROOT / file).read_text() in blocks(PAGE, language)


@pytest.mark.parametrize(
    ("schema", "file", "key"), [("github-workflows", "github.yml", "runs-on"), ("gitlab-ci", "gitlab.yml", "junit")]
)
def test_the_files_meet_the_published_schemas(schema: str, file: str, key: str, tmp_path: Path) -> None:
    broken = tmp_path / file
    broken.write_text((CI / file).read_text().replace(f"{key}:", f"{key}s:"))

    def refused(path: Path) -> bool:
        command = [str(BIN / "check-jsonschema"), "--builtin-schema", f"vendor.{schema}", str(path)]
        return subprocess.run(command, capture_output=True).returncode != 0

    assert (refused(CI / file), refused(broken)) == (False, True)


def test_a_pull_request_gets_nothing_that_it_could_misuse() -> None:
    assert set(WORKFLOW[True]) == {"push", "pull_request"}  # `on:`, which YAML 1.1 reads as a truth value
    assert WORKFLOW["permissions"] == {"contents": "read"}
    for job in WORKFLOW["jobs"].values():
        runs = [step["run"] for step in job["steps"] if "run" in step]
        assert not [run for run in runs if "${{" in run], "an expression in a script is code of who writes it"
        may_write = "write" in job["permissions"].values()
        assert not (may_write and (runs or any("checkout" in step["uses"] for step in job["steps"])))
        if may_write:
            assert "github.event.pull_request.head.repo.full_name == github.repository" in job["if"]
    assert "secrets." not in (CI / "github.yml").read_text()


def test_every_action_is_pinned_to_a_major_version() -> None:
    used = [step["uses"] for job in WORKFLOW["jobs"].values() for step in job["steps"] if "uses" in step]
    assert used and all(re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", action) for action in used)
    assert STEPS[0]["with"]["persist-credentials"] is False


def test_every_step_of_the_workflow_is_run_here() -> None:
    assert [s["name"] for s in STEPS if "run" in s] == ["Install", "Run the missions", "Compare with the base branch"]


def test_a_healthy_project_passes_and_its_results_are_where_the_next_steps_look(base: Ran) -> None:
    project, ended = base
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr
    (keep,) = (s["with"] for s in STEPS if s.get("name") == "Keep the results")
    kept = project.folder / keep["path"]
    assert {p.name for p in kept.glob("SHOP-001/run-*/*")} >= {"run.json", "junit.xml", "findings.sarif"}
    assert project.summary.startswith("## SHOP-001: PASS\n")
    fetched, uploaded = WORKFLOW["jobs"]["code-scanning"]["steps"]
    assert fetched["with"] == {key: keep[key] for key in ("name", "path")}
    assert uploaded["with"]["sarif_file"] == keep["path"]


def test_what_a_pull_request_breaks_is_annotated_and_compared(base: Ran, head: Ran) -> None:
    project, ended = head
    assert ended.returncode == 1
    assert ended.stdout.startswith("::error file=missions/shop.mission.yaml,line=9,title=")
    before = project.summary
    compared = project.step("Compare with the base branch", GH_RUN="4711", GH_ARTIFACT=str(base[0].folder / "results"))
    assert compared.returncode == 1, compared.stderr
    assert project.summary.startswith(before)
    assert "**Verdict: PASS -> NEEDS_WORK**" in project.summary.removeprefix(before)
    listed, downloaded = (project.folder / "gh-calls").read_text().splitlines()
    assert listed.startswith("run list --workflow stress --branch main --event push --status completed ")
    assert downloaded == "run download 4711 --name stress-results --dir base-results"


@pytest.fixture
def fake(tmp_path: Path) -> Project:
    """A project in which stageflow-stress runs nothing and ends with CODE_<command>."""
    project = make_project(tmp_path / "project", left=7)
    project.program("stageflow-stress", STRESS_ENDING)
    return project


@pytest.mark.parametrize(("code", "expected"), [(0, 0), (1, 1), (2, 2), (3, 0), (70, 70)])
def test_a_comparison_fails_the_build_unless_nothing_was_comparable(fake: Project, code: int, expected: int) -> None:
    ended = fake.step(
        "Compare with the base branch", GH_RUN="1", GH_ARTIFACT=str(fake.folder / "missions"), CODE_diff=str(code)
    )
    assert ended.returncode == expected
    assert ended.stdout == ("::notice::nothing in the results of main was comparable\n" if code == 3 else "")


@pytest.mark.parametrize(("run", "artifact"), [("", ""), ("4711", "no-such-folder")], ids=["no-run", "no-artifact"])
def test_a_base_branch_without_results_fails_nothing_and_is_named(fake: Project, run: str, artifact: str) -> None:
    ended = fake.step("Compare with the base branch", GH_RUN=run, GH_ARTIFACT=artifact)
    assert (ended.returncode, ended.stdout) == (0, "::notice::no results of main to compare with\n")
    assert not (fake.folder / "calls").exists()


def test_the_job_of_gitlab_runs_and_leaves_what_it_says_it_keeps(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", left=7)
    project.variables["CI_PROJECT_DIR"] = str(project.folder)
    ended = project.run("\n".join([*GITLAB["before_script"], *GITLAB["script"]]))
    assert ended.returncode == 0, ended.stderr
    kept = GITLAB["artifacts"]
    assert all((project.folder / path).is_dir() for path in kept["paths"])
    assert len(list(project.folder.glob(kept["reports"]["junit"]))) == 1
    assert kept["when"] == "always"


def check(project: Project, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return project.run('exec sh "$0" "$@"', str(CI / "check.sh"), *words, **variables)


def test_the_shell_script_checks_a_project(base: Ran) -> None:
    project = Project(base[0].folder)
    ended = check(project, str(shutil.copytree(project.folder / "results", project.folder / "earlier")))
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("missions/shop.mission.yaml: ok")
    assert "SHOP-001  PASS" in ended.stderr


@pytest.mark.parametrize(
    ("codes", "earlier", "expected", "calls"),
    [
        ({}, False, 0, "validate run"),
        ({}, True, 0, "validate run diff"),
        ({"CODE_validate": "2"}, True, 2, "validate"),
        ({"CODE_run": "1"}, True, 1, "validate run diff"),
        ({"CODE_run": "3"}, False, 3, "validate run"),
        ({"CODE_diff": "1"}, True, 1, "validate run diff"),
        ({"CODE_diff": "3"}, True, 0, "validate run diff"),
        ({"CODE_run": "3", "CODE_diff": "1"}, True, 3, "validate run diff"),
    ],
    ids=["alone", "compared", "invalid", "found", "inconclusive", "worse", "incomparable", "inconclusive-and-worse"],
)
def test_the_shell_script_ends_as_its_head_says(
    fake: Project, codes: Mapping[str, str], earlier: bool, expected: int, calls: str
) -> None:
    ended = check(fake, *(["earlier"] if earlier else []), **codes)
    assert ended.returncode == expected
    assert (fake.folder / "calls").read_text().split() == calls.split()


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("missions/shop.yaml", True),
        ("parts/missions/shop.yml", True),
        ("tests/shop.mission.yaml", True),
        ("missions/shop.py", False),
        ("missions/data/known.yaml", False),
        ("permissions/shop.yaml", False),
        ("known.yaml", False),
    ],
)
def test_the_hook_takes_missions_and_nothing_else(path: str, taken: bool) -> None:
    assert bool(re.search(HOOK["files"], path)) is taken


def test_the_hook_validates_the_files_that_it_is_given(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", left=7)
    (project.folder / "missions" / "bad.yaml").write_text(SHOP.replace("purpose:", "purpos:"))
    assert HOOK["entry"].split() == ["stageflow-stress", "validate"] and "validate" in COMMANDS
    good, bad = (project.run(f"{HOOK['entry']} missions/{name}") for name in ("shop.mission.yaml", "bad.yaml"))
    assert (good.returncode, bad.returncode) == (0, 2)
    assert "missions/bad.yaml:10:5: unknown key 'purpos'" in bad.stderr
    assert f"id: {HOOK['id']}" in PAGE
