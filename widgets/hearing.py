"""News from the feed in portions: the GUI thread takes a few at a time, and between them whatever else waits has its turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from console.journal import News

PORTION = 16
"""News taken in at once: what the panels make of so many takes a few ms, and a catch-up brings thousands."""


class Hearing(QObject):
    """Brings news from any thread to the GUI thread, in their order; ``take`` is called there with each portion."""

    _rung = Signal()

    def __init__(self, take: Callable[[Sequence[News]], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take = take
        self._waiting: deque[News] = deque()
        self._is_rung = False
        self._lock = Lock()
        # Through a timer, since what is posted again would be delivered before anything is drawn or typed.
        self._next = QTimer(self, interval=0, singleShot=True)
        self._next.timeout.connect(self._take_some)
        self._rung.connect(self._take_some, Qt.ConnectionType.QueuedConnection)

    def put(self, news: News) -> None:
        """Let news be taken in soon; any thread."""
        with self._lock:
            self._waiting.append(news)
            rings, self._is_rung = not self._is_rung, True
        if rings:
            self._rung.emit()

    def _take_some(self) -> None:
        with self._lock:
            some = [self._waiting.popleft() for _ in range(min(PORTION, len(self._waiting)))]
            self._is_rung = bool(self._waiting)
        if self._is_rung:
            self._next.start()
        self._take(some)
