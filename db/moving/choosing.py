"""Which tickets may leave: ended before a month, every line sealed, and needed by nothing that is still open."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, func, select, text

from console.chain import spans_of
from console.domain.ticket import ENDED
from db import tables
from db.door.tables import audit_anchor
from db.moved.tables import moved_ticket

ROWS_AT_ONCE = 5_000

Family = tuple[int, ...]
"""Tickets that hang together by merging, mostly one alone; by their ids."""

_ticket, _line = tables.ticket.c, tables.journal.c
_ENDED = _ticket.state.in_(sorted(ENDED))
_WITH_MERGING = _ticket.noted.contains('"merged', autoescape=True)
# Every number there is is looked up in all spans at once, which only a server can.
_UNSEALED = text(
    "WITH sealed AS MATERIALIZED (SELECT sealed_from(0) AS numbers)"
    " SELECT DISTINCT ticket FROM journal, sealed WHERE ticket IS NOT NULL AND NOT seq <@ numbers"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """``months`` hold families by the month in which their last member was last touched, oldest first.

    ``held`` says how many tickets ended before the month and stay, by why.
    """

    months: Mapping[str, Sequence[Family]]
    held: Mapping[str, int]


@dataclass(slots=True)
class _Ties:
    """Which tickets hang together."""

    root: dict[int, int] = field(default_factory=dict)

    def find(self, one: int) -> int:
        while (above := self.root.get(one, one)) != one:
            self.root[one] = self.root.get(above, above)
            one = above
        return one

    def tie(self, one: int, other: int) -> None:
        for each in (one, other):
            self.root.setdefault(each, each)
        self.root[self.find(other)] = self.find(one)


def begin_of(month: date, zone: ZoneInfo) -> datetime:
    """Return the first moment of the month in which this day lies."""
    return datetime.combine(month.replace(day=1), time(), zone)


def month_of(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m")


def choose(connection: Connection, before: datetime, zone: ZoneInfo, *, is_plan: bool = False) -> Choice:
    """Return what may leave of all that was last touched before a moment, and ended by then.

    Of a plan, whose lines are sealed before it is carried out, nothing stays for want of a seal.
    """
    unsealed = set() if is_plan else _unsealed(connection)
    reasons = {"unsealed": unsealed, "awaited": _awaited(connection), "chosen": _chosen(connection)}
    ties, months = _Ties(), dict[int, str]()
    question = select(_ticket.id, _ticket.changed_at).where(_ENDED, _ticket.changed_at < before).order_by(_ticket.id)
    for id_, changed_at in _streamed(connection, question):
        months[id_] = month_of(changed_at, zone)
    # Whoever names another, open or ended, early or late, keeps it here or goes with it.
    named = select(_ticket.id, _ticket.noted).where(_WITH_MERGING)
    for id_, noted in _streamed(connection, named):
        told = json.loads(noted)
        for other in (*told.get("merged", ()), *filter(None, (told.get("merged_into"),))):
            ties.tie(id_, other)
    families: dict[int, list[int]] = defaultdict(list)
    for id_ in {*months, *ties.root}:
        families[ties.find(id_)].append(id_)
    return _sorted(families, months, reasons)


def _sorted(families: Mapping[int, list[int]], months: Mapping[int, str], reasons: Mapping[str, set[int]]) -> Choice:
    found: dict[str, list[Family]] = defaultdict(list)
    held: Counter[str] = Counter()
    for members in families.values():
        ended = sum(one in months for one in members)
        why = next((name for name, those in reasons.items() if not those.isdisjoint(members)), None)
        if why is None and ended < len(members):
            why = "merged"
        if why is None:
            found[max(months[one] for one in members)].append(tuple(sorted(members)))
        elif ended:
            held[why] += ended
    return Choice(months={month: sorted(found[month]) for month in sorted(found)}, held=dict(held))


def _unsealed(connection: Connection) -> set[int]:
    """Return the tickets of which a line is on no seal yet."""
    if connection.dialect.name == "postgresql":
        return set(connection.execute(_UNSEALED).scalars())
    last = connection.execute(select(audit_anchor.c.lines).order_by(audit_anchor.c.n.desc()).limit(1)).scalar()
    upto = max((end for _, end in spans_of(last or "")), default=0)
    later = select(_line.ticket).where(_line.seq > upto, _line.ticket.is_not(None))
    return set(connection.execute(later).scalars())


def _awaited(connection: Connection) -> set[int]:
    """Return the tickets that have checks to come, or of which a source is still to be told."""
    patrol, answer = tables.patrol.c, tables.answer.c
    planted = connection.execute(select(patrol.ticket).where(patrol.left > 0)).scalars()
    waiting = connection.execute(select(answer.ticket).where(answer.taken_at.is_(None))).scalars()
    return {*planted, *waiting}


def _chosen(connection: Connection) -> set[int]:
    """Return the tickets that an earlier run chose and did not bring out; they leave with their own file."""
    there = select(moved_ticket.c.ticket).join(tables.ticket, _ticket.id == moved_ticket.c.ticket)
    return set(connection.execute(there).scalars())


def lines_of(connection: Connection, families: Sequence[Family]) -> int:
    """Return how many lines these tickets have."""
    ids, total = [one for family in families for one in family], 0
    for begin in range(0, len(ids), ROWS_AT_ONCE):
        some = select(func.coalesce(func.sum(_ticket.version), 0)).where(
            _ticket.id.in_(ids[begin : begin + ROWS_AT_ONCE])
        )
        total += connection.execute(some).scalar_one()
    return total


def _streamed(connection: Connection, question: Select[Any]) -> Iterator[Sequence[Any]]:
    rows = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(question)
    for some in rows.partitions():
        yield from some
