"""thaw hands out bytearrays of the caller's own, at any depth."""

from typing import Any

from stageflow.plus import thaw


def test_a_thawed_bytearray_is_a_copy() -> None:
    source = {"bytes": bytearray(b"ab"), "inside": [(bytearray(b"c"),)]}
    copy = thaw(source)
    copy["bytes"].append(7)
    copy["inside"][0][0].append(7)
    assert source == {"bytes": bytearray(b"ab"), "inside": [(bytearray(b"c"),)]}


def test_a_bytearray_deeper_than_the_stack_is_a_copy() -> None:
    source: Any = [bytearray(b"ab")]
    for _ in range(5000):
        source = [source]
    copy = thaw(source)
    left, right = source, copy
    while isinstance(left[0], list):
        left, right = left[0], right[0]
    assert left[0] == right[0]
    assert left[0] is not right[0]
