"""Any text and number as JSON: what UTF-8 or 64 bits cannot hold is spelled out, what is too long is cut."""

from collections.abc import Mapping
from typing import Any

import orjson

TEXT_CHARS_MAX = 2_000
INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def json_bytes(value: Any, option: int = INDENTED) -> bytes:
    """The one way in which the parent writes JSON. Raises TypeError for what is no JSON at all, such as a set."""
    try:
        return orjson.dumps(value, option=option)
    except TypeError:
        return orjson.dumps(encodable(value), option=option)


def encodable(value: Any) -> Any:
    """`value` with lone surrogates as the text of their escapes, and integers over 64 bits as text."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, Mapping):
        return {encodable(k): encodable(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [encodable(v) for v in value]
    return str(value) if isinstance(value, int) and value.bit_length() > 63 else value


def bounded(text: str, chars_max: int = TEXT_CHARS_MAX) -> str:
    """The start of a text, with how much of it was left out, in `chars_max` characters; lines stay lines."""
    if len(text) <= chars_max:
        return text
    kept = chars_max - len(f"... ({len(text):,} more characters)")
    return f"{text[:kept]}... ({len(text) - kept:,} more characters)"
