"""Rubbish is taken away on the GUI thread only: a Qt object must end on the thread that it lives on."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 500


class Rubbish(QObject):
    """Stands in for Python's own collector while an application runs; made and stopped on the GUI thread.

    The collector comes out on whichever thread happens to make many things: on the desk's, the feed's or the demo's
    it would end widgets and timers there, which brings the process down some time later.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()

    def stop(self) -> None:
        """Take nothing away any more; the collector stays off, since what is left of Qt ends with the process."""
        self._timer.stop()


def collect_due() -> None:
    """Collect the oldest generation that Python's own thresholds find due, on the calling thread."""
    for generation in (2, 1, 0):
        most = gc.get_threshold()[generation]
        if most and gc.get_count()[generation] > most:
            gc.collect(generation)
            return


def spare_what_stands() -> None:
    """Look no more at what has been made so far: a loaded board is no rubbish, and a look at all of it halts the window."""
    gc.freeze()
