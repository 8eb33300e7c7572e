"""Ten thousand times across threads: each comes to the GUI thread, in order, and nothing is worn out by it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from threading import Thread

import pytest
from pytestqt.qtbot import QtBot

from console.board import Heard
from console.domain.ticket import Ticket
from console.journal import News
from tests.builders import CITY, a_ticket
from tests.widgets.conftest import Seat
from widgets.relay import Crossing

EMITS = 10_000
PATIENCE_MS = 60_000


def test_that_ten_thousand_signals_from_another_thread_all_come_through(qtbot: QtBot) -> None:
    crossing = Crossing()
    seen: list[int] = []
    crossing.ended.connect(lambda ended: seen.append(ended.result()))

    def tell() -> None:
        for n in range(EMITS):
            asked: Future[int] = Future()
            asked.set_result(n)
            crossing.wait_for(asked)

    worker = Thread(target=tell)
    worker.start()
    qtbot.waitUntil(lambda: len(seen) == EMITS, timeout=PATIENCE_MS)
    worker.join()
    assert seen == list(range(EMITS))


def test_that_ten_thousand_news_from_another_thread_all_come_to_the_board(
    seat: Seat, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = a_ticket(centre=CITY)
    seen: list[Ticket] = []
    hear = seat.board.hear

    def note_and_hear(news: News) -> Heard:
        seen.extend(news.tickets)
        return hear(news)

    monkeypatch.setattr(seat.board, "hear", note_and_hear)

    def tell() -> None:
        for version in range(1, EMITS + 1):
            seat.relay.hear(News(tickets=(replace(first, version=version),), desk="another"))

    feed = Thread(target=tell)
    feed.start()
    qtbot.waitUntil(lambda: len(seen) == EMITS, timeout=PATIENCE_MS)
    feed.join()
    assert [ticket.version for ticket in seen] == list(range(1, EMITS + 1))
    assert seat.board.tickets[first.id].version == EMITS
