"""Choosing a category: type a code, a name or its pinyin initials."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QComboBox, QCompleter, QSizePolicy, QWidget

from console.domain.category import Category
from widgets import rules, words
from widgets.kit.choice import Choice
from widgets.kit.search_text import initials, plain

SEARCHED = Qt.ItemDataRole.UserRole + 1
SHOWN_MAX = 12


class CategoryBox(Choice):
    """A list of all categories that can be typed into.

    Signals (GUI thread):
        typed: the text in the field, chosen or not.
    """

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(SHOWN_MAX)
        # The list is wider than the field where the panel is narrow, not the panel wider for the list.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._searched: dict[str, str] = {}
        self._found_in = QStandardItemModel(self)
        self._known: Mapping[str, Category] = {}
        self.learn()
        completer = _Completer(self._found_in, self)
        completer.activated.connect(self._on_completed)
        self.setCompleter(completer)
        self.setCurrentIndex(-1)
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("Code, name or initials"))
        line.editingFinished.connect(self._settle)
        self.editTextChanged.connect(self.typed)

    def learn(self) -> None:
        """Offer the categories that the city now has; what was chosen or typed stays where it still means something."""
        known = rules.in_force().categories
        if known is self._known:
            return
        typed = self.currentText()
        self._known = known
        self._searched.clear()
        self._found_in.clear()
        self.clear()
        for code, category in known.items():
            text = f"{code}  {words.category_path(code)}"
            self._searched[code] = plain(f"{code} {words.category_path(code)} {initials(category.zh)}")
            self.addItem(text, code)
            item = QStandardItem(text)
            item.setData(self._searched[code], SEARCHED)
            self._found_in.appendRow(item)
        self.setCurrentIndex(self.findText(typed))
        if self.currentIndex() < 0:
            self.setEditText(typed)

    def code(self) -> str:
        """Return the chosen code, or the only one that what is typed can mean; empty where that is none, or several."""
        row = self.findText(self.currentText())
        if row >= 0:
            return str(self.itemData(row))
        typed = plain(self.currentText()).strip()
        if typed in self._searched:
            return typed
        found = [code for code, searched in self._searched.items() if typed and typed in searched]
        return found[0] if len(found) == 1 else ""

    def type(self, text: str) -> None:
        """Put ``text`` into the field as if it were typed; a code, or the text of a choice, is chosen."""
        self.setEditText(text)
        self._settle()

    def clear_choice(self) -> None:
        """Choose nothing."""
        self.setCurrentIndex(-1)
        self.clearEditText()

    def _on_completed(self, text: str) -> None:
        self.setCurrentIndex(self.findText(text))

    def _settle(self) -> None:
        """Write out what is typed as soon as it can mean one category only."""
        row = self.findData(self.code())
        if row >= 0 and self.currentText() != self.itemText(row):
            self.setCurrentIndex(row)


class _Completer(QCompleter):
    """Finds by code, name and initials; shows the code and the name."""

    def __init__(self, model: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(SEARCHED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(SHOWN_MAX)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave Enter with Ctrl to the form around the field: it gives what is typed, at the first press."""
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        gives = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in keys
            and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        )
        popup = self.popup()
        if gives and popup is not None and watched is popup:
            popup.hide()
            return QApplication.sendEvent(self.widget(), event)
        return super().eventFilter(watched, event)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))

    def splitPath(self, path: str) -> list[str]:
        return [plain(path).strip()]
