"""What the queue says of tickets that came, or became urgent, where they are not to be seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.domain.ticket import Priority, TicketId
from console.journal import News
from tests.widgets.conftest import Seat
from tests.widgets.queue.conftest import Hear, OpenQueue, some_tickets, urgent, y_of
from widgets.queue.model import MANY


def test_that_new_tickets_above_the_sight_are_told_and_reached_by_one_press(open_queue: OpenQueue, hear: Hear) -> None:
    tickets = some_tickets(200)
    panel = open_queue(tickets)
    panel.select([tickets[100].id])
    hear(panel, urgent(901), urgent(902))
    assert panel.news.isVisible()
    assert "2" in panel.news.text()
    panel.news.click()
    assert not panel.news.isVisible()
    assert y_of(panel, TicketId(901)) == 0


@pytest.mark.parametrize("many", [1, MANY + 10])
def test_that_tickets_that_become_urgent_above_the_sight_are_told(open_queue: OpenQueue, hear: Hear, many: int) -> None:
    tickets = some_tickets(300)
    panel = open_queue(tickets)
    panel.select([tickets[100].id])
    hear(panel, *(replace(ticket, version=2, priority=Priority.P1) for ticket in tickets[200 : 200 + many]))
    assert panel.news.isVisible()
    assert panel.news.text() == f"↑ {many} new"
    assert panel.news.property("role") == "danger"


def test_that_what_was_above_the_sight_already_is_no_news(open_queue: OpenQueue, hear: Hear) -> None:
    tickets = some_tickets(300)
    panel = open_queue(tickets)
    panel.select([tickets[100].id])
    hear(panel, replace(tickets[7], version=2, priority=Priority.P1), replace(tickets[101], version=2))
    assert panel.news.isHidden()


def test_that_what_was_ordered_here_is_no_news(open_queue: OpenQueue, seat: Seat, qtbot) -> None:
    tickets = some_tickets(300)
    panel = open_queue(tickets)
    panel.select([tickets[100].id])
    news = News(tickets=(replace(tickets[200], version=2, priority=Priority.P1),), desk="this")
    with qtbot.waitSignal(seat.relay.tickets_changed):
        seat.relay.hear(news)
    seat.relay.done.emit(None, news)
    assert panel.model.row_of(tickets[200].id) == 0
    assert panel.news.isHidden()


def test_that_the_word_of_news_hides_no_ticket(open_queue: OpenQueue, hear: Hear) -> None:
    panel = open_queue(some_tickets(200))
    panel.select([panel.model.at(100).id])
    hear(panel, urgent(901))
    assert not panel.news.geometry().intersects(panel.view.viewport().geometry())
    assert panel.news.sizeHint().width() <= panel.news.width()


def test_that_an_unseen_unaccepted_p1_is_told_in_red(open_queue: OpenQueue, hear: Hear) -> None:
    tickets = some_tickets(200)
    panel = open_queue(tickets)
    panel.select([tickets[100].id])
    hear(panel, urgent(901))
    assert panel.news.property("role") == "primary"
    hear(panel, replace(urgent(902), priority=Priority.P1))
    assert panel.news.property("role") == "danger"


def test_that_an_unaccepted_p1_held_back_is_told_in_red(open_queue: OpenQueue, hear: Hear) -> None:
    panel = open_queue(some_tickets(5))
    panel.model.freeze()
    hear(panel, urgent(901), replace(urgent(902), priority=Priority.P1))
    assert (panel.news.text(), panel.news.property("role")) == ("+2 new", "danger")
    panel.model.thaw()
    assert panel.news.isHidden()
