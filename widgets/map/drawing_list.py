"""The list of what was drawn: by pointer or keys to one of them, its words, and away with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QToolButton, QWidget

from widgets import theme
from widgets.kit.icon import icon
from widgets.kit.inside import inside
from widgets.map import drawing_words
from widgets.map.controls import bar_button
from widgets.map.sheet import Sheet
from widgets.map.side_sheet import WIDE_PX, SideSheet

_ROWS_MOST: Final = 9
_KEY: Final = Qt.ItemDataRole.UserRole
_PRESSES: Final = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class DrawingList(SideSheet):
    """The drawings of this desk, the newest first. GUI thread.

    Signals:
        go_asked(UUID), name_asked(UUID), move_asked(UUID): what is done with the one in the list.
        chosen(UUID): another one is in hand.
    """

    go_asked = Signal(object)
    name_asked = Signal(object)
    move_asked = Signal(object)
    chosen = Signal(object)

    def __init__(self, sheet: Sheet, over: QWidget, keys_to: QWidget) -> None:
        super().__init__(over, keys_to)
        self._sheet = sheet
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Drawings"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda _now, _before: self._on_current())
        self.list.itemActivated.connect(lambda _item: self._ask(self.go_asked))
        self.list.installEventFilter(self)
        self._buttons = {
            "go": self._button(self.tr("Show it (Enter)"), "target", lambda: self._ask(self.go_asked)),
            "name": self._button(self.tr("Its words (Shift+Enter)"), "pencil", lambda: self._ask(self.name_asked)),
            "move": self._button(self.tr("Move it (Insert)"), "move", lambda: self._ask(self.move_asked)),
            "delete": self._button(self.tr("Delete it (Del)"), "trash", self._delete),
            "undo": self._button(self.tr("Take back (Ctrl+Z)"), "undo", sheet.undo),
        }
        self._keys = self._keys_of_list()
        self._wanted: UUID | None = None
        self._is_stale = True
        self.body.addWidget(self.list, 1)
        row = inside(self.body, QHBoxLayout())
        row.setSpacing(theme.metric("space_1"))
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        self.setFocusProxy(self.list)
        self.head(self.tr("Drawings"))
        sheet.changed.connect(self._on_changed)
        theme.current.changed.connect(self._on_changed)

    @property
    def key(self) -> UUID | None:
        key = self.list.currentItem().data(_KEY) if self.list.currentRow() >= 0 else None
        return key if isinstance(key, UUID) else None

    def sizeHint(self) -> QSize:
        rows = min(max(self.list.count(), 1), _ROWS_MOST)
        row_px = max(self.list.sizeHintForRow(0), theme.metric("row_desk"))
        return QSize(WIDE_PX, super().sizeHint().height() - self.list.sizeHint().height() + rows * row_px + 6)

    def unfold(self, at: QPoint | None = None) -> None:
        if self._is_stale:
            self._fill()
        self.choose(self._wanted)
        super().unfold(at)

    def choose(self, key: UUID | None) -> None:
        """Put the mark on a drawing, where it is in the list, or as soon as it is."""
        self._wanted = key
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(_KEY) == key:
                self.list.setCurrentItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the list's keys before any shortcut of the window."""
        if watched is not self.list or event.type() not in _PRESSES or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        do = self._keys.get(QKeyCombination(modifiers, Qt.Key(event.key())))
        if do is None:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            do()
        return True

    def _keys_of_list(self) -> dict[QKeyCombination, Callable[[], object]]:
        bare, shift, ctrl = (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.ControlModifier,
        )
        return {
            QKeyCombination(bare, Qt.Key.Key_Escape): self.shut,
            QKeyCombination(bare, Qt.Key.Key_Delete): self._delete,
            QKeyCombination(bare, Qt.Key.Key_Insert): lambda: self._ask(self.move_asked),
            QKeyCombination(shift, Qt.Key.Key_Return): lambda: self._ask(self.name_asked),
            QKeyCombination(shift, Qt.Key.Key_Enter): lambda: self._ask(self.name_asked),
            QKeyCombination(ctrl, Qt.Key.Key_Z): self._sheet.undo,
            QKeyCombination(ctrl, Qt.Key.Key_Y): self._sheet.redo,
        }

    def _on_changed(self) -> None:
        """List anew what is seen; what is hidden waits, for there may be hundreds."""
        self._is_stale = True
        if not self.isHidden():
            self._fill()

    def _fill(self) -> None:
        """List the newest first; the mark stays on its drawing, or goes to the next."""
        self._is_stale = False
        before, row = self.key, self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for drawing in reversed(list(self._sheet.drawings.values())):
            item = QListWidgetItem(icon(drawing_words.ICONS[drawing.kind]), drawing_words.of(drawing))
            item.setToolTip(item.text())
            item.setData(_KEY, drawing.key)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        self.choose(before or self._wanted)
        self.list.blockSignals(False)
        is_empty = not self.list.count()
        empty = self.tr("Nothing is drawn yet. The pen is among the map's tools (T).")
        self.head(self.tr("Drawings"), empty if is_empty else "")
        self._offer()
        if not self.isHidden():
            self.place()

    def _offer(self) -> None:
        """Let be pressed what can be done with the one in hand; what was measured has no words but its figures."""
        drawing = self._sheet.drawings.get(self.key) if self.key is not None else None
        for name, button in self._buttons.items():
            button.setEnabled(self._sheet.can_undo if name == "undo" else drawing is not None)
        self._buttons["name"].setEnabled(drawing is not None and not drawing.kind.is_measured)

    def _on_current(self) -> None:
        self._offer()
        self._wanted = self.key
        if not self.isHidden():
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
