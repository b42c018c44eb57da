"""Missions by subjects and interpreters: what each run answered, side by side. Pure."""

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import ConfigDict, Field

from harness.catalogue.severities import SEVERITIES, FindingType, Severity
from harness.findings.document import FindingBrief, HypothesisResult, MissionVerdict, RunDocument, Strict


class Column(Strict):
    """A subject under an interpreter. `version` and `python` are what its runs found, empty where none came so far."""

    spec: str
    asked_python: str
    version: str = ""
    python: str = ""
    digest: str = ""


class Cell(Strict):
    """A mission on a subject: its verdict and run folder, or the `error` that kept it from running."""

    verdict: MissionVerdict | None = None
    exit_code: int
    run_id: str = ""
    error: str = ""


class Answers(Strict):
    """A hypothesis with its result in each column; None where that run did not come about."""

    id: str
    claim: str
    promised: bool
    results: list[HypothesisResult | None]


class Issue(Strict):
    """A finding that is no strength, by its fingerprint, with its id in each column, None where it was not found."""

    fingerprint: str
    type: FindingType
    severity: Severity
    title: str
    component: str
    ids: list[str | None]


class MissionRow(Strict):
    """A mission; all lists are in the order of the columns."""

    id: str
    title: str
    cells: list[Cell]
    hypotheses: list[Answers]
    issues: list[Issue]


class Matrix(Strict):
    """The whole of matrix.json."""

    schema_: Literal[1] = Field(alias="schema", default=1)
    matrix_id: str
    command: str
    harness: str
    seed: int
    extras: list[str]
    columns: list[Column]
    missions: list[MissionRow]

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


Place = tuple[int, int]
"""Which mission, and which column, from 0."""


def columns_of(asked: Sequence[tuple[str, str]], runs: Mapping[Place, RunDocument]) -> list[Column]:
    """A column for each subject and interpreter asked for, with what the first of its runs found."""
    found = [next((run for (_, at), run in runs.items() if at == number), None) for number in range(len(asked))]
    return [
        Column(spec=spec, asked_python=python)
        if run is None
        else Column(
            spec=spec,
            asked_python=python,
            version=run.subject.version,
            python=run.subject.python,
            digest=run.subject.digest,
        )
        for (spec, python), run in zip(asked, found, strict=True)
    ]


def rows_of(
    missions: Sequence[tuple[str, str]], columns: int, runs: Mapping[Place, RunDocument], errors: Mapping[Place, str]
) -> list[MissionRow]:
    """A row for each mission, by id and title."""
    return [
        _row(*mission, [runs.get((row, n)) for n in range(columns)], [errors.get((row, n), "") for n in range(columns)])
        for row, mission in enumerate(missions)
    ]


def _row(id_: str, title: str, runs: Sequence[RunDocument | None], errors: Sequence[str]) -> MissionRow:
    return MissionRow(
        id=id_,
        title=title,
        cells=[_cell(run, error) for run, error in zip(runs, errors, strict=True)],
        hypotheses=_answers(runs),
        issues=_issues(runs),
    )


def _cell(run: RunDocument | None, error: str) -> Cell:
    if run is None:
        return Cell(exit_code=2, error=error)
    return Cell(verdict=run.verdict, exit_code=run.exit_code, run_id=run.run_id)


def _answers(runs: Sequence[RunDocument | None]) -> list[Answers]:
    """By the order of the mission, which is the same for every subject."""
    first = next((run for run in runs if run is not None), None)
    results = [{} if run is None else {h.id: h for h in run.hypotheses} for run in runs]
    return [
        Answers(
            id=h.id,
            claim=h.claim,
            promised=any(of[h.id].promise is not None for of in results if h.id in of),
            results=[of[h.id].result if h.id in of else None for of in results],
        )
        for h in (first.hypotheses if first else ())
    ]


def _issues(runs: Sequence[RunDocument | None]) -> list[Issue]:
    """Each once, the most severe first; in which columns it was found is what a reader looks for."""
    found: dict[str, FindingBrief] = {}
    by_column = [{f.fingerprint: f for f in run.findings if f.type != "strength"} if run else {} for run in runs]
    for column in by_column:
        found = column | found
    ordered = sorted(found.values(), key=lambda f: (SEVERITIES.index(f.severity), f.component, f.title, f.fingerprint))
    return [
        Issue(
            fingerprint=f.fingerprint,
            type=f.type,
            severity=f.severity,
            title=f.title,
            component=f.component,
            ids=[column[f.fingerprint].id if f.fingerprint in column else None for column in by_column],
        )
        for f in ordered
    ]
