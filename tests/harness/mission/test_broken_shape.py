"""Missions of the wrong shape: what is said, and where."""

from collections.abc import Callable, Sequence

import pytest

Source = Sequence[tuple[str, str]] | bytes


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            [("priority", "prority")],
            [
                "mission.yaml:1:1: missing key 'priority'",
                "  it gives how soon it has to be looked at",
                "mission.yaml:4:1: unknown key 'prority'",
                "  did you mean 'priority'?",
            ],
            id="misspelt-key-is-also-missing",
        ),
        pytest.param(
            [("    claim", "    clam")],
            [
                "mission.yaml:9:5: missing key 'claim' in entry 1 of 'hypotheses'",
                "  it gives what is claimed, one sentence",
                "mission.yaml:10:5: unknown key 'clam'",
                "  did you mean 'claim'?",
            ],
            id="misspelt-key-in-an-entry",
        ),
        pytest.param(
            [("risk: moderate", "risk: moderate\ncolour: red")],
            [
                "mission.yaml:6:1: unknown key 'colour'",
                (
                    "  known keys: schema, id, title, priority, risk, components, parameters, research, "
                    "hypotheses, pipelines, calibration, findings, dx_probes, budget, redact"
                ),
            ],
            id="key-that-is-like-no-other",
        ),
        pytest.param(
            [("    claim: Every output is right.\n", "")],
            [
                "mission.yaml:9:5: missing key 'claim' in entry 1 of 'hypotheses'",
                "  it gives what is claimed, one sentence",
            ],
            id="key-missing-in-an-entry",
        ),
        pytest.param(
            [("risk: moderate\n", "")],
            ["mission.yaml:1:1: missing key 'risk'", "  it gives what it would mean if a promise were broken"],
            id="key-missing-at-the-top",
        ),
        pytest.param(
            [("P1", "p1")],
            ["mission.yaml:4:11: 'priority' is text 'p1', expected P0, P1 or P2", "  did you mean 'P1'?"],
            id="option-in-the-wrong-case",
        ),
        pytest.param(
            [("risk: moderate", "risk: mediocre")],
            [
                "mission.yaml:5:7: 'risk' is text 'mediocre', expected catastrophic, severe, high, moderate or low",
                "  what it would mean if a promise were broken",
            ],
            id="option-that-does-not-exist",
        ),
        pytest.param(
            [("schema: 1", "schema: 2")],
            ["mission.yaml:1:9: 'schema' is 2, expected 1", "  the version of this format: 1"],
            id="schema-of-a-later-version",
        ),
        pytest.param(
            [("schema: 1", "schema: '1'")],
            ["mission.yaml:1:9: 'schema' is text '1', expected 1", "  write it without quotes"],
            id="schema-in-quotes",
        ),
        pytest.param(
            [("id: DEMO-1\n", "id: ../DEMO\n")],
            [
                "mission.yaml:2:5: 'id' is text '../DEMO', expected letters and digits, joined by single hyphens",
                "  a plain name such as CORE-008; the results folder carries it",
            ],
            id="mission-id-that-is-a-path",
        ),
        pytest.param(
            [("id: DEMO-1\n", "id: 12\n")],
            [
                "mission.yaml:2:5: 'id' is 12, expected text",
                "  text that looks like a number or like true has to stand in quotes",
            ],
            id="mission-id-that-is-a-number",
        ),
        pytest.param(
            [("id: DEMO-1\n", 'id: "DEMO-1\\n"\n')],
            [
                "mission.yaml:2:5: 'id' is text 'DEMO-1\\n', expected letters and digits, joined by single hyphens",
                "  a plain name such as CORE-008; the results folder carries it",
            ],
            id="mission-id-with-a-line-end",
        ),
        pytest.param(
            [("A demonstration", "true")],
            [
                "mission.yaml:3:8: 'title' is true, expected text",
                "  text that looks like a number or like true has to stand in quotes",
            ],
            id="true-where-text-is-expected",
        ),
        pytest.param(
            [
                (
                    "    checks: [every_output_is_golden]\n  - id: written",
                    "    deadline_s: 1:30\n    checks: [every_output_is_golden]\n  - id: written",
                )
            ],
            [
                "mission.yaml:17:17: 'deadline_s' is text '1:30', expected a number",
                "  a number with colons is text here (some readers make minutes of it): write the plain number",
            ],
            id="number-with-colons",
        ),
        pytest.param(
            [('stages: "${width}"', "stages: 010")],
            [
                "mission.yaml:16:36: 'stages' is text '010', expected a whole number",
                "  a number with leading zeros is text here (some readers take it for octal): remove the zeros",
            ],
            id="number-with-leading-zeros",
        ),
        pytest.param(
            [('stages: "${width}"', "stages: 1_000")],
            [
                "mission.yaml:16:36: 'stages' is text '1_000', expected a whole number",
                "  write the number without quotes and underscores",
            ],
            id="number-with-underscores",
        ),
        pytest.param(
            [('stages: "${width}"', "stages: '10'")],
            [
                "mission.yaml:16:36: 'stages' is text '10', expected a whole number",
                "  write the number without quotes and underscores",
            ],
            id="number-in-quotes",
        ),
        pytest.param(
            [('stages: "${width}"', "stages: 2.5")],
            ["mission.yaml:16:36: 'stages' is 2.5, expected a whole number", "  number of stages"],
            id="fraction-of-a-stage",
        ),
        pytest.param(
            [('stages: "${width}"', "stages: 0")],
            ["mission.yaml:16:36: 'stages' is 0, expected at least 1", "  number of stages"],
            id="no-stages-in-a-graph",
        ),
        pytest.param(
            [('stages: "${width}"', "stages: yes")],
            ["mission.yaml:16:36: 'stages' is text 'yes', expected a whole number", "  number of stages"],
            id="yes-where-a-number-is-expected",
        ),
        pytest.param(
            [('stages: "${width}"', "stages: true")],
            ["mission.yaml:16:36: 'stages' is true, expected a whole number", "  number of stages"],
            id="true-where-a-number-is-expected",
        ),
        pytest.param(
            [("A demonstration", "")],
            ["mission.yaml:3:7: 'title' is empty, expected text", "  give it a value, or remove the key"],
            id="value-left-out",
        ),
        pytest.param(
            [("decided_by: [every_output_is_golden]", "decided_by: every_output_is_golden")],
            [
                "mission.yaml:12:17: 'decided_by' is text 'every_output_is_golden', expected a list",
                "  the checks that decide it",
            ],
            id="word-where-a-list-is-expected",
        ),
        pytest.param(
            [("decided_by: [every_output_is_golden]", "decided_by: []")],
            [
                "mission.yaml:12:17: 'decided_by' is an empty list, expected at least one entry",
                "  the checks that decide it",
            ],
            id="empty-list",
        ),
        pytest.param(
            [("decided_by: [every_output_is_golden]", "decided_by: [3]")],
            [
                (
                    "mission.yaml:12:18: entry 1 of 'decided_by' is 3, expected the name of a check, or a "
                    "mapping with 'check'"
                )
            ],
            id="number-where-a-check-is-expected",
        ),
        pytest.param(
            [('graph: {kind: fan_out, stages: "${width}"}', "graph: [fan_out]")],
            ["mission.yaml:16:12: 'graph' is a list, expected a mapping", "  a shape of the catalogue"],
            id="list-where-a-mapping-is-expected",
        ),
        pytest.param(
            [("  - id: H1", "  - id: H 1")],
            [
                (
                    "mission.yaml:9:9: 'id' is text 'H 1', expected letters, digits, '-' and '_', the first a "
                    "letter or digit"
                ),
                "  a short name such as H1",
            ],
            id="hypothesis-id-with-a-space",
        ),
        pytest.param(
            [("dx_probes", "redact: ['(']\ndx_probes")],
            [
                (
                    "mission.yaml:33:10: entry 1 of 'redact' is text '(', expected a regular expression "
                    "(missing ), unterminated subpattern at position 0)"
                )
            ],
            id="broken-regular-expression",
        ),
        pytest.param(
            [("dx_probes", "budget: {trials: 0}\ndx_probes")],
            ["mission.yaml:33:18: 'trials' is 0, expected at least 1", "  trials on the controlled loop"],
            id="budget-of-nothing",
        ),
        pytest.param(
            [("    stages:\n      - name: a", "    deadline_s: 0\n    stages:\n      - name: a")],
            [
                "mission.yaml:20:17: 'deadline_s' is 0, expected more than 0",
                "  seconds without a sign of life, after which its worker is stopped",
            ],
            id="deadline-of-nothing",
        ),
        pytest.param(
            [("{kind: fan_out,", "{kind: fan_out, layers: 3,")],
            ["mission.yaml:16:28: unknown key 'layers'", "  known keys: kind, stages, seed"],
            id="key-that-a-graph-does-not-take",
        ),
        pytest.param(
            [("A demonstration", '""')],
            ["mission.yaml:3:8: 'title' is empty text, expected text that is not empty", "  one line"],
            id="empty-title",
        ),
        pytest.param(
            [
                (
                    "    checks: [every_output_is_golden]\n  - id: written",
                    "    arguments: {suspensions: [1]}\n    checks: [every_output_is_golden]\n  - id: written",
                )
            ],
            ["mission.yaml:17:30: 'suspensions' is a list, expected a number, text, true or false"],
            id="list-as-an-argument",
        ),
    ],
)
def test_a_wrong_shape_is_refused(refusal: Callable[..., list[str]], source: Source, expected: list[str]) -> None:
    assert refusal(source) == expected
