"""The wall's panel: layouts, the surface, the tour, the list of cameras, and the wall on another screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QKeySequence, QScreen
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from console.domain.camera import Camera, CameraId
from console.domain.tour import DWELL_FIRST_S
from widgets import theme
from widgets.kit.banner import Banner
from widgets.kit.focus import Focus
from widgets.kit.icon import icon
from widgets.relay import Relay
from widgets.wall.alarm_frames import AlarmFrames
from widgets.wall.alarm_list import AlarmList
from widgets.wall.alarm_menu import AlarmButton
from widgets.wall.alarms import Alarms
from widgets.wall.bar import WallBar
from widgets.wall.catalogue import Catalogue
from widgets.wall.clip_marks import ClipMarks
from widgets.wall.evidence import EvidenceTaking, KeepingPool
from widgets.wall.evidence_menu import CLIP_KEY, PICTURE_KEY, add_evidence
from widgets.wall.full_screen import WallWindow, other_screen
from widgets.wall.hanging import Hanging
from widgets.wall.own_process import OwnProcess
from widgets.wall.playback import Playback
from widgets.wall.playback_menu import add_playback
from widgets.wall.preview import Preview
from widgets.wall.ptz_mode import PtzMode
from widgets.wall.region_chooser import RegionChooser
from widgets.wall.salvo import Salvo
from widgets.wall.save_form import SaveForm
from widgets.wall.saved_window import SavedWindow
from widgets.wall.screens import Screens
from widgets.wall.sending import SendingAway
from widgets.wall.shelf import Shelf
from widgets.wall.span_grip import SpanGrip
from widgets.wall.stream_menu import add_streams
from widgets.wall.tour_bar import TourBar
from widgets.wall.touring import Touring
from widgets.wall.view import WallView
from widgets.wall.zoom import Zoom

_CATALOGUE_PX = 264


class WallPanel(QWidget):
    """Cameras in tiles, decoded by ``pool``; ``resolve`` turns a camera's address into the one to open.

    ``zone`` is that of the clocks on the tiles; None means the system's. ``own_wall`` are the words that lead a wall in a
    process of its own to the same database.
    """

    def __init__(
        self,
        relay: Relay,
        focus: Focus,
        pool: KeepingPool,
        parent: QWidget | None = None,
        *,
        resolve: Callable[[str], str] = str,
        zone: tzinfo | None = None,
        own_wall: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.setObjectName("wallPanel")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._focus = focus
        self._relay = relay
        self._window: WallWindow | None = None
        self.hanging = Hanging(relay, focus, pool, resolve, zone, self)
        self.alarms = Alarms(relay, focus, self.hanging, self)
        self.view = WallView(self.hanging, self)
        AlarmFrames(self.view, self.hanging, self.alarms)
        SpanGrip(self.view, self.hanging)
        Zoom(self.view, self.hanging)
        self.ptz = PtzMode(self.view, self.hanging)
        self.evidence = EvidenceTaking(self.hanging, focus, pool, zone, self)
        ClipMarks(self.view, self.evidence)
        self.playback = Playback(self.view, self.hanging, focus, resolve, zone)
        self.evidence.is_past = self.alarms.is_past = self.playback.is_at
        self.alarm_list = AlarmList(self.alarms, self)
        self.tour_bar = TourBar(self)
        self.shelf = Shelf(relay, self.hanging, self)
        self.preview = Preview(relay, pool, resolve, zone)
        self.touring = Touring(self.hanging, self.tour_bar, self.shelf, self)
        self.salvo = Salvo(relay, self)
        self.screens = Screens(relay, pool, resolve, zone, self.alarms, self)
        self.bar = WallBar(self.shelf, self)
        self.bar.add_tool(AlarmButton(self.alarms, self.bar))
        self.own = OwnProcess(self.shelf, self.screens, self.alarms, own_wall, self)
        self.banner = Banner(self)
        self.save_form = SaveForm(self.shelf, self)
        self.saved_window = SavedWindow(self.shelf, self.save_form, self)
        away = (self.hanging, self.shelf, self.salvo, self.screens, self.bar, self.saved_window)
        self.sending = SendingAway(*away, self)
        self._regions = RegionChooser(relay, self)
        self.catalogue = Catalogue(relay, focus, self)
        self.catalogue.hide()
        self._badge = QLabel(self.view)
        self._badge.setObjectName("tourBadge")
        self._badge.setProperty("type", "clock")
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._badge.hide()
        self.view.installEventFilter(self)
        self._away = QWidget(self)
        self._lay_out()
        self._connect()
        self.addAction(self._keyed(self, "Shift+F9", self.tour_previous))
        self.addAction(self._keyed(self, PICTURE_KEY, lambda: self.evidence.picture(self.hanging.selected)))
        self.addAction(self._keyed(self, CLIP_KEY, lambda: self.evidence.clip(self.hanging.selected)))
        self.addActions([*self.bar.picker.keys, self.bar.save, self.bar.list])
        self.setFocusProxy(self.view)
        self._on_laid_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and event.type() == QEvent.Type.Resize:
            self._place_badge()
        return super().eventFilter(watched, event)

    def hang(self, camera_id: CameraId, tile: int | None = None) -> None:
        """Hang a camera in a tile, by default the selected one."""
        self.hanging.hang(camera_id, tile)

    def hang_nearest(self, cameras: Sequence[Camera]) -> None:
        """Hang cameras, one a tile: free tiles first, never over a pinned ticket."""
        self.hanging.hang_all([camera.id for camera in cameras])

    def set_layout_by_name(self, name: str) -> None:
        """Lay out the wall by the name of a layout, as of ``console.domain.layout``; another name changes nothing."""
        self.view.zoom(False)
        self.hanging.set_layout(name)

    def start_tour(self, camera_ids: Sequence[CameraId], dwell_s: float = DWELL_FIRST_S) -> None:
        """Tour cameras through the tiles that hold no ticket, a page at a time, each for 5 to 600 s."""
        self.touring.cameras(camera_ids, dwell_s)

    def tour_next(self) -> None:
        """Go to the tour's next page."""
        self.tour_bar.next()

    def tour_previous(self) -> None:
        """Go to the tour's previous page."""
        self.tour_bar.previous()

    def tour_toggle(self) -> None:
        """Pause the tour, or go on; where none runs, tour the cameras of the list."""
        if not self.tour_bar.runs:
            self.start_tour(self.catalogue.to_tour())
        else:
            self.tour_bar.toggle()

    def toggle_full_screen(self) -> None:
        """Show the selected tile on the whole of this screen, or bring the wall home."""
        if self._window is not None:
            self.bring_home()
        else:
            self.view.zoom(True)
            self._open_on(self.screen())

    def open_on_other_screen(self) -> None:
        """Show the wall on the whole of another screen (on this one where there is no other), or bring it home."""
        if self._window is not None:
            self.bring_home()
        else:
            self._open_on(other_screen(self.screen()))

    def bring_home(self) -> None:
        """Bring the wall back from its own screen."""
        window, self._window = self._window, None
        if window is None:
            return
        self.view.zoom(False)
        self._surface.insertWidget(0, self.view)
        self._away.hide()
        self.view.show()
        window.left.disconnect(self.bring_home)
        window.close()
        window.deleteLater()
        self.view.setFocus()

    def state(self) -> dict[str, Any]:
        """Return layout, tiles, list and tour as plain data for the workspace file."""
        state = self.hanging.saved() | {"catalogue": not self.catalogue.isHidden()}
        if (tour := self.touring.state()) is not None:
            state["tour"] = tour
        if names := self.screens.saved():
            state["walls"] = names
        if (alarms := self.alarms.saved()) is not None:
            state["alarms"] = alarms
        if self.shelf.open is not None:
            state["open"] = self.shelf.open.key
        return state

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take a saved state back; with an empty one, the first cameras hang."""
        self.hanging.restore(state)
        self.alarms.restore(state.get("alarms"))
        self.bar.cameras.setChecked(bool(state.get("catalogue", False)))
        self.touring.restore(state.get("tour"))
        self.screens.restore(state.get("walls"))
        self.shelf.remember(str(state.get("open", "")))
        self.shelf.ask()

    def end(self) -> None:
        """Bring the wall home, and end its walls on other screens: the console closes."""
        self.bring_home()
        for window in (self.saved_window, self.save_form, self._regions, self.preview):
            window.close()
        self.screens.close()
        self.ptz.end()
        self.playback.end()
        self.evidence.end()

    def open_saved(self, key: str) -> None:
        """Open a saved layout; a tour would take it away again, so it pauses."""
        self.tour_bar.touch()
        self.view.zoom(False)
        self.shelf.show(key)

    def _open_on(self, screen: QScreen) -> None:
        self._window = WallWindow(self.view, screen)
        self._window.left.connect(self.bring_home)
        self._window.addActions(self.actions())
        for key, do in (("F9", self.tour_next), ("F10", self.tour_toggle), ("Ctrl+F11", self.bring_home)):
            self._window.addAction(self._keyed(self._window, key, do))
        self._away.show()
        self._window.showFullScreen()
        self.view.setFocus()

    def _on_changed(self) -> None:
        wall = self.hanging.wall
        hung = (wall.tile(place).camera for place in wall.places)
        self.catalogue.model.mark_hung(camera for camera in hung if camera is not None)

    def _on_laid_out(self) -> None:
        self.bar.picker.show_layout(self.hanging.wall.layout_name)
        self._on_changed()

    def _on_pause_changed(self, text: str) -> None:
        self._badge.setText(text)
        self._badge.setVisible(bool(text))
        self._place_badge()

    def _place_badge(self) -> None:
        self._badge.adjustSize()
        room = QRect(QPoint(0, theme.metric("space_3")), self.view.size())
        self._badge.move((room.width() - self._badge.width()) // 2, room.top())
        self._badge.raise_()

    def _show_menu(self, at: QPoint) -> None:
        place = self.hanging.selected
        camera, ticket = self.hanging.camera(place), self.hanging.ticket(place)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, name, key, do in (
            (self.tr("Full screen"), "full_screen", "Return", self.toggle_full_screen),
            (self.tr("Try again now"), "retry", "R", lambda: self.hanging.retry(place)),
            (self.tr("Move the camera"), "target", "P", self.ptz.begin),
            (self.tr("Show on map"), "map", "", lambda: self._show_on_map(camera)),
            (self.tr("Pin the ticket in focus"), "pushpin", "", self._pin_focus),
            (self.tr("Take the ticket off"), "undo", "", lambda: self.hanging.pin(None, place)),
            (self.tr("Clear the tile"), "clear", "Del", lambda: self.hanging.clear(place)),
        ):
            action = menu.addAction(icon(name), text)
            if key:
                action.setShortcut(QKeySequence(key))
            action.setEnabled(self._is_possible(name, camera is not None, ticket is not None))
            action.triggered.connect(lambda _=False, done=do: done())
        add_evidence(menu, self.evidence, place)
        add_playback(menu, self.playback, place)
        add_streams(menu, self.hanging, place)
        menu.popup(at)

    def _is_possible(self, name: str, has_camera: bool, has_ticket: bool) -> bool:
        match name:
            case "pushpin":
                return self._focus.ticket is not None
            case "undo":
                return has_ticket
            case "clear":
                return has_camera or has_ticket
            case _:
                return has_camera

    def _show_on_map(self, camera: Camera | None) -> None:
        if camera is not None:
            self._focus.open_camera(camera.id)
            if camera.place is not None:
                self._focus.fly(camera.place)

    def _pin_focus(self) -> None:
        if self._focus.ticket is not None:
            self.hanging.pin(self._focus.ticket, self.hanging.selected)

    def _connect(self) -> None:
        self.hanging.changed.connect(lambda _places: self._on_changed())
        self.hanging.laid_out.connect(self._on_laid_out)
        self.view.touched.connect(self.tour_bar.touch)
        self.view.zoom_asked.connect(self.toggle_full_screen)
        self.view.left_asked.connect(self.bring_home)
        self.view.menu_asked.connect(self._show_menu)
        self.tour_bar.pause_changed.connect(self._on_pause_changed)
        self.catalogue.hang_asked.connect(self.hanging.hang_all)
        self.catalogue.tour_asked.connect(self.start_tour)
        self.catalogue.region_tour_asked.connect(self.touring.region)
        self.catalogue.presences.watch(self.hanging)
        bar = self.bar
        bar.picker.chosen.connect(self.set_layout_by_name)
        bar.save.triggered.connect(lambda _=False: self.save_form.ask())
        bar.list.triggered.connect(lambda _=False: self.saved_window.show_list())
        bar.saved_asked.connect(self.open_saved)
        bar.cameras.toggled.connect(self.catalogue.setVisible)
        bar.tour.clicked.connect(lambda _=False: self.tour_toggle())
        bar.tour_list.triggered.connect(lambda _=False: self.start_tour(self.catalogue.to_tour()))
        bar.tour_region.triggered.connect(lambda _=False: self._regions.ask())
        bar.tour_box.triggered.connect(lambda _=False: self.touring.box())
        self.touring.box_taken.connect(bar.offer_box)
        bar.tour_layouts.triggered.connect(lambda _=False: self.saved_window.show_list())
        bar.away.clicked.connect(lambda _=False: self.open_on_other_screen())
        bar.full.clicked.connect(lambda _=False: self.toggle_full_screen())
        self._regions.chosen.connect(self.touring.region)
        self._regions.tag_chosen.connect(self.touring.tag)
        self.saved_window.opened.connect(self.tour_bar.touch)
        self.saved_window.tour_asked.connect(self.touring.layouts)
        self.saved_window.send_asked.connect(self.sending.offer)
        self.sending.said.connect(self._say)
        self.own.said.connect(self._say)
        bar.own_asked.connect(self.own.open_on)
        self.shelf.said.connect(self._say)
        self.ptz.said.connect(self._say)
        self.evidence.said.connect(self._say)
        self.playback.said.connect(self._say)
        self.playback.began.connect(self.ptz.leave)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.banner)
        surface = QWidget(self)
        self._surface = QVBoxLayout(surface)
        self._surface.setContentsMargins(0, 0, 0, 0)
        self._surface.addWidget(self.view, 1)
        self._surface.addWidget(self._away, 1)
        self._make_away()
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(surface)
        split.addWidget(self.catalogue)
        split.setStretchFactor(0, 1)
        split.setSizes([10 * _CATALOGUE_PX, _CATALOGUE_PX])
        column.addWidget(split, 1)
        column.addWidget(self.alarm_list)
        column.addWidget(self.tour_bar)

    def _make_away(self) -> None:
        """Make what stands in the wall's place while it is on its own screen."""
        column = QVBoxLayout(self._away)
        text = QLabel(self.tr("The wall is on its own screen"), self._away)
        text.setObjectName("emptyState")
        back = QPushButton(self.tr("Bring it back"), self._away)
        back.clicked.connect(lambda _=False: self.bring_home())
        column.addStretch(1)
        column.addWidget(text, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        self._away.hide()

    def _say(self, text: str, tone: str) -> None:
        if text:
            self.banner.tell(text, "error" if tone == "error" else "warn" if tone == "warn" else "info")
        else:
            self.banner.clear()

    @staticmethod
    def _keyed(owner: QWidget, key: str, do: Callable[[], None]) -> QAction:
        action = QAction(owner)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _=False: do())
        return action
