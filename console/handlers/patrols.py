"""Follow-up patrols: a closed ticket plants checks, and each comes as a ticket of its own when it is due."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from console import lifecycle
from console.domain.aftercare import MOST_DAYS, MOST_TIMES, Patrol
from console.domain.errors import Refused
from console.domain.texts import storable
from console.domain.ticket import Source
from console.handlers import intake
from console.handlers.moves import Walk, as_seen
from console.journal import News
from console.orders import TakeIn
from console.patrol_orders import EndPatrol, PlantPatrol, TakeInCheck
from console.ports import Clock, UnitOfWork

AGAIN = "复查"


def plant(order: PlantPatrol, uow: UnitOfWork, clock: Clock) -> News:
    """Plant the checks; the first comes after as many days as lie between two.

    Raises:
        Refused: days or times that cannot be, checks are still to come, or the table is against it.
    """
    if not 1 <= order.every_days <= MOST_DAYS or not 1 <= order.times <= MOST_TIMES:
        raise Refused("patrol.bad_plan", days=MOST_DAYS, times=MOST_TIMES)
    walk = as_seen(order, uow, clock)
    planted = uow.ledgers.patrol(order.ticket)
    if planted is not None and planted.left:
        raise Refused("patrol.planted_already", number=walk.ticket.number, left=planted.left)
    detail = {"every_days": str(order.every_days), "times": str(order.times)}
    text = storable(order.text).strip()
    walk.step(order.verb, detail=MappingProxyType(detail | ({"note": text} if text else {})), noted={"planted": True})
    patrol = Patrol(
        ticket=order.ticket,
        centre=walk.ticket.centre,
        every_days=order.every_days,
        left=order.times + 1,
        next_at=walk.at,
        text=text,
        by=order.by.name,
    )
    uow.ledgers.plant(patrol.after(walk.at))
    return walk.record(uow)


def end(order: EndPatrol, uow: UnitOfWork, clock: Clock) -> News:
    """Let no further check come.

    Raises:
        Refused: none is to come, or the table is against it.
    """
    walk = as_seen(order, uow, clock)
    patrol = uow.ledgers.patrol(order.ticket)
    left = patrol.left if patrol is not None else 0
    walk.step(order.verb, detail=MappingProxyType({"left": str(left)}), noted={"planted": False})
    if not left:
        raise Refused("patrol.none", number=walk.ticket.number)
    uow.ledgers.end_patrol(order.ticket)
    return walk.record(uow)


def take_in_check(order: TakeInCheck, uow: UnitOfWork, clock: Clock) -> News:
    """Take in the check that is due, at the centre of the operator; of two desks, the second does nothing.

    A check that comes due while the matter is open again is passed over: somebody looks at it anyway. With the last one,
    the checks of the first ticket have ended.
    """
    patrol, first = uow.ledgers.patrol(order.first), uow.ticket(order.first)
    nothing = News(desk=order.by.desk)
    if patrol is None or first is None or not patrol.left or patrol.next_at != order.due_at:
        return nothing
    goes_on = patrol.after(clock.now())
    if not uow.ledgers.move_on(goes_on, order.due_at) or first.is_open:
        return nothing
    check = TakeIn(
        by=order.by,
        key=order.key,
        id=order.id,
        category=first.category,
        title=f"{AGAIN} {first.title}",
        source=Source.SYSTEM.value,
        reported_at=order.due_at,
        description="\n".join(filter(None, (patrol.text, f"{AGAIN} {first.number}"))),
        address=first.address,
        place=first.place,
    )
    news = intake.opened(check, uow, clock, MappingProxyType({"patrol_of": first.number}))
    ends = EndPatrol(by=order.by, key=order.key, ticket=first.id, seen=first.version)
    walk = Walk(order=ends, ticket=first, at=clock.now(), rules=uow.rulebook(), first_part=len(news.entries))
    against = lifecycle.why_not(ends.verb, first, order.by, walk.at, walk.rules.lifecycle)
    if goes_on.left or against is not None:
        return news
    walk.step(ends.verb, detail=MappingProxyType({"left": "0"}), noted={"planted": False})
    over = walk.record(uow)
    return replace(news, entries=news.entries + over.entries, tickets=news.tickets + over.tickets)
