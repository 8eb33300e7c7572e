"""The pointer, or the keyboard in a list, rests on a camera: who looks so long wants to see its picture."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from console.domain.camera import CameraId

REST_MS: Final = 400


class Resting(QObject):
    """Tells when something rests on a camera, and when it has left. GUI thread.

    Signals:
        rested(CameraId, QPoint): for so long, at this pixel of the map.
        left(): it went away again.
    """

    rested = Signal(object, object)
    left = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._camera: CameraId | None = None
        self._at = QPoint()
        self._has_rested = False
        self._wait = QTimer(self, interval=REST_MS, singleShot=True)
        self._wait.timeout.connect(self._on_rested)

    def be_on(self, camera: CameraId | None, at: QPoint) -> None:
        """Take note of what is under the pointer, or in the list, now; None for no camera."""
        if camera == self._camera:
            return
        self._wait.stop()
        self._camera, self._at = camera, at
        if self._has_rested:
            self._has_rested = False
            self.left.emit()
        if camera is not None:
            self._wait.start()

    def look_at_once(self, camera: CameraId, at: QPoint) -> None:
        """Show it without waiting: it was asked for."""
        self.be_on(None, at)
        self._camera, self._at = camera, at
        self._on_rested()

    def _on_rested(self) -> None:
        if self._camera is not None:
            self._has_rested = True
            self.rested.emit(self._camera, self._at)
