"""Differences of texts, JSON and dictionaries (section 14.11 of the specification)."""

import copy
import json
from bisect import bisect_left
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageflow.tools import ApprovalStatus, DiffLine, DiffResult, DiffType, diff_json, diff_structured, diff_text

KEYS = st.text("ab/~01", max_size=3)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.0, 1.0, -1.5]) | st.text("a", max_size=2),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
TREES = st.dictionaries(KEYS, JSON, max_size=4) | st.lists(JSON, max_size=5)


def patched(document: Any, operations: list[dict[str, Any]]) -> Any:
    """RFC 6902, applied as it is written there: its own few lines, so that nothing of the code is trusted."""
    root = {"": copy.deepcopy(document)}
    for operation in operations:
        steps = [
            s.replace("~1", "/").replace("~0", "~") for s in ("/" + operation["path"].removeprefix("/")).split("/")
        ]
        steps = [""] if operation["path"] == "" else ["", *steps[1:]]
        holder: Any = root
        for step in steps[:-1]:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        last: Any = int(steps[-1]) if isinstance(holder, list) else steps[-1]
        if operation["op"] == "remove":
            del holder[last]
        elif operation["op"] == "add" and isinstance(holder, list):
            assert last <= len(holder)
            holder.insert(last, operation["value"])
        else:
            assert operation["op"] == "add" or isinstance(holder, list) or last in holder
            holder[last] = operation["value"]
    return root[""]


@given(TREES, TREES)
def test_a_patch_gives_the_new_document_by_the_rules_of_its_rfc(old: Any, new: Any) -> None:
    """D-40: what a reader of RFC 6902 and 6901 does with it."""
    result = diff_json(old, new)
    operations = json.loads(result.diff_output)
    assert json.dumps(patched(old, operations), sort_keys=True) == json.dumps(new, sort_keys=True)
    assert result.has_changes == (json.dumps(old, sort_keys=True) != json.dumps(new, sort_keys=True))
    assert result.additions == sum(o["op"] != "remove" for o in operations)
    assert result.deletions == sum(o["op"] == "remove" for o in operations)


@pytest.mark.parametrize(
    ("old", "new", "operations"),
    [
        ({"a": [1, 2, 3, 4]}, {"a": [1]}, [("remove", "/a/3"), ("remove", "/a/2"), ("remove", "/a/1")]),
        ({"a/b": 1, "c~d": 2}, {}, [("remove", "/a~1b"), ("remove", "/c~0d")]),
        ({"a": {"b": 1}}, {"a": [1]}, [("replace", "/a")]),
        ([1], {"a": 1}, [("replace", "")]),
        ({"a": 1}, {"a": True}, [("replace", "/a")]),
        ({"": 1}, {"": 2}, [("replace", "/")]),
        (
            {"x": 1, "k": 1, "y": 1},
            {"k": 2, "n": 3},
            [("remove", "/x"), ("remove", "/y"), ("replace", "/k"), ("add", "/n")],
        ),
        (None, {"a": 1}, [("add", "/a")]),
    ],
    ids=["back-to-front", "escapes", "other-kind", "at-the-root", "no-number", "empty-key", "order", "nothing"],
)
def test_operations_come_in_an_order_that_can_be_applied(old: Any, new: Any, operations: list[tuple[str, str]]) -> None:
    """D-40."""
    found = json.loads(diff_json(old, new).diff_output)
    assert [(o["op"], o["path"]) for o in found] == operations


def test_a_patch_is_one_operation_for_each_line() -> None:
    result = diff_json({"a": 1, "b": 1}, {"b": 2})
    assert result.diff_output == (
        '[\n  {"op": "remove", "path": "/a"},\n  {"op": "replace", "path": "/b", "value": 2}\n]'
    )
    assert (result.diff_type, result.changes, result.additions, result.deletions) == (DiffType.JSON_PATCH, [], 1, 1)
    assert result.change_summary == "+1 -1"
    assert json.loads(result.old_content or "") == {"a": 1, "b": 1}


def test_how_alike_documents_are() -> None:
    assert diff_json({"a": 1}, {"a": 1}).similarity == 1.0
    assert diff_json(None, None).similarity == 1.0
    assert diff_json(None, {}).similarity == diff_json({}, None).similarity == 0.0
    assert 0 < diff_json({"a": 1}, {"a": 2}).similarity < 1
    assert (diff_json(None, {}).old_content, diff_json({}, None).new_content) == (None, None)


def test_documents_of_any_depth_are_compared() -> None:
    def nest(leaf: Any) -> Any:
        value = leaf
        for _ in range(900):
            value = {"a": value}
        return value

    (operation,) = json.loads(diff_json(nest(1), nest(2)).diff_output)
    assert operation["path"] == "/a" * 900


