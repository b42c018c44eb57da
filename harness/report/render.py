"""FINAL_REPORT.md from run.json, findings.json and metrics/: a pure function of these files and of the templates."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2.sandbox import ImmutableSandboxedEnvironment

from harness.bundled import TEMPLATES
from harness.evidence.paths import REPORT, write_atomically
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.store import read_findings, read_run
from harness.findings.summary import summarize
from harness.report.escape import finish
from harness.report.formats import HTML, files_of, formats_of_folder
from harness.report.metrics import MetricsFile, read_metrics
from harness.report.page import report_page
from harness.report.templates import RENDER_ERRORS, make_environment, template_error
from harness.report.view import view

REPORT_TEMPLATE = "FINAL_REPORT.md.j2"


def render_reports(run_dir: Path, templates: Path | None = None, formats: Sequence[str] = ()) -> list[Path]:
    """Renders the report of a stored run, and the other `formats`, into the run's folder; gives what it wrote. A format
    that stands there already is rendered anew, too.

    Nothing but run.json, findings.json, metrics/ and the templates is read, so the same files give the same bytes.
    `templates` is a folder whose files take the place of single templates of the same name. Raises UsageError when a
    file is missing or a template of that folder does not render; nothing is written then.
    """
    rendered = rendered_files(run_dir, templates, formats)
    for name, data in rendered.items():
        write_atomically(run_dir / name, data)
    return [run_dir / name for name in rendered]


def rendered_files(run_dir: Path, templates: Path | None = None, formats: Sequence[str] = ()) -> Mapping[str, bytes]:
    """Name -> bytes of what `render_reports` would write; nothing is written."""
    run, findings = read_run(run_dir), read_findings(run_dir)
    text = render_markdown(run, findings, read_metrics(run_dir), templates)
    wanted = (*formats, *formats_of_folder(run_dir))
    files = {REPORT: text.encode("utf-8")}
    if "html" in wanted:
        files[HTML] = report_page(text, f"{run.mission.id}: {run.mission.title}")
    return files | {name: render(run, findings) for name, render in files_of(wanted).items()}


def render_markdown(
    run: RunDocument,
    findings: FindingsDocument,
    metrics: Sequence[MetricsFile] = (),
    templates: Path | None = None,
) -> str:
    """The report as text. Raises UsageError with file and line for a template of `templates` that does not render."""
    environment = make_environment(templates) if templates is not None else _of_the_bundled(TEMPLATES)
    context = view(run, findings, summarize(run, findings), metrics)
    try:
        return finish(environment.get_template(REPORT_TEMPLATE).render(context))
    except RENDER_ERRORS as error:
        raise template_error(error, templates) from error


@cache
def _of_the_bundled(folder: Path) -> ImmutableSandboxedEnvironment:
    """The environment of the bundled templates, which are in `folder`. A run renders twice, and compiles them once."""
    return make_environment(None)
