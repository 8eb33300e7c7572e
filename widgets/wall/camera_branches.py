"""The tree of regions and their cameras as Qt asks for it: a branch is made when it is opened."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from console.board import Board
from console.domain.camera import Camera, CameraId
from console.domain.camera_tree import CameraTree
from console.domain.grid import RegionCode
from console.domain.tour import group
from widgets import words
from widgets.kit.ticket_mime import CAMERAS, mime_of_cameras
from widgets.wall.camera_list import CAMERA
from widgets.wall.presences import Presences, card_of, words_of

REGION = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
CARRIED_MOST = 64
"""So many cameras of a region are hung or dragged at once: no wall has more tiles."""
TOP = -1

_Index = QModelIndex | QPersistentModelIndex


class CameraBranches(QAbstractItemModel):
    """Regions first, then cameras, each below its region. A region gives its code under REGION, its count under COUNT."""

    def __init__(self, board: Board, presences: Presences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._presences = presences
        self._tree = CameraTree((), {})
        self._nodes: list[tuple[int, int, RegionCode | Camera]] = []
        self._rows: dict[int, list[int]] = {}

    def load(self) -> None:
        """Take the board's cameras and regions."""
        self.beginResetModel()
        self._tree = CameraTree(self._board.cameras.values(), self._board.regions)
        self._nodes, self._rows = [], {}
        self.endResetModel()

    def region(self, index: _Index) -> RegionCode | None:
        """Return the region of a row, None for a camera's."""
        thing = self._thing(index)
        return None if isinstance(thing, Camera) else thing

    def camera(self, index: _Index) -> Camera | None:
        """Return the camera of a row, None for a region's."""
        thing = self._thing(index)
        return thing if isinstance(thing, Camera) else None

    def cameras(self, indexes: Iterable[_Index]) -> list[CameraId]:
        """Return the cameras of these rows, a region's by number, each once."""
        found: dict[CameraId, None] = {}
        for index in indexes:
            camera, region = self.camera(index), self.region(index)
            if camera is not None:
                found[camera.id] = None
            elif region is not None:
                found.update(dict.fromkeys(group(self._board.cameras.values(), region)))
        return list(found)

    @property
    def made(self) -> int:
        """How many rows were made so far."""
        return len(self._nodes)

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        rows = self._children(_id_of(parent))
        if column or not 0 <= row < len(rows):
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    def parent(self, index: _Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid():
            return QModelIndex()
        above = self._nodes[index.internalId()][0]
        return QModelIndex() if above == TOP else self.createIndex(self._nodes[above][1], 0, above)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._children(_id_of(parent)))

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def hasChildren(self, parent: _Index = QModelIndex()) -> bool:  # noqa: B008
        # A region without a camera is not in the tree, so a closed branch need not be made to know.
        return self.camera(parent) is None if parent.isValid() else bool(self._children(TOP))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        thing = self._thing(index)
        if thing is None:
            return None
        if isinstance(thing, Camera):
            return self._of_camera(thing, role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._board.region_name(thing)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                name, count = self._board.region_name(thing), self._tree.count(thing)
                told = words.tier(self._board.regions[thing].tier)
                return self.tr("{name}, {tier}, {n} cameras").format(name=name, tier=told, n=count)
            case _ if role == REGION:
                return thing
            case _ if role == COUNT:
                return self._tree.count(thing)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        dragged = Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | dragged

    def mimeTypes(self) -> list[str]:
        return [CAMERAS]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        chosen = list(indexes)
        names = ", ".join(str(index.data()) for index in chosen)
        return mime_of_cameras(self.cameras(chosen)[:CARRIED_MOST], names)

    def _of_camera(self, camera: Camera, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{camera.number:03d} {camera.name}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{camera.number:03d} {camera.name} {words_of(self._presences.of(camera))}"
            case Qt.ItemDataRole.ToolTipRole:
                return card_of(camera, self._presences.of(camera), self._board)
            case _ if role == CAMERA:
                return camera
        return None

    def _thing(self, index: _Index) -> RegionCode | Camera | None:
        return self._nodes[index.internalId()][2] if index.isValid() else None

    def _children(self, of: int) -> list[int]:
        """Return the rows under a row, made now if nobody has asked before."""
        if of in self._rows:
            return self._rows[of]
        thing = None if of == TOP else self._nodes[of][2]
        things: list[RegionCode | Camera] = []
        if not isinstance(thing, Camera):
            things = [*self._tree.regions(thing), *self._tree.cameras(thing)]
        first = len(self._nodes)
        self._nodes.extend((of, row, one) for row, one in enumerate(things))
        rows = self._rows[of] = list(range(first, first + len(things)))
        return rows


def _id_of(index: _Index) -> int:
    return index.internalId() if index.isValid() else TOP
