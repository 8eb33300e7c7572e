"""Small pictures of the screens and walls that a layout can be shown on: dropped there, or sent by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from console.domain.layout import layout_of
from widgets import theme

LAYOUT = "application/x-griddesk-layout"
KEY = Qt.ItemDataRole.UserRole
_SCREEN = QSize(112, 63)
_GAP_PX = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A screen of this workstation by its number from 1, or, with none, a wall of the centre by its name.

    ``layout`` names what hangs there, empty where nothing does.
    """

    name: str
    layout: str = ""
    screen: int = 0


class LayoutModel(QStandardItemModel):
    """Rows of saved layouts, each with its key; a drag carries the key of one."""

    def mimeTypes(self) -> list[str]:
        return [LAYOUT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        keys = dict.fromkeys(str(index.data(KEY)) for index in indexes)
        mime = QMimeData()
        if len(keys) == 1:
            mime.setData(LAYOUT, QByteArray(next(iter(keys)).encode()))
        return mime


def layout_in(mime: QMimeData) -> str:
    """Return the key of the layout that a drag carries; empty where it carries none, or several."""
    return bytes(mime.data(LAYOUT).data()).decode(errors="replace")


class Thumbnails(QFrame):
    """One picture a target, in a row that scrolls; not seen where there is no target.

    Signals (GUI thread):
        pressed(Target): the layout that is selected is to be shown there.
        dropped(str, Target): the layout of this key is.
    """

    pressed = Signal(object)
    dropped = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thumbnails")
        self.setAccessibleName(self.tr("Screens and walls that a layout can be shown on"))
        self._hint = QLabel(self.tr("Drag a layout onto a screen, or select it and press Enter there"), self)
        self._hint.setProperty("tone", "third")
        self._hint.setWordWrap(True)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget(self._scroll)
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.metric("space_2"))
        self._row.addStretch(1)
        self._scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metric("space_1"))
        column.addWidget(self._hint)
        column.addWidget(self._scroll)
        self._shown: dict[tuple[int, str], Thumbnail] = {}
        self.hide()

    def thumbnails(self) -> list[Thumbnail]:
        """Return the pictures from left to right."""
        return list(self._shown.values())

    def show_targets(self, targets: Sequence[Target]) -> None:
        """Show these, in this order; a picture that stays keeps the keyboard."""
        before, self._shown = self._shown, {}
        for place, target in enumerate(targets):
            key = (target.screen, target.name)
            one = before.pop(key, None) or self._made()
            one.show_target(target)
            if self._row.indexOf(one) != place:
                self._row.insertWidget(place, one)
            self._shown[key] = one
        for gone in before.values():
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        if self._shown:
            bar = self._scroll.horizontalScrollBar().sizeHint().height()
            self._scroll.setFixedHeight(self.thumbnails()[0].sizeHint().height() + bar)
        self.setVisible(bool(self._shown))

    def _made(self) -> Thumbnail:
        one = Thumbnail(self)
        one.clicked.connect(lambda _=False: self.pressed.emit(one.target))
        one.dropped.connect(lambda key: self.dropped.emit(key, one.target))
        return one


class Thumbnail(QAbstractButton):
    """A screen with the tiles of what hangs there, and its name below.

    Signals (GUI thread):
        dropped(str): the layout of this key was dropped here.
    """

    dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target = Target(name="")
        self._is_over = False
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.current.changed.connect(self.update)

    def show_target(self, target: Target) -> None:
        """Be the picture of this."""
        self.target = target
        self.setText(target.name)
        self.setToolTip(target.name)
        name = self.tr("Show the selected layout on {name}").format(name=target.name)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        ring = 2 * theme.metric("focus_ring")
        line = self.fontMetrics().height() + theme.metric("space_1")
        return QSize(_SCREEN.width() + 2 * ring, _SCREEN.height() + 2 * ring + line)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if layout_in(event.mimeData()):
            self._be_over(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._be_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._be_over(False)
        if key := layout_in(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = theme.metric("focus_ring")
        screen = QRect(2 * ring, 2 * ring, self.width() - 4 * ring, _SCREEN.height())
        painter.fillRect(screen, theme.color("tile_ground"))
        self._paint_tiles(painter, screen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("outline"), 1))
        painter.drawRect(QRectF(screen).adjusted(-0.5, -0.5, 0.5, 0.5))
        if self._is_over or self.hasFocus():
            painter.setPen(QPen(theme.color("drop_target" if self._is_over else "focus"), ring))
            painter.drawRect(QRectF(screen).adjusted(-1.5 * ring, -1.5 * ring, 1.5 * ring, 1.5 * ring))
        below = QRect(0, screen.bottom() + 2 * ring, self.width(), self.height() - screen.bottom() - 2 * ring)
        told = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, below.width())
        painter.setPen(theme.color("text_1"))
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, told)
        painter.end()

    def _paint_tiles(self, painter: QPainter, screen: QRect) -> None:
        layout = layout_of(self.target.layout)
        if layout is None:
            painter.setPen(theme.color("tile_text_2"))
            number = str(self.target.screen) if self.target.screen else "–"
            painter.drawText(screen, Qt.AlignmentFlag.AlignCenter, number)
            return
        tile = theme.color("tile_text_2")
        tile.setAlphaF(0.45)
        inner = screen.adjusted(_GAP_PX, _GAP_PX, -_GAP_PX, -_GAP_PX)
        for cell in layout.rectangles(inner.width(), inner.height(), _GAP_PX):
            painter.fillRect(QRect(inner.left() + cell.left, inner.top() + cell.top, cell.width, cell.height), tile)

    def _be_over(self, is_over: bool) -> None:
        self._is_over = is_over
        self.update()
