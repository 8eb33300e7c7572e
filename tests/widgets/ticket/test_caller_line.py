"""The caller on the card: masked, shown in full to whoever said why, and masked again by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from console.caller_orders import ShowCaller
from console.domain.errors import Refused
from console.domain.shift import Operator, Role
from console.domain.ticket import Caller, Holder, State, TargetKind, TicketId
from console.journal import Kind, News
from console.ports import Outage
from console.questions import CallerShown
from tests.builders import CITY, DISTRICT, an_entry
from tests.widgets.conftest import Seat
from tests.widgets.ticket.conftest import HERE, Card, here
from widgets.kit.drafts import Drafts
from widgets.ticket.caller_line import SHOWN_S, CallerLine

CALLED = Caller("孙女士", "13800001234")
PLAIN = "孙女士  13800001234"
MASKED = "孙**  *********34"


def line_of(card: Card) -> CallerLine:
    return card.widget._facts.caller


def order(card: Card, ticket: TicketId = HERE, reason: str = "回拨") -> ShowCaller:
    seen = card.seat.store.rows.tickets[ticket].version
    return ShowCaller(by=card.seat.relay.operator, ticket=ticket, seen=seen, reason=reason)


def shown(card: Card) -> CallerLine:
    """Look at a ticket whose caller is then shown in full."""
    card.look_at(here(caller=CALLED))
    card.seat.relay.submit(order(card))
    card.qtbot.waitUntil(lambda: PLAIN in card.texts())
    return line_of(card)


@pytest.mark.parametrize("role", sorted({Role.CALL_TAKER, Role.DISPATCHER, Role.SHIFT_LEAD}))
def test_that_the_caller_is_masked_for_everybody(seat: Seat, qtbot: QtBot, drafts: Drafts, role: Role) -> None:
    seat.relay.operator = Operator(name="李四", centre=CITY, roles=frozenset({role}))
    card = Card(seat, qtbot, drafts)
    card.look_at(here(caller=CALLED))
    assert (MASKED in card.texts(), PLAIN in card.texts()) == (True, False)


@pytest.mark.parametrize(
    ("roles", "name", "centre", "offered"),
    [
        ({Role.CALL_TAKER}, "李四", CITY, True),
        ({Role.CALL_TAKER}, "李四", DISTRICT, False),
        ({Role.DISPATCHER, Role.SHIFT_LEAD}, "李四", CITY, False),
        ({Role.CREW}, "王五", CITY, True),
        ({Role.CREW}, "赵六", CITY, False),
    ],
)
def test_that_only_whoever_may_look_is_offered_to(
    seat: Seat, qtbot: QtBot, drafts: Drafts, roles: set[Role], name: str, centre: str, offered: bool
) -> None:
    seat.relay.operator = Operator(name=name, centre=CITY, roles=frozenset(roles))
    card = Card(seat, qtbot, drafts)
    holder = Holder(TargetKind.CREW, "C1", "王五")
    card.look_at(here(caller=CALLED, centre=centre, state=State.IN_PROGRESS, holder=holder))
    assert line_of(card).button.isVisible() is offered


def test_that_where_nobody_called_there_is_no_line(card: Card) -> None:
    card.look_at(here())
    assert not line_of(card).isVisible()


def test_that_pressing_asks_for_the_verb(card: Card) -> None:
    card.look_at(here(caller=CALLED))
    line_of(card).button.click()
    assert card.asked == [("show_caller", [HERE])]


def test_that_the_keyboard_reaches_it_and_presses_it(card: Card) -> None:
    card.look_at(here(caller=CALLED))
    button = line_of(card).button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    card.qtbot.keyClick(button, Qt.Key.Key_Space)
    assert (bool(button.focusPolicy() & Qt.FocusPolicy.TabFocus), len(card.asked)) == (True, 1)


def test_that_it_stands_in_the_menu_of_verbs(card: Card) -> None:
    card.look_at(here(caller=CALLED))
    assert card.menu()["Show the caller"][0]


def test_that_the_menu_says_that_nobody_called(card: Card) -> None:
    card.look_at(here())
    assert card.menu()["Show the caller"] == (False, "Nobody called about 1024.")


def test_that_who_called_is_shown_once_the_line_is_written(card: Card) -> None:
    shown(card)
    lines = [one.entry for one in card.seat.store.rows.lines]
    assert [(one.kind, one.reason) for one in lines] == [(Kind.CALLER_SHOWN, "回拨")]


def test_that_who_called_is_brought_into_sight(card: Card) -> None:
    card.widget.resize(520, 260)
    line = shown(card)
    assert line.visibleRegion().boundingRect().height() == line.height()


def test_that_the_history_tells_it_in_words(card: Card) -> None:
    shown(card)
    card.qtbot.waitUntil(lambda: "caller looked at · 李四\n回拨" in card.texts())


def test_that_it_is_masked_again_after_a_minute(card: Card) -> None:
    line = shown(card)
    card.seat.clock.advance(timedelta(seconds=SHOWN_S))
    line._tick.timeout.emit()
    assert (MASKED in card.texts(), PLAIN in card.texts()) == (True, False)


def test_that_it_counts_the_seconds_until_then(card: Card) -> None:
    line = shown(card)
    card.seat.clock.advance(timedelta(seconds=SHOWN_S - 12))
    line._tick.timeout.emit()
    assert line.note.text() == "masked again in 12 s"


def test_that_setting_the_machines_clock_back_shows_it_no_longer(card: Card) -> None:
    line = shown(card)
    card.seat.clock.advance(timedelta(seconds=SHOWN_S))
    card.seat.clock.set_back(timedelta(hours=1))
    line._tick.timeout.emit()
    assert MASKED in card.texts()


def test_that_it_can_be_masked_before_that(card: Card) -> None:
    shown(card).button.click()
    assert (MASKED in card.texts(), card.asked) == (True, [])


def test_that_another_ticket_masks_it_for_good(card: Card) -> None:
    shown(card)
    card.look_at(here(id=TicketId(2), number="1025", caller=Caller("周八", "13900005678")))
    card.seat.focus.look_at_ticket(HERE)
    assert (MASKED in card.texts(), PLAIN in card.texts()) == (True, False)


def test_that_no_ticket_in_focus_masks_it(card: Card) -> None:
    line = shown(card)
    card.seat.focus.look_at_ticket(None)
    assert line.text.text() == MASKED


def test_that_out_of_sight_it_is_masked(card: Card) -> None:
    line = shown(card)
    card.widget.hide()
    assert line.text.text() == MASKED


def test_that_it_is_masked_when_the_turn_is_anothers(card: Card) -> None:
    shown(card)
    stored = card.seat.store.rows.tickets[HERE]
    card.seat.relay.hear(News(tickets=(replace(stored, version=stored.version + 1, centre=DISTRICT),)))
    card.qtbot.waitUntil(lambda: MASKED in card.texts())


def test_that_news_of_the_ticket_leave_it_shown(card: Card) -> None:
    line = shown(card)
    stored = card.seat.store.rows.tickets[HERE]
    card.seat.relay.hear(News(tickets=(replace(stored, version=stored.version + 1, title="另一个"),)))
    card.qtbot.waitUntil(lambda: "另一个" in card.texts())
    assert line.text.text() == PLAIN


def test_that_what_another_desk_looks_at_is_not_shown_here(card: Card) -> None:
    card.look_at(here(caller=CALLED))
    after = here(caller=CALLED, version=2)
    entry = an_entry(after, kind=Kind.CALLER_SHOWN, key=uuid4(), by="赵六")
    card.seat.relay.hear(News(entries=(entry,), tickets=(after,)))
    card.qtbot.waitUntil(lambda: card.widget.ticket == after)
    assert (MASKED in card.texts(), PLAIN in card.texts()) == (True, False)


def test_that_an_answer_that_comes_when_another_ticket_is_looked_at_is_not_shown(card: Card) -> None:
    card.look_at(here(caller=CALLED))
    given = order(card)
    with card.qtbot.waitSignal(card.seat.relay.done):
        card.seat.relay.submit(given)
    card.look_at(here(id=TicketId(2), number="1025", caller=Caller("周八", "13900005678")))
    question = CallerShown(ticket=HERE, line=given.key)
    card.seat.relay.answered.emit(question, CALLED)
    assert PLAIN not in card.texts()


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Outage("no link"), "Who called is shown only while the database answers: the reason is written there first."),
        (Refused("caller.no_line"), "Nobody is shown: no line of yours in the journal says why."),
    ],
)
def test_that_an_answer_that_does_not_come_says_why(card: Card, why: Exception, said: str) -> None:
    card.look_at(here(caller=CALLED))
    line = line_of(card)
    line._question = CallerShown(ticket=HERE, line=uuid4())
    card.seat.relay.failed.emit(line._question, why)
    assert (line.text.text(), line.note.text()) == (MASKED, said)


def test_that_nothing_is_put_on_the_clipboard(card: Card) -> None:
    QGuiApplication.clipboard().setText("before")
    shown(card)
    assert QGuiApplication.clipboard().text() == "before"


def test_that_the_past_shows_nobody(card: Card) -> None:
    card.seat.relay.against = Refused("past.read_only")
    card.look_at(here(caller=CALLED))
    assert (MASKED in card.texts(), line_of(card).button.isVisible()) == (True, False)


def test_that_usual_reasons_stand_in_the_line_of_words_at_one_press(card: Card) -> None:
    card.look_at(here(caller=CALLED))
    card.widget.ask_words("show_caller", [here(caller=CALLED)])
    given: list[str] = []
    card.widget.words_given.connect(lambda _verb, _ids, said: given.append(said.text))
    buttons = {one.text(): one for one in card.widget.ask_bar.findChildren(QPushButton)}
    buttons["To find the place"].click()
    card.widget.ask_bar._give.click()
    assert given == ["To find the place"]


def test_that_it_cannot_be_given_without_a_reason(card: Card) -> None:
    card.look_at(here(caller=CALLED))
    card.widget.ask_words("show_caller", [here(caller=CALLED)])
    assert not card.widget.ask_bar._give.isEnabled()


def test_that_leaving_the_question_writes_nothing_and_shows_nothing(card: Card) -> None:
    card.look_at(here(caller=CALLED))
    card.widget.ask_words("show_caller", [here(caller=CALLED)])
    card.qtbot.keyClick(card.widget.ask_bar._field, Qt.Key.Key_Escape)
    assert (card.seat.store.rows.lines, MASKED in card.texts()) == ([], True)
