"""Imports run one way, and what the worker shares with the parent needs the standard library only."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.repo.source import ROOT, imports, is_stdlib, modules, name_of

SHARED = (
    "harness.catalogue",
    "harness.checks",
    "harness.wire",
    "harness.evidence.records",
    "harness.evidence.fingerprint",
    "harness.evidence.redaction",
)
STDLIB_ONLY = [
    *modules("harness/catalogue", "harness/checks", "harness/worker", "stageflow"),
    *(ROOT / f"harness/{name}.py" for name in ("wire", "errors")),
    *(ROOT / f"harness/evidence/{name}.py" for name in ("records", "fingerprint", "redaction")),
]
IMPURE = {"anyio", "psutil", "time", "random", "datetime", "asyncio", "threading", "os", "pathlib"}


def test_the_contracts_are_kept() -> None:
    ended = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize("path", STDLIB_ONLY, ids=name_of)
def test_shared_and_subject_modules_import_the_standard_library_and_themselves(path: Path) -> None:
    own = ("stageflow",) if path.is_relative_to(ROOT / "stageflow") else ("harness",)
    foreign = [f"{line}: {m}" for line, m in imports(path) if not is_stdlib(m) and m.split(".")[0] not in own]
    lazy = {"stageflow/projector": "pydantic", "stageflow/observability": "opentelemetry"}
    allowed = [needs for folder, needs in lazy.items() if name_of(path).startswith(folder)]
    assert not [f for f in foreign if not any(name in f for name in allowed)]


def test_the_worker_imports_only_what_it_shares_with_the_parent() -> None:
    allowed = ("harness.worker", *SHARED)
    wrong = [
        f"{name_of(path)}:{line}: {module}"
        for path in modules("harness/worker")
        for line, module in imports(path)
        if module.startswith("harness") and not module.startswith(allowed)
    ]
    assert not [w for w in wrong if not w.endswith((": harness.evidence", ": harness"))]


def test_only_the_worker_may_import_the_subject_and_it_does_so_in_one_place() -> None:
    importing = {name_of(p) for p in modules("harness") for _, m in imports(p) if m.split(".")[0] == "stageflow"}
    assert importing == set()  # the adapter looks the subject up by name
    named = [name_of(p) for p in modules("harness") if 'import_module("stageflow")' in p.read_text()]
    assert named == ["harness/worker/adapter.py"]


def test_checks_know_no_clock_no_chance_and_no_io() -> None:
    found = [
        f"{name_of(p)}:{line}: {m}"
        for p in modules("harness/checks")
        for line, m in imports(p)
        if m.split(".")[0] in IMPURE
    ]
    assert not found


def test_a_worker_imports_only_the_checks_and_scenarios_that_it_is_asked_for() -> None:
    """A run starts dozens of workers, and each runs one scenario and a few checks."""
    by_name = ("harness.checks.", "harness.worker.scenarios.")
    program = "import sys, harness.worker.run_scenario, harness.worker.replay; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name for name in ended.stdout.split() if name.startswith(by_name)}
    assert loaded == {"harness.checks.registry", "harness.checks.verdict", "harness.worker.scenarios.family"}
