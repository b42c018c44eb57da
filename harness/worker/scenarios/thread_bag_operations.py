"""Family thread_bag_operations: OS threads that write to one OutputBag and read it, each call recorded."""

from functools import partial

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import Strategy
from harness.worker.explore.threads import Granularity, ThreadRun
from harness.worker.recorder import Recorder
from harness.worker.scenarios.bag_calls import RecordedBag, calls_of, names_of
from harness.worker.scenarios.threaded import Run, Target, controlled, uncontrolled


def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Starts the threads together, joins them, reads everything. Nobody controls how they interleave."""
    uncontrolled(order, subject, partial(_call_and_read, order, subject, recorder))


def controlled_body(
    order: ScenarioRun,
    subject: Subject,
    recorder: Recorder,
    strategy: Strategy,
    granularity: Granularity,
    told: ThreadRun | None = None,
) -> ThreadRun:
    """The same with threads under control, which switch in the subject's own code: where a read of several steps is
    not guarded, a write can come between.
    """
    return controlled(order, subject, strategy, granularity, told, partial(_call_and_read, order, subject, recorder))


def _call_and_read(order: ScenarioRun, subject: Subject, recorder: Recorder, run: Run) -> None:
    names = names_of(int(order.arguments["names"]))
    bag = RecordedBag(subject.output_bag(), subject, recorder)

    def target(number: int) -> Target:
        actor = f"thread-{number}"
        calls = calls_of(number, actor, order.seed, names, int(order.arguments["operations"]))

        def act() -> None:
            for call in calls:
                bag.call_sync(actor, call)

        return actor, act

    run([target(number) for number in range(int(order.arguments["actors"]))])
    bag.read_everything(names)
