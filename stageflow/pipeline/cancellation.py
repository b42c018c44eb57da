"""Cleanup callbacks, cancellation tokens, and groups of tasks that end together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from contextvars import Context
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")
CleanupCallback = Callable[[], Awaitable[None]]

logger = logging.getLogger("stageflow.cancellation")


async def _awaited(awaitable: Awaitable[T]) -> T:
    return await awaitable


def _name_of(callback: Any) -> str:
    if isinstance(callback, partial):
        return _name_of(callback.func)
    return getattr(callback, "__name__", None) or type(callback).__name__


@dataclass
class CleanupRegistry:
    """Callbacks to run when a run ends, last registered first, each once."""

    _callbacks: list[tuple[CleanupCallback, str]] = field(default_factory=list)
    _completed: list[str] = field(default_factory=list)
    _failed: list[tuple[str, BaseException]] = field(default_factory=list)
    _run_id: str | None = None
    _context: Context | None = field(default=None, repr=False, compare=False)

    def of_run(self, run_id: str | None, context: Context | None = None) -> None:
        """Name the run in what is logged of these cleanups; call each in a copy of `context`, else of the caller's."""
        self._run_id, self._context = run_id, context

    def register(self, callback: CleanupCallback, *, name: str | None = None) -> None:
        """Add a callback: any callable without arguments that returns an awaitable. May be added several times."""
        self._callbacks.append((callback, name or _name_of(callback)))

    def unregister(self, callback: CleanupCallback) -> bool:
        """Remove the first registration of a callback; False when there is none."""
        for index, (registered, _) in enumerate(self._callbacks):
            if registered == callback:
                del self._callbacks[index]
                return True
        return False

    @property
    def pending_count(self) -> int:
        """How many callbacks wait."""
        return len(self._callbacks)

    async def run_all(self, *, timeout: float = 10.0) -> tuple[list[str], list[tuple[str, BaseException]]]:
        """Run all callbacks, also those that are registered meanwhile. Returns (completed names, [(name, error)]).

        Each gets an equal share of `timeout`, at least 0.01 s; one that takes longer is cancelled and listed with
        TimeoutError. When the caller is cancelled the remaining callbacks still run, then CancelledError is raised.
        """
        share = max(timeout / (len(self._callbacks) or 1), 0.01)
        self._completed, self._failed = [], []
        cancelled = False
        while self._callbacks:
            callback, name = self._callbacks.pop()
            task = self._start(callback)
            cancelled |= await _settled(task, share)
            error = _error_of(task)
            if error is None:
                self._completed.append(name)
            else:
                extra = {"pipeline_run_id": self._run_id, "cleanup": name, "error": str(error)}
                logger.warning("cleanup %s failed: %s", name, error or type(error).__name__, extra=extra)
                self._failed.append((name, error))
        if cancelled:
            raise asyncio.CancelledError
        return list(self._completed), list(self._failed)

    def _start(self, callback: CleanupCallback) -> asyncio.Task[None]:
        loop = asyncio.get_running_loop()
        if self._context is None:
            return loop.create_task(_call(callback))
        return loop.create_task(_call(callback), context=self._context.copy())


async def _call(callback: CleanupCallback) -> None:
    await callback()


async def _settled(task: asyncio.Future[Any], timeout: float) -> bool:
    """Wait for a task, cancel it after `timeout`. Returns whether the caller was cancelled meanwhile."""
    cancelled = False
    deadline = asyncio.get_running_loop().time() + timeout
    for _ in range(2):  # the second time waits for a task that was cancelled for being late
        while not task.done():
            left = deadline - asyncio.get_running_loop().time()
            try:
                if not (await asyncio.wait({task}, timeout=max(left, 0)))[0]:
                    break
            except asyncio.CancelledError:
                cancelled = True
        if task.done():
            break
        task.cancel("late")
        deadline += timeout
    return cancelled


def _error_of(task: asyncio.Future[Any]) -> BaseException | None:
    if not task.done():
        return TimeoutError("late, and refused to be cancelled")
    try:
        return task.exception()
    except asyncio.CancelledError as error:
        return TimeoutError("took too long") if error.args == ("late",) else asyncio.CancelledError(*error.args)


