"""News in portions: each once and in order, from any thread, and never so many at once that the window stands still."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Thread

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from console.domain.ticket import TicketId
from console.journal import News
from tests.builders import a_ticket
from tests.widgets.conftest import Seat
from widgets.hearing import PORTION, Hearing

MANY = 5 * PORTION + 3


def news(n: int) -> News:
    return News(desk=str(n))


class Ear:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.portions: list[list[str]] = []
        self.hearing = Hearing(self._take)

    def _take(self, some: Sequence[News]) -> None:
        self.portions.append([each.desk for each in some])

    @property
    def heard(self) -> list[str]:
        return [each for some in self.portions for each in some]


@pytest.fixture
def ear(qtbot: QtBot) -> Ear:
    return Ear(qtbot)


def test_that_every_news_is_taken_once_and_in_order(ear: Ear) -> None:
    for n in range(MANY):
        ear.hearing.put(news(n))
    ear.qtbot.waitUntil(lambda: len(ear.heard) >= MANY)
    assert ear.heard == [str(n) for n in range(MANY)]


def test_that_no_portion_is_larger_than_what_can_be_taken_at_once(ear: Ear) -> None:
    for n in range(MANY):
        ear.hearing.put(news(n))
    ear.qtbot.waitUntil(lambda: len(ear.heard) == MANY)
    assert max(map(len, ear.portions)) == PORTION


def test_that_others_have_their_turn_between_two_portions(ear: Ear) -> None:
    seen: list[int] = []
    between = QTimer(ear.hearing, interval=0)
    between.timeout.connect(lambda: seen.append(len(ear.heard)))
    between.start()
    for n in range(MANY):
        ear.hearing.put(news(n))
    ear.qtbot.waitUntil(lambda: len(ear.heard) == MANY)
    between.stop()
    assert {PORTION, 2 * PORTION, 3 * PORTION} <= set(seen)


def test_that_what_comes_while_a_portion_is_taken_is_not_forgotten(ear: Ear) -> None:
    put = ear.hearing.put
    take = ear.hearing._take

    def take_and_hear_more(some: Sequence[News]) -> None:
        take(some)
        if len(ear.heard) == 1:
            put(news(1))

    ear.hearing._take = take_and_hear_more
    put(news(0))
    ear.qtbot.waitUntil(lambda: ear.heard == ["0", "1"])


def test_that_several_threads_lose_nothing(ear: Ear) -> None:
    each = 500

    def tell() -> None:
        for n in range(each):
            ear.hearing.put(news(n))

    threads = [Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ear.qtbot.waitUntil(lambda: len(ear.heard) == 4 * each)


def test_that_a_portion_is_told_to_the_panels_once(seat: Seat, qtbot: QtBot) -> None:
    told: list[frozenset[TicketId]] = []
    seat.relay.tickets_changed.connect(told.append)
    for n in range(1, PORTION + 1):
        seat.relay.hear(News(tickets=(a_ticket(id=TicketId(n), centre=seat.board.centre, area=seat.board.centre),)))
    qtbot.waitUntil(lambda: len(seat.board.tickets) == PORTION)
    assert told == [frozenset(TicketId(n) for n in range(1, PORTION + 1))]
