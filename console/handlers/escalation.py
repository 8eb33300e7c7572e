"""Handing a ticket to another tier: up to the next centre, or down to the one that holds the ground."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType

from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode, Tier, within
from console.domain.ticket import Ticket
from console.handlers.moves import Walk, as_seen
from console.journal import News
from console.orders import Delegate, Escalate, SkipLevel
from console.ports import Clock, UnitOfWork


def escalate(order: Escalate, uow: UnitOfWork, clock: Clock) -> News:
    """Hand the ticket to the adjacent tier above, with the reason; the crew is released.

    Raises:
        Refused: no reason, no tier above, or the table is against it.
    """
    walk = as_seen(order, uow, clock)
    walk.as_filed(order.verb)
    here = uow.region(walk.ticket.centre)
    above = uow.region(here.parent) if here and here.parent else None
    if above is None:
        raise Refused("ticket.top_tier", number=walk.ticket.number)
    return _hand_over(walk, above, uow, reason=order.reason)


def skip_level(order: SkipLevel, uow: UnitOfWork, clock: Clock) -> News:
    """Hand the ticket two tiers up, where the next one may be passed over; that one keeps reading it.

    Raises:
        Refused: no reason, too soon, no two tiers above, or the table is against it.
    """
    walk = as_seen(order, uow, clock)
    walk.as_filed(order.verb)
    here = uow.region(walk.ticket.centre)
    passed = uow.region(here.parent) if here and here.parent else None
    above = uow.region(passed.parent) if passed and passed.parent else None
    if passed is None or above is None:
        raise Refused("ticket.no_tier_to_skip", number=walk.ticket.number)
    return _hand_over(walk, above, uow, reason=order.reason)


def delegate(order: Delegate, uow: UnitOfWork, clock: Clock) -> News:
    """Hand the ticket to a centre one tier down, visible there in the same transaction.

    Raises:
        Refused: no centre below, not an adjacent one, or the table is against it.
    """
    walk = as_seen(order, uow, clock)
    walk.as_filed(order.verb)
    below = uow.region(order.to) if order.to else _on_the_way_down(walk.ticket, uow)
    if below is None:
        raise Refused("delegate.no_target", number=walk.ticket.number)
    if below.parent != walk.ticket.centre:
        raise Refused("delegate.not_adjacent", to=below.name)
    if below.tier is Tier.GRID:
        raise Refused("delegate.no_tier_below", number=walk.ticket.number)
    return _hand_over(walk, below, uow, reason=order.note)


def _hand_over(walk: Walk, to: Region, uow: UnitOfWork, *, reason: str) -> News:
    """Move the ticket to the centre ``to``; the centre it leaves keeps reading it."""
    left = walk.ticket.centre
    readers = walk.ticket.readers
    if not within(walk.ticket.area, left) and left not in readers:
        readers = (*readers, left)
    walk.step(
        walk.order.verb,
        reason=reason,
        detail=MappingProxyType({"from_centre": left, "to_centre": to.code, "to": to.name}),
        centre=to.code,
        tier=to.tier,
        holder=None,
        dispatched_by="",
        readers=readers,
        noted={"arrived_at": walk.at, "held_s": _held(walk.ticket, walk.at)},
    )
    return walk.record(uow)


def _held(ticket: Ticket, until: datetime) -> tuple[tuple[int, float], ...]:
    """Return how long each tier has had the ticket by now, in seconds."""
    held = dict(ticket.noted.held_s)
    began = ticket.noted.arrived_at or ticket.reported_at
    held[int(ticket.tier)] = held.get(int(ticket.tier), 0.0) + max((until - began).total_seconds(), 0.0)
    return tuple(sorted(held.items()))


def _on_the_way_down(ticket: Ticket, uow: UnitOfWork) -> Region | None:
    """Return the child of the ticket's centre whose ground holds the ticket."""
    code: RegionCode | None = ticket.grid
    while code is not None:
        region = uow.region(code)
        if region is None:
            return None
        if region.parent == ticket.centre:
            return region
        code = region.parent
    return None
