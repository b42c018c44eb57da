"""Where the files that ship with the harness lie: `harness/_bundled` in a wheel, beside `harness` in a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_ROOT = PACKAGE / "_bundled" if (PACKAGE / "_bundled").is_dir() else PACKAGE.parent

CORE = _ROOT / "stageflow"
MISSIONS = _ROOT / "missions"
TEMPLATES = _ROOT / "templates"
