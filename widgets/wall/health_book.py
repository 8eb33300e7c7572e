"""Keeps the streams' health on this workstation, in a small file beside the workspace.

The console and each wall of its own have rows of their own in it: what two of them saw of a camera is not added up.
"""

from __future__ import annotations

import logging
import sqlite3
from datetime import date, timedelta
from pathlib import Path

from console.domain.health import DAYS_KEPT, Days

log = logging.getLogger(__name__)

BUSY_S = 0.02
"""Nobody at the desk waits longer for another console that writes; what was not kept is kept the next time."""
_TABLE = """
CREATE TABLE IF NOT EXISTS watched (
    day TEXT NOT NULL, camera TEXT NOT NULL, seen_by TEXT NOT NULL,
    live_s REAL NOT NULL, frozen_s REAL NOT NULL, out_s REAL NOT NULL,
    frozen INTEGER NOT NULL, reconnects INTEGER NOT NULL, longest_s REAL NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (day, camera, seen_by)
) WITHOUT ROWID
"""
_ADD = """
INSERT INTO watched VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (day, camera, seen_by) DO UPDATE SET
    live_s = live_s + excluded.live_s, frozen_s = frozen_s + excluded.frozen_s, out_s = out_s + excluded.out_s,
    frozen = frozen + excluded.frozen, reconnects = reconnects + excluded.reconnects,
    reason = CASE WHEN excluded.longest_s > longest_s THEN excluded.reason ELSE reason END,
    longest_s = max(longest_s, excluded.longest_s)
"""


class HealthBook:
    """Adds sums to the file; several processes of one workstation may add to the same one, each ``by`` a name of its own.

    A file that is no database is put aside, and another is begun. Belongs to one thread.
    """

    def __init__(self, path: Path, by: str = "") -> None:
        self._path = path
        self._by = by
        self._cleared: date | None = None
        self._store: sqlite3.Connection | None = None

    def close(self) -> None:
        """Let the file go; what comes later opens it again."""
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def add(self, sums: Days) -> bool:
        """Add these to what is kept; False where the file is busy or cannot be written, and nothing was added."""
        if not sums:
            return True
        rows = [
            (
                day.isoformat(), camera, self._by, one.live_s, one.frozen_s, one.out_s,
                one.frozen, one.reconnects, one.longest_s, one.reason,
            )
            for (day, camera), one in sums.items()
        ]  # fmt: skip
        try:
            store = self._open()
            with store:
                store.executemany(_ADD, rows)
                self._clear(store, max(day for day, _ in sums))
        except (sqlite3.Error, OSError) as why:
            self._tell(why)
            return False
        return True

    def _open(self) -> sqlite3.Connection:
        # It stays open: whoever closes it as the last waits for the disk.
        if self._store is not None:
            return self._store
        self._path.parent.mkdir(parents=True, exist_ok=True)
        store = sqlite3.connect(self._path, timeout=BUSY_S)
        try:
            # A crash of the console loses nothing so; only the last minutes before a power cut may go.
            store.execute("PRAGMA journal_mode = WAL")
            store.execute("PRAGMA synchronous = NORMAL")
            store.execute(_TABLE)
        except sqlite3.Error:
            store.close()
            raise
        self._store = store
        return store

    def _clear(self, store: sqlite3.Connection, today: date) -> None:
        """Let go, once a day, of what is too old."""
        if today != self._cleared:
            oldest = today - timedelta(days=DAYS_KEPT - 1)
            store.execute("DELETE FROM watched WHERE day < ?", (oldest.isoformat(),))
            self._cleared = today

    def _tell(self, why: Exception) -> None:
        log.warning("The streams' health cannot be kept: %s", why)
        # A busy or full disk passes; what is no database never becomes one.
        if isinstance(why, sqlite3.DatabaseError) and not isinstance(why, sqlite3.OperationalError):
            self.close()
            try:
                self._path.replace(self._path.with_suffix(".broken"))
            except OSError as wrong:
                log.warning("It cannot be put aside either: %s", wrong)
