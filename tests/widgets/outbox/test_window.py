"""The window of the outbox: mine beside theirs, and the two ways out; neither loses an order without a word."""

from __future__ import annotations

from datetime import UTC
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.campaign_orders import TickSite
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.shift import Operator
from console.domain.ticket import State, TicketId
from console.following import Link
from console.kept import End, Stand
from console.orders import Accept, TakeIn
from tests.builders import CITY, GRID, NOON
from tests.widgets.conftest import Seat
from tests.widgets.hands import TO_GRID, Hand, a_hand
from widgets.outbox.window import OutboxWindow

OTHER = Operator(name="王五", centre=CITY, desk="seat-5")


@pytest.fixture
def hand(seat: Seat, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> Hand:
    """A dispatch of ticket 1 waits for the database; there is a ticket 2."""
    made = a_hand(seat, qtbot)
    made.tickets(2)
    seat.store.cut()
    with qtbot.waitSignal(seat.relay.link_changed):
        seat.relay.tell_link(Link.LOST)
    made.giving.dispatch([TicketId(1)], TO_GRID)
    made.let_the_window_pass()
    qtbot.waitUntil(lambda: seat.relay.is_queued(TicketId(1)))
    return made


@pytest.fixture
def window(hand: Hand) -> OutboxWindow:
    made = OutboxWindow(hand.seat.relay, hand.seat.focus, UTC)
    hand.qtbot.addWidget(made)
    made.show()
    return made


def beaten(hand: Hand, window: OutboxWindow) -> None:
    """Somebody else is first with ticket 1, and the link comes back."""
    hand.seat.store.mend()
    other = Seat(hand.seat.store, name=OTHER.name)
    other.desk.submit(Accept(by=OTHER, ticket=TicketId(1), seen=1)).result()
    hand.seat.relay.tell_link(Link.UP)
    hand.qtbot.waitUntil(lambda: bool(hand.seat.relay.waiting.in_review))
    hand.qtbot.waitUntil(lambda: "王五" in window.theirs.text())


def test_that_what_is_queued_is_shown_with_what_was_ordered(window: OutboxWindow) -> None:
    assert window.mine.text().splitlines()[1:] == [f"Dispatch → 区域{GRID}", "Given at 05-06 12:00:00"]


def test_that_without_a_link_it_says_that_what_happened_since_is_not_seen(window: OutboxWindow) -> None:
    assert window.theirs.text().endswith("What happened since is seen when the link is back.")


def test_that_what_is_queued_can_be_taken_back_by_its_key(hand: Hand, window: OutboxWindow) -> None:
    hand.qtbot.keyClick(window, Qt.Key.Key_Delete)
    hand.qtbot.waitUntil(lambda: not hand.seat.relay.is_underway(TicketId(1)))
    assert [line.how for line in hand.seat.outbox.ended(NOON)][-1] is End.TAKEN_BACK


def test_that_what_is_queued_cannot_be_sent_by_hand(window: OutboxWindow) -> None:
    assert not window.retry.isVisible()


def test_that_what_no_longer_holds_says_who_did_what_since(hand: Hand, window: OutboxWindow) -> None:
    beaten(hand, window)
    assert window.theirs.text().startswith("Now: ")
    assert "accepted · 王五" in window.theirs.text()


def test_that_it_is_sent_on_the_version_that_is_shown(hand: Hand, window: OutboxWindow) -> None:
    beaten(hand, window)
    hand.qtbot.waitUntil(window.retry.isEnabled)
    window.retry.click()
    hand.wait_for(State.DISPATCHED)
    hand.qtbot.waitUntil(lambda: window.list.topLevelItemCount() == 0)


def test_that_what_is_given_up_is_gone_and_in_the_record(hand: Hand, window: OutboxWindow) -> None:
    beaten(hand, window)
    hand.qtbot.keyClick(window, Qt.Key.Key_Delete)
    hand.qtbot.waitUntil(lambda: window.list.topLevelItemCount() == 0)
    assert ([line.how for line in hand.seat.outbox.ended(NOON)][-1], hand.state()) == (End.GIVEN_UP, State.ACCEPTED)


def test_that_what_is_to_be_looked_at_stands_before_what_is_queued(hand: Hand, window: OutboxWindow) -> None:
    beaten(hand, window)
    hand.seat.store.cut()
    hand.giving.give("accept", [TicketId(2)])
    hand.qtbot.waitUntil(lambda: window.list.topLevelItemCount() == 2)
    stands = [item.text(0) for row in range(2) if (item := window.list.topLevelItem(row)) is not None]
    assert stands == ["To look at", "Queued"]


def test_that_a_site_that_somebody_else_ticked_is_given_up_here_and_ticked_anew_there(
    hand: Hand, window: OutboxWindow
) -> None:
    tick = TickSite(by=hand.seat.operator, campaign=UUID(int=11), grid=RegionCode(GRID), site="3幢", seen=0)
    why = Refused("campaign.site_stale", site="3幢", by="王五")
    hand.seat.outbox.put([tick], Stand.QUEUED, NOON)
    hand.seat.outbox.park({tick.key: why})
    hand.seat.relay.waiting._on_kept(tuple(one for one in hand.seat.outbox.all() if one.key == tick.key))
    assert (window.retry.isVisible(), "王五" in window.theirs.text()) == (False, True)


def test_that_the_ticket_is_opened_from_here(hand: Hand, window: OutboxWindow) -> None:
    beaten(hand, window)
    with hand.qtbot.waitSignal(hand.seat.focus.ticket_opened) as opened:
        window.open_ticket.click()
    assert opened.args == [1]


def test_that_an_empty_outbox_says_so(hand: Hand, window: OutboxWindow) -> None:
    hand.seat.store.mend()
    hand.seat.relay.tell_link(Link.UP)
    hand.wait_for(State.DISPATCHED)
    hand.qtbot.waitUntil(lambda: window.list.topLevelItemCount() == 0)
    assert window.list.accessibleDescription().startswith("No order waits")


def test_that_what_was_held_when_the_console_ended_is_shown_and_not_sent(seat: Seat, qtbot: QtBot) -> None:
    before = a_hand(seat, qtbot)
    before.ticket()
    before.giving.dispatch([TicketId(1)], TO_GRID)
    after = Seat(seat.store, outbox=seat.outbox)
    shown = OutboxWindow(after.relay, after.focus, UTC)
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: shown.list.topLevelItemCount() == 1)
    assert after.relay.waiting.kept[0].stand is Stand.REVIEW
    assert before.state() is State.REPORTED
    after.relay.waiting.stop()


