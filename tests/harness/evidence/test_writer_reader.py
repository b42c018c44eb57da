"""What is written while a scenario runs, and what is read back of it, whole or damaged."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.evidence import writer as writer_module
from harness.evidence.paths import evidence_file
from harness.evidence.reader import StoredScenario, StoredTrial, count_lines
from harness.evidence.records import (
    VERSION,
    CutOff,
    Event,
    Fingerprint,
    LogLine,
    Operation,
    Record,
    Summary,
    Trial,
    WorkerEnd,
    to_json,
)
from harness.evidence.redaction import REDACTED, Redaction
from harness.evidence.seal import sealed
from harness.evidence.writer import EvidenceWriter, set_attempt_aside

OP = Operation("w", "write", "a", "v", "ok", 1, 2)
SUMMARY = Summary(2, 1, 1, 2, 2, 1, 1, {"o": 2}, {"run_ends": {"PASS": 2}}, {})
DONE = WorkerEnd("completed")


def trial_head(records: int, **changes: Any) -> Trial:
    return Trial("native", "native", "inline", 1, 0, "completed", "o", records, **changes)


def lines_of(number: int, *records: Record) -> list[dict[str, Any]]:
    return [to_json(r, "p", number, i) for i, r in enumerate(records)]


@pytest.fixture
def run_dir(tmp_path: Path) -> Path:
    for folder in ("evidence", "logs"):
        (tmp_path / folder).mkdir()
    return tmp_path


def write(run_dir: Path, *records: Record, redact: tuple[str, ...] = ()) -> EvidenceWriter:
    """All records as those of trial 0."""
    with EvidenceWriter(run_dir, "p", Redaction(redact)) as writer:
        writer.lines(lines_of(0, *records))
    return writer


def read(run_dir: Path) -> tuple[StoredScenario, list[StoredTrial]]:
    stored = StoredScenario(evidence_file(run_dir, "p"))
    return stored, list(stored.trials())


def whole_run(run_dir: Path) -> Path:
    """Two trials of one record each, a summary, an end: six lines."""
    with EvidenceWriter(run_dir, "p") as writer:
        for number in (0, 1):
            writer.lines(lines_of(number, OP, trial_head(1)))
        writer.record(SUMMARY)
        writer.record(DONE)
    return evidence_file(run_dir, "p")


def test_what_was_written_is_read_back(run_dir: Path) -> None:
    whole_run(run_dir)
    stored, trials = read(run_dir)
    assert trials == [
        StoredTrial(0, trial_head(1, choices=[], interrupts=[]), [OP]),
        StoredTrial(1, trial_head(1, choices=[], interrupts=[]), [OP]),
    ]
    assert (stored.summary, stored.attempts, stored.damage) == (SUMMARY, [DONE], [])


def test_log_lines_go_to_a_file_of_their_own(run_dir: Path) -> None:
    written = write(run_dir, OP, LogLine("INFO", "x", "one"), LogLine("INFO", "x", "two"), trial_head(1))
    assert written.log_lines == count_lines(run_dir / "logs" / "p.jsonl") == 2
    assert read(run_dir)[1][0].records == [OP]


def test_a_batch_is_on_disk_before_the_next_one(run_dir: Path) -> None:
    with EvidenceWriter(run_dir, "p") as writer:
        writer.lines(lines_of(0, OP, trial_head(1)))
        assert count_lines(evidence_file(run_dir, "p")) == 2
        writer.lines(lines_of(1, OP, trial_head(1)))
        assert count_lines(evidence_file(run_dir, "p")) == 4


def test_a_later_writer_appends(run_dir: Path) -> None:
    write(run_dir, OP, trial_head(1))
    with EvidenceWriter(run_dir, "p") as writer:
        writer.record(DONE)
    assert read(run_dir)[0].attempts == [DONE]


def test_what_a_mission_redacts_is_in_no_string(run_dir: Path) -> None:
    records: tuple[Record, ...] = (
        Operation("w", "write", "key-s3cret", "s3cret", "ok", 1, 2, "s3cret twice: s3cret"),
        Event("e", 3, {"text": "a s3cret b", "n": 3}),
        Fingerprint("a", "before", "d", "{'k': 's3cret'}"),
        LogLine("INFO", "x", "token=s3cret"),
        trial_head(3, detail="KeyError: s3cret"),
    )
    write(run_dir, *records, redact=(r"s3cret",))
    text = evidence_file(run_dir, "p").read_text() + (run_dir / "logs" / "p.jsonl").read_text()
    assert "s3cret" not in text
    assert text.count(REDACTED) == 8
    assert read(run_dir)[1][0].records[1] == Event("e", 3, {"text": f"a {REDACTED} b", "n": 3})


@pytest.mark.parametrize("pattern", ["PASS", "[0-9a-f]{4,}", "e", ".*"], ids=["verdict", "hex", "letter", "everything"])
def test_a_pattern_that_fits_the_harness_own_words_changes_nothing_that_is_judged(run_dir: Path, pattern: str) -> None:
    fingerprint = Fingerprint("caller:a", "before", "0123456789abcdef")
    head = trial_head(2, verdicts={"run_ends": "PASS"}, choices=[1])
    write(run_dir, OP, fingerprint, head, redact=(pattern,))
    stored, (trial,) = read(run_dir)
    assert stored.damage == []
    assert trial.head is not None
    assert (trial.head.verdicts, trial.head.ended, trial.head.outcome) == ({"run_ends": "PASS"}, "completed", "o")
    assert [getattr(r, "digest", None) or getattr(r, "outcome", None) for r in trial.records] == [
        "ok",
        "0123456789abcdef",
    ]


@pytest.mark.parametrize("pipelines", [0, 1, 8, 9, 40, 1000])
def test_the_pipelines_of_a_run_share_its_cap(pipelines: int) -> None:
    share = writer_module.share_of(pipelines)
    assert 0 < share <= writer_module.BYTES_MAX
    assert share * pipelines <= writer_module.RUN_BYTES_MAX


def test_over_the_cap_records_are_counted_and_the_ends_are_kept(run_dir: Path) -> None:
    with EvidenceWriter(run_dir, "p", bytes_max=1000) as writer:
        writer.lines(lines_of(0, *[OP] * 20, trial_head(20)))
        writer.record(SUMMARY)
        writer.record(DONE)
    stored, trials = read(run_dir)
    kept = sum(len(t.records) for t in trials)
    assert 0 < kept < 20
    assert all(t.head is None for t in trials)
    assert (stored.summary, stored.attempts) == (SUMMARY, [DONE])
    assert stored.cut_off == CutOff(21 - kept, 0, 1000)


def test_log_lines_over_the_cap_are_counted_by_themselves(run_dir: Path) -> None:
    line = LogLine("INFO", "x", "y" * 90)
    with EvidenceWriter(run_dir, "p", bytes_max=1000) as writer:
        writer.lines(lines_of(0, trial_head(0)))
        writer.lines(lines_of(1, *[line] * 20))
    kept = count_lines(run_dir / "logs" / "p.jsonl")
    assert 0 < kept < 20
    stored, _ = read(run_dir)
    assert stored.cut_off == CutOff(0, 20 - kept, 1000)


def test_under_the_cap_nothing_is_said_to_be_cut_off(run_dir: Path) -> None:
    write(run_dir, OP, trial_head(1))
    assert read(run_dir)[0].cut_off is None


def test_an_attempt_that_is_interrupted_says_what_was_cut_off_too(run_dir: Path) -> None:
    with pytest.raises(KeyboardInterrupt), EvidenceWriter(run_dir, "p", bytes_max=1) as writer:
        writer.lines(lines_of(0, OP))
        raise KeyboardInterrupt
    stored, _ = read(run_dir)
    assert stored.cut_off == CutOff(1, 0, 1)


@pytest.mark.parametrize("text", ["\ud800", "ok \udfff end", "\x00\x1f", "\u2028 and \n", "\U0010ffff"], ids=ascii)
def test_no_text_of_a_subject_breaks_a_line(run_dir: Path, text: str) -> None:
    write(run_dir, Event("e", 1, {"text": text, text: 1}), LogLine("INFO", text, text), trial_head(1, detail=text))
    stored, (trial,) = read(run_dir)
    assert stored.damage == []
    assert trial.head is not None and len(trial.records) == 1
    assert count_lines(run_dir / "logs" / "p.jsonl") == 1


@pytest.mark.parametrize("number", [2**53, 2**63, 2**64, -(2**70)], ids=["53-bit", "63-bit", "64-bit", "negative"])
def test_no_number_of_a_subject_breaks_a_line(run_dir: Path, number: int) -> None:
    write(run_dir, Event("e", 1, {"n": number}), trial_head(1))
    stored, (trial,) = read(run_dir)
    assert stored.damage == []
    (event,) = trial.records
    assert isinstance(event, Event) and str(event.fields["n"]) == str(number)


def test_an_attempt_that_died_is_set_aside(run_dir: Path) -> None:
    write(run_dir, OP)
    set_attempt_aside(run_dir, "p")
    assert "p.jsonl is missing" in read(run_dir)[0].damage[0]
    assert (run_dir / "evidence" / "p.attempt-1.jsonl").exists()
    set_attempt_aside(run_dir, "p")
    assert not (run_dir / "evidence" / "p.attempt-2.jsonl").exists()


def cut_last(data: bytes) -> bytes:
    return data[:-9]


def flip(line: int, at: int = 10) -> Callable[[bytes], bytes]:
    """Turns over a high bit of one byte of a line, so that it is no text any more."""

    def flipped(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        lines[line] = lines[line][:at] + bytes([lines[line][at] ^ 0x80]) + lines[line][at + 1 :]
        return b"".join(lines)

    return flipped


def put(line: int, content: bytes) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        lines[line] = content + b"\n"
        return b"".join(lines)

    return changed


def line(**changes: Any) -> bytes:
    """The first record, changed before it was sealed; None takes a field away."""
    body = {k: v for k, v in {**to_json(OP, "p", 0, 0), **changes}.items() if v is not None}
    return sealed(orjson.dumps(body) + b"\n").rstrip()


FOREIGN = line(v=VERSION + 1)
NO_TRIAL = line(tr=None)
OTHER_TYPE = line(invoke="one")
OTHER_PIPELINE = line(sc="q")


def twice(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join([lines[0], *lines])


def swapped(data: bytes) -> bytes:
    first, second, *rest = data.splitlines(keepends=True)
    return b"".join([second, first, *rest])


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        (cut_last, "p.jsonl:6: "),
        (flip(0), "p.jsonl:1: "),
        (flip(3), "p.jsonl:4: "),
        (put(0, FOREIGN), f"p.jsonl:1: record version {VERSION + 1}, expected {VERSION}"),
        (put(1, b""), "p.jsonl:2: "),
        (put(1, b"[1, 2]"), "p.jsonl:2: "),
        (put(1, b"3"), "p.jsonl:2: "),
        (put(0, NO_TRIAL), "p.jsonl:1: "),
        (put(0, OTHER_TYPE), "p.jsonl:1: record of kind 'op' does not fit: invoke is 'one'"),
        (put(0, b"\x00" * 300), "p.jsonl:1: "),
        (put(0, OTHER_PIPELINE), "p.jsonl:1: a record of pipeline 'q'"),
        (lambda data: data.replace(b'"ok"', b'"fail"', 1), "p.jsonl:1: the line is not as it was written"),
        (twice, "p.jsonl:2: record 0 of trial 0 stands behind record 0 of 0"),
        (swapped, "p.jsonl:2: record 0 of trial 0 stands behind record 1 of 0"),
    ],
    ids=[
        "last-line-cut",
        "bit-of-a-record",
        "bit-of-a-head",
        "foreign-version",
        "empty-line",
        "a-list",
        "a-number",
        "no-trial-number",
        "another-type",
        "zeroes",
        "another-pipeline",
        "another-outcome",
        "line-twice",
        "lines-swapped",
    ],
)
def test_damage_is_named_with_its_place(run_dir: Path, damage: Callable[[bytes], bytes], place: str) -> None:
    path = whole_run(run_dir)
    path.write_bytes(damage(path.read_bytes()))
    stored, trials = read(run_dir)
    assert stored.damage[0].startswith(place)
    assert len([t for t in trials if t.head is not None]) >= 1


def test_a_missing_file_is_damage(tmp_path: Path) -> None:
    stored = StoredScenario(tmp_path / "p.jsonl")
    assert list(stored.trials()) == []
    (damage,) = stored.damage
    assert damage.startswith("p.jsonl is missing")


def test_a_folder_in_the_place_of_the_file_is_damage(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").mkdir()
    stored = StoredScenario(tmp_path / "p.jsonl")
    assert list(stored.trials()) == []
    assert stored.damage == ["p.jsonl: Is a directory"]


def test_a_trial_without_its_end_before_another_one_is_damage(run_dir: Path) -> None:
    with EvidenceWriter(run_dir, "p") as writer:
        writer.lines(lines_of(0, OP))
        writer.lines(lines_of(1, OP, trial_head(1)))
        writer.lines(lines_of(2, OP))
        writer.lines(lines_of(3, OP, trial_head(2)))
    stored, trials = read(run_dir)
    assert [(t.number, t.head is not None, len(t.records)) for t in trials] == [
        (0, False, 1),
        (1, True, 1),
        (2, False, 1),
        (3, True, 1),
    ]
    assert stored.damage == ["p.jsonl:2: trial 0 has no end", "p.jsonl:5: trial 2 has no end"]


def test_the_trial_under_way_when_a_worker_died_has_no_head_and_is_no_damage(run_dir: Path) -> None:
    write(run_dir, OP, OP)
    stored, (trial,) = read(run_dir)
    assert (trial.head, len(trial.records), stored.damage) == (None, 2, [])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_whatever_is_in_the_file_reading_never_raises(run_dir: Path, data: st.DataObject) -> None:
    for path in run_dir.glob("*/p*.jsonl"):
        path.unlink()
    path = whole_run(run_dir)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(bytes(content[: data.draw(st.integers(0, len(content)))]))
    stored, trials = read(run_dir)
    assert len(trials) <= 6
    assert all(place.startswith("p.jsonl:") for place in stored.damage)


def test_lines_are_counted_where_there_is_a_file(tmp_path: Path) -> None:
    assert count_lines(tmp_path / "none") == 0
    (tmp_path / "two").write_bytes(b"a\nb\n")
    assert count_lines(tmp_path / "two") == 2
