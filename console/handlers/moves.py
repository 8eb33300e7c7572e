"""Moving a ticket from state to state by the table, one journal line a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from console import lifecycle, replay
from console.domain.errors import Refused, Stale
from console.domain.texts import storable
from console.domain.ticket import Ticket
from console.journal import Entry, Kind, News
from console.orders import Accept, AnyTicketOrder, File, Sign
from console.ports import Clock, UnitOfWork

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Walk:
    """A ticket on its way through one order: as it stands, and the lines written so far."""

    order: AnyTicketOrder
    ticket: Ticket
    at: datetime
    entries: list[Entry] = field(default_factory=list)

    def step(self, verb_name: str, *, reason: str = "", detail: Mapping[str, str] = NOTHING, **changes: Any) -> Ticket:
        """Check the verb against table and guards, take the step, and remember its line.

        ``changes`` are fields of the ticket that change besides state, stage and version.

        Raises:
            Refused: the table or a guard is against it.
        """
        by = self.order.by
        before = self.ticket
        verb = lifecycle.check(verb_name, before, by, reason)
        state = verb.leads_to or before.state
        after = replace(before, **changes)
        self.ticket = replace(
            after,
            version=before.version + 1,
            state=state,
            stage_since=self.at,
            changed_at=self.at,
            due_at=lifecycle.shipped().due_at(state, self.at, after.priority, after.category),
        )
        self.entries.append(
            Entry(
                key=self.order.key,
                part=len(self.entries),
                kind=Kind(verb.records),
                ticket=before.id,
                version=self.ticket.version,
                at=self.at,
                by=by.name,
                desk=by.desk,
                centre=by.centre,
                from_state=before.state,
                to_state=state,
                due_at=self.ticket.due_at,
                reason=storable(reason).strip(),
                detail=detail,
                changes=MappingProxyType(replay.changes(before, self.ticket)),
            )
        )
        return self.ticket

    def as_filed(self, verb_name: str) -> None:
        """Accept and file on the way, where the verb leaves ``filed`` and the ticket is not there yet."""
        for first in lifecycle.way_to(verb_name, self.ticket.state):
            self.step(first)

    def record(self, uow: UnitOfWork) -> News:
        """Write the ticket and its lines into the open transaction."""
        uow.record(self.ticket, self.entries)
        return News(entries=tuple(self.entries), tickets=(self.ticket,), desk=self.order.by.desk)


def as_seen(order: AnyTicketOrder, uow: UnitOfWork, clock: Clock) -> Walk:
    """Load the ticket at the version the operator saw.

    Raises:
        Refused: there is no such ticket for this centre.
        Stale: it has moved on; says who, what and when.
    """
    ticket = uow.ticket(order.ticket)
    if ticket is None or not ticket.seen_by(order.by.centre):
        raise Refused("ticket.unknown", ticket=order.ticket)
    if ticket.version != order.seen:
        last = uow.last_entry(ticket.id)
        raise Stale(
            ticket=ticket.id,
            version=ticket.version,
            by=last.by if last else "",
            kind=last.kind.value if last else "",
            at=last.at if last else ticket.changed_at,
        )
    return Walk(order=order, ticket=ticket, at=clock.now())


def move(order: Accept | File | Sign, uow: UnitOfWork, clock: Clock) -> News:
    """Take the one step that the order names."""
    walk = as_seen(order, uow, clock)
    walk.step(order.verb)
    return walk.record(uow)
