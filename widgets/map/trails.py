"""The way that a crew went since it has a ticket: only while it is on duty and has it, only here, and never kept.

What this desk hears of positions anyway is remembered for the crews that handle a ticket, as long as they do; the way of
one of them is drawn while its ticket is looked at. Nothing of it is written down, sent, or outlives the ticket's work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Final

import numpy as np
from PySide6.QtCore import QObject

from console.board import IN_HAND
from console.domain.crew import CrewId, Duty
from console.domain.place import LatLng, distance_m
from console.domain.ticket import TargetKind, TicketId
from widgets.kit.focus import Focus
from widgets.map.features import world_px
from widgets.map.live import LiveMap
from widgets.map.packing import pack
from widgets.relay import Relay

FIXES_MOST: Final = 240
"""Of one ticket: with a fix every half minute, two hours."""
MOVED_M: Final = 8.0
"""A crew that stands still is heard of as well; less than this is the wavering of its receiver."""

Way = deque[LatLng]


class Trails(QObject):
    """Remembers ways by ticket, and shows that of the ticket looked at. GUI thread."""

    def __init__(self, relay: Relay, focus: Focus, live: LiveMap, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay, self._focus, self._live = relay, focus, live
        self._ways: dict[TicketId, tuple[CrewId, Way]] = {}
        self._tickets_of: dict[CrewId, set[TicketId]] = {}
        live.offer("trail", self._packed)
        relay.tickets_changed.connect(self.take_tickets)
        relay.crews_changed.connect(self.take_crews)
        relay.reloaded.connect(lambda: self.take_tickets({*self._ways, *relay.board.tickets}))
        focus.ticket_changed.connect(lambda *_: live.renew("trail"))
        self.take_tickets(relay.board.tickets)

    def way_of(self, ticket: TicketId) -> tuple[LatLng, ...]:
        """Return where its crew went, oldest first; nothing where nobody is on the way."""
        return tuple(self._ways[ticket][1]) if ticket in self._ways else ()

    def take_tickets(self, ids: Iterable[TicketId]) -> None:
        """Begin, keep or forget the ways of these tickets, as their crews have them now."""
        for id_ in ids:
            crew = self._handling(id_)
            known = self._ways.get(id_)
            if known is not None and known[0] != crew:
                self._forget(id_)
            if crew is not None and id_ not in self._ways:
                self._ways[id_] = crew, deque(maxlen=FIXES_MOST)
                self._tickets_of.setdefault(crew, set()).add(id_)
                self._go_on(crew)

    def take_crews(self, ids: Iterable[CrewId]) -> None:
        """Follow the crews among these that handle a ticket."""
        for id_ in self._tickets_of.keys() & frozenset(ids):
            self._go_on(id_)

    def _handling(self, ticket: TicketId) -> CrewId | None:
        now = self._relay.board.tickets.get(ticket)
        holder = now.holder if now is not None and now.state in IN_HAND else None
        return CrewId(holder.id) if holder is not None and holder.kind is TargetKind.CREW else None

    def _go_on(self, crew: CrewId) -> None:
        now = self._relay.board.crews.get(crew)
        place = now.place if now is not None and now.duty is Duty.ON_DUTY else None
        for ticket in self._tickets_of[crew]:
            way = self._ways[ticket][1]
            if place is None:
                way.clear()
            elif way and distance_m(way[-1], place) < MOVED_M:
                continue
            else:
                way.append(place)
            if ticket == self._focus.ticket:
                self._live.renew("trail")

    def _forget(self, ticket: TicketId) -> None:
        crew, _ = self._ways.pop(ticket)
        self._tickets_of[crew].discard(ticket)
        if not self._tickets_of[crew]:
            del self._tickets_of[crew]
        if ticket == self._focus.ticket:
            self._live.renew("trail")

    def _packed(self) -> bytes:
        way = self.way_of(self._focus.ticket) if self._focus.ticket is not None else ()
        places = np.array([(place.lng_deg, place.lat_deg) for place in way], dtype=float).reshape(-1, 2)
        return pack({"px": world_px(places[:, 0], places[:, 1])}, {})
