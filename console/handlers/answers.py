"""The answer to the source: whoever reported from outside is told how the matter ended, once somebody takes it there."""

from __future__ import annotations

from console.answer_orders import TakeAnswers
from console.domain.aftercare import ANSWERED, CARRIES, SourceAnswer, is_from_outside
from console.domain.errors import Refused
from console.domain.texts import storable
from console.domain.ticket import Ticket, TicketId
from console.handlers.lines import noted
from console.handlers.moves import NOTHING, Walk
from console.journal import Kind, News
from console.ports import UnitOfWork

QUEUED = {"answer": "queued"}


def ended(walk: Walk, uow: UnitOfWork, *, reason: str = "") -> News:
    """Take the step that the order names; where it ends the ticket, queue the answers that are owed.

    Those are its own, and those of each duplicate that was merged into it.
    """
    ends = walk.rules.lifecycle.verb(walk.order.verb).leads_to in ANSWERED
    owed = _owed(walk.ticket, uow) if ends else ()
    walk.step(walk.order.verb, reason=reason, detail=QUEUED if owed else NOTHING)
    for ticket in owed:
        uow.ledgers.queue_answer(_answer(ticket, walk, reason))
    return walk.record(uow)


def take(order: TakeAnswers, uow: UnitOfWork) -> News:
    """Mark the answers as taken, and write the line, which concerns no single ticket; nothing where there is none left.

    Raises:
        Refused: ``answers.role_missing``.
    """
    by = order.by
    if not CARRIES & by.roles:
        raise Refused("answers.role_missing", roles=sorted(role.value for role in CARRIES))
    count = uow.ledgers.take_answers(order.answers, order.at)
    if not count:
        return News(desk=by.desk)
    detail = {"what": order.what, "count": str(count)}
    return noted(order, Kind.ANSWERS_TAKEN, uow, order.at, detail, storable(order.reason))


def _owed(ticket: Ticket, uow: UnitOfWork) -> tuple[Ticket, ...]:
    merged = (uow.ticket(TicketId(id_)) for id_ in ticket.noted.merged)
    return tuple(one for one in (ticket, *merged) if one is not None and is_from_outside(one))


def _answer(ticket: Ticket, walk: Walk, reason: str) -> SourceAnswer:
    return SourceAnswer(
        ticket=ticket.id,
        source=ticket.source,
        outside_number=ticket.outside_number,
        outcome=walk.ticket.state,
        text=reason.strip() or walk.ticket.result,
        made_at=walk.at,
    )
