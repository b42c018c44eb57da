"""Pipelines, graphs and what runs them."""

from stageflow.pipeline.pipeline import Pipeline, UnifiedStageSpec

__all__ = ["Pipeline", "UnifiedStageSpec"]
