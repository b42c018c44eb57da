"""Secrets that a mission names: where a run would show them, and the few places where they have to stay."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ended

WORD, KEYED = "hunter2", "swordfish"
STAGES = f'''\
import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

WORD, KEYED = "{WORD}", "{KEYED}"
log = logging.getLogger("leaky." + WORD)


class Gives:
    name, kind = "gives", "transform"

    async def execute(self, ctx):
        log.info("payload %r", {{"api_key": KEYED, "word": WORD}})
        log.error("x" * 1995 + WORD)
        print("printed", WORD, "api_key=" + KEYED, flush=True)
        print("printed", WORD, file=sys.stderr, flush=True)
        Path("left-" + WORD + ".txt").touch()
        return {{"word": WORD, "api_key": KEYED, "cut": "x" * 140 + WORD}}


class Raises:
    name, kind = "raises", "transform"
    counts = {{}}

    async def execute(self, ctx):
        loop = asyncio.get_running_loop()
        count = self.counts.get(loop, 0)
        if count % 2:
            await asyncio.sleep(0)
        if self.counts.get(loop, 0) != count:
            raise LookupError("no " + WORD + " with api_key: " + KEYED)
        self.counts[loop] = count + 1


class Dies:
    name, kind = "dies", "transform"

    async def execute(self, ctx):
        log.error("dying of %s", WORD)
        print("dying of", WORD, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)


class Hangs:
    name, kind = "hangs", "transform"

    async def execute(self, ctx):
        await asyncio.create_task(asyncio.Event().wait(), name="task-" + WORD)
'''
MISSION = f"""\
schema: 1
id: LEAK-001
title: About {WORD}
priority: P1
risk: high
components: [the {WORD}]
parameters:
  api_key: {{value: {KEYED}}}
research: {{context: [{WORD} is known]}}
hypotheses:
  - {{id: H1, claim: Gives {WORD}., promise: Gives {WORD}., decided_by: [outputs_are_as_expected]}}
  - {{id: H2, claim: Same., promise: Same., decided_by: [outcome_is_the_same_under_every_schedule]}}
  - {{id: H3, claim: Ends., promise: Ends., decided_by: [run_ends]}}
pipelines:
  - id: giving
    purpose: Gives {WORD}
    stages: [{{name: first, behaviour: "leaky:Gives"}}, {{name: of_{WORD}, behaviour: "leaky:Gives"}}]
    expected: {{first: {{word: not-{WORD}, api_key: "${{api_key}}"}}}}
    drivers: [native, schedules]
    checks: [outputs_are_as_expected]
  - id: raising
    purpose: Raises
    graph: {{kind: fan_out, stages: 3}}
    behaviour: leaky:Raises
    drivers: [native, schedules]
    checks: [outcome_is_the_same_under_every_schedule]
  - id: dying
    purpose: Dies
    stages: [{{name: dies, behaviour: "leaky:Dies"}}]
    checks: [run_ends]
  - id: hanging
    purpose: Hangs
    stages: [{{name: hangs, behaviour: "leaky:Hangs"}}]
    deadline_s: 1
    checks: [run_ends]
findings:
  - id: LEAK-001-BUG-001
    check: outputs_are_as_expected
    when: FAIL
    type: bug
    component: the {WORD}
    title: Says {WORD}
    description: It says {WORD}.
