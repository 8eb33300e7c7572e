"""Which base maps lie below: a switch for each, in the panel of layers."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from widgets.map.basemaps import BaseMaps, sentence_of
from widgets.map.datum import Datum

INDENT_PX: Final = 30


class BaseList(QWidget):
    """The base maps by name, with the datum of those that are not in WGS-84; what cannot be used says why. GUI thread."""

    def __init__(self, maps: BaseMaps, parent: QWidget) -> None:
        super().__init__(parent)
        self._maps = maps
        self._boxes: list[QCheckBox] = []
        self._notes: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(INDENT_PX, 0, 0, 4)
        column.setSpacing(2)
        for number, one in enumerate(maps.maps):
            text = one.name if one.datum is Datum.WGS84 else f"{one.name} · {one.datum.value}"
            box, note = QCheckBox(text, self), QLabel(self)
            box.setEnabled(one.source is not None)
            box.clicked.connect(lambda on, number=number: maps.turn(number, on))
            note.setWordWrap(True)
            note.setProperty("type", "small")
            note.setProperty("tone", "warn")
            column.addWidget(box)
            column.addWidget(note)
            self._boxes.append(box)
            self._notes.append(note)
        maps.chosen.connect(self._show)
        maps.troubled.connect(self._show)
        self._show()

    def _show(self) -> None:
        for number, one in enumerate(self._maps.maps):
            self._boxes[number].setChecked(number in self._maps.on)
            said = sentence_of(one)
            self._notes[number].setText(said)
            self._notes[number].setVisible(bool(said))
