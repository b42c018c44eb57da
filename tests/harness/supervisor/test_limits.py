"""How much a worker may take, and what is said of one that took more."""

import psutil
import pytest

from harness.errors import UsageError
from harness.supervisor.limits import (
    CPU,
    FILES,
    GIB,
    MEMORY,
    MEMORY_BYTES_MAX,
    MIB,
    OUTPUT,
    PROCESSES,
    Limits,
    limits_here,
)
from harness.worker import limits as of_worker


def test_a_limit_that_was_reached_is_said_with_its_value_and_what_sets_another_one() -> None:
    limits = Limits(3 * GIB // 2, 3 * GIB, cpu_s=7200, output_bytes=MIB // 2)
    end = ", and was killed (STAGEFLOW_STRESS_"
    assert limits.memory_exceeded == f"took more than 1.5 GiB of memory{end}MEMORY_GIB sets another limit)"
    assert limits.cpu_exceeded == f"took more than 7,200 s of processor time{end}CPU_SECONDS sets another limit)"
    output = f"took more than 0.5 MiB of standard output and error{end}OUTPUT_MIB sets another limit)"
    assert limits.output_exceeded == output


def test_the_environment_sets_other_limits() -> None:
    said = limits_here({MEMORY: "0.5", CPU: "60", FILES: "40", OUTPUT: "1"})
    assert said == Limits(GIB // 2, GIB, 40, 60, MIB)
    usual = limits_here({})
    assert usual.memory_bytes == min(MEMORY_BYTES_MAX, psutil.virtual_memory().total // 2)
    assert limits_here({MEMORY: "", CPU: ""}) == usual
    assert usual.data_bytes == 2 * usual.memory_bytes


@pytest.mark.parametrize("name", [MEMORY, CPU, FILES, OUTPUT])
@pytest.mark.parametrize("said", ["much", "0", "-1", "nan", "inf"])
def test_what_is_no_limit_is_refused_with_its_name(name: str, said: str) -> None:
    expected = "from 32 on" if name == FILES else "above zero"
    with pytest.raises(UsageError, match=f"{name}={said}: expected a number {expected}, such as "):
        limits_here({name: said})


@pytest.mark.parametrize(("name", "said"), [(CPU, "0.5"), (PROCESSES, "0.5"), (FILES, "31")])
def test_less_than_a_worker_needs_to_run_anything_is_refused(name: str, said: str) -> None:
    with pytest.raises(UsageError, match="expected a number "):
        limits_here({name: said})


def test_a_worker_names_the_same_variables() -> None:
    assert (of_worker.MEMORY, of_worker.FILES) == (MEMORY, FILES)
