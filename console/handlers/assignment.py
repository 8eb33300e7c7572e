"""Sending a ticket to whom it is for, and taking it back."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from console.domain.grid import RegionCode
from console.domain.texts import storable
from console.domain.ticket import TargetKind
from console.handlers.gating import through_gate
from console.handlers.moves import as_seen
from console.journal import News
from console.orders import Dispatch, Recall, Return
from console.ports import Clock, UnitOfWork


def dispatch(order: Dispatch, uow: UnitOfWork, clock: Clock) -> News:
    """Send the ticket to a grid's crew on duty, a crew, or a department.

    Raises:
        Refused: unknown target, nobody on duty, or outside the centre's jurisdiction.
        Stale: somebody else was first.
    """
    walk = as_seen(order, uow, clock)
    walk.as_filed(order.verb)
    holder, warned = through_gate(order.target, walk, uow)
    changes: dict[str, Any] = {"holder": holder, "dispatched_by": order.by.name}
    if walk.ticket.grid is None and order.target.kind is TargetKind.GRID:
        changes |= {"grid": RegionCode(order.target.code), "area": RegionCode(order.target.code)}
    told = {"to": holder.name, "to_kind": order.target.kind.value, "to_code": order.target.code, **warned}
    if note := storable(order.note).strip():
        told["note"] = note
    walk.step(order.verb, detail=MappingProxyType(told), **changes)
    return walk.record(uow)


def recall(order: Recall, uow: UnitOfWork, clock: Clock) -> News:
    """Take a dispatch back before it was signed; only whoever sent it may."""
    walk = as_seen(order, uow, clock)
    walk.step(order.verb, reason=order.reason, holder=None, dispatched_by="")
    return walk.record(uow)


def give_back(order: Return, uow: UnitOfWork, clock: Clock) -> News:
    """Return a ticket to be dispatched again; the crew is released."""
    walk = as_seen(order, uow, clock)
    given_up = walk.ticket.holder.name if walk.ticket.holder else ""
    walk.step(
        order.verb,
        reason=order.reason,
        detail=MappingProxyType({"from": given_up}),
        holder=None,
        dispatched_by="",
    )
    return walk.record(uow)
