"""The fake database's past: the journal's own fold, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from console.domain.grid import RegionCode
from console.domain.point import Point
from console.domain.ticket import Ticket, TicketId
from console.journal import Entry, Kind
from console.replay import apply
from console.stretches import Happened, Stretch
from console.turns import Turn
from tests.fake_rows import Rows


def as_of(rows: Rows, centre: RegionCode, at: datetime) -> tuple[Ticket, ...]:
    standing: dict[TicketId, Ticket] = {}
    newest: dict[TicketId, int] = {}
    for entry, _before, _after in told(rows):
        if entry.at <= at and entry.ticket is not None:
            newest[entry.ticket] = entry.version
    for entry, _before, after in told(rows):
        if entry.version <= newest.get(after.id, 0):
            standing[after.id] = after
    return tuple(standing[id_] for id_ in sorted(standing) if standing[id_].is_open and standing[id_].seen_by(centre))


def passed(rows: Rows, centre: RegionCode, after: Point, until: datetime, count: int) -> Stretch:
    seqs = {(line.entry.key, line.entry.part): seq for seq, line in enumerate(rows.lines, 1)}
    lines = {Point(entry.at, seqs[entry.key, entry.part]): (entry, before, now) for entry, before, now in told(rows)}
    ahead = sorted(point for point in lines if after < point <= Point.after(until))[:count]
    happened = []
    for point in ahead:
        entry, before, now = lines[point]
        if now.seen_by(centre) or (before is not None and before.seen_by(centre)):
            happened.append(Happened(entry, now))
    ends = ahead[-1] if len(ahead) == count else Point.after(until)
    return Stretch(begins=after, ends=ends, happened=tuple(happened))


def last_before(rows: Rows, centre: RegionCode, at: datetime) -> datetime | None:
    earlier = (line.entry for line in rows.lines if line.entry.at < at)
    here = (e.at for e in earlier if e.ticket is not None and rows.tickets[e.ticket].seen_by(centre))
    return max(here, default=None)


def told(rows: Rows) -> Iterator[tuple[Entry, Ticket | None, Ticket]]:
    """Yield the lines that tell of a ticket, by ticket and version, with the ticket before and after each."""
    standing: dict[TicketId, Ticket] = {}
    for entry in sorted((line.entry for line in rows.lines), key=lambda entry: (entry.ticket or 0, entry.version)):
        if entry.ticket is not None:
            before = standing.get(entry.ticket)
            standing[entry.ticket] = apply(before, entry)
            yield entry, before, standing[entry.ticket]


def turns(rows: Rows) -> Iterator[Turn]:
    for line in sorted(rows.lines, key=lambda line: line.entry.at):
        entry = line.entry
        match entry.changes.get("holder"):
            case ["crew", str(crew), _] if entry.ticket is not None and entry.kind in {
                Kind.DISPATCHED,
                Kind.TRANSFERRED,
            }:
                yield Turn(crew, entry.ticket, entry.at)
