"""The button that says who is on shift since when, and the commands in its menu."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from console.following import Link
from console.journal import Kind
from console.orders import BeginShift
from tests.builders import an_operator
from tests.widgets.conftest import Seat
from widgets import actions
from widgets.kit.shift_button import ShiftButton

ZONE = ZoneInfo("Asia/Shanghai")


class Strip:
    """The button with its commands."""

    def __init__(self, seat: Seat, qtbot: QtBot, *, may_change: bool = False) -> None:
        self.owner = QObject()
        self.actions: dict[str, QAction] = actions.make(self.owner)
        self.button = ShiftButton(seat.relay, ZONE)
        qtbot.addWidget(self.button)
        self.button.take(self.actions)
        if may_change:
            self.button.let_change()

    def shows(self, text: str) -> bool:
        return self.button.text() == text


@pytest.fixture
def strip(seat: Seat, qtbot: QtBot) -> Strip:
    made = Strip(seat, qtbot)
    qtbot.waitUntil(made.actions["shift"].isEnabled)
    return made


def test_that_nothing_can_be_begun_before_it_is_known_how_things_stand(seat: Seat, qtbot: QtBot) -> None:
    strip = Strip(seat, qtbot)
    assert not strip.actions["shift"].isEnabled()


def test_that_whoever_is_not_on_shift_is_told_so(strip: Strip) -> None:
    assert (strip.button.text(), strip.button.accessibleName()) == ("Off shift", "李四 is not on shift.")


def test_that_a_shift_that_begins_says_since_when_in_the_centres_time(strip: Strip, qtbot: QtBot) -> None:
    strip.actions["shift"].trigger()
    qtbot.waitUntil(lambda: strip.button.text() == "On shift since 20:00")


def test_that_the_command_says_what_it_would_do(strip: Strip, qtbot: QtBot) -> None:
    before = strip.actions["shift"].text()
    strip.actions["shift"].trigger()
    qtbot.waitUntil(lambda: (before, strip.actions["shift"].text()) == ("Begin the shift", "End the shift"))


def test_that_begin_and_end_are_lines_of_the_journal(strip: Strip, seat: Seat, qtbot: QtBot) -> None:
    for shown in ("On shift since 20:00", "Off shift"):
        strip.actions["shift"].trigger()
        qtbot.waitUntil(partial(strip.shows, shown))
    kinds = [line.entry.kind for line in seat.store.rows.lines]
    assert kinds == [Kind.SHIFT_BEGAN, Kind.SHIFT_ENDED]


def test_that_a_shift_of_yesterday_tells_its_date(seat: Seat, qtbot: QtBot) -> None:
    seat.desk.submit(BeginShift(by=seat.operator))
    seat.clock.advance(timedelta(days=1))
    strip = Strip(seat, qtbot)
    qtbot.waitUntil(lambda: strip.button.text() == "On shift since 05-06 20:00")


def test_that_the_shift_of_a_colleague_is_not_ones_own(seat: Seat, qtbot: QtBot) -> None:
    seat.desk.submit(BeginShift(by=an_operator("赵六", centre=seat.operator.centre)))
    strip = Strip(seat, qtbot)
    qtbot.waitUntil(lambda: strip.button.text() == "Off shift")


def test_that_without_passwords_nobody_changes_places_and_it_is_told_why(strip: Strip) -> None:
    change = strip.actions["change_operator"]
    assert (change.isEnabled(), "has a password" in change.toolTip()) == (False, True)


def test_that_another_operator_can_be_asked_for(seat: Seat, qtbot: QtBot) -> None:
    strip = Strip(seat, qtbot, may_change=True)
    with qtbot.waitSignal(strip.button.change_asked):
        strip.actions["change_operator"].trigger()


def test_that_both_commands_are_in_the_menu(strip: Strip) -> None:
    menu = strip.button.menu()
    assert menu is not None
    assert menu.actions() == [strip.actions["shift"], strip.actions["change_operator"]]


@pytest.mark.parametrize("is_board_first", [True, False])
def test_that_a_shift_that_waited_for_the_link_begins_once_whichever_comes_first(
    seat: Seat, qtbot: QtBot, is_board_first: bool
) -> None:
    begun: list[object] = []
    seat.relay.done.connect(lambda order, _news: begun.append(order))
    seat.relay.link = Link.LOST
    strip = Strip(seat, qtbot)
    strip.button.begin()
    if is_board_first:
        seat.relay.reloaded.emit()
    seat.relay.tell_link(Link.UP)
    qtbot.waitUntil(lambda: seat.relay.link is Link.UP)
    if not is_board_first:
        seat.relay.reloaded.emit()
    qtbot.waitUntil(lambda: len(begun) == 1)
    assert isinstance(begun[0], BeginShift)
