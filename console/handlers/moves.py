"""Moving a ticket from state to state by the table, one journal line a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from console import guards, lifecycle, replay, timing
from console.domain.errors import Refused, Stale
from console.domain.shift import Operator
from console.domain.texts import storable
from console.domain.ticket import Ticket, TicketId
from console.journal import Entry, Kind, News
from console.lifecycle import Verb
from console.order import Order
from console.orders import Accept, AnyTicketOrder, Archive, File, Resume, Sign
from console.ports import Clock, UnitOfWork
from console.rulebook import Rulebook

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(slots=True)
class Walk:
    """A ticket on its way through one order: as it stands, and the lines written so far."""

    order: AnyTicketOrder
    ticket: Ticket
    at: datetime
    rules: Rulebook
    entries: list[Entry] = field(default_factory=list)
    first_part: int = 0

    def step(
        self,
        verb_name: str,
        *,
        reason: str = "",
        detail: Mapping[str, str] = NOTHING,
        noted: Mapping[str, Any] = NOTHING,
        extended_h: float | None = None,
        **changes: Any,
    ) -> Ticket:
        """Check the verb against table and guards, take the step, and remember its line.

        ``changes`` are fields of the ticket that change besides state, stage and version; ``noted`` those of its records;
        ``extended_h`` are hours on top of the running limit.

        Raises:
            Refused: the table or a guard is against it.
        """
        before = self.ticket
        verb = lifecycle.check(verb_name, before, self.order.by, reason, self.rules.lifecycle, self.at)
        records = {**_settled(before, verb), **noted}
        after = (
            replace(before, **changes, noted=replace(before.noted, **records))
            if records
            else replace(before, **changes)
        )
        self.take(
            Kind(verb.records),
            timing.timed(before, after, verb, self.at, self.rules, extended_h),
            reason=reason,
            detail=detail,
        )
        return self.ticket

    def take(self, kind: Kind, after: Ticket, *, reason: str = "", detail: Mapping[str, str] = NOTHING) -> None:
        """Take the ticket as it is to be, and remember the line that made it so."""
        before = self.ticket
        self.ticket = replace(after, version=before.version + 1, changed_at=self.at)
        part = self.first_part + len(self.entries)
        self.entries.append(
            line(self.order, kind, before, self.ticket, part=part, reason=storable(reason).strip(), detail=detail)
        )

    def as_filed(self, verb_name: str) -> None:
        """Accept and file on the way, where the verb leaves ``filed`` and the ticket is not there yet."""
        for first in lifecycle.way_to(verb_name, self.ticket.state, self.rules.lifecycle):
            self.step(first, noted=filed_by(self.order) if first == "file" else NOTHING)

    def record(self, uow: UnitOfWork) -> News:
        """Write the ticket and its lines into the open transaction."""
        uow.record(self.ticket, self.entries)
        return News(entries=tuple(self.entries), tickets=(self.ticket,), desk=self.order.by.desk)


def line(
    order: Order,
    kind: Kind,
    before: Ticket,
    after: Ticket,
    *,
    part: int = 0,
    reason: str = "",
    detail: Mapping[str, str] = NOTHING,
) -> Entry:
    """Return the journal line that tells of the ticket's last change, made when ``after`` was changed."""
    by = order.by
    return Entry(
        key=order.key,
        part=part,
        kind=kind,
        ticket=after.id,
        version=after.version,
        at=after.changed_at,
        by=by.name,
        desk=by.desk,
        centre=by.centre,
        from_state=before.state,
        to_state=after.state,
        due_at=replay.due_told(before, after),
        reason=reason,
        detail=detail,
        changes=MappingProxyType(replay.changes(before, after)),
    )


def as_seen(order: AnyTicketOrder, uow: UnitOfWork, clock: Clock) -> Walk:
    """Load the ticket at the version the operator saw.

    Raises:
        Refused: there is no such ticket for this centre.
        Stale: it has moved on; says who, what and when.
    """
    ticket = seen_ticket(order.ticket, order.seen, order.by, uow)
    return Walk(order=order, ticket=ticket, at=clock.now(), rules=uow.rulebook())


def seen_ticket(id_: TicketId, seen: int, by: Operator, uow: UnitOfWork) -> Ticket:
    """Return the ticket, if it is still at the version that the operator saw.

    Raises:
        Refused: there is no such ticket for this centre.
        Stale: it has moved on; says who, what and when.
    """
    ticket = uow.ticket(id_)
    if ticket is None or not ticket.seen_by(by.centre):
        raise Refused("ticket.unknown", ticket=id_)
    if ticket.version != seen:
        last = uow.last_entry(ticket.id)
        raise Stale(
            ticket=ticket.id,
            version=ticket.version,
            by=last.by if last else "",
            kind=last.kind.value if last else "",
            at=last.at if last else ticket.changed_at,
        )
    return ticket


def move(order: Accept | File | Sign | Resume | Archive, uow: UnitOfWork, clock: Clock) -> News:
    """Take the one step that the order names."""
    walk = as_seen(order, uow, clock)
    match order:
        case File():
            walk.step(order.verb, noted=filed_by(order))
        case Sign():
            walk.step(order.verb, noted=handled_also_by(walk.ticket, *handlers_of(walk.ticket, order.by)))
        case _:
            walk.step(order.verb)
    return walk.record(uow)


def filed_by(order: AnyTicketOrder) -> Mapping[str, Any]:
    """Return what is noted of whoever files: that operator may not handle."""
    return {"filed_by": order.by.name}


def handlers_of(ticket: Ticket, by: Operator) -> tuple[str, ...]:
    """Return who handles: whoever does so in person, else who holds the ticket, by code and by name.

    By name as well, because a worker may have a seat under it.
    """
    if guards.acts_as_crew(by) or ticket.holder is None:
        return (by.name,)
    return (ticket.holder.id, ticket.holder.name)


def handled_also_by(ticket: Ticket, *names: str) -> Mapping[str, Any]:
    """Return what is noted of whoever handles: none of them may check."""
    return {"handlers": tuple(dict.fromkeys((*ticket.noted.handlers, *names)))}


def _settled(before: Ticket, verb: Verb) -> Mapping[str, Any]:
    """Return what becomes of an open request: it is settled by the verb that was asked for, and by any other state."""
    request = before.noted.request
    if request is None or not (request.verb == verb.name or verb.leads_to not in {None, before.state}):
        return NOTHING
    return {"request": None}
