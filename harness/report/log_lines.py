"""Lines of the log as a report shows them."""

from harness.findings.document import LogExcerpt


def excerpt(line: LogExcerpt) -> str:
    """A line of the log behind the place where it stands."""
    return f"{line.file}:{line.line}: {line.level}: {line.text}"
