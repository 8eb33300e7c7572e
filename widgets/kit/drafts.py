"""What an operator has typed and not yet given: kept on disk, so that neither a crash nor a refusal loses it."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from console.domain.errors import Refused
from console.reports.whole import whole

log = logging.getLogger(__name__)

SAVE_AFTER_MS = 400


class Drafts(QObject):
    """Texts by name, saved whole shortly after the last change; belongs to the GUI thread.

    A folder that cannot be written is told once in the log; the texts then live as long as the program.
    """

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._texts: dict[str, str] = self._read()
        self._told = False
        self._timer = QTimer(self, interval=SAVE_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self.save)

    def text(self, name: str) -> str:
        """Return what was typed under ``name``, empty for nothing."""
        return self._texts.get(name, "")

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
                fresh.write_text(json.dumps(self._texts, ensure_ascii=False), encoding="utf-8")
        except (OSError, Refused) as why:
            if not self._told:
                log.warning("What is typed cannot be kept on disk: %s", why)
                self._told = True

    def _read(self) -> dict[str, str]:
        if self._path is None or not self._path.exists():
            return {}
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as why:
            log.warning("Kept drafts cannot be read: %s", why)
            return {}
        return {str(name): str(text) for name, text in kept.items()} if isinstance(kept, dict) else {}