def test_that_what_was_ordered_about_a_call_that_was_not_taken_in_tells_which_call(
    hand: Hand, window: OutboxWindow
) -> None:
    intake = TakeIn(
        by=hand.seat.operator, id=TicketId(9), category="2101", title="路口积水", source="public", reported_at=NOON
    )
    hand.seat.relay.submit(intake)
    hand.qtbot.waitUntil(lambda: TicketId(9) in hand.seat.board.tickets)
    hand.giving.give("accept", [TicketId(9)])
    hand.qtbot.waitUntil(lambda: len(hand.seat.relay.waiting.queued) == 3)
    # Somebody else has all the seats of the centre by now.
    rows = hand.seat.store.rows
    rows.operators[OTHER.name, OTHER.centre], rows.passwords[OTHER.name] = OTHER, ("secret", False)
    hand.seat.store.mend()
    hand.seat.relay.tell_link(Link.UP)
    hand.qtbot.waitUntil(lambda: not hand.seat.relay.waiting.queued)
    items = (window.list.topLevelItem(row) for row in range(window.list.topLevelItemCount()))
    about = {item.text(1): item.text(2) for item in items if item is not None}
    assert (about["Take in"], about["Accept"]) == ("New ticket · 路口积水", "New ticket · 路口积水")


def test_that_a_call_that_is_queued_is_opened_without_a_link(hand: Hand, window: OutboxWindow) -> None:
    intake = TakeIn(
        by=hand.seat.operator, id=TicketId(9), category="2101", title="路口积水", source="public", reported_at=NOON
    )
    hand.seat.relay.submit(intake)
    hand.qtbot.waitUntil(lambda: TicketId(9) in hand.seat.board.tickets)
    queued = window.list.topLevelItem(1)
    assert queued is not None
    window.list.setCurrentItem(queued)
    window.open_ticket.click()
    assert hand.seat.focus.ticket == TicketId(9)
