"""Times the whole command, warm: `stageflow-stress run CORE-008` as a process, a few times; prints the spread."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5


def main() -> None:
    stress = Path(sys.executable).with_name("stageflow-stress")
    times = []
    with tempfile.TemporaryDirectory() as out:
        for number in range(RUNS + 1):  # the first one warms up and is not counted
            started = time.perf_counter()
            subprocess.run([stress, "run", "CORE-008", "--quiet", "--out", out, *sys.argv[1:]], check=True)
            if number:
                times.append(time.perf_counter() - started)
    low, mid, high = min(times), statistics.median(times), max(times)
    print(f"{RUNS} runs: min {low:.2f} s, median {mid:.2f} s, max {high:.2f} s")


if __name__ == "__main__":
    main()
