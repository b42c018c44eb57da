"""`run` with several subjects or interpreters: what is run, and the comparison at the end."""

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

from harness import engine
from harness.cli.console import stderr
from harness.errors import UsageError
from harness.evidence.encodable import INDENTED, json_bytes
from harness.evidence.paths import new_matrix_dir, write_atomically
from harness.evidence.redaction import Redaction
from harness.findings.assemble import HARNESS
from harness.findings.document import RunDocument
from harness.findings.matrix import Matrix, Place, columns_of, rows_of
from harness.report.matrix import PAGE, matrix_markdown, matrix_page, print_matrix

MARKDOWN = "MATRIX.md"
DATA = "matrix.json"
Target = tuple[str, str]
"""A subject, and an interpreter; empty for the harness's own."""


def targets_of(subjects: Sequence[str], pythons: Sequence[str]) -> list[Target]:
    """Each subject under each interpreter, once, in the order in which they were named."""
    return list(product(dict.fromkeys(subjects or ["bundled"]), dict.fromkeys(pythons or [""])))


def compare(
    asked: engine.Request,
    names: Sequence[str],
    missions: Sequence[tuple[str, str]],
    targets: Sequence[Target],
    runs: Mapping[Place, RunDocument],
    errors: Mapping[Place, str],
    redaction: Redaction,
    *,
    quiet: bool,
) -> Path:
    """Writes the comparison and shows it; gives its folder. `names` are the missions as the user named them, `missions`
    their ids and titles.
    """
    options = [word for subject in dict.fromkeys(s for s, _ in targets) for word in ("--subject", subject)]
    options += [word for python in dict.fromkeys(p for _, p in targets) if python for word in ("--python", python)]
    folder = new_matrix_dir(asked.out)
    matrix = Matrix(
        matrix_id=folder.name,
        command=redaction.text(engine.command_of(asked, names, options)),
        harness=HARNESS,
        seed=asked.seed,
        extras=list(asked.extras),
        columns=columns_of(targets, runs),
        missions=rows_of(missions, len(targets), runs, errors),
    )
    for name, data in files_of(matrix).items():
        write_atomically(folder / name, data)
    if not quiet:
        console = stderr()
        print_matrix(console, matrix)
        console.print(f"Comparison: {folder / MARKDOWN}", soft_wrap=True, markup=False, highlight=False)
    return folder


def files_of(matrix: Matrix) -> dict[str, bytes]:
    """Name -> bytes of each file of a comparison."""
    return {
        DATA: json_bytes(matrix.model_dump(mode="json", by_alias=True), INDENTED),
        MARKDOWN: matrix_markdown(matrix).encode(),
        PAGE: matrix_page(matrix).encode(),
    }


def refuse_with_several(option: str, targets: Sequence[Target]) -> None:
    """Raises UsageError where an option means one subject and several are named."""
    if len(targets) > 1:
        raise UsageError(f"{option} is for one subject and one interpreter, here are {len(targets)}")
