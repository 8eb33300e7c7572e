"""What the engineer of a city does with its server: make, bring up to date, look over, let operators in and lock them out."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from console.account_lines import Hand
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import Operator, Role
from console.outages import ServerOutage
from db.accounts import SqlAccounts
from db.address import is_server
from db.connecting import server_engine
from db.door.statements import statements
from db.migrate import HEAD, bring_up_to_date
from db.put_back import count_as_old
from db.rights import checks
from db.rights.checks import Finding
from db.rights.installing import GROUP, install, quoted, run
from db.rights.roles import end_sessions, give_role, is_known, lock_role, new_password
from db.rules import lay_in_force, lay_limits_in_force
from db.server_address import server_address
from db.wall_tables import WALLS

FORBIDDEN = "42501"
ANY_DATABASE = "postgres"

_OWNER = text("SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = to_regclass('public.journal')")
_ME = text("SELECT session_user")
_VERSION = text("SHOW server_version")
_CENTRE = text("SELECT name FROM region WHERE code = :code AND tier < 6")


class Server:
    """A city's database on its server, as the one who owns it sees it; close it at the end.

    Every method may raise Refused: ``server.not_owner``, whoever signed in owns nothing there; and Outage.
    """

    def __init__(self, url: str, password: str = "") -> None:
        """Take the address, and the password of whom it names where libpq knows none by itself.

        Raises:
            Refused: ``database.bad_url``, ``database.password_in_url``; ``server.needed``, it is a file's.
        """
        if not is_server(url):
            raise Refused("server.needed", url=url)
        self._url, self._password = url, password
        self._engine = server_engine(url, password=password)

    def close(self) -> None:
        self._engine.dispose()

    def greet(self) -> None:
        """Connect once; that there is no such database yet is no hindrance."""
        _is_there(self._engine)

    def create(self) -> Mapping[str, object]:
        """Make the database where there is none, with its tables and rights."""
        with self._missing_rights():
            is_new = not _is_there(self._engine)
            if is_new:
                self._make()
            bring_up_to_date(self._engine)
            with self._owned() as connection:
                install(connection)
                return {**_told(connection), "new": is_new}

    def upgrade(self) -> Mapping[str, object]:
        """Bring tables, functions and rights to what this program knows, and a dump to the server that it was put back on."""
        with self._missing_rights():
            bring_up_to_date(self._engine)
            with self._owned() as connection:
                run(connection, statements())
                lay_in_force(connection)
                lay_limits_in_force(connection)
                install(connection)
                count_as_old(connection)
                return _told(connection)

    def check(self, desks: int) -> tuple[Finding, ...]:
        """Return what is unsafe, slow or missing for so many desks, the gravest first."""
        with self._engine.connect() as connection:
            return checks.findings(connection, desks)

    def facts(self) -> Mapping[str, object]:
        with self._engine.connect() as connection:
            return _told(connection)

    def names(self) -> tuple[str, ...]:
        """Return the names of all operators."""
        return tuple(account.name for account in SqlAccounts(self._engine).listed())

    def generated(self) -> str:
        return new_password()

    def knows(self, name: str) -> bool:
        """Tell whether the name can sign in already, or could before it was locked."""
        with self._owned() as connection:
            return is_known(connection, name)

    def grant(
        self,
        name: str,
        centre: RegionCode,
        roles: frozenset[Role],
        password: str | None,
        *,
        valid_s: float | None = None,
    ) -> Mapping[str, object]:
        """Let the name sign in with the password, and give it the seat at the centre.

        Whose only role is that of a wall only looks. ``valid_s`` is for how long the server takes the password.

        Raises:
            Refused: ``centre.unknown``, ``server.bad_role``, ``server.foreign_role``.
        """
        with self._missing_rights(), self._owned() as connection:
            if connection.execute(_CENTRE, {"code": centre}).first() is None:
                raise Refused("centre.unknown", centre=centre)
            is_new = give_role(connection, name, password, WALLS if roles == {Role.WALL} else GROUP, valid_s)
            hand = self._hand(connection, centre)
        SqlAccounts(self._engine).put(Operator(name=name, centre=centre, roles=roles), hand)
        return {"name": name, "new": is_new, "centres": self._seats(name)}

    def revoke(self, name: str, centre: RegionCode | None) -> Mapping[str, object]:
        """Take the seat at the centre away; without one, or with the last, lock the name and end its sessions.

        Raises:
            Refused: ``operator.unknown``, ``server.foreign_role``.
        """
        with self._owned() as connection:
            if not is_known(connection, name):
                raise Refused("operator.unknown", name=name)
            seats = self._seats(name)
            gone = [code for code in seats if centre in {None, code}]
            if centre is not None and not gone:
                raise Refused("operator.unknown", name=name)
            locks = centre is None or len(gone) == len(seats)
            hand = self._hand(connection, RegionCode(gone[0]) if gone else RegionCode(""))
            if locks:
                lock_role(connection, name)
        if gone:
            SqlAccounts(self._engine).remove(name, hand, centre)
        ended = 0
        if locks:
            with self._owned() as connection:
                ended = end_sessions(connection, name)
        return {"name": name, "locked": locks, "ended": ended, "centres": self._seats(name)}

    def _make(self) -> None:
        beside = server_engine(urlsplit(self._url)._replace(path=f"/{ANY_DATABASE}").geturl(), password=self._password)
        try:
            with beside.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                name = quoted(connection, server_address(self._url).database)
                connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        finally:
            beside.dispose()

    def _seats(self, name: str) -> dict[str, list[str]]:
        of_name = (account for account in SqlAccounts(self._engine).listed() if account.name == name)
        return {seat.centre: sorted(role.value for role in seat.roles) for account in of_name for seat in account.seats}

    def _hand(self, connection: Connection, centre: RegionCode) -> Hand:
        name: str = connection.execute(_ME).scalar_one()
        return Hand(by=Operator(name=name, centre=centre, desk=socket.gethostname()), at=datetime.now(UTC))

    @contextmanager
    def _owned(self) -> Iterator[Connection]:
        """Open a transaction of whoever owns the tables, and commit it."""
        with self._engine.begin() as connection:
            if not connection.execute(_OWNER).scalar():
                raise Refused("server.not_owner", name=connection.execute(_ME).scalar_one())
            yield connection

    @contextmanager
    def _missing_rights(self) -> Iterator[None]:
        try:
            yield
        except ProgrammingError as error:
            if getattr(error.orig, "sqlstate", None) == FORBIDDEN:
                raise Refused("server.may_not", why=str(error.orig).splitlines()[0]) from error
            raise


def _is_there(engine: Engine) -> bool:
    try:
        engine.connect().close()
    except ServerOutage as error:
        if error.code != "server.unknown_database":
            raise
        return False
    return True


def _told(connection: Connection) -> dict[str, object]:
    return {
        "database": connection.engine.url.database,
        "server": connection.execute(_VERSION).scalar_one(),
        "revision": HEAD,
        "group": GROUP,
    }
