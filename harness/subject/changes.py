"""Whether files are as they were: seen without reading them as long as nothing has happened to them."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path


class AsTheyWere:
    """`files` lists them, `digest` reads them; it gave `was` when they were as they have to be."""

    def __init__(self, files: Callable[[], Iterable[Path]], digest: Callable[[], str], was: str) -> None:
        self._files, self._digest, self._was = files, digest, was
        self._state: frozenset[object] | None = None

    def still(self) -> bool:
        """Whether they are. What was changed and put back is. Files of the same size and time of change are not read
        again: nobody can set that time back, but two changes within a tick of it (some ms) look like one.
        """
        state = _state(self._files())
        if state == self._state:
            return True
        if self._digest() != self._was:
            return False
        self._state = state  # from before they were read
        return True


def _state(files: Iterable[Path]) -> frozenset[object]:
    state = set[object]()
    for path in files:
        with suppress(OSError):  # gone, or a link to nothing
            facts = path.stat()
            state.add((path, facts.st_size, facts.st_ctime_ns))
    return frozenset(state)
