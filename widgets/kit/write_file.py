"""What is shown, as a file: which form, where to, and why; the file is there whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.questions import Question
from widgets import theme
from widgets.kit.banner import Banner
from widgets.kit.choice import Choice
from widgets.kit.export_file import FORMS, documents, not_written, open_folder_of
from widgets.kit.inside import inside
from widgets.relay import Relay

WIDTH_PX = 560


class WriteFile(QDialog):
    """Stays open until the file is really there; its reason goes into the journal.

    ``title`` names the window, ``name`` and ``reason`` are proposed, the name without an ending; ``forms`` are the endings
    that it can have, with their words. ``asks`` makes the
    question of the form, the place and the reason; its answer is a number, and ``told`` makes the sentence of that.
    """

    def __init__(
        self,
        relay: Relay,
        parent: QWidget | None,
        *,
        title: str,
        name: str,
        reason: str,
        asks: Callable[[str, Path, str], Question],
        told: Callable[[int], str],
        forms: Sequence[tuple[str, str]] = FORMS,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH_PX)
        self._relay, self._asks, self._told = relay, asks, told
        self._asked: Question | None = None
        self.form = Choice(self)
        self.form.setAccessibleName(self.tr("Form"))
        for form, shown in forms:
            self.form.addItem(shown, form)
        self.form.currentIndexChanged.connect(self._on_form)
        self.out = QLineEdit(str(documents() / f"{name}.{self.form.currentData()}"), self)
        self.out.setAccessibleName(self.tr("File"))
        self._choose = QPushButton(self.tr("Choose …"), self)
        self._choose.clicked.connect(self._on_choose)
        self.reason = QLineEdit(reason, self)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.banner = Banner(self)
        self.banner.acted.connect(lambda: open_folder_of(self._target()))
        self.write = QPushButton(self.tr("Write the file"), self)
        self.write.setProperty("role", "primary")
        self.write.setDefault(True)
        self.write.clicked.connect(self._on_write)
        self._lay_out()
        relay.answered.connect(self._on_answered)
        relay.failed.connect(self._on_failed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(theme.metric("space_3"))
        file = QHBoxLayout()
        file.addWidget(self.out, 1)
        file.addWidget(self._choose)
        form = inside(column, QFormLayout())
        form.setHorizontalSpacing(theme.metric("space_3"))
        form.setVerticalSpacing(theme.metric("space_2"))
        form.addRow(self.tr("Form"), self.form)
        form.setRowVisible(self.form, self.form.count() > 1)
        form.addRow(self.tr("File"), file)
        form.addRow(self.tr("Reason"), self.reason)
        column.addWidget(self.banner)
        leave = QPushButton(self.tr("Close"), self)
        leave.clicked.connect(self.reject)
        buttons = inside(column, QHBoxLayout())
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.write)

    def _target(self) -> Path:
        return Path(self.out.text().strip()).expanduser()

    def _on_form(self) -> None:
        if self.form.findData(self._target().suffix[1:]) >= 0:
            self.out.setText(str(self._target().with_suffix(f".{self.form.currentData()}")))

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), self.out.text())
        if chosen:
            self.out.setText(chosen)

    def _on_write(self) -> None:
        if not self.out.text().strip():
            self.out.setFocus()
            self.banner.tell(self.tr("Name a file to write to."), "warn")
            return
        self._asked = self._asks(str(self.form.currentData()), self._target(), self.reason.text().strip())
        self.write.setEnabled(False)
        self.banner.tell(self.tr("Writing …"), closable=False)
        self._relay.ask(self._asked)

    def _on_answered(self, question: object, answer: object) -> None:
        if question is self._asked and isinstance(answer, int):
            self.write.setEnabled(True)
            self.banner.tell(self._told(answer), "info", action=self.tr("Open the folder"))

    def _on_failed(self, question: object, why: object) -> None:
        if self._asked is None or question is not self._asked:
            return
        self.write.setEnabled(True)
        self.banner.tell(not_written(why), "error")
