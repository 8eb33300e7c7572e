"""From the board to the map: what stands where it is – cameras, sensors, key sites, departments – and other grid maps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final, TypeVar

import numpy as np
import shapely
from PySide6.QtCore import QObject

from console.cell_map import KeptCellMap
from console.domain.camera import Camera, CameraId
from console.domain.grid_layer import POLICE, WATER, GridLayer, LayerCell
from console.domain.place import LatLng
from console.domain.presence import Presence, presence
from console.domain.sensor import SensorId
from console.domain.ticket import TicketId
from widgets import place_words
from widgets.map.features import Points, outlines, world_px, world_px_of
from widgets.map.hit import Rank, hit_drawn
from widgets.map.live import LiveMap
from widgets.map.looks import camera_look, place_rank, sensor_look, sensor_rank, site_look
from widgets.map.packing import pack
from widgets.map.scales import PLACE_CELLS
from widgets.map.signs import SENSOR_SIGNS, SITE_SIGNS, said
from widgets.map.stack import CELL_MAPS
from widgets.relay import Relay

_Key = TypeVar("_Key", bound=Hashable)

REACH_PX: Final = 11.0
MAP_OF: Final[Mapping[GridLayer, int]] = {POLICE: CELL_MAPS.index("police"), WATER: CELL_MAPS.index("water")}
OTHER: Final = CELL_MAPS.index("other_cells")
"""The number of a grid map on the page: that of its switch."""


class Placing(QObject):
    """Keeps the layers of what stands where it is. GUI thread."""

    def __init__(self, relay: Relay, live: LiveMap, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay, self._live = relay, live
        self._presence: Callable[[Camera], Presence] = lambda camera: presence(camera, None, relay.clock.now())
        self._sensor_of: dict[TicketId, SensorId] = {}
        self._alarms: Counter[SensorId] = Counter()
        self._cells = KeptCellMap()
        live.sign({"sites": said(SITE_SIGNS), "sensors": said(SENSOR_SIGNS)})
        live.offer("cells", self._packed_cells)
        relay.tickets_changed.connect(self.take_tickets)
        self.take_all()

    @property
    def empty(self) -> frozenset[str]:
        """The layers that this city has nothing for."""
        board = self._relay.board
        maps = {CELL_MAPS[MAP_OF.get(layer, OTHER)] for layer in board.cells}
        has = {
            "sites": bool(board.sites),
            "sensors": bool(board.sensors),
            "cameras": bool(board.cameras),
            "far_cameras": bool(board.cameras),
            "departments": any(one.place is not None for one in board.departments.values()),
            **{name: name in maps for name in CELL_MAPS},
        }
        return frozenset(name for name, is_there in has.items() if not is_there)

    def take_all(self) -> None:
        """Start anew from the board."""
        board, live = self._relay.board, self._live
        live.cameras.keep_only(board.cameras)
        live.sites.keep_only(board.sites)
        live.sensors.keep_only(board.sensors)
        live.departments.keep_only(board.departments)
        self.take_cameras(board.cameras)
        for site in board.sites.values():
            live.sites.put(site.id, world_px_of(site.place), site_look(site))
        for department in board.departments.values():
            if department.place is not None:
                live.departments.put(department.id, world_px_of(department.place), 1)
            else:
                live.departments.drop(department.id)
        self._sensor_of.clear()
        self._alarms.clear()
        self.take_tickets(board.tickets)
        self._put_sensors(board.sensors)
        live.renew("cells")

    def watch(self, presence_of: Callable[[Camera], Presence]) -> None:
        """Ask this from now on whether a camera works; whoever knows tells by ``take_cameras`` which turned."""
        self._presence = presence_of

    def take_cameras(self, ids: Iterable[CameraId]) -> None:
        """Draw these cameras as they are known to work now."""
        for id_ in ids:
            camera = self._relay.board.cameras.get(id_)
            if camera is None or camera.place is None:
                self._live.cameras.drop(id_)
            else:
                self._live.cameras.put(id_, world_px_of(camera.place), camera_look(camera, self._presence(camera)))
        self._live.changed()

    def take_tickets(self, ids: Iterable[TicketId]) -> None:
        """Draw the sensors whose alarms came or went."""
        board, turned = self._relay.board, set()
        for id_ in ids:
            ticket = board.tickets.get(id_)
            sensor = board.sensing.sensor_of(ticket) if ticket is not None and ticket.is_open else None
            before, now = self._sensor_of.pop(id_, None), sensor.id if sensor is not None else None
            if now is not None:
                self._sensor_of[id_] = now
            if before != now:
                self._alarms.subtract(filter(None, [before]))
                self._alarms.update(filter(None, [now]))
                turned |= {one for one in (before, now) if one is not None}
        self._put_sensors(turned)

    def cells_at(self, place: LatLng) -> list[tuple[GridLayer, LayerCell]]:
        """Return the cells of other grid maps that hold a place, shown or not."""
        return self._cells.of(self._relay.board.cells).at(place)

    def alarms_of(self, sensor: SensorId) -> list[TicketId]:
        """Return the open alarms of a sensor, the oldest first."""
        return sorted(ticket for ticket, of in self._sensor_of.items() if of == sensor)

    def named_at(self, x: float, y: float) -> str:
        """Return what stands under a pixel of the view, and the cells of other grid maps there; a line each."""
        live, board = self._live, self._relay.board
        sites = self._drawn_at("sites", live.sites, place_rank, x, y)
        lines = [
            f"{one.name} · {place_words.site_kind_name(one.kind)}" for id_ in sites if (one := board.sites.get(id_))
        ]
        lines += filter(None, map(self._sensor_line, self._drawn_at("sensors", live.sensors, sensor_rank, x, y)))
        departments = self._drawn_at("departments", live.departments, place_rank, x, y)
        lines += [department.name for id_ in departments if (department := board.departments.get(id_))]
        return "\n".join([*lines, *self._shown_cells_at(x, y)])

    def _sensor_line(self, id_: SensorId) -> str:
        sensor = self._relay.board.sensors.get(id_)
        if sensor is None:
            return ""
        state = self.tr("alarm") if self._alarms[id_] > 0 else place_words.answering(sensor.is_on)
        return f"{sensor.name} · {place_words.sensor_kind_name(sensor.kind)} · {state}"

    def _drawn_at(self, kind: str, points: Points[_Key], rank: Rank, x: float, y: float) -> list[_Key]:
        if not self._live.shows(kind):
            return []
        return hit_drawn(points, self._live.view, x, y, REACH_PX, PLACE_CELLS, rank)

    def _shown_cells_at(self, x: float, y: float) -> list[str]:
        if not self._live.shows("cells"):
            return []
        held = self.cells_at(self._live.view.place_at(x, y))
        shown = [cell for layer, cell in held if getattr(self._live.shown, CELL_MAPS[MAP_OF.get(layer, OTHER)])]
        return [f"{place_words.layer_name(cell.layer)}: {cell.name}" for cell in shown]

    def _put_sensors(self, ids: Iterable[SensorId]) -> None:
        for id_ in ids:
            sensor = self._relay.board.sensors.get(id_)
            if sensor is not None:
                look = sensor_look(sensor, rings=self._alarms[id_] > 0)
                self._live.sensors.put(id_, world_px_of(sensor.place), look)
        self._live.changed()

    def _packed_cells(self) -> bytes:
        cells = [cell for layer in self._relay.board.cells.values() for cell in layer]
        shapes = shapely.from_wkb([cell.shape_wkb for cell in cells], on_invalid="ignore")
        known = [
            (cell, shape)
            for cell, shape in zip(cells, shapes, strict=True)
            if shape is not None and not shapely.is_empty(shape)
        ]
        map_of = np.array([MAP_OF.get(cell.layer, OTHER) for cell, _ in known], dtype=np.uint8)
        middles = shapely.point_on_surface([shape for _, shape in known])
        px = world_px(shapely.get_x(middles), shapely.get_y(middles)).reshape(-1, 2).tolist()
        labels = [(cell.name, x, y, int(number)) for (cell, _), (x, y), number in zip(known, px, map_of, strict=True)]
        lines = outlines([shape for _, shape in known], map_of)
        return pack({"line_px": lines.px, "line_at": lines.at, "line_map": lines.tier}, {"labels": labels})
