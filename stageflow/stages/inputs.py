"""What a stage may read of the stages before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stageflow.core.stage_output import StageOutput
from stageflow.immutable.construct import freeze_fields, value_type

if TYPE_CHECKING:
    from stageflow.context.context_snapshot import ContextSnapshot
    from stageflow.stages.ports import AudioPorts, CorePorts, LLMPorts


def _no_ports() -> Any:
    return None


class UndeclaredDependencyError(Exception):
    """A stage asked for the output of a stage that it does not depend on."""

    def __init__(self, stage_name: str, declared_deps: frozenset[str], accessing_stage: str | None = None) -> None:
        who = f"stage {accessing_stage!r}" if accessing_stage else "a stage"
        declared = ", ".join(repr(name) for name in sorted(declared_deps)) or "none"
        super().__init__(
            f"{who} asked for the output of {stage_name!r}, which is not among its dependencies "
            f"(declared: {declared}); add {stage_name!r} to its dependencies"
        )
        self.stage_name = stage_name
        self.declared_deps = declared_deps
        self.accessing_stage = accessing_stage


@value_type
@dataclass(frozen=True, slots=True)
class StageInputs:
    """The snapshot, the outputs of earlier stages, and the ports. `prior_outputs` is frozen.

    With `strict` and some `declared_deps`, asking for a stage that is not declared raises UndeclaredDependencyError.
    Keys must be non-empty text: None and other types raise TypeError, "" raises ValueError.
    """

    snapshot: ContextSnapshot[Any]
    prior_outputs: dict[str, StageOutput] = field(default_factory=dict)
    ports: CorePorts | LLMPorts | AudioPorts | None = field(default_factory=_no_ports)
    declared_deps: frozenset[str] = field(default_factory=frozenset)
    stage_name: str | None = None
    strict: bool = True

    def __post_init__(self) -> None:
        freeze_fields(self, "prior_outputs")

    def get(self, key: str, default: Any = None) -> Any:
        """The value of `key` in the first prior output that has it, or `default`."""
        _check_key(key)
        for output in self.prior_outputs.values():
            if key in output.data:
                return output.data[key]
        return default

    def get_from(self, stage_name: str, key: str, default: Any = None) -> Any:
        """The value of `key` in the output of one stage, or `default`."""
        _check_key(key)
        self._check_declared(stage_name)
        output = self.prior_outputs.get(stage_name)
        return default if output is None else output.data.get(key, default)

    def has_output(self, stage_name: str) -> bool:
        """Whether the stage has an output."""
        self._check_declared(stage_name)
        return stage_name in self.prior_outputs

    def get_output(self, stage_name: str) -> StageOutput | None:
        """The output of a stage, or None."""
        self._check_declared(stage_name)
        return self.prior_outputs.get(stage_name)

    def require_from(self, stage_name: str, key: str) -> Any:
        """The value of `key` in the output of one stage. Raises KeyError when either is missing."""
        _check_key(key)
        self._check_declared(stage_name)
        output = self.prior_outputs.get(stage_name)
        if output is None:
            present = sorted(self.prior_outputs)
            raise KeyError(f"stage {stage_name!r} has no output, needed for key {key!r}; stages with one: {present}")
        if key not in output.data:
            raise KeyError(f"the output of stage {stage_name!r} has no key {key!r}; its keys: {list(output.data)}")
        return output.data[key]

    def _check_declared(self, stage_name: str) -> None:
        if self.strict and self.declared_deps and stage_name not in self.declared_deps:
            raise UndeclaredDependencyError(stage_name, self.declared_deps, self.stage_name)


def _check_key(key: Any) -> None:
    if key is None:
        raise TypeError("StageInputs key must be provided")
    if not isinstance(key, str):
        raise TypeError(f"StageInputs key must be a string, got {type(key).__name__}")
    if not key:
        raise ValueError("StageInputs key cannot be empty")


def create_stage_inputs(
    snapshot: ContextSnapshot[Any],
    *,
    prior_outputs: dict[str, StageOutput] | None = None,
    ports: CorePorts | LLMPorts | AudioPorts | None = None,
    declared_deps: Iterable[str] | None = None,
    stage_name: str | None = None,
    strict: bool = True,
) -> StageInputs:
    """StageInputs of the given parts."""
    return StageInputs(snapshot, prior_outputs or {}, ports, frozenset(declared_deps or ()), stage_name, strict)
