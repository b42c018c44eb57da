"""Who a finding is: the same everywhere, another one when the defect is another."""

import pytest

from harness.findings.fingerprint import fingerprint, readable_id, short_id

SAME = ("CORE-008", "parent_is_unchanged", "ContextSnapshot", "shared-metadata")


def test_it_is_the_same_in_every_version_and_on_every_machine() -> None:
    assert fingerprint(*SAME) == "8093a56ed8c63cfb"


@pytest.mark.parametrize("field", range(4), ids=["mission", "check", "component", "signature"])
def test_each_field_makes_another_finding(field: int) -> None:
    other = [*SAME]
    other[field] += "x"
    assert fingerprint(*other) != fingerprint(*SAME)


def test_fields_do_not_run_into_each_other() -> None:
    assert fingerprint("a", "b", "c", "d") != fingerprint("ab", "", "c", "d")
    assert fingerprint("a", '","', "c", "d") != fingerprint('a","', "", "c", "d")


def test_text_that_utf8_cannot_hold_has_a_fingerprint_too() -> None:
    assert len(fingerprint("m", "c", "o", "\ud800")) == 16


def test_ids() -> None:
    assert readable_id("CORE-008", "security", "1a2b3c4d5e6f7a8b") == "CORE-008-SEC-1a2b3c4d"
    assert short_id("CORE-008-DX-001") == "DX-001"
    assert short_id("CORE-008-BUG-1a2b3c4d") == "BUG-1a2b3c4d"
