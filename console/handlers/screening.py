"""Before anybody is sent: whether a matter is one, what it is, and whether it counts."""

from __future__ import annotations

from types import MappingProxyType

from console.domain.errors import Refused
from console.domain.texts import storable
from console.handlers.answers import ended
from console.handlers.moves import as_seen
from console.journal import News
from console.orders import AskVerify, Decline, Reclassify, Reject, Verified, Void
from console.ports import Clock, UnitOfWork


def verify(order: AskVerify | Verified, uow: UnitOfWork, clock: Clock) -> News:
    """Ask for a look at the place, or tell what was found there."""
    note = storable(order.note).strip()
    walk = as_seen(order, uow, clock)
    walk.step(order.verb, detail=MappingProxyType({"note": note} if note else {}))
    return walk.record(uow)


def turn_down(order: Reject | Decline | Void, uow: UnitOfWork, clock: Clock) -> News:
    """Take a matter out of the way, or give it back to be taken in better; always with a reason."""
    return ended(as_seen(order, uow, clock), uow, reason=order.reason)


def reclassify(order: Reclassify, uow: UnitOfWork, clock: Clock) -> News:
    """Correct class or priority; the running stage gets its new limit, and what was used of it stays used.

    Raises:
        Refused: nothing would change, or the table is against it.
    """
    walk = as_seen(order, uow, clock)
    before = walk.ticket
    category, priority = order.category or before.category, order.priority or before.priority
    if (category, priority) == (before.category, before.priority):
        raise Refused("reclassify.same", number=before.number)
    detail: dict[str, str] = {}
    if category != before.category:
        detail |= {"from_category": before.category, "to_category": category}
    if priority is not before.priority:
        detail |= {"from_priority": str(int(before.priority)), "to_priority": str(int(priority))}
    walk.step(order.verb, reason=order.reason, detail=MappingProxyType(detail), category=category, priority=priority)
    return walk.record(uow)
