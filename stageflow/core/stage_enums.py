"""What a stage is for, and how it ended."""

from enum import Enum


class StageKind(str, Enum):  # noqa: UP042 - the 0.5 interface fixes the bases
    """What a stage is for. The engine treats all kinds alike."""

    TRANSFORM = "transform"
    ENRICH = "enrich"
    ROUTE = "route"
    GUARD = "guard"
    WORK = "work"
    AGENT = "agent"


class StageStatus(str, Enum):  # noqa: UP042 - the 0.5 interface fixes the bases
    """How a stage ended."""

    OK = "ok"
    SKIP = "skip"
    CANCEL = "cancel"
    FAIL = "fail"
    RETRY = "retry"
