"""Taking a camera out of another desk's hand: a shift lead does it, and says why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget

from console.domain.held_camera import LONGEST_REASON
from widgets import theme
from widgets.kit.asking import add_answers, column_of


class PtzTakeOver(QDialog):
    """Whoever has the camera is named, and reads the reason in the journal.

    Signals (GUI thread):
        chosen: str, the reason.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ptzTakeOver")
        self.setWindowTitle(self.tr("Take the camera over"))
        self.setMinimumWidth(theme.metric("space_6") * 11)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setProperty("tone", "warn")
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("Reason, for the journal"))
        self.reason.setAccessibleName(self.tr("Reason, for the journal"))
        self.take = QPushButton(self.tr("Take over"), self)
        self.take.setProperty("role", "primary")
        self.take.setDefault(True)
        self.take.clicked.connect(lambda _=False: self._on_take())
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.clicked.connect(self.reject)
        self.reason.textChanged.connect(self._look)
        self._lay_out()

    def ask(self, told: str) -> None:
        """Ask why; ``told`` says in whose hand the camera is."""
        self.note.setText(told)
        self.reason.clear()
        self._look()
        self.show()
        self.raise_()
        self.reason.setFocus()

    def _look(self) -> None:
        self.take.setEnabled(bool(self.reason.text().strip()))

    def _on_take(self) -> None:
        self.chosen.emit(self.reason.text().strip())
        self.accept()

    def _lay_out(self) -> None:
        column = column_of(self)
        column.addWidget(self.note)
        column.addWidget(self.reason)
        add_answers(column, self.cancel, self.take)