budget: {{trials: 30}}
redact: [hun.er2, {{key: api_key}}]
"""
RUN = ("missions/LEAK-001.yaml", "--set", f"api_key={KEYED}", "--format", "md,json,junit,sarif,github")
SECRET = re.compile(rf"{WORD}|{KEYED}|hunte|x{5}h")  # whole, or as a cut would leave it
INPUTS = ("plan.json", "config/mission.yaml", "traces/giving.")
"""What the mission itself says, without which the run could not be judged, resumed or replayed."""


@pytest.fixture
def leaked(folder: Path, ran: Callable[..., Ended]) -> Ended:
    (folder / "missions" / "leaky.py").write_text(STAGES)
    (folder / "missions" / "LEAK-001.yaml").write_text(MISSION)
    return ran(*RUN)


def run_dir(folder: Path) -> Path:
    (found,) = (folder / "results" / "LEAK-001").glob("run-*")
    return found


def test_no_file_of_a_run_shows_it_but_its_inputs(leaked: Ended, folder: Path) -> None:
    files = [path for path in (folder / "results").rglob("*") if path.is_file()]
    texts = {
        str(path.relative_to(run_dir(folder))): path.read_text() for path in files if run_dir(folder) in path.parents
    }
    showing = {name for name, text in texts.items() if SECRET.search(text.replace(f"of_{WORD}", ""))}
    assert showing == {name for name in texts if name.startswith(INPUTS)}
    assert {name for name, text in texts.items() if f"of_{WORD}" in text} - showing == {"evidence/giving.jsonl"}
    assert not SECRET.search((folder / "results" / "ledger.json").read_text())


def test_what_was_redacted_was_there(leaked: Ended, folder: Path) -> None:
    assert leaked.code == 1
    for name in (
        *("evidence/giving.jsonl", "evidence/raising.jsonl", "evidence/hanging.jsonl"),
        *("evidence/harness.json", "journal.jsonl", "logs/giving.jsonl", "logs/giving.attempt-1.stderr.txt"),
        *("logs/dying.attempt-1.stderr.txt", "run.json", "findings.json", "FINAL_REPORT.md", "junit.xml"),
        *("findings.sarif", "github-annotations.txt"),
    ):
        assert "[redacted]" in (run_dir(folder) / name).read_text(), name


def test_nothing_that_is_printed_shows_it(leaked: Ended) -> None:
    assert "[redacted]" in leaked.err
    assert not SECRET.search(leaked.out + leaked.err)


def test_a_replay_and_its_log_do_not_show_it(leaked: Ended, folder: Path, stress: Callable[..., Ended]) -> None:
    for finding in ("BUG-001", "raising.outcome_is_the_same_under_every_schedule"):
        again = stress("replay", "LEAK-001/latest", finding, "--log")
        assert again.code == 1, again.err
        assert "[redacted]" in again.err
        assert not SECRET.search(again.out + again.err)


def test_judged_and_rendered_again_it_says_the_same(leaked: Ended, folder: Path, stress: Callable[..., Ended]) -> None:
    verified = stress("report", "verify", "LEAK-001/latest")
    assert (verified.code, SECRET.search(verified.out)) == (0, None), verified.out
    before = (run_dir(folder) / "findings.json").read_bytes()
    assert stress("check", "LEAK-001/latest").code == 1
    assert (run_dir(folder) / "findings.json").read_bytes() == before


def test_a_stage_that_cannot_be_imported_says_no_secret(folder: Path, stress: Callable[..., Ended]) -> None:
    (folder / "missions" / "leaky.py").write_text(f'raise RuntimeError("no {WORD}")\n')
    (folder / "missions" / "LEAK-001.yaml").write_text(MISSION)
    ended = stress("run", "missions/LEAK-001.yaml")
    assert ended.code == 2
    assert "[redacted]" in ended.err and not SECRET.search(ended.err)


@pytest.mark.parametrize("pattern", [".+", "[a-z]", "[0-9]+"])
def test_a_pattern_that_fits_everything_changes_no_verdict(
    folder: Path, stress: Callable[..., Ended], pattern: str
) -> None:
    (folder / "missions" / "leaky.py").write_text(STAGES)
    (folder / "missions" / "LEAK-001.yaml").write_text(MISSION.replace("hun.er2", f"'{pattern}'"))
    ended = stress("run", "missions/LEAK-001.yaml", "--quiet")
    assert (ended.code, ended.err) == (1, "")
