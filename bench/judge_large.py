"""Judges a file of many records in constant memory.

    python -m bench.judge_large [--records 10000000]

Writes the evidence of a pipeline with trials of 100 operations each, judges it in a process of its own as `check` does,
and prints how long that took and how much memory at its peak; then the same with a tenth of the records.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from harness.evidence import writer as writer_module
from harness.evidence.records import Event, Operation, Record, Summary, Trial, WorkerEnd, to_json
from harness.evidence.writer import EvidenceWriter

WRITES = 49  # with their reads and a final event and head: 100 records
PER_TRIAL = 2 * WRITES + 2
LOST = "no_acknowledged_write_is_lost"
GROWTH_MAX = 1.5
JUDGE = """
import json, resource, sys
from pathlib import Path
from harness.findings.judgement import judge_scenario
from harness.wire import ScenarioRun
judged = judge_scenario(Path(sys.argv[1]), ScenarioRun("p", "pipeline_run", (), checks=(sys.argv[2],)))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([{c.check: c.verdict for c in judged.checks}, judged.damage, peak]))
"""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Judges a large file of evidence.")
    parser.add_argument("--records", type=int, default=10_000_000)
    chosen = parser.parse_args(arguments)
    peaks = [measure(records) for records in (chosen.records // 10, chosen.records)]
    growth = peaks[1] / peaks[0]
    print(f"ten times the records take {growth:.2f} x the memory")
    return 1 if growth > GROWTH_MAX else 0


def measure(records: int) -> int:
    """Writes and judges; the peak of memory in KiB."""
    with tempfile.TemporaryDirectory(prefix="judge-large-") as folder:
        run_dir = Path(folder)
        write(run_dir, records // PER_TRIAL)
        size = (run_dir / "evidence/p.jsonl").stat().st_size
        started = time.perf_counter()
        ran = subprocess.run([sys.executable, "-c", JUDGE, folder, LOST], capture_output=True, text=True, check=True)
        seconds = time.perf_counter() - started
    verdicts, damage, peak = json.loads(ran.stdout)
    assert damage == [] and verdicts[LOST] == "PASS", (damage, verdicts)
    print(f"{records:,} records, {size / 1e9:.2f} GB: judged in {seconds:.1f} s, {peak / 1024:.0f} MiB at the peak")
    return int(peak)


def write(run_dir: Path, trials: int) -> None:
    for name in ("evidence", "logs"):
        (run_dir / name).mkdir()
    writer_module.BYTES_MAX = 1 << 50
    counts = {name: {"PASS": trials} for name in ("evidence_is_complete", "history_is_well_formed", "run_ends", LOST)}
    with EvidenceWriter(run_dir, "p") as writer:
        for number in range(trials):
            writer.lines([to_json(r, "p", number, i) for i, r in enumerate(one_trial())])
        writer.record(Summary(trials, 0, trials, trials, trials * 2 * WRITES, trials, 1, {"o": trials}, counts, {}))
        writer.record(WorkerEnd("completed"))


def one_trial() -> list[Record]:
    """Writers that overlap, and a read of each value."""
    writes: list[Record] = [
        Operation(f"w{i}", "write", f"k{i}", f"v{i}", "ok", i + 1, 200 + i, "suspended") for i in range(WRITES)
    ]
    reads: list[Record] = [
        Operation("final", "read", f"k{i}", f"v{i}", "ok", 400 + 2 * i, 401 + 2 * i) for i in range(WRITES)
    ]
    records = [*writes, *reads, Event("final_read", 900, {"entries": WRITES})]
    return [*records, Trial("schedules", "random", "tasks", 1, 9, "completed", "o", len(records), setting="reorder")]


if __name__ == "__main__":
    sys.exit(main())
