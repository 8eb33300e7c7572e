"""Bringing a database's tables up to date when it is opened; nothing is imported for that when they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import ProgrammingError

from console.domain.errors import Refused
from db.chain import chain_again
from db.connecting import is_forbidden
from db.counting import begin_by_county, count_ten_days, recount
from db.deadlines import Call
from db.door.tables import metadata

HEAD = "0030"
"""The newest revision that this program knows; revisions are numbers of four digits, in order."""

COUNTED_SINCE = "0009"
"""Since this revision the running counts are as now; what an older database holds is counted when it is opened."""

TEN_DAYS_SINCE = "0013"
"""Since this revision there are counts by ten days as well; they are counted from the courses that are there."""

CHAINED_SINCE = "0007"
"""The revision that brought the chain of hashes; the lines of an older database are hashed once, as they are found."""

LOCK = 0x67726964
"""The advisory lock under which one of many desks brings a server's tables up to date: "grid"."""


def bring_up_to_date(engine: Engine) -> None:
    """Make or change the tables as needed; processes that open one database at once wait for the first.

    Raises:
        Refused: ``database.newer``, made by a newer program; ``database.not_a_database``, holds other tables;
            ``database.no_schema``, ``database.older``, whoever signed in may not make or change tables, as no operator
            may on a server; ``database.no_rights``, nor read them.
    """
    with engine.connect() as connection, _unless_forbidden("database.no_rights", database=engine.url.database):
        found = _checked(connection)
    if found == HEAD:
        return
    may_not = "database.no_schema" if found is None else "database.older"
    changing = engine.execution_options(begin="IMMEDIATE", call=Call.SCHEMA)
    with (
        _unless_forbidden(may_not, database=engine.url.database, found=found, known=HEAD),
        changing.begin() as connection,
    ):
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            # A city's tables may take longer to make over than a desk's question may.
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        if _checked(connection) != HEAD:
            _upgrade(connection)


@contextmanager
def _unless_forbidden(code: str, **facts: object) -> Iterator[None]:
    """Raise Refused with this code where the server says that whoever signed in may not do that."""
    try:
        yield
    except ProgrammingError as error:
        if not is_forbidden(error):
            raise
        raise Refused(code, **facts) from error


def _checked(connection: Connection) -> str | None:
    """Return the revision of the tables; None where there are none."""
    found = _revision(connection)
    if found is not None and found > HEAD:
        raise Refused("database.newer", found=found, known=HEAD)
    return found


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection) -> None:
    found = _revision(connection)
    there = set(inspect(connection).get_table_names())
    strange = there if connection.dialect.name == "sqlite" else there & set(metadata.tables)
    if strange and "alembic_version" not in there:
        why = f"it holds other tables: {', '.join(sorted(strange)[:3])}"
        raise Refused("database.not_a_database", path=str(connection.engine.url.database), why=why)
    # Alembic takes as long to import as a whole start may take; most starts find nothing to do.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "postgresql":
        from db.rights.installing import secure

        secure(connection)
    if found is None:
        begin_by_county(connection)
    elif found < COUNTED_SINCE:
        recount(connection)
    elif found < TEN_DAYS_SINCE:
        count_ten_days(connection)
    if found is not None and found < CHAINED_SINCE:
        chain_again(connection)
