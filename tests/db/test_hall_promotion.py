"""The hall when a standby takes over from a killed primary: nothing acknowledged is lost, and every desk starts anew from it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import psycopg
import pytest

from db.hall.breaks import Break
from db.hall.figures import WRONG
from db.hall.plan import Plan
from db.hall.run import SERVER, measure
from db.local_server import HOST, OWNER, LocalServer, running_server

DESKS, RATE = 6, 12.0
DOWN_S = 12 / RATE
"""Nobody answers while a dozen orders are given."""


class Pair:
    """A primary that acknowledges nothing before its standby has it."""

    def __init__(self, primary: LocalServer, standby: LocalServer) -> None:
        self._primary = primary
        self._standby = standby
        self.url = f"postgresql://{OWNER}@{HOST}:{primary.port},{HOST}:{standby.port}/postgres"
        with psycopg.connect(primary.url(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")

    def fail_over(self) -> None:
        self._primary.kill()
        Event().wait(DOWN_S)
        self._standby.promote()


@pytest.fixture
def pair() -> Iterator[Pair]:
    folder = Path(tempfile.mkdtemp(prefix="griddesk-standby-"))
    with running_server(SERVER) as primary:
        standby = primary.copy(folder)
        standby.start()
        try:
            yield Pair(primary, standby)
        finally:
            standby.stop()
            shutil.rmtree(folder)
            # It was killed, and is stopped once more at the end.
            primary.start()


@pytest.mark.postgres
@pytest.mark.timeout(240)
def test_that_no_desk_loses_or_misses_anything_when_a_standby_takes_over(pair: Pair) -> None:
    found = measure(Plan(desks=DESKS, rate=RATE, seconds=5.0), pair.url, [Break(2.0, pair.fail_over)])
    assert {name: found[name] for name in WRONG} == dict.fromkeys(WRONG, 0) | {"differ": []}
    assert (found["reloads"], bool(found["sent_again"])) == (DESKS, True)
