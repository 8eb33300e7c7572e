"""What lies under a pixel of the map: the symbols that are drawn there, the tickets that a count stands for, the grid."""

from __future__ import annotations

from typing import Final

from console.atlas import Atlas
from console.domain.crew import DepartmentId
from console.domain.grid import RegionCode
from console.domain.sensor import SensorId
from console.domain.site import SiteId
from console.domain.ticket import TicketId
from widgets.map.hit import REACH_PX, hit, hit_drawn
from widgets.map.live import LiveMap
from widgets.map.looks import camera_rank, crew_rank, place_rank, sensor_rank, ticket_rank
from widgets.map.naming import Thing
from widgets.map.scales import CAMERA_CELLS, CREW_CELLS, CREWS_TAKE_FROM, PLACE_CELLS, TICKET_CELLS, TICKETS_FROM

SMALL_REACH_PX: Final = 8.0
COUNT_REACH_PX: Final = 34.0


class Under:
    """Tells what is under a pixel of the view, without asking the page. GUI thread."""

    def __init__(self, live: LiveMap, atlas: Atlas) -> None:
        self._live = live
        self._atlas = atlas

    def things(self, x: float, y: float) -> list[Thing]:
        """Return what is drawn under a pixel, tickets first; tickets only where they are drawn one by one."""
        live, view = self._live, self._live.view
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

    def places(self, x: float, y: float) -> list[Thing]:
        """Return the key sites, sensors and departments drawn under a pixel."""
        live, view = self._live, self._live.view
        found: list[Thing] = []
        if live.shows("sites"):
            sites = hit_drawn(live.sites, view, x, y, REACH_PX, PLACE_CELLS, place_rank)
            found += [("site", SiteId(site)) for site in sites]
        if live.shows("sensors"):
            sensors = hit_drawn(live.sensors, view, x, y, REACH_PX, PLACE_CELLS, sensor_rank)
            found += [("sensor", SensorId(sensor)) for sensor in sensors]
        if live.shows("departments"):
            departments = hit_drawn(live.departments, view, x, y, REACH_PX, PLACE_CELLS, place_rank)
            found += [("department", DepartmentId(department)) for department in departments]
        return found

    def counted(self, x: float, y: float) -> list[TicketId]:
        """Return the tickets of the count under a pixel; none where they are drawn one by one."""
        if not self._live.shown.tickets or self._live.view.zoom >= TICKETS_FROM:
            return []
        return hit(self._live.tickets, self._live.view, x, y, COUNT_REACH_PX)

    def grid(self, x: float, y: float) -> RegionCode | None:
        return self._atlas.grid_at(self._live.view.place_at(x, y))
