"""Which other stages the source of a stage reads."""

from __future__ import annotations

import ast

_READERS = {"get_from", "require_from", "get_output", "has_output"}


class DependencyAccessVisitor(ast.NodeVisitor):
    """Collects (stage name, line) for every call such as `x.get_from("stage", ...)` with a literal first argument."""

    def __init__(self) -> None:
        self.accessed_stages: list[tuple[str, int]] = []

    def visit_Call(self, node: ast.Call) -> None:
        """Look at one call, then at what is inside it."""
        if isinstance(node.func, ast.Attribute) and node.func.attr in _READERS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                self.accessed_stages.append((first.value, node.lineno))
        self.generic_visit(node)


def analyze_stage_source(source: str) -> list[tuple[str, int]]:
    """The (stage name, line) pairs that a source text reads; [] for a text that is no Python.

    Sees literal names only: a name held in a variable is not found.
    """
    try:
        tree = ast.parse(source)
        visitor = DependencyAccessVisitor()
        visitor.visit(tree)
    except (SyntaxError, ValueError, RecursionError):  # ValueError: null bytes; RecursionError: nested without end
        return []
    return visitor.accessed_stages
