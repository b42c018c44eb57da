"""Who a finding is: one fingerprint in every format and on every machine, and the ids that people read."""

import hashlib
import json

from harness.catalogue.severities import TYPE_CODES, FindingType

VERSION = 1
_HEX_DIGITS = 16


def fingerprint(mission: str, check: str, component: str, signature: str) -> str:
    """16 hex digits over mission, check (or probe), component and the way it failed, and nothing else.

    Title, seed, machine, time and order of runs do not enter, so a renamed finding stays the same one. The fields are
    hashed as a JSON array, so that no two different quadruples run into one text. A new way of hashing gets a new
    VERSION, which is hashed too.
    """
    text = json.dumps([VERSION, mission, check, component, signature], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:_HEX_DIGITS]


def readable_id(mission: str, type_: FindingType, fingerprint: str) -> str:
    """The id of a finding that its mission does not declare: CORE-008-BUG-1a2b3c4d."""
    return f"{mission}-{TYPE_CODES[type_]}-{fingerprint[:8]}"


def short_id(id_: str) -> str:
    """The last two parts of an id, as reports show it beside the whole: DX-001 for CORE-008-DX-001."""
    return "-".join(id_.split("-")[-2:])
