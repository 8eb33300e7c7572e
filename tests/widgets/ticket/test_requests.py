"""What is asked for stands on the card until another says yes or no; likely duplicates are offered for merging."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from console.domain.records import CoHandler, Request
from console.domain.ticket import State, Ticket, TicketId
from console.orders import Accept
from tests.builders import NOON
from tests.widgets.ticket.conftest import HERE, Card, here
from widgets.verbs import Said


def asked(by: str = "王五", **more: object) -> Ticket:
    ticket = here(state=State.IN_PROGRESS, due_at=None)
    request = Request(**({"verb": "extend", "by": by, "at": NOON, "reason": "配件未到", "hours": 4.0} | more))  # type: ignore[arg-type]
    return replace(ticket, noted=replace(ticket.noted, request=request))


def button(card: Card, text: str) -> QPushButton:
    return next(b for b in card.widget.findChildren(QPushButton) if b.text() == text and b.isVisible())


def test_that_a_request_says_who_wants_what_and_why(card: Card) -> None:
    card.look_at(asked())
    assert "王五 asks: Extend · 4 h more · 05-06 12:00\n配件未到" in card.texts()


def test_that_without_a_request_nothing_is_shown(card: Card) -> None:
    card.look_at(here())
    assert card.widget.request_bar.isHidden()


def test_that_approving_gives_what_was_asked_for(card: Card) -> None:
    given: list[tuple[str, list[TicketId], Said]] = []
    card.widget.words_given.connect(lambda verb, ids, said: given.append((verb, ids, said)))
    card.look_at(asked())
    button(card, "Approve").click()
    assert given == [("extend", [HERE], Said(text="配件未到", hours=4.0))]


def test_that_a_suspension_is_approved_with_its_day(card: Card) -> None:
    given: list[Said] = []
    card.widget.words_given.connect(lambda _verb, _ids, said: given.append(said))
    card.look_at(asked(verb="suspend", hours=None, review_at=NOON + timedelta(days=3)))
    button(card, "Approve").click()
    assert given[0].review_at == NOON + timedelta(days=3)


def test_that_refusing_asks_for_the_reason(card: Card) -> None:
    card.look_at(asked())
    button(card, "Refuse …").click()
    assert card.asked == [("refuse", [HERE])]


def test_that_who_asked_can_neither_approve_nor_refuse_and_is_told_why(card: Card) -> None:
    card.look_at(asked(by=card.seat.operator.name))
    answers = [button(card, text) for text in ("Approve", "Refuse …")]
    assert [(b.isEnabled(), "somebody else must approve" in b.toolTip()) for b in answers] == [(False, True)] * 2


def test_that_nothing_is_answered_while_an_order_is_under_way(card: Card) -> None:
    card.look_at(asked())
    card.seat.relay.hold([Accept(by=card.seat.operator, ticket=HERE, seen=1)])
    assert not button(card, "Approve").isEnabled()


def test_that_co_handlers_are_listed_with_what_they_did(card: Card) -> None:
    ticket = here(state=State.IN_PROGRESS)
    helpers = (
        CoHandler(kind="crew", id="C2", name="赵六"),
        CoHandler(kind="department", id="D1", name="城管局", done=True, result="已清运"),
    )
    card.look_at(replace(ticket, noted=replace(ticket.noted, co_handlers=helpers)))
    assert "赵六: not done, the lead waits\n城管局: done. 已清运" in card.texts()


def test_that_a_likely_duplicate_is_offered_for_merging(card: Card) -> None:
    given: list[tuple[str, Said]] = []
    card.widget.words_given.connect(lambda verb, _ids, said: given.append((verb, said)))
    other = here(id=TicketId(2), number="1025")
    card.look_at(other)
    card.look_at(here())
    button(card, "Merge into it").click()
    assert given == [("merge", Said(into=other, text="Likely the same matter: 0 m away, 00:00 apart"))]


def test_that_a_likely_duplicate_opens_at_a_press(card: Card) -> None:
    card.look_at(here(id=TicketId(2), number="1025"))
    card.look_at(here())
    next(b for b in card.widget.alike.findChildren(QPushButton) if b.accessibleName().startswith("1025")).click()
    assert card.seat.focus.ticket == TicketId(2)


@pytest.mark.parametrize("other", [{"category": "0302"}, {"reported_at": NOON - timedelta(days=9)}])
def test_that_what_is_another_matter_is_not_offered(card: Card, other: dict[str, object]) -> None:
    card.look_at(here(id=TicketId(2), number="1025", **other))
    card.look_at(here())
    assert card.widget.alike.isHidden()


def test_that_a_closed_ticket_can_be_followed_up_and_reopened(card: Card) -> None:
    card.look_at(here(state=State.CLOSED))
    card.qtbot.waitUntil(lambda: card.verbs() == ["Follow-up call", "Reopen"])


def test_that_a_merged_ticket_can_be_brought_back(card: Card) -> None:
    card.look_at(here(state=State.MERGED))
    card.qtbot.waitUntil(lambda: card.verbs() == ["Unmerge"])
