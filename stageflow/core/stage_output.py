"""What a stage returns. Deeply frozen when it is made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from gc import get_referents
from typing import Any

from stageflow.core.stage_enums import StageStatus
from stageflow.immutable.construct import (
    copies_are_itself,
    freeze_fields,
    frozen_mapping,
    frozen_sequence,
    refuse_assignment,
    refuse_second_init,
    slot_setters,
    value_type,
)
from stageflow.immutable.freeze import ATOMS, freeze_dict, trust
from stageflow.immutable.views import DictView, ListView, empty_list
from stageflow.suggest import names_keywords


def _now() -> datetime:
    return datetime.now(UTC)


@value_type
@dataclass(frozen=True, slots=True)
class StageArtifact:
    """A thing a stage produced. The payload is frozen."""

    type: str
    payload: dict[str, Any]
    timestamp: datetime = field(default_factory=_now)

    def __post_init__(self) -> None:
        freeze_fields(self, "payload")


@value_type
@dataclass(frozen=True, slots=True)
class StageEvent:
    """A thing a stage wants known. The data is frozen."""

    type: str
    data: dict[str, Any]
    timestamp: datetime = field(default_factory=_now)

    def __post_init__(self) -> None:
        freeze_fields(self, "data")


class _Unfinished:
    """A StageOutput being made: its slots are assigned plainly, before it becomes a StageOutput and frozen.

    Through the setters of the slots the same costs three times as much, once per stage.
    """

    __slots__ = ("artifacts", "data", "duration_ms", "error", "events", "status")


@trust
@dataclass(frozen=True, slots=True, init=False)
class StageOutput(_Unfinished):
    """The result of one stage.

    `data`, `artifacts` and `events` are deep-frozen copies: what the caller passed in is neither kept nor changed.
    Raises TypeError when `data` is not a mapping or the other two are not sequences.
    """

    status: StageStatus
    data: dict[str, Any] = field(default_factory=dict)
    artifacts: list[StageArtifact] = field(default_factory=list)
    events: list[StageEvent] = field(default_factory=list)
    error: str | None = None
    duration_ms: int | None = None

    # Written out because the generated __init__ of a frozen dataclass costs more than twice as much, once per stage. A
    # wrong keyword gets Python's own message: naming what was meant costs each output 20-30 ns (`**unknown`) or more.
    def __init__(
        self,
        status: StageStatus,
        data: dict[str, Any] | None = None,
        artifacts: list[StageArtifact] | None = None,
        events: list[StageEvent] | None = None,
        error: str | None = None,
        duration_ms: int | None = None,
    ) -> None:
        # hasattr alone would do; asking for the referents is cheaper than the AttributeError inside hasattr
        if len(get_referents(self)) > 1 and hasattr(self, "status"):
            refuse_second_init(self)
        _set_status(self, status)
        if type(data) is dict:
            for held in data.values():
                if type(held) not in ATOMS:
                    _set_data(self, freeze_dict(data))
                    break
            else:
                view = _new_dict(DictView)
                _fill_dict(view, data)
                _set_data(self, view)
        else:
            _set_data(self, data if type(data) is DictView else frozen_mapping(data, "StageOutput data"))
        if artifacts is not None:
            kept = artifacts if type(artifacts) is ListView else frozen_sequence(artifacts, "StageOutput artifacts")
            _set_artifacts(self, kept)
        if events is not None:
            _set_events(self, events if type(events) is ListView else frozen_sequence(events, "StageOutput events"))
        _set_error(self, error)
        set_duration_ms(self, duration_ms)

    @classmethod
    def ok(cls, data: dict[str, Any] | None = None, **kwargs: Any) -> StageOutput:
        """Success with `data`, or with the keyword arguments when `data` is empty or absent."""
        data = data or kwargs
        if type(data) is not dict or cls is not StageOutput or cls.__init__ is not _init:
            return cls(_OK, data)
        # What __init__ does, at half the cost: nearly every stage ends here. A wrapped __init__ sees every output.
        for held in data.values():
            if type(held) not in ATOMS:
                view = freeze_dict(data)
                break
        else:
            view = _new_dict(DictView)
            _fill_dict(view, data)
        made: Any = _new(_Unfinished)
        made.status = _OK
        made.data = view
        made.error = None
        made.duration_ms = None
        made.__class__ = StageOutput
        return made  # type: ignore[no-any-return]

    @classmethod
    @names_keywords
    def skip(cls, reason: str = "", data: dict[str, Any] | None = None) -> StageOutput:
        """The stage had nothing to do. `data` may override `reason`."""
        return cls(StageStatus.SKIP, {"reason": reason, **(data or {})})

    @classmethod
    @names_keywords
    def cancel(cls, reason: str = "", data: dict[str, Any] | None = None) -> StageOutput:
        """Stop the whole run. `data` may override `cancel_reason`."""
        return cls(StageStatus.CANCEL, {"cancel_reason": reason, **(data or {})})

    @classmethod
    @names_keywords
    def fail(
        cls, error: str | None = None, data: dict[str, Any] | None = None, *, response: str | None = None
    ) -> StageOutput:
        """Failure; the error text is the first non-empty of `error`, `response`, "Unknown error"."""
        return cls(StageStatus.FAIL, data, error=error or response or "Unknown error")

    @classmethod
    @names_keywords
    def retry(cls, error: str, data: dict[str, Any] | None = None) -> StageOutput:
        """Ask for another attempt. The unified graph records it and goes on; it does not retry."""
        return cls(StageStatus.RETRY, data, error=error)

    def with_duration(self, duration_ms: int) -> StageOutput:
        """The same output with another duration; the content is shared, it cannot change."""
        if type(self) is not StageOutput:
            return replace(self, duration_ms=duration_ms)
        return StageOutput(self.status, self.data, self.artifacts, self.events, self.error, duration_ms)


def _empty_when_first_read(name: str) -> Any:
    """A list field that was not given: every output has an empty one of its own, and most are never looked at."""
    slot: Any = vars(_Unfinished)[name]

    def read(self: StageOutput) -> Any:
        try:
            return slot.__get__(self)
        except AttributeError:
            made = empty_list()
            slot.__set__(self, made)
            return made

    return property(read, slot.__set__)


for _name in ("artifacts", "events"):
    setattr(StageOutput, _name, _empty_when_first_read(_name))
refuse_assignment(StageOutput)
copies_are_itself(StageOutput)
_OK = StageStatus.OK
_init = StageOutput.__init__
_new: Any = object.__new__
_new_dict: Any = dict.__new__
_fill_dict: Any = dict.update
_set_status, _set_data, _set_artifacts, _set_events, _set_error, set_duration_ms = slot_setters(
    _Unfinished, "status", "data", "artifacts", "events", "error", "duration_ms"
)
