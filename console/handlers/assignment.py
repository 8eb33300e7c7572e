"""Sending a ticket to whom it is for, and taking it back."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from console.domain.crew import Crew, CrewId, DepartmentId, Duty
from console.domain.errors import Refused
from console.domain.grid import RegionCode, Tier, within
from console.domain.texts import storable
from console.domain.ticket import Holder, Target, TargetKind
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
    holder = holder_for(order.target, order.by.centre, uow)
    changes: dict[str, Any] = {"holder": holder, "dispatched_by": order.by.name}
    if walk.ticket.grid is None and order.target.kind is TargetKind.GRID:
        changes |= {"grid": RegionCode(order.target.code), "area": RegionCode(order.target.code)}
    told = {"to": holder.name, "to_kind": order.target.kind.value, "to_code": order.target.code}
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


def holder_for(target: Target, centre: RegionCode, uow: UnitOfWork) -> Holder:
    """Return who would handle a ticket dispatched to ``target``.

    Raises:
        Refused: with the reason that a block of the gate shows; a block is never bypassed.
    """
    match target.kind:
        case TargetKind.GRID:
            return _crew_of_grid(target.code, centre, uow)
        case TargetKind.CREW:
            crew = uow.crew(CrewId(target.code))
            if crew is None:
                raise Refused("crew.unknown", crew=target.code)
            return _as_holder(_allowed(crew, centre))
        case TargetKind.DEPARTMENT:
            department = uow.department(DepartmentId(target.code))
            if department is None:
                raise Refused("department.unknown", department=target.code)
            if not (within(department.region, centre) or within(centre, department.region)):
                raise Refused("department.outside", department=department.name)
            return Holder(TargetKind.DEPARTMENT, department.id, department.name)


def _crew_of_grid(code: str, centre: RegionCode, uow: UnitOfWork) -> Holder:
    grid = uow.region(code)
    if grid is None or grid.tier is not Tier.GRID:
        raise Refused("grid.unknown", grid=code)
    if not within(grid.code, centre):
        raise Refused("grid.outside", grid=grid.name)
    crews = uow.crews_of(grid.code)
    if not crews:
        # A city that has not told its crews still sends work to its grids.
        return Holder(TargetKind.GRID, grid.code, grid.name)
    on_duty = [crew for crew in crews if crew.duty is Duty.ON_DUTY]
    if not on_duty:
        raise Refused("grid.no_crew_on_duty", grid=grid.name)
    in_hand = uow.in_hand(crew.id for crew in on_duty)
    return _as_holder(min(on_duty, key=lambda crew: (in_hand.get(crew.id, 0), crew.id)))


def _allowed(crew: Crew, centre: RegionCode) -> Crew:
    if not within(crew.region, centre):
        raise Refused("crew.outside", crew=crew.name)
    if crew.duty is not Duty.ON_DUTY:
        raise Refused("crew.off_duty", crew=crew.name)
    return crew


def _as_holder(crew: Crew) -> Holder:
    return Holder(TargetKind.CREW, crew.id, crew.name)
