"""Plain containers for plants: what a careless core would hand out."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NoReturn


def plain_copy(value: Any) -> Any:
    """Mutable copies of all containers in `value`; everything else as it is."""
    if isinstance(value, Mapping):
        return {k: plain_copy(v) for k, v in value.items()}
    if isinstance(value, AbstractSet):
        return set(value)
    if isinstance(value, tuple):
        return tuple(plain_copy(v) for v in value)
    if isinstance(value, bytearray):
        return bytearray(value)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain_copy(v) for v in value]
    return value


def _refuse(self: Any, *args: Any, **options: Any) -> NoReturn:
    raise TypeError(f"{type(self).__name__} cannot be changed")


class FirstLevelDict(dict[Any, Any]):
    """A dict whose own mutators raise, a second `__init__` too; what it holds is open."""

    def __init__(self, items: Mapping[Any, Any]) -> None:
        if hasattr(self, "made"):
            _refuse(self)
        super().__init__(items)
        self.made = True

    __setitem__ = __delitem__ = update = setdefault = pop = popitem = clear = __ior__ = _refuse


class FirstLevelList(list[Any]):
    """A list whose own mutators raise, a second `__init__` too; what it holds is open."""

    def __init__(self, items: Iterable[Any]) -> None:
        if hasattr(self, "made"):
            _refuse(self)
        super().__init__(items)
        self.made = True

    __setitem__ = __delitem__ = append = extend = insert = pop = remove = clear = _refuse
    sort = reverse = __iadd__ = __imul__ = _refuse
