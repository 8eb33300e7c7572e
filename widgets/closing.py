"""Closing the console: what was asked of the wall is kept first, so that no clip is lost with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from widgets.wall.evidence import EvidenceTaking


class ClipsFirst(QObject):
    """Holds a window open while pictures and clips of its wall are on their way, and closes it then. GUI thread.

    Clips end at once and are kept as far as they came; that takes a moment, and ten seconds where a camera is silent.
    ``is_left``: the window was closed to leave the seat to another operator.
    """

    def __init__(self, window: QWidget, taking: EvidenceTaking) -> None:
        super().__init__(window)
        self.is_left = False
        self._window = window
        self._taking = taking
        self._waits = False
        window.installEventFilter(self)
        taking.changed.connect(self._on_changed)

    def leave(self) -> None:
        """Close the window, and leave the seat to another operator."""
        self.is_left = True
        self._window.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close and self._taking.is_busy:
            event.ignore()
            if not self._waits:
                self._waits = True
                self._taking.finish()
            return True
        return super().eventFilter(watched, event)

    def _on_changed(self) -> None:
        if self._waits and not self._taking.is_busy:
            self._waits = False
            self._window.close()
