"""Finding tickets by words, the same on both engines: week by week back from the newest, until a page is full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import ARRAY, BigInteger, Connection, Integer, Text, any_, bindparam, func, or_, select, text, tuple_

from console.domain.grid import RegionCode
from console.domain.ticket import Ticket
from console.finding import Spot, pairs, words
from db import records, tables
from db.columns import EPOCH, MICROSECOND, below
from db.search.functions import WEEK_US, also_token, ground_of, ground_token, pair_token, week_of

_ticket, _text = tables.ticket.c, tables.ticket_text.c
_NEWEST = select(func.max(_ticket.reported_at))
# A table that no other engine has.
_HELD = text("ticket_text.ticket IN (SELECT rowid FROM ticket_words WHERE ticket_words MATCH :tokens)")
_A_WEEK = timedelta(microseconds=WEEK_US)

# Asked with every key pressed, and told once: to put a question together takes as long as to answer it. By a list of
# ids a server has one plan for pages of any length; a file has none for lists.
_SEARCH = select(
    func.search(
        bindparam("centre", type_=Text()),
        bindparam("wanted", type_=Text()),
        bindparam("before", type_=_ticket.reported_at.type),
        bindparam("before_ticket", type_=BigInteger()),
        bindparam("most", type_=Integer()),
    )
)
_NEWEST_FIRST = select(*records.TICKET).order_by(_ticket.reported_at.desc(), _ticket.id.desc())
_PAGE_ON_SERVER = _NEWEST_FIRST.where(_ticket.id == any_(bindparam("ids", type_=ARRAY(BigInteger))))
_PAGE_IN_FILE = _NEWEST_FIRST.where(_ticket.id.in_(bindparam("ids", expanding=True)))

PAIRS_AT_ONCE = 32


def searched(
    connection: Connection, wanted: str, centre: RegionCode, after: Spot | None, count: int
) -> tuple[Ticket, ...]:
    """Return one page of what is found; see ``console.ports.Archive``."""
    if not pairs(words(wanted)):
        return ()
    on_server = connection.dialect.name == "postgresql"
    ids = (_on_server if on_server else _in_file)(connection, wanted, centre, after, count)
    if not ids:
        return ()
    # Not in one question: a planner that does not know how few they are would go through all tickets.
    page = connection.execute(_PAGE_ON_SERVER if on_server else _PAGE_IN_FILE, {"ids": ids})
    return tuple(map(records.ticket_of, page))


def _on_server(
    connection: Connection, wanted: str, centre: RegionCode, after: Spot | None, count: int
) -> Sequence[int]:
    spot = {
        "before": after.reported_at if after is not None else None,
        "before_ticket": after.ticket if after is not None else None,
    }
    found = connection.execute(_SEARCH, {"centre": centre, "wanted": wanted, "most": count, **spot})
    return found.scalars().all()


def _in_file(connection: Connection, wanted: str, centre: RegionCode, after: Spot | None, count: int) -> Sequence[int]:
    """Do what the server's function ``search`` does."""
    looked_for = words(wanted)
    sees = or_(below(_text.area, centre), func.instr(" " + _text.also + " ", f" {centre} ") > 0)
    held = [func.instr(_text.text, word) > 0 for word in looked_for]
    question = select(_text.ticket).where(_HELD, sees, *held).order_by(_text.reported_at.desc(), _text.ticket.desc())
    if after is not None:
        moment = bindparam("moment", after.reported_at, _text.reported_at.type)
        question = question.where(tuple_(_text.reported_at, _text.ticket) < tuple_(moment, after.ticket))
    ids: list[int] = []
    upto = after.reported_at if after is not None else None
    span = 1
    while len(ids) < count:
        newest = connection.execute(_NEWEST if upto is None else _NEWEST.where(_ticket.reported_at <= upto)).scalar()
        if newest is None:
            break
        last = week_of((newest - EPOCH) // MICROSECOND)
        first = last - span + 1
        page = question.limit(count - len(ids))
        ids += connection.execute(page, {"tokens": _tokens(range(first, last + 1), looked_for, centre)}).scalars()
        upto = EPOCH + first * _A_WEEK - MICROSECOND
        # What is rare this week is rare before: ask for more weeks at once, as long as the question stays short.
        span = min(span * 2, max(1, PAIRS_AT_ONCE // len(pairs(looked_for))))
    return ids


def _tokens(weeks: Iterable[int], looked_for: Sequence[str], centre: RegionCode) -> str:
    """Return what must stand in the index: in one of the weeks every pair, on the centre's ground or sent to it."""
    ground = ground_of(centre)
    by_week: list[str] = []
    for week in weeks:
        needed = " AND ".join(pair_token(week, pair) for pair in pairs(looked_for))
        seen = f" AND ({ground_token(week, ground)} OR {also_token(week, centre)})" if ground else ""
        by_week.append(f"({needed}{seen})")
    return " OR ".join(by_week)
