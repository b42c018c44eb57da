"""The sink that tools tell of what they do."""

from collections.abc import Iterator

import pytest

from stageflow.events import clear_event_sink, set_event_sink
from tests.stageflow.tools.desk import Sink


@pytest.fixture
def sink() -> Iterator[Sink]:
    made = Sink()
    set_event_sink(made)
    yield made
    clear_event_sink()
