"""The situation board: what this workstation knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from console.domain.camera import Camera, CameraId
from console.domain.cells import Cells
from console.domain.crew import Crew, CrewId, Department, DepartmentId, Duty, Fix
from console.domain.grid import Region, RegionCode, within
from console.domain.grid_layer import GridLayer, LayerCell
from console.domain.homes import Homes
from console.domain.sensor import Sensing, Sensor, SensorId
from console.domain.site import Site, SiteId
from console.domain.ticket import State, TargetKind, Ticket, TicketId
from console.duplicates import Alike
from console.ground import CrewMove, GroundChange, change_of, changed, moved
from console.journal import News
from console.ports import Snapshot
from console.rulebook import Rulebook, shipped
from console.turns import Turns

IN_HAND = frozenset({State.DISPATCHED, State.IN_PROGRESS})
CREW_CELL_M = 1000.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What news changed on the board: ids of tickets (come, changed or gone) and of crews, codes of grids.

    ``has_strangers``: crews came onto this ground of which nothing is known here but that.
    """

    tickets: frozenset[TicketId] = frozenset()
    crews: frozenset[CrewId] = frozenset()
    grids: frozenset[RegionCode] = frozenset()
    has_strangers: bool = False


class Board:
    """The picture all panels share. Belongs to the GUI thread; holds no lock.

    Holds the open tickets that its centre may see. Hearing the same news twice changes nothing the second time.
    ``places`` and ``homes`` are those of the centre's crews on duty, ``unplaced`` the homes of those without a position;
    ``helping`` counts by crew the tickets that others have in hand and it still helps with, ``promised`` by kind and id
    those that this desk is about to send: whoever gives orders keeps it.
    ``alike`` are the open tickets by class and place, ``turns`` which crew was given how many tickets lately.
    ``rulebook`` are the rules in force when it was loaded: a feed asks for that again with new ones.
    ``cells`` are those of other cell maps by layer, each layer's by code; ``sensing`` knows whose alarm a ticket is.
    """

    def __init__(self, centre: RegionCode) -> None:
        self.centre = centre
        self.tickets: dict[TicketId, Ticket] = {}
        self.crews: dict[CrewId, Crew] = {}
        self.departments: dict[DepartmentId, Department] = {}
        self.cameras: dict[CameraId, Camera] = {}
        self.sites: dict[SiteId, Site] = {}
        self.sensors: dict[SensorId, Sensor] = {}
        self.sensing = Sensing()
        self.cells: dict[GridLayer, tuple[LayerCell, ...]] = {}
        self.regions: dict[RegionCode, Region] = {}
        self._above: dict[RegionCode, Region] = {}
        self.in_hand: Counter[str] = Counter()
        self.helping: Counter[str] = Counter()
        self.promised: Counter[str] = Counter()
        self.places: Cells[CrewId] = Cells(CREW_CELL_M)
        self.homes: Homes[CrewId] = Homes()
        self.unplaced: Homes[CrewId] = Homes()
        self.alike = Alike()
        self.turns = Turns()
        self.rulebook: Rulebook = shipped()
        self._gone: dict[TicketId, int] = {}
        self._here: dict[TicketId, Ticket] = {}

    def load(self, snapshot: Snapshot) -> None:
        """Forget everything and start from the snapshot."""
        self.tickets.clear()
        self.in_hand.clear()
        self.helping.clear()
        self._gone.clear()
        self.places.clear()
        self.homes.clear()
        self.unplaced.clear()
        self.alike.clear()
        self.rulebook = snapshot.rulebook
        self.crews = {crew.id: crew for crew in snapshot.crews}
        self.departments = {department.id: department for department in snapshot.departments}
        self.cameras = {camera.id: camera for camera in snapshot.cameras}
        self._load_places(snapshot)
        self.regions = {region.code: region for region in snapshot.regions}
        self._above = {region.code: region for region in snapshot.above}
        for crew in snapshot.crews:
            self._find(crew)
        for ticket in snapshot.tickets:
            self._take(ticket)
        for ticket in self._here.values():
            self._put_here(ticket)
        self.turns.load(snapshot.turns, snapshot.tickets)

    def hear(self, news: News) -> Heard:
        """Take news in; return what it changed here."""
        tickets = {ticket.id for ticket in news.tickets if self._take(ticket)}
        tickets |= {ticket for ticket, version in news.gone if self._lose(ticket, version)}
        crews = {crew.id for crew in news.crews if self._take_crew(crew)}
        crews |= {fix.crew for fix in news.fixes if self._take_fix(fix)}
        grids: set[RegionCode] = set()
        has_strangers = False
        for entry in news.entries:
            change = change_of(entry)
            grids |= self._draw(change, entry.at)
            for move in change.crews:
                has_strangers |= self._is_strange(move)
                if self._move(move):
                    crews.add(move.crew)
        return Heard(frozenset(tickets), frozenset(crews), frozenset(grids), has_strangers=has_strangers)

    def keep_here(self, tickets: Iterable[Ticket]) -> frozenset[TicketId]:
        """Let these, and no others, stand beside what the database has: tickets that so far were taken in here only.

        They stay over a reload. What is heard of one from the database takes its place. Returns what changed.
        """
        before, self._here = self._here, {ticket.id: ticket for ticket in tickets}
        gone = {id_ for id_ in before.keys() - self._here.keys() if self._drop_here(id_)}
        return frozenset(gone.union(ticket.id for ticket in self._here.values() if self._put_here(ticket)))

    def around(self, tickets: tuple[Ticket, ...]) -> Snapshot:
        """Return the situation of these tickets on this board's ground, without crews: where they were is kept nowhere."""
        return Snapshot(
            tickets=tickets,
            crews=(),
            departments=tuple(self.departments.values()),
            cameras=tuple(self.cameras.values()),
            regions=tuple(self.regions.values()),
            above=tuple(self._above.values()),
            rulebook=self.rulebook,
            sites=tuple(self.sites.values()),
            sensors=tuple(self.sensors.values()),
            cells=tuple(cell for layer in self.cells.values() for cell in layer),
        )

    def ticket_numbered(self, number: str) -> Ticket | None:
        return next((ticket for ticket in self.tickets.values() if ticket.number == number), None)

    def region_name(self, code: str | None) -> str:
        """Return a region's name; the code itself where the region is not known here."""
        if code is None:
            return ""
        region = self.region(code)
        return region.name if region else code

    def region(self, code: str) -> Region | None:
        """Return a region of the centre's ground or of the line above it; None where it is not known here."""
        return self.regions.get(RegionCode(code)) or self._above.get(RegionCode(code))

    def _load_places(self, snapshot: Snapshot) -> None:
        self.sites = {site.id: site for site in snapshot.sites}
        self.sensors = {sensor.id: sensor for sensor in snapshot.sensors}
        self.sensing = Sensing(snapshot.sensors)
        by_layer: dict[GridLayer, list[LayerCell]] = {}
        for cell in sorted(snapshot.cells, key=lambda cell: (cell.layer, cell.code)):
            by_layer.setdefault(cell.layer, []).append(cell)
        self.cells = {layer: tuple(cells) for layer, cells in by_layer.items()}

    def _take(self, ticket: Ticket) -> bool:
        if ticket.version <= self._newest(ticket.id):
            return False
        self.turns.note(ticket)
        if not (ticket.is_open and ticket.seen_by(self.centre)):
            return self._lose(ticket.id, ticket.version)
        self._count(self.tickets.get(ticket.id), -1)
        self.tickets[ticket.id] = ticket
        self._gone.pop(ticket.id, None)
        self._count(ticket, +1)
        self.alike.take(ticket)
        return True

    def _lose(self, ticket: TicketId, version: int) -> bool:
        if version <= self._newest(ticket):
            return False
        known = self.tickets.pop(ticket, None)
        self._count(known, -1)
        self.alike.drop(ticket)
        self._gone[ticket] = version
        return known is not None

    def _put_here(self, ticket: Ticket) -> bool:
        if self._newest(ticket.id) or self.tickets.get(ticket.id) == ticket:
            return False
        self.tickets[ticket.id] = ticket
        self.alike.take(ticket)
        return True

    def _drop_here(self, id_: TicketId) -> bool:
        known = self.tickets.get(id_)
        if known is None or not known.is_here_only:
            return False
        del self.tickets[id_]
        self.alike.drop(id_)
        return True

    def _newest(self, ticket: TicketId) -> int:
        known = self.tickets.get(ticket)
        return known.version if known else self._gone.get(ticket, 0)

    def _count(self, ticket: Ticket | None, step: int) -> None:
        if ticket is None or ticket.state not in IN_HAND:
            return
        if ticket.holder:
            self.in_hand[f"{ticket.holder.kind.value}:{ticket.holder.id}"] += step
        for helper in ticket.noted.co_handlers:
            if helper.kind == TargetKind.CREW.value and not helper.done:
                self.helping[helper.id] += step

    def load_of(self, kind: TargetKind, id_: str) -> int:
        """Return how many tickets a crew or department has in hand, as far as this board sees."""
        return self.in_hand[f"{kind.value}:{id_}"]

    def promised_to(self, kind: TargetKind, id_: str) -> int:
        """Return how many tickets this desk is about to send to a crew or department."""
        return self.promised[f"{kind.value}:{id_}"]

    def _take_crew(self, crew: Crew) -> bool:
        known = self.crews.get(crew.id)
        if known and crew.version <= known.version:
            return False
        self.crews[crew.id] = crew
        self._find(crew)
        return True

    def _take_fix(self, fix: Fix) -> bool:
        crew = self.crews.get(fix.crew)
        if crew is None or (crew.fixed_at is not None and fix.at <= crew.fixed_at):
            return False
        self.crews[fix.crew] = replace(crew, place=fix.place, fixed_at=fix.at)
        self._find(self.crews[fix.crew])
        return True

    def _draw(self, change: GroundChange, at: datetime) -> frozenset[RegionCode]:
        """Bring the ground to what a line of this moment tells of it, as far as it is the centre's."""
        told = {code: one for code, one in changed(self.regions, change, at).items() if within(code, self.centre)}
        self.regions.update(told)
        return frozenset(told)

    def _is_strange(self, move: CrewMove) -> bool:
        return move.crew not in self.crews and within(move.region, self.centre)

    def _move(self, move: CrewMove) -> bool:
        """Let a crew be at home where it is now; tells whether it was known here, and is where it was not."""
        known = self.crews.get(move.crew)
        after = moved(known, move) if known is not None else None
        if after is None or after is known:
            return False
        self._find(after)
        if within(after.region, self.centre):
            self.crews[after.id] = after
        else:
            del self.crews[after.id]
        return True

    def _find(self, crew: Crew) -> None:
        """Keep where a crew is found; one off duty, or of another centre, is found nowhere."""
        here = crew.duty is Duty.ON_DUTY and within(crew.region, self.centre)
        if here:
            self.homes.put(crew.id, crew.region)
        else:
            self.homes.drop(crew.id)
        if here and crew.place is not None:
            self.places.put(crew.id, crew.place)
            self.unplaced.drop(crew.id)
        else:
            self.places.drop(crew.id)
            if here:
                self.unplaced.put(crew.id, crew.region)
            else:
                self.unplaced.drop(crew.id)
