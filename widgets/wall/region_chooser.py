"""Choosing the region, the grid or the tag whose cameras are to be toured."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from console.board import Board
from console.domain.grid import RegionCode
from widgets import theme, words
from widgets.kit.empty_note import EmptyNote
from widgets.kit.inside import inside
from widgets.kit.search_field import SearchField
from widgets.kit.search_text import initials, plain

_CODE = Qt.ItemDataRole.UserRole
_KEY = Qt.ItemDataRole.UserRole + 1
_TAG = Qt.ItemDataRole.UserRole + 2


class RegionChooser(QDialog):
    """Lists the tags, and the regions that hold cameras, the widest first, with how many; found by name, letters or code.

    Signals (GUI thread):
        chosen: RegionCode.
        tag_chosen: the tag.
    """

    chosen = Signal(str)
    tag_chosen = Signal(str)

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("regionChooser")
        self.setWindowTitle(self.tr("Tour a region, a grid or a tag"))
        self._board = board
        self.search = SearchField(self)
        self.search.setPlaceholderText(self.tr("Name, first letters or code"))
        self.search.setAccessibleName(self.tr("Find a region"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Regions with cameras"))
        self._empty = EmptyNote(self.list, self.tr("No region with cameras matches."))
        self.tour = QPushButton(self.tr("Tour"), self)
        self.tour.setProperty("role", "primary")
        self.tour.setAutoDefault(False)
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        row = inside(column, QHBoxLayout())
        row.addStretch(1)
        row.addWidget(self.tour)
        side = theme.metric("space_6")
        self.resize(side * 12, side * 14)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._on_chosen)
        self.search.left_downwards.connect(self.list.setFocus)
        self.list.itemActivated.connect(self._on_chosen)
        self.tour.clicked.connect(lambda _=False: self._on_chosen())

    def ask(self) -> None:
        """Come to the front with the regions as they are now."""
        self.load()
        self.search.clear()
        self.show()
        self.raise_()
        self.search.setFocus()

    def load(self) -> None:
        """List the regions of the board that hold cameras."""
        counted = counts(self._board)
        self.list.clear()
        for tag, count in sorted(Counter(tag for one in self._board.cameras.values() for tag in one.tags).items()):
            item = QListWidgetItem(self.tr("{name} · tag · {n}").format(name=tag, n=count))
            item.setData(_TAG, tag)
            item.setData(_KEY, plain(f"{tag} {initials(tag)}"))
            self.list.addItem(item)
        for code, count in sorted(counted.items(), key=lambda one: (len(one[0]), one[0])):
            name = self._board.region_name(code)
            tier = words.tier(self._board.regions[code].tier)
            item = QListWidgetItem(self.tr("{name} · {tier} · {n}").format(name=name, tier=tier, n=count))
            item.setData(_CODE, code)
            item.setData(_KEY, plain(f"{name} {initials(name)} {code}"))
            self.list.addItem(item)
        self._on_search(self.search.text())

    def _on_search(self, text: str) -> None:
        parts = plain(text).split()
        first: QListWidgetItem | None = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            is_found = all(part in item.data(_KEY) for part in parts)
            item.setHidden(not is_found)
            first = item if first is None and is_found else first
        if first is not None:
            self.list.setCurrentItem(first)
        self.tour.setEnabled(first is not None)

    def _on_chosen(self) -> None:
        item: QListWidgetItem | None = self.list.currentItem()
        if item is not None and not item.isHidden():
            if (tag := item.data(_TAG)) is not None:
                self.tag_chosen.emit(tag)
            else:
                self.chosen.emit(item.data(_CODE))
            self.accept()


def counts(board: Board) -> Counter[RegionCode]:
    """Return how many cameras lie in each region of the board and below it, none left out but those without any."""
    lengths = sorted({len(code) for code in board.regions})
    found: Counter[RegionCode] = Counter()
    for camera in board.cameras.values():
        for length in lengths:
            code = RegionCode(camera.region[:length])
            if len(code) == length and code in board.regions:
                found[code] += 1
    return found
