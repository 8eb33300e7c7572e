"""The catalogue of cameras: a tree by region, and the list that a search shows; hung, dragged and toured from both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from console.domain.camera import CameraId
from console.domain.grid import RegionCode
from widgets import theme
from widgets.kit.empty_note import EmptyNote
from widgets.kit.focus import Focus
from widgets.kit.icon import icon, wear
from widgets.kit.inside import inside
from widgets.kit.search_field import SearchField
from widgets.relay import Relay
from widgets.wall.camera_branches import CARRIED_MOST, CameraBranches
from widgets.wall.camera_list import CAMERA, CameraModel
from widgets.wall.camera_rows import CameraRows, drag_picture
from widgets.wall.presences import Presences

TOUR_MAX = 2_000
"""No longer list is toured at once: tile by tile, the round would take most of a shift. A region has no such end."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Keys:
    """What both views do with a key and a drag; ``hang`` and ``tour`` are given by the catalogue."""

    hang: Callable[[], None]
    tour: Callable[[], None]

    def took(self, event: QKeyEvent) -> bool:
        """Do what a key asks for, and return whether it asked for anything."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in _ENTER:
            self.hang()
        elif event.key() == Qt.Key.Key_T:
            self.tour()
        else:
            return False
        return True


class _List(QListView, _Keys):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.took(event):
            super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        _drag(self)


class _Tree(QTreeView, _Keys):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.took(event):
            super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        _drag(self)


class Catalogue(QWidget):
    """Search field, tree or list, and the button that starts a tour.

    Signals (GUI thread):
        hang_asked(list[CameraId]): Enter, or a double click on a camera: these belong on the wall.
        tour_asked(list[CameraId]): these are to be toured.
        region_tour_asked(RegionCode): all cameras of this region are.
    """

    hang_asked = Signal(object)
    tour_asked = Signal(object)
    region_tour_asked = Signal(str)

    def __init__(self, relay: Relay, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("catalogue")
        self._focus = focus
        self._relay = relay
        self.presences = Presences(relay.clock.now, self)
        self.model = CameraModel(relay.board, self.presences, self)
        self.branches = CameraBranches(relay.board, self.presences, self)
        self.search = SearchField(self)
        self.search.setPlaceholderText(self.tr("Number, name, place or tag"))
        self.search.setToolTip(self.tr("Number, name, place or tag, or the first letters of any of them"))
        self.search.setAccessibleName(self.tr("Find a camera"))
        self.search.setClearButtonEnabled(True)
        self.list = _List(self)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Cameras"))
        self.tree = _Tree(self)
        self.tree.setModel(self.branches)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(theme.metric("space_3"))
        self.tree.setAccessibleName(self.tr("Cameras by region"))
        self.tree.setAccessibleDescription(self.tr("Arrows open and close, Enter hangs on the wall, T tours"))
        self._views = QStackedWidget(self)
        for view in (self.tree, self.list):
            view.setItemDelegate(CameraRows(self.model, self.presences, view, is_tree=view is self.tree))
            view.setDragEnabled(True)
            view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
            view.hang = self._hang_selected
            view.tour = self._tour
            self._views.addWidget(view)
        self._no_hit = EmptyNote(self.list, self.tr("No camera matches.\nPress Esc to clear the words."))
        self._none = EmptyNote(self.tree, self.tr("There are no cameras yet.\nPress F5 to load again."))
        self._count = QLabel(self)
        self._count.setProperty("tone", "second")
        self._tour_button = QPushButton(self.tr("Tour"), self)
        self._tour_button.setToolTip(self.tr("Tour the selected cameras or region, or all that are listed"))
        wear(self._tour_button, "tour")
        self._lay_out()
        self._connect()
        relay.reloaded.connect(self._on_reloaded)
        self._on_reloaded()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.warm()

    @property
    def view(self) -> QAbstractItemView:
        """The view that is shown: the list while there is a search, else the tree."""
        return self.list if self.search.text().strip() else self.tree

    def selected(self) -> list[CameraId]:
        """Return the selected cameras in the order of the view, those of a selected region by number."""
        if self.view is self.tree:
            return self.branches.cameras(self.tree.selectionModel().selectedIndexes())
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return [self.model.shown[row].id for row in rows]

    def to_tour(self) -> list[CameraId]:
        """Return what a tour would show: the selected if there are several, else all that are listed."""
        chosen = self.selected()
        listed = chosen if len(chosen) > 1 else [camera.id for camera in self.model.shown]
        return listed[:TOUR_MAX]

    def _hang_selected(self) -> None:
        if chosen := self.selected():
            self.hang_asked.emit(chosen[:CARRIED_MOST])

    def _hang_first(self) -> None:
        if self.view is self.list and self.model.shown:
            self.hang_asked.emit([self.model.shown[0].id])

    def _tour(self) -> None:
        rows = self.tree.selectionModel().selectedIndexes() if self.view is self.tree else []
        region = self.branches.region(rows[0]) if len(rows) == 1 else None
        if region is not None:
            self.region_tour_asked.emit(region)
        elif listed := self.to_tour():
            self.tour_asked.emit(listed)

    def _on_left_downwards(self) -> None:
        self.view.setFocus()

    def _on_search(self, text: str) -> None:
        self.model.search(text)
        self._views.setCurrentWidget(self.view)
        self._tell_count()

    def _on_reloaded(self) -> None:
        opened = self._opened(QModelIndex())
        self.model.load()
        self.branches.load()
        if not opened:
            self._open_alone()
        self._open(QModelIndex(), opened)
        if self.isVisible():
            self.model.warm()
        self._tell_count()

    def _open_alone(self) -> None:
        """Open what stands alone on its level: there is nothing to choose."""
        index = QModelIndex()
        while self.branches.rowCount(index) == 1:
            index = self.branches.index(0, 0, index)
            if self.branches.region(index) is None:
                return
            self.tree.expand(index)

    def _opened(self, under: QModelIndex) -> set[RegionCode | None]:
        """Return the regions that are open, without making the rows of any that is not."""
        found: set[RegionCode | None] = set()
        for row in range(self.branches.rowCount(under)):
            index = self.branches.index(row, 0, under)
            if self.tree.isExpanded(index):
                found |= {self.branches.region(index)} | self._opened(index)
        return found

    def _open(self, under: QModelIndex, regions: set[RegionCode | None]) -> None:
        for row in range(self.branches.rowCount(under)):
            index = self.branches.index(row, 0, under)
            region = self.branches.region(index)
            if region is not None and region in regions:
                self.tree.expand(index)
                self._open(index, regions)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        camera = index.data(CAMERA)
        if camera is not None:
            self.hang_asked.emit([camera.id])

    def menu(self) -> QMenu | None:
        """Return what can be done with the selected rows, each with its key; None where nothing is selected."""
        chosen = self.selected()
        if not chosen:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        camera = self._relay.board.cameras.get(chosen[0]) if len(chosen) == 1 else None
        for name, text, key, do in (
            ("wall", self.tr("Hang on the wall"), "Return", self._hang_selected),
            ("tour", self.tr("Tour"), "T", self._tour),
            ("map", self.tr("Show on map"), "", lambda: self._show_on_map(chosen[0])),
        ):
            action = menu.addAction(icon(name), text)
            action.setShortcut(QKeySequence(key))
            action.setEnabled(name != "map" or (camera is not None and camera.place is not None))
            action.triggered.connect(lambda _=False, done=do: done())
        return menu

    def _show_menu(self, view: QAbstractItemView, at: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.popup(view.viewport().mapToGlobal(at))

    def _show_on_map(self, id_: CameraId) -> None:
        camera = self._relay.board.cameras.get(id_)
        if camera is not None and camera.place is not None:
            self._focus.open_camera(id_)
            self._focus.fly(camera.place)

    def _on_current_changed(self, current: QModelIndex) -> None:
        camera = current.data(CAMERA) if current.isValid() else None
        if camera is not None:
            self._focus.look_at_camera(camera.id)

    def _repaint(self) -> None:
        for view in (self.tree, self.list):
            view.viewport().update()

    def _tell_count(self) -> None:
        self._count.setText(self.tr("%n cameras", "", self.model.rowCount()))
        self._tour_button.setEnabled(self.model.rowCount() > 0)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._hang_first)
        self.search.left_downwards.connect(self._on_left_downwards)
        for view in (self.tree, self.list):
            view.doubleClicked.connect(self._on_double_clicked)
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(lambda at, of=view: self._show_menu(of, at))
            view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.model.dataChanged.connect(lambda *_: self._repaint())
        self.presences.changed.connect(lambda _cameras: self._repaint())
        self._tour_button.clicked.connect(lambda _=False: self._tour())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        gap = theme.metric("space_1")
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        column.addWidget(self.search)
        column.addWidget(self._views, 1)
        row = inside(column, QHBoxLayout())
        row.addWidget(self._count, 1)
        row.addWidget(self._tour_button)


def _drag(view: QAbstractItemView) -> None:
    """Carry what is selected, with a small picture beside the pointer."""
    chosen = view.selectedIndexes()
    if not chosen:
        return
    camera = chosen[0].data(CAMERA)
    text = str(chosen[0].data()) if camera is None else f"{camera.number:03d}"
    more = f"  +{len(chosen) - 1}" if len(chosen) > 1 else ""
    drag = QDrag(view)
    drag.setMimeData(view.model().mimeData(chosen))
    drag.setPixmap(drag_picture(f"{text}{more}", view.devicePixelRatioF()))
    drag.setHotSpot(QPoint(-theme.metric("space_3"), -theme.metric("space_2")))
    drag.exec(Qt.DropAction.CopyAction, Qt.DropAction.CopyAction)
    # A drag ends elsewhere and Qt does not tell the row it began on.
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.HoverLeave))
