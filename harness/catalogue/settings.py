"""What a schedule may do that a native run does not: a failure is said together with the settings that show it."""

from collections.abc import Mapping

SETTINGS: Mapping[str, str] = {
    "native": "stock asyncio, first in, first out",
    "latency": "first in, first out, with timers, sleeps and results of executors up to 0.1 s late",
    "reorder": "any task that is ready may go next, as if any await could take longer",
    "cancellation": "first in, first out, with a cancellation at one suspension point",
    "fault": "first in, first out, with a fault at one step of a stage",
    "threads-gil": "OS threads that switch where this interpreter can",
    "threads-any": "OS threads that switch at every opcode",
}
STOCK_ASYNCIO = ("native", "latency", "cancellation", "fault")
"""Settings under which nothing happens that stock asyncio could not do."""
