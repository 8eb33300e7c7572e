"""A recording is looked at: the line first, so that nobody sees what the journal knows nothing of."""

from __future__ import annotations

from console.domain.errors import Refused
from console.domain.texts import storable
from console.handlers.lines import check_role, noted
from console.handlers.moves import Walk
from console.journal import Kind, News
from console.playback_orders import AnyPlaybackOrder, PlayBack
from console.ports import Clock, UnitOfWork


def play_back(order: AnyPlaybackOrder, uow: UnitOfWork, clock: Clock) -> News:
    """Write who looks at which camera, from when to when and why; on the ticket as it stands where one is in hand.

    Whoever may do so on a ticket, by the city's own table of verbs, may do so without one.

    Raises:
        Refused: the role is missing, the table or a guard is against it, there is no such ticket for this centre, no
            reason, or ``playback.…`` of the stretch.
    """
    at = clock.now()
    order.stretch.check(at)
    if not order.reason.strip():
        # Whatever a city's table says of it.
        raise Refused("order.no_reason", verb=PlayBack.verb)
    rules = uow.rulebook()
    if not isinstance(order, PlayBack):
        check_role(order.by, rules.lifecycle.verb(PlayBack.verb).roles)
        told, reason = order.stretch.told(), storable(order.reason).strip()
        return noted(order, Kind.CAMERA_PLAYED_BACK, uow, at, told, reason)
    ticket = uow.ticket(order.ticket)
    if ticket is None or not ticket.seen_by(order.by.centre):
        raise Refused("ticket.unknown", ticket=order.ticket)
    walk = Walk(order=order, ticket=ticket, at=at, rules=rules)
    walk.step(order.verb, reason=order.reason, detail=order.stretch.told())
    return walk.record(uow)
