"""Missions whose parameters, or whose `--set`, cannot be."""

from collections.abc import Callable, Mapping, Sequence

import pytest

Source = Sequence[tuple[str, str]] | bytes


@pytest.mark.parametrize(
    ("source", "overrides", "expected"),
    [
        pytest.param(
            [("parameters:\n  width: {value: 4, min: 1, max: 9, unit: stages}", "parameters: [width]")],
            {},
            ["mission.yaml:6:13: 'parameters' is a list, expected a mapping", "  values that ${name} stands for"],
            id="parameters-that-are-a-list",
        ),
        pytest.param(
            [("value: 4", "value: 40")],
            {},
            ["mission.yaml:7:18: parameter 'width' is 40, above its maximum 9", "  allowed: 1 to 9 stages"],
            id="value-above-its-maximum",
        ),
        pytest.param(
            [("value: 4", "value: 0")],
            {},
            ["mission.yaml:7:18: parameter 'width' is 0, below its minimum 1", "  allowed: 1 to 9 stages"],
            id="value-below-its-minimum",
        ),
        pytest.param(
            [("min: 1", "min: 10")],
            {},
            ["mission.yaml:7:26: 'min' is 10, above 'max' 9", "  exchange them"],
            id="limits-exchanged",
        ),
        pytest.param(
            [("value: 4", "value: wide")],
            {},
            [
                "mission.yaml:7:18: parameter 'width' is text 'wide', but has 'min' and 'max'",
                "  write the value as a number, or remove the limits",
            ],
            id="text-with-limits",
        ),
        pytest.param(
            [("value: 4, min: 1, max: 9", "value: '${x}'")],
            {},
            ["mission.yaml:7:18: parameter 'width' refers to another", "  give it a value of its own"],
            id="parameter-of-a-parameter",
        ),
        pytest.param(
            [("${width}", "${widht}")],
            {},
            [
                "mission.yaml:16:36: unknown parameter 'widht' in ${widht}",
                "  did you mean 'width'?  ('$${' stands for the text '${')",
            ],
            id="unknown-name",
        ),
        pytest.param(
            [("A demonstration", "A ${thing}")],
            {},
            [
                "mission.yaml:3:8: unknown parameter 'thing' in ${thing}",
                "  parameters: width  ('$${' stands for the text '${')",
            ],
            id="unknown-name-inside-text",
        ),
        pytest.param(
            [("value: 4", "value: [4]")],
            {},
            [
                "mission.yaml:7:18: 'value' is a list, expected a number, text, true or false",
                "  the value used without --set",
            ],
            id="list-as-a-value",
        ),
        pytest.param(
            [("value: 4, ", "")],
            {},
            ["mission.yaml:7:10: missing key 'value' in 'width'", "  it gives the value used without --set"],
            id="no-value",
        ),
        pytest.param(
            [],
            {"width": "40"},
            ["--set width=40: parameter 'width' is 40, above its maximum 9", "  allowed: 1 to 9 stages"],
            id="set-above-the-maximum",
        ),
        pytest.param(
            [],
            {"width": "many"},
            ["--set width=many: parameter 'width' takes a whole number, got text 'many'", "  allowed: 1 to 9 stages"],
            id="set-to-no-number",
        ),
        pytest.param(
            [],
            {"width": "2.5"},
            ["--set width=2.5: parameter 'width' takes a whole number, got text '2.5'", "  allowed: 1 to 9 stages"],
            id="set-to-a-fraction",
        ),
        pytest.param(
            [],
            {"widht": "3"},
            ["--set widht=3: unknown parameter 'widht'", "  did you mean 'width'?"],
            id="set-of-an-unknown-name",
        ),
        pytest.param(
            [("max: 9", "max: 90000")],
            {"width": "30000"},
            [
                "--set width=30000: 'stages' is 30000, expected at most 20000",
                "  it is used at mission.yaml:16:36; number of stages",
            ],
            id="set-beyond-what-a-graph-takes",
        ),
        pytest.param(
            [("    graph:", '    arguments: {suspensions: "${width}"}\n    graph:'), ("max: 9", "max: 900")],
            {"width": "200"},
            [
                "--set width=200: argument 'suspensions' is 200, allowed: 0 to 100",
                "  it is used at mission.yaml:16:30; awaits before a stage gives its result",
            ],
            id="set-beyond-what-an-argument-takes",
        ),
    ],
)
def test_a_wrong_parameter_is_refused(
    refusal: Callable[..., list[str]], source: Source, overrides: Mapping[str, str], expected: list[str]
) -> None:
    assert refusal(source, overrides) == expected
