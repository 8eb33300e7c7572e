"""The map as a panel: what lies where, what is under the pointer, and where tickets may be sent."""

from __future__ import annotations

from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.atlas import Atlas
from console.domain.place import LatLng
from widgets import theme
from widgets.kit.focus import Focus
from widgets.map import page
from widgets.map.area import Held
from widgets.map.bars import Bars
from widgets.map.basemaps import BaseMaps
from widgets.map.bases import Bases
from widgets.map.bridge import Bridge
from widgets.map.clicking import Clicking
from widgets.map.counting import Counting
from widgets.map.cursor import GridCursor
from widgets.map.drag import DescribeTarget, DropGuide, DropHint
from widgets.map.drawing_anew import DrawingAnew
from widgets.map.feeding import Feeding
from widgets.map.going import Going
from widgets.map.hand import Hand
from widgets.map.hand_marks import HandMarks
from widgets.map.live import LiveMap, Shown
from widgets.map.naming import Naming
from widgets.map.papers import Papers
from widgets.map.picking import Picker
from widgets.map.scheme import Handler
from widgets.map.sheet import Sheet
from widgets.map.trails import Trails
from widgets.map.troubles import Troubles
from widgets.map.under import Under
from widgets.map.upkeep import Upkeep
from widgets.map.view import MapView
from widgets.relay import Relay

UTC_ZONE: Final = ZoneInfo("UTC")


