"""How often `diff` finds a planted slow-down of a fifth, and how often it calls an unchanged pair slower.

    python -m bench.diff_power [--pairs 20] [--first-seed 0] [--only alone|busy]

Runs a mission of native trials in pairs, alone and with one processor busy: the core against itself, and against a copy
whose runs take a fifth longer. Prints how many pairs were called slower, and by which median ratio.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from harness import bundled
from harness.findings.compare_times import Times, compare_times
from harness.findings.document import RunDocument
from harness.findings.store import read_run

MISSION = """\
schema: 1
id: POWER-001
title: Native trials to be timed
priority: P2
risk: low
hypotheses:
  - id: H1
    claim: Every output is right.
    decided_by: [every_output_is_golden]
pipelines:
"""
PIPELINE = """\
  - id: {graph}
    purpose: Native trials
    graph: {{kind: {graph}, stages: 40}}
    iterations: 20
    drivers: [native]
    checks: [every_output_is_golden]
"""
GRAPHS = ("chain", "fan_out", "fan_in", "diamond", "ladder", "layered")
A_FIFTH_LONGER = """
import time as _time
from stageflow.pipeline.unified import UnifiedStageGraph as _Graph
_run = _Graph.run
async def _longer(self, *arguments, **options):
    started = _time.perf_counter()
    try:
        return await _run(self, *arguments, **options)
    finally:
        until = _time.perf_counter() + 0.2 * (_time.perf_counter() - started)
        while _time.perf_counter() < until:
            pass
_Graph.run = _longer
"""
BUSY = "while True: sum(range(10_000))"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs all pairs and prints what came of them; always ends with 0, for what is enough stands in docs/diff.md."""
    parser = argparse.ArgumentParser(description="The power of diff over pairs of runs.")
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--only", choices=("alone", "busy"))
    chosen = parser.parse_args(arguments)
    seeds = range(chosen.first_seed, chosen.first_seed + chosen.pairs)
    with tempfile.TemporaryDirectory(prefix="diff-power-") as folder:
        place = Path(folder)
        (place / "power.yaml").write_text(MISSION + "".join(PIPELINE.format(graph=graph) for graph in GRAPHS))
        slow = place / "slow"
        shutil.copytree(bundled.CORE, slow / "stageflow", ignore=shutil.ignore_patterns("__pycache__"))
        with (slow / "stageflow" / "__init__.py").open("a") as file:
            file.write(A_FIFTH_LONGER)
        for name, busy in (("alone", 0), ("one processor busy", 1)):
            if chosen.only and chosen.only not in name:
                continue
            with ExitStack() as stack:
                stack.enter_context(busy_processors(busy))
                for what, subject in (("a fifth slower", f"path:{slow}"), ("unchanged", "bundled")):
                    _report(f"{what}, {name}", [_pair(place, seed, subject) for seed in seeds])
    return 0


def _report(name: str, pairs: Sequence[Times]) -> None:
    together = [pair.together for pair in pairs if pair.together is not None]
    whole = [t.verdict == "worse" for t in together]
    alone = [any(c.verdict == "worse" for c in pair.changes) for pair in pairs]
    called = sum(w or a for w, a in zip(whole, alone, strict=True))
    low, middle, high = min(ratios := [t.ratio for t in together]), median(ratios), max(ratios)
    print(
        f"{name}: {called} of {len(pairs)} pairs called slower "
        f"({sum(whole)} together, {sum(alone)} in a series alone); "
        f"median ratio {middle:.2f}, {low:.2f} to {high:.2f}",
        flush=True,
    )


def _pair(place: Path, seed: int, subject: str) -> Times:
    base, head = _run(place, seed, "bundled"), _run(place, seed, subject)
    return compare_times(base, head)


def _run(place: Path, seed: int, subject: str) -> RunDocument:
    out = place / "results"
    stress = str(Path(sys.executable).with_name("stageflow-stress"))
    options = ("--subject", subject, "--seed", str(seed), "--quiet", "--out", str(out))
    subprocess.run([stress, "run", str(place / "power.yaml"), *options], check=False)
    (path,) = out.glob("*/run-*/run.json")
    run = read_run(path)
    shutil.rmtree(out)
    return run


@contextmanager
def busy_processors(count: int) -> Iterator[None]:
    """So many processes that do nothing but compute, until the block is left."""
    with ExitStack() as stack:
        for _ in range(count):
            process = stack.enter_context(subprocess.Popen([sys.executable, "-c", BUSY]))
            stack.callback(process.kill)
        yield


if __name__ == "__main__":
    sys.exit(main())
