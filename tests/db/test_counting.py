"""The running counts of the indicators equal a recount from the journal, whatever happens to tickets in which order."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, Table, delete, select

import db
from console.domain.grid import RegionCode
from console.domain.period import Period
from console.domain.records import Answer, Records
from console.domain.ticket import Holder, TargetKind, Ticket
from console.gateways.files.past import LEADS_TO
from console.journal import Entry, Kind
from console.ports import Store
from console.tally import Counts, Dim
from db import records, tables
from db.columns import EPOCH, MICROSECOND
from db.connecting import file_engine
from db.counting import BY_COUNTY, CELLS, count_ten_days, recount
from db.engine import SqlStore, open_store
from tests.builders import CITY, DISTRICT, FAR_GRID, GRID, NEXT_GRID, NOON, TOWNSHIP, a_region_tree, a_ticket, an_entry
from tests.fakes import FakeStore
from tests.histories import a_history, until

SHANGHAI, ANGELES = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/Los_Angeles")
CHANCES = (Kind.FILED, Kind.DISPATCHED, Kind.SIGNED, Kind.FED_BACK, Kind.CHECK_FAILED, Kind.CLOSED, Kind.REOPENED,
           Kind.EXTENDED, Kind.SUSPENDED, Kind.RESUMED, Kind.TRANSFERRED, Kind.VOIDED, Kind.MERGED, Kind.UNMERGED)  # fmt: skip
HOLDERS = (None, Holder(TargetKind.CREW, "C1", "王五"), Holder(TargetKind.DEPARTMENT, "D1", "城管局"))
PERIODS = [
    Period(date(2024, 1, 1), date(2024, 12, 31), SHANGHAI),
    Period(date(2024, 5, 6), date(2024, 9, 17), SHANGHAI),
    Period(date(2024, 6, 1), date(2024, 8, 9), SHANGHAI),
    Period(date(2024, 5, 20), date(2024, 6, 30), SHANGHAI),
    Period(date(2024, 6, 3), date(2024, 6, 5), SHANGHAI),
    Period(date(2024, 5, 10), date(2024, 8, 20), SHANGHAI),
    Period(date(2024, 6, 10), date(2024, 6, 29), SHANGHAI),
    Period(date(2024, 5, 1), date(2024, 8, 31), ANGELES),
    Period(date(2024, 5, 13), date(2024, 8, 18), SHANGHAI),
    Period(date(2024, 5, 28), date(2024, 7, 8), ANGELES),
    Period(date(2024, 6, 6), date(2024, 6, 22), SHANGHAI),
    Period(date(2024, 2, 14), date(2024, 2, 15), SHANGHAI),
]
"""Months in hand run from May to October.

