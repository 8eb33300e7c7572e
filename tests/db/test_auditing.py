"""Whatever is done to the journal behind the program's back is found and named, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, insert, select, text

import db
from console.chain import Anchor, Fault
from console.domain.ticket import State, Ticket
from console.journal import Kind
from console.ports import Store
from db import records, tables
from db.chain import chain_again, chained, row_text
from db.connecting import file_engine
from db.door.told import COLUMNS, told
from db.engine import SqlStore, open_store
from tests.builders import CITY, DISTRICT, NOON, a_hand, a_region_tree, a_ticket, an_entry, an_operator

EVERY = timedelta(minutes=5)
STEPS = (State.ACCEPTED, State.FILED, State.REPORTED, State.ACCEPTED)
OTHER: dict[str, Any] = {
    "key": uuid4(), "part": 7, "kind": "voided", "ticket": 3, "version": 17, "at": NOON + timedelta(microseconds=1),
    "by": "somebody", "desk": "desk-9", "account": "desk_9", "centre": CITY, "from_state": "filed", "to_state": "void",
    "due_at": NOON, "reason": "none", "imported": True, "detail": '{"to":"me"}', "changes": '{"title":"x"}',
    "left_sight_of": "[]",
}  # fmt: skip


@pytest.fixture
def store(sql_store: SqlStore) -> SqlStore:
    return sql_store


def lived(store: Store) -> Ticket:
    """Let a ticket go its way, with a past and with lines of two centres beside it; return it as it stands."""
    ticket = a_ticket()
    for version, state in enumerate((State.REPORTED, *STEPS), 1):
        at = NOON + timedelta(minutes=version)
        ticket = replace(ticket, version=version, state=state, changed_at=at)
        with store.unit_of_work() as uow:
            uow.record(ticket, (an_entry(ticket, reason="因为"),))
            uow.note(an_entry())
            uow.note(an_entry(centre=DISTRICT))
            uow.commit()
    past = a_ticket(state=State.FILED)
    lines = tuple(an_entry(past, version=version, imported=True) for version in (1, 2, 3))
    store.registry().add_past([(replace(past, version=3), lines)])
    store.accounts().put(an_operator("赵六"), a_hand(), "a password of length")
    return ticket


def found(store: Store) -> set[Fault]:
    return {one.fault for one in store.auditor().verify().findings}


def tampered(store: SqlStore, statement: str, **facts: object) -> None:
    with store.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.execute(text(statement), facts)


def a_line(store: SqlStore, ticket: Ticket, version: int = 3) -> int:
    line = tables.journal.c
    with store.engine.connect() as connection:
        of_it = select(line.seq).where(line.ticket == ticket.id, line.version == version)
        return int(connection.execute(of_it).scalar_one())


def test_that_a_journal_nobody_touched_is_whole(store: SqlStore) -> None:
    lived(store)
    verdict = store.auditor().verify()
    assert verdict.findings == ()
    assert (verdict.lines, verdict.chains) == (store.archive().counts()["journal"], 4)


def test_that_the_engine_and_the_program_read_a_line_alike(store: SqlStore) -> None:
    lived(store)
    columns = [tables.journal.c[name] for name in COLUMNS]
    with store.engine.connect() as connection:
        rows = connection.execute(select(*columns, told(connection.dialect.name).label("told"))).mappings().all()
    assert [row["told"] for row in rows] == [row_text(dict(row)) for row in rows]


@pytest.mark.postgres
def test_that_the_server_s_hash_of_a_line_is_the_program_s(server_url: str) -> None:
    store = open_store(server_url)
    assert isinstance(store, SqlStore)
    store.registry().add_regions(a_region_tree())
    lived(store)
    with store.engine.connect() as connection:
        differs = text("SELECT count(*) FROM journal WHERE line_hash(journal) IS DISTINCT FROM hash")
        assert connection.execute(differs).scalar_one() == 0
    store.close()


@pytest.mark.parametrize("column", [name for name in COLUMNS if name != "ticket"])
def test_that_a_change_of_any_field_is_found_and_the_line_named(store: SqlStore, column: str) -> None:
    ticket = lived(store)
    seq = a_line(store, ticket)
    with store.engine.begin() as connection:
        connection.execute(tables.journal.update().where(tables.journal.c.seq == seq).values({column: OTHER[column]}))
    assert seq in {one.seq for one in store.auditor().verify().findings}


def test_that_a_line_given_to_another_ticket_is_found(store: SqlStore) -> None:
    ticket, other = lived(store), lived(store)
    tampered(
        store, "UPDATE journal SET ticket = :other, version = 9 WHERE seq = :seq", other=other.id,
        seq=a_line(store, ticket),
    )  # fmt: skip
    assert found(store) == {Fault.REMOVED, Fault.INSERTED}


@pytest.mark.parametrize("version", [1, 3, 5])
def test_that_a_line_that_was_taken_out_is_named(store: SqlStore, version: int) -> None:
    ticket = lived(store)
    tampered(store, "DELETE FROM journal WHERE seq = :seq", seq=a_line(store, ticket, version))
    told_ = [(one.fault, one.chain, one.place) for one in store.auditor().verify().findings]
    assert told_ == [(Fault.REMOVED, f"ticket {ticket.id}", version)]


def test_that_a_line_that_was_put_in_is_named(store: SqlStore) -> None:
    ticket = lived(store)
    row = records.entry_row(an_entry(replace(ticket, version=6)))
    with store.engine.begin() as connection:
        head = connection.execute(select(tables.ticket.c.last_hash).where(tables.ticket.c.id == ticket.id)).scalar_one()
        connection.execute(insert(tables.journal), chained((row,), head))
    assert [(one.fault, one.place) for one in store.auditor().verify().findings] == [(Fault.INSERTED, 6)]


def test_that_lines_that_changed_places_are_named(store: SqlStore) -> None:
    lived(store)
    line = tables.journal.c
    with store.engine.connect() as connection:
        mine = select(line.seq).where(line.ticket.is_(None), line.centre == DISTRICT).order_by(line.seq).limit(2)
        first, second = connection.execute(mine).scalars()
    for old, new in ((first, -1), (second, first), (-1, second)):
        tampered(store, "UPDATE journal SET seq = :new WHERE seq = :old", old=old, new=new)
    assert found(store) == {Fault.REORDERED}


def test_that_every_line_of_a_centre_gone_is_found(store: SqlStore) -> None:
    lived(store)
    tampered(store, "DELETE FROM journal WHERE ticket IS NULL AND centre = :centre", centre=DISTRICT)
    assert found(store) == {Fault.REMOVED}


def rewritten(store: SqlStore, ticket: Ticket) -> None:
    """Change the last line and all that is made of it in the ticket's chain, as whoever owns the server could."""
    with store.engine.begin() as connection:
        connection.execute(
            tables.journal.update().where(tables.journal.c.seq == a_line(store, ticket, 5)).values(reason="nothing")
        )
    with store.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        chain_again(connection)


