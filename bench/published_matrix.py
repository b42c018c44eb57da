"""Writes docs/published.md: the CORE missions on the bundled core and on published versions, side by side.

    python -m bench.published_matrix [--budget 60t] [--missions 'CORE-*']

Needs a package index the first time. Exits with 1 where a subject could not be used or the harness failed; refuted
promises are what the table is for.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from harness.errors import ExitCode
from harness.findings.matrix import Matrix
from harness.report.matrix import matrix_markdown

SUBJECTS = ("bundled", "stageflow-core==0.5.0", "stageflow-core==0.9.6", "stageflow-core==1.2.0")
PAGE = Path(__file__).parents[1] / "docs" / "published.md"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="The missions on published versions.")
    parser.add_argument("--budget", default="60t")
    parser.add_argument("--missions", default="CORE-*")
    chosen = parser.parse_args(arguments)
    stress = str(Path(sys.executable).with_name("stageflow-stress"))
    subjects = [word for subject in SUBJECTS for word in ("--subject", subject)]
    with tempfile.TemporaryDirectory(prefix="published-") as out:
        command = [stress, "run", chosen.missions, *subjects, "--budget", chosen.budget, "--json", "--out", out]
        ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if ran.returncode in (ExitCode.USAGE, ExitCode.INTERRUPTED) or not ran.stdout:
            return 1
        told = json.loads(ran.stdout)
        matrix = Matrix.model_validate_json((Path(told["matrix_dir"]) / "matrix.json").read_bytes())
    told_as = matrix.model_copy(update={"command": matrix.command.replace(out, "results")})
    PAGE.write_text(matrix_markdown(told_as, linked=False))
    blocked = [
        f"{m.id}, column {n}" for m in matrix.missions for n, c in enumerate(m.cells, 1) if c.verdict == "BLOCKED"
    ]
    print("\n".join(f"{name}: the harness failed" for name in blocked))
    return 1 if blocked else 0


if __name__ == "__main__":
    sys.exit(main())
