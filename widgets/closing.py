"""Closing the console: what was asked of the wall is kept first, so that no clip is lost with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from widgets.wall.evidence import EvidenceTaking


class ClipsFirst(QObject):
    """Holds a window open while pictures and clips of its wall are on their way, and closes it then. GUI thread.

    Clips end at once and are kept as far as they came; that takes a moment, and ten seconds where a camera is silent.
    """

    def __init__(self, window: QWidget, taking: EvidenceTaking) -> None:
        super().__init__(window)
        self._window = window
        self._taking = taking
        self._then: Callable[[], object] | None = None
        window.installEventFilter(self)
        taking.changed.connect(self._on_changed)

    def before(self, then: Callable[[], object]) -> None:
        """Do it as soon as nothing is on its way any more; of several, what was asked for last."""
        if not self._taking.is_busy:
            then()
            return
        is_first, self._then = self._then is None, then
        if is_first:
            self._taking.finish()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close and self._taking.is_busy:
            event.ignore()
            if self._then is None:
                self.before(self._window.close)
            return True
        return super().eventFilter(watched, event)

    def _on_changed(self) -> None:
        then = self._then
        if then is not None and not self._taking.is_busy:
            self._then = None
            then()
