"""The hall's band: what it counts, what it never tells, and that it says when it is old."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from console.domain.ticket import Caller, Priority, State, Ticket, TicketId
from console.following import Link
from console.journal import News
from tests.builders import CITY, NOON, a_ticket
from tests.widgets.conftest import Seat
from widgets.wall.hall_band import HallBand

SHANGHAI = ZoneInfo("Asia/Shanghai")


def urgent(minute: int) -> Ticket:
    return a_ticket(
        id=TicketId(1000 + minute),
        priority=Priority.P1, number=f"P{minute}", reported_at=NOON - timedelta(minutes=60 - minute), centre=CITY,
        title="张三家起火", caller=Caller(name="张三", phone="13800001234"), description="张三",
    )  # fmt: skip


@pytest.fixture
def band(seat: Seat, qtbot: QtBot) -> HallBand:
    made = HallBand(seat.relay, SHANGHAI, 4.0, 0.63)
    qtbot.addWidget(made)
    return made


def hear(seat: Seat, *tickets: Ticket) -> None:
    """Let the feed bring tickets in one portion."""
    seat.relay._on_news([News(tickets=tickets, desk="二号")])


def counted(band: HallBand) -> list[int]:
    return [each.number for each in band.told.counts]


def test_that_it_counts_what_the_feed_brings(seat: Seat, band: HallBand) -> None:
    late = a_ticket(id=TicketId(2001), due_at=NOON - timedelta(days=400), warn_at=None, state=State.DISPATCHED)
    before = counted(band)
    hear(seat, late, urgent(1), a_ticket(id=TicketId(2002), due_at=None))
    grown = [now - then for now, then in zip(counted(band), before, strict=True)]
    assert grown == [3, 1, 1, 1]


def test_that_what_is_closed_counts_no_more(seat: Seat, band: HallBand) -> None:
    ticket, before = urgent(1), counted(band)
    hear(seat, ticket)
    hear(seat, replace(ticket, version=2, state=State.CLOSED))
    assert (counted(band), band.told.lines) == (before, ())


def test_that_the_last_three_of_the_highest_priority_stand_there(seat: Seat, band: HallBand) -> None:
    hear(seat, *map(urgent, (1, 4, 2, 3)))
    assert [line.number for line in band.told.lines] == ["P4", "P3", "P2"]


def test_that_no_name_no_telephone_and_no_title_is_told(seat: Seat, band: HallBand) -> None:
    hear(seat, urgent(1))
    assert not {word for word in ("张三", "起火", "1380", "1234") if word in repr(band.told)}


def test_that_the_clock_is_the_centre_s(seat: Seat, band: HallBand) -> None:
    assert band.told.clock == f"{seat.clock.now().astimezone(SHANGHAI):%H:%M}"


def test_that_a_lost_link_is_told_with_its_age(seat: Seat, band: HallBand) -> None:
    seat.relay._on_link(Link.LOST)
    seat.clock.advance(timedelta(seconds=42))
    band._look()
    assert (band.told.is_old, band.told.link) == (True, "Data of 00:42 ago")


def test_that_nothing_ticks_while_nobody_sees_it(band: HallBand) -> None:
    band.show()
    band.hide()
    assert not band._tick.isActive()


@pytest.mark.usefixtures("chinese")
def test_that_it_speaks_chinese(seat: Seat, qtbot: QtBot) -> None:
    made = HallBand(seat.relay, SHANGHAI, 4.0, 0.63)
    qtbot.addWidget(made)
    assert [count.word for count in made.told.counts] == ["未结", "超期", "待签收", "特急"]
