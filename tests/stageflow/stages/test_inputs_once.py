"""A StageInputs is made once."""

import pytest

from stageflow import ContextSnapshot
from stageflow.stages import StageInputs


def test_a_second_init_raises_and_changes_nothing() -> None:
    inputs = StageInputs(ContextSnapshot(), stage_name="first")
    with pytest.raises(TypeError, match="cannot run __init__ again"):
        inputs.__init__(ContextSnapshot(), stage_name="second")  # type: ignore[misc]
    assert inputs.stage_name == "first"
