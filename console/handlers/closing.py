"""What was done, whether it is good, and the end of a ticket."""

from __future__ import annotations

from types import MappingProxyType

from console.domain.errors import Refused
from console.domain.texts import storable
from console.handlers.moves import as_seen
from console.journal import News
from console.orders import CheckFail, CheckPass, Close, FeedBack
from console.ports import Clock, UnitOfWork


def feed_back(order: FeedBack, uow: UnitOfWork, clock: Clock) -> News:
    """Write down what the handler did; the ticket waits for its check.

    Raises:
        Refused: no result text, or the table is against it.
    """
    result = storable(order.result).strip()
    if not result:
        raise Refused("order.no_result")
    walk = as_seen(order, uow, clock)
    handled_by = walk.ticket.holder.id if walk.ticket.holder else order.by.name
    walk.step(order.verb, detail=MappingProxyType({"result": result}), result=result, handled_by=handled_by)
    return walk.record(uow)


def settle(order: CheckPass | CheckFail | Close, uow: UnitOfWork, clock: Clock) -> News:
    """Pass or fail the check, or close."""
    walk = as_seen(order, uow, clock)
    walk.step(order.verb, reason=order.reason if isinstance(order, CheckFail) else "")
    return walk.record(uow)
