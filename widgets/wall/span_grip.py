"""The corner of the selected tile: drawn over several cells of the grid it makes the tile larger or smaller."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRubberBand, QWidget

from widgets import theme
from widgets.wall.hanging import Hanging
from widgets.wall.view import WallView

_GROWS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class SpanGrip(QWidget):
    """Sits in the lower right corner of the selected tile of ``view``; Shift with the arrows does the same by key."""

    def __init__(self, view: WallView, hanging: Hanging) -> None:
        super().__init__(view)
        self.setObjectName("spanGrip")
        self.setCursor(Qt.CursorShape.SizeFDiagCursor)
        side = theme.metric("space_4")
        self.setFixedSize(side, side)
        name = self.tr("Draw the tile over several cells (Shift+arrows)")
        self.setToolTip(name)
        self.setAccessibleName(name)
        self._view = view
        self._hanging = hanging
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, view)
        self._span: int | None = None
        hanging.changed.connect(self._follow)
        hanging.laid_out.connect(self._follow)
        view.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            # The view lays its tiles out after this.
            QTimer.singleShot(0, self, self._follow)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _GROWS.get(Qt.Key(event.key()))
            if step is not None and event.modifiers() == Qt.KeyboardModifier.ShiftModifier and not self._view.zoomed:
                self._view.touched.emit()
                self._hanging.span(self._hanging.selected, self._now() + step)
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._view.touched.emit()
            self._span = self._now()
            self._band.setGeometry(self._tile())
            self._band.show()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._span is not None:
            self._span = self._span_at(self.mapToParent(event.position().toPoint()))
            self._band.setGeometry(self._covered(self._span))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        span, self._span = self._span, None
        self._band.hide()
        if span is not None and event.button() == Qt.MouseButton.LeftButton:
            self._hanging.span(self._hanging.selected, span)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), 1.5))
        end = self.width() - 2
        for step in (3, 7):
            painter.drawLine(QPoint(end - step, end), QPoint(end, end - step))
        painter.end()

    def _follow(self) -> None:
        """Go to the corner of the selected tile; a wall of one tile has nothing to draw over."""
        tile = self._tile()
        shown = not tile.isEmpty() and not self._view.zoomed and self._hanging.wall.layout.side > 1
        self.setVisible(shown)
        if shown:
            self.move(tile.right() - self.width() + 1, tile.bottom() - self.height() + 1)
            self.raise_()

    def _now(self) -> int:
        return self._hanging.wall.layout.cells[self._hanging.selected].span

    def _tile(self) -> QRect:
        return self._view.rect_of(self._hanging.selected)

    def _cell_px(self) -> float:
        return self._tile().width() / self._now()

    def _span_at(self, point: QPoint) -> int:
        """Return over how many cells the tile would lie with its corner here: as far as the pointer reaches into one."""
        tile = self._tile()
        across = (point.x() - tile.left()) / self._cell_px()
        down = (point.y() - tile.top()) / (self._cell_px() * 9 / 16)
        layout = self._hanging.wall.layout
        here = layout.cells[self._hanging.selected]
        most = layout.side - max(here.column, here.row)
        return min(most, max(1, ceil(max(across, down) - 0.25)))

    def _covered(self, span: int) -> QRect:
        tile, now = self._tile(), self._now()
        return QRect(tile.left(), tile.top(), tile.width() * span // now, tile.height() * span // now)
