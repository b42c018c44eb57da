"""The bench of a worker's start: a single round says what it is to say."""

import pytest

from bench.worker_start import main


def test_a_round_measures_both_ways_and_their_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rounds", "1"]) == 0
    lines = [line.split("  ")[1].strip() for line in capsys.readouterr().out.splitlines()[1:]]
    assert lines == ["interpreter", "cold worker", "without subject", "forked worker", "cold / forked"]
