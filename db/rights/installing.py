"""Putting the rights in place: what belongs to the schema comes with its tables, what belongs to the server is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from psycopg import sql
from sqlalchemy import Connection, text

from db.door.statements import END
from db.rights.policies import FUNCTIONS, grants, grants_of_walls, policies
from db.rights.shapes import readable
from db.wall_tables import WALLS

GROUP = "griddesk_desk"
"""The group of all operators' roles; nobody signs in as the group itself."""
NOBODY = "NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"

MARK = "rights"
"""Under which name ``meta`` keeps of which statements the rights are."""

_KEEP_MARK = text(
    "INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_LARGE_OBJECTS = text(
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace"
    r" AND (proname LIKE 'lo\_%' OR proname IN ('loread', 'lowrite')) AND has_function_privilege('public', oid, 'EXECUTE')"
)
_MAY_LOOK = text("SELECT pg_has_role(CAST(:desks AS name), CAST(:walls AS name), 'MEMBER')")
_MISSING = text("SELECT one FROM unnest(CAST(:all AS text[])) AS one WHERE to_regprocedure(one) IS NULL")


def secure(connection: Connection) -> None:
    """Give every table its policies, and the schema the functions that they ask; may be done again at any time."""
    run(connection, _of_schema())


def install(connection: Connection) -> None:
    """Secure the schema, and give the group of all desks its rights to it and to this database; only the owner may."""
    secure(connection)
    run(connection, _in("callers"))
    for group in (WALLS, GROUP):
        there = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": group}).first()
        if there is None:
            run(connection, [f"CREATE ROLE {group} {NOBODY}"])
    missing = missing_functions(connection)
    run(connection, grants(GROUP, missing))
    run(connection, grants_of_walls(WALLS, missing))
    # A desk that starts a wall signs it in by its own name: the wall then gives away all rights but these.
    if not connection.execute(_MAY_LOOK, {"desks": GROUP, "walls": WALLS}).scalar_one():
        run(connection, [f"GRANT {WALLS} TO {GROUP}"])
    # An owner that is no superuser cannot; the server says so in a warning, and the look over it in a finding.
    run(connection, (f"REVOKE EXECUTE ON FUNCTION {one} FROM PUBLIC" for one in large_object_functions(connection)))
    database = quoted(connection, connection.exec_driver_sql("SELECT current_database()").scalar_one())
    run(
        connection,
        (
            f"REVOKE ALL ON DATABASE {database} FROM PUBLIC, {GROUP}, {WALLS}",
            f"GRANT CONNECT ON DATABASE {database} TO {GROUP}, {WALLS}",
            f"ALTER DATABASE {database} SET search_path = public",
        ),
    )
    connection.execute(_KEEP_MARK, {"name": MARK, "value": fingerprint()})


def missing_functions(connection: Connection) -> frozenset[str]:
    """Return those that desks call and that this database has not."""
    return frozenset(connection.execute(_MISSING, {"all": list(FUNCTIONS)}).scalars())


def large_object_functions(connection: Connection) -> tuple[str, ...]:
    """Return the functions of large objects that everybody may call: a desk could fill the disk with them."""
    return tuple(sorted(connection.execute(_LARGE_OBJECTS).scalars()))


def fingerprint() -> str:
    """Return what tells these rights from those of another version of the program."""
    given = (*grants(GROUP, frozenset()), *grants_of_walls(WALLS, frozenset()))
    whole = "\n".join((*_of_schema(), *_in("callers"), *given))
    return sha256(whole.encode()).hexdigest()


def quoted(connection: Connection, name: str) -> str:
    """Return a name as SQL writes it, whatever letters it has."""
    return sql.Identifier(name).as_string(connection.connection.driver_connection)


def run(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _of_schema() -> Iterator[str]:
    yield from _in("functions")
    yield from _in("walls")
    yield from readable()
    yield from policies()


def _in(name: str) -> Iterator[str]:
    """Yield the statements of a file."""
    file = (Path(__file__).parent / f"{name}.sql").read_text("utf-8")
    yield from filter(None, (one.strip() for one in file.split(END)))
