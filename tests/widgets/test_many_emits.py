"""Ten thousand news across threads: each comes to the board, in order, and nothing is worn out by it."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

from pytestqt.qtbot import QtBot

from console.domain.ticket import Ticket
from console.journal import News
from tests.builders import CITY, a_ticket
from tests.widgets.conftest import Seat

EMITS = 10_000


def test_that_ten_thousand_news_from_another_thread_all_come_to_the_board(seat: Seat, qtbot: QtBot) -> None:
    first = a_ticket(centre=CITY)
    seen: list[Ticket] = []
    seat.relay.tickets_changed.connect(lambda _ids: seen.append(seat.board.tickets[first.id]))

    def tell() -> None:
        for version in range(1, EMITS + 1):
            seat.relay.hear(News(tickets=(replace(first, version=version),), desk="another"))

    feed = Thread(target=tell)
    feed.start()
    qtbot.waitUntil(lambda: len(seen) == EMITS, timeout=60_000)
    feed.join()
    assert [ticket.version for ticket in seen] == list(range(1, EMITS + 1))
