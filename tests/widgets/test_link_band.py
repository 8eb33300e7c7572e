"""The band below the strip: calm words about a lost link, and about what waits here for it."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from pytestqt.qtbot import QtBot

from console.domain.errors import Refused
from console.following import Link
from console.kept import Stand
from console.orders import Accept
from console.outages import FileOutage, ServerOutage
from console.outbox import NOT_SENT
from tests.builders import NOON
from tests.widgets.conftest import Seat
from tests.widgets.hands import Hand, a_hand
from widgets.link_band import LinkBand


@pytest.fixture
def hand(seat: Seat, qtbot: QtBot) -> Hand:
    return a_hand(seat, qtbot)


@pytest.fixture
def band(hand: Hand) -> LinkBand:
    hand.ticket()
    made = LinkBand(hand.seat.relay, UTC)
    hand.qtbot.addWidget(made)
    return made


def an_order(hand: Hand) -> Accept:
    ticket = next(iter(hand.seat.board.tickets.values()))
    return Accept(by=hand.seat.operator, ticket=ticket.id, seen=ticket.version)


def test_that_a_link_says_nothing(band: LinkBand) -> None:
    assert band.text() == ""


def test_that_a_lost_link_says_since_when_and_how_old_the_board_is(band: LinkBand, hand: Hand) -> None:
    with hand.qtbot.waitSignal(hand.seat.relay.link_changed):
        hand.seat.relay.tell_link(Link.LOST)
    hand.seat.clock.advance(timedelta(seconds=42))
    band._show()
    assert band.text().startswith("No link to the database since 12:00:00: the board is 00:42 old.")


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (ServerOutage("server.locked_name", name="李四", server="db1"), "李四 may not sign in at db1 any more."),
        (FileOutage("city.db is gone", "file.gone", path="city.db"), "city.db is gone: put it back."),
        (ServerOutage("server.deadline", seconds="1.5"), ""),
        (RuntimeError("a bug"), ""),
    ],
    ids=["locked", "gone", "passing", "bug"],
)
def test_that_a_reason_that_does_not_pass_by_itself_is_told(
    band: LinkBand, hand: Hand, why: Exception, told: str
) -> None:
    hand.seat.relay.tell_failed(why)
    with hand.qtbot.waitSignal(hand.seat.relay.link_changed):
        hand.seat.relay.tell_link(Link.LOST)
    assert band.text().endswith(f"orders are kept here. {told}".rstrip())


def test_that_a_link_that_is_back_says_nothing(band: LinkBand, hand: Hand) -> None:
    for link in (Link.LOST, Link.UP):
        with hand.qtbot.waitSignal(hand.seat.relay.link_changed):
            hand.seat.relay.tell_link(link)
    assert band.text() == ""


def test_that_what_is_queued_is_counted_while_the_link_is_lost(
    band: LinkBand, hand: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    hand.seat.store.cut()
    hand.seat.relay.tell_link(Link.LOST)
    hand.seat.relay.submit(an_order(hand))
    hand.qtbot.waitUntil(lambda: band.text().endswith("orders are queued here, not done."))


def test_that_a_database_that_takes_nothing_on_a_good_link_says_why(
    band: LinkBand, hand: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    hand.seat.store._outage = FileOutage("the disk is full", "file.full", path="city.db")
    hand.seat.relay.submit(an_order(hand))
    hand.qtbot.waitUntil(lambda: band.text().endswith("by themselves: The disk of city.db is full: make room."))


def test_that_what_was_not_sent_is_to_be_looked_at(band: LinkBand, hand: Hand) -> None:
    order = an_order(hand)
    hand.seat.outbox.put([order], Stand.QUEUED, NOON)
    hand.seat.outbox.park({order.key: Refused(NOT_SENT)})
    assert hand.seat.desk.sending is not None
    hand.seat.desk.sending.tell_down()
    hand.qtbot.waitUntil(lambda: "were not sent: look at them." in band.text())
