"""The undo window: what is held has not happened, and nothing held is lost."""

from __future__ import annotations

from datetime import timedelta

from console.domain.ticket import TicketId
from console.holding import HOLD, Holding
from console.orders import Accept
from tests.builders import an_operator
from tests.fakes import FakeClock


def an_order(ticket: int = 1) -> Accept:
    return Accept(by=an_operator(), ticket=TicketId(ticket), seen=1)


def test_that_what_is_held_is_due_at_the_end_of_its_window_and_not_before() -> None:
    clock = FakeClock()
    holding = Holding(clock)
    held = holding.put([an_order()])

    clock.advance(HOLD - timedelta(milliseconds=1))
    assert not holding.due()
    clock.advance(timedelta(milliseconds=1))
    assert holding.due() == (held,)


def test_that_what_is_held_is_due_although_the_clock_was_set_back() -> None:
    clock = FakeClock()
    holding = Holding(clock)
    held = holding.put([an_order()])

    clock.set_back(timedelta(hours=1))
    clock.advance(HOLD)

    assert holding.due() == (held,)


def test_that_what_is_taken_back_is_never_due() -> None:
    clock = FakeClock()
    holding = Holding(clock)
    held = holding.put([an_order()])

    assert holding.take_back(held.id) == held
    clock.advance(HOLD)
    assert not holding.due()


def test_that_the_last_gesture_is_taken_back_first() -> None:
    holding = Holding(FakeClock())
    holding.put([an_order(1)])
    last = holding.put([an_order(2)])

    assert holding.take_back_last() == last


def test_that_closing_gives_back_everything_still_held() -> None:
    holding = Holding(FakeClock())
    gestures = (holding.put([an_order(1)]), holding.put([an_order(2)]))

    assert holding.all_now() == gestures
    assert not holding.waiting()


def test_that_a_held_ticket_is_known_to_be_held() -> None:
    holding = Holding(FakeClock())
    holding.put([an_order(7)])

    assert holding.holds(TicketId(7))
    assert not holding.holds(TicketId(8))
