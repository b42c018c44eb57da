"""Records as JSON lines and back."""

import json
from collections.abc import Mapping
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.evidence.records import (
    KINDS,
    VERSION,
    CutOff,
    Event,
    Fingerprint,
    LogLine,
    Measure,
    Operation,
    Record,
    Result,
    Sample,
    Summary,
    Trial,
    WorkerEnd,
    from_json,
    to_json,
)

RECORDS: list[Record] = [
    Operation("w", "write", "a", "v", "ok", 1, 2, "suspended"),
    Operation("w", "write", "a", None, "unknown", 1, None),
    Operation("w", "write", "a", True, "fail", 1, 2, "KeyError"),
    Event("final_read", 3, {"entries": 2, "how": "all", "done": False, "error": None}),
    Event("nothing", 3),
    Fingerprint("caller:a", "before", "d" * 16, "{'a': 1}"),
    Result("run", "s0", "ok", "d" * 16, "text"),
    LogLine("INFO", "stageflow", "started"),
    Measure("steps", 12),
    Sample(12, 1 << 30, 99, 4),
    Trial("schedules", "random", "tasks", 7, 9, "completed", "o", 3, {"run_ends": "PASS"}, [0, 2, 1], "s", 12, "d"),
    Trial("native", "native", "inline", 7, 0, "error", "error", 0),
    Summary(5, 1, 4, 2, 9, 4, 1, {"o": 5}, {"run_ends": {"PASS": 5}}, {}, {"INFO": 3}),
    WorkerEnd("died", "killed by SIGKILL"),
    CutOff(3, 2, 1000),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.K)
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    line = to_json(record, "p", 3, 1)
    assert (line["v"], line["k"], line["sc"], line["tr"], line["seq"]) == (VERSION, record.K, "p", 3, 1)
    back = from_json(orjson.loads(orjson.dumps(line)))
    assert to_json(back, "p", 3, 1) == json.loads(json.dumps(line))
    assert type(back) is type(record)


def test_every_kind_is_covered() -> None:
    assert {r.K for r in RECORDS} == set(KINDS)


scalars = (
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(exclude_categories=["Cs"]))
)


@given(scalars, st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), scalars))
def test_any_scalar_comes_back(value: Any, fields: Mapping[str, Any]) -> None:
    for record in (Operation("a", "f", "t", value, "ok", 1, 2), Event("e", 1, fields)):
        assert from_json(orjson.loads(orjson.dumps(to_json(record, "p", 0, 0)))) == record


GOOD = to_json(RECORDS[0], "p", 3, 1)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"v": 1}, "record version 1, expected 2"),
        ({"v": None}, "record version None, expected 2"),
        ({"k": "opus"}, "unknown record kind 'opus'"),
        ({"k": 3}, "unknown record kind 3"),
        ({"k": ["op"]}, r"unknown record kind \['op'\]"),
        ({"invoke": "1"}, "record of kind 'op' does not fit: invoke is '1'"),
        ({"ret": "2"}, "record of kind 'op' does not fit: ret is '2'"),
        ({"target": None}, "record of kind 'op' does not fit: target is None"),
        ({"value": [1]}, r"record of kind 'op' does not fit: value is \[1\]"),
        ({"outcome": "oj"}, "record of kind 'op' does not fit: outcome is 'oj'"),
        ({"outcome": 1}, "record of kind 'op' does not fit: outcome is 1"),
    ],
    ids=lambda v: str(v) if isinstance(v, dict) else "",
)
def test_a_line_that_does_not_fit_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        from_json({**GOOD, **changes})


@pytest.mark.parametrize("missing", ["actor", "f", "target", "invoke", "ret", "outcome"])
def test_a_line_without_one_of_its_fields_is_refused(missing: str) -> None:
    with pytest.raises(ValueError, match="record of kind 'op' does not fit"):
        from_json({k: v for k, v in GOOD.items() if k != missing})


@pytest.mark.parametrize(
    ("record", "changes"),
    [
        (RECORDS[10], {"choices": {"0": 1}}),
        (RECORDS[10], {"verdicts": ["run_ends"]}),
        (RECORDS[12], {"checks": 3}),
        (RECORDS[3], {"fields": None}),
    ],
    ids=["choices", "verdicts", "checks", "fields"],
)
def test_containers_of_another_kind_are_refused(record: Record, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        from_json({**to_json(record, "p", 0, 0), **changes})


def test_fields_of_a_later_minor_version_are_ignored() -> None:
    assert from_json({**GOOD, "colour": "blue"}) == RECORDS[0]
