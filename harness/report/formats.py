"""The formats in which a run is reported beside run.json and findings.json, which are always there."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from harness.errors import UsageError
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.mission.words import suggestion

Render = Callable[[RunDocument, FindingsDocument], bytes]
NAMES = ("md", "json", "html", "junit", "sarif", "github")
ALWAYS = ("md", "json")
HTML = "FINAL_REPORT.html"
JUNIT, SARIF = "junit.xml", "findings.sarif"
ANNOTATIONS, SUMMARY = "github-annotations.txt", "github-summary.md"
_FILES: Mapping[str, tuple[str, ...]] = {
    "html": (HTML,),
    "junit": (JUNIT,),
    "sarif": (SARIF,),
    "github": (ANNOTATIONS, SUMMARY),
}


def formats_of(text: str) -> tuple[str, ...]:
    """The formats of a list such as `md,junit`, each once. Raises UsageError for one that there is not."""
    chosen = [name.strip() for name in text.split(",")]
    for name in chosen:
        if name not in NAMES:
            raise UsageError(f"--format: unknown format {name!r}\n  {suggestion(name, NAMES, 'formats')}")
    return tuple(dict.fromkeys(chosen))


def files_of(formats: Sequence[str]) -> Mapping[str, Render]:
    """File name -> what renders it, for all but md, json and html, which is made of md. A writer is imported only where
    it is asked for.
    """
    files: dict[str, Render] = {}
    if "junit" in formats:
        from harness.report.junit import render_junit

        files[JUNIT] = render_junit
    if "sarif" in formats:
        from harness.report.sarif import render_sarif

        files[SARIF] = render_sarif
    if "github" in formats:
        from harness.report.github import render_annotations, render_summary

        files |= {ANNOTATIONS: render_annotations, SUMMARY: render_summary}
    return files


def formats_of_folder(run_dir: Path) -> tuple[str, ...]:
    """The formats beside md and json of which a file stands in a run folder already."""
    return tuple(name for name, files in _FILES.items() if any((run_dir / file).is_file() for file in files))
