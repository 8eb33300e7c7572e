"""PySide does not read the sources of what is brought in after it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent
SAY_WHAT_WAS_READ = "import linecache, widgets.wall.view; print(*linecache.cache, sep='\\n')"


def test_that_no_source_is_read_and_kept_because_it_may_ask_for_qt():
    told = subprocess.run(
        [sys.executable, "-c", SAY_WHAT_WAS_READ], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    read = [Path(line) for line in told.stdout.splitlines()]
    assert read
    assert [
        file for file in read if file.is_relative_to(HOUSE / "widgets") or file.is_relative_to(HOUSE / "console")
    ] == []
