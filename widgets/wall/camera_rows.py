"""How a camera and a region look on a row of the catalogue, and the small picture that a drag carries."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console.domain.camera import Camera
from console.domain.presence import Presence
from widgets import theme
from widgets.kit import clock_text
from widgets.kit.icon import paint_icon
from widgets.wall.camera_branches import COUNT, REGION
from widgets.wall.camera_list import CAMERA, CameraModel
from widgets.wall.presences import Presences, words_of

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class CameraRows(QStyledItemDelegate):
    """Paints the state as a mark and a word, number, name and, where it is no row of a tree, the region."""

    def __init__(self, model: CameraModel, presences: Presences, parent: QWidget, *, is_tree: bool) -> None:
        super().__init__(parent)
        self._model = model
        self._presences = presences
        self._is_tree = is_tree

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(160, theme.metric("row_desk"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        pad = theme.metric("space_2")
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = QRectF(option.rect).adjusted(0 if self._is_tree else pad, 0, -pad, 0)
        camera = index.data(CAMERA)
        if isinstance(camera, Camera):
            self._paint_camera(painter, rect, camera, selected=selected)
        elif index.data(REGION) is not None:
            _paint_region(painter, rect, str(index.data()), str(index.data(COUNT)), selected=selected)

    def _paint_camera(self, painter: QPainter, rect: QRectF, camera: Camera, *, selected: bool) -> None:
        pad, side = theme.metric("space_2"), theme.metric("icon") - 2
        ink = theme.color("selected_text" if selected else "text_1")
        dim = theme.color("selected_text" if selected else "text_2")
        known = self._presences.of(camera)
        _paint_mark(painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side), known, selected=selected)
        rect.setLeft(rect.left() + side + pad)
        if self._model.is_hung(camera):
            mark = QRectF(rect.right() - side, rect.center().y() - side / 2, side, side)
            paint_icon(painter, mark, "wall", dim if selected else theme.color("live"))
            rect.setRight(mark.left() - pad / 2)
        painter.setFont(theme.font("body"))
        metrics = QFontMetrics(painter.font())
        number = f"{camera.number:03d}"
        painter.setPen(dim)
        painter.drawText(rect, _LEFT, number)
        rect.setLeft(rect.left() + max(metrics.horizontalAdvance("0000"), metrics.horizontalAdvance(number)) + pad / 2)
        painter.setFont(theme.font("small"))
        small = QFontMetrics(painter.font())
        word = _word(known)
        room = rect.width() - metrics.horizontalAdvance(camera.name) - pad
        if known.is_on and not known.is_old and small.horizontalAdvance(word) > room:
            # Beside a long name the full dot says so alone: what is as it should be needs no word there.
            word = ""
        painter.setPen(dim)
        painter.drawText(rect, _RIGHT, word)
        rect.setRight(rect.right() - small.horizontalAdvance(word) - (pad if word else 0))
        name = metrics.elidedText(camera.name, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.setFont(theme.font("body"))
        painter.setPen(ink)
        painter.drawText(rect, _LEFT, name)
        left_over = int(rect.width() - metrics.horizontalAdvance(name) - pad)
        if not self._is_tree and left_over > metrics.horizontalAdvance("……"):
            painter.setPen(dim)
            painter.setFont(theme.font("small"))
            region = small.elidedText(self._model.region_of(camera), Qt.TextElideMode.ElideRight, left_over)
            painter.drawText(rect, _RIGHT, region)


def _paint_region(painter: QPainter, rect: QRectF, name: str, count: str, *, selected: bool) -> None:
    painter.setFont(theme.font("small"))
    painter.setPen(theme.color("selected_text" if selected else "text_2"))
    painter.drawText(rect, _RIGHT, count)
    rect.setRight(rect.right() - QFontMetrics(painter.font()).horizontalAdvance(count) - theme.metric("space_2"))
    painter.setFont(theme.font("body"))
    painter.setPen(theme.color("selected_text" if selected else "text_1"))
    name = QFontMetrics(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, _LEFT, name)


def _word(known: Presence) -> str:
    """Return what stands at the end of a row: that a camera worked three days ago is only ever three days ago."""
    if known.is_on is None:
        return ""
    return clock_text.ago(known.age.total_seconds()) if known.is_on and known.is_old else words_of(known)


def _paint_mark(painter: QPainter, rect: QRectF, known: Presence, *, selected: bool) -> None:
    """Paint a full dot for a camera that works, a crossed ring for one that does not, hollow or grey where that is old."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = rect.width() * 0.3
    dim = theme.color("selected_text" if selected else "text_3")
    fresh = not known.is_old
    ink = dim if selected or known.is_on is None or not fresh else theme.color("live" if known.is_on else "text_1")
    pen = QPen(ink, 1.5)
    if known.is_on is None:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(ink if known.is_on and fresh else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.center(), radius, radius)
    if known.is_on is False:
        reach = QPointF(radius, -radius) * 1.3
        painter.drawLine(rect.center() - reach, rect.center() + reach)
    painter.restore()


def drag_picture(text: str, ratio: float) -> QPixmap:
    """Return what is carried beside the pointer: a camera's sign and a few letters, so that what is under it can be read."""
    pad, side, height = theme.metric("space_2"), theme.metric("icon"), theme.metric("row_desk")
    width = QFontMetrics(theme.font("queue")).horizontalAdvance(text) + side + 3 * pad
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.color("focus"))
    painter.setBrush(theme.color("raised"))
    painter.drawRoundedRect(QRectF(1, 1, width - 2, height - 2), 4, 4)
    paint_icon(painter, QRectF(pad, (height - side) / 2, side, side), "camera", theme.color("text_1"))
    painter.setFont(theme.font("queue"))
    painter.setPen(theme.color("text_1"))
    painter.drawText(QRectF(side + 2 * pad, 0, width, height), _LEFT, text)
    painter.end()
    return picture
