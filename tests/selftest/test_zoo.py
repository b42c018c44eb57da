"""The bugs of the zoo are found within their budget, and their healthy twins are left in peace."""

import asyncio

import pytest

from tests.selftest.zoo import ZOO
from tests.selftest.zoo.bug import STRATEGIES, Bug, Together
from tests.selftest.zoo.trials import schedules_until_found

TWIN_SCHEDULES = 60
by_name = pytest.mark.parametrize("bug", ZOO, ids=[bug.name for bug in ZOO])
of_tasks = pytest.mark.parametrize("bug", [bug for bug in ZOO if bug.kind == "asyncio"], ids=lambda bug: bug.name)


@by_name
def test_the_portfolio_finds_it_within_its_budget_from_every_seed(bug: Bug) -> None:
    found = [schedules_until_found(bug, "portfolio", seed, bug.budget) for seed in range(5)]
    assert None not in found


@by_name
def test_its_twin_never_fails(bug: Bug) -> None:
    assert schedules_until_found(bug, "portfolio", 0, TWIN_SCHEDULES, healthy=True) is None


@by_name
def test_first_in_first_out_shows_it_where_the_zoo_says_so(bug: Bug) -> None:
    assert (schedules_until_found(bug, "native", 0, 1) == 1) == ("native" in bug.found_by)


@by_name
def test_what_finds_it_can_and_what_only_delays_timers_cannot_unless_the_zoo_says_so(bug: Bug) -> None:
    if bug.kind == "asyncio":
        found = any(schedules_until_found(bug, "latency", seed, 40) for seed in range(2))
        assert found == ("latency" in bug.found_by)
    assert bug.found_by <= set(STRATEGIES)
    assert bug.found_by


@of_tasks
def test_stock_asyncio_runs_the_twin(bug: Bug) -> None:
    """So that a bug is one of the program and not of the controlled loop. Bodies that sleep for an hour aside."""
    if not bug.found_by & {"latency"}:
        assert asyncio.run(bug.healthy()) is None


def test_the_zoo_has_each_bug_once_and_both_kinds() -> None:
    assert len({bug.name for bug in ZOO}) == len(ZOO) >= 28
    assert all(isinstance(bug.healthy(), Together) for bug in ZOO if bug.kind == "thread")
    assert sum(bug.kind == "asyncio" for bug in ZOO) >= 20


def test_a_bug_that_nothing_shows_is_not_found() -> None:
    """The search itself must be able to fail."""
    (bug,) = (bug for bug in ZOO if bug.name == "lost-update")
    healed = Bug(bug.name, bug.kind, bug.healthy, bug.buggy, bug.found_by, bug.budget, bug.note)
    assert schedules_until_found(healed, "portfolio", 0, bug.budget) is None
    assert schedules_until_found(healed, "portfolio", 0, bug.budget, healthy=True) is not None
