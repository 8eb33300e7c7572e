"""What was done, whether it is good, and the end of a ticket."""

from __future__ import annotations

from types import MappingProxyType

from console.domain.errors import Refused
from console.domain.records import Anew, Answer
from console.domain.texts import storable
from console.handlers.answers import ended
from console.handlers.moves import as_seen, handled_also_by, handlers_of
from console.journal import News
from console.orders import CheckFail, CheckPass, Close, FeedBack, FollowUp, Reopen, SelfHandle
from console.ports import Clock, UnitOfWork


def feed_back(order: FeedBack, uow: UnitOfWork, clock: Clock) -> News:
    """Write down what the handler did; the ticket waits for its check.

    Raises:
        Refused: no result text, a dispute without an outcome, or the table is against it.
    """
    result = told(order.result)
    walk = as_seen(order, uow, clock)
    category, mediation = walk.rules.categories.get(walk.ticket.category), walk.ticket.noted.mediation
    if category is not None and category.mediated and (mediation is None or mediation.outcome is None):
        raise Refused("mediate.no_outcome", number=walk.ticket.number)
    handled_by = walk.ticket.holder.id if walk.ticket.holder else order.by.name
    noted = handled_also_by(walk.ticket, *handlers_of(walk.ticket, order.by))
    walk.step(
        order.verb, detail=MappingProxyType({"result": result}), result=result, handled_by=handled_by, noted=noted
    )
    return walk.record(uow)


def self_handle(order: SelfHandle, uow: UnitOfWork, clock: Clock) -> News:
    """Write down that a village settled the matter itself; another checks it.

    Raises:
        Refused: no result text, not the village tier, or the table is against it.
    """
    result = told(order.result)
    walk = as_seen(order, uow, clock)
    walk.step(
        order.verb,
        detail=MappingProxyType({"result": result}),
        result=result,
        handled_by=order.by.name,
        noted=handled_also_by(walk.ticket, order.by.name),
    )
    return walk.record(uow)


def settle(order: CheckPass | CheckFail | Close, uow: UnitOfWork, clock: Clock) -> News:
    """Pass or fail the check, or close, which queues the answer to the source; a failed one counts as rework."""
    walk = as_seen(order, uow, clock)
    if isinstance(order, Close):
        return ended(walk, uow)
    if isinstance(order, CheckFail):
        walk.step(order.verb, reason=order.reason, noted={"reworks": walk.ticket.noted.reworks + 1})
    else:
        walk.step(order.verb)
    return walk.record(uow)


def reopen(order: Reopen, uow: UnitOfWork, clock: Clock) -> News:
    """Begin a closed matter anew at the same centre, with new clocks; what was done stays written."""
    walk = as_seen(order, uow, clock)
    before = walk.ticket.noted
    anew = Anew(at=walk.at, reworks=before.reworks, returns=before.returns, transfers=before.transfers)
    walk.step(
        order.verb,
        reason=order.reason,
        holder=None,
        dispatched_by="",
        noted={"reopens": before.reopens + 1, "anew": anew, "co_handlers": (), "answer": None},
    )
    return walk.record(uow)


def follow_up(order: FollowUp, uow: UnitOfWork, clock: Clock) -> News:
    """Write down what the reporter said; an unsatisfied one lets the shift lead reopen."""
    walk = as_seen(order, uow, clock)
    answer = Answer(satisfied=order.satisfied, by=order.by.name, at=walk.at, note=storable(order.note).strip())
    detail = {"satisfied": "yes" if order.satisfied else "no"} | ({"note": answer.note} if answer.note else {})
    walk.step(order.verb, detail=MappingProxyType(detail), noted={"answer": answer})
    return walk.record(uow)


def told(result: str) -> str:
    """Return the text of a result as it is stored.

    Raises:
        Refused: there is none.
    """
    kept = storable(result).strip()
    if not kept:
        raise Refused("order.no_result")
    return kept
