"""From the board to the map: every ticket and crew as a symbol, kept true while time goes by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from console.domain.camera import CameraId
from console.domain.crew import FIX_FRESH, CrewId
from console.domain.grid import RegionCode
from console.domain.ticket import TargetKind, TicketId
from widgets.map.features import world_px_of
from widgets.map.live import LiveMap
from widgets.map.looks import Turning, crew_look, pulses, ticket_look
from widgets.map.placing import Placing
from widgets.relay import Relay

TURN_EVERY_MS: Final = 5000


class Feeding(QObject):
    """Listens to the relay and keeps the symbols of a LiveMap. GUI thread.

    ``tickets_in`` counts the open tickets of a grid.
    """

    def __init__(self, relay: Relay, live: LiveMap, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tickets_in: Counter[RegionCode] = Counter()
        self._relay = relay
        self._live = live
        self._known: dict[TicketId, tuple[RegionCode | None, CrewId | None]] = {}
        self._pulsing: dict[TicketId, tuple[int, int]] = {}
        self._late: Turning[TicketId] = Turning()
        self._old: Turning[CrewId] = Turning()
        self.placing = Placing(relay, live, self)
        self._turn = QTimer(self, interval=TURN_EVERY_MS)
        self._turn.timeout.connect(self.turn)
        self._turn.start()
        relay.tickets_changed.connect(self.take_tickets)
        relay.crews_changed.connect(self.take_crews)
        relay.reloaded.connect(self.take_all)
        self.take_all()

    def take_all(self) -> None:
        """Start anew from the board."""
        board = self._relay.board
        self._late.forget()
        self._old.forget()
        self._live.tickets.keep_only(board.tickets)
        self._live.crews.keep_only(board.crews)
        self.take_tickets({*self._known, *board.tickets})
        self.take_crews(board.crews)
        self.placing.take_all()
        self._live.rate({region.code: region.rating for region in board.regions.values()})
        self._live.changed()

    def take_tickets(self, ids: Iterable[TicketId]) -> None:
        """Draw these tickets as they now stand, and the crews that got or gave one."""
        board, now = self._relay.board, self._relay.clock.now()
        touched: set[CrewId] = set()
        for id_ in ids:
            grid_before, crew_before = self._known.pop(id_, (None, None))
            if grid_before is not None:
                self.tickets_in[grid_before] -= 1
            ticket = board.tickets.get(id_)
            look = ticket_look(ticket, now) if ticket is not None else 0
            holder = ticket.holder if ticket is not None else None
            crew = CrewId(holder.id) if holder is not None and holder.kind is TargetKind.CREW else None
            touched |= {one for one in (crew_before, crew) if one is not None}
            if ticket is not None and ticket.is_open:
                self._known[id_] = (ticket.grid, crew)
                if ticket.grid is not None:
                    self.tickets_in[ticket.grid] += 1
            if ticket is None or ticket.place is None or not look:
                self._live.tickets.drop(id_)
                self._pulsing.pop(id_, None)
                continue
            px = world_px_of(ticket.place)
            self._live.tickets.put(id_, px, look)
            self._late.note(id_, ticket.due_at, now)
            if pulses(ticket, now):
                self._pulsing[id_] = px
            else:
                self._pulsing.pop(id_, None)
        self._live.mark(pulse=[list(px) for px in self._pulsing.values()])
        self.take_crews(touched)

    def take_crews(self, ids: Iterable[CrewId]) -> None:
        """Draw these crews as they now stand."""
        board, now = self._relay.board, self._relay.clock.now()
        for id_ in ids:
            crew = board.crews.get(id_)
            has_work = crew is not None and board.load_of(TargetKind.CREW, id_) > 0
            look = crew_look(crew, now, has_work=has_work) if crew is not None else 0
            if crew is None or crew.place is None or not look:
                self._live.crews.drop(id_)
                continue
            self._live.crews.put(id_, world_px_of(crew.place), look)
            if crew.fixed_at is not None:
                self._old.note(id_, crew.fixed_at + FIX_FRESH, now)
        self._live.changed()

    def turn(self) -> None:
        """Draw anew what looks different only because time went by."""
        now = self._relay.clock.now()
        self.take_tickets(self._late.turned(now) | self._pulsing.keys())
        self.take_crews(self._old.turned(now))

    def stop(self) -> None:
        """Let time stand still: the panel is closed."""
        self._turn.stop()

    def px_of(self, ticket: TicketId | None, camera: CameraId | None) -> list[list[int]]:
        """Return where the ticket and the camera looked at are drawn, for the ring around them."""
        found = [
            self._live.tickets.px_of(ticket) if ticket is not None else None,
            self._live.cameras.px_of(camera) if camera is not None else None,
        ]
        return [list(px) for px in found if px is not None]
