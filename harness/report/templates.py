"""The Jinja environment of the reports: where templates come from, what they may use, and where one of them fails."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from traceback import walk_tb

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2 import nodes as syntax
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from harness.bundled import TEMPLATES
from harness.errors import HarnessBug, StressError, UsageError
from harness.findings.fingerprint import short_id
from harness.report import escape, log_lines, words
from harness.report.view import NAMES

SUFFIX = ".j2"
FILTERS = {
    "code": escape.code,
    "codes": escape.codes,
    "block": escape.block,
    "link": escape.link,
    "as_markdown": escape.Markdown,
    "number": words.number,
    "duration": words.duration,
    "micros": words.micros,
    "percent": words.percent,
    "score": words.score,
    "result": words.result,
    "calibrated": words.calibrated,
    "tried": words.tried,
    "vacuous": words.vacuous,
    "kind": words.kind,
    "label": words.label,
    "sentence": words.sentence,
    "excerpt": log_lines.excerpt,
    "short": short_id,
}
GLOBALS = {"count": words.count}
# What a template can raise while it runs; anything else is a defect of ours and keeps its traceback.
RENDER_ERRORS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


def make_environment(templates: Path | None) -> ImmutableSandboxedEnvironment:
    """The bundled templates, single ones replaced by those of the same name in `templates`.

    Every printed value is escaped unless a filter made markdown of it; an undefined name is an error; a template
    reaches nothing but what it is given. Raises UsageError for a folder that is missing or replaces nothing.
    """
    if templates is not None and not _overrides(templates):
        known = "\n  ".join(_names(TEMPLATES))
        raise UsageError(f"{templates}: holds no template that could be overridden, which are\n  {known}")
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in _folders(templates)]),
        undefined=StrictUndefined,
        finalize=escape.escape,
        autoescape=False,  # that would escape for HTML, and take everything that went through it for safe
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= FILTERS
    environment.globals |= GLOBALS
    return environment


def check_templates(templates: Path) -> None:
    """Looks for what is wrong with a folder of templates before a run starts.

    Raises UsageError with file and line for a template that is not Jinja, uses a filter that is not there, prints or
    tests a name that nothing sets, or includes a template that does not exist. A field that does not exist shows only
    when the template is rendered.
    """
    environment = make_environment(templates)
    own = {name: _parse(environment, name, templates) for name in _names(templates)}
    bundled = [_parse(environment, name, templates) for name in _names(TEMPLATES)]
    # An included template sees what the including one has set, so a name that any of them sets may be there.
    known = {*NAMES, *environment.globals, *(name for tree in (*own.values(), *bundled) for name in _set_names(tree))}
    for name, tree in own.items():
        undeclared = find_undeclared_variables(tree) - known - _tested_names(tree)
        for used in tree.find_all(syntax.Name):
            if used.name in undeclared:
                raise _not_rendering(templates / name, used.lineno, f"{used.name!r} is undefined", templates)
        for include in tree.find_all(syntax.Include):
            target = include.template
            if isinstance(target, syntax.Const) and isinstance(target.value, str) and not include.ignore_missing:
                _require(environment, templates / name, include.lineno, target.value, templates)


def template_error(error: Exception, templates: Path | None) -> StressError:
    """What to raise for an error that came out of a template: UsageError for one of `templates`, else HarnessBug."""
    file, line = _place(error, _folders(templates))
    if isinstance(error, TemplateNotFound):
        message = f"there is no template {error.name!r}"
    elif isinstance(error, TemplateError):
        message = str(error.message)
    else:
        message = f"{type(error).__name__}: {error}"
    return _not_rendering(Path(file), line, message, templates)


def _not_rendering(file: Path, line: int, message: str, templates: Path | None) -> StressError:
    text = f"{file}:{line}: the template does not render: {message}"
    if templates is None or not file.is_relative_to(templates):
        return HarnessBug(text)
    return UsageError(f"{text}\n  nothing was written")


def _parse(environment: ImmutableSandboxedEnvironment, name: str, templates: Path) -> syntax.Template:
    try:
        environment.get_template(name)  # compiles: filters that are not there are found by nothing less
        source = environment.loader.get_source(environment, name)[0] if environment.loader else ""
        return environment.parse(source, name)
    except TemplateError as error:
        raise template_error(error, templates) from error


def _set_names(tree: syntax.Template) -> Iterator[str]:
    yield from (used.name for used in tree.find_all(syntax.Name) if used.ctx != "load")
    yield from (macro.name for macro in tree.find_all(syntax.Macro))


def _tested_names(tree: syntax.Template) -> set[str]:
    """Names that a template asks about (`is defined`, `default`), and so may do without."""
    asked = [test.node for test in tree.find_all(syntax.Test) if test.name in ("defined", "undefined")]
    asked += [used.node for used in tree.find_all(syntax.Filter) if used.name in ("default", "d") and used.node]
    return {node.name for node in asked if isinstance(node, syntax.Name)}


def _require(environment: ImmutableSandboxedEnvironment, file: Path, line: int, target: str, templates: Path) -> None:
    try:
        environment.get_template(target)
    except TemplateNotFound as error:
        raise _not_rendering(file, line, f"there is no template {target!r}", templates) from error


def _folders(templates: Path | None) -> list[Path]:
    return [TEMPLATES] if templates is None else [templates, TEMPLATES]


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob(f"*{SUFFIX}"))


def _overrides(templates: Path) -> list[str]:
    if not templates.is_dir():
        raise UsageError(f"{templates}: not a folder of templates")
    return sorted({*_names(templates)} & {*_names(TEMPLATES)})


def _place(error: Exception, folders: Sequence[Path]) -> tuple[str, int]:
    """The innermost line of a template that the error went through."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return error.filename, error.lineno
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    of_templates = [place for place in places if any(Path(place[0]).is_relative_to(folder) for folder in folders)]
    return of_templates[-1] if of_templates else (str(folders[0]), 0)