def sealed(store: Store, minutes: int = 0) -> Anchor:
    seal = store.auditor().anchor(NOON + timedelta(minutes=minutes), timedelta())
    assert seal is not None
    return seal


def test_that_tail_and_head_rewritten_together_are_found_by_the_seal(store: SqlStore) -> None:
    ticket = lived(store)
    sealed(store)
    rewritten(store, ticket)
    assert [(one.fault, one.place) for one in store.auditor().verify().findings] == [(Fault.ANCHOR, 1)]


def test_that_seals_rewritten_as_well_are_found_by_whoever_saw_them(store: SqlStore) -> None:
    ticket = lived(store)
    seen = sealed(store)
    rewritten(store, ticket)
    tampered(store, "DELETE FROM audit_anchor")
    sealed(store)
    verdict = store.auditor().verify((seen,))
    assert [(one.fault, one.place) for one in verdict.findings] == [(Fault.WITNESS, 1)]


def test_that_each_seal_is_on_what_is_new_since_the_one_before(store: SqlStore) -> None:
    lived(store)
    first = sealed(store)
    lived(store)
    second = sealed(store, 10)
    assert first.events + second.events == store.archive().counts()["journal"]
    assert (second.n, second.prev) == (2, first.hash)
    assert store.auditor().verify((first, second)).findings == ()


def test_that_nothing_new_is_not_sealed(store: SqlStore) -> None:
    lived(store)
    sealed(store)
    assert store.auditor().anchor(NOON + timedelta(hours=1), timedelta()) is None


def test_that_a_young_seal_is_followed_by_none(store: SqlStore) -> None:
    lived(store)
    auditor = store.auditor()
    assert auditor.anchor(NOON, EVERY) is not None
    lived(store)
    assert auditor.anchor(NOON + timedelta(minutes=1), EVERY) is None


@pytest.mark.postgres
def test_that_a_line_that_was_under_way_at_a_seal_is_on_the_next(server_url: str) -> None:
    store = open_store(server_url)
    store.registry().add_regions(a_region_tree())
    with store.unit_of_work() as late:
        late.note(an_entry(centre=CITY))
        lived(store)
        first = sealed(store)
        late.commit()
    second = sealed(store)
    assert (first.events + second.events, second.events) == (store.archive().counts()["journal"], 1)
    assert store.auditor().verify((first, second)).findings == ()
    store.close()


def test_that_an_older_database_is_hashed_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    engine = file_engine(path)
    config = Config()
    config.set_main_option("script_location", str(Path(db.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
        _write_old(connection)
    engine.dispose()
    store = open_store(str(path))
    verdict = store.auditor().verify()
    store.close()
    assert (verdict.lines, verdict.findings) == (3, ())


def _write_old(connection: Connection) -> None:
    """Write a ticket of two lines, and a line without one, as the revision before wrote them."""
    ticket = a_ticket(version=2)
    entries = (an_entry(replace(ticket, version=1)), an_entry(ticket, kind=Kind.ACCEPTED), an_entry())
    connection.execute(insert(tables.ticket), [records.ticket_row(ticket)])
    connection.execute(insert(tables.journal), [records.entry_row(entry) for entry in entries])
