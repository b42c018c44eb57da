"""What of the developer experience is measured: one figure for each category, and the scores it is worth (rubric v1).

Standard library only. A figure is a whole number of thousandths where it goes over the wire.
"""

from dataclasses import dataclass

RUBRIC = "rubric v1"


@dataclass(frozen=True, slots=True)
class Measure:
    """`limits` are the figures from which on a 5, a 4, a 3 and a 2 are given; anything worse is a 1."""

    category: str
    fact: str
    limits: tuple[float, float, float, float]
    higher_is_better: bool
    code: str

    def score(self, value: float) -> int:
        """From 1 to 5; the limit itself is good enough."""
        for score, limit in zip((5, 4, 3, 2), self.limits, strict=True):
            if value >= limit if self.higher_is_better else value <= limit:
                return score
        return 1


_SHARE = (0.95, 0.85, 0.7, 0.5)

MEASURES: tuple[Measure, ...] = (
    Measure(
        "discoverability",
        "share of the names that users need which can be imported from the package root or from one more module",
        _SHARE,
        True,
        "from stageflow import ...",
    ),
    Measure(
        "clarity",
        "share of the parameters of public callables that can be given by name, have a type, and mean the same "
        "wherever their name stands",
        _SHARE,
        True,
        "inspect.signature(...)",
    ),
    Measure(
        "documentation",
        "share of what is documented that holds: public names have a docstring, its examples run, the parameters it "
        "lists exist",
        _SHARE,
        True,
        "inspect.getdoc(...), doctest",
    ),
    Measure(
        "error_messages",
        "points of the errors of common mistakes, of three each: it names what is wrong, where, and the next step",
        (0.9, 0.75, 0.55, 0.35),
        True,
        "Pipeline().with_stage(...).build(), graph.run(ctx)",
    ),
    Measure(
        "debugging",
        "share of the seeded faults whose error names the stage at fault and keeps the original error",
        _SHARE,
        True,
        "await graph.run(ctx)  # with a fault in one stage",
    ),
    Measure(
        "boilerplate",
        "syntax nodes of the smallest pipeline of two stages, for each node of the same with asyncio alone",
        (2.0, 4.0, 6.0, 10.0),
        False,
        "ast.walk(ast.parse(...))",
    ),
    Measure(
        "flexibility",
        "share of the hypotheses of this mission for which the subject has what they need",
        _SHARE,
        True,
        "hypotheses that are not unsupported",
    ),
    Measure(
        "performance",
        "time of a run for each time of the same with bare tasks, the worst of 10, 100 and 1,000 stages",
        (2.0, 4.0, 8.0, 16.0),
        False,
        "await graph.run(ctx), against asyncio.gather",
    ),
)
MEASURE = {measure.category: measure for measure in MEASURES}
IN_THE_PARENT = ("flexibility",)
"""What is known only when a run has been judged."""
