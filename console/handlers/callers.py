"""Showing who called: the line first, then the answer, so that nobody reads a caller of whom the journal knows nothing."""

from __future__ import annotations

from console.caller_orders import ShowCaller
from console.domain.errors import Refused
from console.handlers.moves import as_seen
from console.journal import News
from console.ports import Clock, UnitOfWork


def show(order: ShowCaller, uow: UnitOfWork, clock: Clock) -> News:
    """Write the line that says who looks at the caller, and why; it holds nothing of the caller.

    Allowed are the call-takers of the centre that holds the ticket, and its handler: see ``guards.handles``. The answer
    is asked for with the line's key once that is committed: were it given within the transaction, whoever came with a
    program of their own could read it and undo the line.

    Raises:
        Refused: the table or a guard is against it, there is no reason, or nobody called.
        Stale: the ticket has moved on.
    """
    walk = as_seen(order, uow, clock)
    if not order.reason.strip():
        # Whatever a city's table says of it.
        raise Refused("order.no_reason", verb=order.verb)
    walk.step(order.verb, reason=order.reason)
    return walk.record(uow)
