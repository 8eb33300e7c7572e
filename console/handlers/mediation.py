"""Disputes: who mediates between whom, and how it ended."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from console.domain.errors import Refused
from console.domain.records import Mediation, Outcome
from console.domain.texts import one_line
from console.domain.ticket import Caller
from console.handlers.moves import as_seen
from console.journal import News
from console.orders import Mediate
from console.ports import Clock, UnitOfWork

CENT = Decimal("0.01")


def mediate(order: Mediate, uow: UnitOfWork, clock: Clock) -> News:
    """Write down how the mediation stands.

    Raises:
        Refused: the class is none that is mediated, fewer than two parties, no mediator, an amount that is none or that
            nobody agreed to, or the table is against it.
    """
    walk = as_seen(order, uow, clock)
    category = walk.rules.categories.get(walk.ticket.category)
    if category is None or not category.mediated:
        raise Refused("mediate.no_dispute", number=walk.ticket.number)
    kept = _kept(order.mediation)
    detail = {"mediator": kept.mediator}
    if kept.outcome is not None:
        detail["outcome"] = kept.outcome.value
    walk.step(order.verb, detail=MappingProxyType(detail), noted={"mediation": kept})
    return walk.record(uow)


def _kept(said: Mediation) -> Mediation:
    """Return what is kept of it: masked names, one line each, an amount with two decimals."""
    parties = tuple(masked for name in said.parties if (masked := _masked(name)))
    if len(parties) < 2:
        raise Refused("mediate.two_parties")
    mediator = one_line(said.mediator)
    if not mediator:
        raise Refused("mediate.no_mediator")
    amount = _amount(said.amount)
    if amount and said.outcome is not Outcome.AGREED:
        raise Refused("mediate.amount_without_agreement")
    return replace(said, parties=parties, mediator=mediator, amount=amount)


def _masked(name: str) -> str:
    """Return a name in its masked form; one that is masked already stays as it is."""
    line = one_line(name)
    return line if line.endswith("**") else Caller(name=line).masked().name


def _amount(said: str) -> str:
    if not said.strip():
        return ""
    try:
        amount = Decimal(said.strip().replace(",", ""))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or amount >= Decimal(10) ** 12:
        raise Refused("mediate.bad_amount", amount=said)
    return str(amount.quantize(CENT))
