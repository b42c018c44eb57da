"""From a file to a Mission, with every problem of the file reported at once."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from harness.errors import MissionError
from harness.mission.consistency import check_consistency
from harness.mission.draft import read_draft
from harness.mission.model import Mission, MissionFile
from harness.mission.names import check_arguments, check_names
from harness.mission.parameters import SECTION, report_unused, settle, substituted
from harness.mission.places import read_bytes, read_document, shown
from harness.mission.problems import Problems
from harness.mission.shape import shape_problems

_NONE: Mapping[str, str] = MappingProxyType({})


def load_mission(path: Path, overrides: Mapping[str, str] = _NONE) -> Mission:
    """The mission of a file, its parameters moved by `overrides` (name to text, as `--set` gives them).

    Runs and imports nothing that the mission names. Raises MissionError with every problem, in file order; those of
    an override come first.
    """
    content = read_bytes(path)
    problems = Problems(read_document(content, shown(path)), overrides)
    data = problems.document.data
    parameters = settle(data.get(SECTION), problems)
    replaced = substituted(data, parameters, problems)
    report_unused(parameters, problems)
    try:
        file = MissionFile.model_validate(replaced)
    except ValidationError as error:
        shape_problems(error, problems)
    check_names(replaced, problems)
    draft = read_draft(replaced)
    check_arguments(draft, problems)
    check_consistency(draft, problems)
    if problems.found:
        raise MissionError(problems.in_file_order())
    return Mission.model_construct(**dict(file), path=path, digest=hashlib.sha256(content).hexdigest())
