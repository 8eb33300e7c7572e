"""What the things on the map are called: in one line each beside the pointer, in two in a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject

from console.atlas import Atlas
from console.domain.camera import CameraId
from console.domain.crew import Crew, CrewId, DepartmentId, Duty
from console.domain.grid import RegionCode
from console.domain.grid_layer import GridLayer, LayerCell
from console.domain.place import LatLng
from console.domain.sensor import SensorId
from console.domain.site import SiteId
from console.domain.ticket import TargetKind, Ticket, TicketId
from widgets import place_words, words
from widgets.kit import clock_text
from widgets.map.feeding import Feeding
from widgets.map.rows import Row
from widgets.relay import Relay

Thing = tuple[str, TicketId | CrewId | CameraId | RegionCode | SiteId | SensorId | DepartmentId]
"""Its kind (ticket, crew, camera, grid, site, sensor, department) and its id; every region is of kind grid."""

PLACES: Final[Mapping[str, str]] = {"site": "home", "sensor": "bell", "department": "department"}
"""The kinds of what stands where it is and is no camera, and their signs."""

_TOLD = 5


class Naming(QObject):
    """Names tickets, crews, cameras, grids, sites, sensors and departments as the board now knows them."""

    def __init__(self, relay: Relay, atlas: Atlas, feeding: Feeding) -> None:
        super().__init__(feeding)
        self._relay = relay
        self._board = relay.board
        self._atlas = atlas
        self._feeding = feeding

    def of_things(self, things: list[Thing]) -> str:
        """Return a line for each of the first few things, and how many there are more."""
        lines = [self.of_thing(thing) for thing in things[:_TOLD]]
        if len(things) > _TOLD:
            lines.append(self.tr("and {n} more").format(n=len(things) - _TOLD))
        return "\n".join(lines)

    def of_thing(self, thing: Thing) -> str:
        kind, key = thing
        match kind:
            case "ticket":
                ticket = self._board.tickets.get(TicketId(int(key)))
                return f"{self._titled(ticket)} · {self._state(ticket)}" if ticket is not None else ""
            case "crew":
                crew = self._board.crews.get(CrewId(str(key)))
                return self._loaded(crew) if crew is not None else ""
            case "camera":
                camera = self._board.cameras.get(CameraId(str(key)))
                return f"{camera.number}  {camera.name}" if camera is not None else ""
            case "grid":
                return self.of_grid(RegionCode(str(key)))
            case _:
                return " · ".join(self._of_place(kind, str(key)))

    def of_grid(self, code: RegionCode | None) -> str:
        region = self._atlas.region(code) if code is not None else None
        if region is None:
            return ""
        count = self._feeding.tickets_in[region.code]
        return self.tr("{grid} · {n} open").format(grid=region.name, n=count) if count else region.name

    def cells_at(self, place: LatLng) -> list[tuple[GridLayer, LayerCell]]:
        """Return the cells of other grid maps that hold a place, shown or not."""
        return self._feeding.placing.cells_at(place)

    def alarms_of(self, sensor: SensorId) -> list[TicketId]:
        """Return the open alarms of a sensor."""
        return self._feeding.placing.alarms_of(sensor)

    def row(self, thing: Thing) -> Row:
        """Return the thing as a row of a list: its name, and below it state, age and place."""
        kind, key = thing
        match kind:
            case "ticket":
                return self._ticket_row(thing, self._board.tickets.get(TicketId(int(key))))
            case "crew":
                return self._crew_row(thing, self._board.crews.get(CrewId(str(key))))
            case "camera":
                camera = self._board.cameras.get(CameraId(str(key)))
                if camera is None:
                    return Row(key=thing, text=str(key), sign="camera")
                below = " · ".join([self._on(camera.is_on), self._board.region_name(camera.region)])
                return Row(key=thing, text=f"{camera.number:03d}  {camera.name}", below=below, sign="camera")
            case "grid":
                path = self._atlas.path(str(key))
                name = path[-1] if path else str(key)
                count = self._feeding.tickets_in[RegionCode(str(key))]
                opens = [self.tr("{n} open").format(n=count)] if count else []
                return Row(key=thing, text=name, below=" · ".join([*opens, " › ".join(path[:-1])]), sign="grid")
            case _:
                name, below = self._of_place(kind, str(key))
                return Row(key=thing, text=name, below=below, sign=PLACES[kind])

    def _ticket_row(self, thing: Thing, ticket: Ticket | None) -> Row:
        if ticket is None:
            return Row(key=thing, text=str(thing[1]), sign="ticket")
        age = clock_text.span((self._relay.clock.now() - ticket.reported_at).total_seconds())
        below = " · ".join(filter(None, (self._state(ticket), age, ticket.address)))
        return Row(key=thing, text=self._titled(ticket), below=below, priority=int(ticket.priority))

    def _crew_row(self, thing: Thing, crew: Crew | None) -> Row:
        if crew is None:
            return Row(key=thing, text=str(thing[1]), sign="crew")
        on_duty = self.tr("on duty") if crew.duty is Duty.ON_DUTY else self.tr("off duty")
        load = self._board.load_of(TargetKind.CREW, crew.id)
        told = [words.crew_kind(crew.kind), on_duty, self.tr("{n} in hand").format(n=load)]
        if crew.fixed_at is not None:
            age = (self._relay.clock.now() - crew.fixed_at).total_seconds()
            told.append(self.tr("seen {age}").format(age=clock_text.ago(age)))
        return Row(key=thing, text=crew.name, below=" · ".join(told), sign="crew")

    def _titled(self, ticket: Ticket) -> str:
        return f"{ticket.number}  {ticket.title or words.category(ticket.category)}"

    def _state(self, ticket: Ticket) -> str:
        return self.tr("queued") if ticket.is_here_only else words.state(ticket.state)

    def _loaded(self, crew: Crew) -> str:
        load = self._board.load_of(TargetKind.CREW, crew.id)
        return self.tr("{name} · {kind} · {n} in hand").format(name=crew.name, kind=words.crew_kind(crew.kind), n=load)

    def _of_place(self, kind: str, key: str) -> tuple[str, str]:
        if kind == "site" and (site := self._board.sites.get(SiteId(key))) is not None:
            return site.name, f"{place_words.site_kind_name(site.kind)} · {self._board.region_name(site.region)}"
        if kind == "sensor" and (sensor := self._board.sensors.get(SensorId(key))) is not None:
            return sensor.name, f"{place_words.sensor_kind_name(sensor.kind)} · {self._on(sensor.is_on)}"
        if kind == "department" and (department := self._board.departments.get(DepartmentId(key))) is not None:
            return department.name, " · ".join((self.tr("Department"), self._board.region_name(department.region)))
        return key, ""

    def _on(self, is_on: bool | None) -> str:
        if is_on is None:
            return self.tr("state not known")
        return self.tr("online") if is_on else self.tr("offline")
