"""How a row of the roster is painted."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console.domain.crew import FIX_FRESH, CrewKind
from widgets import theme
from widgets.crew.model import Column, CrewModel, heading, kind_word
from widgets.crew.roster import Line
from widgets.kit.icon import paint_icon
from widgets.kit.row_pictures import RowPictures
from widgets.kit.row_table import Cells

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
DIMMED = 0.35
BUSY_FROM = 3
"""From so many tickets in hand a crew's number is drawn as busy."""


class _Said(NamedTuple):
    """All that a row's picture is painted from: the texts of its shown columns, and what marks it."""

    texts: tuple[str, ...]
    kind: CrewKind | None
    is_busy: bool
    is_idle: bool
    is_fresh: bool | None
    selected: bool
    hovered: bool
    dimmed: bool


class CrewDelegate(QStyledItemDelegate):
    """Paints the rows. ``hovered`` is the row under the pointer, ``dimmed`` the rows a running drag may not drop on."""

    def __init__(self, model: CrewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.hovered = -1
        self.dimmed: frozenset[int] = frozenset()
        self.pictures = RowPictures(lambda: theme.color("panel"))
        theme.current.changed.connect(self.pictures.clear)

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

    def paint_rows(
        self, painter: QPainter, rows: Iterable[tuple[int, QRect]], cells: Cells, selected: Container[int], most: int
    ) -> None:
        """Paint rows of one size, each where it stands; ``most`` is how many can be seen at once.

        All are read again twice a second, and few say something else then.
        """
        ratio = painter.device().devicePixelRatioF()
        for row, rect in rows:
            line = self._model.lines[row]
            said = self._said(row, line, cells, selected=row in selected)
            self.pictures.fit(rect.size(), ratio, cells)
            paint = partial(self._paint_row, rect.translated(0, -rect.top()), cells, said)
            painter.drawPixmap(rect.topLeft(), self.pictures.picture(line.target, said, paint))
        self.pictures.keep(most)

    def _said(self, row: int, line: Line, cells: Cells, *, selected: bool) -> _Said:
        return _Said(
            texts=tuple(self._model.says(Column(column), line) for column, _x, _width in cells),
            kind=line.kind,
            is_busy=line.in_hand >= BUSY_FROM,
            is_idle=not line.in_hand,
            is_fresh=None if line.fixed_at is None else self._model.now - line.fixed_at <= FIX_FRESH,
            selected=selected,
            hovered=row == self.hovered,
            dimmed=row in self.dimmed,
        )

    def _paint_row(self, rect: QRect, cells: Cells, said: _Said, painter: QPainter) -> None:
        if said.selected or said.hovered:
            painter.fillRect(rect, theme.color("selected" if said.selected else "hover"))
        painter.setOpacity(DIMMED if said.dimmed else 1.0)
        pad = theme.metric("space_2")
        for (column, x, width_px), text in zip(cells, said.texts, strict=True):
            painter.setFont(theme.font("queue"))
            cell = QRect(x + pad, rect.top(), width_px - 2 * pad, rect.height())
            self._cell(painter, cell, Column(column), text, said)

    def _cell(self, painter: QPainter, rect: QRect, column: Column, text: str, said: _Said) -> None:
        first, second = ("selected_text", "selected_text") if said.selected else ("text_1", "text_2")
        match column:
            case Column.NAME:
                self._name(painter, rect, text, said.kind, first, second)
            case Column.REGION:
                _text(painter, rect, text, second)
            case Column.IN_HAND:
                busy = said.is_busy and not said.selected
                _text(painter, rect, text, "crew_busy" if busy else second if said.is_idle else first, _RIGHT)
            case Column.AWAY:
                _text(painter, rect, text, first, _RIGHT)
            case Column.FIX if said.is_fresh is not None:
                _fix(painter, rect, text, second, fresh=said.is_fresh)

    def _name(self, painter: QPainter, rect: QRect, text: str, kind: CrewKind | None, first: str, second: str) -> None:
        side = theme.metric("icon")
        box = QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side)
        name = "department" if kind is None else "person" if kind is not CrewKind.UNIT else "crew"
        paint_icon(painter, box, name, theme.color(second))
        room = rect.adjusted(side + theme.metric("space_1") + 2, 0, 0, 0)
        _text(painter, room, text, first)
        taken = QFontMetrics(painter.font()).horizontalAdvance(text) + theme.metric("space_2")
        word = kind_word(kind)
        face = theme.font("small")
        if word and QFontMetrics(face).horizontalAdvance(word) <= room.width() - taken:
            painter.setFont(face)
            _text(painter, room.adjusted(taken, 1, 0, 1), word, second)


def _fix(painter: QPainter, rect: QRect, text: str, token: str, *, fresh: bool) -> None:
    """Paint how old the position is; a hollow dot where it only tells where the crew was."""
    _text(painter, rect, text, token, _RIGHT)
    side = theme.metric("space_2")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = theme.color("crew_on_duty" if fresh else "crew_off_duty")
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(ink if fresh else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(rect.left(), rect.center().y() - side / 2 + 0.5, side, side))
    painter.restore()


def _text(painter: QPainter, rect: QRect, text: str, token: str, align: Qt.AlignmentFlag = _LEFT) -> None:
    painter.setPen(theme.color(token))
    painter.drawText(
        rect, align, QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    )
