"""What the alarm bank looks like: reserved tiles, alarms with and without a camera, and the list below the wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.domain.alarm_bank import Reserve
from console.domain.camera import CameraId
from console.domain.place import LatLng
from console.domain.ticket import Priority, Ticket, TicketId
from console.journal import News
from console.ports import Snapshot
from tests.builders import CITY, IN_GRID, a_camera, a_region_tree, a_ticket
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.looks.test_wall_looks import LOOKS, NAMES, _street
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from widgets import theme
from widgets.wall.panel import WallPanel

pytestmark = pytest.mark.looks
TITLES = ("燃气泄漏,有明显气味", "路面塌陷,无人看护", "高空坠物伤人", "电缆外露带电")


@pytest.fixture
def seat(qtbot: QtBot) -> Seat:
    made = Seat(FakeStore())
    cameras = tuple(
        a_camera(
            f"c{n}", number=n, name=name, sub_url=f"rtsp://cam/{n}",
            place=LatLng(IN_GRID.lat_deg + n / 2000, IN_GRID.lng_deg + n / 3000),
        )
        for n, name in enumerate(NAMES, 1)
    )  # fmt: skip
    made.board.load(Snapshot(tickets=(), crews=(), departments=(), cameras=cameras, regions=a_region_tree()))
    return made


def _wall(seat: Seat, pool: FakePool) -> QWidget:
    """Return a wall of 3 × 3 with its right column for alarms: one without a camera, one with two, and two that wait."""
    panel = WallPanel(seat.relay, seat.focus, pool, zone=UTC)
    panel.resize(1180, 720)
    panel.restore({"layout": "3x3"})
    panel.alarms.choose(replace(panel.alarms.choices, reserve=Reserve.COLUMN, near_m=200))
    panel.show()
    for tile in range(8):
        panel.hang(CameraId(f"c{tile + 1}"), tile)
    panel.hanging.select(0)
    far = LatLng(IN_GRID.lat_deg + 0.2, IN_GRID.lng_deg)
    for n, place in enumerate((IN_GRID, far, None, IN_GRID)):
        seat.relay._on_news([News(tickets=(_p1(n, place),), desk="二号")])
        if n == 1:
            panel.alarms.acknowledge_all()
            seat.relay._on_news([News(tickets=(_p1(n + 10, far),), desk="二号")])
            seat.relay._on_news([News(tickets=(_p1(n + 20, IN_GRID),), desk="二号")])
    seat.clock.advance(timedelta(seconds=83))
    panel.alarms.changed.emit()
    for tile in pool.playing:
        _street(pool, tile)
    # One after another: what is laid out asks what it lies in.
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    panel.alarms.changed.emit()
    return panel


def _p1(n: int, place: LatLng | None) -> Ticket:
    return a_ticket(
        id=TicketId(100 + n), number=f"3205050012{n:02d}", title=TITLES[n % 4], priority=Priority.P1, centre=CITY,
        category="2101", place=place,
    )  # fmt: skip


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_alarm_bank_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(lambda: _wall(seat, FakePool()), "alarms", size=(1180, 720), look=look, language=language)
