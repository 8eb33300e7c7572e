"""Beneath a line of the history that names a picture or a clip: open the file, or check that it still is what was kept."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from console.domain.evidence import Evidence
from widgets import theme
from widgets.kit import evidence_files
from widgets.kit.evidence_files import Fit
from widgets.relay import Crossing


class EvidenceBar(QWidget):
    """Hidden where the line names no file. What is asked of the disk is asked on another thread: a share may hang."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evidence: Evidence | None = None
        self._asked: dict[Future[Fit], tuple[Evidence, bool]] = {}
        self._crossing = Crossing(self)
        self._crossing.ended.connect(self._on_looked)
        self.opener = QPushButton(self.tr("Open"), self)
        self.checker = QPushButton(self.tr("Check the file"), self)
        self.found = QLabel(self)
        self.found.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metric("space_2"))
        for button in (self.opener, self.checker):
            button.setProperty("role", "link")
            row.addWidget(button)
        row.addWidget(self.found, 1)
        self.opener.clicked.connect(lambda _=False: self._look(opens=True))
        self.checker.clicked.connect(lambda _=False: self._look(opens=False))
        self.hide()

    def show_evidence(self, evidence: Evidence | None) -> None:
        """Show what can be done with a file; None for a line that names none."""
        if evidence != self._evidence:
            self._evidence = evidence
            self._tell("", "second")
        if evidence is not None:
            self.opener.setAccessibleName(self.tr("Open {file}").format(file=evidence.file))
            self.checker.setAccessibleName(self.tr("Check {file}").format(file=evidence.file))
            self.setToolTip(f"{evidence.file}\nSHA-256 {evidence.sha256}")
        self.setVisible(evidence is not None)

    def _look(self, *, opens: bool) -> None:
        if self._evidence is not None:
            self._tell(self.tr("Reading the file …"), "second")
            future = _read(self._evidence)
            self._asked[future] = self._evidence, opens
            self._crossing.wait_for(future)

    def _on_looked(self, future: Future[Fit]) -> None:
        evidence, opens = self._asked.pop(future)
        if evidence != self._evidence:
            return
        match future.result():
            case Fit.FITS:
                self._tell("" if opens else self.tr("It is the file that was kept."), "second")
            case Fit.CHANGED:
                self._tell(self.tr("The file was changed since it was kept."), "error")
            case Fit.GONE:
                self._tell(self.tr("The file is not in the folder of evidence."), "error")
                return
            case Fit.UNREADABLE:
                self._tell(self.tr("The file cannot be read now."), "error")
                return
        if opens:
            path = evidence_files.files().place(evidence.file, evidence.begins_at)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _tell(self, text: str, tone: str) -> None:
        self.found.setText(text)
        self.found.setProperty("tone", tone)
        self.found.style().unpolish(self.found)
        self.found.style().polish(self.found)


def _read(evidence: Evidence) -> Future[Fit]:
    """Read a file on a thread of its own, which keeps no console open where a share hangs."""
    files, found = evidence_files.files(), Future[Fit]()
    threading.Thread(target=lambda: found.set_result(files.fit(evidence)), name="evidence reader", daemon=True).start()
    return found
