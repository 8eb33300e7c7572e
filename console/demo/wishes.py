"""What crews of a demo city ask for now and then, and how somebody at a desk answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from console.demo import phrases
from console.domain.shift import Operator
from console.domain.ticket import State, Ticket
from console.orders import AnyOrder, Ask, Extend, Refuse, Reject, Return, Suspend, Void

ASKED_PART = 0.04
REFUSED_PART = 0.2
HOURS = (2.0, 4.0, 8.0)
REVIEW_AFTER = timedelta(days=2)


def may_ask(ticket: Ticket, now: datetime) -> bool:
    """Tell whether whoever handles the ticket can still ask for something, and has not done so yet."""
    noted = ticket.noted
    asks_anew = noted.request is None and not noted.extensions and not noted.returns
    return asks_anew and ticket.state is State.IN_PROGRESS and ticket.due_at is not None and now < ticket.due_at


def wish(ticket: Ticket, by: Operator, draw: Random, now: datetime) -> Ask:
    """Return what a crew asks for that cannot go on as it was sent."""
    wants, reasons = draw.choice(
        (
            ("extend", phrases.EXTEND_REASONS),
            ("return", phrases.RETURN_REASONS),
            ("suspend", phrases.SUSPEND_REASONS),
        )
    )
    return Ask(
        by=by,
        ticket=ticket.id,
        seen=ticket.version,
        wants=wants,
        reason=draw.choice(reasons),
        hours=draw.choice(HOURS) if wants == "extend" else None,
        review_at=now + REVIEW_AFTER if wants == "suspend" else None,
    )


def answer(ticket: Ticket, by: Operator, draw: Random) -> AnyOrder | None:
    """Return yes or no to what is asked for of a ticket; None where nothing is."""
    request = ticket.noted.request
    if request is None:
        return None
    if draw.random() < REFUSED_PART:
        return Refuse(by=by, ticket=ticket.id, seen=ticket.version, reason=draw.choice(phrases.REFUSE_REASONS))
    id_, seen, reason = ticket.id, ticket.version, request.reason
    match request.verb:
        case "extend":
            return Extend(by=by, ticket=id_, seen=seen, reason=reason, hours=request.hours or HOURS[0])
        case "suspend" if request.review_at is not None:
            return Suspend(by=by, ticket=id_, seen=seen, reason=reason, review_at=request.review_at)
        case "return":
            return Return(by=by, ticket=id_, seen=seen, reason=reason)
        case "void":
            return Void(by=by, ticket=id_, seen=seen, reason=reason)
        case _:
            return Reject(by=by, ticket=id_, seen=seen, reason=reason)
