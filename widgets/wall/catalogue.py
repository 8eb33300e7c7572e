"""The list of cameras: found by number, name or the first letters of its pinyin, dragged or sent to the wall."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from console.board import Board
from console.domain.camera import Camera, CameraId
from widgets import theme
from widgets.kit.empty_note import EmptyNote
from widgets.kit.focus import Focus
from widgets.kit.icon import paint_icon, wear
from widgets.kit.inside import inside
from widgets.kit.search_field import SearchField
from widgets.kit.search_text import initials, plain
from widgets.kit.ticket_mime import CAMERAS, mime_of_cameras
from widgets.relay import Relay

_Index = QModelIndex | QPersistentModelIndex
_CAMERA = Qt.ItemDataRole.UserRole


class CameraModel(QAbstractListModel):
    """Cameras by number, as far as the search lets them through."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._all: list[tuple[str, Camera]] = []
        self._shown: list[Camera] = []
        self._wanted = ""
        self._hung: frozenset[CameraId] = frozenset()

    @property
    def shown(self) -> list[Camera]:
        """The cameras that the search lets through, in order."""
        return self._shown

    def load(self) -> None:
        """Take the board's cameras."""
        by_number = sorted(self._board.cameras.values(), key=lambda camera: (camera.number, camera.id))
        self._all = [(self._key(camera), camera) for camera in by_number]
        self.search(self._wanted)

    def search(self, text: str) -> None:
        """Show the cameras that ``text`` names: a number, or all of its words in name, region or first letters."""
        self._wanted = text
        parts = plain(text).split()
        self.beginResetModel()
        self._shown = [camera for key, camera in self._all if all(part in key for part in parts)]
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
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{camera.number:03d} {camera.name} {self.region_of(camera)}"
            case _ if role == _CAMERA:
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

    def _key(self, camera: Camera) -> str:
        region = self.region_of(camera)
        return plain(f"{camera.number:03d} {camera.name} {region} {initials(camera.name)} {initials(region)}")


class _Row(QStyledItemDelegate):
    """Paints number, name and region on one line, and a sign for what hangs."""

    def __init__(self, model: CameraModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(160, theme.metric("row_desk"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        camera: Camera = index.data(_CAMERA)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        pad, side = theme.metric("space_2"), theme.metric("icon") - 2
        rect = QRectF(option.rect).adjusted(pad, 0, -pad, 0)
        ink = theme.color("selected_text" if selected else "text_1")
        dim = theme.color("selected_text" if selected else "text_2")
        mark = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        hung = self._model.is_hung(camera)
        paint_icon(painter, mark, "wall" if hung else "camera", theme.color("live") if hung and not selected else dim)
        painter.setFont(theme.font("body"))
        metrics = QFontMetrics(painter.font())
        left = mark.right() + pad
        number = f"{camera.number:03d}"
        painter.setPen(dim)
        painter.drawText(QRectF(left, rect.top(), 80, rect.height()), Qt.AlignmentFlag.AlignVCenter, number)
        left += max(metrics.horizontalAdvance("0000"), metrics.horizontalAdvance(number)) + pad / 2
        room = rect.right() - left
        region = self._model.region_of(camera)
        name = metrics.elidedText(camera.name, Qt.TextElideMode.ElideRight, int(room))
        used = metrics.horizontalAdvance(name)
        painter.setPen(ink)
        painter.drawText(QRectF(left, rect.top(), room, rect.height()), Qt.AlignmentFlag.AlignVCenter, name)
        left_over = int(room - used - pad)
        if left_over > metrics.horizontalAdvance("……"):
            painter.setPen(dim)
            painter.setFont(theme.font("small"))
            region = QFontMetrics(painter.font()).elidedText(region, Qt.TextElideMode.ElideRight, left_over)
            beside = QRectF(rect.right() - left_over, rect.top(), left_over, rect.height())
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, region)


class _List(QListView):
    """Carries a small picture beside the pointer, so that what it is over can be read."""

    def startDrag(self, actions: Qt.DropAction) -> None:
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData(self.selectedIndexes()))
        drag.setPixmap(self._picture())
        drag.setHotSpot(QPoint(-theme.metric("space_3"), -theme.metric("space_2")))
        drag.exec(Qt.DropAction.CopyAction, Qt.DropAction.CopyAction)
        # A drag ends elsewhere and Qt does not tell the row it began on.
        QApplication.sendEvent(self.viewport(), QEvent(QEvent.Type.HoverLeave))

    def _picture(self) -> QPixmap:
        chosen = self.selectedIndexes()
        number = f"{chosen[0].data(_CAMERA).number:03d}" if chosen else ""
        text = number if len(chosen) == 1 else f"{number}  +{len(chosen) - 1}"
        pad, side, height = theme.metric("space_2"), theme.metric("icon"), theme.metric("row_desk")
        width = QFontMetrics(theme.font("queue")).horizontalAdvance(text) + side + 3 * pad
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("focus"))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(QRectF(1, 1, width - 2, height - 2), 4, 4)
        paint_icon(painter, QRectF(pad, (height - side) / 2, side, side), "camera", theme.color("text_1"))
        painter.setFont(theme.font("queue"))
        painter.setPen(theme.color("text_1"))
        room = QRectF(side + 2 * pad, 0, width, height)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
        return picture


