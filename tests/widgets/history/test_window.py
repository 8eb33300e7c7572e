"""The window of the past: it says that it is one, which moment it shows, and lets nothing be done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtWidgets import QAbstractButton, QMenu
from pytestqt.qtbot import QtBot

from console.past import SPEEDS
from tests.builders import NOON
from tests.widgets.history.conftest import ZONE, Past
from widgets import words
from widgets.history.bar import HistoryBar
from widgets.history.window import HistoryWindow
from widgets.queue.panel import QueuePanel


@pytest.fixture
def bar(qtbot: QtBot) -> HistoryBar:
    made = HistoryBar(ZONE)
    qtbot.addWidget(made)
    return made


def queue_of(window: HistoryWindow) -> QueuePanel:
    queue = window.findChild(QueuePanel)
    assert isinstance(queue, QueuePanel)
    return queue


def test_that_the_bar_says_the_moment_in_the_centres_zone_and_that_it_is_read_only(bar: HistoryBar) -> None:
    bar.show_moment(NOON, is_present=False)
    assert bar.moment.text() == "Looking at 2024-05-06 20:00:00 – read only"


def test_that_a_moment_is_chosen_in_the_centres_zone(bar: HistoryBar, qtbot: QtBot) -> None:
    bar.field.setDateTime(QDateTime(QDate(2024, 5, 6), QTime(8, 30, 15)))
    with qtbot.waitSignal(bar.moment_chosen) as told:
        bar.look.click()
    assert told.args == [datetime(2024, 5, 6, 0, 30, 15, tzinfo=UTC)]


def test_that_what_somebody_types_is_not_written_over(bar: HistoryBar, qtbot: QtBot) -> None:
    bar.show()
    bar.activateWindow()
    bar.field.setFocus()
    qtbot.waitUntil(bar.field.hasFocus)
    typed = QDateTime(QDate(2024, 5, 1), QTime(8, 0))
    bar.field.setDateTime(typed)
    bar.show_moment(NOON, is_present=False)
    assert bar.field.dateTime() == typed


@pytest.mark.parametrize("speed", SPEEDS)
def test_that_every_speed_can_be_chosen(bar: HistoryBar, qtbot: QtBot, speed: int) -> None:
    with qtbot.waitSignal(bar.speed_chosen) as told:
        bar.speeds[speed].click()
    assert told.args == [speed]


def test_that_every_button_has_a_name(window: HistoryWindow) -> None:
    buttons = window.bar.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert [button.objectName() for button in buttons if not (button.accessibleName() or button.text())] == []


def test_that_the_window_shows_what_was_open(window: HistoryWindow, past: Past, qtbot: QtBot) -> None:
    at = past.chronicle.moments[5]
    past.look_at(qtbot, at)
    queue = queue_of(window)
    assert {queue.model.at(row).id for row in range(queue.visible_count)} == {one.id for one in past.as_seen(at)}


def test_that_lamps_and_times_left_are_those_of_the_moment(window: HistoryWindow, past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.chronicle.moments[5])
    assert queue_of(window).model.now == past.chronicle.moments[5]


def test_that_nothing_in_the_menu_can_be_done_and_it_says_why(window: HistoryWindow, past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.chronicle.moments[0])
    assert past.relay.against is not None
    menu = queue_of(window).menu_for(list(past.tickets)[:1])
    qtbot.addWidget(menu)
    assert menu.actions()[0].text() == words.refusal(past.relay.against)
    assert [action.text() for each in (menu, *menu.findChildren(QMenu)) for action in each.actions()
            if action.isEnabled() and not action.isSeparator() and each is menu] == []  # fmt: skip


def test_that_no_ticket_can_be_dragged_out_of_the_past(window: HistoryWindow) -> None:
    assert not queue_of(window).view.dragEnabled()


def test_that_a_step_selects_the_ticket_that_it_was_about(window: HistoryWindow, past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.chronicle.moments[4])
    with qtbot.waitSignal(past.showing.happened) as told:
        window.bar.next.click()
    assert told.args is not None
    last = told.args[0]
    assert last.ticket.number in window.bar.told.text()
    assert past.focus.ticket == (last.ticket.id if last.ticket.is_open else None)


def test_that_the_play_button_plays_and_then_pauses(window: HistoryWindow, past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.chronicle.moments[0])
    window.bar.play.click()
    names = [window.bar.play.accessibleName()]
    window.bar.play.click()
    assert [*names, window.bar.play.accessibleName()] == ["Pause", "Play"]


def test_that_play_has_its_key_in_every_state(window: HistoryWindow, past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.chronicle.moments[0])
    window.bar.play.click()
    assert window.bar.play.shortcut().toString() == "Ctrl+Space"
    past.showing.pause()


def test_that_at_the_present_there_is_nothing_to_play(window: HistoryWindow, past: Past, qtbot: QtBot) -> None:
    past.look_at(qtbot, past.seat.clock.now() + timedelta(days=1))
    assert (window.bar.play.isEnabled(), "present" in window.bar.moment.text()) == (False, True)


def test_that_an_outage_is_told_with_a_way_on(window: HistoryWindow, past: Past, qtbot: QtBot) -> None:
    past.seat.store.cut()
    past.showing.look_at(past.chronicle.moments[1])
    qtbot.waitUntil(window.banner.isVisible)
    past.seat.store.mend()
    window.banner.acted.emit()
    qtbot.waitUntil(lambda: past.tickets == past.as_seen(past.chronicle.moments[1]))
    assert not window.banner.isVisible()


def test_that_back_to_now_closes_the_past(window: HistoryWindow, past: Past, qtbot: QtBot) -> None:
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    past.look_at(qtbot, past.chronicle.moments[0])
    past.showing.play()
    window.bar.back.click()
    assert (window.isVisible(), past.showing.is_playing) == (False, False)


def test_that_esc_leaves_the_past(window: HistoryWindow, qtbot: QtBot) -> None:
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    window.show()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_that_enter_presses_the_button_with_the_keyboard(window: HistoryWindow, qtbot: QtBot) -> None:
    window.show()
    window.activateWindow()
    fast = window.bar.speeds[SPEEDS[-1]]
    fast.setFocus()
    qtbot.waitUntil(fast.hasFocus)
    with qtbot.waitSignal(window.bar.speed_chosen) as told:
        qtbot.keyClick(fast, Qt.Key.Key_Return)
    assert told.args == [SPEEDS[-1]]
