"""Choosing the region, the grid or the tag whose cameras are to be toured."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from console.board import Board
from console.domain.grid import RegionCode
from widgets import theme, words
from widgets.kit.empty_note import EmptyNote
from widgets.kit.inside import inside
from widgets.kit.search_field import SearchField
from widgets.kit.search_text import initials, plain
from widgets.relay import Relay

KEYS_AT_ONCE = 300
"""So many groups are looked up in one go: some milliseconds."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cameras that belong together: of a region, or of a tag where there is no code."""

    name: str
    count: int
    code: RegionCode | None = None


class GroupModel(QAbstractListModel):
    """The groups that the words let through. A city has thousands: letters are looked up a few at a time, before one types."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._all: list[Group] = []
        self._keys: list[str] = []
        self.shown: list[Group] = []
        self._looking_up = QTimer(self, interval=0)
        self._looking_up.timeout.connect(self._look_up)

    def load(self) -> None:
        """Take the tags and the regions of the board that hold cameras, the widest first."""
        tags = Counter(tag for camera in self._board.cameras.values() for tag in camera.tags)
        regions = sorted(counts(self._board).items(), key=lambda one: (len(one[0]), one[0]))
        self.beginResetModel()
        self._all = [Group(tag, count) for tag, count in sorted(tags.items())]
        self._all += [Group(self._board.region_name(code), count, code) for code, count in regions]
        self._keys = []
        self.shown = self._all
        self.endResetModel()
        self._looking_up.start()

    def search(self, text: str) -> None:
        """Show the groups that hold all words in their name, their first letters or their code."""
        parts = plain(text).split()
        if parts:
            self._look_up(len(self._all))
        self.beginResetModel()
        self.shown = self._all
        if parts:
            pairs = zip(self._all, self._keys, strict=True)
            self.shown = [one for one, key in pairs if all(part in key for part in parts)]
        self.endResetModel()

    def _look_up(self, count: int = KEYS_AT_ONCE) -> None:
        done = len(self._keys)
        for one in self._all[done : done + count]:
            self._keys.append(plain(f"{one.name} {initials(one.name)} {one.code or ''}"))
        if len(self._keys) == len(self._all):
            self._looking_up.stop()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        one = self.shown[index.row()]
        if one.code is None:
            return self.tr("{name} · tag · {n}").format(name=one.name, n=one.count)
        tier = words.tier(self._board.regions[one.code].tier)
        return self.tr("{name} · {tier} · {n}").format(name=one.name, tier=tier, n=one.count)


class RegionChooser(QDialog):
    """Lists the tags, and the regions that hold cameras, with how many; found by name, first letters or code.

    Signals (GUI thread):
        chosen: RegionCode.
        tag_chosen: the tag.
    """

    chosen = Signal(str)
    tag_chosen = Signal(str)

    def __init__(self, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("regionChooser")
        self.setWindowTitle(self.tr("Tour a region, a grid or a tag"))
        self.model = GroupModel(relay.board, self)
        self.search = SearchField(self)
        self.search.setPlaceholderText(self.tr("Name, first letters or code"))
        self.search.setAccessibleName(self.tr("Find a region"))
        self.search.setClearButtonEnabled(True)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Regions with cameras"))
        self._empty = EmptyNote(self.list, self.tr("No region with cameras matches."))
        self.tour = QPushButton(self.tr("Tour"), self)
        self.tour.setProperty("role", "primary")
        self.tour.setAutoDefault(False)
        self._lay_out()
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._on_chosen)
        self.search.left_downwards.connect(self.list.setFocus)
        self.list.activated.connect(lambda _index: self._on_chosen())
        self.tour.clicked.connect(lambda _=False: self._on_chosen())

    def ask(self) -> None:
        """Come to the front with the regions as they are now."""
        self.model.load()
        self.search.clear()
        self._on_search("")
        self.show()
        self.raise_()
        self.search.setFocus()

    def _on_search(self, text: str) -> None:
        self.model.search(text)
        self.list.setCurrentIndex(self.model.index(0))
        self.tour.setEnabled(bool(self.model.shown))

    def _on_chosen(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            one = self.model.shown[index.row()]
            if one.code is None:
                self.tag_chosen.emit(one.name)
            else:
                self.chosen.emit(one.code)
            self.accept()

    def _lay_out(self) -> None:
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
