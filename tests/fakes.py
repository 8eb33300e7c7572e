"""Stand-ins for what lies outside: a database in memory that keeps the real one's contract, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from threading import Event, Lock
from types import TracebackType
from typing import Self
from uuid import UUID

import shapely

from console.behind import Counted, Number
from console.domain.crew import Crew, CrewId, Department, DepartmentId, Duty, Fix
from console.domain.errors import Refused, Stale
from console.domain.grid import Region, RegionCode, Tier, within
from console.domain.period import Period
from console.domain.place import LatLng
from console.domain.point import Point
from console.domain.shift import OnShift, Operator
from console.domain.ticket import State, TargetKind, Ticket, TicketId
from console.journal import Entry, News, is_told_at
from console.ports import LogLine, Mark, Outage, Snapshot, Stretch
from console.rulebook import SHIPPED, Rulebook, RuleFiles
from console.tally import Counts, Dim
from tests import fake_past
from tests.builders import NOON
from tests.fake_accounts import FakeAccounts, on_shift, seat_of
from tests.fake_counts import behind_plainly, counted_plainly, names_in
from tests.fake_ledgers import FakeLedgerReader, FakeLedgers
from tests.fake_outbox import KeepsOutboxes
from tests.fake_registry import FakeRegistry
from tests.fake_rows import Line, Rows, ended_at, log_line

IN_HAND = {State.DISPATCHED, State.IN_PROGRESS}


class FakeClock:
    """A clock that moves only when it is told to."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now
        self._passed = timedelta()

    def now(self) -> datetime:
        return self._now

    def passed_s(self) -> float:
        return self._passed.total_seconds()

    def advance(self, by: timedelta) -> None:
        self._now += by
        self._passed += by

    def set_back(self, by: timedelta) -> None:
        """Play somebody who sets the machine's clock."""
        self._now -= by


class FakeStore(KeepsOutboxes):
    """A database in memory; ``cut`` and ``mend`` play an outage. One unit of work at a time, as on SQLite."""

    _serials = count(1)

    def __init__(self) -> None:
        self.rows = Rows()
        self.writing = Lock()
        self.serial = next(self._serials)
        self._outage: Outage | None = None

    def cut(self, why: str = "no link") -> None:
        self._outage = Outage(why)

    def mend(self) -> None:
        self._outage = None

    def reached(self) -> Rows:
        if self._outage is not None:
            raise self._outage
        return self.rows

    def unit_of_work(self) -> FakeUnitOfWork:
        return FakeUnitOfWork(self)

    def archive(self) -> FakeArchive:
        return FakeArchive(self)

    def registry(self) -> FakeRegistry:
        return FakeRegistry(self)

    def accounts(self) -> FakeAccounts:
        return FakeAccounts(self)

    def feed(self, centre: RegionCode) -> FakeFeed:
        return FakeFeed(self, centre)

    def close(self) -> None:
        """Nothing is held open."""