class MapPanel(QWidget):
    """The grid map. GUI thread. It moves only when asked to, never because something was selected.

    ``describe_target(target, tickets)`` tells what a drop would mean, whether it is allowed, and why not;
    ``tiles`` are the base maps that the settings name; ``sheet`` is what was drawn upon the map.

    Signals:
        crew_clicked(CrewId): what is no focus; tickets and cameras are looked at by a click.
        tickets_boxed(list of TicketId): a box was drawn around them.
        grids_chosen(list of RegionCode): one was clicked, or a box was drawn around their middles.
        dispatch_asked(list of TicketId, Target): dropped there, or chosen by keys.
        place_picked(LatLng): the answer to ``begin_pick``.
    """

    crew_clicked = Signal(object)
    tickets_boxed = Signal(object)
    grids_chosen = Signal(object)
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
        tiles: BaseMaps | None = None,
        sheet: Sheet | None = None,
        zone: ZoneInfo = UTC_ZONE,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Map"))
        self._relay = relay
        self._focus = focus
        self._atlas = atlas
        self.tiles = tiles
        bridge = Bridge(self)
        self.live = LiveMap(atlas, bridge, self)
        self.handler = Handler(lambda: self._page)
        self.handler.provide("state", self.live.serve)
        self.view = MapView(bridge, self.handler, self)
        self.view.lost.connect(self.live.lost)
        self.view.opening.connect(self.live.lost)
        self.feeding = Feeding(relay, self.live, self)
        self._anew = DrawingAnew(relay, atlas, self.live, self)
        self.going = Going(relay, focus, atlas, self.live, self.view)
        self.under = Under(self.live, atlas)
        self._naming = Naming(relay, atlas, self.feeding)
        self._lay_out()
        self.troubles = Troubles(self)
        self.upkeep = Upkeep(self.view, bridge, self.troubles)
        if tiles is not None:
            panel = self.bars.layer_panel
            Bases(tiles, self.live, bridge, self.handler, panel, self.troubles, self._place_all, self)
        self._guide = DropGuide(self.live, atlas, self._hint, describe_target, self.view.ask_where)
        self._guide.dispatch_asked.connect(self.dispatch_asked)
        self.view.take_drops(self._guide)
        self.grid_cursor = GridCursor(self.view, self.live, atlas, self._guide, self._hint, describe_target, focus)
        self.grid_cursor.toggled.connect(self.bars.tools.grid_cursor.setChecked)
        self._anew.drawn.connect(lambda: self.grid_cursor.turn(on=False))
        self.bars.tools.grid_cursor.toggled.connect(self.grid_cursor.turn)
        self._picker = Picker(self, self.live, self._hint)
        self._picker.picked.connect(self.place_picked)
        marks = HandMarks(bridge, self)
        self.hand = Hand(
            relay,
            focus,
            atlas,
            self.live,
            self.going,
            self.under,
            self._naming,
            marks,
            describe_target,
            self,
            self.view,
        )
        self.clicking = Clicking(self.live, self.under, self._picker, self.hand, self.view)
        self._give_keys(self.grid_cursor)
        self.clicking.grid_clicked.connect(lambda grid: self.grids_chosen.emit([grid]))
        self.trails = Trails(relay, focus, self.live, self)
        self.counting = Counting(relay, self.live, atlas, self.bars, zone)
        self._tell_empty()
        relay.reloaded.connect(self._tell_empty)
        self.papers = Papers(self.live, bridge, self.bars, relay.clock, sheet, self.view, self)
        self._listen(bridge)
        self._dress()
        self.show_home()
        self.upkeep.open()

    def _place_all(self) -> None:
        """Put every symbol anew: the base map has another datum."""
        self.feeding.take_all()
        self._show_looked_at()

    def begin_pick(self) -> None:
        """Let the next click be a place, told by ``place_picked``; Escape ends it."""
        self.papers.pen.lay_down()
        self._picker.begin()

    @cached_property
    def _page(self) -> str:
        return page.write(self._atlas.centre_of(self._relay.board.centre) or LatLng(0, 0), 11, self.tiles)

    def show_home(self) -> None:
        """Show the whole jurisdiction."""
        self.going.home()

    def show_place(self, place: LatLng) -> None:
        """Show a place as near as its grid can be seen whole; a map that is nearer already keeps its scale."""
        self.going.place(place)

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

    def _give_keys(self, cursor: GridCursor) -> None:
        """Let the hand do by keys what it does by pointer."""
        hand = self.hand
        cursor.dispatch_asked.connect(self.dispatch_asked)
        cursor.boxed.connect(hand.take_box)
        cursor.grids_taken.connect(hand.take_grids)
        cursor.marked.connect(hand.marks.marked)
        cursor.moved.connect(hand.be_at)
        hand.dispatch_asked.connect(self.dispatch_asked)
        hand.crew_asked.connect(self.crew_clicked)
        hand.area_taken.connect(self._on_area_taken)
        for key, do in (
            ("Menu", hand.open_ring_by_keys),
            ("Shift+F10", hand.open_ring_by_keys),
            ("I", hand.tell_point_by_keys),
        ):
            shortcut = QShortcut(QKeySequence(key), self.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def _listen(self, bridge: Bridge) -> None:
        tools = self.bars.tools
        bridge.was_pointed.connect(self._on_pointed)
        bridge.was_left.connect(self._on_left)
        bridge.was_clicked.connect(self._on_clicked)
        bridge.was_boxed.connect(self._on_boxed)
        bridge.was_lassoed.connect(self._on_lassoed)
        bridge.menu_was_asked.connect(self._on_menu_asked)
        bridge.has_moved.connect(self.bars.footer.say_zoom)
        tools.box.toggled.connect(lambda on: self.live.let_box(on=on))
        tools.lasso.toggled.connect(lambda on: self.live.let_lasso(on=on))
        tools.home.clicked.connect(self.show_home)
        tools.seek.clicked.connect(lambda _=False: self.hand.finder.begin())
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

    def _tell_empty(self) -> None:
        self.bars.layer_panel.show_empty(self.feeding.placing.empty)

    def _show_looked_at(self) -> None:
        self.live.mark(selected=self.feeding.px_of(self._focus.ticket, self._focus.camera))

    def _on_pointed(self, x: float, y: float) -> None:
        grid, place = self.under.grid(x, y), self.live.view.place_at(x, y)
        self.bars.footer.say(" › ".join(self._atlas.path(grid)) if grid else "", place)
        self.live.mark(hover=self.live.ground.index_of(grid))
        if self.papers.pen.is_on:
            self.hand.rest((), x, y)
            self.live.chip("")
            return
        things = self.under.things(x, y)
        self.hand.rest(things, x, y)
        named = self._naming.of_things(things) if things else self._naming.of_grid(grid)
        lines = self.feeding.placing.named_at(x, y), named, self.counting.line_of(grid)
        self.live.chip("\n".join(filter(None, lines)))

    def _on_left(self) -> None:
        self.bars.footer.say("", None)
        self.live.mark(hover=-1)
        self.live.chip("")
        self.hand.rest((), 0, 0)

    def _on_clicked(self, x: float, y: float, with_ctrl: bool) -> None:
        if not self.papers.pen.click(x, y):
            self.clicking.click(x, y, with_ctrl)

    def _on_boxed(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.bars.tools.box.setChecked(False)
        self.hand.take_box(x0, y0, x1, y1)

    def _on_lassoed(self, line: str) -> None:
        self.bars.tools.lasso.setChecked(False)
        self.hand.take_lasso(line)

    def _on_area_taken(self, held: Held) -> None:
        if self.live.shown.tickets:
            self.tickets_boxed.emit(list(held.tickets))
        self.grids_chosen.emit(list(held.grids))

    def _on_menu_asked(self, x: float, y: float) -> None:
        if self.papers.pen.is_on:
            self.papers.pen.finish()
            return
        self.hand.open_ring_at(x, y)
