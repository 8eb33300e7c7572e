"""What the wall looks like: every state a tile can be in, by night and day, in both languages."""

from __future__ import annotations

from datetime import UTC

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.domain.ticket import Priority, TicketId
from console.ports import Snapshot
from console.video.states import Decoder, Reason, TileState
from tests.builders import CITY, a_camera, a_region_tree, a_ticket
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from widgets import theme
from widgets.wall.panel import WallPanel

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]
NAMES = ("北门", "人民路与解放路口", "云龙湖公园东入口", "夜市步行街", "阳光小区", "滨河大道", "建国西路", "户部山")
TICKET = TicketId(7)


@pytest.fixture
def seat(qtbot: QtBot) -> Seat:
    made = Seat(FakeStore())
    made.board.load(
        Snapshot(
            tickets=(a_ticket(id=TICKET, number="1024", title="窨井盖损坏", priority=Priority.P1, centre=CITY),),
            crews=(),
            departments=(),
            cameras=tuple(
                a_camera(f"c{n}", number=n, name=name, sub_url=f"rtsp://cam/{n}", main_url=f"rtsp://cam/{n}/main")
                for n, name in enumerate(NAMES, 1)
            ),
            regions=a_region_tree(),
        )
    )
    return made


def _street(pool: FakePool, tile: int) -> None:
    """Let a picture come that has light and dark parts and a direction."""
    pool.picture_comes(tile)
    pixels = pool.playing[tile].view.pixels
    assert pixels is not None
    height, width = pixels.height_px, pixels.width_px
    rows = np.linspace(200, 60, height)[:, None]
    columns = np.linspace(0, 40, width)[None, :]
    for channel, weight in enumerate((1.1, 0.95, 0.8)):
        np.asarray(pixels.rows())[:, :width, channel] = np.clip((rows + columns) * weight, 0, 255)


def _wall(seat: Seat, pool: FakePool) -> QWidget:
    """Return a wall of eight tiles: live twice (once held, once without its hardware), stale, back in a moment, offline, connecting, paused, empty."""
    panel = WallPanel(seat.relay, seat.focus, pool, zone=UTC)
    panel.resize(1180, 660)
    panel.restore({"layout": "1+7", "catalogue": True})
    panel.show()
    for place in range(7):
        panel.hang(CameraId(f"c{place + 1}"), place)
    for place in (0, 1, 2, 3, 6):
        _street(pool, place)
    panel.hanging.pin(TICKET, 0)
    panel.hanging.hold(0, "main")
    pool.tell(1, TileState.LIVE_SUB, lag_s=2.4, decoder=Decoder.FALLEN_BACK)
    pool.tell(2, TileState.STALE, Reason.TIMEOUT, age_s=7.2)
    pool.tell(3, TileState.RECONNECTING, Reason.CLOSED_BY_CAMERA, age_s=73.0, next_try_s=4.0)
    pool.tell(4, TileState.OFFLINE, Reason.AUTH, next_try_s=12.0)
    panel.catalogue.presences.look(panel.hanging)
    pool.tell(6, TileState.PAUSED)
    panel.hanging.select(1)
    return panel


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_wall_looks_as_it_was_accepted(
    studio: Studio, seat: Seat, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(lambda: _wall(seat, FakePool()), "wall", size=(1180, 660), look=look, language=language)
