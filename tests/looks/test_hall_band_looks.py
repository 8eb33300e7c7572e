"""What the hall's band looks like on a screen of two and of four thousand pixels, seen from four metres."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.grid import Region
from console.domain.ticket import Priority, State
from console.following import Link
from console.ports import Snapshot
from tests.builders import CITY, NOON, a_region_tree, a_ticket
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.widgets.conftest import Seat
from widgets.wall.hall_band import HallBand

pytestmark = pytest.mark.looks
SHANGHAI = ZoneInfo("Asia/Shanghai")
NAMES = (
    "江南市",
    "姑苏区",
    "平江街道",
    "菉葭巷社区",
    "第一网格",
    "第二网格",
    "第三网格",
    "第四网格",
    "第五网格",
    "第六网格",
)


@pytest.fixture
def seat(qtbot: QtBot) -> Seat:
    made = Seat(FakeStore())
    named = dict(zip((region.code for region in a_region_tree()), NAMES, strict=False))
    regions = tuple(
        Region(code=each.code, name=named.get(each.code, each.name), tier=each.tier, parent=each.parent)
        for each in a_region_tree()
    )
    tickets = tuple(
        a_ticket(
            number=f"2026{n:06d}",
            priority=Priority.P1 if n % 40 == 0 else Priority.P3,
            category="2101" if n % 80 else "0102",
            state=State.DISPATCHED if n % 3 else State.FILED,
            centre=CITY,
            reported_at=NOON - timedelta(minutes=n),
            due_at=NOON + timedelta(minutes=100 - n),
        )
        for n in range(1, 214)
    )
    made.board.load(Snapshot(tickets=tickets, crews=(), departments=(), cameras=(), regions=regions))
    return made


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("size", "wall_px", "pitch_mm"), [((1920, 306), 1080, 0.63), ((3840, 612), 2160, 0.315)])
def test_the_look_of_the_band(
    studio: Studio, seat: Seat, qtbot: QtBot, language: str, size: tuple[int, int], wall_px: int, pitch_mm: float
) -> None:
    def build() -> QWidget:
        band = HallBand(seat.relay, SHANGHAI, 4.0, pitch_mm)
        qtbot.addWidget(band)
        band.fit(wall_px)
        return band

    studio.assert_looks(build, f"hall-band-{size[0]}", size=size, language=language)


def test_the_look_of_a_band_that_is_old(studio: Studio, seat: Seat, qtbot: QtBot) -> None:
    seat.relay._on_link(Link.LOST)
    seat.clock.advance(timedelta(minutes=3, seconds=4))

    def build() -> QWidget:
        band = HallBand(seat.relay, SHANGHAI, 4.0, 0.63)
        qtbot.addWidget(band)
        band.fit(1080)
        return band

    studio.assert_looks(build, "hall-band-old", size=(1920, 306))
