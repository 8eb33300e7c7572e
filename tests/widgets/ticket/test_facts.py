"""What is known about a ticket: above all whether its source was told how it ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from console.answer_orders import TakeAnswers
from console.domain.aftercare import SourceAnswer
from console.domain.ticket import State, Ticket
from console.handlers import handle
from tests.builders import CITY, NOON, a_ticket, an_entry, an_operator
from tests.widgets.conftest import Seat
from widgets.ticket.facts import Facts


def a_kept(seat: Seat, **changes: Any) -> Ticket:
    ticket = a_ticket(source="public", **changes)
    with seat.store.unit_of_work() as uow:
        uow.record(ticket, [an_entry(ticket)])
        uow.commit()
    return ticket


def queue(seat: Seat, ticket: Ticket) -> None:
    answer = SourceAnswer(
        ticket=ticket.id, source="public", outside_number="", outcome=State.CLOSED, text="已清理", made_at=NOON
    )
    with seat.store.unit_of_work() as uow:
        uow.ledgers.queue_answer(answer)
        uow.commit()


def take(seat: Seat, at: datetime) -> None:
    """Let another desk take all answers, and this one hear of it."""
    ids = tuple(answer.id for _, answer in seat.store.archive().ledgers.waiting_answers(CITY))
    order = TakeAnswers(by=an_operator("12345平台"), answers=ids, what="answers json", reason="", at=at)
    with seat.store.unit_of_work() as uow:
        seat.relay.hear(handle(order, uow, seat.clock))


def reply(facts: Facts) -> str:
    """Return what the card says of the reply to the source, "" where it says nothing."""
    labels = [label for label in facts.findChildren(QLabel) if not label.isHidden()]
    told = [label.text() for label in labels]
    return told[told.index("Reply to source") + 1] if "Reply to source" in told else ""


@pytest.fixture
def facts(seat: Seat, qtbot: QtBot) -> Facts:
    made = Facts(seat.relay, UTC)
    qtbot.addWidget(made)
    return made


def test_that_an_answer_that_waits_is_told_as_queued(seat: Seat, facts: Facts, qtbot: QtBot) -> None:
    ticket = a_kept(seat, state=State.CLOSED)
    queue(seat, ticket)
    facts.show_ticket(ticket)
    qtbot.waitUntil(lambda: reply(facts) == "queued since 2024-05-06 12:00:00")


def test_that_an_answer_that_is_taken_meanwhile_is_told_as_taken(seat: Seat, facts: Facts, qtbot: QtBot) -> None:
    ticket = a_kept(seat, state=State.CLOSED)
    queue(seat, ticket)
    facts.show_ticket(ticket)
    qtbot.waitUntil(lambda: bool(reply(facts)))
    take(seat, NOON + timedelta(hours=1))
    qtbot.waitUntil(lambda: reply(facts) == "taken 2024-05-06 13:00:00")


def test_that_a_ticket_whose_source_is_owed_nothing_says_nothing(seat: Seat, facts: Facts, qtbot: QtBot) -> None:
    other, ticket = a_kept(seat, state=State.CLOSED), a_kept(seat, state=State.CLOSED)
    queue(seat, other)
    facts.show_ticket(other)
    qtbot.waitUntil(lambda: bool(reply(facts)))
    with qtbot.waitSignal(seat.relay.answered):
        facts.show_ticket(ticket)
    assert reply(facts) == ""
