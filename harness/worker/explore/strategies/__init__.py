"""Who chooses the schedule: one file for each strategy."""

from harness.worker.explore.strategies.fifo import Fifo
from harness.worker.explore.strategies.pct import Pct
from harness.worker.explore.strategies.portfolio import Portfolio
from harness.worker.explore.strategies.protocol import Diverged, Strategy
from harness.worker.explore.strategies.random_walk import RandomWalk
from harness.worker.explore.strategies.tape import Tape

__all__ = ["Diverged", "Fifo", "Pct", "Portfolio", "RandomWalk", "Strategy", "Tape"]
