"""A camera's live picture, small, beside what is looked at elsewhere: opened when asked for, ended when left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta, tzinfo
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from console.domain.camera import Camera, CameraId
from console.video.states import Reason, TileState
from console.video.tile_view import TileView
from widgets import theme
from widgets.relay import Relay
from widgets.wall.painter import TilePainter, face_of
from widgets.wall.pool import Pool

PICTURE: Final = QSize(320, 180)
TILE: Final = 999
"""What the pool calls it: beyond every tile of the wall, before those of the walls on other screens."""
SUB_MPS: Final = 640 * 360 * 15 / 1e6
"""What a sub-stream as cameras send it asks of the decode budget, megapixels a second: the walls leave it so much."""
TICK_MS: Final = 66
_EDGE: Final = 2
_BESIDE: Final = 18
_MARGIN: Final = 8


class Preview(QWidget):
    """Shows one camera over another panel, says what it is when it is not live, and takes no part of pointer or keys.

    Belongs to the GUI thread. Of the pool it has one tile, and that only while it is seen.
    """

    def __init__(self, relay: Relay, pool: Pool, resolve: Callable[[str], str], zone: tzinfo | None) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resize(PICTURE + QSize(2 * _EDGE, 2 * _EDGE))
        self._relay = relay
        self._pool = pool
        self._resolve = resolve
        self._zone = zone
        self._share = pool.budget.share()
        self._camera: Camera | None = None
        self._seen = (-1, -1)
        self._painter = TilePainter()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self.hide()

    @property
    def camera(self) -> CameraId | None:
        """The camera that is shown now."""
        return self._camera.id if self._camera is not None else None

    def show_camera(self, id_: CameraId, over: QWidget, at: QPoint) -> None:
        """Show a camera beside a pixel of ``over``, as far inside of it as there is room."""
        camera = self._relay.board.cameras.get(id_)
        if camera is None:
            self.leave()
            return
        if self.parentWidget() is not over:
            self.setParent(over)
        self._camera = camera
        if camera.sub_url:
            ratio = over.devicePixelRatioF()
            self._share.grant(SUB_MPS, ())
            url = self._resolve(camera.sub_url)
            self._pool.show(TILE, url, round(PICTURE.width() * ratio), round(PICTURE.height() * ratio), "sub")
        else:
            self._end()
        self.move(_beside(at, self.size(), over.size()))
        self._say(self._view())
        self.show()
        self.raise_()
        self._tick.start()

    def leave(self) -> None:
        """Show nothing any more; its stream ends."""
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        self._camera = None
        self._end()

    def paintEvent(self, event: QPaintEvent) -> None:
        camera = self._camera
        if camera is None:
            return
        view = self._view()
        clock = (self._relay.clock.now() - timedelta(seconds=view.age_s or 0.0)).astimezone(self._zone)
        face = face_of(view, camera.number, f"{camera.number:03d} {camera.name}", f"{clock:%H:%M:%S}")
        painter = QPainter(self)
        inner = QRect(_EDGE, _EDGE, PICTURE.width(), PICTURE.height())
        self._painter.paint(painter, inner, face, view, self.devicePixelRatioF())
        painter.setPen(QPen(theme.color("outline"), _EDGE))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _view(self) -> TileView:
        """Return what the pool has of it; a camera whose address is not known here says so."""
        if self._camera is not None and not self._camera.sub_url:
            return TileView(state=TileState.OFFLINE, reason=Reason.BAD_ADDRESS)
        return self._pool.latest(TILE)

    def _say(self, view: TileView) -> None:
        """Tell screen readers which camera it is, and how it does."""
        if self._camera is not None:
            face = face_of(view, self._camera.number, self._camera.name, "")
            if self.accessibleName() != face.spoken():
                self.setAccessibleName(face.spoken())

    def _on_tick(self) -> None:
        mark = self._pool.mark(TILE)
        view = self._view()
        if mark != self._seen or view.state is not TileState.LIVE_SUB:
            self._seen = mark
            self._say(view)
            self.update()

    def _end(self) -> None:
        self._pool.clear(TILE)
        self._share.grant(0.0, ())


def _beside(at: QPoint, size: QSize, room: QSize) -> QPoint:
    """Return where a picture lies beside a pixel: right below, or on whichever side has room."""
    left = at.x() + _BESIDE
    if left + size.width() > room.width() - _MARGIN:
        left = at.x() - _BESIDE - size.width()
    top = at.y() + _BESIDE
    if top + size.height() > room.height() - _MARGIN:
        top = at.y() - _BESIDE - size.height()
    return QPoint(
        max(_MARGIN, min(left, room.width() - size.width() - _MARGIN)),
        max(_MARGIN, min(top, room.height() - size.height() - _MARGIN)),
    )
