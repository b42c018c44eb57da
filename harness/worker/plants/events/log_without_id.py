"""log-without-id: the line that says that a stage started carries no run id."""

import logging
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces LoggingInterceptor.before."""
    interceptor = subject.name("stageflow.pipeline.interceptors", "LoggingInterceptor")

    async def before(self: Any, stage_name: str, ctx: Any) -> None:
        extra = {"stage": stage_name, "topology": ctx.topology}
        logging.getLogger("stage_interceptor").info("stage %s started", stage_name, extra=extra)

    assert interceptor.before
    interceptor.before = before
