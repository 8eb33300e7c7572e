"""The choice of a priority: by category unless somebody chooses, and then it says which one that is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.domain.ticket import Priority
from widgets import words
from widgets.kit.choice import Choice


class PriorityBox(Choice):
    """What it shows is what is sent: the database is not left to read the category in its own way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: Priority | None = None
        self.setAccessibleName(self.tr("Priority"))
        self.addItem(self.tr("By category"), None)
        for priority in Priority:
            self.addItem(words.priority(priority), priority)

    def give(self, given: Priority | None) -> None:
        """Take in which priority the category gives; None for none."""
        self._given = given
        by_category = self.tr("By category: {priority}").format(priority=words.priority(given)) if given else ""
        self.setItemText(0, by_category or self.tr("By category"))

    def chosen(self) -> Priority | None:
        """Return the priority that is shown; None where there is neither a choice nor a category."""
        return self.currentData() or self._given


def choice_text(data: object) -> str:
    """Return what stands for a choice in the drafts; empty for none."""
    return "" if data is None else str(int(data)) if isinstance(data, Priority) else str(data)
