"""Urging and supervising: a step of the ladder as one record with one name, and the reply that clears a card."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from console.domain.errors import Refused
from console.domain.records import Card
from console.domain.texts import storable
from console.handlers.closing import told
from console.handlers.moves import as_seen
from console.journal import News
from console.orders import Reply, Supervise
from console.ports import Clock, UnitOfWork


def supervise(order: Supervise, uow: UnitOfWork, clock: Clock) -> News:
    """Issue a step; each comes once a stage, whoever sees first that it is time.

    Raises:
        Refused: nobody is named, a card by hand has no reason, the step or a graver one was issued in this stage, or
            the table is against it.
    """
    walk = as_seen(order, uow, clock)
    stage = walk.ticket.stage_since
    cards = walk.ticket.noted.cards
    by_hand = "" if order.by.is_system else order.by.name
    reason = storable(order.reason).strip()
    if by_hand and not reason:
        raise Refused("order.no_reason", verb=order.verb)
    if not order.responsible.strip():
        raise Refused("supervise.nobody", number=walk.ticket.number)
    if any(card.stage == stage and card.step >= order.step for card in cards):
        raise Refused("supervise.twice", number=walk.ticket.number)
    card = Card(
        step=order.step, at=walk.at, stage=stage, responsible=order.responsible.strip(), by=by_hand, reason=reason
    )
    detail = MappingProxyType({"step": order.step.name.lower(), "responsible": card.responsible})
    walk.step(order.verb, reason=reason, detail=detail, noted={"cards": (*cards, card)})
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
