"""`stageflow-stress schema`: the JSON Schema of mission files, for editors and other programs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from harness.evidence.paths import write_atomically
from harness.mission.json_schema import schema_text


def command(
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there instead of printing it.")] = None,
) -> None:
    """Print the JSON Schema of a mission file, or write it to a file.

    An editor that knows YAML uses it where the first line of a mission is
    `# yaml-language-server: $schema=mission.schema.json` and the schema stands beside it.
    """
    text = schema_text()
    if out is None:
        sys.stdout.write(text)
        return
    write_atomically(out, text.encode())
