"""What a mission file may say, as frozen models; the JSON Schema of the files is made from them."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from harness.catalogue.graphs import STAGES_MAX, edges
from harness.catalogue.severities import BUG_TYPES, SEVERITY_OF_RISK, FindingType, Risk, Severity

Priority = Literal["P0", "P1", "P2"]
When = Literal["PASS", "FAIL", "UNKNOWN", "unsupported"]
"""What a finding waits for: a verdict, or that the subject lacks what the check looks at."""
MISSION_ID = r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$"
PLAIN_NAME = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
VERSION = r"^[0-9]+(\.[0-9]+)*(\.post[0-9]+)?$"
KEY_NAME = r"^[^\s:=,'\"]+$"
CLASS_PATH = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")

Scalar = int | float | str | bool
"""A value that a parameter or an argument may have."""


def _scalar(value: Any) -> Scalar:
    if isinstance(value, (bool, int, float, str)):
        return value
    raise ValueError("a number, text, true or false")


def _plain(value: Any) -> Any:
    """Lists of the file as lists, so that a subject's list equals them."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _number(value: Any) -> int | float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise ValueError("a number")


def _pattern(value: str) -> str:
    try:
        pattern = re.compile(value)
    except re.error as error:
        raise ValueError(f"a regular expression ({error})") from error
    if pattern.fullmatch(""):
        raise ValueError("a regular expression that does not match empty text, which is everywhere")
    return value


def _decision(value: Any) -> Any:
    return {"check": value} if isinstance(value, str) else value


def _redact(value: Any) -> Any:
    return {"pattern": value} if isinstance(value, str) else value


def _promises(value: Any) -> Any:
    if value is None:
        return ()
    return ({"since": "0", "text": value},) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(min_length=1)]
ScalarValue = Annotated[
    Scalar, PlainValidator(_scalar), WithJsonSchema({"type": ["integer", "number", "string", "boolean"]})
]
NumberValue = Annotated[int | float, PlainValidator(_number), WithJsonSchema({"type": "number"})]
Data = Annotated[Mapping[str, Any], AfterValidator(_plain), WithJsonSchema({"type": "object"})]
Pattern = Annotated[str, AfterValidator(_pattern), WithJsonSchema({"type": "string", "format": "regex"})]
KeyName = Annotated[str, StringConstraints(pattern=KEY_NAME)]
Name = Annotated[str, StringConstraints(pattern=PLAIN_NAME, max_length=64)]


