"""Any text and number as JSON: what UTF-8 or 64 bits cannot hold, or nobody sees, is spelled out; long text is cut."""

import unicodedata
from collections.abc import Mapping
from typing import Any

import orjson

TEXT_CHARS_MAX = 2_000
INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Of characters that a terminal or an editor obeys, hides or reorders the text by."""


def json_bytes(value: Any, option: int = INDENTED) -> bytes:
    """The one way in which the parent writes JSON. Raises TypeError for what is no JSON at all, such as a set.

    Characters that nobody would see are written as their escapes, so that the text can be printed; a reader of JSON
    gets them back.
    """
    try:
        return _spelled_out(orjson.dumps(value, option=option))
    except TypeError:
        return _spelled_out(orjson.dumps(encodable(value), option=option))


def _spelled_out(data: bytes) -> bytes:
    if data.isascii() and b"\x7f" not in data:  # orjson escapes what is below a blank
        return data
    text = data.decode()
    hidden = {c for c in set(text) if c >= "\x7f" and unicodedata.category(c) in HIDDEN_CATEGORIES}
    return text.translate({ord(c): _escape(c) for c in hidden}).encode() if hidden else data


def _escape(character: str) -> str:
    """As JSON writes it: one or two units of UTF-16."""
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


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
