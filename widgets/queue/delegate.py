"""How a row of the queue is painted: dense, calm, colour only where something is abnormal."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from console.clocks import Lamp
from console.domain.records import Step
from console.domain.ticket import Ticket
from widgets import theme, words
from widgets.kit import clock_text
from widgets.kit.chip import card_width, paint_card_chip, paint_lamp, paint_priority_chip, paint_state_chip, state_width
from widgets.kit.row_pictures import RowPictures
from widgets.kit.row_table import Cells
from widgets.queue.model import QueueModel
from widgets.queue.wording import Column, Said, heading, queued, underway

_CUT_MAX = 20_000
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
FLASH_STRENGTH = 0.16
UPPER_SHARE = 0.54
"""How much of a row with two lines the upper one takes."""
_LONG_S = 47.9 * 3600
"""The length of time whose text is the widest."""

Index = QModelIndex | QPersistentModelIndex


class Face:
    """A font with its measures, and the texts it has cut before: cutting is dearer than painting."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self._widths: dict[str, int] = {}
        self._cut: dict[tuple[str, int], str] = {}

    def width(self, text: str) -> int:
        found = self._widths.get(text)
        if found is None:
            if len(self._widths) > _CUT_MAX:
                self._widths.clear()
            found = self._widths[text] = self.metrics.horizontalAdvance(text)
        return found

    def cut(self, text: str, width_px: int) -> str:
        """Return the text, ending in … where it is wider than ``width_px``."""
        if self.width(text) <= width_px:
            return text
        found = self._cut.get((text, width_px))
        if found is None:
            if len(self._cut) > _CUT_MAX:
                self._cut.clear()
            found = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width_px)
            self._cut[text, width_px] = found
        return found


