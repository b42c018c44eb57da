"""The shipped JSON Schema of findings.json is the one that the models give, and it is closed."""

from typing import Any

import jsonschema
import orjson
import pytest

from harness.findings.schema import SCHEMA_FILE, findings_schema, schema_bytes
from harness.findings.store import to_bytes
from tests.harness.report.factory import empty, passing, planted


def test_the_file_is_up_to_date() -> None:
    assert SCHEMA_FILE.read_bytes() == schema_bytes(), "run `python -m harness.findings.schema`"


@pytest.mark.parametrize("made", [passing, planted, empty], ids=lambda made: made.__name__)
def test_what_is_written_meets_it(made: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(findings_schema())
    jsonschema.validate(orjson.loads(to_bytes(made()[1])), findings_schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(odd=1),
        lambda d: d.update(schema=2),
        lambda d: d["findings"][0].update(odd=1),
        lambda d: d["findings"][0].update(severity="terrible"),
        lambda d: d["findings"][0].update(type="smell"),
        lambda d: d["findings"][0].pop("fingerprint"),
        lambda d: d["metadata"].update(status="fine"),
    ],
    ids=["key", "schema", "finding-key", "severity", "type", "no-fingerprint", "status"],
)
def test_what_does_not_meet_it_is_refused(change: Any) -> None:
    data = orjson.loads(to_bytes(planted()[1]))
    change(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, findings_schema(), jsonschema.Draft202012Validator)
