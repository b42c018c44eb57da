"""Family thread_bag_operations: OS threads that write to one OutputBag and read it, each call recorded."""

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.bag_calls import RecordedBag, calls_of, names_of
from harness.worker.scenarios.threaded import Run, Target, bodies_of


def _call_and_read(order: ScenarioRun, subject: Subject, recorder: Recorder, run: Run, controlled: bool) -> None:
    """Lets `run` run the callers to their end; reads everything."""
    names = names_of(int(order.arguments["names"]))
    bag = RecordedBag(subject.output_bag(), subject, recorder)
    bag.read_everything("first", names)

    def target(number: int) -> Target:
        actor = f"thread-{number}"
        calls = calls_of(number, actor, order.seed, names, int(order.arguments["operations"]))

        def act() -> None:
            for call in calls:
                bag.call_sync(actor, call)

        return actor, act

    run([target(number) for number in range(int(order.arguments["actors"]))])
    bag.read_everything("final", names)
    bag.look_again()


body, controlled_body = bodies_of(_call_and_read)
