"""Counts of a bounded number of things: what came too late to be told apart is counted as such."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", str, tuple[str, str, str])


@dataclass(slots=True)
class Tally(Generic[Key]):
    """Exact counts of the first `keys_max` different keys; all others together are `beyond`.

    Nothing is estimated and nothing is forgotten: the counts and `beyond` add up to all that was counted.
    """

    keys_max: int
    counts: dict[Key, int] = field(default_factory=dict)
    beyond: int = 0

    def add(self, key: Key, times: int = 1) -> None:
        """Counts a key, or that there was one more which is not told apart."""
        if key in self.counts:
            self.counts[key] += times
        elif len(self.counts) < self.keys_max:
            self.counts[key] = times
        else:
            self.beyond += times

    @property
    def total(self) -> int:
        """All that was counted."""
        return sum(self.counts.values()) + self.beyond

    def top(self, most: int) -> list[tuple[Key, int]]:
        """The most frequent keys; of equally frequent ones, those that are first in order."""
        return sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))[:most]

    def rest(self, most: int) -> int:
        """How many were counted beside those of `top(most)`."""
        return self.total - sum(count for _, count in self.top(most))

    def __iter__(self) -> Iterator[Key]:
        return iter(self.counts)
