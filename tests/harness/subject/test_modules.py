"""Which files count as those that stages of the author's own stand in."""

from pathlib import Path

from harness.subject.modules import module_digests, modules_digest

STAGES = ("shop:Counter", "depot.inner:Box", "pass_through")


def test_the_modules_that_are_named_count_and_nothing_else(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    for folder in (mine, other / "depot"):
        folder.mkdir(parents=True)
    (mine / "shop.py").write_text("1")
    (other / "shop.py").write_text("the second of that name")
    (other / "depot" / "__init__.py").write_text("")
    (other / "depot" / "inner.py").write_text("2")
    before = modules_digest(STAGES, [mine, other])
    assert len(before) == 16
    assert sorted(module_digests(STAGES, [mine, other])) == ["depot/__init__.py", "depot/inner.py", "shop.py"]
    for unrelated in (mine / "notes.py", other / "shop.py", other / "depot" / "data.txt"):
        unrelated.write_text("3")
        assert modules_digest(STAGES, [mine, other]) == before
    (other / "depot" / "inner.py").write_text("4")
    changed = modules_digest(STAGES, [mine, other])
    (mine / "shop.py").write_text("5")
    assert len({before, changed, modules_digest(STAGES, [mine, other])}) == 3


def test_without_stages_of_ones_own_there_is_nothing_to_hold_to(tmp_path: Path) -> None:
    assert modules_digest(("pass_through", "counter"), [tmp_path]) == ""
