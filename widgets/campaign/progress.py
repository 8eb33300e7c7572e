"""A share as a bar with its numbers: the length and the words say the same, so that no colour is needed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets import theme
from widgets.kit.icon import paint_icon

Index = QModelIndex | QPersistentModelIndex

COUNTS: Final = Qt.ItemDataRole.UserRole + 1
"""Done and all of it, as a pair of whole numbers."""
WIDTH: Final = 168
BAR_PX: Final = 8
NUMBERS: Final = "888 / 888"


class ProgressDelegate(QStyledItemDelegate):
    """Paints the pair of numbers of a cell as a bar; a check mark stands before what is whole."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTH, theme.metric("row_desk"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        counts = index.data(COUNTS)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_selected:
            painter.fillRect(rect, theme.color("selected"))
        if counts is not None:
            _bar(painter, rect, counts, "selected_text" if is_selected else "text_1")
        painter.restore()


def _bar(painter: QPainter, rect: QRect, counts: tuple[int, int], ink: str) -> None:
    done, whole = counts
    gap, side = theme.metric("space_2"), theme.metric("icon")
    painter.setFont(theme.font("queue"))
    numbers = QFontMetrics(painter.font()).horizontalAdvance(NUMBERS)
    if whole and done == whole:
        mark = QRectF(rect.left() + gap / 2, rect.center().y() - side / 2 + 1, side, side)
        paint_icon(painter, mark, "check", theme.color(ink))
    left = rect.left() + gap + side
    room = QRectF(left, rect.center().y() - BAR_PX / 2 + 1, rect.right() - numbers - 2 * gap - left, BAR_PX)
    if room.width() > BAR_PX:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("outline"))
        painter.setBrush(theme.color("field"))
        painter.drawRoundedRect(room, BAR_PX / 2, BAR_PX / 2)
        if done and whole:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("link"))
            filled = max(BAR_PX, room.width() * done / whole)
            painter.drawRoundedRect(QRectF(room.left(), room.top(), filled, BAR_PX), BAR_PX / 2, BAR_PX / 2)
    painter.setPen(theme.color(ink))
    text = QRect(rect.right() - numbers - gap, rect.top(), numbers, rect.height())
    painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{done} / {whole}")
