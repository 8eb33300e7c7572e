"""Measures how soon the board of a past moment stands again, beside a plain replay of the whole journal in the same run.

Some tickets go through their life by orders, as at a desk; their lines are then written down over and over, one life
after another, so that at any moment as many tickets are open.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import uuid4

import shapely
from sqlalchemy import Engine, insert, select

from console.domain.crew import Crew, CrewId, CrewKind, Duty
from console.domain.grid import Region, RegionCode, Tier
from console.domain.place import LatLng
from console.domain.point import Point
from console.domain.shift import Operator, Role
from console.domain.ticket import Target, TargetKind, Ticket, TicketId
from console.handlers import handle
from console.orders import Accept, AnyOrder, CheckPass, Close, Dispatch, FeedBack, File, Sign, TakeIn
from console.ports import Clock, Store
from console.replay import replay
from console.stopwatch import Stopwatch
from db import engine, records, tables
from db.address import file_of
from db.connecting import file_engine

LINES, OPEN = 300_000, 5_000
STEP = timedelta(hours=6)
BEGIN = datetime(2025, 3, 3, tzinfo=UTC)
CITY = RegionCode("3208")
VILLAGE, GRID = RegionCode("320801001001"), RegionCode("320801001001001")
IN_GRID = LatLng(31.305, 120.605)
AT_ONCE = 10_000
LIVES = 8
STRETCH = 1000
HALL = Operator(name="bench", centre=VILLAGE, roles=frozenset(Role), desk="bench")
CHECKER = Operator(name="checker", centre=VILLAGE, roles=frozenset(Role), desk="bench")


class _Hour:
    """A clock that is put to the moment of the next order."""

    def __init__(self) -> None:
        self.at = BEGIN

    def now(self) -> datetime:
        return self.at

    def passed_s(self) -> float:
        return (self.at - BEGIN).total_seconds()


def measure() -> Mapping[str, object]:
    """Return the seconds of the board at three moments, of the next stretch of lines, and of the plain replay."""
    with tempfile.TemporaryDirectory(prefix="griddesk-bench-", ignore_cleanup_errors=True) as folder:
        url = f"sqlite:///{(Path(folder) / 'past.db').as_posix()}"
        store = engine.open_store(url)
        filling = file_engine(file_of(url))
        try:
            end = _fill(store, filling)
            archive = store.archive()
            figures: dict[str, object] = {"lines": archive.counts()["journal"]}
            for name, share in (("quarter", 0.25), ("half", 0.5), ("end", 1.0)):
                at = BEGIN + (end - BEGIN) * share
                watch = Stopwatch()
                tickets = archive.as_of(CITY, at)
                figures |= watch.told(name)
                figures[f"{name}_open"] = len(tickets)
            half = BEGIN + (end - BEGIN) / 2
            watch = Stopwatch()
            archive.passed(CITY, Point.after(half), end, STRETCH)
            figures |= watch.told("next_1000_lines")
            watch = Stopwatch()
            plain = _plainly(filling, half)
            figures |= watch.told("plain_replay")
            figures["equal"] = plain == archive.as_of(CITY, half)
        finally:
            filling.dispose()
            store.close()
    return figures


def _fill(store: Store, filling: Engine) -> datetime:
    """Write lives one after another until there are as many lines as wanted; return the moment of the last."""
    lives = [a_life(store, TicketId(number)) for number in range(1, LIVES + 1)]
    steps = len(lives[0])
    gap = (steps - 1) * STEP / OPEN
    count = LINES // steps + OPEN // 2
    end = BEGIN + count * gap
    with filling.execution_options(begin="IMMEDIATE").begin() as connection:
        stored = connection.execute(select(*records.TICKET).where(tables.ticket.c.id <= LIVES)).mappings().all()
        lines: list[dict[str, Any]] = []
        for number in range(count):
            life, ticket = lives[number % LIVES], dict(stored[number % LIVES])
            past = [_again(row, LIVES + 1 + number, number * gap) for row in life]
            past = [row for row in past if row["at"] <= end]
            changed = {"id": LIVES + 1 + number, "number": f"B{number:08}", "state": past[-1]["to_state"]}
            connection.execute(insert(tables.ticket), ticket | changed)
            lines += past
            if len(lines) > AT_ONCE or number == count - 1:
                connection.execute(insert(tables.journal), lines)
                lines.clear()
        # What was lived by orders was only the pattern.
        for table, column in ((tables.journal, tables.journal.c.ticket), (tables.ticket, tables.ticket.c.id)):
            connection.execute(table.delete().where(column <= LIVES))
    return end


def a_life(store: Store, id_: TicketId) -> list[dict[str, Any]]:
    """Let a ticket go its way by orders, and return the rows of its lines."""
    clock = _Hour()
    if id_ == 1:
        store.registry().add_regions(_regions())
        crew = Crew(id=CrewId("C1"), name="bench", kind=CrewKind.GRID_WORKER, region=GRID, duty=Duty.ON_DUTY)
        store.registry().add_crews((crew,))
    seen = _done(store, clock, TakeIn(by=HALL, id=id_, category="0101", title=f"Bench {id_}", source="patrol",
                                      reported_at=BEGIN, address=f"{id_} Bench street", place=IN_GRID))  # fmt: skip
    facts: dict[str, Any] = {"by": HALL, "ticket": id_}
    for order in (
        lambda seen: Accept(**facts, seen=seen),
        lambda seen: File(**facts, seen=seen),
        lambda seen: Dispatch(**facts, seen=seen, target=Target(TargetKind.CREW, "C1")),
        lambda seen: Sign(**facts, seen=seen),
        lambda seen: FeedBack(**facts, seen=seen, result="Bench: taken away, the place is clean"),
        lambda seen: CheckPass(**(facts | {"by": CHECKER}), seen=seen),
        lambda seen: Close(**(facts | {"by": CHECKER}), seen=seen),
    ):
        clock.at += STEP
        seen = _done(store, clock, order(seen))
    _ticket, entries = store.archive().timeline(id_)
    return [records.entry_row(entry) for entry in entries]


def _done(store: Store, clock: Clock, order: AnyOrder) -> int:
    with store.unit_of_work() as uow:
        news = handle(order, uow, clock)
    return news.tickets[0].version


def _again(row: Mapping[str, Any], ticket: int, later: timedelta) -> dict[str, Any]:
    due_at = row["due_at"] + later if row["due_at"] else None
    return {**row, "key": uuid4(), "ticket": ticket, "at": row["at"] + later, "due_at": due_at}


def _plainly(filling: Engine, at: datetime) -> tuple[Ticket, ...]:
    """Replay every ticket of the journal line by line up to the moment, and keep those that are open."""
    line = tables.journal.c
    lines = select(*records.ENTRY).where(line.ticket.is_not(None), line.at <= at).order_by(line.ticket, line.version)
    with filling.connect() as connection:
        entries = map(records.entry_of, connection.execute(lines))
        standing = (replay(of_ticket) for _, of_ticket in groupby(entries, lambda entry: entry.ticket))
        return tuple(ticket for ticket in standing if ticket is not None and ticket.is_open)


def _regions() -> list[Region]:
    ring = shapely.box(120.60, 31.30, 120.61, 31.31).wkb
    line = ((CITY, Tier.CITY), ("320801", Tier.DISTRICT), ("320801001", Tier.TOWNSHIP), (VILLAGE, Tier.VILLAGE))
    tree: list[Region] = []
    for code, tier in (*line, (GRID, Tier.GRID)):
        parent = tree[-1].code if tree else None
        shape = ring if tier is Tier.GRID else b""
        tree.append(Region(code=RegionCode(code), name=code, tier=tier, parent=parent, shape_wkb=shape))
    return tree
