"""Code that is not the same any more when it has been tested: no verdict says that it was."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ended
from tests.cli.small import defective_core, own_mission

Stress = Callable[..., Ended]
STAGES = """\
from pathlib import Path

import stageflow


class Edits:
    name, kind = "edits", "transform"

    async def execute(self, ctx):
        with Path({what}.__file__).resolve().open("a") as file:
            file.write("# once more\\n")
"""


@pytest.mark.parametrize(
    ("what", "says", "in_the_report"),
    [
        ("stageflow.core", "own/stageflow: the subject was changed while it was tested", "own/stageflow/core/__init__"),
        ("__import__(__name__)", "the code of the stages of counting was changed while", "missions/own_stages.py`"),
    ],
    ids=["the subject", "a stage"],
)
def test_what_edits_itself_is_of_no_version_and_what_it_did_is_told(
    stress: Stress, folder: Path, what: str, says: str, in_the_report: str
) -> None:
    defective_core(folder / "own", "import stageflow.core")
    (folder / "missions" / "own_stages.py").write_text(STAGES.format(what=what))
    (folder / "missions" / "OWN-001.yaml").write_text(own_mission("Edits"))
    ended = stress("run", "OWN-001", "--subject", "path:own")
    assert (ended.code, says in ended.err) == (2, True), ended.err
    resumed = stress("run", "--resume", "latest")
    assert (resumed.code, "changed" in resumed.err) == (2, True), resumed.err
    stress("check", "latest")
    (report,) = folder.glob("results/OWN-001/run-*/FINAL_REPORT.md")
    assert in_the_report in report.read_text()
