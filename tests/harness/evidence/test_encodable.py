"""Any text and number as JSON."""

from pathlib import Path

import orjson
import pytest

from harness.evidence.encodable import bounded, encodable, json_bytes
from harness.evidence.facts import RunFacts, load_facts


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("\ud800", "\\ud800"),
        ("é", "é"),
        ({"\udcff": ["\ud800"]}, {"\\udcff": ["\\ud800"]}),
        (("\ud800", 2**70, 1, True, None), ["\\ud800", str(2**70), 1, True, None]),
    ],
    ids=["surrogate", "accent", "nested", "mixed"],
)
def test_what_json_cannot_hold_is_spelled_out(value: object, written: object) -> None:
    assert encodable(value) == written
    assert orjson.loads(json_bytes(value)) == written


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError):
        json_bytes({1, 2})


def test_a_long_text_says_how_much_is_missing() -> None:
    assert bounded("x" * 2000) == "x" * 2000
    assert bounded("x" * 5000) == "x" * 1973 + "... (3,027 more characters)"


def test_facts_of_any_text_are_saved_and_those_of_bugs_are_bounded(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    facts = RunFacts("a\udcff", "high", "out", "command", "m.yaml", "", subject_version="1\ud800", bugs=["x" * 9000])
    facts.save(tmp_path)
    loaded = load_facts(tmp_path)
    assert (loaded.agent, loaded.subject_version) == ("a\\udcff", "1\\ud800")
    assert loaded.bugs[0].endswith("... (7,027 more characters)")
