"""FINAL_REPORT.md from run.json, findings.json and metrics/: a pure function of these files and of the templates."""

from collections.abc import Sequence
from pathlib import Path
from traceback import walk_tb

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from harness.bundled import TEMPLATES
from harness.errors import HarnessBug, StressError, UsageError
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.fingerprint import short_id
from harness.findings.store import read_findings, read_run, write_atomically
from harness.findings.summary import summarize
from harness.report import escape, words
from harness.report.metrics import MetricsFile, read_metrics
from harness.report.view import view

REPORT_FILE = "FINAL_REPORT.md"
REPORT_TEMPLATE = "FINAL_REPORT.md.j2"
# What a template can raise while it runs; anything else is a defect of ours and keeps its traceback.
_RENDER_ERRORS = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
)


def render_reports(run_dir: Path, templates: Path | None = None) -> list[Path]:
    """Renders the report of a stored run and writes it into the run's folder; gives what it wrote.

    Nothing but run.json, findings.json, metrics/ and the templates is read, so the same files give the same bytes.
    `templates` is a folder whose files take the place of single templates of the same name. Raises UsageError when a
    file is missing or a template of that folder does not render; nothing is written then.
    """
    run, findings = read_run(run_dir), read_findings(run_dir)
    text = render_markdown(run, findings, read_metrics(run_dir), templates)
    path = run_dir / REPORT_FILE
    write_atomically(path, text.encode("utf-8"))
    return [path]


def render_markdown(
    run: RunDocument,
    findings: FindingsDocument,
    metrics: Sequence[MetricsFile] = (),
    templates: Path | None = None,
) -> str:
    """The report as text. Raises UsageError with file and line for a template of `templates` that does not render."""
    environment = _environment(templates)
    context = view(run, findings, summarize(run, findings), metrics)
    try:
        return escape.finish(environment.get_template(REPORT_TEMPLATE).render(context))
    except _RENDER_ERRORS as error:
        raise _template_error(error, templates) from error


def check_templates(templates: Path) -> None:
    """Raises UsageError for a folder of templates that is missing, overrides nothing, or holds what is not Jinja."""
    environment = _environment(templates)
    for name in _overrides(templates):
        try:
            environment.get_template(name)
        except TemplateError as error:
            raise _template_error(error, templates) from error


def _environment(templates: Path | None) -> ImmutableSandboxedEnvironment:
    folders = [TEMPLATES] if templates is None else [templates, TEMPLATES]
    if templates is not None and not _overrides(templates):
        known = "\n  ".join(_names(TEMPLATES))
        raise UsageError(f"{templates}: holds no template that could be overridden, which are\n  {known}")
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        finalize=escape.escape,  # every printed value is escaped unless a filter made markdown of it
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "code": escape.code,
        "codes": escape.codes,
        "block": escape.block,
        "link": escape.link,
        "as_markdown": escape.Markdown,  # for the output of a template's own macros
        "number": words.number,
        "duration": words.duration,
        "micros": words.micros,
        "percent": words.percent,
        "score": words.score,
        "result": words.result,
        "calibrated": words.calibrated,
        "tried": words.tried,
        "kind": words.kind,
        "label": words.label,
        "sentence": words.sentence,
        "short": short_id,
    }
    environment.globals |= {"count": words.count}
    return environment


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.j2"))


def _overrides(templates: Path) -> list[str]:
    if not templates.is_dir():
        raise UsageError(f"{templates}: not a folder of templates")
    return sorted({*_names(templates)} & {*_names(TEMPLATES)})


def _template_error(error: Exception, templates: Path | None) -> StressError:
    file, line = _place(error, [TEMPLATES] if templates is None else [templates, TEMPLATES])
    if isinstance(error, TemplateNotFound):
        message = f"there is no template {error.name!r}"
    elif isinstance(error, TemplateError):
        message = str(error.message)
    else:
        message = f"{type(error).__name__}: {error}"
    text = f"{file}:{line}: the template does not render: {message}"
    ours = templates is None or not Path(file).is_relative_to(templates)
    return HarnessBug(text) if ours else UsageError(f"{text}\n  nothing was written")


def _place(error: Exception, folders: Sequence[Path]) -> tuple[str, int]:
    """The innermost line of a template that the error went through."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return error.filename, error.lineno
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    of_templates = [place for place in places if any(Path(place[0]).is_relative_to(folder) for folder in folders)]
    return of_templates[-1] if of_templates else (REPORT_TEMPLATE, 0)
