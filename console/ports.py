"""What the console needs from the outside: a transaction, a feed, an archive, a clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from console.account_lines import Hand
from console.auditing import Auditor
from console.behind import Counted, Number
from console.domain.camera import Camera
from console.domain.crew import Crew, CrewId, Department, DepartmentId, Fix
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode
from console.domain.grid_layer import LayerCell
from console.domain.period import Period
from console.domain.place import LatLng
from console.domain.point import Point
from console.domain.sensor import Sensor
from console.domain.shift import OnShift, Operator
from console.domain.site import Site
from console.domain.ticket import State, Ticket, TicketId
from console.finding import Spot
from console.journal import Entry, News
from console.kept import End, Ended, Kept, Stand
from console.ledgers import LedgerReader, Ledgers
from console.moved import MovedOut
from console.orders import AnyOrder
from console.registry import Registry
from console.reported import Reported
from console.rulebook import Rulebook, RuleFiles, shipped
from console.stretches import Stretch
from console.tally import Counts, Dim
from console.turns import Turn


class Outage(Exception):
    """The surroundings failed: no link, disk full, database locked too long. Worth trying again."""


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the present moment, aware, UTC; it may go backwards when somebody sets the machine's clock."""

    def passed_s(self) -> float:
        """Return seconds that only ever grow, whatever is done to the machine's clock; from an arbitrary beginning."""


