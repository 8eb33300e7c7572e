"""The ticket's history: every journal line in words, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from console.journal import Entry
from widgets import theme, words
from widgets.kit import target_words


class Timeline(QWidget):
    """Shows journal lines; times in the centre's zone."""

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.metric("space_3"))
        self._grid.setVerticalSpacing(theme.metric("space_1"))
        self._grid.setColumnStretch(1, 1)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replace what is shown; ``entries`` come oldest first."""
        while (item := self._grid.takeAt(0)) is not None:
            shown = item.widget()
            if shown is not None:
                shown.hide()
                shown.deleteLater()
        for row, entry in enumerate(reversed(entries)):
            when = QLabel(entry.at.astimezone(self._zone).strftime("%m-%d %H:%M:%S"), self)
            when.setProperty("tone", "third")
            self._grid.addWidget(when, row, 0, Qt.AlignmentFlag.AlignTop)
            line = QLabel(self.words_of(entry), self)
            line.setWordWrap(True)
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(line, row, 1)

    def words_of(self, entry: Entry) -> str:
        """Return one line in words: what, by whom, to whom, and the reason given."""
        parts = [words.kind(entry.kind)]
        to = entry.detail.get("to")
        if to:
            parts.append(f"→ {to}")
        parts.append(f"· {entry.by}")
        if entry.imported:
            parts.append(self.tr("(imported)"))
        said = entry.reason or entry.detail.get("result") or entry.detail.get("note") or ""
        warned = entry.detail.get("warned", "")
        if warned:
            parts.append(self.tr("· in spite of: {warnings}").format(warnings=target_words.warned(warned)))
        return " ".join(parts) + (f"\n{said}" if said else "")
