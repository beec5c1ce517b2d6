"""The scripts in `eval/` import each other as top-level modules, as they do when run as commands."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "eval"))
