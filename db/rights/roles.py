"""Operators' roles on the server: made, given a password, locked; each is one operator, by name."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from types import MappingProxyType

from psycopg import Connection as Link
from sqlalchemy import Connection, text

from console.domain.errors import Refused
from db.rights.installing import GROUP, quoted
from db.wall_tables import WALLS

LINKS_AT_ONCE = 10
"""A desk keeps a few connections, and a few more while it finds its way back after a break."""

LIMITS: Mapping[str, str] = MappingProxyType(
    {
        "statement_timeout": "60s",
        "idle_in_transaction_session_timeout": "30s",
        "lock_timeout": "20s",
        "client_connection_check_interval": "10s",
    }
)
"""What holds for a role's sessions from their first moment; a client may lift them, its own program never does."""

MOST_BYTES = 63
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Those of a password that is read out or typed once: none looks like another."""

_OF_ROLE = text(
    "SELECT rolcanlogin, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS is_mighty,"
    " ARRAY(SELECT pg_get_userbyid(roleid) FROM pg_auth_members WHERE member = pg_roles.oid) AS groups"
    " FROM pg_roles WHERE rolname = :name"
)
_ACCOUNT = text(
    "INSERT INTO server_account (role, operator, active) VALUES (:name, :name, true)"
    " ON CONFLICT (role) DO UPDATE SET active = true"
)
_LOCK = text("UPDATE server_account SET active = false WHERE operator = :name AND active")
_UNTIL = text("SELECT CAST(now() + make_interval(secs => :valid_s) AS text)")
_END = text("SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = :name")
_MINE = text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
_KNOWN = text("SELECT 1 FROM server_account WHERE role = :name")


def new_password() -> str:
    """Return a password that nobody guesses, in groups that can be read out."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))


def is_known(connection: Connection, name: str) -> bool:
    """Tell whether the name has signed in here, or could."""
    return connection.execute(_KNOWN, {"name": name}).first() is not None


def give_role(
    connection: Connection, name: str, password: str | None, group: str = GROUP, valid_s: float | None = None
) -> bool:
    """Let the name sign in with a role of its own; tells whether the role is new.

    ``group`` is that of desks or of walls; ``valid_s`` is for how long the server takes the password, None for always.
    It leaves this process only as a SCRAM secret, which no log of the server can give away.

    Raises:
        Refused: ``server.bad_role``: too long for the server, or one of its own; ``server.foreign_role``: there is a
            role of that name which is no operator's, or a wall's where a desk is wanted, or a desk's.
    """
    if len(name.encode()) > MOST_BYTES or name.startswith("pg_") or name in {GROUP, WALLS, "public", "none"}:
        raise Refused("server.bad_role", name=name, most=MOST_BYTES)
    found = connection.execute(_OF_ROLE, {"name": name}).first()
    if found is not None and (found.is_mighty or found.groups != [group]):
        raise Refused("server.foreign_role", name=name)
    role = quoted(connection, name)
    # That a known role is no more than an operator was looked at above: only a superuser may say so once more.
    word = (
        "CREATE ROLE {} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
        if found is None
        else "ALTER ROLE {}"
    )
    secret = f" PASSWORD '{_scram(connection, name, password)}'" if password is not None else ""
    until = "infinity" if valid_s is None else connection.execute(_UNTIL, {"valid_s": valid_s}).scalar_one()
    given = f"LOGIN CONNECTION LIMIT {LINKS_AT_ONCE} VALID UNTIL '{until}'"
    connection.exec_driver_sql(f"{word.format(role)} {given}{secret}")
    for setting, value in LIMITS.items():
        connection.exec_driver_sql(f"ALTER ROLE {role} SET {setting} = '{value}'")
    connection.exec_driver_sql(f"GRANT {group} TO {role}")
    connection.execute(_ACCOUNT, {"name": name})
    return found is None


def lock_role(connection: Connection, name: str) -> bool:
    """Let nobody sign in with the name any more, and end whoever has; tells whether anybody could before.

    Raises:
        Refused: ``server.foreign_role``.
    """
    found = connection.execute(_OF_ROLE, {"name": name}).first()
    if found is not None and (found.is_mighty or found.groups not in ([GROUP], [WALLS])):
        raise Refused("server.foreign_role", name=name)
    locked = bool(connection.execute(_LOCK, {"name": name}).rowcount)
    if found is not None:
        connection.exec_driver_sql(f"ALTER ROLE {quoted(connection, name)} NOLOGIN")
    return locked


def end_sessions(connection: Connection, name: str) -> int:
    """End what the name has open; do it once the lock is committed, so that nobody comes back in between.

    Whoever is no superuser ends sessions of roles that they belong to, so they belong to this one for a moment.
    """
    role, mine = quoted(connection, name), connection.execute(_MINE).scalar_one()
    if not mine:
        connection.exec_driver_sql(f"GRANT {role} TO CURRENT_USER")
    ended = int(connection.execute(_END, {"name": name}).scalar_one())
    if not mine:
        connection.exec_driver_sql(f"REVOKE {role} FROM CURRENT_USER")
    return ended


def _scram(connection: Connection, name: str, password: str) -> str:
    link = connection.connection.driver_connection
    if not isinstance(link, Link):
        raise TypeError("passwords are kept by a PostgreSQL server")
    secret = link.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
    return secret.decode()