@dataclass
class CancellationToken:
    """Says that a run is to stop. Setting it twice keeps the first reason."""

    _cancelled: bool = False
    _reason: str | None = None
    _callbacks: list[Callable[[], None]] = field(default_factory=list)

    @property
    def is_cancelled(self) -> bool:
        """Whether it was cancelled."""
        return self._cancelled

    @property
    def reason(self) -> str | None:
        """Why, or None."""
        return self._reason

    def cancel(self, reason: str = "Cancellation requested") -> None:
        """Cancel and run the callbacks once, in order; what they raise is logged."""
        if self._cancelled:
            return
        self._cancelled, self._reason = True, reason
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            try:
                callback()
            except Exception as error:  # noqa: BLE001 - one listener must not keep the others from hearing
                logger.warning("cancellation callback failed: %s", error)

    def on_cancel(self, callback: Callable[[], None]) -> None:
        """Run `callback` on cancellation; at once when it is cancelled already (then what it raises is raised)."""
        if self._cancelled:
            callback()
        else:
            self._callbacks.append(callback)

    def release(self) -> None:
        """Forget the callbacks: what the token was for is over."""
        self._callbacks.clear()


class StructuredTaskGroup:
    """Tasks that end together: when one fails or the body does, the others are cancelled at once and awaited.

    Cleanups run on every way out. The first task exception, in order of creation, is raised after them; the body's own
    exception wins. A cancelled task is no failure.
    """

    def __init__(self, *, cleanup_timeout: float = 10.0) -> None:
        self._cleanup_timeout = cleanup_timeout
        self._registry = CleanupRegistry()
        self._token = CancellationToken()
        self._tasks: list[asyncio.Task[Any]] = []

    @property
    def cleanup_registry(self) -> CleanupRegistry:
        """The group's cleanups."""
        return self._registry

    @property
    def cancel_token(self) -> CancellationToken:
        """Cancelled when the group fails."""
        return self._token

    def create_task(self, coro: Awaitable[T], *, name: str | None = None) -> asyncio.Task[T]:
        """Start a task of the group."""
        coroutine = coro if isinstance(coro, Coroutine) else _awaited(coro)
        task: asyncio.Task[T] = asyncio.get_running_loop().create_task(coroutine, name=name)
        self._tasks.append(task)
        return task

    async def __aenter__(self) -> StructuredTaskGroup:
        return self

    async def __aexit__(self, exc_type: type | None, exc_val: BaseException | None, exc_tb: Any) -> bool:
        cancelled = False
        if exc_val is not None:
            self._abort(f"body failed: {exc_val}")
        while waiting := [task for task in self._tasks if not task.done()]:
            try:
                await asyncio.wait(waiting, return_when=asyncio.FIRST_EXCEPTION)
            except asyncio.CancelledError:
                cancelled = True
                self._abort("cancelled")
            if self._first_error() is not None:
                self._abort("a task failed")
        try:
            await self._registry.run_all(timeout=self._cleanup_timeout)
        except asyncio.CancelledError:
            cancelled = True
        error = self._first_error()
        self._tasks.clear()
        if exc_val is not None:
            return False
        try:
            if cancelled:
                raise asyncio.CancelledError
            if error is not None:
                raise error
        finally:
            del error  # its traceback will hold this frame
        return False

    def _first_error(self) -> BaseException | None:
        finished = (task for task in self._tasks if task.done() and not task.cancelled())
        return next((error for task in finished if (error := task.exception()) is not None), None)

    def _abort(self, reason: str) -> None:
        self._token.cancel(reason)
        for task in self._tasks:
            if not task.done() and not task.cancelling():
                task.cancel()


@asynccontextmanager
async def cleanup_on_cancel(cleanup: CleanupCallback, *, name: str | None = None) -> AsyncIterator[None]:
    """Await `cleanup` on every way out of the block; what it raises is raised."""
    try:
        yield
    finally:
        logger.debug("running cleanup %s", name or _name_of(cleanup))
        await cleanup()


async def run_with_cleanup(coro: Awaitable[T], cleanup: CleanupCallback, *, cleanup_timeout: float = 5.0) -> T:
    """The outcome of `coro`, after `cleanup` has run. A late or failing cleanup is logged, not raised."""
    try:
        return await coro
    finally:
        registry = CleanupRegistry()
        registry.register(cleanup)
        await registry.run_all(timeout=cleanup_timeout)