class QueueDelegate(QStyledItemDelegate):
    """Paints the rows; everything that stays the same is painted once and kept until the theme changes.

    ``hovered`` is the row under the pointer, -1 for none. ``folded`` are the columns that a second line tells in each row,
    under those that are left.
    """

    def __init__(self, model: QueueModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.hovered = -1
        self.folded: frozenset[Column] = frozenset()
        self._stamps: dict[tuple[object, ...], QPixmap] = {}
        self.pictures = RowPictures(lambda: theme.color("panel"))
        self._on_theme_changed()
        theme.current.changed.connect(self._on_theme_changed)
        self._still: dict[int, Callable[[QPainter, QRect, Said, bool], None]] = {
            Column.PRIORITY: self._paint_priority,
            Column.NUMBER: self._paint_number,
            Column.CATEGORY: self._paint_category,
            Column.TITLE: self._paint_title,
            Column.GRID: self._paint_grid,
            Column.STATE: self._paint_state,
            Column.HOLDER: self._paint_holder,
        }
        self._times: dict[int, Callable[[QPainter, QRect, Ticket, bool], None]] = {
            Column.AGE: self._paint_age,
            Column.LEFT: self._paint_left,
        }
        self._below: dict[int, Callable[[QPainter, QRect, Said, bool], None]] = {
            Column.NUMBER: self._paint_category_below,
            Column.TITLE: self._paint_place_below,
            Column.STATE: self._paint_holder_below,
            Column.LEFT: self._paint_card_below,
        }

    def paint_rows(
        self, painter: QPainter, rows: Iterable[tuple[int, QRect]], cells: Cells, selected: Container[int], most: int
    ) -> None:
        """Paint rows of one size, each where it stands: a picture of what it says, and over it its times.

        Rows come and move ten times a second, and all of them are painted then; ``most`` is how many can be seen at once.
        """
        times = [cell for cell in cells if cell[0] in self._times]
        for row, rect in rows:
            ticket = self._model.at(row)
            chosen = row in selected
            ground = self._ground(row, ticket, chosen)
            said = self._model.said(ticket)
            self.pictures.fit(rect.size(), painter.device().devicePixelRatioF(), (cells, self.folded))
            picture = self.pictures.picture(
                ticket.id,
                (said, ground and ground.rgba()),
                partial(self._paint_still, rect.translated(0, -rect.top()), cells, said, ground, chosen),
            )
            painter.drawPixmap(rect.topLeft(), picture)
            for column, x, width_px in times:
                cell = QRect(x, rect.top(), width_px, rect.height())
                self._times[column](painter, self._upper(column, cell), ticket, chosen)
        self.pictures.keep(most)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.wish(Column(index.column())), self.row_height())

    def row_height(self) -> int:
        """Return the px that every row is high."""
        return theme.metric("row_folded" if self.folded else "row_desk")

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show what is cut, or a chip's whole word."""
        text = self._hint(Column(index.column()), self._model.at(index.row())) if index.isValid() else ""
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def wish(self, column: Column) -> int:
        """Return the px a column would like; the title takes what is left."""
        face, pads = self._face, 2 * self._pad
        match column:
            case Column.PRIORITY:
                return theme.metric("chip") + pads
            case Column.NUMBER:
                number, title = "0" * self._model.longest_number, heading(Column.NUMBER)
                below = self._small.width("汉" * 7) if Column.CATEGORY in self.folded else 0
                return max(face.width(number), face.width(title) + theme.metric("space_1"), below) + pads
            case Column.CATEGORY:
                return face.width("汉" * 6) + pads
            case Column.TITLE:
                return face.width("汉" * 10) + pads
            case Column.GRID:
                return face.width("汉" * 7) + pads
            case Column.STATE:
                word_px = max(self._small.width(word) for word in self._state_words)
                return word_px + 2 * theme.metric("space_2") + 2 + pads
            case Column.HOLDER:
                return face.width("汉" * 9) + pads
            case Column.AGE:
                return face.width(clock_text.span(_LONG_S)) + pads
            case Column.LEFT:
                return face.width(clock_text.left(-_LONG_S)) + theme.metric("chip") + theme.metric("space_1") + pads

    def least(self, column: Column) -> int:
        """Return the px that a column can still be read in."""
        less = {Column.TITLE: 2, Column.HOLDER: 2}.get(column, 0)
        return self.wish(column) - self._face.width("汉" * less)

    def text_width(self, text: str) -> int:
        """Return the px that a text of the queue takes."""
        return self._face.width(text)

    def _paint_still(
        self, rect: QRect, cells: Cells, said: Said, ground: QColor | None, selected: bool, painter: QPainter
    ) -> None:
        if ground is not None:
            painter.fillRect(rect, ground)
        for column, x, width_px in cells:
            upper = self._upper(column, QRect(x, rect.top(), width_px, rect.height()))
            if self.folded and column in self._below:
                below = QRect(upper.left(), upper.bottom(), upper.width(), rect.bottom() - upper.bottom() - 1)
                self._below[column](painter, below, said, selected)
            if column in self._still:
                self._still[column](painter, upper, said, selected)

    def _upper(self, column: int, cell: QRect) -> QRect:
        """Return where a cell's first line stands: all of it but for the edges, where there is no second."""
        room = cell.adjusted(self._pad, 0, -self._pad, 0)
        if self.folded and column in self._below:
            room.setBottom(cell.top() + round(cell.height() * UPPER_SHARE))
        return room

    def _ground(self, row: int, ticket: Ticket, selected: bool) -> QColor | None:
        if selected:
            return self._selected
        if self._model.is_flashing(ticket.id):
            return self._flash
        return self._hover if row == self.hovered else None

    def _paint_priority(self, painter: QPainter, rect: QRect, said: Said, selected: bool) -> None:
        self._stamp(
            painter,
            rect,
            ("priority", said.priority),
            theme.metric("chip") + 2,
            lambda on, box: paint_priority_chip(on, box, said.priority),
        )

    def _paint_number(self, painter: QPainter, rect: QRect, said: Said, selected: bool) -> None:
        self._text(painter, rect, said.number, selected)

    def _paint_category(self, painter: QPainter, rect: QRect, said: Said, selected: bool) -> None:
        self._text(painter, rect, said.category, selected, second=True)

    def _paint_title(self, painter: QPainter, rect: QRect, said: Said, selected: bool) -> None:
        if self.folded:
            self._text(painter, rect, said.title, selected)
            return
        if said.step is not None:
            step, word = said.step
            if rect.width() - card_width(word) < self.least(Column.TITLE):
                # The matter needs the room; the card is told by its shape, and in words where the pointer rests.
                word = ""
            width_px = max(card_width(word), theme.metric("chip"))
            self._paint_card(painter, rect, step, word, width_px)
            rect = rect.adjusted(width_px + self._pad, 0, 0, 0)
        rect = self._paint_request(painter, rect, said, selected)
        self._pair(painter, rect, said.title, said.address, selected)

    def _paint_request(self, painter: QPainter, rect: QRect, said: Said, selected: bool) -> QRect:
        """Mark what waits for an approval; return what room is left beside it."""
        word = said.request
        width_px = state_width(word) if word else 0
        if not word or rect.width() < 2 * width_px:
            return rect
        self._stamp(
            painter,
            rect,
            ("request", word, selected),
            width_px,
            lambda on, box: paint_state_chip(on, box, word, selected=selected),
        )
        return rect.adjusted(width_px + self._pad, 0, 0, 0)

    def _paint_card(self, painter: QPainter, rect: QRect, step: Step, word: str, width_px: int) -> None:
        self._stamp(painter, rect, ("card", step, word), width_px, lambda on, box: paint_card_chip(on, box, step, word))

    def _paint_grid(self, painter: QPainter, rect: QRect, said: Said, selected: bool) -> None:
        self._text(painter, rect, said.grid, selected, second=True)

    def _paint_state(self, painter: QPainter, rect: QRect, said: Said, selected: bool) -> None:
        word = said.underway or said.state
        self._stamp(
            painter,
            rect,
            ("state", word, selected, bool(said.underway)),
            rect.width(),
            lambda on, box: paint_state_chip(on, box, word, selected=selected, ended=bool(said.underway)),
        )

    def _paint_holder(self, painter: QPainter, rect: QRect, said: Said, selected: bool) -> None:
        if said.holder:
            self._pair(painter, rect, said.holder, said.centre, selected)
        else:
            self._text(painter, rect, said.centre, selected, second=True)

    def _paint_age(self, painter: QPainter, rect: QRect, ticket: Ticket, selected: bool) -> None:
        self._text(painter, rect, self._model.wording.age(ticket, self._model.now), selected, second=True, align=_RIGHT)

    def _paint_left(self, painter: QPainter, rect: QRect, ticket: Ticket, selected: bool) -> None:
        lamp, text = self._model.wording.left(ticket, self._model.now)
        if lamp is Lamp.NONE:
            return
        side = theme.metric("chip")
        box = QRect(rect.left(), rect.top(), side + 2, rect.height())
        self._stamp(painter, box, ("lamp", lamp), side + 2, lambda on, area: paint_lamp(on, area, lamp.value))
        room = rect.adjusted(side + theme.metric("space_1"), 0, 0, 0)
        face = self._small if ticket.awaits_calendar else self._face
        painter.setFont(face.font)
        painter.setPen(self._ink_selected if selected else self._lamp_inks[lamp])
        painter.drawText(room, _RIGHT, face.cut(text, room.width()))

    def _paint_category_below(self, painter: QPainter, rect: QRect, said: Said, selected: bool) -> None:
        if Column.CATEGORY in self.folded:
            self._text(painter, rect, said.category, selected, second=True, small=True)

    def _paint_place_below(self, painter: QPainter, rect: QRect, said: Said, selected: bool) -> None:
        rect = self._paint_request(painter, rect, said, selected)
        self._text(painter, rect, said.address or said.grid, selected, second=True, small=True)

    def _paint_holder_below(self, painter: QPainter, rect: QRect, said: Said, selected: bool) -> None:
        if Column.HOLDER in self.folded:
            self._text(painter, rect, said.holder or said.centre, selected, second=True, small=True)

    def _paint_card_below(self, painter: QPainter, rect: QRect, said: Said, selected: bool) -> None:
        if said.step is not None:
            width_px = min(card_width(said.step[1]), rect.width())
            self._paint_card(painter, rect.adjusted(rect.width() - width_px, 0, 0, 0), *said.step, width_px)

    def _pair(self, painter: QPainter, rect: QRect, first: str, second: str, selected: bool) -> None:
        """Paint what matters, and beside it, where there is room, what explains it."""
        self._text(painter, rect, first, selected)
        rest = rect.adjusted(self._face.width(first) + self._pad, 0, 0, 0)
        if second and rest.width() > self._least:
            self._text(painter, rest, second, selected, second=True)

    def _text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        selected: bool,
        *,
        second: bool = False,
        small: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        face = self._small if small else self._face
        painter.setFont(face.font)
        painter.setPen(self._ink_selected if selected else self._ink_second if second else self._ink)
        painter.drawText(rect, align, face.cut(text, rect.width()))

    def _stamp(
        self,
        painter: QPainter,
        rect: QRect,
        what: tuple[object, ...],
        width_px: int,
        paint: Callable[[QPainter, QRectF], None],
    ) -> None:
        """Paint a picture that many rows share."""
        ratio = painter.device().devicePixelRatioF()
        key = (*what, width_px, rect.height(), ratio)
        stamp = self._stamps.get(key)
        if stamp is None:
            stamp = QPixmap(round(width_px * ratio), round(rect.height() * ratio))
            stamp.setDevicePixelRatio(ratio)
            stamp.fill(Qt.GlobalColor.transparent)
            on = QPainter(stamp)
            paint(on, QRectF(0, 0, width_px, rect.height()))
            on.end()
            self._stamps[key] = stamp
        painter.drawPixmap(rect.topLeft(), stamp)

    def _hint(self, column: Column, ticket: Ticket) -> str:
        said = self._model.wording.says(column, ticket, self._model.now)
        if column is Column.LEFT:
            lamp, text = self._model.wording.left(ticket, self._model.now)
            return said if lamp is Lamp.UNKNOWN else f"{words.lamp(lamp)} {text}".strip()
        return said

    def _on_theme_changed(self) -> None:
        self._stamps.clear()
        self.pictures.clear()
        self._face = Face(theme.font("queue"))
        self._small = Face(theme.font("small"))
        self._pad = theme.metric("space_2") - 2
        self._least = self._face.width("汉汉")
        self._state_words = [*self._model.wording.all_states(), underway(), queued()]
        self._ink = theme.color("text_1")
        self._ink_second = theme.color("text_2")
        self._ink_selected = theme.color("selected_text")
        self._selected = theme.color("selected")
        self._hover = theme.color("hover")
        self._flash = theme.color("link")
        self._flash.setAlphaF(FLASH_STRENGTH)
        self._lamp_inks = {
            Lamp.UNKNOWN: theme.color("text_2"),
            Lamp.GREEN: theme.color("text_2"),
            Lamp.YELLOW: theme.color("p3_text"),
            Lamp.RED: theme.color("p1_text"),
        }
