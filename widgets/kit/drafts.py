"""What an operator has typed and not yet given: kept on disk, so that neither a crash nor a refusal loses it."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer

from console.domain.errors import Refused
from console.reports.whole import whole

log = logging.getLogger(__name__)

SAVE_AFTER_MS = 400
CONSOLES_MAX = 16
"""Consoles of one user on one machine that keep what is typed apart; more than these share the first file."""


class Drafts(QObject):
    """Texts by name, saved whole shortly after the last change; belongs to the GUI thread.

    A folder that cannot be written is told once in the log; the texts then live as long as the program. A file that
    cannot be read is put aside under another name: somebody may still find there what was typed.
    """

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._texts: dict[str, str] = self._read()
        self._told = False
        self._lock: QLockFile | None = None
        self._timer = QTimer(self, interval=SAVE_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self.save)

    @classmethod
    def claimed(cls, folder: Path, parent: QObject | None = None) -> Drafts:
        """Return the drafts of the first file in ``folder`` that no running console has: two never overwrite each other.

        Raises nothing: where no lock can be made, the first file is taken.
        """
        names = ("drafts", *(f"drafts-{number}" for number in range(2, CONSOLES_MAX + 1)))
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        for name in names if folder.is_dir() else ():
            lock = QLockFile(str(folder / f"{name}.lock"))
            # A console runs for days: only the death of its process makes its lock stale.
            lock.setStaleLockTime(0)
            if lock.tryLock(0):
                made = cls(folder / f"{name}.json", parent)
                made._lock = lock
                return made
        return cls(folder / "drafts.json", parent)

    def text(self, name: str) -> str:
        """Return what was typed under ``name``, empty for nothing."""
        return self._texts.get(name, "")

    def under(self, prefix: str) -> Mapping[str, str]:
        """Return every text whose name begins so, by its whole name."""
        return {name: text for name, text in self._texts.items() if name.startswith(prefix)}

    def keep(self, name: str, text: str) -> None:
        """Keep a text; an empty one is forgotten."""
        if text == self._texts.get(name, ""):
            return
        if text:
            self._texts[name] = text
        else:
            self._texts.pop(name, None)
        self._timer.start()

    def save(self) -> None:
        """Write now, whole or not at all."""
        self._timer.stop()
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with whole(self._path) as fresh:
                fresh.touch(mode=0o600)  # A caller's name and number may be among it.
                fresh.write_text(json.dumps(self._texts, ensure_ascii=False), encoding="utf-8")
        except (OSError, Refused) as why:
            if not self._told:
                log.warning("What is typed cannot be kept on disk: %s", why)
                self._told = True

    def release(self) -> None:
        """Save, and let another console have the file."""
        self.save()
        if self._lock is not None:
            self._lock.unlock()

    def _read(self) -> dict[str, str]:
        if self._path is None or not self._path.exists():
            return {}
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(name): str(text) for name, text in kept.items()}
        except (OSError, ValueError, AttributeError, RecursionError) as why:
            log.warning("Kept drafts cannot be read and are put aside: %s", why)
            put_aside(self._path)
        return {}


def put_aside(path: Path) -> None:
    """Give a file that cannot be read another name, so that the next save does not overwrite it."""
    try:
        path.replace(path.with_suffix(".unreadable"))
    except OSError as why:
        log.warning("%s stays where it is: %s", path.name, why)
