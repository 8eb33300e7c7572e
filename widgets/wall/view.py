"""The wall's surface: one raster widget paints all tiles and takes their keys, clicks and drops."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from console.video.pool import TileView
from console.video.states import TileState, look_every_ms
from widgets import theme
from widgets.wall import dropping
from widgets.wall.badges import badges_of
from widgets.wall.hanging import Hanging
from widgets.wall.painter import TileFace, TilePainter, face_of
from widgets.wall.rectangles import framed, tiles_in

WORDS_MS = 250
"""So often each tile's words are looked at; where something plays, those of some tiles at each tick: all clocks go on at the
same moment, and must not all be written in the same turn of the loop."""
FIT_MS = 150
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_EMPTY = TileView(state=TileState.EMPTY)


class WallView(QWidget):
    """Paints what ``Hanging`` has hung; a tick repaints only the tiles whose picture or words have changed.

    Signals (GUI thread):
        touched: nothing; a hand was on the wall: a tour pauses.
        zoom_asked: nothing; the selected tile should fill the screen, or the wall come back.
        left_asked: nothing; Escape, with nothing typed.
        menu_asked: QPoint on the screen; the menu of the selected tile is wanted.
    """

    touched = Signal()
    zoom_asked = Signal()
    left_asked = Signal()
    menu_asked = Signal(object)

    def __init__(self, hanging: Hanging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wallView")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        # Letters must arrive as letters under a Chinese input method.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Video wall"))
        self._hanging = hanging
        self._painter = TilePainter()
        self._zoomed = False
        self._typed = ""
        self._drop: tuple[int, str] | None = None
        self._pressed_at: QPoint | None = None
        self._rects: dict[int, QRect] = {}
        self._covered = QRegion()
        self._faces: dict[int, TileFace] = {}
        self._marks: dict[int, tuple[int, int]] = {}
        self._turn = 0
        self._tick = QTimer(self, interval=look_every_ms(1), timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._on_tick)
        self._fit = QTimer(self, interval=FIT_MS, singleShot=True)
        self._fit.timeout.connect(self._tell_sizes)
        hanging.changed.connect(self._on_changed)
        hanging.laid_out.connect(self._on_laid_out)
        hanging.measure = self._sizes_in
        theme.current.changed.connect(self._on_theme_changed)

    @property
    def zoomed(self) -> bool:
        """Whether the selected tile fills the wall."""
        return self._zoomed

    def zoom(self, zoomed: bool) -> None:
        """Let the selected tile fill the wall, or not."""
        if zoomed != self._zoomed:
            self._zoomed = zoomed
            self._on_laid_out()

    def place_at(self, point: QPoint) -> int | None:
        """Return the tile under a point, px."""
        return next((place for place, rect in self._rects.items() if rect.contains(point)), None)

    def rect_of(self, place: int) -> QRect:
        """Return where a tile lies, px; empty where it is not seen."""
        return self._rects.get(place, QRect())

    def face(self, place: int) -> TileFace:
        """Return what a tile shows beside its picture, as last looked at."""
        return self._faces.get(place) or TileFace(number=place + 1)

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 135)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        region = event.region()
        bare = region.subtracted(self._covered)
        if not bare.isEmpty():
            painter.setClipRegion(bare)
            painter.fillRect(self.rect(), theme.color("tile_ground"))
            self._paint_frames(painter)
            painter.setClipping(False)
        ratio = self.devicePixelRatioF()
        for place, rect in self._rects.items():
            if region.intersects(rect):
                view = self._view(place)
                if view.generation != self._marks.get(place, (0, 0))[0]:
                    # Another camera's picture has come since the last tick: its name must come with it.
                    self._faces[place] = self._face_now(place, view)
                self._painter.paint(painter, rect, self.face(place), view, ratio)
        painter.end()

    def _paint_frames(self, painter: QPainter) -> None:
        """Frame the selected tile, and the one under a drag, in the gap round it: no picture is covered."""
        for place, rect in self._rects.items():
            face = self.face(place)
            if face.selected or face.drop:
                ink = theme.color("tile_focus" if face.focused or face.drop else "tile_text_2")
                painter.fillRect(framed(rect), ink)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._fit.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()
        self._tell_sizes()
        self._hanging.set_seen(True)
        self._look(everything=True)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        self._hanging.set_seen(False)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(event.pos())
            why = "" if place is None else self._face_now(place, self._view(place)).badges.why
            QToolTip.showText(event.globalPos(), why, self, self.rect_of(place) if place is not None else QRect())
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._painter.forget()
            self._look(everything=True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._look(everything=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._typed = ""
        self._look(everything=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touched.emit()
        if not self._on_key(Qt.Key(event.key()), event.modifiers(), event.text()):
            super().keyPressEvent(event)
        self._look(everything=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        place = self.place_at(event.position().toPoint())
        if place is not None:
            self._hanging.select(place)
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed_at
        if start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            dropping.drag_away(self, self._hanging, self.grab(self.rect_of(self._hanging.selected)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.place_at(event.position().toPoint()) is not None:
            self.zoom_asked.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.touched.emit()
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self._hanging.selected if by_key else self.place_at(event.pos())
        if place is not None:
            self._hanging.select(place)
            self.menu_asked.emit(self.mapToGlobal(self.rect_of(place).center()) if by_key else event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropping.is_welcome(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place is None:
            self._drop = None
            event.ignore()
        else:
            self._drop = (place, dropping.promise(self._hanging, event.mimeData(), own=event.source() is self))
            event.acceptProposedAction()
        self._look(everything=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop = None
        self._look(everything=True)

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop = None
        place = self.place_at(event.position().toPoint())
        if place is not None:
            self.touched.emit()
            dropping.take(self._hanging, event.mimeData(), place, own=event.source() is self)
            event.acceptProposedAction()
        self._look(everything=True)

    def _on_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> bool:
        hanging, place = self._hanging, self._hanging.selected
        if key in _ARROWS:
            other = hanging.wall.layout.beside(place, *_ARROWS[key])
            if modifiers & Qt.KeyboardModifier.ControlModifier:
                hanging.exchange(place, other)
            self._select(other)
        elif text.isdecimal() and text.isascii():
            self._typed = (self._typed + text)[-6:]
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._typed:
            self._typed = self._typed[:-1]
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            hanging.clear(place)
        elif key == Qt.Key.Key_R:
            hanging.retry(place)
        elif key == Qt.Key.Key_Q:
            hanging.hold_next(place)
        elif key == Qt.Key.Key_Menu:
            self.menu_asked.emit(self.mapToGlobal(self.rect_of(place).center()))
        elif key == Qt.Key.Key_Escape:
            if self._typed:
                self._typed = ""
            else:
                self.left_asked.emit()
        else:
            return False
        return True

    def _on_enter(self) -> None:
        if not self._typed:
            self.zoom_asked.emit()
            return
        number, self._typed = int(self._typed), ""
        cameras = self._hanging.relay.board.cameras.values()
        camera = next((camera for camera in cameras if camera.number == number), None)
        if camera is not None:
            self._hanging.hang(camera.id)
            self._hanging.select(self._hanging.selected)

    def _select(self, place: int) -> None:
        self._hanging.select(place)
        if self._zoomed:
            self._on_laid_out()

    def _on_laid_out(self) -> None:
        self._painter.forget()
        self._lay_out()
        self._tell_sizes()
        self._look(everything=True)
        self.update()

    def _lay_out(self) -> None:
        hanging = self._hanging
        if self._zoomed:
            only = next(iter(tiles_in("1", self.size(), 0).values()))
            self._rects = {hanging.selected: only}
        else:
            self._rects = tiles_in(hanging.wall.layout_name, self.size(), theme.metric("tile_gap"))
        self._covered = QRegion()
        for rect in self._rects.values():
            self._covered += rect

    def _tell_sizes(self) -> None:
        self._hanging.set_sizes(self._in_device_px(self._rects))

    def _sizes_in(self, layout: str) -> dict[int, QSize]:
        rects = self._rects if self._zoomed else tiles_in(layout, self.size(), theme.metric("tile_gap"))
        return self._in_device_px(rects)

    def _in_device_px(self, rects: dict[int, QRect]) -> dict[int, QSize]:
        ratio = self.devicePixelRatioF()
        return {place: rect.size() * ratio for place, rect in rects.items()}

    def _on_changed(self, places: frozenset[int]) -> None:
        self._look(everything=True)
        for place in places:
            self.update(self.rect_of(place))
        self._announce()

    def _on_theme_changed(self) -> None:
        self._on_laid_out()

    def _on_tick(self) -> None:
        # An empty wall costs nothing.
        plays = self._hanging.plays
        self._tick.setInterval(look_every_ms(len(self._rects)) if plays else WORDS_MS)
        self._turn += 1
        self._look(everything=not plays)

    def _look(self, *, everything: bool) -> None:
        """Repaint the tiles whose picture has moved, and whose words have changed: of those in turn, or of ``everything``."""
        turns = WORDS_MS // look_every_ms(len(self._rects))
        for place, rect in self._rects.items():
            mark = self._hanging.mark(place)
            before = self._marks.get(place, (0, 0))
            if everything or place % turns == self._turn % turns or mark[0] != before[0]:
                face = self._face_now(place, self._view(place))
                if face != self._faces.get(place):
                    self._faces[place] = face
                    self.update(framed(rect))
            if mark != before:
                self._marks[place] = mark
                self.update(rect)

    def _view(self, place: int) -> TileView:
        return _EMPTY if self._hanging.camera(place) is None else self._hanging.view(place)

    def _face_now(self, place: int, view: TileView) -> TileFace:
        hanging = self._hanging
        camera, ticket = hanging.camera_seen(place, view), hanging.ticket(place)
        selected = place == hanging.selected
        if camera is None:
            face = TileFace(number=place + 1)
        else:
            name = f"{camera.number:03d} {camera.name}"
            badges = badges_of(
                view,
                hanging.streams.choice(place),
                held=hanging.streams.held(camera.id) is not None,
                hand=hanging.holders.words(camera.id),
            )
            face = face_of(view, place + 1, name, f"{hanging.picture_time(view):%H:%M:%S}", badges)
        return face.with_calls(
            ticket=f"{ticket.number} {ticket.title}" if ticket else "",
            priority=int(ticket.priority) if ticket else 0,
            typed=self.tr("Camera {n}, Enter").format(n=self._typed) if selected and self._typed else "",
            drop=self._drop[1] if self._drop is not None and self._drop[0] == place else "",
            selected=selected,
            focused=self.hasFocus(),
            part=hanging.part(place),
        )

    def _announce(self) -> None:
        """Let a screen reader say what the selected tile shows."""
        spoken = self.face(self._hanging.selected).spoken()
        if spoken != self.accessibleDescription():
            self.setAccessibleDescription(spoken)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
