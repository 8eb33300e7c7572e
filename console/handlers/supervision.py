"""Urging and supervising: a step of the ladder as one record with one name, and the reply that clears a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode
from console.domain.records import Card
from console.domain.texts import storable
from console.domain.ticket import Ticket
from console.handlers.closing import told
from console.handlers.moves import as_seen
from console.journal import News
from console.ladder import To, is_due
from console.orders import Reply, Supervise
from console.ports import Clock, UnitOfWork
from console.rulebook import Rulebook


def supervise(order: Supervise, uow: UnitOfWork, clock: Clock) -> News:
    """Issue a step; each comes once a stage, whoever sees first that it is time.

    Where the ladder says so, the centre one tier up gets a copy and keeps reading the ticket.

    Raises:
        Refused: nobody is named, a card by hand has no reason, the step or a graver one was issued in this stage, the
            console's own is not due, or the table is against it.
    """
    walk = as_seen(order, uow, clock)
    stage = walk.ticket.stage_began
    cards = walk.ticket.noted.cards
    by_hand = "" if order.by.is_system else order.by.name
    reason = storable(order.reason).strip()
    if by_hand and not reason:
        raise Refused("order.no_reason", verb=order.verb)
    if not order.responsible.strip():
        raise Refused("supervise.nobody", number=walk.ticket.number)
    if any(card.stage == stage and card.step >= order.step for card in cards):
        raise Refused("supervise.twice", number=walk.ticket.number)
    if not by_hand:
        _check_due(walk.ticket, order, walk.at, walk.rules)
    to = walk.rules.ladder.to(order.step)
    above = _above(walk.ticket, uow) if to is not To.OWNER else None
    card = Card(
        step=order.step,
        at=walk.at,
        stage=stage,
        responsible=order.responsible.strip(),
        by=by_hand,
        reason=reason,
        copied_to=above.code if above else "",
        is_listed=above is not None and to is To.NEXT_TIER_LIST,
    )
    detail = {"step": order.step.name.lower(), "responsible": card.responsible}
    if not by_hand and reason:
        # A code of the ladder's, which views put into words; what people gave as their reason stands in the line itself.
        detail["because"] = reason
    if above is not None:
        detail |= {"copied_centre": above.code, "copied_to": above.name}
    walk.step(
        order.verb,
        reason=reason if by_hand else "",
        detail=MappingProxyType(detail),
        readers=_with(walk.ticket.readers, above),
        noted={"cards": (*cards, card)},
    )
    return walk.record(uow)


def reply(order: Reply, uow: UnitOfWork, clock: Clock) -> News:
    """Answer the gravest open card; the next one, if there is one, still waits.

    Raises:
        Refused: no text, no open card, or the table is against it.
    """
    text = told(order.text)
    walk = as_seen(order, uow, clock)
    noted = walk.ticket.noted
    answered = tuple(
        replace(card, reply=text, replied_by=order.by.name) if card is noted.card else card for card in noted.cards
    )
    step = noted.card.step.name.lower() if noted.card else ""
    walk.step(order.verb, detail=MappingProxyType({"step": step, "result": text}), noted={"cards": answered})
    return walk.record(uow)


def _check_due(ticket: Ticket, order: Supervise, at: datetime, rules: Rulebook) -> None:
    """Refuse what the console would issue in its own name before its time: a clock that runs ahead must not."""
    if not is_due(ticket, order.step, order.reason.strip(), at, rules.ladder, rules.calendars):
        raise Refused("supervise.not_due", number=ticket.number)


def _above(ticket: Ticket, uow: UnitOfWork) -> Region | None:
    """Return the centre one tier above the one whose turn it is; None at the top."""
    here = uow.region(ticket.centre)
    return uow.region(here.parent) if here is not None and here.parent else None


def _with(readers: tuple[RegionCode, ...], above: Region | None) -> tuple[RegionCode, ...]:
    return readers if above is None or above.code in readers else (*readers, above.code)
