"""The operator's hand on the map: takes areas, opens the ring of entries, lists what is there, and asks others to act."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

import shapely
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from console.atlas import Atlas
from console.domain.camera import CameraId
from console.domain.crew import CrewId
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.ticket import Target, TicketId
from widgets.kit.focus import Focus
from widgets.map.area import Gathering, Held
from widgets.map.area_sheet import AreaSheet
from widgets.map.drag import DescribeTarget
from widgets.map.entries import Entries, Spot
from widgets.map.finder import Finder
from widgets.map.gazetteer import place_of
from widgets.map.going import Going
from widgets.map.hand_marks import HandMarks
from widgets.map.list_sheet import ListSheet
from widgets.map.live import LiveMap
from widgets.map.naming import PLACES, Naming, Thing
from widgets.map.nearest import Nearest
from widgets.map.point_sheet import PointSheet
from widgets.map.radial import Radial
from widgets.map.resting import Resting
from widgets.map.send_menu import send_menu
from widgets.map.thing_sheet import ThingSheet
from widgets.map.under import Under
from widgets.relay import Relay

AROUND_PX: Final = 120
"""What is around a point is what lies so far from it on the screen: nearer, less is around it."""
LISTED_MAX: Final = 14


class Hand(QObject):
    """What is done on the map beside moving it. It asks; the other panels do. GUI thread.

    Signals:
        area_taken(Held): a box, a lasso or grids were taken, and are listed.
        tickets_asked(list of TicketId): to be selected in the queue.
        dispatch_asked(list of TicketId, Target): to be sent there.
        crews_asked(list of TicketId): somebody for them is to be chosen among all crews.
        crew_asked(CrewId): to be shown in the list of crews.
        hang_asked(list of CameraId), steer_asked(CameraId), tour_asked(Held): to the wall.
        campaign_asked(list of RegionCode): on these grids.
        take_in_asked(LatLng): a new ticket is to be taken in there.
        export_asked(Held): to be written to a file.
    """

    area_taken = Signal(object)
    tickets_asked = Signal(object)
    dispatch_asked = Signal(object, object)
    crews_asked = Signal(object)
    crew_asked = Signal(object)
    hang_asked = Signal(object)
    steer_asked = Signal(object)
    tour_asked = Signal(object)
    campaign_asked = Signal(object)
    take_in_asked = Signal(object)
    export_asked = Signal(object)

    def __init__(
        self,
        relay: Relay,
        focus: Focus,
        atlas: Atlas,
        live: LiveMap,
        going: Going,
        under: Under,
        naming: Naming,
        marks: HandMarks,
        describe: DescribeTarget,
        over: QWidget,
        keys_to: QWidget,
    ) -> None:
        super().__init__(over)
        self._relay = relay
        self._focus = focus
        self._atlas = atlas
        self._live = live
        self._going = going
        self._under = under
        self._naming = naming
        self._describe = describe
        self._over = over
        self.marks = marks
        self.gathering = Gathering(live, relay, atlas)
        self.area = AreaSheet(naming, over, keys_to, acts=relay.against is None)
        self.stack = ListSheet(over, keys_to)
        self.point = PointSheet(relay, atlas, naming, over, keys_to)
        self.thing = ThingSheet(relay, atlas, naming, self, over, keys_to)
        self.nearest = Nearest(relay, live, marks, describe, over, keys_to)
        self.finder = Finder(relay, atlas, naming, over, keys_to)
        self.radial = Radial(over, keys_to)
        self.resting = Resting(self)
        self._entries = Entries(relay, focus, naming, describe, self, self)
        self._connect()
        self._cursor: LatLng | None = None

    def take_box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Take what lies in a rectangle of the view, px."""
        self._take(self.gathering.box(self._live.view, x0, y0, x1, y1))

    def take_lasso(self, line: str) -> None:
        """Take what lies inside a line drawn by hand: JSON of pixels of the view."""
        self._take(self.gathering.lasso(self._live.view, json.loads(line)))

    def take_grids(self, codes: Sequence[RegionCode]) -> None:
        """Take what lies in these grids."""
        self._take(self.gathering.grids(codes))

    def open_ring_at(self, x: float, y: float) -> None:
        """Open the ring of entries around a pixel of the view."""
        self.open_ring(self.spot_at(x, y))

    def open_ring_by_keys(self) -> None:
        """Open the ring of entries for the point that the keyboard is at."""
        self.open_ring(self.spot_by_keys())

    def be_at(self, place: LatLng | None) -> None:
        """Take note of where the grid cursor is, None while it is off."""
        self._cursor = place

    def rest(self, things: Sequence[Thing], x: float, y: float) -> None:
        """Take note of what the pointer is on now."""
        kind, key = things[0] if things else ("", "")
        at = QPoint(round(x), round(y))
        self.resting.be_on(CameraId(str(key)) if kind == "camera" else None, at)

    def open_ring(self, spot: Spot) -> None:
        """Open the ring of entries for a point."""
        self.resting.be_on(None, QPoint())
        about, entries = self._entries.of(spot)
        self.radial.unfold(about, entries, QPoint(round(spot.x), round(spot.y)))

    def spot_at(self, x: float, y: float) -> Spot:
        """Return what is at a pixel of the view."""
        place = self._live.view.place_at(x, y)
        things = (*self._under.things(x, y), *self._under.places(x, y))
        return Spot(place=place, x=x, y=y, things=things, grid=self._under.grid(x, y))

    def spot_by_keys(self) -> Spot:
        """Return the point that the keyboard is at: the grid cursor, else what is looked at, else the middle."""
        view = self._live.view
        if self._cursor is not None:
            x, y = view.pixel_of(self._cursor)
            return Spot(place=self._cursor, x=x, y=y, grid=self._atlas.grid_at(self._cursor))
        for thing, place in self._looked_at():
            if view.holds(place):
                spot = self.spot_at(*view.pixel_of(place))
                others = tuple(other for other in spot.things if other != thing)
                return Spot(place=place, x=spot.x, y=spot.y, things=(thing, *others), grid=spot.grid)
        return self.spot_at(view.width / 2, view.height / 2)

    def tell_point_by_keys(self) -> None:
        """Tell what holds the point that the keyboard is at."""
        self.tell_point(self.spot_by_keys().place)

    def near_cameras_of_ticket(self) -> None:
        """Show the cameras nearest to the ticket looked at."""
        ticket = self._relay.board.tickets.get(self._focus.ticket) if self._focus.ticket is not None else None
        if ticket is not None and ticket.place is not None:
            self.near_cameras(ticket.place, ticket.number)

    def near_crews_of_ticket(self) -> None:
        """Show who could be sent to the ticket looked at."""
        if self._focus.ticket is not None:
            self.near_crews(self._focus.ticket)

    def offer_dispatch(self, tickets: list[TicketId], spot: Spot) -> None:
        self._offer(tickets, QPoint(round(spot.x), round(spot.y)), [spot.grid] if spot.grid is not None else [])

    def send(self, tickets: list[TicketId], target: Target) -> None:
        self.dispatch_asked.emit(tickets, target)

    def near_cameras(self, place: LatLng, of: str) -> None:
        self.nearest.cameras(place, of)

    def near_crews(self, ticket: TicketId) -> None:
        self.nearest.crews(ticket)

    def tell_point(self, place: LatLng) -> None:
        self.marks.pin(place)
        self.point.show_place(place)

    def list_things(self, spot: Spot) -> None:
        """List what lies upon one another, beside its pixel."""
        rows = [self._naming.row(thing) for thing in spot.things[:LISTED_MAX]]
        more = len(spot.things) - LISTED_MAX
        note = self.tr("{n} more: zoom in").format(n=more) if more > 0 else ""
        heading = self.tr("%n things here", "", len(spot.things))
        self.stack.show_rows(heading, rows, note, QPoint(round(spot.x), round(spot.y)))

    def list_grid(self, grid: RegionCode) -> None:
        self.take_grids([grid])

    def list_around(self, place: LatLng) -> None:
        x, y = self._live.view.pixel_of(place)
        circle = shapely.get_coordinates(shapely.Point(x, y).buffer(AROUND_PX)).tolist()
        self._take(self.gathering.lasso(self._live.view, circle))

    def come_nearer(self, place: LatLng) -> None:
        self._live.zoom_by(2, place)

    def look(self, thing: Thing) -> None:
        """Look at a thing; a region or a place is shown."""
        match thing:
            case ("ticket", key):
                self._focus.look_at_ticket(TicketId(int(key)))
            case ("camera", key):
                self._focus.look_at_camera(CameraId(str(key)))
            case ("crew", key):
                self.crew_asked.emit(CrewId(str(key)))
            case _:
                if (place := place_of(thing, self._relay.board, self._atlas)) is not None:
                    self._focus.fly(place)

    def choose(self, thing: Thing) -> None:
        """Look at what was chosen where it lies; of what is no focus it is told what it is."""
        if thing[0] in PLACES:
            self.tell_of(thing)
        else:
            self.look(thing)

    def tell_of(self, thing: Thing) -> None:
        """Tell what is known of a key site, a sensor or a department, beside it where it is in view."""
        place, view = place_of(thing, self._relay.board, self._atlas), self._live.view
        x, y = view.pixel_of(place) if place is not None else (0.0, 0.0)
        is_seen = place is not None and view.holds(place)
        self.thing.show_thing(thing, place, QPoint(round(x), round(y)) if is_seen else None)
        self.marks.pin(place)

    def preview(self, camera: CameraId, spot: Spot) -> None:
        self.resting.look_at_once(camera, QPoint(round(spot.x), round(spot.y)))

    def hang(self, cameras: list[CameraId]) -> None:
        self.hang_asked.emit(cameras)

    def steer(self, camera: CameraId) -> None:
        self.steer_asked.emit(camera)

    def take_in(self, place: LatLng) -> None:
        self.take_in_asked.emit(place)

    def start_campaign(self, grids: list[RegionCode]) -> None:
        self.campaign_asked.emit(grids)

    def select(self, tickets: list[TicketId]) -> None:
        self.tickets_asked.emit(tickets)

    def _take(self, held: Held | None) -> None:
        if held is None:
            return
        self.marks.area(held.shape)
        self.area.show_held(held)
        self.area_taken.emit(held)

    def _offer(
        self, tickets: list[TicketId], at: QPoint, grids: Sequence[RegionCode], among: Sequence[CrewId] = ()
    ) -> None:
        menu = send_menu(
            self._over,
            self._relay,
            tickets,
            self._describe,
            lambda target: self.dispatch_asked.emit(tickets, target),
            lambda: self.crews_asked.emit(tickets),
            among=among,
            grids=grids,
        )
        menu.popup(self._over.mapToGlobal(at))

    def _offer_for_area(self, tickets: list[TicketId]) -> None:
        held = self.area.held
        if held is not None:
            at = self.area.mapTo(self._over, self.area.dispatch.geometry().bottomLeft())
            self._offer(tickets, at, held.grids, held.crews)

    def _looked_at(self) -> list[tuple[Thing, LatLng]]:
        board = self._relay.board
        found: list[tuple[Thing, LatLng]] = []
        ticket = board.tickets.get(self._focus.ticket) if self._focus.ticket is not None else None
        camera = board.cameras.get(self._focus.camera) if self._focus.camera is not None else None
        if ticket is not None and ticket.place is not None:
            found.append((("ticket", ticket.id), ticket.place))
        if camera is not None and camera.place is not None:
            found.append((("camera", camera.id), camera.place))
        return found

    def _connect(self) -> None:
        area = self.area
        area.thing_chosen.connect(self.look)
        area.tickets_asked.connect(self.tickets_asked)
        area.dispatch_asked.connect(self._offer_for_area)
        area.hang_asked.connect(self.hang_asked)
        area.tour_asked.connect(self.tour_asked)
        area.campaign_asked.connect(self.campaign_asked)
        area.export_asked.connect(self.export_asked)
        area.closed.connect(lambda: self.marks.area(None))
        self.stack.chosen.connect(self.choose)
        self.point.hang_asked.connect(self.hang_asked)
        self.point.closed.connect(lambda: self.marks.pin(None))
        self.thing.closed.connect(lambda: self.marks.pin(None))
        self.nearest.hang_asked.connect(self.hang_asked)
        self.nearest.dispatch_asked.connect(self.dispatch_asked)
        self.nearest.camera_looked_at.connect(self._on_camera_looked_at)
        self.stack.looked_at.connect(self._on_row_looked_at)
        self.finder.place_found.connect(self._go_and_pin)
        self.finder.thing_found.connect(self._on_found)

    def _on_found(self, thing: Thing, place: LatLng | None) -> None:
        """Show what was found: a region whole, of the rest its place; a pin tells where it is."""
        kind, key = thing
        if place is None or kind == "grid":
            self._going.region(str(key))
            self.marks.pin(place)
        else:
            self._go_and_pin(place)
        if kind == "camera":
            self._focus.look_at_camera(CameraId(str(key)))
        elif kind in PLACES:
            self.thing.show_thing(thing, place, None)
            self.marks.pin(place)

    def _go_and_pin(self, place: LatLng) -> None:
        self.marks.pin(place)
        self._going.place(place)

    def _on_row_looked_at(self, key: object) -> None:
        is_camera = isinstance(key, tuple) and key[0] == "camera"
        self._on_camera_looked_at(CameraId(str(key[1])) if is_camera and isinstance(key, tuple) else None)

    def _on_camera_looked_at(self, id_: CameraId | None) -> None:
        """Let a camera that the keyboard rests on in a list be seen in the corner that no list lies over."""
        self.resting.be_on(id_, QPoint(0, round(self._live.view.height)))
