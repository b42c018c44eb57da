"""YAML text to plain data in which every value still knows its line and column. Knows nothing of missions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from harness.errors import MissionError, Problem

BYTES_MAX = 2_000_000
NODES_MAX = 100_000
DEPTH_MAX = 40
INT_MAX = 2**53 - 1

Trail = tuple[str | int, ...]
"""The keys and indices that lead from the top of a file to a value."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_MAP, _SEQ, _STR, _MERGE = (_TAG + kind for kind in ("map", "seq", "str", "merge"))


class Place(NamedTuple):
    """Line and column, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """The data of a file, and where each key and each value of it stands: looked up only once somebody asks, as a file
    without a problem is the usual case.
    """

    file: str
    data: Mapping[str, Any]
    root: Any

    @cached_property
    def _places(self) -> "_Places":
        return _Places(self.file, self.root)

    @property
    def keys(self) -> Mapping[Trail, Place]:
        """Where each key stands."""
        return self._places.keys

    @property
    def values(self) -> Mapping[Trail, Place]:
        """Where each value begins."""
        return self._places.values

    def place(self, trail: Trail, *, key: bool = False) -> Place:
        """Where the value at the trail (or its key) stands; for what is not in the file, what encloses it."""
        while trail and trail not in self.values:
            trail = trail[:-1]
        if key and trail in self.keys:
            return self.keys[trail]
        return self.values[trail]


class _CoreSchemaLoader(_LOADER):  # type: ignore[misc]
    """Reads plain scalars as YAML 1.2's core schema does: `no`, `on`, `1:30`, `010` and dates stay text."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """The tag of a node that has none; in place of PyYAML's own, which looks at more and takes longer."""
        if kind is yaml.ScalarNode:
            return _tag_of(value) if implicit[0] else _STR
        return _SEQ if kind is yaml.SequenceNode else _MAP

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Nothing here depends on the path of a node."""

    def ascend_resolver(self) -> None:
        """Nothing here depends on the path of a node."""