class FakeUnitOfWork:
    def __init__(self, store: FakeStore) -> None:
        self._store = store
        self.rows: Rows = store.rows

    def __enter__(self) -> Self:
        self._store.reached()
        self._store.writing.acquire()
        self.rows = self._store.rows.copy()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.writing.release()

    def rulebook(self) -> Rulebook:
        return self.rows.rulebook()

    def rule_files(self) -> RuleFiles:
        return self.rows.rules[-1] if self.rows.rules else SHIPPED

    def put_rules(self, texts: Mapping[str, str], at: datetime, by: str) -> int:
        return self.rows.put_rules(texts, at, by)

    def news_of(self, key: UUID) -> News | None:
        entries = sorted((line.entry for line in self.rows.lines if line.entry.key == key), key=lambda e: e.part)
        if not entries:
            return None
        touched = dict.fromkeys(entry.ticket for entry in entries if entry.ticket is not None)
        tickets = tuple(self.rows.tickets[ticket] for ticket in touched)
        return News(entries=tuple(entries), tickets=tickets, desk=entries[0].desk)

    def ticket(self, ticket: TicketId) -> Ticket | None:
        return self.rows.tickets.get(ticket)

    def open_tickets(self) -> Sequence[Ticket]:
        return [self.rows.tickets[id_] for id_ in sorted(self.rows.tickets) if self.rows.tickets[id_].is_open]

    def region(self, code: str) -> Region | None:
        region = self.rows.regions.get(code)
        return None if region is None else replace(region, shape_wkb=b"")

    def grid_at(self, place: LatLng) -> Region | None:
        point = shapely.Point(place.lng_deg, place.lat_deg)
        for code in sorted(self.rows.regions):
            region = self.rows.regions[code]
            if region.tier is Tier.GRID and region.shape_wkb and shapely.from_wkb(region.shape_wkb).covers(point):
                return replace(region, shape_wkb=b"")
        return None

    def crew(self, crew: CrewId) -> Crew | None:
        return self.rows.crews.get(crew)

    def crews_of(self, region: RegionCode) -> Sequence[Crew]:
        return sorted((crew for crew in self.rows.crews.values() if crew.region == region), key=lambda crew: crew.id)

    def department(self, department: DepartmentId) -> Department | None:
        return self.rows.departments.get(department)

    def in_hand(self, crews: Iterable[CrewId]) -> Mapping[CrewId, int]:
        counted = dict.fromkeys(crews, 0)
        for ticket in self.rows.tickets.values():
            holder = ticket.holder
            if holder and holder.kind is TargetKind.CREW and ticket.state in IN_HAND and holder.id in counted:
                counted[CrewId(holder.id)] += 1
        return counted

    def last_entry(self, ticket: TicketId) -> Entry | None:
        entries = (line.entry for line in self.rows.lines if line.entry.ticket == ticket)
        return max(entries, key=lambda entry: entry.version, default=None)

    def lines_of(self, ticket: TicketId) -> Sequence[Entry]:
        entries = (line.entry for line in self.rows.lines if line.entry.ticket == ticket)
        return sorted(entries, key=lambda entry: entry.version)

    def next_number(self) -> str:
        self.rows.last_number += 1
        return str(self.rows.last_number)

    def record(self, ticket: Ticket, entries: Sequence[Entry]) -> None:
        before = self.rows.tickets.get(ticket.id)
        seen = entries[0].version - 1
        if (before.version if before else 0) != seen:
            raise self._beaten(ticket)
        if before is None and ticket.outside_number:
            self._check_outside_number(ticket)
        left: tuple[str, ...] = ()
        if before is not None:
            left = (before.area, before.centre, *before.readers)
            if left == (ticket.area, ticket.centre, *ticket.readers):
                left = ()
        for entry in entries:
            self.rows.write(Line(entry, left))
        self.rows.tickets[ticket.id] = ticket

    def note(self, entry: Entry) -> None:
        self.rows.write(Line(entry))

    def seat_of(self, by: Operator) -> Operator | None:
        return seat_of(self.rows, by)

    def shift_of(self, operator: str, centre: RegionCode) -> OnShift | None:
        return next((one for one in on_shift(self.rows, centre) if one.name == operator), None)

    @property
    def ledgers(self) -> FakeLedgers:
        return FakeLedgers(self.rows)

    def place_crews(self, fixes: Sequence[Fix]) -> Sequence[Fix]:
        crews = self.rows.crews
        kept = [fix for fix in fixes if fix.crew in crews and crews[fix.crew].duty is Duty.ON_DUTY]
        for fix in kept:
            crew = crews[fix.crew]
            if crew.fixed_at is None or crew.fixed_at <= fix.at:
                crews[fix.crew] = replace(crew, place=fix.place, fixed_at=fix.at)
                self.rows.moves.append(fix)
        return kept

    def commit(self) -> None:
        self._store.reached()
        self._store.rows = self.rows

    def _check_outside_number(self, ticket: Ticket) -> None:
        for other in self.rows.tickets.values():
            if other.outside_number == ticket.outside_number:
                raise Refused("ticket.already_taken_in", number=other.number, outside_number=ticket.outside_number)

    def _beaten(self, ticket: Ticket) -> Refused:
        last = self.last_entry(ticket.id)
        if last is None:
            return Refused("ticket.unknown", ticket=ticket.id)
        return Stale(ticket=ticket.id, version=last.version, by=last.by, kind=last.kind.value, at=last.at)


