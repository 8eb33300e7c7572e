"""The daily log as a file: which day, which form, where to, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.questions import VideoSeen, WriteDayLog
from widgets import theme
from widgets.kit.banner import Banner
from widgets.kit.calendar import give_calendar
from widgets.kit.export_file import FORMS, documents, not_written, open_folder_of
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.relay import Relay

WIDTH_PX = 560


class ExportDialog(QDialog):
    """Asks for nothing that is not needed; stays open until the file is really there.

    ``seen`` tells, when the file is written, what the log says of this workstation's streams.
    """

    def __init__(
        self,
        relay: Relay,
        zone: ZoneInfo,
        lang: str,
        parent: QWidget | None = None,
        seen: Callable[[], VideoSeen] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Daily log"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH_PX)
        self._relay = relay
        self._zone = zone
        self._lang = lang
        self._seen = seen
        self._asked: WriteDayLog | None = None
        self._proposed = ""
        today = relay.clock.now().astimezone(zone).date()
        self._day = QDateEdit(QDate(today.year, today.month, today.day), self)
        give_calendar(self._day)
        self._day.setDisplayFormat("yyyy-MM-dd")
        self._day.setMaximumDate(QDate(today.year, today.month, today.day).addDays(1))
        self._day.dateChanged.connect(self._propose)
        self._form = QComboBox(self)
        for form, name in FORMS:
            self._form.addItem(name, form)
        self._form.currentIndexChanged.connect(self._propose)
        self._out = QLineEdit(self)
        self._out.setAccessibleName(self.tr("File"))
        self._choose = QToolButton(self)
        self._choose.setAccessibleName(self.tr("Choose the file"))
        self._choose.setToolTip(self._choose.accessibleName())
        self._choose.clicked.connect(self._on_choose)
        wear(self._choose, "folder")
        self._reason = QLineEdit(self.tr("Shift's daily log"), self)
        self._banner = Banner(self)
        self._banner.acted.connect(self._open_folder)
        self._write = QPushButton(self.tr("Write the file"), self)
        self._write.setProperty("role", "primary")
        self._write.setDefault(True)
        self._write.clicked.connect(self._on_write)
        self._lay_out()
        self._propose()
        relay.answered.connect(self._on_answered)
        relay.failed.connect(self._on_failed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(theme.metric("space_3"))
        form = inside(column, QFormLayout())
        form.setHorizontalSpacing(theme.metric("space_3"))
        form.setVerticalSpacing(theme.metric("space_2"))
        form.addRow(self.tr("Day"), self._day)
        form.addRow(self.tr("Form"), self._form)
        row = QHBoxLayout()
        row.addWidget(self._out, 1)
        row.addWidget(self._choose)
        form.addRow(self.tr("File"), row)
        form.addRow(self.tr("Reason"), self._reason)
        column.addWidget(self._banner)
        leave = QPushButton(self.tr("Close"), self)
        leave.clicked.connect(self.reject)
        buttons = inside(column, QHBoxLayout())
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self._write)

    def _propose(self) -> None:
        """Name the file as halls do: region, what, day; keep the folder, and a name, that were chosen by hand."""
        form = str(self._form.currentData())
        chosen = self._out.text().strip()
        if chosen and Path(chosen).name != self._proposed:
            if Path(chosen).suffix[1:] in dict(FORMS):
                self._out.setText(str(Path(chosen).with_suffix(f".{form}")))
            return
        folder = Path(chosen).parent if chosen else documents()
        day = self._day.date().toString("yyyyMMdd")
        name = self.tr("{centre}_daily-log_{day}").format(centre=self._relay.board.centre, day=day)
        self._proposed = f"{name}.{form}"
        self._out.setText(str(folder / self._proposed))

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Daily log"), self._out.text())
        if chosen:
            self._out.setText(chosen)

    def _on_write(self) -> None:
        if not self._out.text().strip():
            self._out.setFocus()
            self._banner.tell(self.tr("Name a file to write to."), "warn")
            return
        shown = self._day.date()
        self._asked = WriteDayLog(
            by=self._relay.operator,
            day=date(shown.year(), shown.month(), shown.day()),
            zone=self._zone.key,
            format=str(self._form.currentData()),
            out=Path(self._out.text().strip()).expanduser(),
            lang=self._lang,
            reason=self._reason.text().strip(),
            video=None if self._seen is None else self._seen(),
        )
        self._write.setEnabled(False)
        self._banner.tell(self.tr("Writing …"), closable=False)
        self._relay.ask(self._asked)

    def _on_answered(self, question: object, answer: object) -> None:
        if question is self._asked and isinstance(answer, int):
            self._write.setEnabled(True)
            self._banner.tell(self.tr("Written: %n lines", "", answer), "info", action=self.tr("Open the folder"))

    def _on_failed(self, question: object, why: object) -> None:
        if question is self._asked:
            self._write.setEnabled(True)
            self._banner.tell(not_written(why), "error")

    def _open_folder(self) -> None:
        open_folder_of(Path(self._out.text()))