_PLAIN = tuple(
    (name, re.compile(pattern), frozenset(first))
    for name, pattern, first in (
        ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
        ("int", r"^(?:[-+]?(?:0|[1-9][0-9]*)|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
        ("float", r"^[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
        ("merge", r"^<<$", "<"),
    )
)


@lru_cache(maxsize=4096)
def _tag_of(text: str) -> str:
    """The tag of a scalar without quotes."""
    start = text[:1]
    return _TAG + next((name for name, form, first in _PLAIN if start in first and form.match(text)), "str")


def read_document(content: bytes, file: str) -> Document:
    """The one document of a file. Raises MissionError with every problem that reading can tell."""
    root = _compose(_decode(content, file), file)
    if not isinstance(root, yaml.MappingNode):
        got = "a list" if isinstance(root, yaml.SequenceNode) else "a single value"
        raise MissionError([_problem(file, root.start_mark, f"a mission is a mapping of keys, got {got}", _FIRST_KEY)])
    walk = _Walk(file)
    data = walk.value(root, 0)
    if walk.problems:
        raise MissionError(sorted(walk.problems, key=lambda p: (p.line, p.column)))
    return Document(file, data, root)


_FIRST_KEY = "start with 'schema: 1', 'id:' and 'title:'"


def _problem(file: str, mark: Any, message: str, hint: str = "") -> Problem:
    return Problem(file, mark.line + 1, mark.column + 1, message, hint)


def _decode(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", "replace")) + 1
        problem = Problem(
            file,
            before.count(b"\n") + 1,
            column,
            f"byte 0x{content[error.start]:02x} is not UTF-8",
            "save the file in the encoding UTF-8",
        )
        raise MissionError([problem]) from error


def _compose(text: str, file: str) -> Any:
    try:
        loader = _CoreSchemaLoader(text)
        try:
            root = loader.get_node() if loader.check_node() else None
            second = loader.get_node() if root is not None and loader.check_node() else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise MissionError([_syntax_problem(text, file, error)]) from error
    except yaml.reader.ReaderError as error:
        raise MissionError([_character_problem(text, file, error)]) from error
    except RecursionError as error:  # only without the C parser, which has a limit of its own
        raise MissionError([Problem(file, 1, 1, f"nested deeper than {DEPTH_MAX} levels")]) from error
    if root is None or (isinstance(root, yaml.ScalarNode) and root.tag == _TAG + "null"):
        raise MissionError([Problem(file, 1, 1, "the file is empty", _FIRST_KEY)])
    if second is not None:
        hint = "one file holds one mission: move it to a file of its own"
        raise MissionError([_problem(file, second.start_mark, "a second document starts here", hint)])
    return root


def _syntax_problem(text: str, file: str, error: yaml.MarkedYAMLError) -> Problem:
    mark: Any = error.problem_mark or error.context_mark
    what = str(error.problem or error.context or "syntax error")
    if mark is None:
        return Problem(file, 1, 1, f"not YAML: {what}")
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in what or "tab character" in what:
        column = line.find("\t") + 1
        hint = "YAML is indented with spaces: replace the tab"
        return Problem(file, mark.line + 1, max(column, 1), "a tab indents this line", hint)
    context = (
        f" ({error.context} at line {error.context_mark.line + 1})" if error.context and error.context_mark else ""
    )
    return _problem(file, mark, f"not YAML: {what}{context}", _syntax_hint(what, line))


def _syntax_hint(what: str, line: str) -> str:
    """The next step for the commonest slips; the parser has no error codes, so that only its words can tell."""
    if "mapping values are not allowed" in what:
        return "text that holds ': ' has to stand in quotes; the keys of one mapping start in the same column"
    if "undefined alias" in what:
        return "text that starts with '*' has to stand in quotes"
    if "cannot start any token" in what:
        return "text that starts with a special character has to stand in quotes"
    if "',' or" in what and "${" in line:
        return "in brackets, '\"${name}\"' has to stand in double quotes"
    if "',' or" in what:
        return "a list or mapping in brackets is not closed"
    if "did not find expected" in what:
        return "look for a quote that is not closed, or a line that does not start in the column of its neighbours"
    return ""


def _character_problem(text: str, file: str, error: Any) -> Problem:
    position = min(int(error.position), len(text))
    before = text[:position]
    column = position - (before.rfind("\n") + 1) + 1
    message = f"the character U+{ord(text[position]):04X} cannot stand in YAML" if position < len(text) else "not YAML"
    return Problem(
        file, before.count("\n") + 1, column, message, 'write it as an escape in double quotes, as in "\\x07"'
    )


@dataclass
class _Walk:
    """Turns nodes into data, and stops at the first sign of a file that would never end."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    nodes: int = 0

    def value(self, node: Any, depth: int) -> Any:
        self._count(node, depth)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if node.tag not in (_MAP, _SEQ):
            self._refuse_tag(node)
        if isinstance(node, yaml.MappingNode):
            return {name: self.value(value, depth + 1) for name, _, value in self.entries(node)}
        return tuple([self.value(item, depth + 1) for item in node.value])

    def _count(self, node: Any, depth: int) -> None:
        self.nodes += 1
        if self.nodes > NODES_MAX:
            message = f"more than {NODES_MAX} values once aliases are followed"
            raise MissionError(
                [_problem(self.file, node.start_mark, message, "aliases of aliases multiply: write less")]
            )
        if depth > DEPTH_MAX:
            message = f"nested deeper than {DEPTH_MAX} levels"
            raise MissionError([_problem(self.file, node.start_mark, message, "does an alias hold itself?")])

    def entries(self, node: Any) -> Iterator[tuple[str, Any, Any]]:
        """(name, key, value) of a mapping as they count: the first of a name, its own before those merged into it."""
        own: dict[str, int] = {}
        seen = set[str]()
        for key, value, merged in self._pairs(node, 0):
            if not isinstance(key, yaml.ScalarNode):
                self._report(
                    key, "a key is a single word, got a list or a mapping", "quote text that starts with '{' or '['"
                )
                continue
            name = str(key.value)
            if merged and name in seen:
                continue
            if not merged:
                if name in own:
                    self._report(key, f"duplicate key '{name}'", f"first at line {own[name]}: keep one of them")
                    continue
                own[name] = key.start_mark.line + 1
            seen.add(name)
            yield name, key, value

    def _pairs(self, node: Any, depth: int) -> Iterator[tuple[Any, Any, bool]]:
        """The pairs of a mapping, its own first, then those that `<<` merges into it."""
        merges = []
        for key, value in node.value:
            if key.tag == _MERGE:
                merges.append(value)
            else:
                yield key, value, depth > 0
        for merge in merges:
            for source in merge.value if isinstance(merge, yaml.SequenceNode) else [merge]:
                self._count(source, depth)
                if isinstance(source, yaml.MappingNode):
                    yield from self._pairs(source, depth + 1)
                else:
                    self._report(source, "'<<' takes a mapping or a list of mappings", "as in '<<: *name'")

    def _scalar(self, node: Any) -> Any:
        text = node.value
        if node.tag == _STR:
            return text
        try:
            return _CONSTRUCT[node.tag.removeprefix(_TAG)](text)
        except KeyError:
            self._refuse_tag(node)
        except (ValueError, OverflowError):
            self._report(node, f"the number {text[:20]}{'...' * (len(text) > 20)} is too large", f"at most {INT_MAX}")
        return text

    def _refuse_tag(self, node: Any) -> None:
        tag = node.tag.replace(_TAG, "!!")
        self._report(node, f"the tag '{tag}' is not allowed", "a mission holds plain values: remove the tag")

    def _report(self, node: Any, message: str, hint: str = "") -> None:
        self.problems.append(_problem(self.file, node.start_mark, message, hint))


def _int(text: str) -> int:
    if len(text) > 20:
        raise ValueError(text)
    number = int(text, 0) if text[:2] in ("0x", "0o") else int(text)
    if abs(number) > INT_MAX:
        raise OverflowError(text)
    return number


def _float(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise OverflowError(text)
    return number


class _Places:
    """Where each key and each value stands, in a file whose walk has found no problem."""

    def __init__(self, file: str, root: Any) -> None:
        self._walk = _Walk(file)
        self.keys: dict[Trail, Place] = {}
        self.values: dict[Trail, Place] = {}
        self._note(root, ())

    def _note(self, node: Any, trail: Trail) -> None:
        self.values[trail] = _place(node)
        if isinstance(node, yaml.MappingNode):
            for name, key, value in self._walk.entries(node):
                self.keys[*trail, name] = _place(key)
                self._note(value, (*trail, name))
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self._note(item, (*trail, index))


def _place(node: Any) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


_CONSTRUCT: Mapping[str, Any] = {
    "null": lambda _: None,
    "bool": lambda text: text.lower() == "true",
    "int": _int,
    "float": _float,
    "merge": str,
}


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises MissionError where it cannot be read or is too large to be a mission."""
    try:
        with path.open("rb") as stream:
            content = stream.read(BYTES_MAX + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise MissionError([Problem(shown(path), 0, 0, f"cannot be read: {reason}")]) from error
    if len(content) > BYTES_MAX:
        raise MissionError([Problem(shown(path), 0, 0, f"larger than the {BYTES_MAX} bytes that a mission may have")])
    return content


def shown(path: Path) -> str:
    """The path as a reader would type it: relative to the current folder where it lies below it."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
