"""An earlier schedule: to the letter, or as far as it fits."""

from collections.abc import Sequence

from harness.worker.explore.strategies.protocol import LATENESS_S, Diverged, Option, Setting


class Tape:
    """The choices of an earlier trial, one after another.

    Raises Diverged where the tape asks for an option that is not there, or has ended while there is still a choice.
    """

    name = "tape"
    fair = False

    def __init__(self, choices: Sequence[int], setting: Setting = "reorder", salt: int = 0) -> None:
        self.setting = setting
        self.salt = salt
        self._choices = choices
        self._next = 0

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        """It needs to know of no step."""

    def choose(self, options: Sequence[Option]) -> int:
        return self._take(len(options))

    def late(self) -> int:
        return self._take(len(LATENESS_S))

    def _take(self, count: int) -> int:
        step = self._next
        if step >= len(self._choices):
            raise Diverged(f"the schedule ends after {step} choices, and there are still {count} options")
        self._next = step + 1
        choice = self._choices[step]
        if not 0 <= choice < count:
            raise Diverged(f"choice {step} asks for option {choice}, and there are only {count}")
        return choice

    @property
    def used_up(self) -> bool:
        return self._next == len(self._choices)


class Guide(Tape):
    """The choices of an earlier trial as far as they fit, the oldest option where they do not: for another subject,
    or for a schedule that was edited.
    """

    name = "guide"
    used_up = True  # it fits every run

    def _take(self, count: int) -> int:
        step = self._next
        self._next = step + 1
        choice = self._choices[step] if step < len(self._choices) else 0
        return min(choice, count - 1)