class Catalogue(QWidget):
    """Search field, list and the button that starts a tour.

    Signals (GUI thread):
        hang_asked(list[CameraId]): Enter or a double click: these belong on the wall.
        tour_asked(list[CameraId]): these are to be toured.
    """

    hang_asked = Signal(object)
    tour_asked = Signal(object)

    def __init__(self, relay: Relay, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("catalogue")
        self._focus = focus
        self.model = CameraModel(relay.board, self)
        self.search = SearchField(self)
        self.search.setPlaceholderText(self.tr("Number, name or first letters"))
        self.search.setAccessibleName(self.tr("Find a camera"))
        self.search.setClearButtonEnabled(True)
        self.list = _List(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Row(self.model, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setDragEnabled(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(self.tr("Cameras"))
        self._empty = EmptyNote(self.list)
        self._count = QLabel(self)
        self._count.setProperty("tone", "second")
        self._tour = QPushButton(self.tr("Tour"), self)
        self._tour.setToolTip(self.tr("Tour the selected cameras, or all that are listed"))
        wear(self._tour, "tour")
        self._lay_out()
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._hang_first)
        self.search.left_downwards.connect(self.list.setFocus)
        self.list.activated.connect(lambda _index: self.hang_asked.emit(self.selected()))
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._tour.clicked.connect(lambda _=False: self.tour_asked.emit(self.to_tour()))
        relay.reloaded.connect(self._on_reloaded)
        self._on_reloaded()

    def selected(self) -> list[CameraId]:
        """Return the selected cameras in the order of the list."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return [self.model.shown[row].id for row in rows]

    def to_tour(self) -> list[CameraId]:
        """Return what a tour would show: the selected if there are several, else all that are listed."""
        chosen = self.selected()
        return chosen if len(chosen) > 1 else [camera.id for camera in self.model.shown]

    def _hang_first(self) -> None:
        if self.model.shown:
            self.hang_asked.emit([self.model.shown[0].id])

    def _on_search(self, text: str) -> None:
        self.model.search(text)
        self._tell_count()

    def _on_reloaded(self) -> None:
        self.model.load()
        self._tell_count()

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self._focus.look_at_camera(self.model.shown[current.row()].id)

    def _tell_count(self) -> None:
        self._empty.say(
            self.tr("No camera matches.\nPress Esc to clear the words.")
            if self.search.text()
            else self.tr("There are no cameras yet.\nPress F5 to load again.")
        )
        self._count.setText(self.tr("%n cameras", "", self.model.rowCount()))
        self._tour.setEnabled(self.model.rowCount() > 0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        gap = theme.metric("space_1")
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        row = inside(column, QHBoxLayout())
        row.addWidget(self._count, 1)
        row.addWidget(self._tour)
