"""The list of what was drawn: by pointer or keys to one of them, its words, and away with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from widgets import theme
from widgets.kit.icon import icon
from widgets.kit.inside import inside
from widgets.map import drawing_words
from widgets.map.controls import bar_button
from widgets.map.sheet import Sheet

_WIDTH_PX: Final = 300
_HEIGHT_PX: Final = 260
_KEY: Final = Qt.ItemDataRole.UserRole


class DrawingList(QFrame):
    """Stands over the map until it is closed. GUI thread.

    Signals:
        go_asked(UUID), name_asked(UUID), move_asked(UUID): what is done with the one in the list.
        chosen(UUID): another one is in hand.
        left(): closed; the keyboard goes back to the map.
    """

    go_asked = Signal(object)
    name_asked = Signal(object)
    move_asked = Signal(object)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapLegend")
        self.setAccessibleName(self.tr("Drawings"))
        self._sheet = sheet
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Drawings"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda _now, _before: self._tell_chosen())
        self.list.itemActivated.connect(lambda _item: self._ask(self.go_asked))
        self._empty = QLabel(self.tr("Nothing is drawn yet. The pen is in the map's tools (T)."), self)
        self._empty.setWordWrap(True)
        self._empty.setProperty("tone", "second")
        self._buttons = {
            "go": self._button(self.tr("Show it (Enter)"), "target", lambda: self._ask(self.go_asked)),
            "name": self._button(self.tr("Its words (Shift+Enter)"), "pencil", lambda: self._ask(self.name_asked)),
            "move": self._button(self.tr("Move it (Insert)"), "move", lambda: self._ask(self.move_asked)),
            "delete": self._button(self.tr("Delete it (Del)"), "trash", self._delete),
            "undo": self._button(self.tr("Take back (Ctrl+Z)"), "undo", self._sheet.undo),
            "close": self._button(self.tr("Close (Esc)"), "close", self.close_list),
        }
        bare, shift, ctrl = (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.ControlModifier,
        )
        self._keys: dict[QKeyCombination, Callable[[], object]] = {
            QKeyCombination(bare, Qt.Key.Key_Escape): self.close_list,
            QKeyCombination(bare, Qt.Key.Key_Delete): self._delete,
            QKeyCombination(bare, Qt.Key.Key_Insert): lambda: self._ask(self.move_asked),
            QKeyCombination(shift, Qt.Key.Key_Return): lambda: self._ask(self.name_asked),
            QKeyCombination(shift, Qt.Key.Key_Enter): lambda: self._ask(self.name_asked),
            QKeyCombination(ctrl, Qt.Key.Key_Z): sheet.undo,
            QKeyCombination(ctrl, Qt.Key.Key_Y): sheet.redo,
        }
        self.list.installEventFilter(self)
        self._lay_out()
        self.setFixedSize(_WIDTH_PX, _HEIGHT_PX)
        self.setFocusProxy(self.list)
        sheet.changed.connect(self._fill)
        theme.current.changed.connect(self._fill)
        self._fill()
        self.hide()

    @property
    def key(self) -> UUID | None:
        key = self.list.currentItem().data(_KEY) if self.list.currentRow() >= 0 else None
        return key if isinstance(key, UUID) else None

    def open_list(self) -> None:
        """Come up with the keyboard, on the newest."""
        self.show()
        self.raise_()
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_list(self) -> None:
        self.hide()
        self.left.emit()

    def choose(self, key: UUID | None) -> None:
        """Put the mark on a drawing, where it is in the list."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(_KEY) == key:
                self.list.setCurrentItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the list's keys before any shortcut of the window."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        do = self._keys.get(QKeyCombination(modifiers, Qt.Key(event.key())))
        if do is None:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            do()
        return True

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 8, 8)
        column.setSpacing(6)
        head = inside(column, QHBoxLayout())
        title = QLabel(self.tr("Drawings"), self)
        title.setProperty("type", "heading")
        head.addWidget(title, 1)
        head.setSpacing(1)
        for button in self._buttons.values():
            head.addWidget(button)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)

    def _fill(self) -> None:
        """List the newest first; the mark stays on its drawing, or goes to the next."""
        before, row = self.key, self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for drawing in reversed(list(self._sheet.drawings.values())):
            item = QListWidgetItem(icon(drawing_words.ICONS[drawing.kind]), drawing_words.of(drawing))
            item.setToolTip(item.text())
            item.setData(_KEY, drawing.key)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        self.choose(before)
        self.list.blockSignals(False)
        is_empty = not self.list.count()
        self._empty.setVisible(is_empty)
        self.list.setVisible(not is_empty)
        for name, button in self._buttons.items():
            button.setEnabled(name == "close" or (self._sheet.can_undo if name == "undo" else not is_empty))

    def _tell_chosen(self) -> None:
        if self.isVisible():
            self._ask(self.chosen)

    def _ask(self, signal: SignalInstance) -> None:
        key = self.key
        if key is not None:
            signal.emit(key)

    def _delete(self) -> None:
        if self.key is not None:
            self._sheet.remove(self.key)

    def _button(self, text: str, drawing: str, do: Callable[[], object]) -> QToolButton:
        button = bar_button(self, text, drawing)
        button.clicked.connect(lambda _=False: do())
        return button
