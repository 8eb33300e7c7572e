"""Walls: layouts are saved, overwritten and removed, salvos sent, alarms acknowledged, and walls tell that they are there."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from console.domain.campaign import check_impersonal
from console.domain.errors import Refused
from console.domain.salvo import GONE_AFTER_S, SeenWall, checked_wall_name
from console.domain.saved_layout import (
    REPORTS,
    SAVES,
    SavedLayout,
    Scope,
    checked_name,
    checked_number,
    owner_of,
)
from console.handlers.lines import check_role, noted
from console.journal import Kind, News
from console.ports import Clock, UnitOfWork
from console.wall_orders import AcknowledgeAlarms, RemoveLayout, ReportWall, SaveLayout, ShowOnWall


def save(order: SaveLayout, uow: UnitOfWork, clock: Clock) -> News:
    """Save a layout, over the one that the operator saw under its number.

    Raises:
        Refused: no name, a long one or one that names a person, a bad number, no such layout, somebody else was first,
            or the role is missing.
    """
    check_role(order.by, order.scope.saves)
    name = checked_name(order.name)
    check_impersonal(name)
    kept = SavedLayout(
        centre=order.by.centre,
        scope=order.scope,
        owner=owner_of(order.scope, order.by.name),
        number=checked_number(order.number),
        name=name,
        hung=order.hung.checked(),
        version=order.seen + 1,
        by=order.by.name,
        at=clock.now(),
    )
    before = uow.ledgers.layout(kept.centre, kept.scope, kept.owner, kept.number)
    if before is not None and before.gone and not order.seen:
        kept = replace(kept, version=before.version + 1)
    if not uow.ledgers.keep_layout(kept):
        raise _stale(order, before)
    return noted(order, Kind.LAYOUT_SAVED, uow, clock.now(), _told(kept))


def remove(order: RemoveLayout, uow: UnitOfWork, clock: Clock) -> News:
    """Remove the layout that the operator saw under a number.

    Raises:
        Refused: there is none, somebody changed it meanwhile, or the role is missing.
    """
    check_role(order.by, order.scope.saves)
    owner = owner_of(order.scope, order.by.name)
    before = uow.ledgers.layout(order.by.centre, order.scope, owner, order.number)
    if before is None or before.gone:
        raise Refused("layout.none", number=order.number)
    gone = replace(before, version=order.seen + 1, gone=True, by=order.by.name, at=clock.now())
    if not uow.ledgers.keep_layout(gone):
        raise _stale(order, before)
    return noted(order, Kind.LAYOUT_REMOVED, uow, clock.now(), _told(gone))


def show(order: ShowOnWall, uow: UnitOfWork, clock: Clock) -> News:
    """Send a layout to a wall of the operator's centre, which hears of it by the line.

    Raises:
        Refused: ``wall.not_there``, no such layout, or the role is missing.
    """
    check_role(order.by, SAVES)
    name = checked_wall_name(order.wall)
    wall = uow.ledgers.wall(order.by.centre, name)
    if wall is None or not wall.is_there(clock.now()):
        raise Refused("wall.not_there", wall=name)
    hung = order.hung.checked()
    detail = {"wall": name, "layout": hung.layout, "cameras": json.dumps(hung.cameras, ensure_ascii=False)}
    if order.name:
        detail["name"] = checked_name(order.name)
    return noted(order, Kind.WALL_SHOWN, uow, clock.now(), detail)


def report(order: ReportWall, uow: UnitOfWork, clock: Clock) -> News:
    """Keep what a wall tells of itself; one name is one wall: another desk's that is there keeps it.

    Raises:
        Refused: ``wall.name_taken``, a bad name, or the role is missing.
    """
    check_role(order.by, REPORTS)
    name, now = checked_wall_name(order.wall), clock.now()
    before = uow.ledgers.wall(order.by.centre, name)
    if before is not None and before.desk != order.by.desk and before.is_there(now):
        if order.leaves:
            return News(desk=order.by.desk)
        raise Refused("wall.name_taken", wall=name, desk=before.desk)
    uow.ledgers.keep_wall(
        SeenWall(
            centre=order.by.centre,
            name=name,
            desk=order.by.desk,
            layout=order.layout,
            shows=order.shows,
            by=order.by.name,
            at=now - timedelta(seconds=GONE_AFTER_S + 1) if order.leaves else now,
        )
    )
    return News(desk=order.by.desk)


def acknowledge(order: AcknowledgeAlarms, uow: UnitOfWork, clock: Clock) -> News:
    """Note who has seen which alarms. What has left this centre meanwhile is noted too, without its number."""
    seen = [ticket for id_ in order.tickets if (ticket := uow.ticket(id_)) is not None]
    detail = {
        "number": ", ".join(ticket.number for ticket in seen if ticket.seen_by(order.by.centre)),
        "alarms": " ".join(str(id_) for id_ in order.tickets),
        "count": str(len(order.tickets)),
    }
    return noted(order, Kind.ALARMS_ACKNOWLEDGED, uow, clock.now(), detail)


def _told(layout: SavedLayout) -> dict[str, str]:
    """Return what a line tells; the name that an operator gave a layout of their own is nobody else's business."""
    detail = {"number": str(layout.number), "scope": layout.scope.value}
    return detail if layout.scope is Scope.ME else {"what": layout.name, **detail}


def _stale(order: SaveLayout | RemoveLayout, before: SavedLayout | None) -> Refused:
    by = before.by if before is not None else ""
    return Refused("layout.stale", number=order.number, name=before.name if before is not None else "", by=by)
