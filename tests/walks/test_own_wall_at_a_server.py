"""A wall of its own at a city's server, signed in with a name that only looks: it is there, and shows what is sent to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from console.clocks import SystemClock
from console.domain.camera import CameraId
from console.domain.saved_layout import Hung
from console.domain.shift import Operator, Role
from console.handlers import handle
from console.settings import OwnWall, parse
from console.wall_orders import ShowOnWall
from db.administration import Server as Administration
from db.engine import open_store
from tests.builders import VILLAGE
from tests.db.desks import set_up
from tests.db.postgres_server import running_server
from tests.video_fakes import FakePool
from widgets.own_wall import WallStation

WALL = "大屏"
ONE = Hung(layout="1", cameras=(CameraId("32050100001310000001"),))
LIMIT_MS = 20_000


@pytest.mark.postgres
@pytest.mark.timeout(120)
def test_that_a_wall_whose_name_only_looks_shows_what_a_desk_sends(tmp_path: Path, qtbot: QtBot) -> None:
    command = parse(["wall", "--screen", "1", "--name", WALL, "--layout", "2x2"], {}, tmp_path / "settings.toml")
    assert isinstance(command, OwnWall)
    with running_server() as server:
        city = set_up(server, "city_with_a_wall")
        administration = Administration(server.url(city.database))
        administration.grant(WALL, VILLAGE, frozenset({Role.WALL}), None)
        administration.close()
        store, desk = open_store(server.url(city.database, WALL), looks=True), city.store("李四")
        account = store.accounts().mine()
        assert account is not None
        station = WallStation(
            command, store, replace(account.seats[0], desk="hall-wall-1"), tmp_path, str, pool=FakePool()
        )
        station.open()
        try:
            qtbot.waitUntil(lambda: bool(desk.archive().ledgers.walls(VILLAGE)), timeout=LIMIT_MS)
            by = Operator(name="李四", centre=VILLAGE, roles=frozenset({Role.DISPATCHER}), desk="二号")
            with desk.unit_of_work() as uow:
                handle(ShowOnWall(by=by, wall=WALL, hung=ONE), uow, SystemClock())
            qtbot.waitUntil(lambda: Hung.of(station.hanging.wall) == ONE, timeout=LIMIT_MS)
        finally:
            station.stop()
            store.close()
            desk.close()
