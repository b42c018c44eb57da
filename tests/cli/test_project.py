"""`[tool.stageflow-stress]` of pyproject.toml: defaults of the command line, and what is redacted."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from harness import engine
from tests.cli.conftest import Ended
from tests.cli.small import SHOP, SHOP_STAGE, defective_core

Stress = Callable[..., Ended]


def project(folder: Path, table: str, header: str = "[tool.stageflow-stress]") -> None:
    (folder / "pyproject.toml").write_text(f"{header}\n{table}\n")


@pytest.fixture
def shop(folder: Path) -> Path:
    """A folder with a mission that fails, and its stage."""
    (folder / "missions" / "shop.py").write_text(SHOP_STAGE)
    (folder / "missions" / "SHOP-001.yaml").write_text(SHOP)
    return folder


def run_of(results: Path) -> Path:
    (found,) = (results / "SHOP-001").glob("run-*")
    return found


def planned(run_dir: Path) -> tuple[dict[str, object], dict[str, object]]:
    return json.loads((run_dir / "plan.json").read_bytes()), json.loads((run_dir / "run.json").read_bytes())


def test_what_the_table_says_is_as_if_it_had_been_typed(shop: Path, stress: Stress) -> None:
    defective_core(shop / "core", "")
    project(shop, 'subject = "path:core"\nseed = 7\nout = "kept"\nfail-on = "never"\nagent = "me"\nformat = "junit"')
    assert stress("run", "SHOP-001").code == 0
    plan, run = planned(run_of(shop / "kept"))
    assert (plan["subject"], plan["seed"], run["fail_on"], run["agent"]) == ("path:core", 7, "never", "me")
    assert (run_of(shop / "kept") / "junit.xml").is_file()
    assert run["command"] == (
        "stageflow-stress run SHOP-001 --seed 7 --subject path:core --out kept --agent me --fail-on never"
    )
    assert stress("check", "latest").code == 0
    assert stress("findings", "list").out
    assert stress("report", "latest").code == 0
    assert stress("diff", "latest", "SHOP-001/latest").code == 0


def test_a_run_replays_with_the_subject_that_it_was_given_whatever_the_table_says_now(
    shop: Path, stress: Stress
) -> None:
    defective_core(shop / "core", "")
    project(shop, 'subject = "path:core"')
    assert stress("run", "SHOP-001").code == 1
    project(shop, 'subject = "path:gone"\npython = "nope"\nwith = ["./gone"]')
    replayed = stress("replay", "latest", "shelf.outputs_are_as_expected")
    assert (replayed.code, "reproduced" in replayed.err) == (1, True), replayed.err


def test_what_is_typed_wins_and_is_told_even_where_it_is_the_usual_value(shop: Path, stress: Stress) -> None:
    project(shop, 'subject = "path:gone"\nout = "kept"\nfail-on = "never"\nseed = 3')
    typed = ("--subject", "bundled", "--out", "results", "--fail-on", "high", "--seed", "0")
    assert stress("run", "SHOP-001", *typed).code == 1
    plan, run = planned(run_of(shop / "results"))
    assert (plan["subject"], plan["seed"]) == ("bundled", 0)
    assert run["command"] == ("stageflow-stress run SHOP-001 --seed 0 --subject bundled --out results --fail-on high")


def test_several_subjects_are_compared_by_default(shop: Path, stress: Stress) -> None:
    defective_core(shop / "core", "")
    project(shop, 'subject = ["bundled", "path:core"]')
    assert stress("run", "SHOP-001").code == 1
    (matrix,) = (shop / "results").glob("matrix-*/matrix.json")
    told = json.loads(matrix.read_bytes())
    assert len(told["columns"]) == 2
    assert told["command"] == "stageflow-stress run SHOP-001 --subject bundled --subject path:core --seed 0"


def test_the_nearest_folder_above_with_the_table_counts_and_its_paths_are_told_from_there(
    shop: Path, stress: Stress, monkeypatch: pytest.MonkeyPatch
) -> None:
    defective_core(shop / "core", "")
    project(shop, 'subject = "path:core"\nout = "kept"\nwith = ["./more"]')
    (shop / "more").mkdir()
    below = shop / "packages" / "one"
    below.mkdir(parents=True)
    (below / "pyproject.toml").write_text('[project]\nname = "stageflow-stress-missions"\n')
    monkeypatch.chdir(below)
    assert stress("run", "../../missions/SHOP-001.yaml").code == 1
    plan, run = planned(run_of(shop / "kept"))
    assert (plan["subject"], plan["extras"]) == ("path:../../core", ["../../more"])
    assert str(run["command"]).endswith("--subject path:../../core --out ../../kept")
    assert stress("replay", "latest", "shelf.outputs_are_as_expected").code == 1


def test_a_project_without_the_table_changes_nothing(shop: Path, stress: Stress) -> None:
    project(shop, "seed = 7", "[tool.other]")
    assert stress("run", "SHOP-001").code == 1
    assert planned(run_of(shop / "results"))[0]["seed"] == 0


ENTRY = "a regular expression, or a mapping with 'key'"
REFUSED = {
    "unknown-key": ("fail_on = 'high'", "unknown key 'fail_on'\n  did you mean 'fail-on'?"),
    "flag": ("perf = true", "'perf' has no default\n  give --perf with each run"),
    "text-for-number": ("jobs = 'two'", "'jobs' is text 'two', expected a whole number"),
    "true-for-number": ("jobs = true", "'jobs' is true, expected a whole number"),
    "out-of-range": ("jobs = 0", "'jobs' is 0: "),
    "number-for-text": (
        "python = 3.12",
        "'python' is 3.12, expected text or a list of text\n  write it in quotes: \"3.12\"",
    ),
    "list-for-text": ("out = ['a']", "'out' is a list, expected text"),
    "date": ("agent = 2020-01-01", "'agent' is a date or time, expected text"),
    "no-seed": ("seed = 'x'", "'seed' 'x' is no seed\n  expected a number"),
    "no-budget": ("budget = '3h'", "'budget' '3h' is no budget\n  expected"),
    "no-threshold": ("fail-on = 'hihg'", "unknown threshold 'hihg' for 'fail-on'\n  expected"),
    "no-format": ("format = 'pdf'", "'format': unknown format 'pdf'\n  formats: "),
    "redact-no-list": ("redact = 'x'", "'redact' is text 'x', expected a list\n  also of one: ['x']"),
    "broken-expression": ("redact = ['a', '(']", "entry 2 of 'redact' is text '(', expected a regular expression ("),
    "number-to-redact": ("redact = [5]", f"entry 1 of 'redact' is 5, expected {ENTRY}"),
    "unknown-key-of-an-entry": (
        "redact = [{keys = 'a'}]",
        "unknown key 'keys' in entry 1 of 'redact'\n  known keys: key,",
    ),
    "empty-entry": ("redact = [{}]", f"entry 1 of 'redact' is a mapping, expected {ENTRY}"),
}


@pytest.mark.parametrize(("table", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_refused_with_its_place(shop: Path, stress: Stress, table: str, said: str) -> None:
    project(shop, f"# ours\n{table}")
    ended = stress("run", "SHOP-001")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"pyproject.toml:3: in [tool.stageflow-stress], {said}"), ended.err
    assert not (shop / "results").exists()


def test_a_subject_that_is_not_there_is_said_to_come_from_the_table(shop: Path, stress: Stress) -> None:
    project(shop, 'subject = "path:gone"\njobs = 1')
    ended = stress("run", "SHOP-001")
    assert ended.code == 2
    assert ended.err.endswith("  not typed, but taken from pyproject.toml: --subject\n")
    assert "not typed" not in stress("run", "SHOP-001", "--subject=path:gone").err


def test_a_file_that_is_no_toml_stops_only_who_needs_it_and_where_the_table_may_stand_in_it(
    shop: Path, stress: Stress
) -> None:
    project(shop, "x = = 1")
    assert stress("list").code == 0
    assert stress("run", "--help").code == 0
    assert stress("check", "latest").err.startswith("pyproject.toml:2:5: not TOML")
    project(shop, "x = = 1", "[tool.other]")
    assert stress("run", "SHOP-001").code == 1


def test_what_the_table_redacts_is_redacted_beside_what_the_mission_does_and_stays_so(
    shop: Path, stress: Stress
) -> None:
    stage = SHOP_STAGE.replace('return {"left": 8}', 'return {"left": 8, "token": "hunter2", "word": "swordfish"}')
    (shop / "missions" / "shop.py").write_text(stage)
    (shop / "missions" / "SHOP-001.yaml").write_text(SHOP + "redact: [sword]\n")
    project(shop, 'redact = ["hun.er2", { key = "word" }]')
    ended = stress("run", "SHOP-001")
    run_dir = run_of(shop / "results")
    assert "gave {'left': 8, 'token': '[redacted]', 'word': [redacted]}" in " ".join(ended.err.split())
    written = [path.read_text() for path in (shop / "results").rglob("*") if path.is_file()]
    assert not [text for text in written if "hunter2" in text or "fish" in text]
    assert planned(run_dir)[0]["redact"] == ["hun.er2", {"key": "word"}]
    (shop / "pyproject.toml").unlink()
    before = (run_dir / "findings.json").read_bytes()
    assert stress("check", "latest").code == 1
    assert (run_dir / "findings.json").read_bytes() == before
    again = stress("replay", "latest", "shelf.outputs_are_as_expected")
    assert (again.code, "hunter2" in again.err, "[redacted]" in again.err) == (1, False, True)


def test_a_run_that_was_cut_off_goes_on_with_what_it_was_begun_with(
    shop: Path, stress: Stress, monkeypatch: pytest.MonkeyPatch
) -> None:
    defective_core(shop / "core", "")
    (shop / "missions" / "shop.py").write_text(SHOP_STAGE.replace('{"left": 8}', '{"left": 8, "token": "hunter2"}'))
    project(shop, 'subject = "path:core"\nredact = [{ key = "token" }]\nout = "kept"')

    async def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(engine, "run_scenarios", interrupted)
        assert stress("run", "SHOP-001").code == 130
    project(shop, 'subject = "bundled"\nseed = 4\nout = "kept"')
    assert stress("run", "--resume", "latest").code == 1
    run_dir = run_of(shop / "kept")
    plan, run = planned(run_dir)
    assert (plan["subject"], plan["seed"], bool(run["resumed"])) == ("path:core", 0, True)
    assert "hunter2" not in "".join(path.read_text() for path in run_dir.rglob("*") if path.is_file())
