"""run.json and findings.json on disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from harness.errors import HarnessBug, UsageError
from harness.evidence.paths import write_atomically
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.store import read_findings, read_run, write_findings, write_run
from tests.harness.report.factory import document, empty, finding, inconclusive, passing, planted, run


@pytest.mark.parametrize("made", [passing, planted, inconclusive, empty], ids=lambda made: made.__name__)
def test_what_is_written_is_read_again(
    tmp_path: Path, made: Callable[[], tuple[RunDocument, FindingsDocument]]
) -> None:
    run_, findings = made()
    write_run(tmp_path, run_)
    write_findings(tmp_path, findings)
    assert read_run(tmp_path) == run_
    assert read_findings(tmp_path / "findings.json") == findings


def test_files_are_sorted_indented_and_end_with_a_newline(tmp_path: Path) -> None:
    text = write_run(tmp_path, run()).read_text()
    assert text == orjson.dumps(orjson.loads(text), option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2).decode() + "\n"
    assert '"schema": 1' in text


def test_nothing_but_the_file_is_left_and_others_may_read_it(tmp_path: Path) -> None:
    path = write_run(tmp_path, run())
    write_run(tmp_path, run(seed=7))
    assert [p.name for p in tmp_path.iterdir()] == ["run.json"]
    assert path.stat().st_mode & 0o600 == 0o600
    assert read_run(tmp_path).seed == 7


def test_a_lone_surrogate_is_written_as_the_text_of_its_escape(tmp_path: Path) -> None:
    write_findings(tmp_path, document(finding(title="half \ud83d a pair")))
    assert read_findings(tmp_path).findings[0].title == "half \\ud83d a pair"


def test_a_document_that_breaks_its_schema_is_our_bug_and_is_not_written(tmp_path: Path) -> None:
    broken = document(finding().model_copy(update={"severity": "terrible"}))
    with pytest.raises(HarnessBug, match=r"(?s)findings\.json: not written.*severity"):
        write_findings(tmp_path, broken)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone/run\.json: cannot be written \(No such file"):
        write_run(tmp_path / "gone", run())


def test_a_target_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "target" / "child").mkdir(parents=True)
    with pytest.raises(UsageError, match="target: cannot be written"):
        write_atomically(tmp_path / "target", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["target"]


def edited(change: Callable[[Any], object]) -> bytes:
    data = orjson.loads(run().model_dump_json(by_alias=True))
    change(data)
    return orjson.dumps(data)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", r"run\.json:1:\d+: not JSON .*expected the run\.json of a run"),
        (b"[]", r"without 'schema', expected the run\.json of a run"),
        (edited(lambda d: d.update(schema=2)), r"schema 2, this version of the harness reads schema 1"),
        (edited(lambda d: d.pop("seed")), r"does not fit:\n  seed: Field required"),
        (edited(lambda d: d["mission"].update(odd=1)), r"mission\.odd: Extra inputs are not permitted"),
    ],
    ids=["not-json", "not-an-object", "foreign-schema", "field-missing", "field-unknown"],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "run.json").write_bytes(content)
    with pytest.raises(UsageError, match=message):
        read_run(tmp_path)


def test_many_problems_are_cut(tmp_path: Path) -> None:
    (tmp_path / "findings.json").write_bytes(b'{"schema":1,"metadata":{},"findings":[]}')
    with pytest.raises(UsageError, match=r"\.\.\. and \d more"):
        read_findings(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"findings\.json: cannot be read \(No such file.*expected the findings\.json"):
        read_findings(tmp_path)
