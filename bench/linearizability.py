"""`python -m bench.linearizability --peer PYTHON [--quick]`: our search for an order beside that of detangle 0.1.0.

Both judge the same histories of registers by name, and take turns in one process of the peer's environment. Exits 1
where ours is slower, or where the two disagree.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

NAMES_AND_OPERATIONS = ((1, 1_000), (50, 20_000))
CONCURRENCY = 5


def measured(peer: str, turns: int) -> list[dict[str, Any]]:
    """For each history the median seconds of both, measured in an environment that has detangle."""
    script = str(Path(__file__).with_name("linearizability_peer.py"))
    sizes = json.dumps(NAMES_AND_OPERATIONS)
    words = [peer, "-P", script, sizes, str(CONCURRENCY), str(turns)]
    answer = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    rows: list[dict[str, Any]] = json.loads(answer.stdout)
    return rows


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.linearizability", description=__doc__)
    parser.add_argument("--peer", metavar="PYTHON", required=True, help="an environment with detangle 0.1.0")
    parser.add_argument("--quick", action="store_true", help="5 turns each instead of 21")
    options = parser.parse_args()
    rows = measured(options.peer, 5 if options.quick else 21)
    print(f"{'':40}{'ours':>12}{'detangle':>12}{'ratio':>8}   (medians; {CONCURRENCY} calls at once)")
    for row in rows:
        name = f"{row['names']} names, {row['operations']} operations{'' if row['right'] else ', one stale read'}"
        ratio = row["ours"] / row["detangle"]
        print(f"{name:40}{row['ours'] * 1e3:9.1f} ms{row['detangle'] * 1e3:9.1f} ms{ratio:8.2f}")
    wrong = [row for row in rows if row["said"] != [row["right"], row["right"]]]
    if wrong:
        print(f"the two disagree with what is known, or with each other: {wrong}")
    slower = any(row["ours"] > row["detangle"] for row in rows)
    return 1 if wrong or slower else 0


if __name__ == "__main__":
    sys.exit(main())
