"""Family thread_writes: OS threads, each with its own event loop, write to one OutputBag."""

import asyncio
from typing import Any

from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.threads import Stopped
from harness.worker.recorder import Recorder
from harness.worker.scenarios.bag import final_read
from harness.worker.scenarios.threaded import Run, Target, bodies_of

CONTENDED = 10


def _write_and_read(order: ScenarioRun, subject: Subject, recorder: Recorder, run: Run, controlled: bool) -> None:
    """Lets `run` run the writers to their end; reads everything back.

    Under control there are as many contended writes as own ones, at most `CONTENDED`.
    """
    bag = subject.output_bag()
    writers, writes = int(order.arguments["writers"]), int(order.arguments["writes"])
    contended = min(writes, CONTENDED) if controlled else CONTENDED

    def target(number: int) -> Target:
        return f"writer-{number}", lambda: _write_all(bag, number, writes, contended, subject, recorder)

    run([target(number) for number in range(writers)])
    recorder.event("writes_ordered", own=writers * writes, first=writers * contended)
    final_read(bag, recorder)


def _write_all(bag: Any, number: int, writes: int, contended: int, subject: Subject, recorder: Recorder) -> None:
    loop = asyncio.new_event_loop()
    try:
        for i in range(max(writes, contended)):
            if i < contended:
                _write(bag, loop, number, f"contended-{i}", "write_first", subject, recorder)
            if i < writes:
                _write(bag, loop, number, f"own-{number}-{i}", "write", subject, recorder)
    finally:
        loop.close()


def _write(
    bag: Any, loop: asyncio.AbstractEventLoop, number: int, key: str, f: str, subject: Subject, recorder: Recorder
) -> None:
    """By `write` on the thread's own loop where the name ends in an even number, else by `write_sync`.

    Whatever is raised is recorded, SystemExit too: a writer that ends early would otherwise go unnoticed.
    """
    data = {"key": key, "writer": number}
    actor, value = f"writer-{number}", digest(data)
    invoke = recorder.tick()
    try:
        output = subject.output(**data)
        if int(key[-1]) % 2:
            bag.write_sync(key, output)
        else:
            loop.run_until_complete(bag.write(key, output))
    except Stopped:
        raise  # the run is over: not the subject's
    except BaseException as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
        recorder.operation(actor, f, key, value, "fail", invoke, type(error).__name__)
    else:
        recorder.operation(actor, f, key, value, "ok", invoke)


body, controlled_body = bodies_of(_write_and_read)