@pytest.mark.parametrize(
    ("old", "new", "operations"),
    [
        ({"a": (1, [2])}, {"a": [1, (2,)]}, []),
        ({"a": (1,)}, {"a": (True,)}, [("replace", "/a/0")]),
        ({1: 0, "x": 0}, {"1": 0, "x": 0}, []),
        ({True: 0}, {1: 0}, [("remove", "/true"), ("add", "/1")]),
        ({None: 0, 1.5: 0}, {"null": 1}, [("remove", "/1.5"), ("replace", "/null")]),
        (({1: 2},), [{}], [("remove", "/0/1")]),
    ],
    ids=["tuples", "one-is-not-true", "number", "true", "none", "nested"],
)
def test_what_is_compared_is_what_json_would_hold(old: Any, new: Any, operations: list[tuple[str, str]]) -> None:
    result = diff_json(old, new)
    found = json.loads(result.diff_output)
    assert [(o["op"], o["path"]) for o in found] == operations
    assert patched(json.loads(json.dumps(old)), found) == json.loads(json.dumps(new))
    assert (result.old_content, result.new_content) == (json.dumps(old, indent=2), json.dumps(new, indent=2))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"a": [1, float("nan")]}, "at '/a/1': in JSON nan is no number"),
        ({"a": float("-inf")}, "at '/a': in JSON -inf is no number"),
        ({"a/b": {1}}, "at '/a~1b': in JSON frozenset is no type of value"),
        ([object()], "at '/0': in JSON object is no type of value"),
        ({"a": {1: 0, "1": 0}}, r"at '/a': in JSON two of the keys \[1, '1'\] are one"),
        ({"a": {(1,): 0}}, r"at '/a': in JSON \(1,\) is no key"),
        ({float("inf"): 0}, "at '': in JSON inf is no key"),
        ({"a": [10**5000]}, "at '/a/0': in JSON an integer has more digits than Python writes"),
        ({"a": {10**5000: 0}}, "at '/a': in JSON an integer has more digits than Python writes"),
    ],
    ids=["nan", "infinity", "set", "object", "one-key", "tuple-key", "infinite-key", "long", "long-key"],
)
def test_what_json_cannot_hold_is_refused_with_its_path(wrong: Any, says: str) -> None:
    with pytest.raises(TypeError, match=f"^old, {says}"):
        diff_json(wrong, {})
    with pytest.raises(TypeError, match=f"^new, {says}"):
        diff_json(None, wrong)


@pytest.mark.parametrize("leaf", [1, [1]], ids=["objects", "lists"])
def test_a_document_that_is_too_deep_is_refused_with_its_path(leaf: Any) -> None:
    """And at once: 100,000 levels would be texts of gigabytes."""
    deep = leaf
    for _ in range(100_000):
        deep = {"a": deep} if leaf == 1 else [deep]
    step = "/a" if leaf == 1 else "/0"
    levels = 100_001 if leaf == 1 else 100_002
    with pytest.raises(TypeError, match=f"^new, at '{step * 40}...': {levels} levels are more than can be written"):
        diff_json({}, deep)


@pytest.mark.parametrize("kind", [dict, list], ids=["objects", "lists"])
@pytest.mark.parametrize("side", ["old", "new"])
def test_a_document_near_the_limit_is_compared_or_refused(kind: type, side: str) -> None:
    """The patch and the similarity are written too, and have limits of their own."""

    def refused(levels: int) -> bool:
        deep: Any = 1
        for _ in range(levels):
            deep = {"a": deep} if kind is dict else [deep]
        pair = ({"k": {"v": deep}}, {"k": {"v": 1}})
        try:
            diff_json(*(pair if side == "old" else pair[::-1]))
        except TypeError as error:
            assert str(error).startswith(f"{side}, at '/k/v/")
            return True
        return False

    first = bisect_left(range(1000), True, lo=900, key=refused)
    assert [refused(levels) for levels in range(first - 5, first + 5)] == [False] * 5 + [True] * 5


def test_a_text_that_is_a_member_of_an_enum_is_its_value() -> None:
    member = ApprovalStatus.PENDING
    old, new = {member: 1, "v": member}, {member: 2, "v": "pending"}
    operations = json.loads(diff_json(old, new).diff_output)
    assert operations == [{"op": "replace", "path": "/pending", "value": 2}]
    with pytest.raises(TypeError, match="at '/pending': in JSON nan"):
        diff_json({member: float("nan")}, {})


def test_a_document_that_contains_itself_is_refused() -> None:
    loop: dict[str, Any] = {}
    loop["a"] = [loop]
    with pytest.raises(ValueError, match="contains itself"):
        diff_json(loop, {})


OLD, NEW = "one\ntwo\nthree\n", "one\n2\nthree\nfour\n"


