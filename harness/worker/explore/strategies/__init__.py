"""Who chooses the schedule: one file for each strategy."""

from harness.worker.explore.strategies.depth_first import DepthFirst, DepthFirstTrial
from harness.worker.explore.strategies.explorers import (
    STRATEGIES,
    THREAD_ROUND,
    Explorer,
    Portfolio,
    explorer_named,
    strategy_named,
)
from harness.worker.explore.strategies.fifo import Fifo
from harness.worker.explore.strategies.latency import Latency
from harness.worker.explore.strategies.pct import Pct
from harness.worker.explore.strategies.protocol import Diverged, Strategy
from harness.worker.explore.strategies.random_walk import RandomWalk
from harness.worker.explore.strategies.script import Script, Switch, Transcript
from harness.worker.explore.strategies.tape import Guide, Tape

__all__ = [
    "STRATEGIES",
    "THREAD_ROUND",
    "DepthFirst",
    "DepthFirstTrial",
    "Diverged",
    "Explorer",
    "Fifo",
    "Guide",
    "Latency",
    "Pct",
    "Portfolio",
    "RandomWalk",
    "Script",
    "Strategy",
    "Switch",
    "Tape",
    "Transcript",
    "explorer_named",
    "strategy_named",
]
