"""Stand-ins for what lies outside: a database in memory that keeps the real one's contract, and a clock that stands still."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event, Lock
from types import TracebackType
from typing import Self
from uuid import UUID

import shapely

from console.domain.crew import Crew, CrewId, Department, DepartmentId, Duty, Fix
from console.domain.errors import Refused, Stale
from console.domain.grid import Region, RegionCode, Tier, within
from console.domain.place import LatLng
from console.domain.shift import OnShift, Operator
from console.domain.ticket import State, TargetKind, Ticket, TicketId
from console.journal import Entry, News, is_told_at
from console.ports import Mark, Outage
from console.rulebook import SHIPPED, Rulebook, RuleFiles
from tests.builders import NOON
from tests.fake_accounts import FakeAccounts, on_shift, seat_of
from tests.fake_archive import FakeArchive
from tests.fake_auditor import FakeAuditor
from tests.fake_ledgers import FakeLedgers
from tests.fake_outbox import KeepsOutboxes
from tests.fake_registry import FakeRegistry
from tests.fake_rows import Line, Rows

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
        self.signed_in_as: str | None = None
        self.standby: FakeStore | None = None
        self.moved_out: dict[str, str] = {}
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

    def archive(self, _folder: Path | None = None) -> FakeArchive:
        return FakeArchive(self)

    def reports(self) -> FakeArchive | None:
        return None if self.standby is None else self.standby.archive()

    def registry(self) -> FakeRegistry:
        return FakeRegistry(self)

    def accounts(self) -> FakeAccounts:
        return FakeAccounts(self)

    def auditor(self) -> FakeAuditor:
        return FakeAuditor(self)

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
        entries = sorted(self.rows.by_order.get(key, ()), key=lambda entry: entry.part)
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
            if (
                region.is_standing
                and region.tier is Tier.GRID
                and region.shape_wkb
                and shapely.from_wkb(region.shape_wkb).covers(point)
            ):
                return replace(region, shape_wkb=b"")
        return None

    def crew(self, crew: CrewId) -> Crew | None:
        return self.rows.crews.get(crew)

    def crews_of(self, region: RegionCode) -> Sequence[Crew]:
        return sorted((crew for crew in self.rows.crews.values() if crew.region == region), key=lambda crew: crew.id)

    def department(self, department: DepartmentId) -> Department | None:
        return self.rows.departments.get(department)

    def in_hand(self, crews: Iterable[CrewId]) -> Mapping[CrewId, tuple[int, int]]:
        held, helped = Counter[str](), Counter[str]()
        for ticket in self.rows.tickets.values():
            if ticket.state in IN_HAND:
                if ticket.holder and ticket.holder.kind is TargetKind.CREW:
                    held[ticket.holder.id] += 1
                helpers = ticket.noted.co_handlers
                helped.update(one.id for one in helpers if one.kind == TargetKind.CREW.value and not one.done)
        return {crew: (held[crew], helped[crew]) for crew in crews}

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
        self.rows.draw(entry)

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
