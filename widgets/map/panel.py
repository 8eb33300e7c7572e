"""The map as a panel: what lies where, what is under the pointer, and where tickets may be sent."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from console.atlas import Atlas
from console.domain.place import LatLng
from console.domain.ticket import Target, TicketId
from widgets import theme
from widgets.kit.focus import Focus
from widgets.map import page
from widgets.map.bars import Bars
from widgets.map.basemap import TileSource, tile_at
from widgets.map.bridge import Bridge
from widgets.map.clicking import Clicking
from widgets.map.cursor import GridCursor
from widgets.map.drag import DescribeTarget, DropGuide, DropHint
from widgets.map.drawing_anew import DrawingAnew
from widgets.map.feeding import Feeding
from widgets.map.going import Going
from widgets.map.hit import boxed
from widgets.map.live import LiveMap, Shown
from widgets.map.naming import Naming
from widgets.map.papers import Papers
from widgets.map.picking import Picker
from widgets.map.readout import offer_copies
from widgets.map.scheme import Handler
from widgets.map.sheet import Sheet
from widgets.map.under import Under
from widgets.map.view import MapView
from widgets.relay import Relay


class MapPanel(QWidget):
    """The grid map. GUI thread. It moves only when asked to, never because something was selected.

    ``describe_target(target, tickets)`` tells what a drop would mean, whether it is allowed, and why not;
    ``tiles`` is a base map of pictures that lies on this machine; ``sheet`` is what was drawn upon the map.

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
        sheet: Sheet | None = None,
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
        self._anew = DrawingAnew(relay, atlas, self.live, self)
        self._anew.drawn.connect(lambda: self.grid_cursor.turn(False))
        self.going = Going(relay, focus, atlas, self.live, self.view)
        self.under = Under(self.live, atlas)
        self._naming = Naming(relay, atlas, self.feeding)
        self._lay_out()
        self._guide = DropGuide(self.live, atlas, self._hint, describe_target, self.view.ask_where)
        self._guide.dispatch_asked.connect(self.dispatch_asked)
        self.view.take_drops(self._guide)
        self.grid_cursor = GridCursor(self.view, self.live, atlas, self._guide, self._hint, describe_target, focus)
        self.grid_cursor.dispatch_asked.connect(self.dispatch_asked)
        self.grid_cursor.boxed.connect(self._on_boxed)
        self.grid_cursor.toggled.connect(self.bars.tools.grid_cursor.setChecked)
        self.bars.tools.grid_cursor.toggled.connect(self.grid_cursor.turn)
        self._picker = Picker(self, self.live, self._hint)
        self._picker.picked.connect(self.place_picked)
        self.clicking = Clicking(self.live, self.under, self._naming, self._picker, focus, self.view)
        self.clicking.crew_clicked.connect(self.crew_clicked)
        self.clicking.grid_clicked.connect(lambda grid: self.grids_chosen.emit([grid]))
        self.papers = Papers(self.live, bridge, self.bars, relay.clock, sheet, self.view, self)
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
        self.going.home()

    def show_place(self, place: LatLng) -> None:
        """Show a place as near as its grid can be seen whole; a map that is nearer already keeps its scale."""
        self.going.place(place)

    def show_region(self, code: str) -> None:
        """Show a region whole."""
        self.going.region(code)

    def show_looked_at(self) -> None:
        """Show the ticket that is looked at, or its grid where it has no place."""
        self.going.looked_at()

    def show_layers(self, shown: Shown) -> None:
        """Turn the layers on and off, with their switches."""
        self.live.show(shown)

    def keep_still(self, still: bool) -> None:
        """Let nothing blink or glide, for operators who want no motion."""
        self.live.mark(still=still)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bars.place()
        self.papers.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.papers.pen.lay_down()
        self.feeding.stop()
        self._anew.stop()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        self.bars = Bars(self.live, self)
        column.addWidget(self.bars.footer)
        self._hint = DropHint(self)
        self.setFocusProxy(self.view)

    def _listen(self, bridge: Bridge) -> None:
        tools = self.bars.tools
        bridge.was_pointed.connect(self._on_pointed)
        bridge.was_left.connect(self._on_left)
        bridge.was_clicked.connect(self._on_clicked)
        bridge.was_boxed.connect(self._on_boxed)
        bridge.menu_was_asked.connect(self._on_menu_asked)
        bridge.has_moved.connect(self.bars.footer.say_zoom)
        tools.box.toggled.connect(lambda on: self.live.let_box(on=on))
        tools.home.clicked.connect(self.show_home)
        home = QShortcut(QKeySequence("Home"), self.view)
        home.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        home.activated.connect(self.show_home)
        tools.nearer.clicked.connect(lambda: self.live.zoom_by(1))
        tools.farther.clicked.connect(lambda: self.live.zoom_by(-1))
        self._focus.ticket_changed.connect(self._show_looked_at)
        self._focus.camera_changed.connect(self._show_looked_at)
        self._relay.tickets_changed.connect(self._show_looked_at)
        self._relay.reloaded.connect(self._show_looked_at)
        theme.current.changed.connect(self._dress)

    def _dress(self) -> None:
        self.live.dress(page.colors(theme.current.theme.colors))

    def _show_looked_at(self) -> None:
        self.live.mark(selected=self.feeding.px_of(self._focus.ticket, self._focus.camera))

    def _on_pointed(self, x: float, y: float) -> None:
        things, grid = self.under.things(x, y), self.under.grid(x, y)
        place = self.live.view.place_at(x, y)
        self.bars.footer.say(" › ".join(self._atlas.path(grid)) if grid else "", place)
        self.live.mark(hover=self.live.ground.index_of(grid))
        named = self._naming.of_things(things) if things else self._naming.of_grid(grid)
        self.live.chip("" if self.papers.pen.is_on else named)

    def _on_left(self) -> None:
        self.bars.footer.say("", None)
        self.live.mark(hover=-1)
        self.live.chip("")

    def _on_clicked(self, x: float, y: float, with_ctrl: bool) -> None:
        if not self.papers.pen.click(x, y):
            self.clicking.click(x, y, with_ctrl)

    def _on_boxed(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.bars.tools.box.setChecked(False)
        if self.live.shown.tickets:
            self.tickets_boxed.emit(boxed(self.live.tickets, self.live.view, x0, y0, x1, y1))
        a, b = self.live.view.place_at(x0, y0), self.live.view.place_at(x1, y1)
        self.area_boxed.emit(a, b)
        lng, lat = self._grid_middles[:, 0], self._grid_middles[:, 1]
        inside = (lng - a.lng_deg) * (lng - b.lng_deg) <= 0
        inside &= (lat - a.lat_deg) * (lat - b.lat_deg) <= 0
        self.grids_chosen.emit([self._atlas.grid_codes[index] for index in np.flatnonzero(inside)])

    def _on_menu_asked(self, x: float, y: float) -> None:
        if self.papers.pen.is_on:
            self.papers.pen.finish()
            return
        place = self.live.view.place_at(x, y)
        target = self.under.target(x, y)
        menu = QMenu(self)
        if target is not None and self._focus.ticket is not None:
            self._offer_dispatch(menu, self._focus.ticket, target)
        menu.addAction(self.tr("Zoom in here"), lambda: self.live.zoom_by(2, place))
        offer_copies(menu, place)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.mapToGlobal(QPoint(round(x), round(y))))

    def _offer_dispatch(self, menu: QMenu, ticket: TicketId, target: Target) -> None:
        text, allowed, why = self.grid_cursor.describe(target, [ticket])
        action = menu.addAction(text if allowed else why or text)
        action.setEnabled(allowed)
        action.triggered.connect(lambda: self.dispatch_asked.emit([ticket], target))
        menu.addSeparator()
