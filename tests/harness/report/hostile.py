"""Text that does something where it is printed as it is, and documents that consist of it."""

from typing import Any

from harness.findings.document import Citation, RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.fingerprint import fingerprint
from tests.harness.findings.logs.written import log
from tests.harness.report import factory

CORPUS = {
    "ansi-colour": "\x1b[31mred\x1b[0m",
    "ansi-clear-screen": "\x1b[2J\x1b[H gone",
    "osc-title": "\x1b]0;a title\x07 text",
    "osc-hyperlink": "\x1b]8;;http://example.invalid\x1b\\click\x1b]8;;\x1b\\",
    "osc-clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "bell-and-backspaces": "\x07\x08\x08\x08\x7f over",
    "carriage-return": "PASS\rFAIL",
    "c1-controls": "\x9b31m \x9d0;t\x9c \x85 \x90",
    "null": "a\x00b",
    "rtl-override": "\u202egnp.exe\u202c",
    "isolates": "\u2066a\u2069 \u2068b",
    "zero-width": "a\u200bb\u200dc\ufeffd\u2060",
    "tags": "\U000e0041\U000e0042 tag",
    "private-use": "\ue000 bar \uf8ff",
    "line-separators": "a\u2028b\u2029c\x0bd\x0ce",
    "lone-surrogate": "half \ud800 and \udfff",
    "no-characters": "\ufffe \uffff \ufdd0",
    "cdata-end": "]]> ]]&gt; <![CDATA[ x ]]>",
    "xml": "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><failure>&b; &amp; \"q\" 'q'",
    "script": "<script>alert(1)</script>",
    "html": "<img src=x onerror=alert(1)> <a href='javascript:x'>x</a> <!-- -- </details></summary>",
    "markdown-links": "[a](javascript:x) ![i](http://i.invalid) [r]: http://r.invalid <http://auto.invalid>",
    "markdown-blocks": "# heading\n> quote\n- item\n1. one\n---\n***\n===",
    "markdown-table": "| a | b |\n|---|---|\n| c | d |",
    "backticks": "`code` ``two`` ```\nfence\n```\n~~~ ~~gone~~",
    "emphasis": "**bold** __bold__ *em* _em_ \\*not\\* $x$ a_b_c",
    "entities": "&lt;b&gt; &#x1b; &nbsp;",
    "workflow-command": "::error::injected",
    "workflow-command-behind-blanks": "  ::add-mask::x",
    "workflow-command-on-a-line": "first\n::set-output name=x::y\r\n::stop-commands::t",
    "workflow-command-folded": "word " * 14 + "::error::injected " + "x" * 70 + " ::warning::b",
    "workflow-properties": "a,line=1,title=b::c%0A::error::d%25%0D",
    "old-commands": "a ##[error]b ##vso[task.setvariable variable=x]y ###[group]z",
    "newlines": "one\ntwo\r\nthree\n\n\nfour",
    "yaml": "!!python/object:os.system {a: &b [*b]} - ? | > # %TAG --- ...",
    "json": '"}],"x":{"a":null} \\" \\u0000 // NaN',
    "rich-markup": "[red]x[/red] [/] [link=http://x.invalid]y[/link] :smile: [bold",
    "jinja": "{{ run }} {% raw %} {# x #} ${{ github.token }}",
    "mentions": "@octocat @org/team a@b.example @@x (@y) mailto:z@b.example",
    "references": "#1 own/repo#2 GH-3 gh-4 own/repo@5f0c1e2d 5f0c1e2d5f0c1e2d5f0c1e2d5f0c1e2d5f0c1e2d @5f0c1e2d",
    "bare-addresses": "http://a.invalid https://b.invalid/c ftp://d.invalid www.e.invalid WWW.f.invalid",
    "path-and-shell": "$(rm -rf x) `x` ; | & > ../../etc/passwd 'q' \"q\"",
    "wide": "漢字 👩‍👩‍👧‍👦 e\u0301\u0301\u0301 \t tab",
    "long": "x" * 3_000 + " ::error::" + "y" * 3_000,
}  # fmt: skip
MEGABYTE = "x|`<\x1b[" * 175_000
"""One line of more than a million characters, each of which has to be looked at."""


def documents(text: str) -> tuple[RunDocument, FindingsDocument]:
    """A run that failed, in which every text that is not chosen by the harness is this one."""
    run, findings = factory.planted()
    bug = findings.findings[0]
    bug = bug.model_copy(
        update={
            **dict.fromkeys(("title", "description", "component", "promise"), text),
            **{name: [text, f"x {text}"] for name in ("witness", "tags", "settings")},
            "fingerprint": fingerprint("CORE-008", "parent_is_unchanged", text, "shared-metadata"),
            "replay": bug.replay.model_copy(
                update={"command": text, "note": text, "shrunk": text, "account": [text], "repro": text}
            ),
            "reproduction": _told(bug.reproduction, text, steps=[text]),
            "recommendation": _told(bug.recommendation, text),
        }
    )
    others = [
        factory.finding(f"CORE-008-{code}-9", type_, "high", title=text, description=text, component=text)
        for code, type_ in (("SEC", "security"), ("IMP", "improvement"), ("DX", "dx"), ("DOC", "documentation"))
    ]
    made = run.model_copy(
        update={
            **dict.fromkeys(("agent", "verdict_reason", "command"), text),
            "mission": factory.mission(
                title=text, components=[text], context=[text], known_failure_modes=[text], parameters={text: text},
                path=text, citations=[Citation(title=text, source=text, relevance=text)],
            ),
            "subject": run.subject.model_copy(update={"spec": text, "version": text}),
            "hypotheses": [_told(h, text, checks=[_told(c, text, witness=[text]) for c in h.checks])
                           for h in run.hypotheses],
            "calibration": [_told(c, text) for c in run.calibration],
            "scenarios": [_told(s, text, unrepeatable=text, checks=[_told(c, text) for c in s.checks])
                          for s in run.scenarios],
            "dx": run.dx.model_copy(update={"probes": [_told(p, text) for p in run.dx.probes]}),
            "logs": run.logs.model_copy(update={"analysis": log(*[f"ERROR a: {text} {{name}}"] * 3).analysis()}),
            "harness_errors": [text],
            "environment": {"os": text, "more": [text]},
        }
    )  # fmt: skip
    return factory.found(made, bug, *others), factory.document(bug, *others)


def _told(model: Any, text: str, **more: Any) -> Any:
    """The model with this text in place of what a person, a subject or a machine said."""
    free = {"claim", "reason", "promise", "purpose", "summary", "says", "fact", "code", "conditions", "code_snippet",
            "code_suggestion", "ended"}  # fmt: skip
    return model.model_copy(update=dict.fromkeys(free & set(type(model).model_fields), text) | more)
