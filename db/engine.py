"""Opening a database: the right engine for its address, its tables brought up to date, and the ports on it."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from pathlib import Path
from weakref import WeakSet

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DatabaseError

from console.auditing import Auditor
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.ports import Accounts, Archive, Feed, Outbox, Store, UnitOfWork
from console.registry import Registry
from console.server_sign_in import Server
from db.accounts import SqlAccounts
from db.address import check_file, default_url, file_of, is_server
from db.archive import SqlArchive
from db.auditing import SqlAuditor
from db.connecting import NotOurs, NotWritable, file_engine, server_engine
from db.deadlines import Call
from db.door_unit_of_work import DoorUnitOfWork
from db.feed import FileFeed
from db.known_situation import SituationShelf
from db.looking import let_look, let_look_at_server
from db.migrate import bring_up_to_date
from db.outbox import open_outbox
from db.registry import SqlRegistry
from db.replica import Replica
from db.rules import RuleShelf
from db.server_address import Key, server_named
from db.unit_of_work import SqlUnitOfWork

__all__ = ["default_url", "open_store", "server_at"]


def open_store(
    url: str,
    *,
    create: bool = True,
    name: str = "",
    password: str = "",
    reports: str | None = None,
    key: Key | None = None,
    looks: bool = False,
) -> Store:
    """Open ``sqlite:///path``, a plain path, or ``postgresql://…``; an older or empty database is brought up to date.

    Args:
        url: where the database lies.
        create: make a file, and its folder, that is not there yet.
        name: on a server, the role of whoever signs in; one that the address names goes first.
        password: of that role; kept in memory for connections to come.
        reports: where a standby of the server lies that answers reports; without effect beside a file.
        key: name and password, for whoever has another password to give later on.
        looks: take the right to change anything but what a wall tells of itself.

    Raises:
        Refused: ``database.bad_url``, ``database.network_share``, ``database.missing``, ``database.read_only``,
            ``database.not_a_database``, ``database.newer``, ``database.older_file`` where it is only looked
            at; on a server ``database.password_in_url``,
            ``database.no_schema``, ``database.older``, ``database.no_rights``, ``wall.as_owner``, ``wall.no_rights``.
        Outage: the disk is full, or another process holds the file too long; ServerOutage: with the reason why a
            server does not take us.
    """
    replica: Replica | None = None
    key = key or Key(name, password)
    if is_server(url):
        engine = server_engine(url, key=key)
        replica = Replica(reports, engine, key) if reports is not None else None
    else:
        path = file_of(url)
        check_file(path, create=create)
        engine = file_engine(path)
        if looks:
            let_look(engine)
    try:
        bring_up_to_date(engine)
        if looks and is_server(url):
            let_look_at_server(engine)
    except NotOurs as why:
        engine.dispose()
        raise Refused("database.not_a_database", path=str(file_of(url)), why=str(why.__cause__)) from why
    except NotWritable as why:
        engine.dispose()
        raise Refused("database.read_only", path=str(file_of(url))) from why
    except DatabaseError as why:
        engine.dispose()
        if looks and not is_server(url):
            # What is up to date is not changed here; what is not, a wall may not change.
            raise Refused("database.older_file", path=str(file_of(url))) from why
        raise
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, replica)


def server_at(url: str | None, reports: str | None = None, *, looks: bool = False) -> Server | None:
    """Return the server of an address, None where that names a file; ``reports`` is where a standby of it lies.

    With ``looks``, whoever signs in has the rights of a wall and no others.

    Raises:
        Refused: ``database.bad_url``, ``database.password_in_url``.
    """
    if url is None or not is_server(url):
        return None
    machines, database, role = server_named(url)
    held: defaultdict[str, WeakSet[Key]] = defaultdict(WeakSet)

    def open_as(name: str, password: str) -> Store:
        key = Key(name, password)
        store = open_store(url, reports=reports, key=key, looks=looks)
        # The server takes this password: what is open with that name needs it where a link is made anew.
        for other in held[name]:
            other.password = password
        held[name].add(key)
        return store

    return Server(
        machines=machines,
        database=database,
        role=role,
        open_as=open_as,
        shelf_in=lambda folder: SituationShelf(folder, f"{machines}/{database}"),
        outbox_in=lambda folder, operator: open_outbox(folder, server_engine(url).url, operator),
    )


class SqlStore:
    """A database behind the console's ports; safe on any thread, but each unit of work and feed keeps to one."""

    def __init__(self, engine: Engine, replica: Replica | None = None) -> None:
        self.engine = engine
        self._replica = replica
        self._rules = RuleShelf()

    def unit_of_work(self) -> UnitOfWork:
        kind = DoorUnitOfWork if self._through_door else SqlUnitOfWork
        return kind(self.engine, self._rules)

    def archive(self, folder: Path | None = None) -> Archive:
        return SqlArchive(self.engine, self._rules, folder)

    def reports(self) -> Archive | None:
        if self._replica is None or not self._replica.is_fit():
            return None
        return SqlArchive(self._replica.engine, self._rules)

    def registry(self) -> Registry:
        return SqlRegistry(self.engine.execution_options(call=Call.BULK))

    def accounts(self) -> Accounts:
        return SqlAccounts(self.engine)

    def auditor(self) -> Auditor:
        return SqlAuditor(self.engine)

    def feed(self, centre: RegionCode) -> Feed:
        if self.engine.dialect.name != "postgresql":
            return FileFeed(self.engine, centre)
        # It needs the driver, which a desk on a file does without.
        from db.server_feed import ServerFeed

        return ServerFeed(self.engine, centre)

    def outbox(self, folder: Path, operator: str) -> Outbox:
        return open_outbox(folder, self.engine.url, operator)

    def close(self) -> None:
        if self._replica is not None:
            self._replica.close()
        self.engine.dispose()

    @cached_property
    def _through_door(self) -> bool:
        """Tell whether whoever signed in is not the owner of the tables."""
        if self.engine.dialect.name == "sqlite":
            return False
        with self.engine.connect() as connection:
            return not connection.execute(select(func.desk_is_owner())).scalar_one()
