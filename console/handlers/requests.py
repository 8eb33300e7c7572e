"""What one asks for and another approves or refuses; and changes of a running clock that need both."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType

from console import guards
from console.domain.errors import Refused
from console.domain.records import Request
from console.domain.texts import storable
from console.handlers.moves import as_seen
from console.journal import News
from console.orders import Ask, Extend, Refuse, Suspend
from console.ports import Clock, UnitOfWork


def ask(order: Ask, uow: UnitOfWork, clock: Clock) -> News:
    """Ask for a verb; one request at a time is open.

    Raises:
        Refused: nobody asks for that verb, its state or its hour is past, or a request is open already.
    """
    walk = as_seen(order, uow, clock)
    wanted = walk.rules.lifecycle.verbs.get(order.wants)
    if wanted is None or not wanted.asks:
        raise Refused("ask.not_asked_for", verb=order.wants)
    if walk.ticket.state not in wanted.leaves:
        raise Refused("ticket.wrong_state", verb=order.wants, state=walk.ticket.state.value, number=walk.ticket.number)
    if not order.by.roles & wanted.asks:
        raise Refused("operator.role_missing", verb="ask", roles=sorted(role.value for role in wanted.asks))
    if "before_due" in wanted.guards:
        guards.check(order.wants, ("before_due",), walk.ticket, order.by, walk.at)
    _check_amounts(order.wants, order.hours, order.review_at, walk.at)
    request = Request(
        verb=order.wants,
        by=order.by.name,
        at=walk.at,
        reason=storable(order.reason).strip(),
        hours=order.hours,
        review_at=order.review_at,
    )
    detail = {"verb": order.wants, "asker": order.by.name} | _amounts(order.hours, order.review_at)
    walk.step(order.verb, reason=order.reason, detail=MappingProxyType(detail), noted={"request": request})
    return walk.record(uow)


def refuse(order: Refuse, uow: UnitOfWork, clock: Clock) -> News:
    """Say no to the open request, with the reason."""
    walk = as_seen(order, uow, clock)
    request = walk.ticket.noted.request
    detail = MappingProxyType({"verb": request.verb} if request else {})
    walk.step(order.verb, reason=order.reason, detail=detail, noted={"request": None})
    return walk.record(uow)


def extend(order: Extend, uow: UnitOfWork, clock: Clock) -> News:
    """Let the handler have more time.

    Raises:
        Refused: not a positive number of hours, asked too late, or the table is against it.
    """
    walk = as_seen(order, uow, clock)
    _check_amounts(order.verb, order.hours, None, walk.at)
    detail = MappingProxyType(_amounts(order.hours, None))
    noted = {"extensions": walk.ticket.noted.extensions + 1}
    walk.step(order.verb, reason=order.reason, detail=detail, noted=noted, extended_h=order.hours)
    return walk.record(uow)


def suspend(order: Suspend, uow: UnitOfWork, clock: Clock) -> News:
    """Let the handle clock stand still; the matter is looked at again on the day that is given.

    Raises:
        Refused: the day is not in the future, or the table is against it.
    """
    walk = as_seen(order, uow, clock)
    _check_amounts(order.verb, None, order.review_at, walk.at)
    detail = MappingProxyType(_amounts(None, order.review_at))
    walk.step(order.verb, reason=order.reason, detail=detail, noted={"review_at": order.review_at})
    return walk.record(uow)


def _check_amounts(verb: str, hours: float | None, review_at: datetime | None, now: datetime) -> None:
    if verb == "extend" and not (hours and hours > 0):
        raise Refused("extend.no_hours")
    if verb == "suspend" and not (review_at and review_at > now):
        raise Refused("suspend.no_review")


def _amounts(hours: float | None, review_at: datetime | None) -> dict[str, str]:
    told = {"hours": f"{hours:g}"} if hours is not None else {}
    return told | ({"review_at": review_at.isoformat()} if review_at is not None else {})
