"""The mission that `stageflow-stress new` writes: blank.yaml, itself a mission, under another id."""

import re
from pathlib import Path

from harness.errors import UsageError
from harness.mission.model import MISSION_ID

BLANK = Path(__file__).with_name("blank.yaml")
BLANK_ID = "BLANK-001"
_ID_LENGTH_MAX = 64


def blank_mission(mission_id: str) -> str:
    """Its text. Raises UsageError for what is no id."""
    if not re.fullmatch(MISSION_ID, mission_id) or len(mission_id) > _ID_LENGTH_MAX:
        raise UsageError(
            f"{mission_id!a} is no id of a mission\n"
            f"  expected letters and digits, joined by single hyphens, at most {_ID_LENGTH_MAX}, such as ORDERS-001"
        )
    text = BLANK.read_text(encoding="utf-8")
    written = mission_id if re.match(r"[A-Za-z]", mission_id) and "-" in mission_id else f'"{mission_id}"'
    return text.replace(f"id: {BLANK_ID}\n", f"id: {written}\n").replace(BLANK_ID, mission_id)
