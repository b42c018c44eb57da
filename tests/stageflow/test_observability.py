"""Traces, wide events, error summaries, stage error helpers and extensions."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from stageflow import observability as obs
from stageflow.extensions import ExtensionHelper, ExtensionRegistry, create_skills_extension
from stageflow.pipeline.dag import StageExecutionError
from stageflow.protocols import ConfigProvider, CorrelationIds, RunStore
from stageflow.stages import PipelineContext, StageError, StageResult
from stageflow.stages import errors as stage_errors
from stageflow.testing import create_test_pipeline_context

TRACE, SPAN = "a" * 32, "b" * 16


def test_trace_context_survives_headers() -> None:
    ids = {name: uuid4() for name in ("correlation_id", "pipeline_run_id", "request_id", "org_id")}
    context = obs.TraceContext(TRACE, SPAN, baggage={"k": "v"}, **ids)  # type: ignore[arg-type]
    headers = context.to_headers()
    assert headers["traceparent"] == f"00-{TRACE}-{SPAN}-01"
    assert headers["x-baggage-k"] == "v"
    restored = obs.TraceContext.from_headers(headers)
    assert (restored.trace_id, restored.span_id, restored.baggage) == (TRACE, SPAN, {"k": "v"})
    assert restored.correlation_id == ids["correlation_id"]
    broken = obs.TraceContext.from_headers({"traceparent": "00-short-x-01", "x-org-id": "no id"})
    assert (broken.trace_id, broken.span_id, broken.org_id) == (None, None, None)
    assert obs.TraceContext(trace_id=TRACE).to_headers()["traceparent"] == f"00-{TRACE}-{'0' * 16}-01"


def test_active_ids_nest_and_are_restored_per_task() -> None:
    async def inside(trace_id: str) -> None:
        with obs.TraceContext(trace_id=trace_id, correlation_id=uuid4()).activate():
            await asyncio.sleep(0)
            assert obs.get_trace_id() == trace_id
            with obs.TraceContext(span_id=SPAN).activate():
                assert (obs.get_trace_id(), obs.get_span_id()) == (trace_id, SPAN)
            assert obs.get_span_id() is None
        assert obs.get_trace_id() is None

    async def main() -> None:
        await asyncio.gather(inside(TRACE), inside("c" * 32))

    asyncio.run(main())
    assert obs.get_trace_context_dict() == dict.fromkeys(["trace_id", "span_id", "parent_span_id", "correlation_id"])


def test_correlation_ids_and_the_tracer_without_opentelemetry() -> None:
    async def main() -> None:
        made = obs.ensure_correlation_id()
        assert obs.ensure_correlation_id() == obs.get_correlation_id() == made
        carrier: dict[str, str] = {}
        tracer = obs.StageflowTracer()
        assert tracer.is_enabled == obs.OTEL_AVAILABLE
        tracer.inject_context(carrier)
        assert carrier["x-correlation-id"] == str(made)
        assert tracer.extract_context(carrier).correlation_id == made
        obs.clear_correlation_id()
        assert obs.get_correlation_id() is None

    asyncio.run(main())
    span = obs.NoOpSpan("s", attributes={"a": 1})
    span.set_status("bad", "why")
    span.record_exception(ValueError("boom"))
    assert span._attributes == {"a": 1, "_status": "bad", "_status_description": "why"}
    assert span._events == [("exception", {"exception.type": "ValueError", "exception.message": "boom"})]
    assert not span.is_recording()
    assert span.get_span_context() is None


@pytest.mark.parametrize(
    ("error", "code", "retryable"),
    [
        (TimeoutError("x"), "TIMEOUT", True),
        (obs.CircuitBreakerOpenError("op", "prov"), "CIRCUIT_OPEN", True),
        (ValueError("y" * 600), "UNKNOWN", False),
    ],
    ids=["timeout", "breaker", "other"],
)
def test_error_summaries(error: Exception, code: str, retryable: bool) -> None:
    summary = obs.summarize_pipeline_error(error)
    assert (summary["code"], summary["retryable"], summary["type"]) == (code, retryable, type(error).__name__)
    assert len(summary["message"]) <= 500
    assert obs.error_summary_to_string(summary).startswith(f"{code}: ")
    assert obs.error_summary_to_stages_patch(summary) == {"failure": {"error": summary}}
    assert obs.error_summary_to_string({}) == "UNKNOWN:"


def test_the_defaults_record_nothing() -> None:
    async def main() -> None:
        await obs.pipeline_run_logger.log_run_started()
        assert await obs.provider_call_logger.log_call_start() == UUID(int=0)
        breaker = obs.get_circuit_breaker()
        await breaker.record_failure(operation="o", provider="p", reason="r")
        assert not await breaker.is_open(operation="o", provider="p")

    asyncio.run(main())
    assert obs.get_circuit_breaker() is not obs.get_circuit_breaker()


def test_a_stage_wide_event() -> None:
    now = PipelineContext.now()
    ctx = create_test_pipeline_context()
    payload = obs.WideEventEmitter.build_stage_payload(
        ctx=ctx, result=StageResult("s", "completed", now, now, {"b": 1, "a": 2}), extra={"k": 1}
    )
    assert payload["data_keys"] == ["a", "b"]
    assert payload["extra"] == {"k": 1}
    assert payload["duration_ms"] == 0
    assert payload["pipeline_run_id"] == str(ctx.pipeline_run_id)


def test_stage_runner_and_decorator_turn_outcomes_into_results() -> None:
    events: list[tuple[str, Any]] = []

    class Sink:
        async def emit(self, **event: Any) -> None: ...

        def try_emit(self, **event: Any) -> None:
            events.append((event["type"], event["data"]))

    ctx = create_test_pipeline_context(event_sink=Sink())

    @stage_errors.with_error_handling("s", record_payload_fn=lambda error, payload: {**payload, "extra": 1})
    async def stage(ctx: PipelineContext, outcome: Any) -> Any:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def main() -> None:
        assert (await stage(ctx, {"a": 1})).data == {"a": 1}
        assert (await stage(ctx, 7)).data == {}
        with pytest.raises(StageExecutionError) as caught:
            await stage(ctx=ctx, outcome=ConnectionError("lost"))
        assert caught.value.recoverable
        assert events[-1][1]["extra"] == 1
        known = StageError("s", ValueError("x"))
        with pytest.raises(StageError) as same:
            await stage(ctx, known)
        assert same.value is known

        runner = stage_errors.StageRunner("r", ctx)
        assert (await runner.run(lambda: {"a": 1})).data == {"a": 1}
        assert events[-1][1]["data_keys"] == ["a"]

        def fails() -> None:
            raise ValueError("boom")

        with pytest.raises(StageExecutionError):
            await runner.run(fails, on_error=lambda error: {"more": 1})
        assert events[-1][0] == "stage.r.failed"
        assert events[-1][1]["more"] == 1

    asyncio.run(main())


def test_logging_helpers(caplog: pytest.LogCaptureFixture) -> None:
    ctx, error = create_test_pipeline_context(), ValueError("boom")
    stage_errors.log_stage_error("s", error, ctx, additional_context={"k": 1})
    stage_errors.safe_debug_log("op", lambda: 1 / 0)
    stage_errors.handle_provider_error("prov", "op", error, ctx)
    stage_errors.handle_async_task_error("t", error)
    names = ["pipeline_error", "debug_operations", "provider_error", "async_tasks"]
    assert [record.name for record in caplog.records] == names
    assert all(record.levelno == logging.ERROR for record in caplog.records)
    assert caplog.records[0].__dict__["pipeline_run_id"] == str(ctx.pipeline_run_id)
    assert stage_errors.create_error_context(a=1)["a"] == 1
    assert stage_errors._is_recoverable_error(TimeoutError())
    assert not stage_errors._is_recoverable_error(error)


def test_extensions_and_protocols() -> None:
    @dataclass
    class Skills:
        level: str

    ExtensionRegistry.register("skills", Skills)
    assert ExtensionRegistry.get("skills") is Skills
    ExtensionRegistry.clear()
    assert ExtensionRegistry.get("skills") is None
    made = ExtensionHelper.get({"s": {"level": "a"}}, "s", Skills)
    assert made == Skills("a")
    assert ExtensionHelper.get({"s": made}, "s", Skills) is made
    assert ExtensionHelper.get({}, "s", Skills) is None
    assert create_skills_extension()["active_skill_ids"] == []
    run_id = uuid4()
    assert CorrelationIds(run_id=run_id, extra={"k": 1}).to_dict() == {"pipeline_run_id": str(run_id), "k": 1}
    assert not isinstance(object(), RunStore)
    assert isinstance({}, ConfigProvider)
