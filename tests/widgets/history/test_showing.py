"""The board of the past: it stands as it stood, goes on as it went on, and takes no order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from console.domain.errors import Refused
from console.orders import Accept
from tests.builders import NOON
from tests.widgets.history.conftest import Past
from widgets.history.showing import MOMENT

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def test_that_the_board_stands_as_it_stood(past: Past, qtbot: QtBot) -> None:
    for at in past.chronicle.moments[::5]:
        past.look_at(qtbot, at)
        assert past.tickets == past.as_seen(at)


def test_that_the_board_of_now_is_left_as_it_is(past: Past, qtbot: QtBot) -> None:
    before = dict(past.seat.board.tickets)
    past.look_at(qtbot, past.chronicle.moments[3])
    assert past.seat.board.tickets == before


def test_that_a_played_shift_ends_as_it_ended(past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.chronicle.moments[2])
    past.showing.play(600)
    while past.showing.is_playing:
        past.seat.clock.advance(SECOND / 2)
        past.showing.go_on()
        qtbot.waitUntil(lambda: not past.showing.is_asking)
    assert past.showing.is_at_present
    qtbot.waitUntil(lambda: past.tickets == past.as_seen(past.showing.at))


def test_that_in_the_middle_of_a_played_shift_the_board_is_that_of_the_middle(past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.chronicle.moments[0])
    past.showing.play(300)
    past.seat.clock.advance(MINUTE)
    past.showing.go_on()
    assert past.showing.at == past.chronicle.moments[0] + 300 * MINUTE
    qtbot.waitUntil(lambda: past.tickets == past.as_seen(past.showing.at))


def test_that_a_step_goes_to_the_next_event_and_tells_it(past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.chronicle.moments[4])
    with qtbot.waitSignal(past.showing.happened) as told:
        past.showing.next()
    assert told.args is not None
    assert told.args[0].entry.at == past.showing.at == past.chronicle.moments[5]


def test_that_a_step_back_goes_to_the_event_before_and_tells_it(past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.chronicle.moments[4])
    with qtbot.waitSignal(past.showing.happened):
        past.showing.previous()
    assert past.showing.at == past.chronicle.moments[3]
    qtbot.waitUntil(lambda: past.tickets == past.as_seen(past.showing.at))


def test_that_there_is_nothing_after_the_last_event(past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.chronicle.moments[-1])
    with qtbot.waitSignal(past.showing.nothing_more) as told:
        past.showing.next()
    assert told.args == [1]


def test_that_there_is_nothing_before_the_first_event(past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.chronicle.moments[0])
    with qtbot.waitSignal(past.showing.nothing_more) as told:
        past.showing.previous()
    assert told.args == [-1]


def test_that_the_last_of_two_moments_asked_for_is_shown(past: Past, qtbot: QtBot) -> None:
    early, late = past.chronicle.moments[1], past.chronicle.moments[-2]
    past.showing.look_at(late)
    past.look_at(qtbot, early)
    assert (past.showing.at, past.tickets) == (early, past.as_seen(early))


def test_that_looking_stops_the_playing(past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.chronicle.moments[0])
    past.showing.play()
    past.look_at(qtbot, past.chronicle.moments[1])
    assert not past.showing.is_playing


def test_that_nothing_is_played_before_the_board_stands(past: Past) -> None:
    past.showing.look_at(past.chronicle.moments[0])
    past.showing.play()
    assert not past.showing.is_playing


def test_that_an_outage_is_told_and_does_not_leave_it_waiting(past: Past, qtbot: QtBot) -> None:
    past.seat.store.cut()
    with qtbot.waitSignal(past.showing.failed):
        past.showing.look_at(past.chronicle.moments[1])
    assert not past.showing.is_waiting


def test_that_it_can_be_looked_at_again_after_an_outage(past: Past, qtbot: QtBot) -> None:
    at = past.chronicle.moments[1]
    past.seat.store.cut()
    with qtbot.waitSignal(past.showing.failed):
        past.showing.look_at(at)
    past.seat.store.mend()
    past.look_at(qtbot, at)
    assert past.tickets == past.as_seen(at)


@pytest.mark.parametrize("way", ["submit", "hold"])
def test_that_no_order_is_taken_there(past: Past, qtbot: QtBot, way: str) -> None:
    past.look_at(qtbot, past.chronicle.moments[0])
    lines = len(past.seat.store.rows.lines)
    ticket = next(iter(past.tickets))
    order = Accept(by=past.seat.operator, ticket=ticket.id, seen=ticket.version)
    with qtbot.waitSignal(past.relay.refused) as told:
        past.relay.submit(order) if way == "submit" else past.relay.hold([order])
    assert told.args is not None
    why = told.args[1]
    assert (isinstance(why, Refused) and why.code, len(past.seat.store.rows.lines)) == ("past.read_only", lines)


def test_that_before_everything_the_board_was_empty(past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, NOON - MOMENT)
    assert past.tickets == frozenset()
