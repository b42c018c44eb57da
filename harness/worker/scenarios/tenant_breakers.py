"""Family tenant_breakers: what the failures of one tenant cost another."""

import inspect
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject, Unsupported
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute

FIRST, SECOND = UUID(int=10), UUID(int=20)
FAILURES = 6
"""One more than opens a breaker of stageflow-core 0.5.0."""


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Runs of one tenant fail until a breaker that is kept by tenant opens; then one of another tenant is made.

    Raises Unsupported where the breaker of the subject takes no `key`, by which callers could be told apart.
    """
    breaker = subject.name("stageflow.pipeline.interceptors", "CircuitBreakerInterceptor")
    if "key" not in inspect.signature(breaker).parameters:
        raise Unsupported("the subject's CircuitBreakerInterceptor takes no key, and has one state for all tenants")
    ran: list[str] = []

    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            tenant = str(ctx.snapshot.metadata["tenant"])
            ran.append(tenant)
            if tenant == "first":
                raise RuntimeError("the provider of the first tenant is down")
            return subject.output(tenant=tenant)

        return Execute(execute)

    graph = subject.graph(order.stages[:1], runner, interceptors=(breaker(key=lambda ctx: str(ctx.org_id)),))
    for tenant, org_id in [("first", FIRST)] * FAILURES + [("second", SECOND)]:
        ran.clear()
        identity = subject.name("stageflow.context", "RunIdentity")(pipeline_run_id=UUID(int=1), org_id=org_id)
        snapshot = subject.snapshot(run_id=identity, input_text="input", metadata={"tenant": tenant})
        says = ""
        try:
            await subject.run(graph, subject.stage_context(snapshot))
        except Exception as error:  # noqa: BLE001 - however the run is refused
            says = type(error).__name__
        recorder.event("breaker_asked", tenant=tenant, ran=bool(ran), says=says)
