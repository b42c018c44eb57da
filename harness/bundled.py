"""Where the files that ship with the harness lie: in a wheel under `harness/_bundled`, in a checkout beside `harness`."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_ROOT = PACKAGE / "_bundled" if (PACKAGE / "_bundled").is_dir() else PACKAGE.parent

CORE = _ROOT / "stageflow"
MISSIONS = _ROOT / "missions"
TEMPLATES = _ROOT / "templates"