class FakeFeed:
    def __init__(self, store: FakeStore, centre: RegionCode) -> None:
        self._store = store
        self._centre = centre
        self._woken = Event()

    def wait(self, seconds: float) -> None:
        self._woken.wait(seconds)
        self._woken.clear()

    def wake(self) -> None:
        self._woken.set()

    def mark(self) -> Mark:
        rows = self._store.reached()
        return Mark(f"fake {self._store.serial} {len(rows.rules)} {len(rows.lines)} {len(rows.moves)}")

    def since(self, mark: Mark) -> tuple[Mark, tuple[News, ...]]:
        now = self.mark()
        parts = mark.text.split(" ")
        if len(parts) != len(now.text.split(" ")) or parts[:3] != now.text.split(" ")[:3]:
            raise Refused("feed.mark_too_old")
        lines_heard, moves_heard = map(int, parts[3:])
        rows = self._store.rows
        by_order: dict[UUID, list[Entry]] = {}
        for line in rows.lines[lines_heard:]:
            if self._concerns(line):
                by_order.setdefault(line.entry.key, []).append(line.entry)
        news = [self._news(entries) for entries in by_order.values()]
        latest = {
            fix.crew: fix for fix in rows.moves[moves_heard:] if within(rows.crews[fix.crew].region, self._centre)
        }
        if latest:
            news.append(News(fixes=tuple(latest.values())))
        return now, tuple(news)

    def close(self) -> None:
        """Nothing is held open."""

    def _concerns(self, line: Line) -> bool:
        if line.entry.ticket is None:
            return is_told_at(line.entry, self._centre)
        ticket = self._store.rows.tickets[line.entry.ticket]
        if line.entry.imported and not ticket.is_open:
            return False
        if ticket.seen_by(self._centre):
            return True
        return bool(line.left) and (within(line.left[0], self._centre) or self._centre in line.left[1:])

    def _news(self, entries: list[Entry]) -> News:
        touched = dict.fromkeys(entry.ticket for entry in entries if entry.ticket is not None)
        tickets = tuple(self._store.rows.tickets[ticket] for ticket in touched)
        return News(entries=tuple(entries), tickets=tickets, desk=entries[0].desk)


