"""The workspace: which panel stands where, kept by set of monitors and brought back at the next start."""

from __future__ import annotations

import base64
import json
import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from PySide6QtAds import CDockManager

from console.domain.errors import Refused
from console.reports.whole import whole

log = logging.getLogger(__name__)

TITLE_BAR_PX = 32
SEEN_PART = 0.8


class Workspace:
    """A JSON file of places and states; a broken one is put aside, never in the way of a start."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._all: dict[str, Any] = self._read()

    def restore(self, window: QWidget, docks: CDockManager) -> bool:
        """Put the window and its docks where they were on these monitors; False if nothing is known."""
        kept = self._all.get("sets", {}).get(fingerprint())
        if not isinstance(kept, dict):
            return False
        x, y, width, height = kept["geometry"]
        window.setGeometry(on_screen(QRect(x, y, width, height)))
        if kept.get("maximised"):
            window.showMaximized()
        return bool(docks.restoreState(QByteArray(base64.b64decode(kept["docks"]))))

    def keep(self, window: QWidget, docks: CDockManager) -> None:
        """Remember window and docks for these monitors."""
        place = window.normalGeometry() if window.isMaximized() else window.geometry()
        self._all.setdefault("sets", {})[fingerprint()] = {
            "geometry": [place.x(), place.y(), place.width(), place.height()],
            "maximised": window.isMaximized(),
            "docks": base64.b64encode(docks.saveState().data()).decode(),
        }

    def state_of(self, name: str) -> dict[str, Any]:
        """Return what a panel kept under its name."""
        kept = self._all.get("panels", {}).get(name)
        return kept if isinstance(kept, dict) else {}

    def keep_state(self, name: str, state: dict[str, Any]) -> None:
        self._all.setdefault("panels", {})[name] = state

    def save(self) -> None:
        """Write everything, whole or not at all."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with whole(self._path) as fresh:
                fresh.write_text(json.dumps(self._all, ensure_ascii=False, indent=1), encoding="utf-8")
        except (OSError, Refused) as why:
            log.warning("The workspace cannot be kept: %s", why)

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as why:
            log.warning("The kept workspace cannot be read and is left alone: %s", why)
            return {}
        return kept if isinstance(kept, dict) else {}


def fingerprint() -> str:
    """Return what tells one set of monitors from another: their sizes and densities, sorted."""
    screens = (
        f"{screen.serialNumber() or screen.name()}:{screen.size().width()}x{screen.size().height()}@{screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    )
    return " ".join(sorted(screens))


def on_screen(place: QRect) -> QRect:
    """Return the rectangle moved and shrunk so that most of its title bar lies on a living screen."""
    bar = QRect(place.topLeft(), place.topLeft() + QPoint(place.width(), TITLE_BAR_PX))
    for screen in QGuiApplication.screens():
        seen = screen.availableGeometry().intersected(bar)
        if seen.width() >= SEEN_PART * bar.width() and seen.height() > 0:
            return place
    home = QGuiApplication.primaryScreen().availableGeometry()
    return QRect(home.topLeft(), place.size().boundedTo(home.size()))
