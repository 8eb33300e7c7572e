"""The bar of the pen: which tool is in hand, how long or large it is by now, its colour and its words."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QLineEdit, QToolButton, QWidget

from console import geodesic
from console.domain.drawing import LONGEST_TEXT, Drawing, Ink, Kind, checked_text
from widgets import theme
from widgets.kit.elided import ElidedLabel
from widgets.kit.icon import icon
from widgets.map import drawing_words, figures
from widgets.map.controls import bar_button, bar_row
from widgets.map.drawn import TOKENS
from widgets.map.pen import Pen

_SWATCH_PX: Final = 18
_WORDS_PX: Final = 190
_WORDS_LEAST_PX: Final = 80
_FIGURES_PX: Final = 210
_FIGURES_LEAST_PX: Final = 100
_PRESSES: Final = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
_LEAVE: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class PenBar(QFrame):
    """Shown while the pen is in hand. GUI thread.

    Signals:
        left(): the words are written; the keyboard goes back to the map.
        list_asked(): nothing.
    """

    left = Signal()
    list_asked = Signal()

    def __init__(self, pen: Pen, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapControls")
        self.setAccessibleName(self.tr("Pen"))
        self._pen = pen
        self._written: UUID | None = None
        self._tool = QLabel(self)
        self.figures = ElidedLabel(parent=self)
        self.figures.setFixedWidth(_FIGURES_PX)
        self.words = QLineEdit(self)
        self.words.setMaxLength(LONGEST_TEXT)
        self.words.setFixedWidth(_WORDS_PX)
        self.words.setPlaceholderText(self.tr("Words on the map"))
        self.words.setAccessibleName(self.words.placeholderText())
        self.words.textEdited.connect(self._on_edited)
        self.words.installEventFilter(self)
        self._inks = QButtonGroup(self)
        self.swatches = {ink: self._swatch(ink) for ink in Ink}
        self.undo = bar_button(self, self.tr("Take back (Ctrl+Z)"), "undo")
        self.undo.clicked.connect(pen.undo)
        self.done = bar_button(self, self.tr("Finish (Enter, or click twice)"), "check")
        self.done.clicked.connect(pen.finish)
        self.clear = bar_button(self, self.tr("Clear what was measured"), "trash")
        self.clear.clicked.connect(pen.clear_measured)
        self._list = bar_button(self, self.tr("All drawings (L)"), "list")
        self._list.clicked.connect(self.list_asked)
        self._close = bar_button(self, self.tr("Put the pen away (Esc)"), "close")
        self._close.clicked.connect(pen.lay_down)
        self._lay_out()
        self._paint_swatches()
        theme.current.changed.connect(self._paint_swatches)
        theme.current.changed.connect(self._show_tool)
        pen.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        row = bar_row(self)
        row.addWidget(self._tool)
        row.addSpacing(6)
        row.addWidget(self.figures)
        for swatch in self.swatches.values():
            row.addWidget(swatch)
        row.addWidget(self.words)
        for button in (self.undo, self.done, self.clear, self._list, self._close):
            row.addWidget(button)

    def fit(self, room_px: int) -> None:
        """Take no more room than there is: first the figures give way, then the words."""
        self.figures.setFixedWidth(_FIGURES_PX)
        self.words.setFixedWidth(_WORDS_PX)
        over_px = self.sizeHint().width() - room_px
        if over_px > 0:
            self.figures.setFixedWidth(max(_FIGURES_LEAST_PX, _FIGURES_PX - over_px))
            over_px -= _FIGURES_PX - self.figures.width()
        if over_px > 0:
            self.words.setFixedWidth(max(_WORDS_LEAST_PX, _WORDS_PX - over_px))
        self.adjustSize()

    def write(self) -> None:
        """Let the words of what was drawn last be typed."""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.words.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Esc leave the words as they are and go back to the map."""
        if not (isinstance(event, QKeyEvent) and event.type() in _PRESSES and event.key() in _LEAVE):
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.left.emit()
        return True

    def _show(self) -> None:
        pen, chosen = self._pen, self._pen.chosen_drawing
        self._show_tool()
        self.figures.setText(self._said())
        is_drawn = (pen.kind is not None and not pen.kind.is_measured) and pen.moved is None
        for ink, swatch in self.swatches.items():
            swatch.setVisible(is_drawn)
            swatch.setChecked((chosen.ink if chosen is not None else pen.ink) is ink)
        self.words.setVisible(is_drawn)
        self.words.setEnabled(chosen is not None and not pen.points)
        self._fill_words(chosen)
        self.done.setEnabled(bool(pen.points) or pen.moved is not None)
        self.undo.setEnabled(bool(pen.points) or pen.sheet.can_undo)
        self.clear.setVisible(pen.kind is not None and pen.kind.is_measured)
        self.clear.setEnabled(bool(pen.points) or any(one.kind.is_measured for one in pen.sheet.drawings.values()))
        if self.isHidden() == pen.is_on:
            self.setVisible(pen.is_on)
            self.raise_()

    def _show_tool(self) -> None:
        kind = self._pen.moved.kind if self._pen.moved is not None else self._pen.kind
        if kind is not None:
            self._tool.setPixmap(icon(drawing_words.ICONS[kind]).pixmap(QSize(20, 20)))
            self._tool.setToolTip(drawing_words.tool(kind))

    def _fill_words(self, chosen: Drawing | None) -> None:
        """Show the words of what is chosen, and leave alone what is being typed."""
        key, text = (chosen.key, chosen.text) if chosen is not None else (None, "")
        if key != self._written or checked_text(self.words.text()) != text:
            self.words.setText(text)
        self._written = key

    def _said(self) -> str:
        pen = self._pen
        if pen.moved is not None:
            return self.tr("Click or Enter puts it down")
        shown, chosen = pen.shown, pen.chosen_drawing
        if pen.points and shown is not None:
            return self._running(shown)
        if chosen is not None and chosen.kind is not Kind.NOTE:
            return figures.of(chosen)
        return self.tr("Click, or arrows and Enter")

    def _running(self, shown: Drawing) -> str:
        size = figures.of(shown)
        if shown.kind in (Kind.AREA, Kind.SURFACE, Kind.CIRCLE) or len(shown.points) < 2:
            return size
        way = geodesic.leg(*shown.points[-2:])
        if len(shown.points) == 2:
            return f"{size} · {figures.bearing(way.bearing_deg)}"
        return self.tr("{size} · last {leg}, {bearing}").format(
            size=size, leg=figures.length(way.length_m), bearing=figures.bearing(way.bearing_deg)
        )

    def _on_edited(self, text: str) -> None:
        if self._pen.chosen is not None:
            self._pen.sheet.write(self._pen.chosen, checked_text(text))

    def _swatch(self, ink: Ink) -> QToolButton:
        button = bar_button(self, drawing_words.ink(ink), "dot", checkable=True)
        button.clicked.connect(lambda: self._pen.colour(ink))
        self._inks.addButton(button)
        return button

    def _paint_swatches(self) -> None:
        for ink, button in self.swatches.items():
            button.setIcon(_swatch_of(ink, self.devicePixelRatioF()))


def _swatch_of(ink: Ink, ratio: float) -> QIcon:
    """Return a disc of the colour with an edge that every ground shows."""
    picture = QPixmap(round(_SWATCH_PX * ratio), round(_SWATCH_PX * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("outline"), 1))
    painter.setBrush(theme.color(TOKENS[ink]))
    painter.drawEllipse(QRectF(3, 3, _SWATCH_PX - 6, _SWATCH_PX - 6))
    painter.end()
    return QIcon(picture)