class FakeArchive:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def situation(self, centre: RegionCode) -> Snapshot:
        rows = self._store.reached()
        return Snapshot(
            tickets=tuple(ticket for ticket in rows.tickets.values() if ticket.is_open and ticket.seen_by(centre)),
            crews=tuple(sorted((c for c in rows.crews.values() if within(c.region, centre)), key=lambda c: c.id)),
            departments=tuple(
                sorted(
                    (d for d in rows.departments.values() if within(d.region, centre) or within(centre, d.region)),
                    key=lambda d: d.id,
                )
            ),
            cameras=tuple(
                sorted((c for c in rows.cameras.values() if within(c.region, centre)), key=lambda c: (c.number, c.id))
            ),
            regions=tuple(
                sorted((r for r in rows.regions.values() if within(r.code, centre)), key=lambda r: (r.tier, r.code))
            ),
            above=tuple(
                replace(region, shape_wkb=b"")
                for region in sorted(rows.regions.values(), key=lambda r: r.tier)
                if region.code != centre and within(centre, region.code)
            ),
            rulebook=rows.rulebook(),
            turns=tuple(fake_past.turns(rows)),
        )

    def rulebook(self) -> Rulebook:
        return self._store.reached().rulebook()

    def timeline(self, ticket: TicketId) -> tuple[Ticket | None, tuple[Entry, ...]]:
        rows = self._store.reached()
        entries = (line.entry for line in rows.lines if line.entry.ticket == ticket)
        return rows.tickets.get(ticket), tuple(sorted(entries, key=lambda entry: entry.version))

    def find(self, number: str) -> Ticket | None:
        tickets = self._store.reached().tickets.values()
        by_number = {ticket.outside_number: ticket for ticket in tickets} | {t.number: t for t in tickets}
        return by_number.get(number) if number else None

    def as_of(self, centre: RegionCode, at: datetime) -> tuple[Ticket, ...]:
        return fake_past.as_of(self._store.reached(), centre, at)

    def passed(self, centre: RegionCode, after: Point, until: datetime, count: int) -> Stretch:
        return fake_past.passed(self._store.reached(), centre, after, until, count)

    def last_before(self, centre: RegionCode, at: datetime) -> datetime | None:
        return fake_past.last_before(self._store.reached(), centre, at)

    def lines(self, begin: datetime, end: datetime, centre: RegionCode) -> Iterator[LogLine]:
        lines = (line for line in self._log_lines() if begin <= line.entry.at < end)
        told = (line for line in lines if within(line.area if line.state else line.entry.centre, centre))
        return iter(sorted(told, key=lambda line: line.entry.at))

    def due_between(self, begin: datetime, end: datetime, centre: RegionCode) -> Iterator[LogLine]:
        due = (
            (line.entry.due_at, line)
            for line in self._log_lines()
            if line.entry.due_at and begin <= line.entry.due_at < end and line.state and within(line.area, centre)
        )
        return iter([line for _, line in sorted(due, key=lambda pair: pair[0])])

    def tickets(
        self,
        centre: RegionCode,
        states: Sequence[State] = (),
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[Ticket]:
        found = (
            ticket
            for ticket in self._store.reached().tickets.values()
            if within(ticket.area, centre)
            and (not states or ticket.state in states)
            and (since is None or ticket.reported_at >= since)
            and (until is None or ticket.reported_at < until)
        )
        return iter(sorted(found, key=lambda ticket: (ticket.reported_at, ticket.id)))

    def centres(self) -> tuple[Region, ...]:
        above = (r for r in self._store.reached().regions.values() if r.tier is not Tier.GRID)
        return tuple(replace(r, shape_wkb=b"") for r in sorted(above, key=lambda r: (r.tier, r.code)))

    def operators(self, centre: RegionCode | None = None) -> tuple[Operator, ...]:
        rows = self._store.reached()
        here = (rows.operators[key] for key in sorted(rows.operators, key=lambda key: key[::-1]))
        return tuple(operator for operator in here if centre is None or operator.centre == centre)

    def counted(self, dim: Dim, period: Period, centre: RegionCode) -> Mapping[str, Counts]:
        return counted_plainly(self._store.reached(), dim, period, centre)

    def behind(self, number: Number, count: int, *, only_above: bool) -> tuple[Counted, ...]:
        return behind_plainly(self._store.reached(), number, only_above=only_above)[:count]

    def names(self, dim: Dim) -> Mapping[str, str]:
        return names_in(self._store.reached(), dim)

    @property
    def ledgers(self) -> FakeLedgerReader:
        return FakeLedgerReader(self._store.reached())

    def counts(self) -> Mapping[str, int]:
        rows = self._store.reached()
        named = ("region", "crew", "department", "camera", "operator", "ticket")
        return {name: len(getattr(rows, f"{name}s")) for name in named} | {"journal": len(rows.lines)}

    def _log_lines(self) -> Iterator[LogLine]:
        rows = self._store.reached()
        for line in rows.lines:
            entry = line.entry
            ticket = rows.tickets[entry.ticket] if entry.ticket is not None else None
            yield log_line(entry, ticket, ended_at(rows, entry) if ticket else None)
