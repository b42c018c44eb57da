"""Missions that name what the catalogue does not have."""

from collections.abc import Callable, Sequence

import pytest

Source = Sequence[tuple[str, str]] | bytes


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            [("    graph:", "    scenario: pipelin_run\n    graph:")],
            ["mission.yaml:16:15: unknown scenario 'pipelin_run'", "  did you mean 'pipeline_run'?"],
            id="scenario",
        ),
        pytest.param(
            [("    graph:", "    behaviour: derive_vlaue\n    graph:")],
            [
                "mission.yaml:16:16: unknown behaviour 'derive_vlaue'",
                "  did you mean 'derive_value'?  (or a class of your own: package.module:Class)",
            ],
            id="behaviour",
        ),
        pytest.param(
            [("    graph:", "    drivers: [natve]\n    graph:")],
            ["mission.yaml:16:15: unknown driver 'natve'", "  did you mean 'native'?"],
            id="driver",
        ),
        pytest.param(
            [("    checks: [every_output_is_golden]", "    checks: [every_output_is_goldn]")],
            ["mission.yaml:17:14: unknown check 'every_output_is_goldn'", "  did you mean 'every_output_is_golden'?"],
            id="check-of-a-pipeline",
        ),
        pytest.param(
            [("decided_by: [every_output_is_golden]", "decided_by: [every_output_is_goldn]")],
            ["mission.yaml:12:18: unknown check 'every_output_is_goldn'", "  did you mean 'every_output_is_golden'?"],
            id="check-of-a-hypothesis",
        ),
        pytest.param(
            [("check: every_output_is_golden\n", "check: every_output_is_goldn\n")],
            ["mission.yaml:27:12: unknown check 'every_output_is_goldn'", "  did you mean 'every_output_is_golden'?"],
            id="check-of-a-finding",
        ),
        pytest.param(
            [("fan_out", "fanout")],
            ["mission.yaml:16:19: unknown graph 'fanout'", "  did you mean 'fan_out'?"],
            id="graph",
        ),
        pytest.param(
            [("dx_probes", "calibration: [lost-writ]\ndx_probes")],
            ["mission.yaml:33:15: unknown plant 'lost-writ'", "  did you mean 'lost-write'?"],
            id="plant",
        ),
        pytest.param(
            [("pipeline_accepts_a_name", "pipeline_accepts_name")],
            ["mission.yaml:33:13: unknown probe 'pipeline_accepts_name'", "  did you mean 'pipeline_accepts_a_name'?"],
            id="probe",
        ),
        pytest.param(
            [("    graph:", "    arguments: {suspension: 3}\n    graph:")],
            [
                "mission.yaml:16:17: scenario 'pipeline_run' takes no argument 'suspension'",
                "  did you mean 'suspensions'?",
            ],
            id="argument",
        ),
        pytest.param(
            [("    graph:", "    arguments: {suspensions: 300}\n    graph:")],
            [
                "mission.yaml:16:30: argument 'suspensions' is 300, allowed: 0 to 100",
                "  awaits before a stage gives its result",
            ],
            id="argument-out-of-range",
        ),
        pytest.param(
            [("    graph:", "    arguments: {suspensions: many}\n    graph:")],
            [
                "mission.yaml:16:30: argument 'suspensions' is text 'many', expected a whole number",
                "  awaits before a stage gives its result",
            ],
            id="argument-of-the-wrong-type",
        ),
        pytest.param(
            [("    graph:", "    scenario: mutation_attempts\n    arguments: {forks: 3}\n    graph:")],
            ["mission.yaml:17:17: scenario 'mutation_attempts' takes no argument 'forks'", "  arguments: none"],
            id="argument-of-a-scenario-that-takes-none",
        ),
    ],
)
def test_an_unknown_name_is_refused(refusal: Callable[..., list[str]], source: Source, expected: list[str]) -> None:
    assert refusal(source) == expected
