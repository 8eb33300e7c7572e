"""How a row of the roster is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console.domain.crew import FIX_FRESH, CrewKind
from widgets import theme
from widgets.crew.model import Column, CrewModel, heading, kind_word
from widgets.crew.roster import Line
from widgets.kit.icon import paint_icon

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
DIMMED = 0.35
BUSY_FROM = 3
"""From so many tickets in hand a crew's number is drawn as busy."""


class CrewDelegate(QStyledItemDelegate):
    """Paints the cells. ``hovered`` is the row under the pointer, ``dimmed`` the rows a running drag may not drop on."""

    def __init__(self, model: CrewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.hovered = -1
        self.dimmed: frozenset[int] = frozenset()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.wish(Column(index.column())), theme.metric("row_desk"))

    def wish(self, column: Column) -> int:
        """Return the px a column would like; the region takes what is left."""
        measure = QFontMetrics(theme.font("queue"))
        pads = 2 * theme.metric("space_2")
        likely = {
            Column.NAME: measure.horizontalAdvance("汉" * 7) + theme.metric("icon"),
            Column.REGION: measure.horizontalAdvance("汉" * 6),
            Column.IN_HAND: measure.horizontalAdvance("88"),
            Column.AWAY: measure.horizontalAdvance("88.8 km"),
            Column.FIX: measure.horizontalAdvance("88 h 88") + theme.metric("space_3"),
        }
        return max(likely[column], measure.horizontalAdvance(heading(column))) + pads

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = index.row(), Column(index.column())
        line = self._model.lines[row]
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected or row == self.hovered:
            painter.fillRect(rect, theme.color("selected" if selected else "hover"))
        painter.setOpacity(DIMMED if row in self.dimmed else 1.0)
        painter.setFont(theme.font("queue"))
        pad = theme.metric("space_2")
        self._cell(painter, rect.adjusted(pad, 0, -pad, 0), column, line, selected)
        painter.restore()

    def _cell(self, painter: QPainter, rect: QRect, column: Column, line: Line, selected: bool) -> None:
        said = self._model.says(column, line)
        first, second = ("selected_text", "selected_text") if selected else ("text_1", "text_2")
        match column:
            case Column.NAME:
                self._name(painter, rect, line, first, second)
            case Column.REGION:
                _text(painter, rect, said, second)
            case Column.IN_HAND:
                busy = line.in_hand >= BUSY_FROM and not selected
                _text(painter, rect, said, "crew_busy" if busy else first if line.in_hand else second, _RIGHT)
            case Column.AWAY:
                _text(painter, rect, said, first, _RIGHT)
            case Column.FIX:
                self._fix(painter, rect, line, said, second)

    def _name(self, painter: QPainter, rect: QRect, line: Line, first: str, second: str) -> None:
        side = theme.metric("icon")
        box = QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side)
        name = "department" if line.kind is None else "person" if line.kind is not CrewKind.UNIT else "crew"
        paint_icon(painter, box, name, theme.color(second))
        room = rect.adjusted(side + theme.metric("space_1") + 2, 0, 0, 0)
        _text(painter, room, line.name, first)
        taken = QFontMetrics(painter.font()).horizontalAdvance(line.name) + theme.metric("space_2")
        word = kind_word(line)
        face = theme.font("small")
        if word and QFontMetrics(face).horizontalAdvance(word) <= room.width() - taken:
            painter.setFont(face)
            _text(painter, room.adjusted(taken, 1, 0, 1), word, second)

    def _fix(self, painter: QPainter, rect: QRect, line: Line, said: str, second: str) -> None:
        """Paint how old the position is; a hollow dot where it only tells where the crew was."""
        if line.fixed_at is None:
            return
        _text(painter, rect, said, second, _RIGHT)
        fresh = self._model.now - line.fixed_at <= FIX_FRESH
        side = theme.metric("space_2")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.color("crew_on_duty" if fresh else "crew_off_duty")
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(ink if fresh else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(rect.left(), rect.center().y() - side / 2 + 0.5, side, side))


def _text(painter: QPainter, rect: QRect, text: str, token: str, align: Qt.AlignmentFlag = _LEFT) -> None:
    painter.setPen(theme.color(token))
    painter.drawText(
        rect, align, QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    )
