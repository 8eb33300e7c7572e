"""The map as a panel: what lies where, what is under the pointer, and where tickets may be sent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from console.atlas import Atlas
from console.domain.camera import CameraId
from console.domain.crew import CrewId
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.ticket import Target, TicketId
from widgets import theme
from widgets.kit.focus import Focus
from widgets.map import page
from widgets.map.basemap import TileSource, tile_at
from widgets.map.bridge import Bridge
from widgets.map.controls import Footer, LayerBar, Legend, RatingLegend, ToolBar
from widgets.map.cursor import GridCursor
from widgets.map.drag import DescribeTarget, DropGuide, DropHint, target_at
from widgets.map.feeding import Feeding
from widgets.map.hit import REACH_PX, box_around, boxed, hit, hit_drawn, zoom_holding
from widgets.map.live import LiveMap, Shown, switched
from widgets.map.looks import camera_rank, crew_rank, ticket_rank
from widgets.map.naming import Naming, Thing
from widgets.map.picking import Picker
from widgets.map.scales import CAMERA_CELLS, CREW_CELLS, CREWS_TAKE_FROM, TICKET_CELLS, TICKETS_FROM
from widgets.map.scheme import Handler
from widgets.map.view import MapView
from widgets.relay import Relay

CLOSE_ZOOM: Final = 16
CLOSE_ZOOM_MIN: Final = 13
"""Grids too wide for CLOSE_ZOOM are shown from farther away, but never from farther than this."""
SMALL_REACH_PX: Final = 8.0
COUNT_REACH_PX: Final = 34.0
LISTED_MAX: Final = 14
_MARGIN: Final = 10


class MapPanel(QWidget):
    """The grid map. GUI thread. It moves only when asked to, never because something was selected.

    ``describe_target(target, tickets)`` tells what a drop would mean, whether it is allowed, and why not;
    ``tiles`` is a base map of pictures that lies on this machine.

    Signals:
        crew_clicked(CrewId): what is no focus; tickets and cameras are looked at by a click.
        tickets_boxed(list of TicketId): a box was drawn around them.
        grids_chosen(list of RegionCode): one was clicked, or a box was drawn around their middles.
        area_boxed(LatLng, LatLng): a box was drawn between these corners.
        dispatch_asked(list of TicketId, Target): dropped there, or chosen by keys.
        place_picked(LatLng): the answer to ``begin_pick``.
    """

    crew_clicked = Signal(object)
    tickets_boxed = Signal(object)
    grids_chosen = Signal(object)
    area_boxed = Signal(object, object)
    dispatch_asked = Signal(object, object)
    place_picked = Signal(object)

    def __init__(
        self,
        relay: Relay,
        focus: Focus,
        atlas: Atlas,
        parent: QWidget | None = None,
        *,
        describe_target: DescribeTarget,
        tiles: TileSource | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Map"))
        self._relay = relay
        self._focus = focus
        self._atlas = atlas
        self._tiles = tiles
        bridge = Bridge(self)
        self.live = LiveMap(atlas, bridge, self)
        self.handler = Handler(lambda: self._page)
        self.handler.provide("state", self.live.serve)
        if tiles is not None:
            self.handler.provide("tiles", lambda rest: tile_at(tiles, rest))
        self.view = MapView(bridge, self.handler, self)
        self.view.lost.connect(self.live.lost)
        self.feeding = Feeding(relay, self.live, self)
        self._naming = Naming(relay, atlas, self.feeding)
        self._lay_out()
        self._guide = DropGuide(self.live, atlas, self._hint, describe_target, self.view.ask_where)
        self._guide.dispatch_asked.connect(self.dispatch_asked)
        self.view.take_drops(self._guide)
        self.grid_cursor = GridCursor(self.view, self.live, atlas, self._guide, self._hint, describe_target, focus)
        self.grid_cursor.dispatch_asked.connect(self.dispatch_asked)
        self.grid_cursor.boxed.connect(self._on_boxed)
        self.grid_cursor.toggled.connect(self._tools.grid_cursor.setChecked)
        self._tools.grid_cursor.toggled.connect(self.grid_cursor.turn)
        self._picker = Picker(self, self.live, self._hint)
        self._picker.picked.connect(self.place_picked)
        self._listen(bridge)
        self._dress()
        self.show_home()
        self.view.open()

    def begin_pick(self) -> None:
        """Let the next click be a place, told by ``place_picked``; Escape ends it."""
        self._picker.begin()

    @cached_property
    def _grid_middles(self) -> NDArray[np.float64]:
        """Where each of the atlas's grids has its middle: (lng, lat), shape (n, 2)."""
        return self._atlas.centres_of(self._atlas.grid_codes)

    @cached_property
    def _page(self) -> str:
        return page.write(self._atlas.centre_of(self._relay.board.centre) or LatLng(0, 0), 11, self._tiles)

    def show_home(self) -> None:
        """Show the whole jurisdiction."""
        box = self._atlas.bounds(self._relay.board.centre) or self._atlas.bounds()
        if box is not None:
            self.live.go_to_box(box)

    def show_place(self, place: LatLng) -> None:
        """Show a place as near as its grid can be seen whole; a map that is nearer already keeps its scale."""
        self.live.go_to(place, max(math.floor(self.live.view.zoom), self._close_zoom(place)))

    def _close_zoom(self, place: LatLng) -> int:
        grid = self._atlas.grid_at(place)
        box = self._atlas.bounds(grid) if grid is not None else None
        if box is None:
            return CLOSE_ZOOM
        whole = math.floor(zoom_holding(box, place, self.view.width(), self.view.height()))
        return min(max(whole, CLOSE_ZOOM_MIN), CLOSE_ZOOM)

    def show_region(self, code: str) -> None:
        """Show a region whole."""
        box = self._atlas.bounds(code)
        if box is not None:
            self.live.go_to_box(box)

    def show_looked_at(self) -> None:
        """Show the ticket that is looked at, or its grid where it has no place."""
        if self._focus.ticket is not None:
            self._on_ticket_opened(self._focus.ticket)

    def show_layers(self, shown: Shown) -> None:
        """Turn the layers on and off, with their switches."""
        self.live.show(shown)
        for name, button in self._layers.buttons.items():
            button.setChecked(bool(getattr(shown, name)))

    def keep_still(self, still: bool) -> None:
        """Let nothing blink or glide, for operators who want no motion."""
        self.live.mark(still=still)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_controls()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.feeding.stop()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        self._footer = Footer(self)
        column.addWidget(self._footer)
        self._layers = LayerBar(self.live.shown, self)
        self._tools = ToolBar(self)
        self._legend = Legend(self)
        self._ratings = RatingLegend(self)
        self._hint = DropHint(self)
        self.setFocusProxy(self.view)

    def _place_controls(self) -> None:
        for bar in (self._layers, self._tools, self._legend, self._ratings):
            bar.adjustSize()
        self._layers.move(_MARGIN, _MARGIN)
        beside = self.width() - self._tools.width() - _MARGIN
        is_narrow = beside < self._layers.geometry().right() + _MARGIN
        self._tools.move(
            _MARGIN if is_narrow else beside, self._layers.geometry().bottom() + 6 if is_narrow else _MARGIN
        )
        foot = self.height() - self._footer.height() - _MARGIN
        self._legend.move(_MARGIN, foot - self._legend.height())
        beside = self._legend.geometry().right() + _MARGIN if self._tools.legend.isChecked() else _MARGIN
        self._ratings.move(beside, foot - self._ratings.height())

    def _listen(self, bridge: Bridge) -> None:
        bridge.was_pointed.connect(self._on_pointed)
        bridge.was_left.connect(self._on_left)
        bridge.was_clicked.connect(self._on_clicked)
        bridge.was_boxed.connect(self._on_boxed)
        bridge.menu_was_asked.connect(self._on_menu_asked)
        bridge.has_moved.connect(self._footer.say_zoom)
        self._layers.switched.connect(lambda name, on: self.live.show(switched(self.live.shown, name, on=on)))
        self._layers.buttons["ratings"].toggled.connect(self._ratings.setVisible)
        self._tools.box.toggled.connect(lambda on: self.live.let_box(on=on))
        self._tools.home.clicked.connect(self.show_home)
        home = QShortcut(QKeySequence("Home"), self.view)
        home.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        home.activated.connect(self.show_home)
        self._tools.nearer.clicked.connect(lambda: self.live.zoom_by(1))
        self._tools.farther.clicked.connect(lambda: self.live.zoom_by(-1))
        self._tools.legend.toggled.connect(self._legend.setVisible)
        self._tools.legend.toggled.connect(self._place_controls)
        self._focus.ticket_changed.connect(self._show_looked_at)
        self._focus.camera_changed.connect(self._show_looked_at)
        self._focus.ticket_opened.connect(self._on_ticket_opened)
        self._focus.camera_opened.connect(self._on_camera_opened)
        self._focus.fly_to.connect(self.show_place)
        self._relay.tickets_changed.connect(self._show_looked_at)
        self._relay.reloaded.connect(self._show_looked_at)
        theme.current.changed.connect(self._dress)

    def _dress(self) -> None:
        self.live.dress(page.colors(theme.current.theme.colors))

    def _show_looked_at(self) -> None:
        self.live.mark(selected=self.feeding.px_of(self._focus.ticket, self._focus.camera))

    def _on_ticket_opened(self, id_: TicketId) -> None:
        ticket = self._relay.board.tickets.get(id_)
        if ticket is not None and ticket.place is not None:
            self.show_place(ticket.place)
        elif ticket is not None and ticket.grid is not None:
            self.show_region(ticket.grid)

    def _on_camera_opened(self, id_: CameraId) -> None:
        camera = self._relay.board.cameras.get(id_)
        if camera is not None and camera.place is not None:
            self.show_place(camera.place)

    def _things_at(self, x: float, y: float) -> list[Thing]:
        """Return what is drawn under a pixel, tickets first; tickets only where they are drawn one by one."""
        view, live = self.live.view, self.live
        found: list[Thing] = []
        if live.shown.tickets and view.zoom >= TICKETS_FROM:
            tickets = hit_drawn(live.tickets, view, x, y, REACH_PX, TICKET_CELLS, ticket_rank)
            found += [("ticket", ticket) for ticket in tickets]
        if live.shown.crews and view.zoom >= CREWS_TAKE_FROM:
            crews = hit_drawn(live.crews, view, x, y, SMALL_REACH_PX, CREW_CELLS, crew_rank)
            found += [("crew", crew) for crew in crews]
        if live.cameras_show():
            cameras = hit_drawn(live.cameras, view, x, y, SMALL_REACH_PX, CAMERA_CELLS, camera_rank)
            found += [("camera", camera) for camera in cameras]
        return found

    def _grid_at(self, x: float, y: float) -> RegionCode | None:
        return self._atlas.grid_at(self.live.view.place_at(x, y))

    def _on_pointed(self, x: float, y: float) -> None:
        things, grid = self._things_at(x, y), self._grid_at(x, y)
        place = self.live.view.place_at(x, y)
        self._footer.say(
            " › ".join(self._atlas.path(grid)) if grid else "", f"{place.lng_deg:.5f}, {place.lat_deg:.5f}"
        )
        self.live.mark(hover=self.live.ground.index_of(grid))
        self.live.chip(self._naming.of_things(things) if things else self._naming.of_grid(grid))

    def _on_left(self) -> None:
        self._footer.say("", "")
        self.live.mark(hover=-1)
        self.live.chip("")

    def _on_clicked(self, x: float, y: float, with_ctrl: bool) -> None:
        if self._picker.take(x, y):
            return
        things = self._things_at(x, y)
        if not things and self.live.shown.tickets and self.live.view.zoom < TICKETS_FROM:
            counted = hit(self.live.tickets, self.live.view, x, y, COUNT_REACH_PX)
            if len(counted) > LISTED_MAX:
                self._come_nearer(counted)
                return
            things = [("ticket", ticket) for ticket in counted]
        if len(things) > 1:
            self._list(things, x, y)
        elif things:
            self._choose(things[0])
        else:
            grid = self._grid_at(x, y)
            if grid is not None:
                self.grids_chosen.emit([grid])

    def _come_nearer(self, tickets: list[TicketId]) -> None:
        (x0, y0), (x1, y1) = box_around(self.live.tickets, tickets)
        scale = self.live.view.scale
        middle = (x0 + x1) / 2 * scale - self.live.view.left, (y0 + y1) / 2 * scale - self.live.view.top
        self.live.zoom_by(2, self.live.view.place_at(*middle))

    def _list(self, things: Sequence[Thing], x: float, y: float) -> None:
        """Offer what lies upon one another as a list, to be chosen by pointer or keys."""
        menu = QMenu(self)
        for thing in things[:LISTED_MAX]:
            menu.addAction(self._naming.of_thing(thing)).triggered.connect(partial(self._choose, thing))
        if len(things) > LISTED_MAX:
            more = menu.addAction(self.tr("{n} more: zoom in").format(n=len(things) - LISTED_MAX))
            more.setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.mapToGlobal(QPoint(round(x), round(y))))

    def _choose(self, thing: Thing) -> None:
        match thing:
            case ("ticket", key):
                self._focus.look_at_ticket(TicketId(int(key)))
            case ("camera", key):
                self._focus.look_at_camera(CameraId(str(key)))
            case (_, key):
                self.crew_clicked.emit(CrewId(str(key)))

    def _on_boxed(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._tools.box.setChecked(False)
        if self.live.shown.tickets:
            self.tickets_boxed.emit(boxed(self.live.tickets, self.live.view, x0, y0, x1, y1))
        a, b = self.live.view.place_at(x0, y0), self.live.view.place_at(x1, y1)
        self.area_boxed.emit(a, b)
        lng, lat = self._grid_middles[:, 0], self._grid_middles[:, 1]
        inside = (lng - a.lng_deg) * (lng - b.lng_deg) <= 0
        inside &= (lat - a.lat_deg) * (lat - b.lat_deg) <= 0
        self.grids_chosen.emit([self._atlas.grid_codes[index] for index in np.flatnonzero(inside)])

    def _on_menu_asked(self, x: float, y: float) -> None:
        place = self.live.view.place_at(x, y)
        target = target_at(self.live, self._atlas, self.live.view, x, y)
        menu = QMenu(self)
        if target is not None and self._focus.ticket is not None:
            self._offer_dispatch(menu, self._focus.ticket, target)
        menu.addAction(self.tr("Zoom in here"), lambda: self.live.zoom_by(2, place))
        text = f"{place.lng_deg:.6f}, {place.lat_deg:.6f}"
        copy = self.tr("Copy {place}").format(place=text)
        menu.addAction(copy, lambda: QGuiApplication.clipboard().setText(text))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.mapToGlobal(QPoint(round(x), round(y))))

    def _offer_dispatch(self, menu: QMenu, ticket: TicketId, target: Target) -> None:
        text, allowed, why = self.grid_cursor.describe(target, [ticket])
        action = menu.addAction(text if allowed else why or text)
        action.setEnabled(allowed)
        action.triggered.connect(lambda: self.dispatch_asked.emit([ticket], target))
        menu.addSeparator()
