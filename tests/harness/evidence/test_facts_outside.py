"""What is noted of files that a subject changes outside of its folder."""

from harness.evidence.facts import LEFT_MAX, RunFacts, note_left


def test_so_many_paths_are_named_and_all_are_counted() -> None:
    facts = RunFacts(agent="", fail_on="", out="", command="", mission_path="", started_at="")
    paths = [f"/x/{number:03d}" for number in range(LEFT_MAX + 10)]
    note_left(facts, [], paths[5:])
    assert (facts.outside, facts.outside_paths) == (paths[5 : LEFT_MAX + 5], LEFT_MAX + 5)
    note_left(facts, [], paths[:10])
    assert (facts.outside, facts.outside_paths) == (paths[5 : LEFT_MAX + 5], LEFT_MAX + 10)


def test_a_path_that_is_named_already_is_counted_once() -> None:
    facts = RunFacts(agent="", fail_on="", out="", command="", mission_path="", started_at="")
    note_left(facts, [], ["/b"])
    note_left(facts, [], ["/b", "/a"])
    assert (facts.outside, facts.outside_paths) == (["/a", "/b"], 2)
