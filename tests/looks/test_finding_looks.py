"""What finding any ticket looks like: tickets found, nothing found, and nothing typed yet."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.ticket import Priority, State
from tests.builders import NOON, a_region_tree, a_ticket
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.widgets.conftest import Seat
from widgets import theme
from widgets.finding.window import FindWindow

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]
MATTERS = ("窨井盖破损", "窨井盖缺失，路人险些跌入", "窨井冒水", "窨井盖异响扰民")


def a_long_past() -> FakeStore:
    """Return a city in which manholes were reported for two years."""
    store = FakeStore()
    store.registry().add_regions(a_region_tree())
    states = (State.IN_PROGRESS, State.CLOSED, State.ARCHIVED, State.MERGED)
    tickets = [
        a_ticket(
            id=number + 1,
            number=f"3205{20_240_500 - number * 7}",
            title=MATTERS[number % 4],
            address=f"人民路{88 - number}号" + ("门口非机动车道与辅路交叉处" if number % 5 == 0 else ""),
            state=states[min(number, 3)] if number < 6 else State.ARCHIVED,
            priority=Priority.P2,
            category="0105",
            reported_at=NOON - number * timedelta(days=11, hours=3),
        )
        for number in range(64)
    ]
    store.rows.tickets.update({ticket.id: ticket for ticket in tickets})
    return store


@pytest.mark.parametrize(("look", "language"), LOOKS)
@pytest.mark.parametrize(("name", "wanted"), [("found", "窨井 人民路"), ("none", "飞机"), ("empty", "")])
def test_that_the_search_looks_as_it_was_accepted(
    studio: Studio, qtbot: QtBot, look: theme.ThemeName, language: str, name: str, wanted: str
) -> None:
    def build() -> QWidget:
        seat = Seat(a_long_past())
        window = FindWindow(seat.relay, seat.focus, ZoneInfo("Asia/Shanghai"))
        seat.relay.setParent(window)
        if wanted:
            with qtbot.waitSignal(seat.relay.answered):
                window.look_for(wanted)
        return window

    studio.assert_looks(build, f"finding-{name}", size=(1080, 620), look=look, language=language)
