"""What `--set` cannot make of a parameter."""

from collections.abc import Callable, Mapping, Sequence

import pytest

Source = Sequence[tuple[str, str]] | bytes


@pytest.mark.parametrize(
    ("source", "overrides", "expected"),
    [
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
def test_a_wrong_override_is_refused(
    refusal: Callable[..., list[str]], source: Source, overrides: Mapping[str, str], expected: list[str]
) -> None:
    assert refusal(source, overrides) == expected
