"""run.json and findings.json on disk: validated before they are written, whole or not at all, named when unreadable."""

from pathlib import Path
from typing import TypeVar

import orjson
from pydantic import ValidationError

from harness.errors import HarnessBug, UsageError
from harness.evidence.encodable import INDENTED, json_bytes
from harness.evidence.paths import FINDINGS, RUN, write_atomically
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument

SCHEMA = 1
_PROBLEMS_SHOWN = 5
_Document = TypeVar("_Document", RunDocument, FindingsDocument)


def write_run(run_dir: Path, run: RunDocument) -> Path:
    """Writes run.json and gives its path. Raises HarnessBug for a document that does not meet its own schema."""
    return _write(run_dir / RUN, run)


def write_findings(run_dir: Path, findings: FindingsDocument) -> Path:
    """Writes findings.json and gives its path. Raises HarnessBug for a document that does not meet its own schema."""
    return _write(run_dir / FINDINGS, findings)


def read_run(path: Path) -> RunDocument:
    """The run of a run folder or of a file. Raises UsageError with the path and what was expected there."""
    return _read(path / RUN if path.is_dir() else path, RunDocument)


def read_findings(path: Path) -> FindingsDocument:
    """The findings of a run folder or of a file. Raises UsageError with the path and what was expected there."""
    return _read(path / FINDINGS if path.is_dir() else path, FindingsDocument)


def to_bytes(document: RunDocument | FindingsDocument) -> bytes:
    """The one way in which a document is written: sorted keys, two spaces, a newline at the end.

    A lone surrogate, which no UTF-8 file can hold, is written as the text of its escape.
    """
    return json_bytes(
        document.model_dump(mode="json", by_alias=True, warnings=False), option=INDENTED | orjson.OPT_SORT_KEYS
    )


def _write(path: Path, document: RunDocument | FindingsDocument) -> Path:
    # Validated from its own bytes: model_copy and model_construct skip validation.
    try:
        data = to_bytes(document)
        type(document).model_validate_json(data)
    except (TypeError, ValueError) as error:  # pydantic's ValidationError is a ValueError, orjson's a TypeError
        raise HarnessBug(f"{path}: not written, the document does not meet its schema: {error}") from error
    write_atomically(path, data)
    return path


def _read(path: Path, model: type[_Document]) -> _Document:
    expected = f"expected the {RUN if model is RunDocument else FINDINGS} of a run"
    try:
        data = orjson.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}), {expected}") from error
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{path}:{error.lineno}:{error.colno}: not JSON ({error.msg}), {expected}") from error
    if not isinstance(data, dict) or "schema" not in data:
        raise UsageError(f"{path}: a JSON document without 'schema', {expected}")
    if data["schema"] != SCHEMA:
        raise UsageError(
            f"{path}: schema {data['schema']!r}, this version of the harness reads schema {SCHEMA}\n"
            "  read it with the version that wrote it, or run the mission again"
        )
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise UsageError(f"{path}: {expected}; what stands there does not fit:{_problems(error)}") from error


def _problems(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False, include_context=False)
    lines = [f"\n  {'.'.join(map(str, e['loc'])) or 'document'}: {e['msg']}" for e in found[:_PROBLEMS_SHOWN]]
    more = len(found) - _PROBLEMS_SHOWN
    return "".join(lines) + (f"\n  ... and {more} more" if more > 0 else "")