def test_texts_are_compared_line_by_line() -> None:
    result = diff_text(OLD, NEW)
    assert result.diff_output == ("--- a/original\n+++ b/modified\n@@ -1,3 +1,4 @@\n one\n-two\n+2\n three\n+four\n")
    assert [(c.type, c.content, c.line_number_old, c.line_number_new) for c in result.changes] == [
        ("equal", "one", 1, 1),
        ("remove", "two", 2, None),
        ("add", "2", None, 2),
        ("equal", "three", 3, 3),
        ("add", "four", None, 4),
    ]
    assert (result.additions, result.deletions, result.unchanged) == (2, 1, 2)
    assert (result.has_changes, result.change_summary) == (True, "+2 -1")
    assert (result.old_content, result.new_content) == (OLD, NEW)
    assert 0 < result.similarity < 1


def test_the_same_text_is_no_change() -> None:
    result = diff_text(OLD, OLD)
    assert (result.diff_output, result.changes, result.similarity) == ("", [], 1.0)
    assert (result.has_changes, result.change_summary) == (False, "no changes")
    assert diff_text("", "").similarity == 1.0


def test_from_nothing_and_to_nothing() -> None:
    came, went = diff_text("", "a\nb\n"), diff_text("a\nb\n", "")
    assert (came.additions, came.deletions, came.change_summary) == (2, 0, "+2")
    assert (went.additions, went.deletions, went.change_summary) == (0, 2, "-2")


def test_the_form_is_the_one_that_was_asked_for() -> None:
    stars = diff_text("a @@ b\n", "c\n", DiffType.CONTEXT, fromfile="x", tofile="y")
    assert stars.diff_type is DiffType.CONTEXT
    assert stars.diff_output.splitlines() == ["--- x", "+++ y", "**** -1 +1 ****", "-a @@ b", "+c"]
    assert diff_text(OLD, NEW, DiffType.LINE_BY_LINE).diff_type is DiffType.LINE_BY_LINE
    near = diff_text("".join(f"{n}\n" for n in range(50)), "".join(f"{n}\n" for n in range(51)), context_lines=1)
    assert near.unchanged == 1


LINES = st.lists(st.sampled_from(["a", "b", "--- a", "+++ b", "@@ -1 +1 @@", "-", "+", ""]), max_size=8)


@given(LINES, LINES)
def test_lines_that_look_like_a_header_are_counted_as_what_they_are(old: list[str], new: list[str]) -> None:
    """D-40: without limit of context the changes are the whole of both texts."""
    was, now = ("".join(f"{line}\n" for line in lines) for lines in (old, new))
    result = diff_text(was, now, context_lines=100)
    if was == now:
        assert result.changes == []
        return
    for kind, lines, numbered in (("remove", old, "line_number_old"), ("add", new, "line_number_new")):
        held = [c for c in result.changes if c.type in (kind, "equal")]
        assert [c.content for c in held] == lines
        assert [getattr(c, numbered) for c in held] == list(range(1, len(lines) + 1))
    assert result.additions == len(new) - result.unchanged
    assert result.deletions == len(old) - result.unchanged


def test_dictionaries_are_compared_key_by_key() -> None:
    result = diff_structured({"gone": 1, "same": 2, "b": 3}, {"same": 2, "b": "x", "new": None})
    assert result.diff_output == "--- old\n+++ new\n- gone: 1\n+ new: None\n- b: 3\n+ b: 'x'"
    assert [(c.type, c.content, c.line_number_old, c.line_number_new) for c in result.changes] == [
        ("remove", "gone: 1", None, None),
        ("add", "new: None", None, None),
        ("remove", "b: 3", None, None),
        ("add", "b: 'x'", None, None),
    ]
    assert (result.diff_type, result.additions, result.deletions, result.unchanged) == (DiffType.LINE_BY_LINE, 2, 2, 0)
    ignoring = diff_structured({"a": 1, "b": 1}, {"a": 2, "b": 1}, ignore_keys={"a"})
    assert not ignoring.has_changes and ignoring.similarity < 1


def test_results_are_plain_data_and_frozen() -> None:
    line = DiffLine("add", "x", None, 3)
    assert line.to_dict() == {"type": "add", "content": "x", "line_number_old": None, "line_number_new": 3}
    given = [line]
    result = DiffResult(DiffType.UNIFIED, "text", given, 1)
    given.clear()
    assert result.to_dict() == {
        "diff_type": "unified",
        "diff_output": "text",
        "changes": [line.to_dict()],
        "additions": 1,
        "deletions": 0,
        "unchanged": 0,
        "similarity": 1.0,
    }
    with pytest.raises(TypeError):
        result.changes.append(line)
    assert {kind.name: kind.value for kind in DiffType} == {
        "UNIFIED": "unified",
        "CONTEXT": "context",
        "JSON_PATCH": "json_patch",
        "LINE_BY_LINE": "line_by_line",
    }
