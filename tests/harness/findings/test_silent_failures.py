"""The checks that look for silent failures exist, and their findings are counted."""

from harness.catalogue.checks import CHECKS
from harness.findings.silent_failures import SILENT_FAILURES, is_silent_failure
from tests.harness.report.factory import finding


def test_every_check_is_in_the_catalogue_and_in_one_way_of_looking() -> None:
    names = [check for checks in SILENT_FAILURES.values() for check in checks]
    assert {*names} <= {entry.name for entry in CHECKS}
    assert len(names) == len({*names})


def test_only_a_bug_is_a_silent_failure() -> None:
    assert is_silent_failure(finding(checks=["parent_is_unchanged"]))
    assert is_silent_failure(finding(type_="reliability", checks=["run_ends", "every_output_is_golden"]))
    assert not is_silent_failure(finding(checks=["run_ends"]))
    assert not is_silent_failure(finding(type_="strength", checks=["parent_is_unchanged"]))


def test_each_kind_says_how_it_is_looked_for() -> None:
    kinds = {"swallowed exception", "wrong default", "partial state", "lossy conversion", "lost async failure"}
    assert {*SILENT_FAILURES} == kinds
    assert all(how.endswith(".") for methods in SILENT_FAILURES.values() for how in methods.values())
