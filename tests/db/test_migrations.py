"""The migrations lead to exactly the declared tables, on both engines, and may be run by many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, insert, inspect, select, text
from sqlalchemy.dialects.postgresql.base import ischema_names

import db
from db import migrate, records
from db.address import file_of, is_server
from db.columns import TransactionNumber
from db.connecting import file_engine, server_engine
from db.door.tables import transition
from db.engine import open_store
from db.search.statements import MADE
from db.tables import metadata, ticket
from tests.builders import NOON, VILLAGE, a_ticket
from tests.db.postgres_server import Server

MIGRATIONS = Path(db.__file__).parent / "migrations"
CATALOGUE = (
    *(("camera", name) for name in ("tags", "state", "state_at", "source", "ptz_url", "azimuth_deg", "view_deg")),
    *(("region", name) for name in ("version", "retired_at")),
    *(("department", name) for name in ("lat_deg", "lng_deg")),
)
PLACES = ("site", "sensor", "layer_cell")


@pytest.fixture
def engine(url: str):
    engine = server_engine(url) if is_server(url) else file_engine(file_of(url))
    yield engine
    engine.dispose()


def test_that_the_migrated_tables_are_the_declared_ones(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    # Reading tables back, SQLAlchemy knows no transaction numbers by itself.
    monkeypatch.setitem(ischema_names, "xid8", TransactionNumber)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _is_shared})
        assert compare_metadata(context, metadata) == []


def _is_shared(_made: object, name: str | None, *_: object) -> bool:
    return not (name or "").startswith(MADE)


def test_that_tickets_of_an_older_database_are_found_by_words(url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_journal_ground"))
        connection.execute(text("ALTER TABLE journal DROP COLUMN concerns"))
        for name in ("ticket_text", "moved_line", "moved_ticket", "moved_file", "ten_days_reported", "ten_days_due"):
            connection.execute(text(f"DROP TABLE {name}"))
        connection.execute(text("DROP INDEX ix_ticket_helped"))
        for table in ("door_limit", "gate_need", "wall_layout", "wall", "camera_held", *PLACES):
            connection.execute(text(f"DROP TABLE {table}"))
        if engine.dialect.name == "sqlite":
            for name in ("ticket_added", "ticket_changed"):
                connection.execute(text(f"DROP TRIGGER {name}"))
            connection.execute(text("DROP TABLE ticket_words"))
        else:
            functions = "search, search_tokens, search_pairs, search_week, search_also, search_plain, keep_ticket_text"
            connection.execute(text(f"DROP FUNCTION {functions} CASCADE"))
        connection.execute(insert(ticket), records.ticket_row(a_ticket()))
        for table, name in CATALOGUE:
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {name}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    store = open_store(url)
    assert [one.title for one in store.archive().search("垃圾", VILLAGE, None, 9)] == [a_ticket().title]
    store.close()


def test_that_the_door_of_an_older_database_learns_who_approves_and_keeps_the_citys_own(
    url: str, engine: Engine
) -> None:
    own = '[[verbs]]\nname = "suspend"\nroles = ["shift_lead"]\n'
    store = open_store(url)
    with store.unit_of_work() as uow:
        uow.put_rules({"lifecycle.toml": own}, NOON, "李四")
        uow.commit()
    store.close()
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_journal_ground"))
        for name in ("ten_days_reported", "ten_days_due"):
            connection.execute(text(f"DROP TABLE {name}"))
        connection.execute(text("DROP INDEX ix_ticket_helped"))
        connection.execute(text("ALTER TABLE journal DROP COLUMN concerns"))
        for table in ("door_limit", "gate_need", "wall_layout", "wall", "camera_held", *PLACES):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE transition SET guards = 'holds did_not_ask', roles = 'dispatcher'"))
        for table, name in CATALOGUE:
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {name}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0011'"))
    open_store(url).close()
    with engine.connect() as connection:
        rows = connection.execute(select(transition).where(transition.c.verb.in_(("return", "suspend")))).all()
    told = {row.verb: (row.roles, row.guards) for row in rows}
    assert told == {
        "return": ("dispatcher shift_lead", "holds two_people"),
        "suspend": ("shift_lead", "holds two_people"),
    }


def test_that_the_partial_indexes_are_the_declared_ones(engine: Engine) -> None:
    where = f"{engine.dialect.name}_where"
    declared = {
        index.name: str(index.dialect_options[engine.dialect.name]["where"])
        for table in metadata.tables.values()
        for index in table.indexes
        if index.dialect_options[engine.dialect.name]["where"] is not None
    }
    found = {
        str(index["name"]): str(index["dialect_options"][where])
        for table in metadata.tables
        for index in inspect(engine).get_indexes(table)
        if index.get("dialect_options", {}).get(where) is not None
    }
    assert found.keys() == declared.keys()
    if engine.dialect.name == "sqlite":
        assert found == declared


def test_that_the_program_knows_the_newest_revision() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert script.get_current_head() == migrate.HEAD


def test_that_revisions_are_numbers_in_order() -> None:
    revisions = [step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    assert revisions == [f"{number:04d}" for number in range(len(revisions), 0, -1)]


def test_that_a_file_opened_by_many_at_once_is_made_once(tmp_path: Path) -> None:
    url = str(tmp_path / "griddesk.db")
    with ThreadPoolExecutor(4) as desks:
        for store in desks.map(open_store, [url] * 4):
            store.close()


@pytest.mark.postgres
def test_that_an_empty_server_opened_by_many_at_once_is_made_once(server: Server) -> None:
    with server.database() as url, ThreadPoolExecutor(4) as desks:
        for store in desks.map(open_store, [url] * 4):
            store.close()


def test_that_an_administrator_can_have_the_statements_as_a_script() -> None:
    told = StringIO()
    config = Config(output_buffer=told)
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", "postgresql+psycopg://")
    command.upgrade(config, "head", sql=True)
    assert "CREATE TABLE ticket" in told.getvalue()


def test_that_codes_compare_byte_by_byte(engine: Engine) -> None:
    with engine.begin() as connection:
        for code in ("a", "B", "一"):
            connection.execute(
                text(
                    "INSERT INTO region (code, name, tier, kind, rating, shape_wkb)"
                    " VALUES (:code, '', 2, 'base', 'none', :shape)"
                ),
                {"code": code, "shape": b""},
            )
        assert list(connection.execute(text("SELECT code FROM region ORDER BY code")).scalars()) == ["B", "a", "一"]


@pytest.mark.postgres
def test_that_what_every_desk_asks_of_is_not_looked_through_every_minute_while_it_is_small(server: Server) -> None:
    with server.database() as url:
        open_store(url).close()
        engine = server_engine(url)
        with engine.connect() as connection:
            asked = text(
                "SELECT relname FROM pg_class WHERE reloptions::text LIKE '%autovacuum_analyze_threshold=_0000%'"
            )
            seldom = set(connection.execute(asked).scalars())
        engine.dispose()
    assert seldom == {"course", "journal", "ticket"}
