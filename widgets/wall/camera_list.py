"""The flat list of cameras that a search lets through, by number."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QWidget

from console.board import Board
from console.domain.camera import Camera, CameraId
from console.domain.grid import RegionCode
from widgets.kit.search_text import initials, plain
from widgets.kit.ticket_mime import CAMERAS, mime_of_cameras
from widgets.wall.presences import Presences, card_of, words_of

CAMERA = Qt.ItemDataRole.UserRole
KEYS_AT_ONCE = 400
"""So many cameras are made ready at a time: some milliseconds."""
_Index = QModelIndex | QPersistentModelIndex


class CameraModel(QAbstractListModel):
    """Cameras by number, as far as the search lets them through; nothing is reckoned before somebody searches."""

    def __init__(self, board: Board, presences: Presences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._presences = presences
        self._all: list[Camera] = []
        self._keys: list[str] = []
        self._shown: list[Camera] = []
        self._wanted = ""
        self._hung: frozenset[CameraId] = frozenset()
        self._region_keys: dict[str, str] = {}
        self._warming = QTimer(self, interval=0)
        self._warming.timeout.connect(self._make_some_keys)

    @property
    def shown(self) -> list[Camera]:
        """The cameras that the search lets through, in order."""
        return self._shown

    def load(self) -> None:
        """Take the board's cameras."""
        self._all = sorted(self._board.cameras.values(), key=lambda camera: (camera.number, camera.id))
        self._keys, self._region_keys = [], {}
        self.search(self._wanted)

    def warm(self) -> None:
        """Make ready to be searched, a few cameras at a time between everything else: somebody may be about to type."""
        self._warming.start()

    def search(self, text: str) -> None:
        """Show the cameras that ``text`` names: a number, or all of its words in name, place, tags or first letters."""
        self._wanted = text
        parts = plain(text).split()
        while parts and len(self._keys) < len(self._all):
            self._make_some_keys()
        self.beginResetModel()
        if parts:
            keyed = zip(self._keys, self._all, strict=True)
            self._shown = [camera for key, camera in keyed if all(part in key for part in parts)]
        else:
            self._shown = self._all
        if text.strip().isdecimal():
            number = int(text)
            self._shown.sort(key=lambda camera: camera.number != number)
        self.endResetModel()

    def mark_hung(self, cameras: Iterable[CameraId]) -> None:
        """Mark the cameras that are seen on the wall."""
        hung = frozenset(cameras)
        if hung != self._hung:
            self._hung = hung
            self.dataChanged.emit(self.index(0), self.index(max(0, len(self._shown) - 1)))

    def is_hung(self, camera: Camera) -> bool:
        """Return whether a camera is seen on the wall."""
        return camera.id in self._hung

    def region_of(self, camera: Camera) -> str:
        """Return the name of a camera's region."""
        return self._board.region_name(camera.region)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        camera = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                state = words_of(self._presences.of(camera))
                return f"{camera.number:03d} {camera.name} {self._board.region_name(camera.region)} {state}"
            case Qt.ItemDataRole.ToolTipRole:
                return card_of(camera, self._presences.of(camera), self._board)
            case _ if role == CAMERA:
                return camera
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        dragged = Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | dragged

    def mimeTypes(self) -> list[str]:
        return [CAMERAS]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        cameras = [self._shown[index.row()] for index in indexes]
        return mime_of_cameras([camera.id for camera in cameras], ", ".join(camera.name for camera in cameras))

    def _make_some_keys(self) -> None:
        """Add what is searched of the next cameras."""
        begin = len(self._keys)
        self._keys.extend(map(self._key, self._all[begin : begin + KEYS_AT_ONCE]))
        if len(self._keys) == len(self._all):
            self._warming.stop()

    def _key(self, camera: Camera) -> str:
        tags = " ".join(camera.tags)
        own = f"{camera.number:03d} {camera.name} {initials(camera.name)} {tags} {initials(tags)} {camera.id}"
        return f"{plain(own)} {self._region_key(camera.region)}"

    def _region_key(self, code: RegionCode) -> str:
        """Return what is searched of a region and of all above it, so that a district's name finds all its cameras."""
        if (known := self._region_keys.get(code)) is not None:
            return known
        region = self._board.region(code)
        if region is None:
            return code
        above = self._region_key(region.parent) if region.parent else ""
        made = self._region_keys[code] = f"{plain(f'{region.name} {initials(region.name)}')} {above}"
        return made
