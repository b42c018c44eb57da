"""Developer-experience scores: eight categories, each from executed probes by a rubric that the report prints. Pure."""

from collections.abc import Iterable, Sequence

from harness.catalogue.probes import CATEGORIES
from harness.findings.document import Dx, DxProbe, DxScore

RUBRIC = "rubric v1"
RUBRICS: dict[str, str] = {
    RUBRIC: (
        "Each category starts at 1 and gains up to 4 points, in proportion to the probed facts that hold, rounded half "
        "up to a whole score. A category in which nothing was probed has no score. The overall score is the mean of "
        "the categories that have one."
    ),
}


def score_dx(probes: Sequence[DxProbe]) -> Dx:
    """Scores from 1 to 5 by rubric v1, in the order of the catalogue's categories; None where nothing was probed.

    Every fact weighs the same; a score from one fact can only be 1 or 5, which is why `passed` and `probed` go with it.
    """
    by_category: dict[str, list[DxProbe]] = {category: [] for category in CATEGORIES}
    for probe in probes:
        by_category.setdefault(probe.category, []).append(probe)
    scores = [_score(category, found) for category, found in by_category.items()]
    return Dx(rubric=RUBRIC, scores=scores, overall=_mean(s.score for s in scores), probes=list(probes))


def _score(category: str, probes: Sequence[DxProbe]) -> DxScore:
    frictions = [probe.says for probe in probes if not probe.ok]
    passed, probed = len(probes) - len(frictions), len(probes)
    if not probed:
        return DxScore(category=category, score=None, passed=0, probed=0, notes="Nothing was probed.")
    score = 1 + (8 * passed + probed) // (2 * probed)  # 1 + round(4 * passed / probed), halves up
    return DxScore(
        category=category, score=score, passed=passed, probed=probed, notes=" ".join(frictions) or "Every fact holds."
    )


def _mean(scores: Iterable[int | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return round(sum(known) / len(known), 2) if known else None
