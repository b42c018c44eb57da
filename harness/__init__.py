"""stageflow-stress: controlled stress for stageflow pipelines, judged by independent oracles."""

__version__ = "0.1.0"
