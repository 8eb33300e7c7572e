"""An order in words: what was ordered of what, and what was said with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.board import Board
from console.campaign_orders import BeginCampaign, EndCampaign, TickSite
from console.domain.crew import CrewId, DepartmentId
from console.domain.ticket import Target, TargetKind, Ticket
from console.ground_orders import AddGrids, MergeGrids, NameHead, RedrawGrid, SplitGrid, StationCrew
from console.handlers.ground import LINES as GROUND_LINES
from console.journal import Entry
from console.kept import Kept
from console.orders import AnyOrder, AnyTicketOrder, Ask, Merge, Reclassify, TakeIn
from console.outbox import tickets_of
from console.wall_orders import NoteMoving, RemoveLayout, SaveLayout, ShowOnWall
from widgets import words
from widgets.relay import Relay

_QUEUED: Final = QT_TRANSLATE_NOOP(
    "order_words", "An order about {number} is queued, and what comes of it is not known here: take it back first."
)
_NEW: Final = QT_TRANSLATE_NOOP("order_words", "New ticket")
_CAMPAIGN: Final = QT_TRANSLATE_NOOP("order_words", "Campaign")
_BEGIN: Final = QT_TRANSLATE_NOOP("order_words", "Begin “{name}”")
_TICK: Final = QT_TRANSLATE_NOOP("order_words", "Tick off “{site}”")
_END: Final = QT_TRANSLATE_NOOP("order_words", "End it")
_LAYOUT: Final = QT_TRANSLATE_NOOP("order_words", "Layout {number}")
_SAVE: Final = QT_TRANSLATE_NOOP("order_words", "Save “{name}”")
_REMOVE: Final = QT_TRANSLATE_NOOP("order_words", "Remove it")
_SEND: Final = QT_TRANSLATE_NOOP("order_words", "Send to “{wall}”")
_WALL: Final = QT_TRANSLATE_NOOP("order_words", "Wall")
_MOVED: Final = QT_TRANSLATE_NOOP("order_words", "Note that it was moved")
_HOURS: Final = QT_TRANSLATE_NOOP("order_words", "{hours} h more")
_UNTIL: Final = QT_TRANSLATE_NOOP("order_words", "until {time}")
_SAID: Final = ("reason", "result", "note", "text", "description", "address")


def awaited(relay: Relay, ticket: Ticket) -> str:
    """Return why nothing can be ordered of a ticket just now: an order about it is not answered yet; "" if none is."""
    if not relay.is_underway(ticket.id):
        return ""
    return _say(_QUEUED).format(number=ticket.number) if relay.is_queued(ticket.id) else words.underway(ticket.number)


def what(order: AnyOrder, board: Board) -> str:
    """Return what was ordered, in short: the verb, and whom or what it names."""
    match order:
        case TakeIn():
            return words.verb("take_in")
        case BeginCampaign():
            return _say(_BEGIN).format(name=order.name)
        case TickSite():
            return _say(_TICK).format(site=order.site)
        case EndCampaign():
            return _say(_END)
        case SaveLayout():
            return _say(_SAVE).format(name=order.name)
        case RemoveLayout():
            return _say(_REMOVE)
        case ShowOnWall():
            return _say(_SEND).format(wall=order.wall)
        case NoteMoving():
            return _say(_MOVED)
        case Ask():
            return f"{words.verb(order.verb)}: {words.verb(order.wants)}"
        case Merge():
            into = board.tickets.get(order.into)
            return f"{words.verb(order.verb)} → {into.number if into is not None else order.into}"
        case _ if isinstance(order, AnyTicketOrder):
            target = getattr(order, "target", None)
            whom = [target, *getattr(order, "helpers", ())] if target is not None else []
            named = words.listed(whom_of(one, board) for one in whom)
            return f"{words.verb(order.verb)} → {named}" if named else words.verb(order.verb)
        case _:
            line = GROUND_LINES.get(type(order))
            return type(order).__name__ if line is None else words.kind(line)


def about(order: AnyOrder, board: Board, kept: Sequence[Kept] = ()) -> str:
    """Return what the order is about: the ticket by its number and title, as far as it is known here.

    What is ``kept`` besides tells of tickets that were taken in here and are nowhere else.
    """
    match order:
        case TakeIn():
            return f"{_say(_NEW)} · {order.title}"
        case BeginCampaign() | TickSite() | EndCampaign():
            return _say(_CAMPAIGN)
        case SaveLayout() | RemoveLayout():
            return _say(_LAYOUT).format(number=order.number)
        case ShowOnWall():
            return _say(_WALL)
        case RedrawGrid() | SplitGrid() | NameHead() | StationCrew():
            return f"{board.region_name(order.grid)} {order.grid}"
        case MergeGrids():
            return f"{order.name} {order.code}"
        case AddGrids():
            return words.listed(f"{grid.name} {grid.code}" for grid in order.grids)
        case NoteMoving():
            camera = board.cameras.get(order.camera)
            return str(order.camera) if camera is None else f"{camera.number:03d} {camera.name}"
    ids = tickets_of(order)
    ticket = board.tickets.get(ids[0]) if ids else None
    if ticket is not None:
        return f"{ticket.number} {ticket.title}"
    intakes = (one.order for one in kept if isinstance(one.order, TakeIn))
    intake = next((one for one in intakes if one.id in ids[:1]), None)
    return about(intake, board) if intake is not None else str(*ids[:1])


def said(order: AnyOrder, zone: tzinfo) -> tuple[str, ...]:
    """Return what was said with the order, one thing a line; who called is not among it."""
    lines = [str(getattr(order, name, "") or "") for name in _SAID]
    if isinstance(order, Reclassify | TakeIn) and order.category:
        lines.append(words.category_path(order.category))
    if isinstance(order, Reclassify | TakeIn) and order.priority is not None:
        lines.append(words.priority(order.priority))
    hours, review_at = getattr(order, "hours", None), getattr(order, "review_at", None)
    if hours is not None:
        lines.append(_say(_HOURS).format(hours=f"{hours:g}"))
    if review_at is not None:
        lines.append(_say(_UNTIL).format(time=f"{review_at.astimezone(zone):%m-%d %H:%M}"))
    return tuple(filter(None, lines))


def happened(entry: Entry, zone: tzinfo) -> str:
    """Return a line of the journal in short: when, what, to whom, by whom, and the reason given."""
    to = entry.detail.get("to") or entry.detail.get("into") or ""
    parts = [f"{entry.at.astimezone(zone):%m-%d %H:%M:%S}", words.kind(entry.kind), f"→ {to}" if to else ""]
    told = " ".join(filter(None, [*parts, f"· {words.person(entry.by)}"]))
    return f"{told} · {entry.reason}" if entry.reason else told


def whom_of(target: Target, board: Board) -> str:
    """Return the name of whom a ticket is sent to; the code where this board does not know it."""
    match target.kind:
        case TargetKind.CREW:
            crew = board.crews.get(CrewId(target.code))
            return crew.name if crew is not None else target.code
        case TargetKind.DEPARTMENT:
            department = board.departments.get(DepartmentId(target.code))
            return department.name if department is not None else target.code
        case TargetKind.GRID:
            return board.region_name(target.code)


def _say(text: object) -> str:
    return QCoreApplication.translate("order_words", str(text))
