"""An area of the map, drawn as a box or a lasso or marked grid by grid, and all that lies in it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from console.atlas import Atlas, Shape
from console.domain.camera import CameraId
from console.domain.crew import CrewId
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.sensor import SensorId
from console.domain.site import SiteId
from console.domain.ticket import TicketId
from widgets.map.features import Pixels, Points, world_px
from widgets.map.hit import Viewport
from widgets.map.live import LiveMap
from widgets.relay import Relay

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What lies in an area, tickets the gravest first, cameras by number; ``grids`` are those whose middles do. ``shape`` is (lng, lat) degrees."""

    shape: Shape
    tickets: tuple[TicketId, ...] = ()
    crews: tuple[CrewId, ...] = ()
    cameras: tuple[CameraId, ...] = ()
    grids: tuple[RegionCode, ...] = ()
    sites: tuple[SiteId, ...] = ()
    sensors: tuple[SensorId, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any((self.tickets, self.crews, self.cameras, self.grids, self.sites, self.sensors))


class Gathering:
    """Gathers what lies in an area: of tickets and crews those whose layer is shown, of the rest all. GUI thread."""

    def __init__(self, live: LiveMap, relay: Relay, atlas: Atlas) -> None:
        self._live = live
        self._relay = relay
        self._atlas = atlas

    def box(self, view: Viewport, x0: float, y0: float, x1: float, y1: float) -> Held:
        """Return what lies in a rectangle of the view, px."""
        a, b = view.place_at(x0, y0), view.place_at(x1, y1)
        west, east = sorted((a.lng_deg, b.lng_deg))
        south, north = sorted((a.lat_deg, b.lat_deg))
        return self.shape(shapely.box(west, south, east, north))

    def lasso(self, view: Viewport, line: Sequence[Sequence[float]]) -> Held | None:
        """Return what lies inside a line drawn by hand, px of the view; None for a line that encloses nothing."""
        places = [view.place_at(x, y) for x, y in line]
        if len(places) < 3:
            return None
        drawn = Polygon([(place.lng_deg, place.lat_deg) for place in places])
        # What a line that crosses itself goes around twice is inside all the same.
        sound = shapely.make_valid(drawn, method="structure", keep_collapsed=False)
        return self.shape(sound) if isinstance(sound, Polygon | MultiPolygon) and not sound.is_empty else None

    def grids(self, codes: Sequence[RegionCode]) -> Held | None:
        """Return what lies in these grids, taken together; None where none of them has ground."""
        shapes = [shape for code in codes if (shape := self._atlas.shape(code)) is not None]
        if not shapes:
            return None
        whole = shapely.union_all(shapes)
        return self.shape(whole, grids=tuple(codes)) if isinstance(whole, Polygon | MultiPolygon) else None

    def shape(self, shape: Shape, *, grids: tuple[RegionCode, ...] | None = None) -> Held:
        """Return what lies in a shape; ``grids`` where it is known already which."""
        live, board, inside = self._live, self._relay.board, _Inside(shape)
        if grids is None:
            found = np.flatnonzero(inside.of(live.ground.middles)).tolist()
            grids = tuple(live.ground.codes[index] for index in found)
        return Held(
            shape=shape,
            tickets=self._gravest_first(inside.keys(live.tickets)) if live.shown.tickets else (),
            crews=inside.keys(live.crews) if live.shown.crews else (),
            cameras=tuple(sorted(inside.keys(live.cameras), key=lambda id_: board.cameras[id_].number)),
            grids=grids,
            sites=inside.placed({key: site.place for key, site in board.sites.items()}),
            sensors=inside.placed({key: sensor.place for key, sensor in board.sensors.items()}),
        )

    def _gravest_first(self, ids: Sequence[TicketId]) -> tuple[TicketId, ...]:
        tickets = self._relay.board.tickets
        known = [id_ for id_ in ids if id_ in tickets]
        return tuple(sorted(known, key=lambda id_: (tickets[id_].priority, tickets[id_].reported_at, id_)))


class _Inside:
    """Tells of many points at once which lie in a shape or on its border."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shapely.transform(shape, lambda places: world_px(places[:, 0], places[:, 1]).astype(float))
        self._box = shapely.bounds(self._shape)
        shapely.prepare(self._shape)

    def of(self, px: Pixels) -> NDArray[np.bool_]:
        """Return which of the pixels, shape (n, 2), lie inside."""
        left, top, right, bottom = self._box
        x, y = px[:, 0], px[:, 1]
        inside: NDArray[np.bool_] = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
        near = np.flatnonzero(inside)
        inside[near] = shapely.intersects_xy(self._shape, x[near], y[near])
        return inside

    def keys(self, points: Points[Key]) -> tuple[Key, ...]:
        """Return the keys of the symbols inside, in the order of their slots."""
        slots = np.flatnonzero(self.of(points.px) & (points.looks != 0)).tolist()
        return tuple(key for slot in slots if (key := points.key_at(slot)) is not None)

    def placed(self, places: Mapping[Key, LatLng]) -> tuple[Key, ...]:
        """Return the keys of the places inside."""
        keys = list(places)
        lngs = [place.lng_deg for place in places.values()]
        found = self.of(world_px(lngs, [place.lat_deg for place in places.values()]).reshape(-1, 2))
        return tuple(keys[index] for index in np.flatnonzero(found).tolist())
