"""Two tickets about one matter: the duplicate is laid into the other, and can be brought back as it was."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from console import lifecycle
from console.domain.errors import Refused
from console.domain.ticket import State, Ticket, TicketId
from console.handlers.moves import Walk, as_seen, seen_ticket
from console.journal import Kind, News
from console.orders import Merge, Unmerge
from console.ports import Clock, UnitOfWork
from console.replay import replay


def merge(order: Merge, uow: UnitOfWork, clock: Clock) -> News:
    """Lay the ticket into another open one; its reporter stays with it and is answered from there.

    An ended ticket is no target: its reporters have their answer and its figures are counted, so a new report is a new
    matter, or a reason to reopen; merged into it, nobody would look at it again.

    Raises:
        Refused: into itself, into one that is not open or not this centre's, or the table is against it.
        Stale: either has moved on.
    """
    walk = as_seen(order, uow, clock)
    kept = seen_ticket(order.into, order.into_seen, order.by, uow)
    if kept.id == walk.ticket.id:
        raise Refused("merge.itself", number=kept.number)
    if not kept.is_open or kept.centre != order.by.centre:
        raise Refused("merge.not_open_here", number=kept.number)
    if walk.ticket.noted.merged:
        raise Refused("merge.has_duplicates", number=walk.ticket.number)
    detail = MappingProxyType({"into": kept.number})
    walk.step(order.verb, reason=order.reason, detail=detail, noted={"merged_into": int(kept.id)})
    other = Walk(order=order, ticket=kept, at=walk.at, rules=walk.rules, first_part=len(walk.entries))
    noted = replace(kept.noted, merged=(*kept.noted.merged, int(walk.ticket.id)))
    other.take(Kind.DUPLICATE_TAKEN, replace(kept, noted=noted), detail=MappingProxyType({"from": walk.ticket.number}))
    return _both(walk, other, uow)


def unmerge(order: Unmerge, uow: UnitOfWork, clock: Clock) -> News:
    """Bring the duplicate back exactly as it was before it was merged; the other no longer names it.

    Raises:
        Refused: the table is against it.
        Stale: it has moved on.
    """
    walk = as_seen(order, uow, clock)
    lifecycle.check(order.verb, walk.ticket, order.by, order.reason, walk.rules.lifecycle, walk.at)
    before = _before_merging(walk.ticket, uow)
    into = walk.ticket.noted.merged_into
    kept = uow.ticket(TicketId(into)) if into is not None else None
    detail = MappingProxyType({"from": kept.number if kept else ""})
    walk.take(Kind.UNMERGED, before, reason=order.reason, detail=detail)
    if kept is None:
        return walk.record(uow)
    other = Walk(order=order, ticket=kept, at=walk.at, rules=walk.rules, first_part=len(walk.entries))
    noted = replace(kept.noted, merged=tuple(id_ for id_ in kept.noted.merged if id_ != walk.ticket.id))
    other.take(
        Kind.DUPLICATE_GIVEN_BACK, replace(kept, noted=noted), detail=MappingProxyType({"from": walk.ticket.number})
    )
    return _both(walk, other, uow)


def _before_merging(ticket: Ticket, uow: UnitOfWork) -> Ticket:
    """Return the ticket as its lines left it before the last merging."""
    lines = uow.lines_of(ticket.id)
    merged = max(at for at, line in enumerate(lines) if line.to_state is State.MERGED)
    before = replay(lines[:merged])
    if before is None:
        raise ValueError(f"{ticket.number} was merged by its first line")
    return replace(before, version=ticket.version, caller=ticket.caller)


def _both(walk: Walk, other: Walk, uow: UnitOfWork) -> News:
    news, beside = walk.record(uow), other.record(uow)
    return replace(news, entries=news.entries + beside.entries, tickets=news.tickets + beside.tickets)
