"""After `make run`: does the run say what its evidence says, does a count from the raw lines agree, and does the
committed example of that mission decide as the run did?

Usage: report_is_true.py RESULTS_OF_A_MISSION. `report verify` judges, renders and traces with the harness's own code;
the count below shares no line with it. Exits 1 with what differs.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

STRESS = Path(sys.executable).with_name("stageflow-stress")
EXAMPLES = Path(__file__).parent.parent / "results" / "examples" / "bundled"


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def main(folder: Path) -> list[str]:
    run_dir = sorted(folder.glob("run-*"))[-1]
    wrong = []
    if subprocess.run([STRESS, "report", "verify", run_dir], check=False).returncode:
        wrong.append("report verify: see above")
    run = json.loads((run_dir / "run.json").read_text())

    def expect(what: str, said: object, found: object) -> None:
        if said != found:
            wrong.append(f"{what}: the report says {said}, the evidence {found}")

    for scenario in run["scenarios"]:
        lines = records(run_dir / "evidence" / f"{scenario['pipeline']}.jsonl")
        expect(f"{scenario['pipeline']}: workers", 1, Counter(line["k"] for line in lines)["worker"])
        said = {w for line in lines if line["k"] == "trial" for w in line["verdicts"].values()}  # type: ignore[attr-defined]
        expect(
            f"{scenario['pipeline']}: failing trials",
            any(c["verdict"] == "FAIL" for c in scenario["checks"]),
            "FAIL" in said,
        )
    writes, lost = recount_writes(run_dir / "evidence" / "stress_concurrent_writes.jsonl")
    expect("stored acknowledged writes not read back", 0, lost)
    expect("any acknowledged write at all", True, writes > 0)
    expect("verdict", "PASS", run["verdict"])
    (example,) = (EXAMPLES / folder.name).glob("run-*")
    if decided(example) != (now := decided(run_dir)):
        wrong.append(f"{example} is stale (make examples): it decided {decided(example)}, the run {now}")
    return wrong


def decided(run_dir: Path) -> dict[str, object]:
    run, found = (json.loads((run_dir / name).read_text()) for name in ("run.json", "findings.json"))
    return {
        "verdict": run["verdict"],
        "hypotheses": {h["id"]: h["result"] for h in run["hypotheses"]},
        "fingerprints": {f["id"]: f["fingerprint"] for f in found["findings"]},
    }


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
