"""The wall's panel: layouts, the surface, the tour, the list of cameras, and the wall on another screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QKeySequence, QScreen
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.camera import Camera, CameraId
from console.domain.layout import LAYOUTS
from console.domain.tour import DWELL_FIRST_S, Stop
from widgets import theme
from widgets.kit import kept
from widgets.kit.focus import Focus
from widgets.kit.icon import icon, wear
from widgets.kit.inside import inside
from widgets.relay import Relay
from widgets.wall.catalogue import Catalogue
from widgets.wall.full_screen import WallWindow, other_screen
from widgets.wall.hanging import Hanging, Pool
from widgets.wall.stream_menu import add_streams
from widgets.wall.tour_bar import TourBar
from widgets.wall.view import WallView

_LAYOUT_ICONS = {name: f"layout_{name.replace('+', 'p')}" for name in LAYOUTS}
_CATALOGUE_PX = 240


class WallPanel(QWidget):
    """Cameras in tiles, decoded by ``pool``; ``resolve`` turns a camera's address into the one to open.

    ``zone`` is that of the clocks on the tiles; None means the system's.
    """

    def __init__(
        self,
        relay: Relay,
        focus: Focus,
        pool: Pool,
        parent: QWidget | None = None,
        *,
        resolve: Callable[[str], str] = str,
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("wallPanel")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._focus = focus
        self._relay = relay
        self._window: WallWindow | None = None
        self.hanging = Hanging(relay, focus, pool, resolve, zone, self)
        self.view = WallView(self.hanging, self)
        self.tour_bar = TourBar(self)
        self.catalogue = Catalogue(relay, focus, self)
        self.catalogue.hide()
        self._badge = QLabel(self.view)
        self._badge.setObjectName("tourBadge")
        self._badge.setProperty("type", "clock")
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._badge.hide()
        self.view.installEventFilter(self)
        self._layouts = QButtonGroup(self)
        self._away = QWidget(self)
        self._lay_out()
        self._connect()
        self.addAction(self._keyed(self, "Shift+F9", self.tour_previous))
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
        """Lay out the wall: 1, 2x2, 3x3, 4x4, 1+5 or 1+7; another name changes nothing."""
        self.view.zoom(False)
        self.hanging.set_layout(name)

    def start_tour(self, camera_ids: Sequence[CameraId], dwell_s: float = DWELL_FIRST_S) -> None:
        """Tour cameras through the tiles that hold no ticket, a page at a time, each for 5 to 600 s."""
        known = [camera for camera in camera_ids if camera in self._relay.board.cameras]
        self.tour_bar.start(known, dwell_s, len(self._tour_places()))

    def tour_next(self) -> None:
        """Go to the tour's next page."""
        self.tour_bar.next()

    def tour_previous(self) -> None:
        """Go to the tour's previous page."""
        self.tour_bar.previous()

    def tour_toggle(self) -> None:
        """Pause the tour, or go on; where none runs, tour the cameras of the list."""
        if self.tour_bar.tour is None:
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
        tour = self.tour_bar.tour
        kept = self.hanging.saved() | {"catalogue": not self.catalogue.isHidden()}
        if tour is not None:
            kept["tour"] = {"cameras": list(tour.cameras), "dwell_s": tour.dwell_s}
        return kept

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take a saved state back; with an empty one, the first cameras hang."""
        self.hanging.restore(state)
        self._cameras.setChecked(bool(state.get("catalogue", False)))
        if tour := kept.table(state.get("tour")):
            dwell_s = tour.get("dwell_s")
            self.start_tour(
                [CameraId(str(camera)) for camera in kept.listed(tour.get("cameras"))],
                dwell_s if isinstance(dwell_s, int | float) else DWELL_FIRST_S,
            )

    def _open_on(self, screen: QScreen) -> None:
        self._window = WallWindow(self.view, screen)
        self._window.left.connect(self.bring_home)
        self._window.addActions(self.actions())
        for key, do in (("F9", self.tour_next), ("F10", self.tour_toggle), ("Ctrl+F11", self.bring_home)):
            self._window.addAction(self._keyed(self._window, key, do))
        self._away.show()
        self._window.showFullScreen()
        self.view.setFocus()

    def _tour_places(self) -> list[int]:
        wall = self.hanging.wall
        return [place for place in wall.places if wall.tile(place).ticket is None] or list(wall.places)

    def _on_stop_changed(self, stop: Stop) -> None:
        for place, camera in zip(self._tour_places(), stop.cameras, strict=False):
            if self.hanging.wall.tile(place).camera != camera:
                self.hanging.hang(camera, place, smoothly=True)

    def _on_changed(self) -> None:
        wall = self.hanging.wall
        hung = (wall.tile(place).camera for place in wall.places)
        self.catalogue.model.mark_hung(camera for camera in hung if camera is not None)
        self.tour_bar.set_page(len(self._tour_places()))

    def _on_laid_out(self) -> None:
        name = self.hanging.wall.layout_name
        for button in self._layouts.buttons():
            button.setChecked(button.objectName() == name)
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
        self.tour_bar.stop_changed.connect(self._on_stop_changed)
        self.tour_bar.pause_changed.connect(self._on_pause_changed)
        self.catalogue.hang_asked.connect(self.hanging.hang_all)
        self.catalogue.tour_asked.connect(self.start_tour)

    def _lay_out(self) -> None:
        gap = theme.metric("space_1")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = inside(column, QHBoxLayout())
        bar.setContentsMargins(gap, gap, gap, gap)
        bar.setSpacing(gap // 2)
        for place, name in enumerate(LAYOUTS):
            bar.addWidget(self._layout_button(name, place + 1))
        bar.addStretch(1)
        self._cameras = self._tool("camera", self.tr("List of cameras"))
        self._cameras.setCheckable(True)
        self._cameras.toggled.connect(self.catalogue.setVisible)
        tour = self._tool("tour", self.tr("Tour, or pause it (F10)"))
        tour.clicked.connect(lambda _=False: self.tour_toggle())
        away = self._tool("float", self.tr("Wall on other screen (Ctrl+F11)"))
        away.clicked.connect(lambda _=False: self.open_on_other_screen())
        full = self._tool("full_screen", self.tr("Tile to full screen (F11)"))
        full.clicked.connect(lambda _=False: self.toggle_full_screen())
        for button in (self._cameras, tour, away, full):
            bar.addWidget(button)
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

    def _layout_button(self, name: str, key: int) -> QToolButton:
        shown = name.replace("x", " × ")
        button = self._tool(_LAYOUT_ICONS[name], self.tr("Layout {name} (Alt+{key})").format(name=shown, key=key))
        button.setObjectName(name)
        button.setCheckable(True)
        self._layouts.addButton(button)
        button.clicked.connect(lambda _=False: self.set_layout_by_name(name))
        self.addAction(self._keyed(self, f"Alt+{key}", lambda: self.set_layout_by_name(name)))
        return button

    @staticmethod
    def _keyed(owner: QWidget, key: str, do: Callable[[], None]) -> QAction:
        action = QAction(owner)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _=False: do())
        return action

    def _tool(self, name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(text)
        button.setAccessibleName(text)
        wear(button, name)
        return button
