"""Choosing a category: type a code, a name or its pinyin initials."""

from __future__ import annotations

from functools import cache

from pypinyin import Style, lazy_pinyin
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from console.domain.category import shipped
from widgets import words


@cache
def initials(text: str) -> str:
    """Return the pinyin initials of Chinese text: yjg for 窨井盖."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


class CategoryBox(QComboBox):
    """A list of all categories that can be typed into.

    Signals (GUI thread):
        chosen: the code; empty where nothing fits.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        for code in shipped():
            self.addItem(f"{code}  {words.category_path(code)}", code)
        texts = [f"{self.itemText(row)}  {initials(category.zh)}" for row, category in enumerate(shipped().values())]
        completer = QCompleter(texts, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        self.setCompleter(completer)
        completer.activated.connect(self._on_completed)
        self.setCurrentIndex(-1)
        self.currentIndexChanged.connect(self._on_index)
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("Code, name or initials"))
        line.textEdited.connect(self._on_edited)

    def code(self) -> str:
        """Return the chosen code; empty while what is typed is none."""
        row = self.findText(self.currentText())
        return str(self.itemData(row)) if row >= 0 else ""

    def choose(self, code: str) -> None:
        """Choose by code; an unknown one clears the choice."""
        self.setCurrentIndex(self.findData(code))
        if not code:
            self.clearEditText()

    def _on_completed(self, text: str) -> None:
        self.choose(text.split(" ", 1)[0])

    def _on_edited(self, text: str) -> None:
        self.chosen.emit(self.code())

    def _on_index(self, _row: int) -> None:
        self.chosen.emit(self.code())
