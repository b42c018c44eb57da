"""Interceptors: code around every stage of a graph, and how it is called."""

from stageflow.pipeline.breaker import CircuitBreakerInterceptor
from stageflow.pipeline.builtin_interceptors import (
    ChildTrackerMetricsInterceptor,
    LoggingInterceptor,
    MetricsInterceptor,
    TimeoutInterceptor,
    TracingInterceptor,
    get_default_interceptors,
)
from stageflow.pipeline.envelope import run_with_interceptors
from stageflow.pipeline.interceptor_types import (
    BaseInterceptor,
    CancelledStageResult,
    ErrorAction,
    InterceptorContext,
    InterceptorError,
    InterceptorResult,
)

__all__ = [
    "BaseInterceptor",
    "CancelledStageResult",
    "ChildTrackerMetricsInterceptor",
    "CircuitBreakerInterceptor",
    "ErrorAction",
    "InterceptorContext",
    "InterceptorError",
    "InterceptorResult",
    "LoggingInterceptor",
    "MetricsInterceptor",
    "TimeoutInterceptor",
    "TracingInterceptor",
    "get_default_interceptors",
    "run_with_interceptors",
]
