"""What a camera showed is named on the ticket: the line holds the file's name and hash, the file lies elsewhere."""

from __future__ import annotations

from console.domain.errors import Refused
from console.evidence_orders import AnyEvidenceOrder
from console.handlers.moves import Walk
from console.journal import News
from console.ports import Clock, UnitOfWork


def attach(order: AnyEvidenceOrder, uow: UnitOfWork, clock: Clock) -> News:
    """Write the line that names the file, on the ticket as it stands: evidence adds and decides nothing.

    Raises:
        Refused: the table or a guard is against it, there is no such ticket for this centre, or ``evidence.unusable``.
    """
    order.evidence.check()
    ticket = uow.ticket(order.ticket)
    if ticket is None or not ticket.seen_by(order.by.centre):
        raise Refused("ticket.unknown", ticket=order.ticket)
    walk = Walk(order=order, ticket=ticket, at=clock.now(), rules=uow.rulebook())
    walk.step(order.verb, detail=order.evidence.told())
    return walk.record(uow)
