"""Every order an operator can give, and every question a view can ask, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import ClassVar
from uuid import UUID, uuid4

from console.domain.crew import Fix
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.shift import Operator
from console.domain.ticket import NOBODY, Caller, Priority, Target, TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an operator wants done; ``key`` makes sending it again harmless."""

    by: Operator
    key: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn(Order):
    """Take a matter in; the id is made at the desk, so that it may be sent again after an outage."""

    id: TicketId
    category: str
    title: str
    source: str
    reported_at: datetime
    priority: Priority | None = None
    description: str = ""
    address: str = ""
    place: LatLng | None = None
    caller: Caller = NOBODY
    outside_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOrder(Order):
    """An order about one ticket at the version the operator saw."""

    verb: ClassVar[str]
    ticket: TicketId
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(TicketOrder):
    verb: ClassVar[str] = "accept"


@dataclass(frozen=True, slots=True, kw_only=True)
class File(TicketOrder):
    verb: ClassVar[str] = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch(TicketOrder):
    """Send a ticket to a grid's crew on duty, a crew, or a department.

    A reported or accepted ticket is accepted and filed on the way where the operator holds these roles too.
    """

    verb: ClassVar[str] = "dispatch"
    target: Target
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(TicketOrder):
    verb: ClassVar[str] = "recall"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(TicketOrder):
    verb: ClassVar[str] = "sign"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedBack(TicketOrder):
    verb: ClassVar[str] = "feed_back"
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPass(TicketOrder):
    verb: ClassVar[str] = "check_pass"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFail(TicketOrder):
    verb: ClassVar[str] = "check_fail"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(TicketOrder):
    verb: ClassVar[str] = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(TicketOrder):
    verb: ClassVar[str] = "return"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate(TicketOrder):
    """Hand a ticket to the centre one tier up; this centre keeps reading it."""

    verb: ClassVar[str] = "escalate"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate(TicketOrder):
    """Hand a ticket to a centre one tier down, by default the one that holds its grid."""

    verb: ClassVar[str] = "delegate"
    to: RegionCode | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFixes(Order):
    """Tell where crews on duty are; overwrites their last fix, writes no journal line."""

    fixes: tuple[Fix, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteExport(Order):
    """Write into the journal that something was exported, as the rule on privacy asks."""

    what: str
    reason: str
    at: datetime


AnyTicketOrder = (
    Accept | File | Dispatch | Recall | Sign | FeedBack | CheckPass | CheckFail | Close | Return | Escalate | Delegate
)
AnyOrder = TakeIn | AnyTicketOrder | ReportFixes | NoteExport


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The open tickets, crews, departments, cameras and regions that a centre may see."""

    centre: RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Every journal line of a ticket, oldest first, with the ticket as it stands."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class FindTicket:
    """A ticket by its number, open or not, if the centre may read it."""

    number: str
    centre: RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteDayLog:
    """A day's log as a file (xlsx, csv or json), whole or not at all; answered with the number of its lines.

    The journal line that the export needs is written before the file takes its place. ``starts`` is the shift's hour,
    ``zone`` an IANA name.
    """

    by: Operator
    day: date
    zone: str
    format: str
    out: Path
    lang: str
    reason: str
    starts: time = time(0, 0)


Question = Situation | Timeline | FindTicket | WriteDayLog
