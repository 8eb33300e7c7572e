"""A ticket: one matter to be handled, as it now stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NewType

from console.domain.grid import RegionCode, Tier, within
from console.domain.place import LatLng
from console.domain.records import NONE as NOTHING_NOTED
from console.domain.records import Card, Records, Step
from console.domain.stage_clock import NEARLY_DUE, NO_CLOCKS, Clocks

TicketId = NewType("TicketId", int)


class State(StrEnum):
    """A state says who must act next; what is derived (overdue, unsigned) is never a state."""

    DRAFT = "draft"
    REPORTED = "reported"
    VERIFYING = "verifying"
    ACCEPTED = "accepted"
    FILED = "filed"
    DISPATCHED = "dispatched"
    IN_PROGRESS = "in_progress"
    FEEDBACK = "feedback"
    CHECKED = "checked"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    REJECTED = "rejected"
    VOID = "void"
    MERGED = "merged"
    ARCHIVED = "archived"


ENDED = frozenset({State.CLOSED, State.REJECTED, State.VOID, State.MERGED, State.ARCHIVED})


class Priority(IntEnum):
    P1 = 1
    P2 = 2
    P3 = 3
    P4 = 4


class Source(StrEnum):
    """Where a ticket came from."""

    PATROL = "patrol"
    HOTLINE_12345 = "hotline_12345"
    PUBLIC = "public"
    VIDEO = "video"
    IOT = "iot"
    LEADER = "leader"
    SYSTEM = "system"


class TargetKind(StrEnum):
    GRID = "grid"
    CREW = "crew"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a ticket is dispatched to: a grid (its crew on duty), a crew, or a department."""

    kind: TargetKind
    code: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who handles a ticket; the name as it was when it was dispatched."""

    kind: TargetKind
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who reported; shown masked to everyone but the call-taker and the handler."""

    name: str = ""
    phone: str = ""

    def masked(self) -> Caller:
        """Return the family name and the last two digits, nothing else."""
        name = self.name[:1] + "**" if self.name else ""
        phone = "*" * (len(self.phone) - 2) + self.phone[-2:] if len(self.phone) > 2 else "*" * len(self.phone)
        return Caller(name, phone)


NOBODY = Caller()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket as it stands at ``version``; times are aware and UTC.

    At version 0 it is known to the desk that took it in and to nobody else. ``centre`` is the centre whose turn it is, at ``tier``; ``readers`` are centres outside its
    line that keep reading. ``due_at`` is when the running stage is due, ``warn_at`` when it is nearly due: both derived
    from its clock, kept for sorting and for the lamp.
    """

    id: TicketId
    number: str
    version: int
    state: State
    priority: Priority
    category: str
    title: str
    source: str
    centre: RegionCode
    tier: Tier
    reported_at: datetime
    stage_since: datetime
    changed_at: datetime
    due_at: datetime | None = None
    warn_at: datetime | None = None
    area: RegionCode
    grid: RegionCode | None = None
    place: LatLng | None = None
    address: str = ""
    description: str = ""
    holder: Holder | None = None
    dispatched_by: str = ""
    handled_by: str = ""
    result: str = ""
    caller: Caller = NOBODY
    readers: tuple[RegionCode, ...] = ()
    outside_number: str = ""
    clocks: Clocks = NO_CLOCKS
    noted: Records = NOTHING_NOTED

    @property
    def is_here_only(self) -> bool:
        """Whether the order that takes it in still waits at this desk."""
        return self.version == 0

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def stage_began(self) -> datetime:
        """When the stage's clock was first started: a rework or a resumption goes on with the stage it came from."""
        clock = self.clocks.running or (self.clocks.handle if self.state is State.SUSPENDED else None)
        return clock.began if clock is not None and clock.began is not None else self.stage_since

    @property
    def card(self) -> Card | None:
        """The gravest card that waits for a reply; without one, the urge of the stage that runs."""
        if not self.noted.cards or not self.is_open:
            return None
        gravest, stage = None, self.stage_began
        for card in self.noted.present_cards:
            stands = card.is_open or (card.step is Step.URGE and card.stage == stage)
            if stands and (gravest is None or card.step > gravest.step):
                gravest = card
        return gravest

    def seen_by(self, centre: str) -> bool:
        """Tell whether a desk of ``centre`` may read it: own subtree, or passed on from here."""
        return within(self.area, centre) or self.centre == centre or centre in self.readers

    @property
    def warned_at(self) -> datetime | None:
        """When most of the running stage's time is used; None where no clock runs, or nobody can say."""
        if self.due_at is None or self.warn_at is not None:
            return self.warn_at
        # A ticket whose past is known by its steps alone counts all time.
        limit = self.due_at - self.stage_since
        return self.stage_since + NEARLY_DUE * limit if limit > timedelta() else self.due_at

    @property
    def awaits_calendar(self) -> bool:
        """Whether a clock runs of which nobody can say when it is due: in a year whose days are not yet published."""
        return self.is_open and self.due_at is None and self.clocks.running is not None

    def nearly_due(self, now: datetime) -> bool:
        """Tell whether most of the running stage's time is used, but not all of it as far as is known."""
        if not self.is_open or (self.due_at is not None and now > self.due_at):
            return False
        warned_at = self.warned_at
        return warned_at is not None and now > warned_at

    def overdue(self, now: datetime) -> bool:
        return self.is_open and self.due_at is not None and now > self.due_at
