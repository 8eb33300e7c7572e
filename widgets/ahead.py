"""Tickets as the orders that are queued here would leave them: what the next order about one is judged on, and given upon."""

from __future__ import annotations

from console import outbox
from console.board import Board
from console.domain.ticket import Ticket, TicketId
from console.foreseeing import foreseen
from console.orders import AnyOrder, AnyTicketOrder, Merge
from console.ports import Clock
from widgets.waiting import Waiting


class Ahead:
    """Looks ahead, each ticket once until something about it changes. Belongs to the GUI thread.

    Nothing of this is done: it is never shown in place of how a ticket stands.
    """

    def __init__(self, waiting: Waiting, board: Board, clock: Clock) -> None:
        self._waiting = waiting
        self._board = board
        self._clock = clock
        self._seen: dict[TicketId, tuple[Ticket, Ticket | None]] = {}
        waiting.changed.connect(self._seen.clear)

    def ticket(self, ticket: Ticket) -> Ticket | None:
        """Return the ticket as it will be; itself where nothing about it is queued, None where that cannot be told."""
        if ticket.id not in self._waiting.queued_tickets:
            return ticket
        known, found = self._seen.get(ticket.id, (None, None))
        if known is not ticket:
            found = foreseen(ticket, self._waiting.queued, self._board, self._clock)
            self._seen[ticket.id] = (ticket, found)
        return found

    def is_open_to_orders(self, id_: TicketId) -> bool:
        """Tell whether a ticket of the board can be judged for another order."""
        ticket = self._board.tickets.get(id_)
        return ticket is not None and self.ticket(ticket) is not None

    def upon(self, order: AnyOrder) -> AnyOrder:
        """Return the order as it was given: upon what is queued, where its operator saw what that leads to."""
        if not isinstance(order, AnyTicketOrder) or order.after:
            return order
        seen = {order.ticket: order.seen}
        if isinstance(order, Merge):
            seen[order.into] = order.into_seen
        ahead = [id_ for id_, version in seen.items() if self._is_of_ahead(id_, version)]
        if not ahead:
            return order
        tickets = self._board.tickets
        now = outbox.renewed(order, {id_: tickets[id_].version for id_ in ahead})
        return outbox.upon(now, ahead, self._waiting.queued) if isinstance(now, AnyTicketOrder) else order

    def _is_of_ahead(self, id_: TicketId, version: int) -> bool:
        ticket = self._board.tickets.get(id_)
        if ticket is None or id_ not in self._waiting.queued_tickets:
            return False
        later = self.ticket(ticket)
        return later is not None and later.version == version != ticket.version
