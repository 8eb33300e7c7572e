"""What a map shows just now, as plain figures that leave the house: nothing of it says who anybody is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from console.atlas import Atlas, Box
from console.domain.crew import CrewId
from console.domain.drawing import Drawing
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.ticket import Ticket
from console.reports.map_features import MapThings
from widgets.map.hit import boxed
from widgets.map.live import LiveMap
from widgets.map.looks import HAS_WORK, OLD
from widgets.relay import Relay

CREW_TOKENS: Final = ("crew_on_duty", "crew_busy", "crew_off_duty")
"""Free, with work in hand, not seen for a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InView:
    """What lies in the view of the layers that are shown; of crews only where one is and its colour's token.

    ``is_rated``: grids wear the colours of their ratings.
    """

    things: MapThings
    box: Box
    zoom: float
    crews: tuple[tuple[LatLng, str], ...] = ()
    is_rated: bool = False

    @property
    def middle(self) -> LatLng:
        return LatLng((self.box.south + self.box.north) / 2, (self.box.west + self.box.east) / 2)


def box_of(live: LiveMap) -> Box:
    """Return the box of degrees that the view shows."""
    view = live.view
    north_west, south_east = view.place_at(0, 0), view.place_at(view.width, view.height)
    return Box(north_west.lng_deg, south_east.lat_deg, south_east.lng_deg, north_west.lat_deg)


def gather(live: LiveMap, relay: Relay, atlas: Atlas, drawings: tuple[Drawing, ...]) -> InView:
    """Gather what the map shows. GUI thread."""
    view, board = live.view, relay.board
    frame = (0.0, 0.0, view.width, view.height)
    tickets: list[Ticket] = []
    if live.shown.tickets:
        tickets = [board.tickets[id_] for id_ in boxed(live.tickets, view, *frame) if id_ in board.tickets]
    cameras = boxed(live.cameras, view, *frame) if live.cameras_show() else []
    sites = boxed(live.sites, view, *frame) if live.shows("sites") else []
    sensors = boxed(live.sensors, view, *frame) if live.shows("sensors") else []
    box = box_of(live)
    grids: list[RegionCode] = atlas.grids_in(box) if live.shown.grids else []
    things = MapThings(
        atlas=atlas,
        tickets=tuple(tickets),
        grids=tuple(grids),
        cameras=tuple(board.cameras[id_] for id_ in cameras if id_ in board.cameras),
        sites=tuple(board.sites[id_] for id_ in sites if id_ in board.sites),
        sensors=tuple(board.sensors[id_] for id_ in sensors if id_ in board.sensors),
        drawings=drawings if live.shown.drawn else (),
    )
    crews = tuple(_crews(live, relay, frame)) if live.shows("crews") else ()
    return InView(things=things, box=box, zoom=view.zoom, crews=crews, is_rated=live.shown.ratings)


def _crews(live: LiveMap, relay: Relay, frame: tuple[float, float, float, float]) -> list[tuple[LatLng, str]]:
    """Return where crews are and how they do, without their ids."""
    found = []
    for id_ in boxed(live.crews, live.view, *frame):
        crew, slot = relay.board.crews.get(CrewId(id_)), live.crews.slot_of(id_)
        if crew is None or crew.place is None or slot is None:
            continue
        look = int(np.uint16(live.crews.looks[slot]))
        token = CREW_TOKENS[2 if look & OLD else 1 if look & HAS_WORK else 0]
        found.append((crew.place, token))
    return found
