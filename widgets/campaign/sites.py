"""The households and sites of one grid: each a line that opens onto its checklist, with a box to tick a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from console.domain.campaign import Campaign, Site
from widgets import theme
from widgets.campaign.progress import COUNTS, WIDTH, ProgressDelegate

_SITE = Qt.ItemDataRole.UserRole


class _Note(QTreeWidgetItem):
    """The note's line; without one it says what belongs there."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__([text])
        self._hint = hint

    def data(self, column: int, role: int) -> Any:
        known = super().data(column, role)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.color("text_2")
        return known or self._hint if role == Qt.ItemDataRole.DisplayRole and column == 0 else known


class SitesView(QTreeWidget):
    """Sites by label; arrows open one, the space bar ticks a line, F2 on the note writes it.

    Signals (GUI thread):
        ticked: (Site as it was seen, frozenset of the lines that are done now, the note).
    """

    ticked = Signal(object, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Households and sites"))
        self.setHeaderLabels([self.tr("Household or site"), self.tr("Lines done")])
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegateForColumn(1, ProgressDelegate(self))
        self.setEditTriggers(QTreeWidget.EditTrigger.EditKeyPressed | QTreeWidget.EditTrigger.DoubleClicked)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(1, WIDTH)
        self.itemChanged.connect(self._on_item_changed)

    def show_sites(self, campaign: Campaign, sites: Sequence[Site], open_label: str = "") -> None:
        """Replace what is shown; what was open, and the line the keyboard was on, stay so, and ``open_label`` opens."""
        opened = {label for label, item in self._items() if item.isExpanded()} | {open_label}
        here = self._here()
        with QSignalBlocker(self):
            self.clear()
            for site in sites:
                item = self._item(campaign, site)
                self.addTopLevelItem(item)
                index = self.indexFromItem(item)
                for line in range(item.childCount()):
                    self.setFirstColumnSpanned(line, index, True)
                item.setExpanded(site.label in opened)
                if open_label == site.label:
                    self.setCurrentItem(item.child(0) or item)
                elif not open_label and here is not None and here[0] == site.label:
                    self.setCurrentItem((item.child(here[1]) if here[1] is not None else None) or item)

    def _item(self, campaign: Campaign, site: Site) -> QTreeWidgetItem:
        item = QTreeWidgetItem([site.label, ""])
        item.setData(0, _SITE, site)
        item.setToolTip(0, self.tr("{by}, version {n}").format(by=site.by, n=site.version))
        item.setData(1, COUNTS, (len(site.done), len(campaign.items)))
        said = self.tr("{done} of {all} lines done").format(done=len(site.done), all=len(campaign.items))
        item.setData(1, Qt.ItemDataRole.AccessibleTextRole, said)
        lines: list[QTreeWidgetItem] = []
        for number, text in enumerate(campaign.items):
            line = QTreeWidgetItem(item, [text])
            line.setCheckState(0, Qt.CheckState.Checked if number in site.done else Qt.CheckState.Unchecked)
            lines.append(line)
        note = _Note(site.note, self.tr("Note …"))
        item.addChild(note)
        note.setToolTip(0, self.tr("Note: places and things, no names and no numbers of persons. F2 writes it."))
        for line in (*lines, note):
            self._let(line, on=campaign.ended_at is None)
        return item

    @staticmethod
    def _let(line: QTreeWidgetItem, *, on: bool) -> None:
        can = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable
        is_note = line.data(0, Qt.ItemDataRole.CheckStateRole) is None
        kind = Qt.ItemFlag.ItemIsEditable if is_note else Qt.ItemFlag.ItemIsUserCheckable
        line.setFlags((line.flags() & ~can) | kind if on else line.flags() & ~can)

    def _items(self) -> list[tuple[str, QTreeWidgetItem]]:
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [(item.text(0), item) for item in items if item is not None]

    def _here(self) -> tuple[str, int | None] | None:
        item: QTreeWidgetItem | None = self.currentItem()
        if item is None:
            return None
        above: QTreeWidgetItem | None = item.parent()
        return (item.text(0), None) if above is None else (above.text(0), above.indexOfChild(item))

    def _on_item_changed(self, line: QTreeWidgetItem, _column: int) -> None:
        item: QTreeWidgetItem | None = line.parent()
        if item is None:
            return
        *lines, note = [child for number in range(item.childCount()) if (child := item.child(number)) is not None]
        checked = Qt.CheckState.Checked
        done = frozenset(number for number, one in enumerate(lines) if one.checkState(0) == checked)
        self.ticked.emit(item.data(0, _SITE), done, note.data(0, Qt.ItemDataRole.EditRole))
