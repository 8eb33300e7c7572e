"""A wall whose server is away: it waits and says why, comes in by itself, and asks only where waiting is of no use."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.errors import Refused
from console.outages import ServerOutage
from console.ports import Account
from tests.builders import CITY, an_operator
from widgets import outages
from widgets.awaiting import Awaiting

SILENT = ServerOutage("server.silent", server="db1")
REFUSED = ServerOutage("server.refused", server="db1")
SEAT = Account(name="大屏", seats=(an_operator("大屏", centre=CITY),))


class Server:
    """Answers one after another with these."""

    def __init__(self, *answers: Account | Exception) -> None:
        self.answers = list(answers)

    def attempt(self) -> Future[Account]:
        future: Future[Account] = Future()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)
        return future


def test_that_the_wall_comes_in_as_soon_as_the_server_answers(qtbot: QtBot) -> None:
    server = Server(SILENT, REFUSED, SEAT)
    window = Awaiting(server.attempt, again_ms=1)
    qtbot.addWidget(window)
    assert window.wait(SILENT, None) == SEAT
    assert not window.isVisible()


def test_that_the_wall_says_why_it_waits_now(qtbot: QtBot) -> None:
    window = Awaiting(Server(REFUSED, SEAT).attempt, again_ms=1)
    qtbot.addWidget(window)
    window.wait(SILENT, None)
    assert window.told() == outages.sentence(REFUSED) != outages.sentence(SILENT)


@pytest.mark.parametrize(
    "why", [ServerOutage("server.wrong_sign_in", server="db1", name="x"), Refused("database.older")]
)
def test_that_another_reason_ends_the_waiting(qtbot: QtBot, why: Exception) -> None:
    window = Awaiting(Server(SILENT, why).attempt, again_ms=1)
    qtbot.addWidget(window)
    assert window.wait(SILENT, None) is why


def test_that_a_hand_ends_the_waiting(qtbot: QtBot) -> None:
    window = Awaiting(Server().attempt, again_ms=60_000)
    qtbot.addWidget(window)
    chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTimer.singleShot(0, window, lambda: qtbot.keyClick(window, Qt.Key.Key_Q, chord))
    assert window.wait(SILENT, None) is None
    assert QApplication.activeModalWidget() is None
