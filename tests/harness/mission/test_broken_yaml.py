"""Files that are no mission because they are no readable YAML."""

from collections.abc import Callable, Sequence

import pytest

Source = Sequence[tuple[str, str]] | bytes

_BOMB = (
    b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)).encode()
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            b"",
            ["mission.yaml:1:1: the file is empty", "  start with 'schema: 1', 'id:' and 'title:'"],
            id="empty-file",
        ),
        pytest.param(
            b"# nothing\n",
            ["mission.yaml:1:1: the file is empty", "  start with 'schema: 1', 'id:' and 'title:'"],
            id="only-a-comment",
        ),
        pytest.param(
            b"- a\n",
            [
                "mission.yaml:1:1: a mission is a mapping of keys, got a list",
                "  start with 'schema: 1', 'id:' and 'title:'",
            ],
            id="list-at-the-top",
        ),
        pytest.param(
            b"hello\n",
            [
                "mission.yaml:1:1: a mission is a mapping of keys, got a single value",
                "  start with 'schema: 1', 'id:' and 'title:'",
            ],
            id="word-at-the-top",
        ),
        pytest.param(
            "schema: 1".encode("utf-16"),
            ["mission.yaml:1:1: byte 0xff is not UTF-8", "  save the file in the encoding UTF-8"],
            id="utf-16",
        ),
        pytest.param(
            [("    claim", "\tclaim")],
            ["mission.yaml:10:1: a tab indents this line", "  YAML is indented with spaces: replace the tab"],
            id="tab-before-a-key",
        ),
        pytest.param(
            b"a:\n\t- b\n",
            ["mission.yaml:2:1: a tab indents this line", "  YAML is indented with spaces: replace the tab"],
            id="tab-before-a-list",
        ),
        pytest.param(
            b"a:\n  b: 1\n\tc: 2\n",
            ["mission.yaml:3:1: a tab indents this line", "  YAML is indented with spaces: replace the tab"],
            id="tab-after-spaces",
        ),
        pytest.param(
            [("priority: P1", "title: Another")],
            ["mission.yaml:4:1: duplicate key 'title'", "  first at line 3: keep one of them"],
            id="duplicate-key",
        ),
        pytest.param(
            [("    promise: run", "    claim: run")],
            ["mission.yaml:11:5: duplicate key 'claim'", "  first at line 10: keep one of them"],
            id="duplicate-key-in-an-entry",
        ),
        pytest.param(
            [("A demonstration", "A \x07 bell")],
            [
                "mission.yaml:3:10: the character U+0007 cannot stand in YAML",
                '  write it as an escape in double quotes, as in "\\x07"',
            ],
            id="control-character",
        ),
        pytest.param(
            [("A demonstration", "A \x00 bell")],
            [
                "mission.yaml:3:10: the character U+0000 cannot stand in YAML",
                '  write it as an escape in double quotes, as in "\\x07"',
            ],
            id="nul-character",
        ),
        pytest.param(
            [("[every_output_is_golden]\npipelines", "[every_output_is_golden\npipelines")],
            [
                (
                    "mission.yaml:13:10: not YAML: did not find expected ',' or ']' (while parsing a flow "
                    "sequence at line 12)"
                ),
                "  a list or mapping in brackets is not closed",
            ],
            id="list-not-closed",
        ),
        pytest.param(
            [("A demonstration", "CORE: a demonstration")],
            [
                "mission.yaml:3:12: not YAML: mapping values are not allowed in this context",
                "  text that holds ': ' has to stand in quotes; the keys of one mapping start in the same column",
            ],
            id="colon-in-text",
        ),
        pytest.param(
            [('"${width}"', "${width}")],
            [
                (
                    "mission.yaml:16:37: not YAML: did not find expected ',' or '}' (while parsing a flow "
                    "mapping at line 16)"
                ),
                "  in brackets, '\"${name}\"' has to stand in double quotes",
            ],
            id="reference-in-brackets-without-quotes",
        ),
        pytest.param(
            [("A demonstration", "@home")],
            [
                (
                    "mission.yaml:3:8: not YAML: found character that cannot start any token (while scanning "
                    "for the next token at line 3)"
                ),
                "  text that starts with a special character has to stand in quotes",
            ],
            id="text-that-starts-with-an-at-sign",
        ),
        pytest.param(
            [("A demonstration", "*home")],
            ["mission.yaml:3:8: not YAML: found undefined alias", "  text that starts with '*' has to stand in quotes"],
            id="text-that-starts-with-a-star",
        ),
        pytest.param(
            [("    promise", "   promise")],
            [
                (
                    "mission.yaml:11:4: not YAML: did not find expected '-' indicator (while parsing a block "
                    "collection at line 9)"
                ),
                (
                    "  look for a quote that is not closed, or a line that does not start in the column of its "
                    "neighbours"
                ),
            ],
            id="key-in-the-wrong-column",
        ),
        pytest.param(
            [("A demonstration", '"A demonstration')],
            [
                "mission.yaml:16:37: not YAML: did not find expected key (while parsing a block mapping at line 1)",
                (
                    "  look for a quote that is not closed, or a line that does not start in the column of its "
                    "neighbours"
                ),
            ],
            id="quote-not-closed",
        ),
        pytest.param(
            [("A demonstration", "!!python/object:os.system x")],
            [
                "mission.yaml:3:8: the tag '!!python/object:os.system' is not allowed",
                "  a mission holds plain values: remove the tag",
            ],
            id="python-object",
        ),
        pytest.param(
            [("A demonstration", "!mine x")],
            ["mission.yaml:3:8: the tag '!mine' is not allowed", "  a mission holds plain values: remove the tag"],
            id="tag-of-ones-own",
        ),
        pytest.param(
            [("{value: 4", "!!python/dict {value: 4")],
            [
                "mission.yaml:7:10: the tag '!!python/dict' is not allowed",
                "  a mission holds plain values: remove the tag",
            ],
            id="tag-on-a-mapping",
        ),
        pytest.param(
            _BOMB,
            [
                "mission.yaml:1:10: more than 100000 values once aliases are followed",
                "  aliases of aliases multiply: write less",
            ],
            id="alias-bomb",
        ),
        pytest.param(
            b"a: &a [*a]\n",
            ["mission.yaml:1:4: nested deeper than 40 levels", "  does an alias hold itself?"],
            id="alias-that-holds-itself",
        ),
        pytest.param(
            b"a: &a {<<: *a}\n",
            ["mission.yaml:1:4: nested deeper than 40 levels", "  does an alias hold itself?"],
            id="merge-of-itself",
        ),
        pytest.param(
            b"a: " + b"[" * 60 + b"]" * 60,
            ["mission.yaml:1:44: nested deeper than 40 levels", "  does an alias hold itself?"],
            id="brackets-in-brackets",
        ),
        pytest.param(
            b"[" * 5000,
            [("mission.yaml:1:1001: not YAML: exceeded maximum nesting depth (while increasing flow level at line 1)")],
            id="brackets-beyond-the-parser",
        ),
        pytest.param(
            [("    promise: run", "    <<: 3\n    promise: run")],
            ["mission.yaml:11:9: '<<' takes a mapping or a list of mappings", "  as in '<<: *name'"],
            id="merge-of-a-number",
        ),
        pytest.param(
            [("title: A demo", "? [a]\n: b\ntitle: A demo")],
            [
                "mission.yaml:3:3: a key is a single word, got a list or a mapping",
                "  quote text that starts with '{' or '['",
            ],
            id="list-as-a-key",
        ),
        pytest.param(
            [("min: 1", "min: 99999999999999999999999")],
            ["mission.yaml:7:26: the number 99999999999999999999... is too large", "  at most 9007199254740991"],
            id="number-beyond-two-to-the-53",
        ),
        pytest.param(
            [("min: 1", "min: 1e999")],
            ["mission.yaml:7:26: the number 1e999 is too large", "  at most 9007199254740991"],
            id="number-beyond-every-float",
        ),
    ],
)
def test_an_unreadable_file_is_refused(refusal: Callable[..., list[str]], source: Source, expected: list[str]) -> None:
    assert refusal(source) == expected
