"""The catalogue of mutation attempts: every mutator of every kind of container, and of value objects.

Levels: `assign` (attributes of a value object), `reinit` (a second __init__), `mutate` (mutators of a container) and
`bypass` (deliberately around the object's own methods, which decides nothing).
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

from harness.evidence.fingerprint import digest
from harness.evidence.records import Operation
from harness.worker.probes.crawl import is_container, is_of_the_subject, reachable
from harness.worker.recorder import Recorder

_ATTACKS = ("assign", "reinit", "mutate", "mutate_derived", "mutate_shared")
Attempt = tuple[str, Callable[[Any], Any]]
INTRUDER = "intruder"


def _first_key(d: Any) -> Any:
    return next(iter(d))


def _setitem(c: Any, key: Any, value: Any) -> None:
    c[key] = value


def _delitem(c: Any, key: Any) -> None:
    del c[key]


def _ior(c: Any, other: Any) -> None:
    c |= other


def _iadd(c: Any, other: Any) -> None:
    c += other


def _imul(c: Any) -> None:
    c *= 2


_MAPPING: tuple[Attempt, ...] = (
    ("set a new key", lambda c: _setitem(c, INTRUDER, 1)),
    ("replace a key", lambda c: _setitem(c, _first_key(c), INTRUDER)),
    ("update()", lambda c: c.update({INTRUDER: 2})),
    ("setdefault()", lambda c: c.setdefault(INTRUDER + "2", 3)),
    ("|=", lambda c: _ior(c, {INTRUDER + "3": 4})),
    ("del", lambda c: _delitem(c, _first_key(c))),
    ("pop()", lambda c: c.pop(_first_key(c))),
    ("popitem()", lambda c: c.popitem()),
    ("__init__()", lambda c: c.__init__({INTRUDER + "4": 5})),
    ("clear()", lambda c: c.clear()),
)
_SEQUENCE: tuple[Attempt, ...] = (
    ("append()", lambda c: c.append(INTRUDER)),
    ("extend()", lambda c: c.extend([INTRUDER])),
    ("insert()", lambda c: c.insert(0, INTRUDER)),
    ("set an item", lambda c: _setitem(c, 0, INTRUDER)),
    ("set a slice", lambda c: _setitem(c, slice(0, 1), [INTRUDER, INTRUDER])),
    ("+=", lambda c: _iadd(c, [INTRUDER])),
    ("*=", _imul),
    ("reverse()", lambda c: c.reverse()),
    ("sort()", lambda c: c.sort(key=repr)),
    ("del", lambda c: _delitem(c, 0)),
    ("pop()", lambda c: c.pop()),
    ("remove()", lambda c: c.remove(c[0])),
    ("__init__()", lambda c: c.__init__([INTRUDER])),
    ("clear()", lambda c: c.clear()),
)
_SET: tuple[Attempt, ...] = (
    ("add()", lambda c: c.add(INTRUDER)),
    ("update()", lambda c: c.update({INTRUDER})),
    ("|=", lambda c: _ior(c, {INTRUDER + "2"})),
    ("discard()", lambda c: c.discard(next(iter(c)))),
    ("pop()", lambda c: c.pop()),
    ("__init__()", lambda c: c.__init__({INTRUDER + "3"})),
    ("clear()", lambda c: c.clear()),
)
_BYTES: tuple[Attempt, ...] = (
    ("append()", lambda c: c.append(7)),
    ("set an item", lambda c: _setitem(c, 0, 7)),
    ("extend()", lambda c: c.extend(b"x")),
    ("reverse()", lambda c: c.reverse()),
    ("__init__()", lambda c: c.__init__(b"z")),
    ("clear()", lambda c: c.clear()),
)


def attempts_on(value: Any) -> tuple[Attempt, ...]:
    """The mutators to try on a container; none for those that have none (tuple, frozenset, bytes)."""
    if isinstance(value, tuple | frozenset):
        return ()
    if isinstance(value, bytearray):
        return _BYTES
    if isinstance(value, Mapping):
        return _MAPPING
    return _SET if isinstance(value, AbstractSet) else _SEQUENCE if isinstance(value, Sequence) else ()


def mutate_everything(
    root: Any, path: str, f: str, actor: str, recorder: Recorder, mutators_max: int | None = None, own: bool = False
) -> None:
    """Tries every mutator on every container reachable from `root` and records each attempt, innermost first: one that
    was cleared or replaced would take what it holds out of sight.

    With `mutators_max` only the first few of each kind are tried, for places that are visited very often. With `own`
    whatever is reached is what `root` holds, and no copy that somebody handed out: a change of it is one of `root`.

    An attempt is "ok" with detail "changed" only if the deep digest of `root` itself changed: a mutator that works on
    a private copy is no breach. An attempt that raised is "fail" with the type of the error; if the digest has changed
    at the end all the same, one more record says so.
    """
    whole = digest(root)
    for at, container in reversed([(a, v) for a, v in _given(root, path) if is_container(v)]):
        seen = container if own else root
        now = digest(container) if own else whole
        for name, attempt in attempts_on(container)[:mutators_max]:
            invoke = recorder.tick()
            try:
                attempt(container)
            except Exception as error:  # noqa: BLE001 - a refusal may be of any type; it is recorded
                recorder.operation(actor, f, at, name, "fail", invoke, type(error).__name__)
                continue
            before, now = now, digest(seen)
            recorder.operation(actor, f, at, name, "ok", invoke, "changed" if now != before else "changed nothing")
        whole = whole if own else now
    if not own and digest(root) != whole:
        recorder.operation(actor, f, path, "mutators that raised", "ok", recorder.tick(), "changed")


def assign_everything(root: Any, path: str, actor: str, recorder: Recorder) -> None:
    """Tries to set, add and delete attributes of every value object of the subject's reachable from `root`, and to init
    it again. A class of the user's own is the user's: nobody promised that it is closed.
    """
    for at, value in list(_value_objects(root, path)):
        names = [f.name for f in dataclasses.fields(value)]
        for name in names:
            _try(recorder, actor, "assign", f"{at}.{name}", "set", partial(setattr, value, name, INTRUDER))
            _try(recorder, actor, "assign", f"{at}.{name}", "delete", partial(delattr, value, name))
        _try(recorder, actor, "assign", f"{at}.{INTRUDER}", "add", partial(setattr, value, INTRUDER, 1))
        same = {n: getattr(value, n, None) for n in names if _is_init(value, n)}
        _try(recorder, actor, "reinit", at, "__init__", partial(value.__init__, **same))


def _value_objects(root: Any, path: str) -> Iterator[tuple[str, Any]]:
    return ((at, v) for at, v in _given(root, path) if dataclasses.is_dataclass(v) and is_of_the_subject(type(v)))


def _given(root: Any, path: str) -> Iterator[tuple[str, Any]]:
    """What whoever holds `root` was given with it. Who takes a function apart is at the engine behind it, and by that
    at the run itself: that is a bypass, which nothing in Python can refuse.
    """
    return reachable(root, path, through_functions=False)


def went_through(recorder: Recorder) -> bool:
    """Whether an attack on what somebody else holds has changed it: what breaks afterwards, the attack has broken."""
    return any(
        type(r) is Operation and r.f in _ATTACKS and r.outcome == "ok" and r.detail in ("changed", "accepted")
        for r in recorder.records
    )


def _is_init(value: Any, name: str) -> bool:
    return any(f.name == name and f.init for f in dataclasses.fields(value))


def _try(recorder: Recorder, actor: str, f: str, target: str, how: str, attempt: Callable[[], Any]) -> None:
    invoke = recorder.tick()
    try:
        attempt()
    except Exception as error:  # noqa: BLE001 - a refusal may be of any type; it is recorded
        recorder.operation(actor, f, target, how, "fail", invoke, type(error).__name__)
    else:
        recorder.operation(actor, f, target, how, "ok", invoke, "accepted")


def bypass(value: Any, path: str, actor: str, recorder: Recorder) -> None:
    """Goes around a frozen container's own methods, to say what that would do; decides nothing, harms `value`."""
    if isinstance(value, dict):
        _try(recorder, actor, "bypass", path, "dict.__setitem__", lambda: dict.__setitem__(value, INTRUDER, 1))
    elif isinstance(value, list):
        _try(recorder, actor, "bypass", path, "list.append", lambda: list.append(value, INTRUDER))
    else:
        _try(recorder, actor, "bypass", path, "object.__setattr__", lambda: object.__setattr__(value, "status", None))
