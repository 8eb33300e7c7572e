"""Zooming into the picture of a tile: by the wheel around the pointer, by keys around the middle; drawing it moves it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from console.domain.picture_part import STEP, WHOLE
from widgets.wall.hanging import Hanging
from widgets.wall.picture import lies_at
from widgets.wall.view import WallView

_NOTCH = 120
_NEARER = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}
_BESIDE = {
    Qt.Key.Key_Left: (-0.25, 0.0),
    Qt.Key.Key_Right: (0.25, 0.0),
    Qt.Key.Key_Up: (0.0, -0.25),
    Qt.Key.Key_Down: (0.0, 0.25),
}


class Zoom(QObject):
    """Hears wheel, keys and drags of ``view`` before it does: a picture that is zoomed into is drawn, not carried off.

    Ctrl with plus, minus and 0, Ctrl+Shift with the arrows, and Escape do the same by key.
    """

    def __init__(self, view: WallView, hanging: Hanging) -> None:
        super().__init__(view)
        self._view = view
        self._hanging = hanging
        self._grasped: tuple[int, QPointF] | None = None
        self._draws = False
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QWheelEvent():
                return self._on_wheel(event)
            case QKeyEvent() if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
                return self._on_key(event)
            case QMouseEvent():
                return self._on_mouse(event)
            case _:
                return super().eventFilter(watched, event)

    def nearer(self, factor: float) -> None:
        """Show the picture of the selected tile nearer, around its middle."""
        place = self._hanging.selected
        if not self._picture(place).isEmpty():
            self._hanging.show_part(place, self._hanging.part(place).zoomed(factor))

    def end(self) -> None:
        """Show the whole picture of the selected tile."""
        self._hanging.show_part(self._hanging.selected, WHOLE)

    def _on_wheel(self, event: QWheelEvent) -> bool:
        at = event.position()
        place = self._view.place_at(at.toPoint())
        picture = QRect() if place is None else self._picture(place)
        if place is None or picture.isEmpty() or not event.angleDelta().y():
            return False
        self._view.touched.emit()
        factor = STEP ** (event.angleDelta().y() / _NOTCH)
        x = min(1.0, max(0.0, (at.x() - picture.left()) / picture.width()))
        y = min(1.0, max(0.0, (at.y() - picture.top()) / picture.height()))
        self._hanging.show_part(place, self._hanging.part(place).zoomed(factor, x, y))
        return True

    def _on_key(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        place = self._hanging.selected
        is_whole = self._hanging.part(place).is_whole
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        controlled = bool(held & Qt.KeyboardModifier.ControlModifier)
        beside = _BESIDE.get(key) if held == both else None
        # Plus is a key of its own on one keyboard and needs Shift on another.
        ours = (controlled and (key in _NEARER or (key == Qt.Key.Key_0 and held != both))) or (
            not is_whole and (beside is not None or (key == Qt.Key.Key_Escape and not held))
        )
        if not ours:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        self._view.touched.emit()
        if key in _NEARER:
            self.nearer(_NEARER[key])
        elif beside is not None:
            self._hanging.show_part(place, self._hanging.part(place).moved(*beside))
        else:
            self.end()
        return True

    def _on_mouse(self, event: QMouseEvent) -> bool:
        at = event.position()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            place = self._view.place_at(at.toPoint())
            zoomed = place is not None and not self._hanging.part(place).is_whole
            self._grasped, self._draws = (place, at) if zoomed and place is not None else None, False
            return False
        if self._grasped is None:
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._grasped = None
            self._view.unsetCursor()
            return False
        if event.type() != QEvent.Type.MouseMove or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        place, before = self._grasped
        far = at - before
        if self._draws or far.manhattanLength() >= QApplication.startDragDistance():
            self._draws = True
            self._view.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._grasped = (place, at)
            picture = self._picture(place)
            if not picture.isEmpty():
                part = self._hanging.part(place).moved(-far.x() / picture.width(), -far.y() / picture.height())
                self._hanging.show_part(place, part)
        return True

    def _picture(self, place: int) -> QRect:
        """Return where the picture of a tile lies; empty where there is none."""
        pixels = None if self._hanging.camera(place) is None else self._hanging.view(place).pixels
        if pixels is None:
            return QRect()
        return lies_at(self._view.rect_of(place), pixels.width_px, pixels.height_px, self._view.devicePixelRatioF())
