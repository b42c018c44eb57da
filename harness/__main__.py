"""`python -m harness` is the console script `stageflow-stress`."""

from harness.cli.main import entry

if __name__ == "__main__":
    entry()
