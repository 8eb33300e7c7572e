"""What becomes of a ticket once the orders that wait here are done: their own handlers, run on what this desk knows.

Nothing of this is done, and nothing is written: it says on what the next order about the same ticket is to be judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NoReturn, cast
from uuid import UUID

from console.board import Board
from console.domain.aftercare import SourceAnswer
from console.domain.crew import Crew, CrewId, Department, DepartmentId
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode
from console.domain.shift import Operator
from console.domain.ticket import TargetKind, Ticket, TicketId
from console.handlers import handle
from console.journal import Entry, News
from console.kept import Kept
from console.orders import AnyTicketOrder, TakeIn
from console.outbox import renewed, tickets_of
from console.ports import Clock, UnitOfWork
from console.rulebook import Rulebook


class Unforeseen(Exception):
    """What a handler asks for lies in the database only."""


def foreseen(ticket: Ticket, queued: Sequence[Kept], board: Board, clock: Clock) -> Ticket | None:
    """Return the ticket as the queued orders, in their order, would leave it; as it is where none is about it.

    None where that cannot be told from here, or where one of them would be refused by what is known here.
    """
    supposed = Supposed(board, ticket)
    try:
        for one in _about(ticket.id, queued):
            order = one.order
            if isinstance(order, TakeIn):
                supposed.arrive(order.id)
                continue
            if isinstance(order, AnyTicketOrder) and order.after:
                order = renewed(order, supposed.versions(tickets_of(order)))
            handle(order, cast(UnitOfWork, supposed), clock)
    except (Unforeseen, Refused):
        return None
    return supposed.ticket(ticket.id)


def _about(ticket: TicketId, queued: Sequence[Kept]) -> list[Kept]:
    """Return the orders about the ticket, and the earlier ones about whatever else those are about."""
    things, found = {ticket}, []
    for one in sorted(queued, key=lambda one: -one.n):
        ids = tickets_of(one.order)
        if not things.isdisjoint(ids):
            things.update(ids)
            found.append(one)
    return found[::-1]


class Supposed:
    """A transaction that is only thought: it reads the board, remembers what would be written, and commits nothing.

    Raises:
        Unforeseen: from everything that is asked of a unit of work and not answered here.
    """

    def __init__(self, board: Board, *tickets: Ticket) -> None:
        self._board = board
        self._tickets = {ticket.id: board.tickets.get(ticket.id, ticket) for ticket in tickets}
        self.ledgers = SupposedLedgers()

    def __getattr__(self, name: str) -> NoReturn:
        raise Unforeseen(name)

    def arrive(self, id_: TicketId) -> None:
        """Let a ticket that was taken in here be in the database: it is there as it stands on the board."""
        ticket = self.ticket(id_)
        if ticket is None:
            raise Unforeseen(id_)
        self._tickets[id_] = replace(ticket, version=max(ticket.version, 1))

    def versions(self, ids: Iterable[TicketId]) -> Mapping[TicketId, int]:
        """Return the versions of those of the tickets that are known here."""
        found = ((id_, self.ticket(id_)) for id_ in ids)
        return {id_: ticket.version for id_, ticket in found if ticket is not None}

    def rulebook(self) -> Rulebook:
        return self._board.rulebook

    def news_of(self, key: UUID) -> News | None:  # noqa: ARG002 - as the port says
        return None

    def ticket(self, ticket: TicketId) -> Ticket | None:
        return self._tickets.get(ticket) or self._board.tickets.get(ticket)

    def region(self, code: str) -> Region | None:
        return self._board.region(code)

    def crew(self, crew: CrewId) -> Crew | None:
        return self._board.crews.get(crew)

    def crews_of(self, region: RegionCode) -> Sequence[Crew]:
        return sorted((crew for crew in self._board.crews.values() if crew.region == region), key=lambda crew: crew.id)

    def department(self, department: DepartmentId) -> Department | None:
        return self._board.departments.get(department)

    def in_hand(self, crews: Iterable[CrewId]) -> Mapping[CrewId, tuple[int, int]]:
        return {id_: (self._board.load_of(TargetKind.CREW, id_), self._board.helping.get(id_, 0)) for id_ in crews}

    def last_entry(self, ticket: TicketId) -> Entry | None:  # noqa: ARG002 - as the port says
        return None

    def seat_of(self, by: Operator) -> Operator | None:
        return by

    def record(self, ticket: Ticket, entries: Sequence[Entry]) -> None:  # noqa: ARG002 - as the port says
        self._tickets[ticket.id] = ticket

    def commit(self) -> None:
        """Nothing is kept."""


class SupposedLedgers:
    """What is kept beside tickets: an answer may be queued there, and all else is not known here."""

    def __getattr__(self, name: str) -> NoReturn:
        raise Unforeseen(name)

    def queue_answer(self, answer: SourceAnswer) -> None:
        """It would be written, and changes nothing of the ticket."""
