"""one-breaker-for-all-tenants: a breaker that is kept by tenant forgets to ask whose run it stops."""

import inspect
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject, Unsupported


def apply(subject: Subject) -> None:
    """Wraps CircuitBreakerInterceptor.__init__, of a subject whose breaker takes a key."""
    breaker = subject.name("stageflow.pipeline.interceptors", "CircuitBreakerInterceptor")
    if "key" not in inspect.signature(breaker).parameters:
        raise Unsupported("the subject's CircuitBreakerInterceptor takes no key")
    make = breaker.__init__

    @wraps(make)
    def one_for_all(self: Any, *args: Any, **options: Any) -> None:
        make(self, *args, **{**options, "key": lambda ctx: ""})

    breaker.__init__ = one_for_all