class UnitOfWork(Protocol):
    """One transaction of one desk's thread, undone on leaving without ``commit``; every method may raise Outage."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def rulebook(self) -> Rulebook:
        """Return the rules in force: the city's own, or the shipped ones.

        Raises:
            Refused: ``rulebook.bad``; kept files that this version of the product cannot read.
        """

    def rule_files(self) -> RuleFiles:
        """Return the city's own files as they are kept."""

    def put_rules(self, texts: Mapping[str, str], at: datetime, by: str) -> int:
        """Keep these files, one at least, as the new rules of the city, and return the number of their version."""

    def news_of(self, key: UUID) -> News | None:
        """Return what an order with this key did before, or None."""

    def ticket(self, ticket: TicketId) -> Ticket | None: ...
    def open_tickets(self) -> Sequence[Ticket]:
        """Return every open ticket of the database, by id; on PostgreSQL nobody else changes one until the end."""

    def region(self, code: str) -> Region | None:
        """Return the region without its shape."""

    def grid_at(self, place: LatLng) -> Region | None:
        """Return the grid that holds the place, without its shape; on a shared border the lowest code."""

    def crew(self, crew: CrewId) -> Crew | None: ...
    def crews_of(self, region: RegionCode) -> Sequence[Crew]:
        """Return the crews at home in exactly this region, by id."""

    def department(self, department: DepartmentId) -> Department | None: ...
    def in_hand(self, crews: Iterable[CrewId]) -> Mapping[CrewId, tuple[int, int]]:
        """Return how many tickets in dispatched or in_progress each crew holds, and how many it still helps with."""

    def last_entry(self, ticket: TicketId) -> Entry | None: ...
    def lines_of(self, ticket: TicketId) -> Sequence[Entry]:
        """Return every journal line of the ticket, oldest first."""

    def next_number(self) -> str:
        """Return the next ticket number; numbers of undone transactions may be lost."""

    def record(self, ticket: Ticket, entries: Sequence[Entry]) -> None:
        """Write the ticket as it now stands and the lines that led there.

        The first line's version minus one is the version the operator saw; 0 for a new ticket.

        Raises:
            Stale: the stored ticket is not at that version.
        """

    def note(self, entry: Entry) -> None:
        """Write a line that concerns no ticket."""

    def seat_of(self, by: Operator) -> Operator | None:
        """Return the operator in those of their roles that their seat still has; None where they have no seat there.

        Where nobody signs in, they are who they say.
        """

    def shift_of(self, operator: str, centre: RegionCode) -> OnShift | None:
        """Return the shift that the operator is on at this centre, or None."""

    @property
    def ledgers(self) -> Ledgers:
        """What is kept beside tickets, written in this transaction."""

    def place_crews(self, fixes: Sequence[Fix]) -> Sequence[Fix]:
        """Keep the latest fix of each crew on duty and return the fixes of these; others leave no trace."""

    def commit(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The situation of a centre at one moment; ``regions`` carry shapes and are the centre's subtree.

    ``above`` are the regions of the line above it, without shapes: they hold tickets of its ground, and have names.
    ``rulebook`` are the rules in force. ``turns`` are whom tickets were given as far back as the rules look, oldest first.
    ``sites`` and ``sensors`` are the centre's; ``cells`` are those of other cell maps that touch its ground.
    """

    tickets: tuple[Ticket, ...]
    crews: tuple[Crew, ...]
    departments: tuple[Department, ...]
    cameras: tuple[Camera, ...]
    regions: tuple[Region, ...]
    above: tuple[Region, ...] = ()
    rulebook: Rulebook = field(default_factory=shipped)
    turns: tuple[Turn, ...] = ()
    sites: tuple[Site, ...] = ()
    sensors: tuple[Sensor, ...] = ()
    cells: tuple[LayerCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a desk has heard; only the feed that made it can read it."""

    text: str


class Feed(Protocol):
    """Brings the news of all desks, each at least once, in any order; used by one thread."""

    def mark(self) -> Mark:
        """Return a mark of now: take it first, then the snapshot, then follow from the mark."""

    def since(self, mark: Mark) -> tuple[Mark, tuple[News, ...]]:
        """Return the news that became visible since the mark, and the new mark.

        Raises:
            Outage: the database is out of reach.
            Refused: ``feed.mark_too_old``; take a new mark and load the situation again, as when there are new rules.
        """

    def wait(self, seconds: float) -> None:
        """Return after so long, at once when something urgent is rung, or when somebody wakes it; raises nothing."""

    def wake(self) -> None:
        """End a wait, the next one where nobody waits; the only call that any thread may make."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A journal line with what a log needs of its ticket; ``ended_at`` is when the stage it began ended."""

    entry: Entry
    number: str
    category: str
    priority: int
    title: str
    address: str
    source: str
    grid: str
    area: str
    state: State | None
    holder: str
    ended_at: datetime | None


class Archive(Protocol):
    """Read-only questions; any thread, each call with a connection of its own. May raise Outage."""

    def situation(self, centre: RegionCode) -> Snapshot: ...
    def rulebook(self) -> Rulebook:
        """Return the rules in force, as a unit of work does."""

    def timeline(self, ticket: TicketId) -> tuple[Ticket | None, tuple[Entry, ...]]: ...
    def find(self, number: str) -> Ticket | None: ...
    def search(self, wanted: str, centre: RegionCode, after: Spot | None, count: int) -> tuple[Ticket, ...]:
        """Return the tickets, open or ended, that hold every wanted word and that the centre sees.

        At most ``count``, those reported last first, from after the spot on; none where ``console.finding.is_enough``
        says no.
        """

    def as_of(self, centre: RegionCode, at: datetime) -> tuple[Ticket, ...]:
        """Return the open tickets that the centre saw at a moment, by id; folded from the lines up to it, and no others.

        Where clocks of desks disagreed, a ticket stands as after the newest of its lines that was written by then.
        """

    def passed(self, centre: RegionCode, after: Point, until: datetime, count: int) -> Stretch:
        """Return what happened next on the centre's ground, out of at most ``count`` lines, up to and with ``until``."""

    def last_before(self, centre: RegionCode, at: datetime) -> datetime | None:
        """Return the moment of the newest line before ``at`` on what is the centre's ground now."""

    def lines(self, begin: datetime, end: datetime, centre: RegionCode) -> Iterator[LogLine]:
        """Yield the lines with begin <= at < end of tickets in the centre's subtree, oldest first, streamed."""

    def due_between(self, begin: datetime, end: datetime, centre: RegionCode) -> Iterator[LogLine]:
        """Yield the lines whose stage fell due in the span, streamed; ``ended_at`` tells how that went."""

    def tickets(
        self,
        centre: RegionCode,
        states: Sequence[State] = (),
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[Ticket]:
        """Yield tickets reported in the span, oldest first, streamed."""

    def reported(self, centre: RegionCode, since: datetime, until: datetime) -> Reported:
        """Return where the tickets lie that were reported in the span in the centre's subtree, open and ended."""

    def centres(self) -> tuple[Region, ...]:
        """Return all regions above grids, without shapes, by tier and code."""

    def operators(self, centre: RegionCode | None = None) -> tuple[Operator, ...]: ...
    def counted(self, dim: Dim, period: Period, centre: RegionCode) -> Mapping[str, Counts]:
        """Return what the indicators of a period are made of, by code; of the tickets in the centre's subtree.

        By region, codes are those of the areas that the tickets lie in; codes with nothing to count are left out.
        """

    def behind(self, number: Number, count: int, *, only_above: bool) -> tuple[Counted, ...]:
        """Return at most ``count`` of the tickets that a number counts, those reported last first.

        ``only_above``: only those that count in its numerator.
        """

    def names(self, dim: Dim) -> Mapping[str, str]:
        """Return the names of regions, departments or crews by code; categories and sources have words instead."""

    @property
    def moved_out(self) -> MovedOut: ...
    @property
    def ledgers(self) -> LedgerReader:
        """What is kept beside tickets."""

    def counts(self) -> Mapping[str, int]:
        """Return how many rows each table holds, by table name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A name, and the seats that it may take: one a centre, each with its roles.

    ``must_change``: somebody else chose the password.
    """

    name: str
    seats: tuple[Operator, ...]
    has_password: bool = False
    must_change: bool = False


class Accounts(Protocol):
    """Who may sit at a desk. Passwords go in and are compared; none ever comes out. Any thread. May raise Outage.

    Every change is written whole or not at all, with journal lines at the centres of the seats it is about.
    """

    def is_guarded(self) -> bool:
        """Tell whether anybody has a password: then nobody sits down without one."""

    def listed(self) -> tuple[Account, ...]:
        """Return all accounts, by name; their seats by centre."""

    def mine(self) -> Account | None:
        """Return the account of whoever signed in at a server with a role of their own.

        None for the server's owner, whom it trusts, and on a file, where ``check`` says who somebody is.

        Raises:
            Refused: ``sign_in.no_account``, the role is no operator's.
        """

    def check(self, name: str, password: str) -> Account | None:
        """Return the account if the password is its own; takes about 0.1 s, as long for a name that nobody bears."""

    def put(self, operator: Operator, hand: Hand, password: str | None = None, *, must_change: bool = False) -> bool:
        """Give the operator a seat at the centre, or other roles there, and a password with it where there is one.

        Tells whether the seat is new.
        """

    def set_password(self, name: str, password: str, hand: Hand, *, must_change: bool) -> None:
        """Give a password, instead of the one before; of a name without a seat it opens nothing."""

    def remove(self, name: str, hand: Hand, centre: RegionCode | None = None) -> int:
        """Take the seat at the centre away, or all; with the last one goes the password. Returns how many there were."""

    def on_shift(self, centre: RegionCode) -> tuple[OnShift, ...]:
        """Return who is on shift at exactly this centre, the longest first."""


class Outbox(Protocol):
    """Keeps orders on this machine's disk until the database has them, for one operator; any thread, one process.

    What a method did is on the disk when it returns, whatever becomes of the machine. Each may raise Outage: the disk
    is full.
    """

    @property
    def operator(self) -> str:
        """Whose orders these are."""

    def all(self) -> tuple[Kept, ...]:
        """Return everything that is kept, in the order in which it is sent."""

    def put(self, orders: Sequence[AnyOrder], stand: Stand, at: datetime) -> None:
        """Keep orders behind all others; one that is kept already, known by its key, comes to this place and stand.

        When it was given stays as it was told first.
        """

    def park(self, why: Mapping[UUID, Refused]) -> None:
        """Put these into review, by their keys, each with what speaks against it; those that are gone stay so."""

    def end(self, keys: Iterable[UUID], how: End, at: datetime) -> None:
        """Keep these no longer, and write a line each of what became of them; those that are gone stay so."""

    def ended(self, since: datetime) -> tuple[Ended, ...]:
        """Return what became of orders since a moment, oldest first; what was sent is forgotten after a day."""

    def close(self) -> None: ...


class Store(Protocol):
    """The database side, handed to the console by main.py."""

    def unit_of_work(self) -> UnitOfWork: ...
    def archive(self, folder: Path | None = None) -> Archive: ...
    def reports(self) -> Archive | None:
        """Return the archive of a standby for what reports ask, a minute old at most; None where none is fit."""

    def registry(self) -> Registry: ...
    def accounts(self) -> Accounts: ...
    def auditor(self) -> Auditor: ...
    def feed(self, centre: RegionCode) -> Feed: ...
    def outbox(self, folder: Path, operator: str) -> Outbox:
        """Open the operator's outbox for this database, in a folder of this machine; what a crash left is in it.

        Raises:
            Refused: ``outbox.newer``, ``outbox.damaged``, ``outbox.not_writable``.
        """

    def close(self) -> None: ...
