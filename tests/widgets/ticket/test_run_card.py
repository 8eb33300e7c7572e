"""The run card in the ticket's card: whom it names, what it lacks, and everybody sent at one press."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from console.domain.crew import CrewKind
from console.domain.ticket import State, Target, TargetKind, TicketId
from console.journal import News
from tests.builders import IN_GRID, a_crew
from tests.widgets.ticket.conftest import HERE, Card, here

FIRE = "0401"
WORKER = Target(TargetKind.CREW, "C1")
OTHER = Target(TargetKind.CREW, "C2")
LACKING = "Lacking: 2 × Unit with rescue, 消防, 应急"


def opened(card: Card, **changes: object) -> Card:
    """Look at a fire, and press for its run card."""
    card.look_at(here(**({"category": FIRE} | changes)))
    card.widget._run_card_button.click()
    return card


def lines(card: Card) -> list[str]:
    told = [label.text() for label in card.widget.run_card.findChildren(QLabel) if label.isVisible()]
    return "\n".join(told).splitlines()


def button(card: Card, words: str) -> QPushButton:
    found = [one for one in card.widget.run_card.findChildren(QPushButton) if one.accessibleName().startswith(words)]
    return found[0]


def test_that_the_card_names_whom_to_send_and_what_is_lacking(card: Card) -> None:
    assert lines(opened(card))[:4] == [
        "Run card: Fire or smoke",
        "Leads: 王五 · skill missing · 0 m · in hand 0",
        "Helps: 赵六 · skill missing · 0 m · in hand 0",
        LACKING,
    ]


def test_that_the_checklist_is_told_in_its_order(card: Card) -> None:
    assert lines(opened(card))[4].startswith("1. Ask where it burns")


def test_that_one_press_asks_for_everybody(card: Card) -> None:
    asked: list[tuple[object, ...]] = []
    card.widget.send_asked.connect(lambda *said: asked.append(said))
    button(opened(card), "Send").click()
    assert asked == [([HERE], WORKER, [OTHER], "Run card: Fire or smoke")]


def test_that_one_press_hangs_the_cameras_of_the_card(card: Card) -> None:
    hung: list[object] = []
    card.widget.hang_asked.connect(hung.append)
    button(opened(card), "Hang").click()
    assert hung == [["1", "2", "3", "4"]]


def test_that_nobody_can_be_sent_twice_at_once(card: Card) -> None:
    opened(card)
    card.widget.run_card.show_ticket(here(category=FIRE), underway=True)
    assert not button(card, "Send").isEnabled()


def test_that_it_says_when_nobody_can_be_sent(card: Card) -> None:
    for id_ in ("C1", "C2"):
        card.seat.relay.hear(News(crews=(a_crew(id_, version=2, kind=CrewKind.VOLUNTEER),)))
    card.qtbot.waitUntil(lambda: all(crew.kind is CrewKind.VOLUNTEER for crew in card.seat.board.crews.values()))
    opened(card)
    send = button(card, "Send")
    assert (send.isEnabled(), send.accessibleDescription()) == (False, "Nobody whom it names can be sent now.")


def test_that_it_follows_the_crews(card: Card) -> None:
    opened(card)
    station = a_crew("C9", name="消防站", kind=CrewKind.UNIT, skills=frozenset({"rescue"}), place=IN_GRID)
    card.seat.relay.hear(News(crews=(station,)))
    card.qtbot.waitUntil(lambda: lines(card)[1].startswith("Leads: 消防站"))


def test_that_the_keyboard_stays_where_it_is_while_crews_move(card: Card) -> None:
    send = button(opened(card), "Send")
    send.setFocus()
    card.widget.run_card.show_ticket(here(category=FIRE))
    assert card.widget.focusWidget() is send


def test_that_a_matter_without_a_card_says_so(card: Card) -> None:
    assert lines(opened(card, category="0101")) == ["No run card for matters of this kind"]


def test_that_a_ticket_that_is_sent_keeps_its_checklist_and_no_more(card: Card) -> None:
    opened(card, state=State.IN_PROGRESS)
    assert lines(card)[1].startswith("1. ")


def test_that_an_ended_ticket_offers_no_run_card(card: Card) -> None:
    card.look_at(here(category=FIRE, state=State.CLOSED))
    assert not card.widget._run_card_button.isVisible()


def test_that_the_next_ticket_begins_with_its_facts(card: Card) -> None:
    opened(card)
    card.look_at(here(id=TicketId(2), number="1025", category=FIRE))
    assert (card.widget._about.isVisible(), card.widget.run_card.isVisible()) == (True, False)


def test_that_the_run_card_takes_the_room_of_the_candidates(card: Card) -> None:
    assert not opened(card).candidates()


def test_that_the_candidates_come_back_after_it(card: Card) -> None:
    opened(card).widget._run_card_button.click()
    assert card.candidates()


@pytest.mark.parametrize("words", ["Send", "Hang"])
def test_that_the_keyboard_reaches_what_can_be_pressed(card: Card, words: str) -> None:
    assert button(opened(card), words).focusPolicy() & Qt.FocusPolicy.TabFocus


def test_that_nobody_is_sent_by_a_number_that_is_not_in_sight(card: Card) -> None:
    opened(card)
    card.qtbot.keyClick(card.widget, Qt.Key.Key_1)
    assert not card.dispatched


def test_that_nobody_who_is_not_in_sight_is_the_first_candidate(card: Card) -> None:
    opened(card)
    card.widget.dispatch_first()
    assert not card.dispatched
