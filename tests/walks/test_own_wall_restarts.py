"""A wall of its own that is killed comes back by itself, with what was sent to it, while no desk does anything."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from console.clocks import SystemClock
from console.domain.camera import CameraId
from console.domain.salvo import SeenWall
from console.domain.saved_layout import Hung
from console.domain.shift import Operator
from console.handlers import handle
from console.ports import Store
from console.wall_orders import ShowOnWall
from db.engine import open_store
from tests.builders import CITY, GRID, a_camera, a_region_tree

HOUSE = Path(__file__).resolve().parent.parent.parent
LIMIT_S = 90.0
LOOK_S = 0.1
TWO = Hung(layout="2x2", cameras=(CameraId("3"), None, CameraId("1"), None))
SECRET = "rtsp://operator:geheim@192.0.2.1/"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing there is killed as here")


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Store]:
    store = open_store(str(tmp_path / "city.db"))
    store.registry().add_regions(a_region_tree())
    store.registry().add_cameras([a_camera(str(n), number=n, region=GRID, sub_url=f"{SECRET}{n}") for n in (1, 2, 3)])
    yield store
    store.close()


@pytest.fixture
def kept_up(city: Store, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path / "data"), "QT_QPA_PLATFORM": "offscreen"}
    words = [
        "wall",
        "--screen",
        "1",
        "--name",
        "大屏",
        "--layout",
        "3x3",
        "--keep-up",
        "--db",
        str(tmp_path / "city.db"),
    ]
    keeper = subprocess.Popen([sys.executable, str(HOUSE / "main.py"), *words], env=environment, cwd=tmp_path)
    yield keeper
    keeper.terminate()
    keeper.wait(timeout=LIMIT_S)


def until(looks: Callable[[], bool]) -> None:
    """Look until it is so; a wall that never gets there is the failure."""
    ends_s, never = time.monotonic() + LIMIT_S, Event()
    while not looks():
        assert time.monotonic() < ends_s, "the wall never came"
        never.wait(LOOK_S)


def the_wall(city: Store) -> SeenWall | None:
    return next(iter(city.archive().ledgers.walls(CITY)), None)


def process_of(folder: Path) -> int:
    """Return the process that shows the wall: its lock names it."""
    return int((folder / "data" / "GridDesk" / "walls" / "screen-1.lock").read_text("utf-8").split()[0])


@pytest.mark.usefixtures("kept_up")
def test_that_a_killed_wall_comes_back_with_what_was_sent_to_it(city: Store, tmp_path: Path) -> None:
    until(lambda: the_wall(city) is not None)
    order = ShowOnWall(by=Operator(name="李四", centre=CITY, desk="二号"), wall="大屏", hung=TWO)
    with city.unit_of_work() as uow:
        handle(order, uow, SystemClock())
    until(lambda: (wall := the_wall(city)) is not None and wall.shows == order.key)
    kept = tmp_path / "data" / "GridDesk" / "walls" / "screen-1.json"
    until(lambda: kept.is_file() and '"2x2"' in kept.read_text("utf-8"))

    killed_at = SystemClock().now()
    os.kill(process_of(tmp_path), signal.SIGKILL)
    until(lambda: (wall := the_wall(city)) is not None and wall.at > killed_at)

    wall = the_wall(city)
    assert wall is not None
    assert wall.layout == "2x2"
    logs = "".join(log.read_text("utf-8") for log in (tmp_path / "data" / "GridDesk" / "logs").iterdir())
    assert "geheim" not in logs + kept.read_text("utf-8")
