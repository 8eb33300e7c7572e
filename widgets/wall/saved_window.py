"""The list of saved layouts: opened by number or from the list, renamed, removed, toured, dragged onto a screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.domain.saved_layout import SavedLayout
from console.domain.tour import DWELL_FIRST_S, DWELL_MAX_S, DWELL_MIN_S
from widgets import theme, words
from widgets.kit.banner import Banner
from widgets.kit.empty_note import EmptyNote
from widgets.kit.inside import inside
from widgets.wall import scope_words
from widgets.wall.save_form import SaveForm
from widgets.wall.shelf import Shelf
from widgets.wall.thumbnails import KEY, LayoutModel, Target, Thumbnails

_STAYS = 3


class SavedWindow(QDialog):
    """Digits and Enter open a number; the column of seconds says how long a layout stays in a tour of several.

    Signals (GUI thread):
        opened(): a layout was opened from here.
        tour_asked(list of (SavedLayout, seconds)): these are to be toured, in the order of the list.
        send_asked(SavedLayout): this is to be sent to another wall.
        targets_asked(): the screens and walls are to be shown anew in ``thumbnails``.
        show_asked(SavedLayout, Target): this is to be shown there.
    """

    opened = Signal()
    tour_asked = Signal(object)
    send_asked = Signal(object)
    targets_asked = Signal()
    show_asked = Signal(object, object)

    def __init__(self, shelf: Shelf, form: SaveForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("savedLayouts")
        self.setWindowTitle(self.tr("Saved layouts"))
        self._shelf = shelf
        self._form = form
        self._removing = ""
        self._loads = False
        self._stays_s: dict[str, int] = {}
        self.banner = Banner(self)
        self.number = QLineEdit(self)
        self.number.setPlaceholderText(self.tr("Number, then Enter"))
        self.number.setAccessibleName(self.tr("Number of the layout to open"))
        self.number.setMaxLength(2)
        self.number.returnPressed.connect(self._on_number)
        self.model = LayoutModel(0, 5, self)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Saved layouts"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.SelectedClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.table.setDragEnabled(True)
        self.table.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.table.verticalHeader().hide()
        self.table.doubleClicked.connect(lambda _index: self._on_open())
        self._empty = EmptyNote(self.table)
        self.thumbnails = Thumbnails(self)
        self.thumbnails.pressed.connect(self._on_pressed)
        self.thumbnails.dropped.connect(self._on_dropped)
        self.opens = self._button(self.tr("Open"), self._on_open)
        self.rename = self._button(self.tr("Rename …"), self._on_rename)
        self.remove = self._button(self.tr("Remove …"), self._on_remove)
        self.tour = self._button(self.tr("Tour these"), self._on_tour)
        self.send = self._button(self.tr("Send to a wall …"), self._on_send)
        self.opens.setProperty("role", "primary")
        self._lay_out()
        self.banner.acted.connect(self._on_removal_confirmed)
        shelf.changed.connect(self.load)
        shelf.said.connect(self.tell)
        self.model.itemChanged.connect(self._on_edited)
        self.table.selectionModel().selectionChanged.connect(self._look)
        self.load()

    def show_list(self) -> None:
        """Come to the front, ready for a number."""
        self._shelf.ask()
        self.show()
        self.targets_asked.emit()
        self.raise_()
        self.number.setFocus()
        self.number.selectAll()

    def selected(self) -> list[SavedLayout]:
        """Return the selected layouts in the order of the list."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        keys = [self.model.index(row, 0).data(KEY) for row in rows]
        return [layout for key in keys if (layout := self._shelf.of(key)) is not None]

    def load(self) -> None:
        """Show the layouts that are saved now; what was selected stays so."""
        chosen = {layout.key for layout in self.selected()}
        self._loads = True
        self.model.clear()
        self.model.setHorizontalHeaderLabels(
            [self.tr("No."), self.tr("Name"), self.tr("Whose"), self.tr("Stays, s"), self.tr("Saved by")]
        )
        for layout in self._shelf.layouts:
            self.model.appendRow(self._row(layout))
        self._loads = False
        header = self.table.horizontalHeader()
        for column in range(self.model.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for row in range(self.model.rowCount()):
            if self.model.index(row, 0).data(KEY) in chosen:
                self.table.selectionModel().select(
                    self.model.index(row, 0),
                    self.table.selectionModel().SelectionFlag.Select | self.table.selectionModel().SelectionFlag.Rows,
                )
        nothing = self.tr("Nothing is saved yet.\nCtrl+S saves what hangs on the wall.")
        self._empty.say("" if self._shelf.layouts else nothing)
        self._look()

    def tell(self, text: str, tone: str) -> None:
        """Say what came of an order above the list, or nothing any more."""
        if text:
            self.banner.tell(text, "error" if tone == "error" else "warn" if tone == "warn" else "info")
        else:
            self.banner.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self._on_open()
        elif event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._on_remove()
        else:
            super().keyPressEvent(event)

    def _row(self, layout: SavedLayout) -> list[QStandardItem]:
        is_open = self._shelf.open is layout and self._shelf.is_changed
        stays = QStandardItem()
        stays.setData(self._stays_s.get(layout.key, int(DWELL_FIRST_S)), Qt.ItemDataRole.EditRole)
        texts = (str(layout.number), f"{layout.name}{' *' if is_open else ''}", scope_words.scope(layout.scope))
        row = [*(QStandardItem(text) for text in texts), stays, QStandardItem(words.person(layout.by))]
        for place, item in enumerate(row):
            item.setData(layout.key, KEY)
            item.setEditable(place == _STAYS)
        return row

    def _look(self) -> None:
        chosen = self.selected()
        one = len(chosen) == 1
        mine = one and chosen[0].scope in self._shelf.scopes
        self.opens.setEnabled(one)
        self.send.setEnabled(one)
        self.rename.setEnabled(mine)
        self.remove.setEnabled(mine)
        self.tour.setEnabled(len(chosen) > 1)
        self.tour.setToolTip(self.tr("Select two layouts or more to tour them") if len(chosen) < 2 else "")

    def _on_edited(self, item: QStandardItem) -> None:
        if item.column() == _STAYS and not self._loads:
            told = item.data(Qt.ItemDataRole.EditRole)
            kept_s = min(int(DWELL_MAX_S), max(int(DWELL_MIN_S), told if isinstance(told, int) else 0))
            self._stays_s[item.data(KEY)] = kept_s
            if told != kept_s:
                item.setData(kept_s, Qt.ItemDataRole.EditRole)

    def _on_number(self) -> None:
        text = self.number.text()
        layout = self._shelf.by_number(int(text)) if text.isdecimal() and text.isascii() else None
        if layout is None:
            self.banner.tell(self.tr("Nothing is saved under {number}.").format(number=text), "warn")
        else:
            self._open(layout)

    def _on_open(self) -> None:
        if len(chosen := self.selected()) == 1:
            self._open(chosen[0])

    def _open(self, layout: SavedLayout) -> None:
        self.banner.clear()
        self._shelf.show(layout.key)
        self.opened.emit()
        self.accept()

    def _on_rename(self) -> None:
        if len(chosen := self.selected()) == 1:
            self._form.rename(chosen[0])

    def _on_remove(self) -> None:
        if len(chosen := self.selected()) == 1 and self.remove.isEnabled():
            self._removing = chosen[0].key
            told = self.tr("Remove “{name}” for good?").format(name=scope_words.title(chosen[0]))
            self.banner.tell(told, "warn", action=self.tr("Remove"))

    def _on_removal_confirmed(self) -> None:
        layout, self._removing = self._shelf.of(self._removing), ""
        self.banner.clear()
        if layout is not None:
            self._shelf.remove(layout)

    def _on_tour(self) -> None:
        stops = [(layout, float(self._stays_s.get(layout.key, int(DWELL_FIRST_S)))) for layout in self.selected()]
        if len(stops) > 1:
            self.tour_asked.emit(stops)
            self.accept()

    def _on_send(self) -> None:
        if len(chosen := self.selected()) == 1:
            self.send_asked.emit(chosen[0])

    def _on_pressed(self, target: Target) -> None:
        if len(chosen := self.selected()) == 1:
            self.show_asked.emit(chosen[0], target)
        else:
            self.tell(self.tr("Select one layout first, then the screen."), "info")

    def _on_dropped(self, key: str, target: Target) -> None:
        if (layout := self._shelf.of(key)) is not None:
            self.show_asked.emit(layout, target)

    def _button(self, text: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: do())
        return button

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        column.addWidget(self.banner)
        column.addWidget(self.number)
        column.addWidget(self.table, 1)
        column.addWidget(self.thumbnails)
        row = inside(column, QHBoxLayout())
        for button in (self.rename, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.send, self.tour, self.opens):
            row.addWidget(button)
        side = theme.metric("space_6")
        self.resize(side * 18, side * 15)