class Frozen(BaseModel):
    """Closed and unchangeable: an unknown key is a problem, types are taken as written."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def order_of(version: str) -> tuple[tuple[int, ...], int]:
    """Where a version stands among others: its release numbers, zeros at the end left out, and the number of its
    post-release, -1 for none. A version that begins with no number stands before all others.
    """
    found = re.match(r"([0-9]+(?:\.[0-9]+)*)(?:\.post([0-9]+))?", version)
    if found is None:
        return (), -1
    numbers = [int(n) for n in found[1].split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers), int(found[2] or -1)


class Parameter(Frozen):
    """A value that `${name}` stands for, and the range within which `--set` may move it."""

    value: ScalarValue = Field(description="the value used without --set")
    min: NumberValue | None = Field(default=None, description="the smallest value allowed")
    max: NumberValue | None = Field(default=None, description="the largest value allowed")
    unit: str = Field(default="", description="what is counted or measured")
    description: str = Field(default="", description="what the parameter changes")


class Citation(Frozen):
    title: Text = Field(description="what is cited")
    source: Text = Field(description="where it can be read")
    relevance: str = Field(default="", description="why it matters here")


class Research(Frozen):
    """What was known before the mission was written."""

    context: tuple[Text, ...] = Field(default=(), description="paragraphs on the technical background")
    known_failure_modes: tuple[Text, ...] = Field(default=(), description="what has gone wrong elsewhere")
    citations: tuple[Citation, ...] = Field(default=(), description="sources")


class Decision(Frozen):
    """A check that decides a hypothesis; with `pipelines`, only by its verdicts there."""

    check: Text = Field(description="the name of a check")
    pipelines: tuple[Text, ...] = Field(default=(), description="ids of pipelines; none means all that run the check")


DecisionEntry = Annotated[Decision, BeforeValidator(_decision, json_schema_input_type=str | Decision)]


class Redact(Frozen):
    """What no report may show: text that fits `pattern`, or what stands under `key` in a payload or a line, whatever
    it is. In a file the pattern alone is written as text.
    """

    key: KeyName | None = Field(default=None, description="a name, in any case; what stands under it is redacted")
    pattern: Pattern | None = Field(default=None, description="a regular expression; what it matches is redacted")

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.key is None) is (self.pattern is None):
            raise ValueError("a regular expression, or a mapping with 'key'")
        return self

    def as_written(self) -> str | dict[str, str]:
        """The entry as it stands in a file."""
        return self.pattern if self.pattern is not None else {"key": str(self.key)}


RedactEntry = Annotated[
    Redact,
    BeforeValidator(_redact, json_schema_input_type=Pattern | Redact),
    PlainSerializer(Redact.as_written),
]


class Promise(Frozen):
    """A documented sentence, from the version of the subject on in which it stands; without text there is none."""

    since: Annotated[str, StringConstraints(pattern=VERSION)] = Field(description="a version: '1.0', '1.0.post1'")
    text: Text | None = Field(default=None, description="the sentence; none where that version took it back")


PromiseEntries = Annotated[
    tuple[Promise, ...], BeforeValidator(_promises, json_schema_input_type=str | tuple[Promise, ...] | None)
]


class Hypothesis(Frozen):
    """A claim that checks decide. `promise` is the documented sentence it holds the subject to, if there is one: one
    for all versions, or one for each version in which the sentence changed.
    """

    id: Name = Field(description="a short name such as H1")
    claim: Text = Field(description="what is claimed, one sentence")
    promise: PromiseEntries = Field(default=(), description="the sentence of the subject's documentation")
    decided_by: tuple[DecisionEntry, ...] = Field(min_length=1, description="the checks that decide it")

    def promise_of(self, version: str) -> str | None:
        """The sentence that stands in this version of the subject; None where none does, or the version is not known
        and the sentence is not one of all versions.
        """
        standing = [p for p in self.promise if order_of(p.since) <= order_of(version)]
        return max(standing, key=lambda p: order_of(p.since)).text if standing else None


class Graph(Frozen):
    """A shape of the catalogue and its size."""

    kind: Text = Field(description="a graph of the catalogue, such as chain or fan_out")
    stages: int = Field(default=10, ge=1, le=STAGES_MAX, description="number of stages")
    seed: int = Field(default=0, ge=0, le=2**31, description="what a random graph is drawn from")


class PayloadEntry(Frozen):
    """What each stage hands on beside its value."""

    kind: Text = Field(description="a payload of the catalogue, such as nested")
    size: int = Field(default=10, ge=1, le=100_000, description="entries, or characters")
    depth: int = Field(default=3, ge=1, le=60, description="levels of containers, where the kind has some")
    seed: int = Field(default=0, ge=0, le=2**31, description="what the content is drawn from")


class ThresholdEntry(Frozen):
    """A limit on one metric, or on the ratio of two."""

    metric: Text | None = Field(default=None, description="a metric and how its values are summed up: steps.p95")
    ratio: tuple[Text, ...] | None = Field(
        default=None, min_length=2, max_length=2, description="two of these; the first is divided by the second"
    )
    max: NumberValue | None = Field(default=None, description="the largest value that holds")
    min: NumberValue | None = Field(default=None, description="the smallest value that holds")

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that it names."""
        return self.ratio or (() if self.metric is None else (self.metric,))


class StageEntry(Frozen):
    """One stage of a graph that is written out."""

    name: Text = Field(description="the name of the stage")
    dependencies: tuple[Text, ...] = Field(default=(), description="names of stages that end before it starts")
    behaviour: Text | None = Field(
        default=None, description="a behaviour, or module:Class; the pipeline's where none is given"
    )


class Shape(Frozen):
    """One stage as it will be built."""

    name: str
    dependencies: tuple[str, ...]
    behaviour: str


