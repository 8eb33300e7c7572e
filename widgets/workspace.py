"""The workspace: which panel stands where, kept by set of monitors and brought back at the next start."""

from __future__ import annotations

import base64
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from console.domain.errors import Refused
from console.reports.whole import whole
from widgets.kit.drafts import put_aside

if TYPE_CHECKING:
    # A wall of its own keeps what hangs here, and has no docks.
    from PySide6QtAds import CDockManager

log = logging.getLogger(__name__)

TITLE_BAR_PX = 32
SEEN_PART = 0.8


class Workspace:
    """A JSON file of places and states; a broken one is put aside, never in the way of a start."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._all: dict[str, Any] = self._read()

    def restore(self, window: QWidget, docks: CDockManager) -> bool:
        """Put the window and its docks where they were on these monitors; False if nothing fit is known.

        Monitors that were never seen take the places of as many others: what lies outside is brought into view.
        """
        kept = self._kept()
        place, state = _place_in(kept), _docks_in(kept)
        if place is None or state is None or not docks.restoreState(state):
            return False
        window.setGeometry(place)
        self.bring_into_view(window, docks)
        if kept.get("maximised"):
            window.setWindowState(Qt.WindowState.WindowMaximized)
        return True

    def keep(self, window: QWidget, docks: CDockManager) -> None:
        """Remember window and docks for these monitors."""
        place = window.normalGeometry() if window.isMaximized() else window.geometry()
        sets = self._sets()
        sets.pop(fingerprint(), None)
        # The newest stands last: it is the one that monitors never seen before are given.
        sets[fingerprint()] = {
            "geometry": [place.x(), place.y(), place.width(), place.height()],
            "maximised": window.isMaximized(),
            "docks": base64.b64encode(docks.saveState().data()).decode(),
            "screens": len(QGuiApplication.screens()),
        }
        self._all["sets"] = sets

    @staticmethod
    def bring_into_view(window: QWidget, docks: CDockManager) -> None:
        """Move the window, and every dock that floats, onto a living screen where it is not on one."""
        for top in (window, *docks.floatingWidgets()):
            if not top.isMaximized():
                top.setGeometry(on_screen(top.geometry()))

    def state_of(self, name: str) -> dict[str, Any]:
        """Return what a panel kept under its name."""
        panels = self._all.get("panels")
        kept = panels.get(name) if isinstance(panels, dict) else None
        return kept if isinstance(kept, dict) else {}

    def keep_state(self, name: str, state: dict[str, Any]) -> None:
        panels = self._all.get("panels")
        self._all["panels"] = {**(panels if isinstance(panels, dict) else {}), name: state}

    def save(self) -> None:
        """Write everything, whole or not at all."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with whole(self._path) as fresh:
                fresh.write_text(json.dumps(self._all, ensure_ascii=False, indent=1), encoding="utf-8")
        except (OSError, Refused) as why:
            log.warning("The workspace cannot be kept: %s", why)

    def _sets(self) -> dict[str, Any]:
        sets = self._all.get("sets")
        return sets if isinstance(sets, dict) else {}

    def _kept(self) -> dict[str, Any]:
        """Return what is kept for these monitors, else the newest of as many; empty for nothing."""
        sets = {name: kept for name, kept in self._sets().items() if isinstance(kept, dict)}
        count = len(QGuiApplication.screens())
        alike = [kept for kept in sets.values() if kept.get("screens") == count]
        return sets.get(fingerprint()) or (alike[-1] if alike else {})

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as why:
            log.warning("The kept workspace cannot be read and is put aside: %s", why)
            put_aside(self._path)
            return {}
        return kept if isinstance(kept, dict) else {}


def _place_in(kept: dict[str, Any]) -> QRect | None:
    match kept.get("geometry"):
        case [int(x), int(y), int(width), int(height)] if width > 0 and height > 0 and _fits(x, y, width, height):
            return QRect(x, y, width, height)
        case _:
            return None


def _fits(*lengths_px: int) -> bool:
    """Tell whether Qt can hold these lengths at all."""
    return all(abs(length) < 1 << 24 for length in lengths_px)


def _docks_in(kept: dict[str, Any]) -> QByteArray | None:
    try:
        return QByteArray(base64.b64decode(kept["docks"], validate=True))
    except (KeyError, TypeError, ValueError):
        return None


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