Whole ones, more or less than half of one at either end, one that is cut at both, days alone, and another zone; ten days
that are added to whole months or taken away, whole or in part, ten days alone, and days that come nearest to a month.
"""


def next_of(ticket: Ticket, chance: Random) -> tuple[Ticket, Entry]:
    """Return the ticket after something that happened, and its line; no table is asked, so anything may follow."""
    kind = chance.choice(CHANCES)
    state = LEADS_TO.get(kind, ticket.state)
    at = ticket.changed_at + timedelta(hours=chance.choice((0.1, 5, 200, 900)))
    after = replace(
        ticket,
        version=ticket.version + 1,
        state=state,
        changed_at=at,
        due_at=chance.choice((None, at + timedelta(hours=chance.choice((0.2, 8, 300, 1500))))),
        area=RegionCode(chance.choice((ticket.area, GRID, NEXT_GRID, FAR_GRID, CITY))),
        category=chance.choice((ticket.category, "0101", "0201")),
        holder=chance.choice(HOLDERS),
        noted=Records(
            answer=chance.choice((None, *(Answer(satisfied=yes, by="李四", at=at) for yes in (True, False))))
        ),
    )
    return after, an_entry(after, kind=kind, from_state=ticket.state)


def live_through(stores: Sequence[Store], seed: int, steps: int = 150) -> None:
    """Let the same things happen to all databases: past tickets in batches, new ones, and lines one or more at once."""
    chance = Random(seed)
    tickets: list[Ticket] = []
    for _ in range(steps):
        match chance.randrange(8):
            case 0:
                started = NOON + timedelta(days=chance.randrange(120))
                batch = [
                    a_history(*until(Kind.CLOSED, chance.randrange(900), 300), reported_at=started) for _ in range(2)
                ]
                tickets += [ticket for ticket, _ in batch]
                for store in stores:
                    store.registry().add_past(batch)
                continue
            case 1 | 2:
                at = NOON + timedelta(days=chance.randrange(120))
                ticket = a_ticket(reported_at=at, changed_at=at, source=chance.choice(("patrol", "video")))
                entries = [an_entry(ticket)]
                tickets.append(ticket)
            case _ if tickets:
                index = chance.randrange(len(tickets))
                ticket, entries = tickets[index], []
                for _ in range(chance.choice((1, 1, 3))):
                    ticket, entry = next_of(ticket, chance)
                    entries.append(entry)
                tickets[index] = ticket
            case _:
                continue
        for store in stores:
            with store.unit_of_work() as uow:
                uow.record(ticket, entries)
                uow.commit()


def counted(store: Store, period: Period, centre: str) -> dict[Dim, dict[str, Counts]]:
    archive = store.archive()
    return {dim: dict(archive.counted(dim, period, RegionCode(centre))) for dim in Dim}


def a_plain_store() -> FakeStore:
    plain = FakeStore()
    plain.registry().add_regions(a_region_tree())
    return plain


@pytest.mark.parametrize("seed", range(4))
def test_that_the_running_counts_equal_a_plain_recount(store: Store, seed: int) -> None:
    plain = a_plain_store()
    live_through((store, plain), seed)
    for period in PERIODS:
        for centre in (CITY, DISTRICT, TOWNSHIP):
            assert counted(store, period, centre) == counted(plain, period, centre), (period, centre)


@pytest.mark.parametrize("seed", range(2))
def test_that_a_recount_from_the_journal_changes_nothing(url: str, seed: int) -> None:
    store = open_store(url)
    assert isinstance(store, SqlStore)
    live_through((store,), seed)
    before = _held(store)
    with store.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        recount(connection)
    assert _held(store) == before
    store.close()


@pytest.mark.parametrize("seed", range(2))
def test_that_ten_days_counted_from_the_courses_are_those_that_were_kept(file_url: str, seed: int) -> None:
    store = open_store(file_url)
    assert isinstance(store, SqlStore)
    live_through((store,), seed)
    before = _held(store)
    with store.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        for table in (tables.ten_days_reported, tables.ten_days_due):
            connection.execute(delete(table))
        count_ten_days(connection)
    assert _held(store) == before
    store.close()


def test_that_a_database_whose_counts_are_not_kept_by_county_counts_a_districts_tickets_themselves(url: str) -> None:
    store, plain = open_store(url), a_plain_store()
    assert isinstance(store, SqlStore)
    live_through((store, plain), 1)
    with store.engine.begin() as connection:
        connection.execute(delete(tables.meta).where(tables.meta.c.name == BY_COUNTY))
        for table in (tables.tally_reported, tables.tally_due):
            connection.execute(delete(table).where(table.c.dim.contains("@")))
    assert counted(store, PERIODS[0], DISTRICT) == counted(plain, PERIODS[0], DISTRICT)
    store.close()


def _held(store: SqlStore) -> list[set[tuple[object, ...]]]:
    """Return courses and cells; cells that have come back to nothing are as good as none."""
    held: list[set[tuple[object, ...]]] = []
    with store.engine.connect() as connection:
        held.append({tuple(row) for row in connection.execute(select(tables.course))})
        for table in CELLS:
            keys = len(table.primary_key)
            held.append({tuple(row) for row in connection.execute(select(table)) if any(row[keys:])})
    return held


def test_that_a_server_keeps_no_running_counts_that_every_desk_would_have_to_write(server_url: str) -> None:
    store = open_store(server_url)
    assert isinstance(store, SqlStore)
    store.registry().add_past([a_history(*until(Kind.CLOSED, 10, 24))])
    with store.engine.connect() as connection:
        assert connection.execute(select(tables.tally_reported)).all() == []
    store.close()


def test_that_what_was_undone_is_not_counted(store: Store) -> None:
    ticket = a_ticket()
    with store.unit_of_work() as uow:
        uow.record(ticket, [an_entry(ticket)])
    assert counted(store, PERIODS[0], CITY)[Dim.SOURCE] == {}


def test_that_a_past_ticket_that_comes_twice_is_counted_once(store: Store) -> None:
    past = [a_history(*until(Kind.CLOSED, 10, 24))]
    store.registry().add_past(past)
    store.registry().add_past(past)
    assert counted(store, PERIODS[0], CITY)[Dim.SOURCE]["hotline_12345"].reported == 1


def test_that_two_tickets_of_one_transaction_are_both_counted(store: Store) -> None:
    tickets = [a_ticket(), a_ticket()]
    with store.unit_of_work() as uow:
        for ticket in tickets:
            uow.record(ticket, [an_entry(ticket)])
        uow.commit()
    assert counted(store, PERIODS[0], CITY)[Dim.REGION][GRID].reported == 2


def test_that_many_desks_at_once_lose_no_count_and_never_wait_in_a_circle(url: str) -> None:
    store = open_store(url)
    assert isinstance(store, SqlStore)

    def work(seed: int) -> None:
        chance = Random(seed)
        for _ in range(15):
            pair = [a_ticket(source=chance.choice("abc"), category=chance.choice("abc")) for _ in range(2)]
            with store.unit_of_work() as uow:
                for ticket in pair:
                    uow.record(ticket, [an_entry(ticket)])
                uow.commit()

    with ThreadPoolExecutor(6) as desks:
        list(desks.map(work, range(6)))
    told = counted(store, PERIODS[0], CITY)
    assert [sum(counts.reported for counts in told[dim].values()) for dim in (Dim.SOURCE, Dim.CATEGORY)] == [180, 180]
    store.close()


def test_that_the_months_and_days_of_another_zone_are_kept_from_the_beginning(file_url: str) -> None:
    store = open_store(file_url)
    assert isinstance(store, SqlStore)
    store.registry().keep_months_in(ANGELES)
    store.registry().add_past([a_history(reported_at=NOON.replace(month=6, day=1, hour=5))])
    store.registry().keep_months_in(SHANGHAI)
    with store.engine.connect() as connection:
        spans = set(connection.execute(select(tables.tally_reported.c.span)).scalars())
    assert spans == {2024 * 12 + 4, date(2024, 5, 31).toordinal()}
    store.close()


def test_that_regions_taken_in_later_have_the_tickets_of_before(store: Store) -> None:
    store.registry().add_past([a_history(*until(Kind.CLOSED, 10, 24), area=RegionCode("320599001"))])
    assert counted(store, PERIODS[0], "320599")[Dim.REGION]["320599001"].closed == 1


def test_that_names_of_regions_departments_and_crews_are_told(store: Store) -> None:
    archive = store.archive()
    assert archive.names(Dim.REGION)[CITY] == f"区域{CITY}"
    assert [dict(archive.names(dim)) for dim in (Dim.CREW, Dim.DEPARTMENT, Dim.CATEGORY)] == [{}, {}, {}]


def test_that_an_older_database_is_counted_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    ticket, entries = a_history(*until(Kind.CLOSED, 10, 24))
    engine = file_engine(path)
    with engine.begin() as connection:
        _upgrade_to("0002", connection)
        there = MetaData()
        there.reflect(connection, only=["ticket", "journal"])
        _put(connection, there.tables["ticket"], records.ticket_row(ticket))
        for entry in entries:
            _put(connection, there.tables["journal"], {**records.entry_row(entry), "key": entry.key.hex})
    engine.dispose()
    store = open_store(str(path))
    told = counted(store, PERIODS[0], CITY)[Dim.SOURCE]["hotline_12345"]
    store.close()
    assert (told.reported, told.closed_in_time) == (1, 1)


def _upgrade_to(revision: str, connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(db.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _put(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Write a row as an older program did: moments as microseconds, and no column that came later."""
    plain = {
        name: (value - EPOCH) // MICROSECOND if isinstance(value, datetime) else value for name, value in row.items()
    }
    connection.execute(table.insert(), {name: value for name, value in plain.items() if name in table.c})
