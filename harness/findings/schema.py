"""The JSON Schema of findings.json, shipped beside this file; `python -m harness.findings.schema` writes it anew."""

from pathlib import Path
from typing import Any

import orjson

from harness.evidence.paths import write_atomically
from harness.findings.finding import FindingsDocument

SCHEMA_FILE = Path(__file__).with_name("findings.schema.json")


def findings_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what `store.write_findings` writes: closed, every field's type and range given."""
    schema = FindingsDocument.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_bytes() -> bytes:
    """The content of the shipped file; a test holds the two equal."""
    return orjson.dumps(
        findings_schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    )


if __name__ == "__main__":
    write_atomically(SCHEMA_FILE, schema_bytes())
