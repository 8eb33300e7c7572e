"""What a camera in another desk's hand looks like: its tile, and the pad of who wants it too."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.domain.shift import Operator, Role
from console.handlers import handle
from console.wall_orders import TakeCamera
from tests.builders import CITY
from tests.looks.looks import Studio
from tests.looks.test_wall_looks import _street as street
from tests.looks.test_wall_looks import seat as seat
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from widgets import theme
from widgets.wall.panel import WallPanel

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "en")]
OTHER = Operator(name="王五", centre=CITY, roles=frozenset({Role.DISPATCHER}), desk="二号台")


def _wall(seat: Seat, pool: FakePool, qtbot: QtBot) -> QWidget:
    """Return a wall of four live tiles, of which another desk has two in hand, and this one asks for the first."""
    panel = WallPanel(seat.relay, seat.focus, pool, zone=UTC)
    panel.resize(1000, 620)
    panel.restore({"layout": "2x2"})
    panel.show()
    for place in range(4):
        panel.hang(CameraId(f"c{place + 1}"), place)
        street(pool, place)
    first = CameraId("c1")
    seat.board.cameras[first] = replace(seat.board.cameras[first], ptz_url="http://desk:kept@10.0.0.9")
    panel.hanging.hold(3, "main")
    for camera in (first, CameraId("c4")):
        with seat.store.unit_of_work() as uow:
            news = handle(TakeCamera(by=OTHER, camera=camera), uow, seat.clock)
        with qtbot.waitSignal(panel.hanging.holders.changed):
            seat.relay.hear(news)
    panel.hanging.select(0)
    with qtbot.waitSignal(panel.ptz.hold.denied):
        qtbot.keyClick(panel.view, Qt.Key.Key_P)
    return panel


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_a_camera_in_another_hand_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(lambda: _wall(seat, FakePool(), qtbot), "hand", size=(1000, 620), look=look, language=language)
