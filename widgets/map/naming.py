"""What the things on the map are called, in one line each."""

from __future__ import annotations

from PySide6.QtCore import QObject

from console.atlas import Atlas
from console.domain.camera import CameraId
from console.domain.crew import CrewId
from console.domain.grid import RegionCode
from console.domain.ticket import TargetKind, TicketId
from widgets import words
from widgets.map.feeding import Feeding
from widgets.relay import Relay

Thing = tuple[str, TicketId | CrewId | CameraId]
"""Its kind (ticket, crew, camera) and its id."""

_TOLD = 5


class Naming(QObject):
    """Names tickets, crews, cameras and grids as the board now knows them."""

    def __init__(self, relay: Relay, atlas: Atlas, feeding: Feeding) -> None:
        super().__init__(feeding)
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
        if kind == "ticket":
            ticket = self._board.tickets.get(TicketId(int(key)))
            if ticket is None:
                return ""
            state = self.tr("queued") if ticket.is_here_only else words.state(ticket.state)
            return f"{ticket.number}  {ticket.title or words.category(ticket.category)} · {state}"
        if kind == "crew":
            crew = self._board.crews.get(CrewId(str(key)))
            if crew is None:
                return ""
            load = self._board.load_of(TargetKind.CREW, crew.id)
            return self.tr("{name} · {kind} · {n} in hand").format(
                name=crew.name, kind=words.crew_kind(crew.kind), n=load
            )
        camera = self._board.cameras.get(CameraId(str(key)))
        return f"{camera.number}  {camera.name}" if camera is not None else ""

    def of_grid(self, code: RegionCode | None) -> str:
        region = self._atlas.region(code) if code is not None else None
        if region is None:
            return ""
        count = self._feeding.tickets_in[region.code]
        return self.tr("{grid} · {n} open").format(grid=region.name, n=count) if count else region.name
