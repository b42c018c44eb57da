"""What the log of a run shows: statistics, errors with context, patterns. Bounded, and without a verdict."""
