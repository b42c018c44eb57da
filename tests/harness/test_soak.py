"""The soak: a small one, and that each row of its table can break."""

from collections import Counter

import pytest

from bench.soak import STARTS_FOR_MEMORY, Seen, main, rows_of


def flat(starts: int = STARTS_FOR_MEMORY, growth: int = 0, kept: int = 0) -> Seen:
    """What is seen where nothing is lost, over so many starts, with so many bytes and objects more for each."""
    return Seen(
        starts=starts,
        ends=Counter({"undisturbed": starts}),
        descriptors=[9, 10, 9],
        memory=[(at, 50_000_000 + growth * at) for at in range(0, starts, 4)],
        objects=[(at, 90_000 + kept * at) for at in range(0, starts, 4)],
    )


def leaky(**changes: object) -> Seen:
    seen = flat()
    for name, value in changes.items():
        setattr(seen, name, value)
    return seen


@pytest.mark.parametrize(
    ("seen", "broken"),
    [
        (flat(), []),
        (leaky(lost=["run-1, native: ended"]), ["results"]),
        (leaky(ends=Counter()), ["results"]),
        (leaky(processes=["child 7 is left"]), ["processes"]),
        (leaky(files=["scratch/x is left"]), ["files"]),
        (leaky(descriptors=[9, 12]), ["descriptors"]),
        (flat(growth=20_000), ["parent bytes"]),
        (flat(growth=9_000, kept=1), []),
        (flat(kept=5), ["parent objects"]),
    ],
    ids=[
        *("all-holds", "a-result-lost", "nothing-ran", "a-process", "a-file", "a-descriptor"),
        *("bytes-grow", "hardly-grows", "objects-grow"),
    ],
)
def test_each_row_breaks_for_what_it_is_about(seen: Seen, broken: list[str]) -> None:
    assert [row.name for row in rows_of(seen) if row.holds is False] == broken


def test_of_few_starts_the_memory_is_not_judged() -> None:
    rows = [row for row in rows_of(flat(20, growth=1_000_000, kept=100)) if row.name.startswith("parent ")]
    assert [row.holds for row in rows] == [None, None]


def test_a_small_soak_loses_nothing_and_leaves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--starts", "12", "--kill", "0.5"])
    told = capsys.readouterr().out
    assert code == 0, told
    assert [line.split()[0] for line in told.splitlines()[1:]] == [
        *("results", "processes", "files", "descriptors"),
        *("parent", "parent"),
    ]
