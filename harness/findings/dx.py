"""Developer-experience scores: one measured figure for each of eight categories, scored by a published rubric. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from harness.catalogue.dx_measures import IN_THE_PARENT, MEASURES, RUBRIC
from harness.findings.document import Dx, DxProbe, DxScore, Hypothesis

RUBRICS: dict[str, str] = {
    RUBRIC: (
        "Each category has one measured figure, and limits from which on it is worth 5, 4, 3 or 2; anything worse is a "
        "1. A category for which the subject carries nothing to measure has no score. The overall score is the mean of "
        "those that have one."
    ),
}


def score_dx(probes: Sequence[DxProbe], measures: Iterable[Mapping[str, Any]], hypotheses: Sequence[Hypothesis]) -> Dx:
    """Scores from 1 to 5 by rubric v1, in the order of the catalogue's categories.

    `measures`: [{"category", "milli", "fact"}] as the worker gave them; without any, nothing was asked for and no
    category has a score. Friction points and delightful moments are the `probes`; they move no score.
    """
    told = {m["category"]: (m["milli"], str(m["fact"])) for m in measures}
    if told:
        told |= dict.fromkeys(IN_THE_PARENT, _flexibility(hypotheses))
    scores = [_score(measure.category, *told.get(measure.category, (None, "not measured"))) for measure in MEASURES]
    return Dx(rubric=RUBRIC, scores=scores, overall=_mean(s.score for s in scores), probes=list(probes))


def _flexibility(hypotheses: Sequence[Hypothesis]) -> tuple[int | None, str]:
    lacking = [h.id for h in hypotheses if h.result == "unsupported"]
    if not hypotheses:
        return None, "no hypothesis"
    able = len(hypotheses) - len(lacking)
    text = f"{able} of {len(hypotheses)} hypotheses" + (f", not {', '.join(lacking)}" if lacking else "")
    return round(1000 * able / len(hypotheses)), text


def _score(category: str, milli: int | None, fact: str) -> DxScore:
    if milli is None:
        return DxScore(category=category, score=None, value=None, fact=fact)
    measure = next(m for m in MEASURES if m.category == category)
    return DxScore(category=category, score=measure.score(milli / 1000), value=milli / 1000, fact=fact)


def _mean(scores: Iterable[int | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return round(sum(known) / len(known), 2) if known else None
