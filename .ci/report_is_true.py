"""After `make run`: does the report say what the evidence says? Recounts by itself, from the raw lines.

Usage: report_is_true.py RESULTS_OF_A_MISSION. Exits 1 with what differs.
"""

import json
import sys
from collections import Counter
from pathlib import Path


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def main(folder: Path) -> list[str]:
    run_dir = sorted(folder.glob("run-*"))[-1]
    run = json.loads((run_dir / "run.json").read_text())
    findings = json.loads((run_dir / "findings.json").read_text())["findings"]
    report = (run_dir / "FINAL_REPORT.md").read_text()
    wrong = []

    def expect(what: str, said: object, found: object) -> None:
        if said != found:
            wrong.append(f"{what}: the report says {said}, the evidence {found}")

    for scenario in run["scenarios"]:
        lines = records(run_dir / "evidence" / f"{scenario['pipeline']}.jsonl")
        kinds = Counter(line["k"] for line in lines)
        expect(f"{scenario['pipeline']}: stored trials", scenario["stored_trials"], kinds["trial"])
        expect(f"{scenario['pipeline']}: workers", 1, kinds["worker"])
        said = {w for line in lines if line["k"] == "trial" for w in line["verdicts"].values()}  # type: ignore[attr-defined]
        expect(
            f"{scenario['pipeline']}: failing trials",
            any(c["verdict"] == "FAIL" for c in scenario["checks"]),
            "FAIL" in said,
        )
    writes, lost = recount_writes(run_dir / "evidence" / "stress_concurrent_writes.jsonl")
    expect("stored acknowledged writes not read back", 0, lost)
    expect("any acknowledged write at all", True, writes > 0)
    logged = sum(len(p.read_text().splitlines()) for p in (run_dir / "logs").glob("*.jsonl"))
    expect("stored log lines", run["logs"]["stored"], logged)
    expect("**Status**", True, f"**Status**: {run['verdict']}" in report)
    expect("rows of hypotheses", len(run["hypotheses"]), sum(f"| {h['id']} " in report for h in run["hypotheses"]))
    for finding in findings:
        expect(f"{finding['id']} in the report", True, finding["id"] in report)
    total = next(line for line in report.splitlines() if line.startswith("| Total Findings"))
    expect("Total Findings", total.split("|")[2].strip(), str(len(findings)))
    expect("verdict", "PASS", run["verdict"])
    return wrong


def recount_writes(path: Path) -> tuple[int, int]:
    """(acknowledged writes, those whose value is not in the final read of their trial), over the stored trials."""
    written: dict[object, dict[object, object]] = {}
    read: dict[object, dict[object, object]] = {}
    for line in records(path):
        if line["k"] == "op" and line["outcome"] == "ok":
            into = written if line["f"] == "write" else read
            into.setdefault(line["tr"], {})[line["target"]] = line["value"]
    lost = sum(read[tr].get(name) != value for tr, names in written.items() for name, value in names.items())
    return sum(map(len, written.values())), lost


if __name__ == "__main__":
    problems = main(Path(sys.argv[1]))
    print("\n".join(problems) or "the report says what the evidence says")
    sys.exit(bool(problems))
