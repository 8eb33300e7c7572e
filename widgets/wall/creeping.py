"""Lets a wall that stands for months creep by two pixels, so that no line of it burns into the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLayout

EVERY_MS = 600_000
STEP_PX = 2
_WAY = ((0, 0), (1, 0), (1, 1), (0, 1))


class Creeping(QObject):
    """Moves what ``layout`` holds round a square of 2 px, a side each 10 minutes; its size stays, so no tile is scaled anew."""

    def __init__(self, layout: QLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._layout = layout
        self._at = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.step)
        self._timer.start()
        self._place()

    def step(self) -> None:
        """Go to the next corner."""
        self._at = (self._at + 1) % len(_WAY)
        self._place()

    def _place(self) -> None:
        right, down = (STEP_PX * way for way in _WAY[self._at])
        self._layout.setContentsMargins(right, down, STEP_PX - right, STEP_PX - down)
