"""The fake database's questions, answered from what is in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import shapely

from console.behind import Counted, Number
from console.domain.grid import Region, RegionCode, Tier, within
from console.domain.grid_layer import LayerCell
from console.domain.period import Period
from console.domain.point import Point
from console.domain.shift import Operator
from console.domain.ticket import State, Ticket, TicketId
from console.finding import Spot, is_enough, text_of, words
from console.journal import Entry
from console.ports import LogLine, Snapshot
from console.reported import Reported, gathered
from console.rulebook import Rulebook
from console.stretches import Stretch
from console.tally import Counts, Dim
from tests import fake_past
from tests.fake_counts import behind_plainly, counted_plainly, names_in
from tests.fake_ledgers import FakeLedgerReader
from tests.fake_rows import Rows, ended_at, log_line

if TYPE_CHECKING:
    from tests.fakes import FakeStore


class FakeMovedOut:
    """Knows in which month's archive a ticket lies, by its number; of a database in memory nothing else is moved out."""

    def __init__(self, months: Mapping[str, str]) -> None:
        self._months = months

    def month_of(self, number: str, _centre: RegionCode) -> str | None:
        return self._months.get(number)

    def months(self, _begin: datetime, _end: datetime, _centre: RegionCode) -> tuple[str, ...]:
        return tuple(sorted(set(self._months.values())))

    def tickets(
        self, _centre: RegionCode, _states: Sequence[State], _since: datetime | None, _until: datetime | None
    ) -> int:
        return len(self._months)


class FakeArchive:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    @property
    def moved_out(self) -> FakeMovedOut:
        return FakeMovedOut(self._store.moved_out)

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
            sites=tuple(sorted((s for s in rows.sites.values() if within(s.region, centre)), key=lambda s: s.id)),
            sensors=tuple(sorted((s for s in rows.sensors.values() if within(s.region, centre)), key=lambda s: s.id)),
            cells=tuple(_cells(rows, centre)),
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

    def search(self, wanted: str, centre: RegionCode, after: Spot | None, count: int) -> tuple[Ticket, ...]:
        def is_found(one: Ticket) -> bool:
            text = text_of(one.number, one.outside_number, one.title, one.address)
            is_after = after is None or (one.reported_at, one.id) < (after.reported_at, after.ticket)
            return is_after and one.seen_by(centre) and all(word in text for word in words(wanted))

        found = filter(is_found, self._store.reached().tickets.values())
        newest_first = sorted(found, key=lambda one: (one.reported_at, one.id), reverse=True)
        return tuple(newest_first[:count]) if is_enough(wanted) else ()

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

    def reported(self, centre: RegionCode, since: datetime, until: datetime) -> Reported:
        told = (ticket.place for ticket in self.tickets(centre, (), since, until) if ticket.state is not State.DRAFT)
        return gathered((place.lng_deg, place.lat_deg) if place else (None, None) for place in told)

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
        named = ("region", "crew", "department", "camera", "site", "sensor", "operator", "ticket")
        others = {"layer_cell": len(rows.cells), "journal": len(rows.lines)}
        return {name: len(getattr(rows, f"{name}s")) for name in named} | others

    def _log_lines(self) -> Iterator[LogLine]:
        rows = self._store.reached()
        for line in rows.lines:
            entry = line.entry
            ticket = rows.tickets[entry.ticket] if entry.ticket is not None else None
            yield log_line(entry, ticket, ended_at(rows, entry) if ticket else None)


def _cells(rows: Rows, centre: RegionCode) -> Iterator[LayerCell]:
    """Yield the cells whose box meets the centre's; all where its shape is not known."""
    shapes = [region.shape_wkb for region in rows.regions.values() if within(region.code, centre) and region.shape_wkb]
    ground = shapely.box(*shapely.total_bounds(shapely.from_wkb(shapes))) if shapes else None
    for _, cell in sorted(rows.cells.items()):
        if ground is None or ground.intersects(shapely.envelope(shapely.from_wkb(cell.shape_wkb))):
            yield cell
