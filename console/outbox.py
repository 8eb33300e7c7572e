"""The rules of the outbox: which orders are kept, which goes next, and which wait for the operator to look at them.

Orders are sent in the order in which they were given. One that no longer holds takes with it every later one that is
about the same thing: those were given by somebody who thought that the first would be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from console.caller_orders import ShowCaller
from console.campaign_orders import BeginCampaign, EndCampaign, TickSite
from console.domain.errors import Refused
from console.domain.ticket import TicketId
from console.ground_orders import AnyGroundOrder
from console.kept import Kept, Stand
from console.orders import (
    AnyOrder,
    AnyTicketOrder,
    BeginShift,
    EndShift,
    Merge,
    NoteExport,
    ReportFixes,
    TakeIn,
)
from console.patrol_orders import TakeInCheck
from console.playback_orders import PlayBack, PlayBackCamera
from console.ports import UnitOfWork
from console.wall_orders import (
    AcknowledgeAlarms,
    LeaveCamera,
    NoteMoving,
    RemoveLayout,
    ReportWall,
    SaveLayout,
    ShowOnWall,
    TakeCamera,
)

NOT_SENT = "outbox.not_sent"
"""It was still held when the console ended: whoever gave it may have thought it undone, or sent."""
BEHIND = "outbox.behind"
"""An earlier order about the same thing no longer holds."""
NOT_UNDERSTOOD = "outbox.not_understood"
"""The console failed at it by a fault of its own; sent again and again, it would hold up all others."""


def is_kept(order: AnyOrder, operator: str) -> bool:
    """Tell whether the outbox of ``operator`` keeps this order until the database has it.

    What only counts now is not kept: where crews are, who is on shift, an export whose file waits for it, a caller that
    somebody wants to see, or a recording, what a wall shows, which alarms it need show no more, whose hand a camera is
    in; nor what the console itself orders, since its sweeps find that again.
    """
    if isinstance(order, ReportFixes | NoteExport | BeginShift | EndShift | TakeInCheck | ShowCaller):
        return False
    if isinstance(order, ShowOnWall | ReportWall | AcknowledgeAlarms | TakeCamera | LeaveCamera):
        return False
    if isinstance(order, PlayBack | PlayBackCamera):
        return False
    return order.by.name == operator and not order.by.is_system


def as_kept(order: AnyOrder, at: datetime) -> AnyOrder:
    """Return the order as it is kept: what is taken in is taken in now, whenever the database hears of it."""
    if isinstance(order, TakeIn) and order.taken_at is None:
        return replace(order, taken_at=at)
    return order


def tickets_of(order: AnyOrder) -> tuple[TicketId, ...]:
    """Return the tickets that an order is about, the one that it was given for first."""
    if isinstance(order, AnyGroundOrder):
        return ()
    match order:
        case Merge():
            return (order.ticket, order.into)
        case TakeIn():
            return (order.id,)
        case TakeInCheck():
            return (order.id, order.first)
        case BeginCampaign() | TickSite() | EndCampaign() | ReportFixes() | NoteExport() | BeginShift() | EndShift():
            return ()
        case SaveLayout() | RemoveLayout() | ShowOnWall() | ReportWall() | NoteMoving() | TakeCamera() | LeaveCamera():
            return ()
        case PlayBackCamera():
            return ()
        case AcknowledgeAlarms():
            return order.tickets
        case _:
            return (order.ticket,)


def things_of(order: AnyOrder) -> frozenset[str]:
    """Return what an order is about, so that two that share a thing must not change places."""
    if isinstance(order, AnyGroundOrder):
        return frozenset({"ground"})
    match order:
        case BeginCampaign():
            return frozenset({f"campaign:{order.id}"})
        case TickSite():
            return frozenset({f"campaign:{order.campaign}", f"site:{order.campaign}:{order.grid}:{order.site}"})
        case EndCampaign():
            return frozenset({f"campaign:{order.campaign}"})
        case SaveLayout() | RemoveLayout():
            return frozenset({f"layout:{order.scope.value}:{order.number}"})
        case _:
            return frozenset(f"ticket:{id_}" for id_ in tickets_of(order))


def next_of(kept: Iterable[Kept]) -> Kept | None:
    """Return the order that is to be sent now; None where none is queued."""
    return min((one for one in kept if one.stand is Stand.QUEUED), key=lambda one: one.n, default=None)


def behind(kept: Iterable[Kept], first: Kept) -> tuple[Kept, ...]:
    """Return the queued orders after ``first`` that are about what it is about, or about what one of those is about."""
    things = set(_bound(first.order))
    found = []
    for one in sorted(kept, key=lambda one: one.n):
        if one.stand is Stand.QUEUED and one.n > first.n and things & things_of(one.order):
            found.append(one)
            things |= _bound(one.order)
    return tuple(found)


def _bound(order: AnyOrder) -> frozenset[str]:
    """Return the things that are other than thought where this order is not done: one site is not the campaign."""
    if isinstance(order, TickSite):
        return things_of(order) - {f"campaign:{order.campaign}"}
    return things_of(order)


def after_restart(kept: Iterable[Kept]) -> tuple[Kept, ...]:
    """Return what a console that has just started must show instead of sending: what was still held."""
    return tuple(replace(one, stand=Stand.REVIEW, why=Refused(NOT_SENT)) for one in kept if one.stand is Stand.HELD)


def queued_tickets(kept: Iterable[Kept]) -> frozenset[TicketId]:
    """Return the tickets of which an order is queued: marked so, and not done."""
    return frozenset(id_ for one in kept if one.stand is Stand.QUEUED for id_ in tickets_of(one.order))


def renewed(order: AnyOrder, versions: Mapping[TicketId, int]) -> AnyOrder:
    """Return the order as given anew by somebody who sees the tickets at these versions.

    It keeps its key: should it have been done after all, it is not done again.
    """
    if isinstance(order, Merge):
        order = replace(order, into_seen=versions.get(order.into, order.into_seen))
    if isinstance(order, AnyTicketOrder):
        return replace(order, seen=versions.get(order.ticket, order.seen), after=())
    return order


def upon(order: AnyTicketOrder, tickets: Iterable[TicketId], queued: Sequence[Kept]) -> AnyTicketOrder:
    """Return the order as given upon what is queued about these tickets: it is done when the last of that is."""
    last: dict[TicketId, UUID] = {}
    for one in queued:
        last |= dict.fromkeys(tickets_of(one.order), one.key)
    keys = dict.fromkeys(last[id_] for id_ in tickets if id_ in last)
    return replace(order, after=tuple(keys))


def on_what_came(order: AnyOrder, uow: UnitOfWork) -> AnyOrder:
    """Return the order on the versions at which those orders left their tickets that it was given upon.

    Raises:
        Refused: ``outbox.behind``; one of them was not done.
    """
    if not isinstance(order, AnyTicketOrder) or not order.after:
        return order
    versions: dict[TicketId, int] = {}
    for key in order.after:
        news = uow.news_of(key)
        if news is None:
            raise Refused(BEHIND)
        for entry in news.entries:
            if entry.ticket is not None:
                versions[entry.ticket] = max(entry.version, versions.get(entry.ticket, 0))
    return renewed(order, versions)
