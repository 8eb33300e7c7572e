"""Sending a ticket to whom it is for, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.records import CoHandler
from console.domain.texts import storable
from console.domain.ticket import Holder, TargetKind, Ticket
from console.handlers.closing import told
from console.handlers.gating import through_gate
from console.handlers.moves import Walk, as_seen, handled_also_by
from console.journal import News
from console.orders import CoDone, CoHandle, Dispatch, Recall, Return, Transfer
from console.ports import Clock, UnitOfWork


def dispatch(order: Dispatch, uow: UnitOfWork, clock: Clock) -> News:
    """Send the ticket to a grid's crew on duty, a crew, or a department, and helpers along with it.

    Raises:
        Refused: unknown target, nobody on duty, or outside the centre's jurisdiction; of a helper as well.
        Stale: somebody else was first.
    """
    walk = as_seen(order, uow, clock)
    walk.as_filed(order.verb)
    holder, warned = through_gate(order.target, walk, uow)
    for target in order.helpers:
        found, against = through_gate(target, walk, uow)
        if (found.kind, found.id) != (holder.kind, holder.id) and _helping(walk.ticket, found) is None:
            helper = CoHandler(kind=found.kind.value, id=found.id, name=found.name, must=False, sent=True)
            _add(helper, walk, against)
    changes: dict[str, Any] = {"holder": holder, "dispatched_by": order.by.name}
    if walk.ticket.grid is None and order.target.kind is TargetKind.GRID:
        changes |= {"grid": RegionCode(order.target.code), "area": RegionCode(order.target.code)}
    detail = {"to": holder.name, "to_kind": order.target.kind.value, "to_code": order.target.code, **warned}
    if note := storable(order.note).strip():
        detail["note"] = note
    walk.step(order.verb, detail=MappingProxyType(detail), noted=_leads(walk.ticket, holder), **changes)
    return walk.record(uow)


def transfer(order: Transfer, uow: UnitOfWork, clock: Clock) -> News:
    """Send the ticket on to somebody else, with the reason; who had it is released.

    Raises:
        Refused: the gate is against the target, or it is who has it already.
        Stale: somebody else was first.
    """
    walk = as_seen(order, uow, clock)
    had = walk.ticket.holder
    holder, warned = through_gate(order.target, walk, uow)
    if had is not None and (had.kind, had.id) == (holder.kind, holder.id):
        raise Refused("transfer.same", holder=holder.name, number=walk.ticket.number)
    detail = {
        "from": had.name if had else "",
        "to": holder.name,
        "to_kind": order.target.kind.value,
        "to_code": order.target.code,
        **warned,
    }
    walk.step(
        order.verb,
        reason=order.reason,
        detail=MappingProxyType(detail),
        holder=holder,
        dispatched_by=order.by.name,
        noted={"transfers": walk.ticket.noted.transfers + 1, **_leads(walk.ticket, holder)},
    )
    return walk.record(uow)


def co_handle(order: CoHandle, uow: UnitOfWork, clock: Clock) -> News:
    """Add a helper to the ticket; each helps once.

    Raises:
        Refused: the gate is against the helper, or it helps already.
    """
    walk = as_seen(order, uow, clock)
    walk.as_filed(order.verb)
    found, warned = through_gate(order.target, walk, uow)
    if _helping(walk.ticket, found) is not None:
        raise Refused("co_handle.twice", holder=found.name, number=walk.ticket.number)
    _add(CoHandler(kind=found.kind.value, id=found.id, name=found.name, must=order.must), walk, warned)
    return walk.record(uow)


def co_done(order: CoDone, uow: UnitOfWork, clock: Clock) -> News:
    """Write down what a helper did.

    Raises:
        Refused: it is no helper of this ticket, has told already, or no result is given.
    """
    result = told(order.result)
    walk = as_seen(order, uow, clock)
    helpers = walk.ticket.noted.co_handlers
    done = next((helper for helper in helpers if helper.id == order.helper and not helper.done), None)
    if done is None:
        raise Refused("co_done.no_helper", helper=order.helper, number=walk.ticket.number)
    after = tuple(replace(helper, done=True, result=result) if helper is done else helper for helper in helpers)
    noted = {**handled_also_by(walk.ticket, done.id, done.name), "co_handlers": after}
    walk.step(order.verb, detail=MappingProxyType({"to": done.name, "result": result}), noted=noted)
    return walk.record(uow)


def recall(order: Recall, uow: UnitOfWork, clock: Clock) -> News:
    """Take a dispatch back before it was signed, and whoever was sent along; only whoever sent it may."""
    walk = as_seen(order, uow, clock)
    stay = tuple(helper for helper in walk.ticket.noted.co_handlers if not helper.sent)
    walk.step(order.verb, reason=order.reason, holder=None, dispatched_by="", noted={"co_handlers": stay})
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
        noted={"returns": walk.ticket.noted.returns + 1},
    )
    return walk.record(uow)


def _helping(ticket: Ticket, found: Holder) -> CoHandler | None:
    helpers = ticket.noted.co_handlers
    return next((helper for helper in helpers if (helper.kind, helper.id) == (found.kind.value, found.id)), None)


def _add(helper: CoHandler, walk: Walk, warned: Mapping[str, str]) -> None:
    detail = MappingProxyType({"to": helper.name, "must": "yes" if helper.must else "no", **warned})
    walk.step("co_handle", detail=detail, noted={"co_handlers": (*walk.ticket.noted.co_handlers, helper)})


def _leads(ticket: Ticket, holder: Holder) -> Mapping[str, Any]:
    """Return what is noted of whoever leads from now on: it helps no more, or it would have to wait for itself."""
    helping = _helping(ticket, holder)
    if helping is None or helping.done:
        return {}
    return {"co_handlers": tuple(helper for helper in ticket.noted.co_handlers if helper is not helping)}
