"""Going round the parts of the window by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def step(zones: Sequence[QWidget], by: int) -> None:
    """Give the keyboard to the next of the zones, or with -1 to the one before; past those that cannot take it."""
    here = next((place for place, zone in enumerate(zones) if has_keyboard(zone)), -1 if by > 0 else 0)
    for away in range(1, len(zones) + 1):
        zone = zones[(here + by * away) % len(zones)]
        zone.window().activateWindow()
        zone.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if has_keyboard(zone):
            return


def has_keyboard(zone: QWidget) -> bool:
    now: QWidget | None = QApplication.focusWidget()
    return now is not None and (now is zone or zone.isAncestorOf(now))
