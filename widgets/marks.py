"""The marks that only a style sheet can place, in the ink of a theme; a style sheet takes its pictures from files.

They lie in the user's cache, each named by what it shows: consoles side by side share them, the next start finds them,
and no cleaner of the temporary folder takes them from a console that runs for months.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from platformdirs import user_cache_path
from PySide6.QtCore import QDir

from console.domain.errors import Refused
from console.reports.whole import whole
from resources import path

log = logging.getLogger(__name__)

_INK = "currentColor"
_PREFIX = "marks"


def addresses(inks: Mapping[str, str]) -> dict[str, str]:
    """Return where a style sheet finds each mark in its ink (``#rrggbb``); those that are not there are written."""
    drawn = {mark: path(f"icons/{mark}.svg").read_text("utf-8").replace(_INK, ink) for mark, ink in inks.items()}
    files = {mark: f"{mark}-{sha256(drawing.encode()).hexdigest()[:12]}.svg" for mark, drawing in drawn.items()}
    drawings = {files[mark]: drawing for mark, drawing in drawn.items()}
    folder = user_cache_path("GridDesk", appauthor=False) / _PREFIX
    try:
        _write(folder, drawings)
    except (OSError, Refused) as wrong:
        log.warning("no marks can be kept in %s (%s): they are drawn for this start alone", folder, wrong)
        folder = Path(_for_this_start().name)
        _write(folder, drawings)
    if str(folder) not in QDir.searchPaths(_PREFIX):
        QDir.addSearchPath(_PREFIX, str(folder))
    return {mark: f"{_PREFIX}:{file}" for mark, file in files.items()}


def _write(folder: Path, drawings: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing in drawings.items():
        if not (folder / name).exists():
            with whole(folder / name) as fresh:
                fresh.write_text(drawing, "utf-8")


@cache
def _for_this_start() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that goes with the process."""
    return tempfile.TemporaryDirectory(prefix="griddesk-marks-")
