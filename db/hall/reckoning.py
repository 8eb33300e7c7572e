"""The hall's reckoning: what the desks were told is done, and what news they had, beside what stands in the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Text, cast, func, select

from console.domain.grid import RegionCode
from console.domain.ticket import Ticket, TicketId
from console.journal import News
from console.ports import Feed, Mark
from db import records, tables
from db.engine import SqlStore
from db.hall.plan import Acknowledged
from db.hall.script import TITLE

_line = tables.journal.c


class Line(NamedTuple):
    key: UUID
    part: int
    seq: int
    written: str
    ticket: int


class Diary:
    """What one desk was told by its feed, and from which marks on it loaded its board; written on the feed's thread."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.repeated = 0
        self._heard: set[tuple[UUID, int]] = set()

    def note(self, news: News) -> None:
        for entry in news.entries:
            line = (entry.key, entry.part)
            self.repeated += line in self._heard
            self._heard.add(line)

    def lacks(self, line: Line) -> bool:
        """Tell whether the line was neither told nor there when the board was loaded anew."""
        return (line.key, line.part) not in self._heard and not any(_has_seen(mark)(line) for mark in self.marks[1:])


class MarkedFeed:
    """Stands for ``feed``, and enters its marks in the diary."""

    def __init__(self, feed: Feed, diary: Diary) -> None:
        self._feed = feed
        self._diary = diary
        self.since, self.wait, self.wake, self.close = feed.since, feed.wait, feed.wake, feed.close

    def mark(self) -> Mark:
        mark = self._feed.mark()
        self._diary.marks.append(mark)
        return mark


@dataclass(frozen=True, slots=True)
class Since:
    """All lines about tickets after one, read in one go, with the tickets as they now stand."""

    lines: Mapping[TicketId, Sequence[Line]]
    tickets: Mapping[TicketId, Ticket]

    def missed(self, centre: RegionCode, diaries: Sequence[Diary]) -> int:
        """Count what desks of the centre were never told."""
        due = [line for id_, lines in self.lines.items() if self.tickets[id_].seen_by(centre) for line in lines]
        return sum(diary.lacks(line) for diary in diaries for line in due)


def last_line(store: SqlStore) -> int:
    """Return the number of the last line."""
    with store.engine.connect() as connection:
        return int(connection.execute(select(func.coalesce(func.max(_line.seq), 0))).scalar_one())


def since(store: SqlStore, after: int) -> Since:
    """Read what was written after the line of this number."""
    facts = (_line.key, _line.part, _line.seq, cast(_line.written, Text), _line.ticket)
    asked = select(*facts).where(_line.seq > after, _line.ticket.is_not(None))
    touched = select(_line.ticket).where(_line.seq > after)
    lines: dict[TicketId, list[Line]] = {}
    with store.engine.connect() as connection:
        for row in connection.execute(asked):
            line = Line(*row)
            lines.setdefault(TicketId(line.ticket), []).append(line)
        found = map(
            records.ticket_of, connection.execute(select(*records.TICKET).where(tables.ticket.c.id.in_(touched)))
        )
        return Since(lines, {ticket.id: ticket for ticket in found})


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Orders that are not in the journal as they were acknowledged, and what does not hold in the journal itself.

    ``lost``: acknowledged, and not there. ``uneven``: there with other lines than the desk was told of, or acknowledged
    twice. ``unasked``: there, though no desk knows that it is. ``faults``: in the chains of the tickets, in which a lost
    or a repeated change would show as well.
    """

    lost: int
    uneven: int
    unasked: int
    faults: int


def reckon(store: SqlStore, after: int, done: Sequence[Acknowledged]) -> Reckoning:
    """Compare what was acknowledged with the journal after the line of this number, on the hall's own tickets."""
    ours = tables.journal.join(tables.ticket, tables.ticket.c.id == _line.ticket)
    asked = (
        select(_line.key, func.count().label("lines"))
        .select_from(ours)
        .where(_line.seq > after, tables.ticket.c.title == TITLE)
        .group_by(_line.key)
    )
    with store.engine.connect() as connection:
        kept = {row.key: row.lines for row in connection.execute(asked)}
    often = Counter(one.key for one in done)
    return Reckoning(
        lost=sum(key not in kept for key in often),
        uneven=sum(kept.get(one.key, one.lines) != one.lines or often[one.key] > 1 for one in done),
        unasked=sum(key not in often for key in kept),
        faults=len(store.auditor().verify().findings),
    )


def _has_seen(mark: Mark) -> Callable[[Line], bool]:
    """Return whether a line was there when the mark was taken."""
    kind, *facts = mark.text.split(" ")
    if kind == "file":
        return lambda line: line.seq <= int(facts[3])
    least, next_, in_progress = facts[3].split(":")
    going_on = set(in_progress.split(","))
    return lambda line: (
        int(line.written) < int(least) or (int(line.written) < int(next_) and line.written not in going_on)
    )
