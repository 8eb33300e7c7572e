"""A city's server from the shell: who may, does; who may not, is told why in a sentence; and no password is told."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.commands.answering import DONE, OUT_OF_REACH, UNUSABLE
from db.engine import open_store
from tests.db.tls_server import OWNER, OWNERS_PASSWORD, TlsServer, running_tls_server

HOUSE = Path(__file__).resolve().parents[2]
SECRET = "green lamp 7"


@pytest.fixture(scope="module")
def tls() -> Iterator[TlsServer]:
    with running_tls_server() as server:
        server.run("CREATE DATABASE {}", "city")
        open_store(server.url("city"), name=OWNER, password=OWNERS_PASSWORD).close()
        yield server


class Ran:
    """One run of ``operator list`` on an address, with what was typed into it."""

    def __init__(self, url: str, *more: str, typed: str = "") -> None:
        ran = subprocess.run(
            [sys.executable, str(HOUSE / "main.py"), "operator", "list", "--db", url, *more],
            env=os.environ | {"PYTHONPATH": str(HOUSE)}, input=typed, capture_output=True, text=True, check=False,
        )  # fmt: skip
        self.code, self.said = ran.returncode, ran.stderr
        self.answer: dict[str, Any] = json.loads(ran.stdout)
        self.everything = ran.stdout + ran.stderr


def kept_in(home: Path) -> str:
    """Return all that the program wrote into the user's home."""
    return "".join(path.read_text("utf-8", "replace") for path in home.rglob("*") if path.is_file())


@pytest.mark.postgres
def test_that_a_typed_password_lets_a_command_in_and_is_told_nowhere(tls: TlsServer, own_home: Path) -> None:
    ran = Ran(tls.url("city"), "--operator", OWNER, typed=f"{OWNERS_PASSWORD}\n")
    assert (ran.code, "operators" in ran.answer) == (DONE, True)
    assert OWNERS_PASSWORD not in ran.everything + kept_in(own_home)


@pytest.mark.postgres
def test_that_a_wrong_password_is_told_in_one_sentence(tls: TlsServer, own_home: Path) -> None:
    ran = Ran(tls.url("city"), "--operator", OWNER, typed=f"{SECRET}\n")
    assert ran.code == OUT_OF_REACH
    assert ran.said == f"db.city.example:{tls.port} does not take this name with this password.\n"
    assert SECRET not in ran.everything + kept_in(own_home)


@pytest.mark.postgres
def test_that_a_certificate_of_another_machine_is_told_before_any_password(tls: TlsServer) -> None:
    ran = Ran(tls.url("city", host="other.city.example"), "--operator", OWNER)
    assert (ran.code, "made out to another machine" in ran.said) == (OUT_OF_REACH, True)


def test_that_a_password_in_an_address_is_refused_and_told_nowhere(own_home: Path) -> None:
    ran = Ran("postgresql://desk:secret@db.city.example/griddesk")
    assert (ran.code, "//…@db.city.example" in ran.said) == (UNUSABLE, True)
    assert "secret" not in ran.everything + kept_in(own_home)


def test_that_a_port_where_nobody_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    ran = Ran(f"postgresql://127.0.0.1:{port}/griddesk")
    assert (ran.code, "no server listens at that port" in ran.said) == (OUT_OF_REACH, True)
