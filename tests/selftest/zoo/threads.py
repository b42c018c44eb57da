"""The same mistakes with OS threads: between two bytecodes instead of at an await."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from tests.selftest.zoo.bug import Together, thread_bug

Guard = AbstractContextManager[object]


class Counter:
    def __init__(self) -> None:
        self.value = 0

    def get(self) -> int:
        return self.value

    def set(self, value: int) -> None:
        self.value = value


def linger() -> None:
    """Lets the other thread go first where threads alternate: each round of the loop is a place to switch."""
    for _ in range(6):
        pass


def later(function: Callable[[], None]) -> Callable[[], None]:
    def lingered() -> None:
        linger()
        function()

    return lingered


def lost_update(guard: Guard) -> Together:
    counter = Counter()

    def add() -> None:
        with guard:
            counter.set(counter.get() + 1)

    def check() -> None:
        assert counter.value == 2, "an update was lost"

    return Together([add, later(add)], check)


def check_then_act(*, atomic: bool) -> Together:
    made: dict[str, object] = {}
    got: list[object] = []

    def load() -> None:
        if atomic:
            got.append(made.setdefault("k", object()))
            return
        if made.get("k") is None:
            made["k"] = object()
        got.append(made["k"])

    def check() -> None:
        assert got[0] is got[1], "two values were handed out for one key"

    return Together([load, later(load)], check)


def lock_order(*, same: bool) -> Together:
    first, second = threading.Lock(), threading.Lock()
    counter = Counter()

    def forwards() -> None:
        with first:
            counter.get()
            with second:
                pass

    def backwards() -> None:
        with first if same else second:
            counter.get()
            with second if same else first:
                pass

    return Together([forwards, later(backwards)], lambda: None)


class Connection:
    def __init__(self) -> None:
        self.address = ""


def publish_before_init(*, ready_first: bool) -> Together:
    """What others can see is not ready yet."""
    shared: list[Connection] = []

    def publish() -> None:
        connection = Connection()
        if not ready_first:
            shared.append(connection)
        connection.address = str(80)
        if ready_first:
            shared.append(connection)

    def use() -> None:
        for connection in shared:
            assert connection.address, "used before it was ready"

    return Together([publish, use], lambda: None)


def condition_without_while(*, rechecks: bool) -> Together:
    items: list[int] = []
    filled = threading.Condition()

    def take() -> None:
        with filled:
            if rechecks:
                filled.wait_for(lambda: bool(items))
            elif not items:
                filled.wait()
            items.pop()

    def produce() -> None:
        for item in range(2):
            with filled:
                items.append(item)
                filled.notify()

    return Together([take, take, produce], lambda: None)


def fill(table: dict[str, int]) -> None:
    table["k"] = 1


def double_checked(*, last: bool) -> Together:
    """The quick check without the lock sees an object whose table is still empty."""
    lock = threading.Lock()
    table: dict[str, int] | None = None
    got: list[int] = []

    def look_up() -> None:
        nonlocal table
        if table is None:
            with lock:
                if table is None:
                    filling: dict[str, int] = {}
                    if not last:
                        table = filling
                    fill(filling)
                    table = filling
        got.append(table.get("k", 0))

    def check() -> None:
        assert got == [1, 1], "looked up before the table was filled"

    return Together([look_up, later(look_up)], check)


def lost_wakeup(*, cleared_first: bool) -> Together:
    items: list[int] = []
    arrived = threading.Event()

    def consume() -> None:
        while True:
            if cleared_first:
                arrived.clear()
            if items:
                return
            if not cleared_first:
                arrived.clear()
            arrived.wait()

    def produce() -> None:
        items.append(1)
        arrived.set()

    return Together([consume, produce], lambda: None)


def closed_twice(guard: Guard) -> Together:
    is_open = threading.Event()
    is_open.set()
    closings: list[int] = []

    def close() -> None:
        with guard:
            if is_open.is_set():
                closings.append(1)
                is_open.clear()

    def check() -> None:
        assert len(closings) == 1, "closed twice"

    return Together([close, later(close)], check)


THREADS = [
    thread_bug(
        "thread-lost-update",
        lambda: lost_update(nullcontext()),
        lambda: lost_update(threading.Lock()),
        "get, then set, through method calls",
    ),
    thread_bug(
        "thread-check-then-act",
        lambda: check_then_act(atomic=False),
        lambda: check_then_act(atomic=True),
        "two values for one key",
    ),
    thread_bug(
        "thread-lock-order",
        lambda: lock_order(same=False),
        lambda: lock_order(same=True),
        "two locks in opposite order",
    ),
    thread_bug(
        "thread-publish-before-init",
        lambda: publish_before_init(ready_first=False),
        lambda: publish_before_init(ready_first=True),
        "visible before it is ready",
    ),
    thread_bug(
        "thread-condition-without-while",
        lambda: condition_without_while(rechecks=False),
        lambda: condition_without_while(rechecks=True),
        "`if` where `while` is needed",
        found_by=frozenset({"native", "random", "pct3", "depth-first"}),
    ),
    thread_bug(
        "thread-double-checked",
        lambda: double_checked(last=False),
        lambda: double_checked(last=True),
        "double-checked locking that publishes too early",
    ),
    thread_bug(
        "thread-lost-wakeup",
        lambda: lost_wakeup(cleared_first=False),
        lambda: lost_wakeup(cleared_first=True),
        "an event is set between the look and the clearing",
    ),
    thread_bug(
        "thread-double-close",
        lambda: closed_twice(nullcontext()),
        lambda: closed_twice(threading.Lock()),
        "check, act, mark",
    ),
]