class Pipeline(Frozen):
    """What is built, what is done around it, how it is run and by which checks it is judged."""

    id: Name = Field(description="a plain name, unique in the mission")
    purpose: Text = Field(description="what it is for, one line")
    scenario: Text = Field(default="pipeline_run", description="a scenario of the catalogue")
    graph: Graph | None = Field(default=None, description="a shape of the catalogue")
    stages: tuple[StageEntry, ...] | None = Field(default=None, min_length=1, description="the stages, written out")
    behaviour: Text | None = Field(default=None, description="what its stages do: a behaviour, or module:Class")
    arguments: Mapping[str, ScalarValue] = Field(
        default_factory=dict, description="arguments of scenario and behaviour"
    )
    payload: PayloadEntry | None = Field(default=None, description="what each stage hands on beside its value")
    expected: Mapping[str, Data] = Field(
        default_factory=dict, description="the data that stages must give, judged by outputs_are_as_expected"
    )
    iterations: int = Field(default=1, ge=1, le=1_000_000, description="trials on stock asyncio")
    share: int = Field(default=1, ge=1, le=1_000, description="its part of the budget beside those of the others")
    drivers: tuple[Text, ...] = Field(default=("native",), min_length=1, description="how its trials are run")
    faults: tuple[Text, ...] = Field(default=(), description="what fault_each injects; none means every kind")
    clock: Literal["real", "virtual"] = Field(
        default="real", description="what time.monotonic and time.perf_counter give on the controlled loop"
    )
    checks: tuple[Text, ...] = Field(min_length=1, description="the checks that judge it")
    thresholds: tuple[ThresholdEntry, ...] = Field(default=(), description="limits for the check thresholds_hold")
    deadline_s: float = Field(
        default=60.0, gt=0, le=86_400, description="seconds without a sign of life, after which its worker is stopped"
    )

    @property
    def default_behaviour(self) -> str:
        """The behaviour of stages that name none."""
        return self.behaviour or ("derive_value" if self.scenario == "pipeline_run" else "act")

    def shape(self) -> tuple[Shape, ...]:
        """Its stages as they will be built, whether the graph was named or written out; () where there is none."""
        if self.stages is not None:
            behaviour = self.default_behaviour
            return tuple(
                Shape(name=s.name, dependencies=s.dependencies, behaviour=s.behaviour or behaviour) for s in self.stages
            )
        if self.graph is None:
            return ()
        pairs = edges(self.graph.kind, self.graph.stages, self.graph.seed)
        return tuple(Shape(name=name, dependencies=before, behaviour=self.default_behaviour) for name, before in pairs)


class Recommendation(Frozen):
    summary: Text = Field(description="what to do, one sentence")
    code_suggestion: str = Field(default="", description="code that shows it")
    priority: Priority = Field(default="P1", description="how soon it should be done")


class FindingEntry(Frozen):
    """What is reported when a check or a probe says `when`."""

    id: Text = Field(description="{MISSION}-{TYPE}-{nnn}, such as CORE-008-BUG-001")
    check: Text | None = Field(default=None, description="the check that decides it")
    probe: Text | None = Field(default=None, description="the probe that decides it")
    when: When = Field(description="the verdict that it waits for, or unsupported: that the subject lacks the feature")
    type: FindingType = Field(description="what kind of finding it is")
    severity: Severity | None = Field(default=None, description="where it is missing, the mission's risk says it")
    component: Text = Field(description="the part of the subject it is about")
    title: Text = Field(description="one line")
    description: Text = Field(description="what it means for a user")
    recommendation: Recommendation | None = Field(default=None, description="what to do about it")


class Budget(Frozen):
    trials: int = Field(default=200, ge=1, le=10_000_000, description="trials on the controlled loop")


class MissionFile(Frozen):
    """A mission as it stands in its file."""

    schema_version: Literal[1] = Field(alias="schema", description="the version of this format: 1")
    id: Annotated[str, StringConstraints(pattern=MISSION_ID, max_length=64)] = Field(
        description="a plain name such as CORE-008; the results folder carries it"
    )
    title: Text = Field(description="one line")
    priority: Priority = Field(description="how soon it has to be looked at")
    risk: Risk = Field(description="what it would mean if a promise were broken")
    components: tuple[Text, ...] = Field(default=(), description="the parts of the subject it is about")
    parameters: Mapping[str, Parameter] = Field(default_factory=dict, description="values that ${name} stands for")
    research: Research = Field(default_factory=lambda: Research(), description="what was known before")
    hypotheses: tuple[Hypothesis, ...] = Field(min_length=1, description="claims, and the checks that decide them")
    pipelines: tuple[Pipeline, ...] = Field(min_length=1, description="what is built, run and judged")
    calibration: tuple[Text, ...] = Field(default=(), description="plants that every run must catch")
    findings: tuple[FindingEntry, ...] = Field(default=(), description="what is reported, by check and verdict")
    dx_probes: tuple[Text, ...] = Field(default=(), description="probes of what a newcomer meets")
    budget: Budget = Field(default_factory=lambda: Budget(), description="how much is tried")
    redact: tuple[RedactEntry, ...] = Field(
        default=(), description="regular expressions of what no report may show, and keys: {key: api_key}"
    )


class Mission(MissionFile):
    """A mission that was loaded: what its file says, with every `${name}` replaced, and which file that was."""

    path: Path
    digest: str = Field(description="sha256 of the file's bytes, in hexadecimal")

    def severity_of(self, finding: FindingEntry) -> Severity:
        """As declared; else for a defect by the mission's risk, for dx and documentation low, else info."""
        if finding.severity is not None:
            return finding.severity
        if finding.type in BUG_TYPES:
            return SEVERITY_OF_RISK[self.risk]
        return "low" if finding.type in ("dx", "documentation") else "info"
