"""Small bugs with a healthy twin each: what the exploration is measured by. `ZOO` has them all."""

from tests.selftest.zoo.bug import Bug
from tests.selftest.zoo.cancellation import CANCELLATION
from tests.selftest.zoo.flow import FLOW
from tests.selftest.zoo.locks import LOCKS
from tests.selftest.zoo.ordering import ORDERING
from tests.selftest.zoo.threads import THREADS
from tests.selftest.zoo.timing import TIMING
from tests.selftest.zoo.updates import UPDATES

ZOO: list[Bug] = [*UPDATES, *ORDERING, *LOCKS, *CANCELLATION, *TIMING, *FLOW, *THREADS]
