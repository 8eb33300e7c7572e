"""The intake form: what is typed is never lost, and one call never becomes two tickets."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from console.domain.shift import Operator, Role
from console.domain.ticket import Caller, Priority
from console.following import Link
from tests.builders import CITY, IN_GRID, NOON
from tests.widgets.conftest import Seat
from tests.widgets.intake.conftest import Form
from widgets.kit.drafts import Drafts


def test_that_everything_typed_is_in_the_ticket(form: Form) -> None:
    form.type_all()
    form.take_in()
    (ticket,) = form.stored()
    assert (ticket.title, ticket.category, ticket.address, ticket.place, ticket.priority, ticket.source) == (
        "窨井盖损坏",
        "2101",
        "人民路10号",
        IN_GRID,
        Priority.P2,
        "video",
    )
    assert (ticket.description, ticket.caller) == ("井盖翘起，电动车摔倒", Caller("孙女士", "13800001234"))


def test_that_the_form_clears_once_the_ticket_is_committed(form: Form) -> None:
    form.type_all()
    form.take_in()
    assert not any(form.typed()[:7])


def test_that_nothing_of_a_committed_call_stays_on_the_disk(form: Form, tmp_path: Path) -> None:
    form.type_all()
    form.take_in()
    assert Drafts(tmp_path / "drafts.json").under("intake/") == {"intake/source": "video"}


def test_that_the_source_stays_for_the_next_call(form: Form) -> None:
    form.type_all()
    form.take_in()
    assert form.box("Source").currentData() == "video"


def test_that_the_new_ticket_is_told(form: Form, qtbot: QtBot) -> None:
    form.type_all()
    with qtbot.waitSignal(form.widget.taken_in) as told:
        form.widget.take_in()
    assert told.args is not None
    assert told.args[0] == form.stored()[0].id


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [("title", "  ", "few words"), ("place", "人民路10号20栋", "latitude")],
)
def test_that_what_is_missing_is_said_in_the_form_and_nothing_is_given(
    form: Form, field: str, text: str, said: str
) -> None:
    form.type_all()
    form.line(field).setText(text)
    form.widget.take_in()
    assert said in form.banner()
    assert not form.stored()


def test_that_a_ticket_without_a_category_is_not_given(form: Form) -> None:
    form.type_all()
    form.category.setEditText("没有这一类")
    form.widget.take_in()
    assert "category" in form.banner()
    assert not form.stored()


def test_that_a_refusal_is_said_in_words_and_takes_nothing_away(form: Form) -> None:
    form.seat.relay.operator = Operator(name="李四", centre=CITY, roles=frozenset({Role.CHECKER}))
    form.type_all()
    typed = form.typed()
    form.take_in()
    assert "Take in" in form.banner()
    assert form.typed() == typed


def test_that_in_an_outage_the_call_is_queued_and_the_form_is_free(
    form: Form, caplog: pytest.LogCaptureFixture
) -> None:
    form.type_all()
    order = form.widget._order()
    form.seat.store.cut()
    form.take_in()
    form.qtbot.waitUntil(lambda: not form.line("title").text())
    assert [one.order for one in form.seat.outbox.all()] == [replace(order, taken_at=form.seat.clock.now())]


def test_that_a_call_taken_in_during_an_outage_becomes_a_ticket_afterwards(
    form: Form, caplog: pytest.LogCaptureFixture
) -> None:
    form.type_all()
    form.seat.store.cut()
    form.take_in()
    form.seat.store.mend()
    form.seat.relay.tell_link(Link.UP)
    form.qtbot.waitUntil(lambda: len(form.stored()) == 1)


def test_that_what_neither_disk_took_stays_and_can_be_tried_again(form: Form, caplog: pytest.LogCaptureFixture) -> None:
    form.type_all()
    typed = form.typed()
    form.seat.store.cut()
    form.seat.outbox.fill_the_disk()
    form.take_in()
    assert form.typed() == typed
    form.seat.store.mend()
    form.press("Try again")
    form.qtbot.waitUntil(lambda: bool(form.stored()))


def test_that_an_order_sent_again_has_the_same_key_and_id(form: Form, caplog: pytest.LogCaptureFixture) -> None:
    form.type_all()
    form.seat.store.cut()
    form.seat.outbox.fill_the_disk()
    form.take_in()
    form.seat.store.mend()
    form.line("address").setText("人民路12号")
    form.take_in()
    assert len({(order.key, order.id) for order in form.orders}) == 1


def test_that_the_call_came_when_its_first_word_was_typed(form: Form) -> None:
    form.line("title").setText("窨井盖")
    form.seat.clock.advance(timedelta(minutes=3))
    form.type_all()
    form.take_in()
    assert form.stored()[0].reported_at == NOON


def test_that_the_next_call_has_a_key_an_id_and_a_time_of_its_own(form: Form) -> None:
    form.type_all()
    form.take_in()
    form.seat.clock.advance(timedelta(minutes=3))
    form.type_all()
    form.take_in()
    first, second = form.orders
    assert (first.key, first.id, first.reported_at) != (second.key, second.id, second.reported_at)
    assert len(form.stored()) == 2


def test_that_a_second_press_gives_no_second_order(form: Form) -> None:
    form.type_all()
    form.widget.take_in()
    form.widget.take_in()
    form.qtbot.waitUntil(lambda: bool(form.orders))
    assert len(form.stored()) == 1


def test_that_after_a_crash_everything_stands_there_again(
    form: Form, seat: Seat, drafts: Drafts, tmp_path: Path, qtbot: QtBot
) -> None:
    form.type_all()
    drafts.save()
    assert Form(seat, Drafts(tmp_path / "drafts.json"), qtbot).typed() == form.typed()


def test_that_a_category_half_typed_stands_there_again_too(
    form: Form, seat: Seat, drafts: Drafts, tmp_path: Path, qtbot: QtBot
) -> None:
    form.category.setEditText("井")
    drafts.save()
    assert Form(seat, Drafts(tmp_path / "drafts.json"), qtbot).category.currentText() == "井"


def test_that_an_order_sent_before_a_crash_is_not_carried_out_twice(
    form: Form, seat: Seat, tmp_path: Path, qtbot: QtBot
) -> None:
    form.type_all()
    typed = form.typed()
    form.widget.take_in()
    # The order is committed, but its news does not reach this console any more.
    after = Form(seat, Drafts(tmp_path / "drafts.json"), qtbot)
    assert after.typed() == typed
    after.take_in()
    assert len(form.stored()) == 1


def test_that_words_typed_after_an_order_that_had_arrived_stay_and_are_told(
    form: Form, seat: Seat, tmp_path: Path, qtbot: QtBot
) -> None:
    form.type_all()
    form.widget.take_in()
    form.line("address").setText("人民路12号，西侧")
    form.qtbot.waitUntil(lambda: bool(form.orders))
    assert form.line("address").text() == "人民路12号，西侧"
    assert form.stored()[0].number in form.banner()


def test_that_what_stays_after_an_order_that_had_arrived_is_another_call(form: Form) -> None:
    form.type_all()
    form.widget.take_in()
    form.line("address").setText("人民路12号，西侧")
    form.qtbot.waitUntil(lambda: bool(form.orders))
    form.take_in()
    assert len(form.stored()) == 2


def test_that_a_form_cleared_by_mistake_can_be_put_back(form: Form) -> None:
    form.type_all()
    typed = form.typed()
    form.press("Clear")
    assert not form.line("title").text()
    form.press("Put it back")
    assert form.typed() == typed


def test_that_a_call_put_back_is_still_the_same_call(form: Form) -> None:
    form.type_all()
    form.seat.clock.advance(timedelta(minutes=3))
    form.press("Clear")
    form.press("Put it back")
    form.take_in()
    assert form.stored()[0].reported_at == NOON


def test_that_a_new_call_ends_the_way_back_to_the_cleared_one(form: Form) -> None:
    form.type_all()
    form.press("Clear")
    form.line("title").setText("噪声")
    assert form.banner() == ""


def test_that_clearing_an_empty_form_says_nothing(form: Form) -> None:
    form.press("Clear")
    assert form.banner() == ""


def test_that_the_number_can_be_read_to_the_caller_until_the_next_call(form: Form) -> None:
    form.type_all()
    form.take_in()
    told = [label.text() for label in form.widget.findChildren(QLabel)]
    assert f"Taken in as {form.stored()[0].number}" in told
    form.line("title").setText("噪声")
    assert not any("Taken in as" in label.text() for label in form.widget.findChildren(QLabel))


def test_that_the_keyboard_is_in_the_first_field_for_the_next_call(form: Form) -> None:
    form.widget.show()
    form.type_all()
    form.description.setFocus()
    form.take_in()
    form.qtbot.waitUntil(form.line("title").hasFocus)


def test_that_the_keyboard_comes_back_with_the_place_picked(form: Form) -> None:
    form.widget.show()
    form.widget.set_place(IN_GRID)
    form.qtbot.waitUntil(form.line("place").hasFocus)


def test_that_a_place_picked_on_the_map_is_in_the_field(form: Form) -> None:
    form.widget.set_place(IN_GRID)
    form.type_all()
    form.take_in()
    assert form.stored()[0].place == IN_GRID


@pytest.mark.parametrize("where", ["title", "description", "category"])
def test_that_ctrl_return_takes_the_call_in_although_the_window_has_that_key_too(
    form: Form, qtbot: QtBot, where: str
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(form.widget)
    pressed: list[bool] = []
    action = QAction(window, shortcut=QKeySequence("Ctrl+Return"))
    action.triggered.connect(pressed.append)
    window.addAction(action)
    form.type_all()
    with qtbot.waitExposed(window):
        window.show()
    fields: dict[str, QWidget] = {
        "title": form.line("title"),
        "description": form.description,
        "category": form.category,
    }
    fields[where].setFocus()
    qtbot.keyClick(fields[where], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(form.stored()))
    # The form outlives the window that this test made for it.
    window.takeCentralWidget()
    assert not pressed


def test_that_broken_drafts_do_not_stand_in_the_way_of_a_start(seat: Seat, drafts: Drafts, qtbot: QtBot) -> None:
    drafts.keep("intake/priority", "nine")
    drafts.keep("intake/call", "no key")
    drafts.keep("intake/source", "nobody")
    assert Form(seat, drafts, qtbot).box("Priority").currentIndex() == 0


def test_that_the_field_that_is_wrong_comes_into_sight_with_the_cursor_in_it(form: Form, qtbot: QtBot) -> None:
    form.type_all()
    form.line("place").setText("人民路")
    form.widget.resize(420, 220)
    with qtbot.waitExposed(form.widget):
        form.widget.show()
    form.widget.take_in()
    field, seen = form.line("place"), form.widget._scroll.viewport()
    assert field.hasFocus()
    assert seen.rect().contains(field.rect().translated(field.mapTo(seen, field.rect().topLeft())))


def test_that_a_likely_duplicate_is_told_while_the_call_is_typed(form: Form) -> None:
    form.type_all()
    form.take_in()
    number = form.stored()[0].number
    form.category.type("2101")
    form.line("place").setText(f"{IN_GRID.lat_deg}, {IN_GRID.lng_deg}")
    assert [look.accessibleName().split()[0] for look, _merge in form.widget.alike._rows[:1]] == [number]


def test_that_nothing_is_told_before_class_and_place_are_known(form: Form) -> None:
    form.type_all()
    form.take_in()
    form.category.type("2101")
    assert form.widget.alike.isHidden()


def test_that_a_call_queued_in_an_outage_is_looked_at_under_its_stand_in(
    form: Form, caplog: pytest.LogCaptureFixture
) -> None:
    form.type_all()
    form.seat.store.cut()
    with form.qtbot.waitSignal(form.widget.taken_in) as looked_at:
        form.take_in()
    (ticket,) = form.seat.board.tickets.values()
    assert looked_at.args == [ticket.id]
    assert form.widget._number.text() == f"Queued as {ticket.number}: kept here until the link is back"


def test_that_in_an_outage_a_call_is_taken_in_and_merged_behind_it(
    form: Form, caplog: pytest.LogCaptureFixture
) -> None:
    form.type_all()
    form.take_in()
    form.qtbot.waitUntil(lambda: bool(form.seat.board.tickets))
    (into,) = form.seat.board.tickets.values()
    form.seat.store.cut()
    form.type_all()
    with form.qtbot.waitSignal(form.widget.merge_asked) as asked:
        form.widget.merge_in(into)
    ids, said = asked.args
    assert (ids, said.into) == ([id_ for id_ in form.seat.board.tickets if id_ != into.id], into)
