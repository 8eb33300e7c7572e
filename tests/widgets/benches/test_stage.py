"""What the benches with a screen stand on."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from console.board import Board
from console.clocks import SystemClock
from tests.builders import CITY, an_operator
from widgets.benches.stage import NoDesk
from widgets.relay import Relay


def test_that_a_window_can_sit_at_a_desk_where_nobody_sits(qtbot: QtBot) -> None:
    relay = Relay(NoDesk(), Board(CITY), an_operator("bench"), SystemClock())
    assert (relay.waiting.queued, relay.waiting.trouble) == ((), None)
