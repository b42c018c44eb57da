"""a_session_grows_with_its_content: bytes that a conversation holds, as a function of what was said in it."""

from harness.checks.slope import theil_sen
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous

CHECKPOINTS_MIN = 10
WARM = 2
"""Checkpoints at the beginning that are left out."""
PER_BYTE_MAX = 2.0
"""For each byte of text so many may be held: texts of a kilobyte and more leave half of it for what is around them."""
BEND_MAX = 1.25
"""The second half may grow so much faster than the first; a cost that grows with the square has a factor near 3."""


def a_session_grows_with_its_content(evidence: TrialEvidence) -> Verdict:
    """What a session holds grows with its texts, by at most two bytes for each, and in the second half of it at most a
    quarter faster than in the first: by Theil-Sen slopes over the checkpoints.

    Vacuous under ten checkpoints, or where nothing was said. Counts what Python's allocator holds, and not the memory
    of the process; says nothing about sessions that are much longer.
    """
    grown = evidence.events("session_grew")
    points = [(_number(e.fields["content"]), _number(e.fields["bytes"])) for e in grown][WARM:]
    if len(grown) < CHECKPOINTS_MIN:
        return vacuous(f"fewer than {CHECKPOINTS_MIN} checkpoints", len(grown))
    if len({content for content, _ in points}) < len(points):
        return vacuous("nothing was said between two checkpoints", len(grown))
    whole, half = theil_sen(points), len(points) // 2
    early, late = theil_sen(points[:half]), theil_sen(points[half:])
    wrong, kinds = [], []
    if whole > PER_BYTE_MAX:
        wrong.append(f"The session holds {whole:.2f} bytes more for each byte of text; allowed are {PER_BYTE_MAX}.")
        kinds.append("too much")
    if late > BEND_MAX * max(early, 0.0) and late > 1:
        wrong.append(
            f"In its first half it held {early:.2f} bytes more for each byte of text, in its second {late:.2f}."
        )
        kinds.append("not linear")
    if wrong:
        first, last = points[0], points[-1]
        wrong.append(f"It held {first[1]:,} bytes with {first[0]:,} of text, and {last[1]:,} with {last[0]:,}.")
        return failed("the session grows faster than its content", len(grown), wrong, f"growth: {', '.join(kinds)}")
    said = f"{whole:.2f} bytes for each byte of text ({early:.2f} in the first half, {late:.2f} in the second)"
    return passed(said, len(grown))


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


CHECK = CheckSpec("a_session_grows_with_its_content", a_session_grows_with_its_content, needs=("session_grew",))
