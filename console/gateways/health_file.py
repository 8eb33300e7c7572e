"""The file in which a workstation keeps how its streams did: a row a day, camera and process that saw it."""

from __future__ import annotations

import logging
import sqlite3
from datetime import date
from pathlib import Path

from console.domain.camera import CameraId
from console.domain.health import Days, Health

log = logging.getLogger(__name__)

FILE = "video_health.db"
"""Its name in the folder where this workstation keeps what is its own."""
# What two processes saw of a camera on a day is the same camera twice: the one that asked for it longest tells of it.
_TOLD = """
SELECT day, camera, live_s, frozen_s, out_s, frozen, reconnects, longest_s, reason, max(live_s + frozen_s + out_s)
FROM watched WHERE day BETWEEN ? AND ? GROUP BY day, camera
"""


def _told(store: sqlite3.Connection, first: date, last: date) -> Days:
    rows = store.execute(_TOLD, (first.isoformat(), last.isoformat())).fetchall()
    return {
        (date.fromisoformat(day), CameraId(camera)): Health(
            live_s=live_s,
            frozen_s=frozen_s,
            out_s=out_s,
            frozen=frozen,
            reconnects=reconnects,
            longest_s=longest_s,
            reason=reason,
        )
        for day, camera, live_s, frozen_s, out_s, frozen, reconnects, longest_s, reason, _ in rows
    }


class HealthFile:
    """Reads the file; any thread, each time anew."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def days(self, first: date, last: date) -> Days:
        """Return what is kept from the first to the last day, both within; nothing where the file cannot be read."""
        if not self._path.is_file():
            return {}
        try:
            store = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)
            try:
                return _told(store, first, last)
            finally:
                store.close()
        except sqlite3.Error as why:
            log.warning("The streams' health cannot be read: %s", why)
            return {}


def kept_in(folder: Path) -> HealthFile:
    """Return what the workstation keeps in its own folder; no Qt comes in for it."""
    return HealthFile(folder / FILE)
