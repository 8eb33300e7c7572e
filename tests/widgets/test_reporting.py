"""The windows of figures cost the start nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent


def test_that_the_library_of_the_charts_is_not_loaded_at_the_start() -> None:
    asked = "import sys, widgets.app; print('pyqtgraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=HOUSE)
    assert done.stdout.strip() == "False"
