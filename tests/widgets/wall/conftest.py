"""A wall panel on a desk with eight cameras and a pool without video."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

import pytest
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.domain.ticket import Priority, TicketId
from console.ports import Snapshot
from tests.builders import CITY, a_camera, a_region_tree, a_ticket
from tests.fakes import FakeStore
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from widgets.wall.panel import WallPanel

NAMES = ("北门", "人民路口", "云龙湖公园", "夜市步行街", "阳光小区", "滨河大道", "建国西路", "户部山")
TICKET = TicketId(7)


def camera(number: int) -> CameraId:
    return CameraId(f"c{number}")


@pytest.fixture
def seat(qtbot: QtBot) -> Seat:
    made = Seat(FakeStore())
    made.board.load(
        Snapshot(
            tickets=(a_ticket(id=TICKET, number="1024", title="窨井盖损坏", priority=Priority.P2, centre=CITY),),
            crews=(),
            departments=(),
            cameras=tuple(
                a_camera(camera(n), number=n, name=name, sub_url=f"rtsp://cam/{n}", main_url=f"rtsp://cam/{n}/main")
                for n, name in enumerate(NAMES, 1)
            ),
            regions=a_region_tree(),
        )
    )
    return made


@pytest.fixture
def pool() -> FakePool:
    return FakePool()


@pytest.fixture
def wall(seat: Seat, pool: FakePool, qtbot: QtBot) -> Iterator[WallPanel]:
    """A wall of two by two that is seen, with nothing on it."""
    panel = WallPanel(seat.relay, seat.focus, pool, zone=UTC)
    qtbot.addWidget(panel)
    panel.restore({"layout": "2x2"})
    panel.resize(800, 500)
    panel.show()
    yield panel
    panel.end()
    panel.close()
