"""Keeping the present view of a camera: as a new one, or in place of another, whose number is typed to be sure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from console.domain.ptz import Preset
from widgets import theme
from widgets.kit.asking import add_answers, add_fields, column_of

LONGEST_NAME = 40


class PtzKeep(QDialog):
    """Others use what a camera keeps too, and nothing brings an overwritten view back.

    Signals (GUI thread):
        chosen: str, str; the name, and the token of the view that is written over, empty for a new one.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ptzKeep")
        self.setWindowTitle(self.tr("Keep the view"))
        self.setMinimumWidth(theme.metric("space_6") * 11)
        self._presets: tuple[Preset, ...] = ()
        self.place = QComboBox(self)
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setProperty("tone", "warn")
        self.sure = QLineEdit(self)
        self.sure.setAccessibleName(self.tr("Number of the view that is written over"))
        self.save = QPushButton(self.tr("Keep"), self)
        self.save.setProperty("role", "primary")
        self.save.setDefault(True)
        self.save.clicked.connect(lambda _=False: self._on_save())
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self.place.currentIndexChanged.connect(self._on_place)
        self.name.textChanged.connect(self._look)
        self.sure.textChanged.connect(self._look)

    def ask(self, presets: Sequence[Preset]) -> None:
        """Ask under which name to keep the view, and whether in place of one that is there."""
        self._presets = tuple(presets)
        self.place.clear()
        self.place.addItem(self.tr("As a new view"), "")
        for number, preset in enumerate(self._presets, 1):
            self.place.addItem(self.tr("In place of {n}  {name}").format(n=number, name=preset.name), preset.token)
        self.name.clear()
        self._on_place()
        self.show()
        self.raise_()
        self.name.setFocus()

    def _on_place(self) -> None:
        number = self.place.currentIndex()
        self.sure.clear()
        self.sure.setVisible(number > 0)
        self.note.setVisible(number > 0)
        if number > 0:
            name = self._presets[number - 1].name
            self.name.setText(name)
            told = self.tr("“{name}” is lost for all who use this camera. Type {n} to write over it.")
            self.note.setText(told.format(name=name, n=number))
        self._look()

    def _look(self) -> None:
        number = self.place.currentIndex()
        is_sure = number <= 0 or self.sure.text().strip() == str(number)
        self.save.setEnabled(is_sure and bool(self.name.text().strip()))

    def _on_save(self) -> None:
        self.chosen.emit(self.name.text().strip(), str(self.place.currentData() or ""))
        self.accept()

    def _lay_out(self) -> None:
        column = column_of(self)
        add_fields(column, ((self.tr("Where"), self.place), (self.tr("Name"), self.name)))
        column.addWidget(self.note)
        column.addWidget(self.sure)
        add_answers(column, self.cancel, self.save)
