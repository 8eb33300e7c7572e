"""Saving what hangs, or giving a saved layout another name: for whom, under which number, called what."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from console.domain.saved_layout import LAST_NUMBER, LONGEST_NAME, SavedLayout, Scope, free_number, key_of
from widgets import theme, words
from widgets.kit.asking import add_answers, add_fields, column_of
from widgets.wall import scope_words
from widgets.wall.shelf import Shelf


class SaveForm(QDialog):
    """Where a number is taken, the form says by what, and its button that this is written over."""

    def __init__(self, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("saveForm")
        self.setMinimumWidth(theme.metric("space_6") * 12)
        self._shelf = shelf
        self._renamed: SavedLayout | None = None
        self.scope = QComboBox(self)
        self.number = QSpinBox(self)
        self.number.setRange(1, LAST_NUMBER)
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setProperty("tone", "warn")
        self.save = QPushButton(self.tr("Save"), self)
        self.save.setProperty("role", "primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self.scope.currentIndexChanged.connect(self._look)
        self.number.valueChanged.connect(self._look)
        self.name.textChanged.connect(self._look)

    def ask(self) -> None:
        """Ask under what to save the wall: the open layout's number and name, else the first free number."""
        self._renamed, known = None, self._shelf.open
        self.setWindowTitle(self.tr("Save the layout"))
        self._offer(self._shelf.scopes)
        if known is not None and known.scope in self._shelf.scopes:
            self._fill(known)
        else:
            first = free_number(self._shelf.layouts, self._shelf.scopes[0]) if self._shelf.scopes else None
            self.number.setValue(first or 1)
            self.name.clear()
        self._open(writes=True)

    def rename(self, layout: SavedLayout) -> None:
        """Ask for another name of a saved layout; what it shows stays."""
        self._renamed = layout
        self.setWindowTitle(self.tr("Rename the layout"))
        self._offer((layout.scope,))
        self._fill(layout)
        self._open(writes=False)

    def _offer(self, scopes: tuple[Scope, ...]) -> None:
        self.scope.clear()
        for one in scopes:
            self.scope.addItem(scope_words.scope(one), one)

    def _fill(self, layout: SavedLayout) -> None:
        self.scope.setCurrentIndex(self.scope.findData(layout.scope))
        self.number.setValue(layout.number)
        self.name.setText(layout.name)

    def _open(self, *, writes: bool) -> None:
        self.scope.setEnabled(writes)
        self.number.setEnabled(writes)
        self._look()
        self.show()
        self.raise_()
        self.name.setFocus()
        self.name.selectAll()

    def _chosen(self) -> Scope | None:
        told = self.scope.currentData()
        return None if told is None else Scope(told)

    def _look(self) -> None:
        scope = self._chosen()
        there = None if scope is None else self._shelf.of(key_of(scope, self.number.value()))
        is_over = there is not None and self._renamed is None
        self.note.setVisible(is_over or scope is None)
        if there is not None and is_over:
            told = self.tr("Number {number} is “{name}”, saved by {by}: it would be written over.")
            self.note.setText(told.format(number=there.number, name=there.name, by=words.person(there.by)))
        elif scope is None:
            self.note.setText(self.tr("Your roles do not save layouts."))
        over = self.tr("Save over {number}").format(number=self.number.value())
        self.save.setText(self.tr("Rename") if self._renamed is not None else over if is_over else self.tr("Save"))
        self.save.setEnabled(scope is not None and bool(self.name.text().strip()))

    def _on_save(self) -> None:
        scope = self._chosen()
        if scope is not None:
            hung = None if self._renamed is None else self._renamed.hung
            self._shelf.save(scope, self.number.value(), self.name.text(), hung)
            self.accept()

    def _lay_out(self) -> None:
        column = column_of(self)
        names = self.tr("For"), self.tr("Number"), self.tr("Name")
        add_fields(column, zip(names, (self.scope, self.number, self.name), strict=True))
        column.addWidget(self.note)
        add_answers(column, self.cancel, self.save)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
