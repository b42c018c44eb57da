"""Where an interpreter can switch threads: which instructions look at its eval breaker, by version.

The eval breaker is the flag by which another thread asks for the GIL. Sources: CPython 3.11 `Python/ceval.c`
(RESUME, CHECK_EVAL_BREAKER), 3.12 and 3.13 `Python/bytecodes.c` (RESUME, CHECK_EVAL_BREAKER, _CHECK_PERIODIC). The
tests hold the table against the interpreter that runs them: a signal's handler runs at the same checks.
The specialised forms of `len`, `isinstance`, `type` and `list.append` do not look; the first calls in each code object
are not specialised yet, so a switch after them is possible and is a switch point here.
"""

import dis
import sys
from dataclasses import dataclass
from types import CodeType

# RESUME looks at it at function entry and after a yield. It does not after `yield from` and `await`, but what resumed
# the generator or coroutine from there, an event loop as a rule, has looked often: so each is taken for a check.
_ENTRY = "RESUME"


class UnknownInterpreter(NotImplementedError):
    """Nothing is known about where this version of Python switches threads."""


@dataclass(frozen=True, slots=True)
class Checks:
    """Which opcodes look at the eval breaker.

    `calls` do after the call. Of these, `enters_python` do not where the callee is a Python function or a bound
    method of one (the latter only in those of `unwraps`): its frame is entered without a C call, its own RESUME looks,
    and its return does not. `jumps` do when the jump is taken.
    """

    jumps: frozenset[str]
    calls: frozenset[str]
    enters_python: frozenset[str]
    unwraps: frozenset[str]


_CALLS = frozenset({"CALL", "CALL_FUNCTION_EX"})
TABLE: dict[tuple[int, int], Checks] = {
    (3, 11): Checks(
        jumps=frozenset(
            {
                "JUMP_BACKWARD",
                "POP_JUMP_BACKWARD_IF_FALSE",
                "POP_JUMP_BACKWARD_IF_NONE",
                "POP_JUMP_BACKWARD_IF_NOT_NONE",
                "POP_JUMP_BACKWARD_IF_TRUE",
            }
        ),
        calls=_CALLS,
        enters_python=frozenset({"CALL"}),
        unwraps=frozenset({"CALL"}),
    ),
    (3, 12): Checks(
        jumps=frozenset({"JUMP_BACKWARD"}), calls=_CALLS, enters_python=_CALLS, unwraps=frozenset({"CALL"})
    ),
    (3, 13): Checks(
        jumps=frozenset({"JUMP_BACKWARD"}),
        calls=_CALLS | {"CALL_KW"},
        enters_python=_CALLS | {"CALL_KW"},
        unwraps=frozenset({"CALL", "CALL_KW"}),
    ),
}


@dataclass(frozen=True, slots=True)
class Points:
    """The checks of one code object, as offsets into its bytecode.

    `after` gives for a RESUME or a call the offset of the next instruction, which is where the switch shows. `jumps`
    are jumps back, `inlining` those calls after which there is no check where they entered a Python function,
    `unwrapping` those that do so for bound methods too. An instruction stands under its own offset and under that of
    its EXTENDED_ARG.
    """

    after: dict[int, int]
    jumps: frozenset[int]
    inlining: frozenset[int]
    unwrapping: frozenset[int]


def checks() -> Checks:
    """Those of the running interpreter. Raises UnknownInterpreter."""
    version = sys.version_info[:2]
    if version not in TABLE:
        known = ", ".join(f"{major}.{minor}" for major, minor in TABLE)
        raise UnknownInterpreter(
            f"where Python {version[0]}.{version[1]} switches threads is not known (known: {known}); "
            "use the granularity 'any', or one of these versions"
        )
    return TABLE[version]


def points_of(code: CodeType, table: Checks) -> Points:
    """The checks of `code`."""
    after = dict[int, int]()
    jumps, inlining, unwrapping = set[int](), set[int](), set[int]()
    instructions = list(dis.get_instructions(code))
    offsets = list[int]()
    for at, following in zip(instructions, [*instructions[1:], None], strict=True):
        offsets.append(at.offset)
        if at.opname == "EXTENDED_ARG":
            continue
        if at.opname in table.jumps:
            jumps.update(offsets)
        elif following is not None and (at.opname == _ENTRY or at.opname in table.calls):
            after.update(dict.fromkeys(offsets, following.offset))
            if at.opname in table.enters_python:
                inlining.update(offsets)
            if at.opname in table.unwraps:
                unwrapping.update(offsets)
        offsets.clear()
    return Points(after, frozenset(jumps), frozenset(inlining), frozenset(unwrapping))
