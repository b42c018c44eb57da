"""The shape of a message: what stays of it when numbers, ids and quoted values are taken out."""

import re
from functools import lru_cache

SHAPE_CHARS_MAX = 160
_READ_CHARS_MAX = 600
_VALUES = re.compile(
    r"(?P<id>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})"
    r"|(?P<hex>0[xX][0-9a-fA-F]+|\b(?=[a-f]{0,15}\d)(?=\d{0,15}[a-f])[0-9a-f]{8,64}\b)"
    r"|(?P<quoted>(?<!\w)'[^']*'(?!\w)|\"[^\"]*\"|`[^`]*`)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
)
_PLACES = {"id": "<id>", "hex": "<hex>", "quoted": "'*'", "number": "#"}
_BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=1024)
def shape_of(message: str) -> str:
    """Two messages that one statement logged have the same shape, as far as nothing but values differs.

    Words that vary, such as names without a digit, are not known as values. At most `SHAPE_CHARS_MAX` characters, on
    one line; the same on every machine.
    """
    text = _VALUES.sub(lambda match: _PLACES[str(match.lastgroup)], message[:_READ_CHARS_MAX])
    return _BLANKS.sub(" ", text).strip()[:SHAPE_CHARS_MAX]
