"""What will run: a mission, a seed and a budget become orders for workers."""

from harness.plan.build import build_plan, calibration_of
from harness.plan.model import CalibrationRun, Plan

__all__ = ["CalibrationRun", "Plan", "build_plan", "calibration_of"]
