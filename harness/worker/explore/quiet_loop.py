"""What asyncio expects of a loop beside handles, timers and tasks: errors are kept, real I/O is refused."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

from harness.worker.explore.handles import ENDS_THE_RUN, ControlledHandle, RealIORefused


class QuietLoop(asyncio.AbstractEventLoop):
    """Errors that asyncio would only log are kept in `unhandled`."""

    def __init__(self) -> None:
        self.unhandled: list[dict[str, Any]] = []
        self._exception_handler: Any = None

    def get_debug(self) -> bool:
        return False

    def set_debug(self, enabled: bool) -> None:
        """Accepted and ignored: debug mode times callbacks by the real clock."""

    def get_exception_handler(self) -> Any:
        return self._exception_handler

    def set_exception_handler(self, handler: Any) -> None:
        self._exception_handler = handler

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        if self._exception_handler is None:
            self.unhandled.append(context)
            return
        try:
            self._exception_handler(self, context)
        except ENDS_THE_RUN:
            raise
        except BaseException as error:  # noqa: BLE001 - as in asyncio, a handler that fails is one more error to log
            message = "Unhandled error in exception handler"
            self.default_exception_handler({"message": message, "exception": error, "context": context})

    def default_exception_handler(self, context: dict[str, Any]) -> None:
        self.unhandled.append(context)

    def _callback_failed(self, handle: ControlledHandle, error: BaseException) -> None:
        if error.__traceback__ is not None:  # without the loop's own frame, which would keep the whole trial alive
            error.__traceback__ = error.__traceback__.tb_next
        message = f"Exception in callback {named(handle.callback)}"
        self.call_exception_handler({"message": message, "exception": error, "handle": handle})

    def set_default_executor(self, executor: Any) -> None:
        """Accepted and ignored: whatever the executor, its work runs as steps."""

    def _timer_handle_cancelled(self, handle: Any) -> None:
        """asyncio.TimerHandle tells its loop; ours are skipped when their time comes."""

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """Nothing to shut down: executor work runs as steps."""


def refuse_real_io(loop_class: type[QuietLoop]) -> None:
    """Gives `loop_class` a method that raises RealIORefused for each method of asyncio's that it does not define."""
    for name, method in vars(asyncio.AbstractEventLoop).items():
        if callable(method) and not name.startswith("_") and getattr(loop_class, name) is method:
            setattr(loop_class, name, _refusal(name))


def named(callback: Any) -> str:
    """The same in every process, unlike a `repr`."""
    while isinstance(callback, partial):
        callback = callback.func
    return str(getattr(callback, "__qualname__", type(callback).__qualname__))


def _refusal(name: str) -> Callable[..., NoReturn]:
    def refused(self: QuietLoop, *args: Any, **options: Any) -> NoReturn:
        raise RealIORefused(
            f"loop.{name}() reaches outside of the loop (I/O, signals, another loop), "
            "which a controlled schedule cannot replay: use the driver 'native' for it"
        )

    return refused
