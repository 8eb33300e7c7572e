"""Fewer calls: ids gathered for a moment into one call, and calls let through at most once a period."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal


class Gather(QObject):
    """Collects ids and hands them on together, ``span_ms`` after the first of them.

    Signals (GUI thread):
        gathered(frozenset): every id that was added since the last time, each once.
    """

    gathered = Signal(object)

    def __init__(self, span_ms: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: set[object] = set()
        self._timer = QTimer(self, interval=span_ms, singleShot=True)
        self._timer.timeout.connect(self.flush)

    def add(self, ids: Iterable[object]) -> None:
        """Add ids; nothing happens yet, and nothing at all for an empty call."""
        self._ids.update(ids)
        if self._ids and not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Hand on now what is gathered, if anything is."""
        self._timer.stop()
        ids, self._ids = frozenset(self._ids), set()
        if ids:
            self.gathered.emit(ids)


class Throttle(QObject):
    """Lets a call through at once, then at most one in ``period_ms``; the last one asked for is never lost."""

    def __init__(self, period_ms: int, call: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self._asked = False
        self._timer = QTimer(self, interval=period_ms)
        self._timer.timeout.connect(self._on_period_ended)

    def ask(self) -> None:
        """Ask for the call: now if the last one is a period ago, else at the end of the running period."""
        if self._timer.isActive():
            self._asked = True
        else:
            self._timer.start()
            self._call()

    def _on_period_ended(self) -> None:
        if not self._asked:
            self._timer.stop()
            return
        self._asked = False
        self._call()
