"""The pytest plugin: `*.mission.yaml` files are collected. What pytest loads wherever the harness is installed.

Nothing of the harness is imported until such a file is met, and nothing but pytest here.
"""

from pathlib import Path

import pytest

SUFFIX = ".mission.yaml"
VERDICT = "stageflow-stress"
"""The property of a test report by which items tell the verdict of their mission: `pytest_items.VERDICT`, which a
controller of workers must not import to read it.
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of a run, as `stageflow-stress run` has them."""
    group = parser.getgroup("stageflow-stress", f"missions of stageflow-stress (*{SUFFIX})")
    group.addoption("--stress-seed", default="0", metavar="N", help="A number, or 'random'.")
    group.addoption("--stress-budget", metavar="Nt|Ns", help="Explored trials, as 2000t, or seconds, as 30s.")
    group.addoption("--stress-subject", default="bundled", metavar="S", help="As for stageflow-stress run --subject.")
    group.addoption("--stress-python", default="", metavar="P", help="As for stageflow-stress run --python.")
    several = {"action": "append", "default": []}
    group.addoption("--stress-with", metavar="REQ|DIR", help="As for stageflow-stress run --with.", **several)
    group.addoption("--stress-set", metavar="KEY=VALUE", help="A mission parameter.", **several)
    group.addoption(
        "--stress-fail-on", default="high", metavar="SEVERITY", help="From which severity on other.findings fails."
    )
    group.addoption("--stress-baseline", metavar="FILE", help="Known findings, which fail nothing; the rest does.")
    group.addoption(
        "--stress-out", metavar="DIR", help="Keep the results there; else they lie in pytest's own temporary folder."
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A mission is a collector of its hypotheses."""
    if not file_path.name.endswith(SUFFIX):
        return None
    from harness.pytest_items import MissionFile

    return MissionFile.from_parent(parent, path=file_path)


def pytest_terminal_summary(terminalreporter: "pytest.TerminalReporter") -> None:
    """The verdict of each mission that was run, and where its report lies."""
    reports = (report for kind in terminalreporter.stats.values() for report in kind)
    properties = (entry for report in reports for entry in getattr(report, "user_properties", ()))
    told = sorted({str(value) for name, value in properties if name == VERDICT})
    if told:
        terminalreporter.write_sep("=", "missions")
    for line in told:
        terminalreporter.write_line(line)
