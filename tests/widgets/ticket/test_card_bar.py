"""The card of supervision on the ticket: which step, who answers and why, and the way to reply."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from console.domain import records
from console.domain.records import Step
from console.domain.ticket import State, Ticket
from console.ladder import Why
from tests.builders import CITY, DISTRICT, NOON
from tests.widgets.ticket.conftest import HERE, Card, here


def carded(step: Step, **more: Any) -> Ticket:
    ticket = here(state=State.DISPATCHED)
    said: dict[str, Any] = {
        "at": NOON,
        "stage": ticket.stage_began,
        "responsible": "王五",
        "reason": Why.OVERDUE.value,
    } | more
    return replace(ticket, noted=replace(ticket.noted, cards=(records.Card(step=step, **said),)))


def test_that_a_card_tells_who_answers_why_and_since_when(card: Card) -> None:
    card.look_at(carded(Step.YELLOW))

    assert card.widget.card_bar.isVisible()
    assert card.widget.card_bar.chip.accessibleName() == "Yellow card"
    assert "王五 answers · overdue · since 05-06 12:00" in card.texts()


def test_that_a_role_answers_by_its_word_and_centre(card: Card) -> None:
    card.look_at(carded(Step.YELLOW, responsible="dispatcher"))

    assert f"区域{CITY} dispatcher answers" in card.text()


def test_that_a_card_by_hand_tells_who_issued_it_and_who_has_a_copy(card: Card) -> None:
    card.look_at(carded(Step.BLACK, by="赵六", reason="领导批示", copied_to=DISTRICT, is_listed=True))

    assert "领导批示" in card.text()
    assert card.widget.card_bar.text.toolTip() == f"Issued by 赵六 · on the list of 区域{DISTRICT}"


def test_that_replying_asks_for_the_answer(card: Card) -> None:
    card.look_at(carded(Step.RED))

    card.widget.card_bar.reply.click()

    assert card.asked == [("reply", [HERE])]


def test_that_an_urge_stands_there_without_a_reply(card: Card) -> None:
    card.look_at(carded(Step.URGE))

    assert card.widget.card_bar.isVisible()
    assert card.widget.card_bar.reply.isHidden()


def test_that_nothing_stands_there_once_the_card_was_answered(card: Card) -> None:
    card.look_at(carded(Step.RED, reply="已到场", replied_by="王五"))

    assert card.widget.card_bar.isHidden()
