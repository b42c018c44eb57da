"""What a run redacts, taken out of previews before they are cut: the first half of a secret fits no pattern."""

from collections.abc import Mapping, Sequence
from typing import Any

from harness.evidence import redaction
from harness.evidence.fingerprint import PREVIEW_CHARS_MAX, preview
from harness.worker import recorder


def take_out(told: Mapping[str, Sequence[str]]) -> None:
    """From now on, in all that is recorded in this process. `told` is what `Redaction.to_json` gives."""
    redaction.here = redaction.Redaction(**told)
    if redaction.here:
        vars(recorder)["preview"] = redacted_preview


def redacted_preview(value: Any, limit: int = PREVIEW_CHARS_MAX) -> str:
    """As `preview`, redacted."""
    text = redaction.here.text(preview(value, limit + redaction.REACH_CHARS))
    return text if len(text) <= limit else text[: limit - 3] + "..."
