"""The ticket card: what is known, what can be done now, who is near, what happened; from the board or the archive."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from console.domain.grid import Tier
from console.domain.ticket import Holder, State, TargetKind, TicketId
from console.journal import Kind, News
from console.orders import Accept, Ask, TakeIn
from tests.builders import CITY, DISTRICT, IN_GRID, NOON, a_ticket, an_entry
from tests.fake_rows import Line
from tests.widgets.ticket.conftest import HERE, Card, here
from widgets.kit.chip import Chip
from widgets.kit.drafts import Drafts


def test_that_without_a_ticket_the_next_key_is_said(card: Card) -> None:
    assert card.texts() == ["Choose a ticket in the queue, or press F2 to take one in."]


def test_that_number_title_state_and_place_are_shown(card: Card) -> None:
    card.look_at(here())
    assert {"1024", "垃圾堆放", "人民路10号"} <= set(card.texts())
    chips = [chip.accessibleName() for chip in card.widget.findChildren(Chip) if chip.isVisible()]
    assert chips == ["Pressing", "To be accepted", "10:00"]


def test_that_a_title_as_long_as_a_letter_is_cut(card: Card) -> None:
    card.look_at(a_ticket(id=TicketId(77), title="井" * 10_000, centre=CITY))

    assert max(len(text) for text in card.texts()) < 200


def test_that_time_left_counts_down(card: Card) -> None:
    card.look_at(here())
    card.seat.clock.advance(timedelta(minutes=12))
    card.widget._show_time()
    assert "over 02:00" in [chip.accessibleName() for chip in card.widget.findChildren(Chip)]


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        (State.REPORTED, ["Accept", "Dispatch", "Escalate"]),
        (State.ACCEPTED, ["File", "Dispatch", "Escalate"]),
        (State.FILED, ["Dispatch", "Escalate", "Delegate"]),
        (State.DISPATCHED, ["Sign", "Recall", "Ask: Return"]),
        (State.IN_PROGRESS, ["Feed back", "Ask: Return", "Escalate"]),
        (State.FEEDBACK, ["Pass the check", "Fail the check"]),
        (State.CHECKED, ["Close case"]),
    ],
)
def test_that_the_buttons_follow_the_table(card: Card, state: State, verbs: list[str]) -> None:
    card.look_at(here(state=state, tier=Tier.DISTRICT, dispatched_by=card.seat.operator.name))
    assert card.verbs() == verbs


def test_that_the_list_of_verbs_opens_on_the_first_that_can_be_chosen(card: Card) -> None:
    card.look_at(here(state=State.IN_PROGRESS))
    card.widget.open_verbs()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    chosen = menu.activeAction().text()
    menu.close()
    assert chosen == "Feed back"


def test_that_what_is_not_possible_stands_in_the_menu_with_its_reason(card: Card) -> None:
    card.look_at(here())
    enabled, why = card.menu()["Close case"]
    assert (enabled, why) == (False, "1024 is “To be accepted”: “Close case” is not possible now.")


def test_that_the_centre_whose_turn_it_is_is_called_by_its_name(card: Card) -> None:
    card.look_at(here(centre=DISTRICT, tier=Tier.DISTRICT))
    assert card.menu()["Accept"] == (False, f"It is the turn of 区域{DISTRICT}, not of this centre.")


def test_that_a_pressed_verb_is_asked_for_its_ticket(card: Card) -> None:
    card.look_at(here())
    card.buttons()[0].click()
    assert card.asked == [("accept", [HERE])]


def test_that_an_archived_ticket_offers_nothing_to_do(card: Card) -> None:
    card.look_at(here(state=State.ARCHIVED))
    card.qtbot.waitUntil(lambda: "1024" in card.texts())
    assert (card.verbs(), card.candidates()) == ([], [])


def test_that_an_ended_ticket_is_shown_as_the_archive_knows_it(card: Card) -> None:
    card.look_at(here(state=State.CLOSED, result="已更换井盖"))
    card.qtbot.waitUntil(lambda: "已更换井盖" in card.texts())


def test_that_a_ticket_that_ends_under_the_eye_stays_on_the_card(card: Card) -> None:
    card.look_at(here(state=State.CHECKED))
    ended = here(state=State.CLOSED, version=2, result="已更换井盖")
    card.seat.store.rows.tickets[HERE] = ended
    card.seat.relay.hear(News(tickets=(ended,)))
    card.qtbot.waitUntil(lambda: "已更换井盖" in card.texts())


def test_that_nothing_can_be_pressed_while_an_order_is_under_way(card: Card) -> None:
    card.look_at(here())
    order = Accept(by=card.seat.operator, ticket=HERE, seen=1)
    card.seat.relay.hold([order])
    pressable = [*card.buttons(), *card.candidates()]
    assert pressable
    assert not any(button.isEnabled() for button in pressable)
    assert not any(enabled for enabled, _why in card.menu().values())


def test_that_a_disabled_button_says_that_an_order_is_under_way(card: Card) -> None:
    card.look_at(here())
    card.seat.relay.hold([Accept(by=card.seat.operator, ticket=HERE, seen=1)])
    assert "1024" in card.buttons()[0].toolTip()


def test_that_everything_can_be_pressed_again_when_the_order_was_taken_back(card: Card) -> None:
    card.look_at(here())
    card.seat.relay.hold([Accept(by=card.seat.operator, ticket=HERE, seen=1)])
    card.seat.relay.take_back()
    assert card.buttons()[0].isEnabled()


def test_that_the_nearest_cameras_are_offered_together(card: Card, qtbot: QtBot) -> None:
    card.look_at(here())
    with qtbot.waitSignal(card.widget.hang_asked) as hung:
        card.widget.nearby.hang_nearest()
    assert hung.args is not None
    assert len(hung.args[0]) == 3


def test_that_a_ticket_without_a_place_says_so_and_offers_no_cameras(card: Card) -> None:
    card.look_at(here(place=None, address=""))
    assert "no place" in card.texts()
    assert "Nearest cameras" not in card.texts()


def test_that_history_is_told_in_words_newest_first(card: Card) -> None:
    ticket = here(version=3, state=State.DISPATCHED, holder=Holder(TargetKind.CREW, "C1", "王五"))
    entries = (
        an_entry(ticket, version=1, kind=Kind.TAKEN_IN, by="孙七"),
        an_entry(ticket, version=2, kind=Kind.RETURNED, reason="地址不对", at=NOON + timedelta(minutes=1)),
        an_entry(ticket, version=3, kind=Kind.DISPATCHED, detail={"to": "王五"}, at=NOON + timedelta(minutes=2)),
    )
    card.seat.store.rows.lines.extend(Line(entry) for entry in entries)
    card.look_at(ticket)
    card.qtbot.waitUntil(lambda: "taken in · 孙七" in card.texts())
    told = [text for text in card.texts() if " · " in text and ":" not in text][-3:]
    assert told == ["dispatched → 王五 · 李四", "returned · 李四\n地址不对", "taken in · 孙七"]


def test_that_history_grows_with_the_news(card: Card) -> None:
    order = TakeIn(
        by=card.seat.operator,
        id=HERE,
        category="2101",
        title="窨井盖",
        source="public",
        reported_at=NOON,
        place=IN_GRID,
    )
    with card.qtbot.waitSignal(card.seat.relay.done):
        card.seat.relay.submit(order)
    card.seat.focus.look_at_ticket(HERE)
    card.qtbot.waitUntil(lambda: "taken in · 李四" in card.texts())
    card.seat.relay.submit(Accept(by=card.seat.operator, ticket=HERE, seen=1))
    card.qtbot.waitUntil(lambda: "accepted · 李四" in card.texts())


def test_that_the_history_tells_what_was_done_in_spite_of_a_warning(card: Card) -> None:
    ticket = here()
    card.seat.store.rows.lines.append(Line(an_entry(ticket, detail={"warned": "crew.busy crew.skill_missing"})))
    card.look_at(ticket)
    card.qtbot.waitUntil(lambda: "taken in · 李四 · in spite of: busy, skill missing" in card.texts())


def test_that_the_history_of_the_ticket_before_is_gone_at_once(card: Card) -> None:
    ticket = here()
    card.seat.store.rows.lines.append(Line(an_entry(ticket, by="孙七")))
    card.look_at(ticket)
    card.qtbot.waitUntil(lambda: "taken in · 孙七" in card.texts())
    card.look_at(here(id=TicketId(2), number="1025"))
    assert "taken in · 孙七" not in card.texts()


def test_that_a_question_asks_for_what_the_verb_needs(card: Card) -> None:
    card.look_at(here())
    for verb, words in (("feed_back", "what was done?"), ("return", "for what reason?")):
        card.widget.ask_words(verb, [here()])
        assert words in card.text()


def test_that_a_large_dispatch_is_confirmed_with_its_target_named(card: Card) -> None:
    card.look_at(here())
    card.widget.ask_words("dispatch", [here()] * 12, wanted="12", to="石湖社区第2网格")
    assert "Dispatch: 12 tickets → 石湖社区第2网格. Type 12 to confirm." in card.texts()


def test_that_a_reason_waits_while_another_ticket_is_looked_at(card: Card) -> None:
    card.look_at(here(id=TicketId(2), number="1025"))
    card.look_at(here(state=State.DISPATCHED))
    card.widget.ask_words("return", [here()])
    field = card.widget.focusWidget()
    assert field is not None
    card.qtbot.keyClicks(field, "wrong address")
    card.seat.focus.look_at_ticket(TicketId(2))
    card.seat.focus.look_at_ticket(HERE)
    assert card.widget.ask_bar._field.text() == "wrong address"
    assert card.widget.ask_bar.isVisible()


def test_that_words_are_forgotten_when_their_order_went_through(card: Card, drafts: Drafts) -> None:
    card.look_at(here(state=State.DISPATCHED, version=1))
    drafts.keep("ask:return/1", "地址不对")
    with card.qtbot.waitSignal(card.seat.relay.done):
        card.seat.relay.submit(Ask(by=card.seat.operator, ticket=HERE, seen=1, wants="return", reason="地址不对"))
    assert drafts.text("ask:return/1") == ""


def test_that_what_was_told_of_a_ticket_is_not_told_of_the_next(card: Card) -> None:
    card.look_at(here())
    card.widget.tell("Somebody was first", "error")
    card.look_at(here(id=TicketId(2), number="1025"))
    assert "Somebody was first" not in card.texts()


def test_that_the_card_fits_a_narrow_dock(card: Card) -> None:
    card.look_at(here(title="东坊街与中山街交叉口人行道突然塌陷，面积约二十平方米，已影响行人通行" * 2))
    assert card.widget.minimumSizeHint().width() <= 420


def test_that_the_keyboard_goes_to_the_next_verb(card: Card) -> None:
    card.look_at(here())
    card.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert card.buttons()[0].hasFocus()


def test_that_the_keyboard_that_pressed_a_verb_is_on_the_next_one(card: Card) -> None:
    card.look_at(here())
    card.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
    card.seat.relay.submit(Accept(by=card.seat.operator, ticket=HERE, seen=1))
    pressable_meanwhile = card.buttons()[0].isEnabled()
    card.qtbot.waitUntil(lambda: card.verbs()[0] == "File" and card.buttons()[0].isEnabled())
    assert (pressable_meanwhile, card.buttons()[0].hasFocus()) == (False, True)


@pytest.mark.parametrize("way", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_that_the_keyboard_goes_from_the_question_to_the_verbs(card: Card, way: Qt.Key) -> None:
    card.look_at(here())
    card.widget.ask_words("escalate", [here()])
    card.qtbot.keyClicks(card.widget.ask_bar._field, "beyond our means")
    card.qtbot.keyClick(card.widget.ask_bar._field, way)
    assert card.buttons()[0].hasFocus()


def test_that_a_question_takes_the_place_of_the_verbs_until_it_is_answered(card: Card) -> None:
    card.look_at(here())
    card.widget.ask_words("escalate", [here()])
    while_asked = card.verbs()
    card.qtbot.keyClick(card.widget.ask_bar._field, Qt.Key.Key_Escape)
    assert (while_asked, card.verbs()[0]) == ([], "Accept")


def test_that_a_question_is_never_squeezed(card: Card) -> None:
    card.look_at(here())
    card.widget.resize(420, 240)
    card.widget.ask_words("escalate", [here()])
    card.widget.tell("Somebody was first", "error")
    bar = card.widget.ask_bar
    card.qtbot.waitUntil(lambda: bar.height() >= bar.sizeHint().height())


def test_that_the_next_verb_says_below_the_buttons_why_it_is_refused(card: Card) -> None:
    ticket = here(state=State.FEEDBACK, handled_by=card.seat.operator.name)
    card.look_at(ticket)
    why = "You handled 1024: somebody else must check it."
    assert why in card.texts()
    refused = card.buttons()[0]
    assert (refused.isEnabled(), refused.toolTip(), refused.statusTip(), refused.accessibleDescription()) == (
        False, why, why, why,
    )  # fmt: skip


def test_that_a_refused_verb_beside_it_stays_in_sight_with_its_reason(card: Card) -> None:
    card.look_at(here(state=State.IN_PROGRESS, dispatched_by="王五", tier=Tier.CITY))
    escalate = next(button for button in card.buttons() if button.text() == "Escalate")
    assert (escalate.isEnabled(), escalate.accessibleDescription()) == (False, "1024 is at the top tier already.")
    assert escalate.accessibleDescription() not in card.texts()


def test_that_a_dispatch_of_what_cannot_be_sent_says_why(card: Card) -> None:
    card.look_at(here(state=State.CHECKED))
    card.widget.dispatch_first()
    assert "1024 is “To be closed”: “Dispatch” is not possible now." in card.texts()
