"""Two desks of one centre: a layout saved at one is there at the other, and what one sends the other's wall shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.domain.saved_layout import Hung, Scope
from db.engine import open_store
from tests.builders import CITY, GRID, a_camera, a_region_tree
from tests.video_fakes import FakePool
from tests.walks.test_two_desks import Workplace
from widgets.kit.focus import Focus
from widgets.wall.following import FollowingWall
from widgets.wall.panel import WallPanel

PATIENCE_MS = 10_000


class WallDesk(Workplace):
    """A workplace with a wall."""

    def __init__(self, file: Path, name: str, qtbot: QtBot) -> None:
        super().__init__(file, name, CITY)
        with qtbot.waitSignal(self.relay.reloaded, timeout=PATIENCE_MS):
            self.follower.start()
        self.wall = WallPanel(self.relay, Focus(), FakePool(), zone=UTC)
        self.wall.restore({"layout": "2x2"})
        self.wall.resize(800, 500)
        with qtbot.waitExposed(self.wall):
            self.wall.show()

    def close(self) -> None:
        # Before the desk: a wall that takes its leave would tell one that is closed.
        self.wall.end()
        shiboken6.delete(self.wall)
        super().close()

    def numbers(self) -> list[tuple[int, str]]:
        return [(one.number, one.name) for one in self.wall.shelf.layouts]


@pytest.fixture
def desks(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[WallDesk, WallDesk]]:
    store = open_store(f"sqlite:///{tmp_path / 'city.db'}")
    store.registry().add_regions(a_region_tree())
    store.registry().add_cameras([a_camera(str(n), number=n, region=GRID) for n in range(1, 5)])
    store.close()
    pair = WallDesk(tmp_path / "city.db", "王五", qtbot), WallDesk(tmp_path / "city.db", "张三", qtbot)
    yield pair
    for desk in pair:
        desk.close()


@pytest.mark.walk
def test_that_a_layout_saved_for_the_shift_is_opened_at_the_other_desk(
    desks: tuple[WallDesk, WallDesk], qtbot: QtBot
) -> None:
    here, there = desks
    here.wall.hang(CameraId("3"), 2)
    here.wall.shelf.save(Scope.SHIFT, 12, "早高峰")
    here.wall.shelf.save(Scope.ME, 7, "我的")
    qtbot.waitUntil(lambda: here.numbers() == [(7, "我的"), (12, "早高峰")], timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: there.numbers() == [(12, "早高峰")], timeout=PATIENCE_MS)
    there.wall.open_saved("shift:12")
    assert there.wall.hanging.wall.tile(2).camera == "3"


@pytest.mark.walk
def test_that_the_other_desks_wall_shows_what_it_is_sent_and_the_sender_hears_of_it(
    desks: tuple[WallDesk, WallDesk], qtbot: QtBot
) -> None:
    here, there = desks
    following = FollowingWall(there.relay, there.wall.hanging, "大屏", there.wall)
    with qtbot.waitSignal(there.relay.done, timeout=PATIENCE_MS):
        following.start()
    here.wall.hang(CameraId("4"), 1)
    said: list[str] = []
    here.wall.salvo.said.connect(lambda text, _tone: said.append(text))
    here.wall.salvo.send("大屏", Hung.of(here.wall.hanging.wall))
    qtbot.waitUntil(lambda: there.wall.hanging.wall.tile(1).camera == "4", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: said[-1:] == ["“大屏” shows it."], timeout=PATIENCE_MS)
    following.stop()
