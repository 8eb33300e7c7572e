"""The sheet of a dispute on the card: what it asks, what it gives, and what the facts and the history tell of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from console.domain.records import Mediation, Outcome, Records
from console.domain.ticket import State, TicketId
from console.journal import Kind
from tests.builders import CITY, a_ticket, an_entry
from tests.widgets.ticket.conftest import Card, here
from widgets.ticket.mediation import MediationSheet, described, mediators
from widgets.verbs import Said

DISPUTE = "0701"
AGREED = Mediation(parties=("张**", "李**"), mediator="王五", amount="12000.00", outcome=Outcome.AGREED)


@pytest.fixture
def sheet(qtbot: QtBot) -> MediationSheet:
    made = MediationSheet(None, ["李四", "王五"])
    qtbot.addWidget(made)
    return made


def given(card: Card) -> list[tuple[str, list[TicketId], Said]]:
    heard: list[tuple[str, list[TicketId], Said]] = []
    card.widget.words_given.connect(lambda verb, ids, said: heard.append((verb, ids, said)))
    return heard


def test_that_two_parties_and_a_mediator_are_needed(sheet: MediationSheet) -> None:
    sheet.parties.setText("张三丰")
    sheet.mediator.setEditText("王五")
    assert sheet.told() is None
    sheet.parties.setText("张三丰，李四光")
    assert sheet.told() == Mediation(parties=("张三丰", "李四光"), mediator="王五")


def test_that_only_an_agreement_has_an_amount(sheet: MediationSheet) -> None:
    sheet.parties.setText("张**、李**")
    sheet.mediator.setEditText("王五")
    assert not sheet.amount.isEnabled()
    sheet.outcome.setCurrentIndex(sheet.outcome.findData(Outcome.AGREED))
    sheet.amount.setText("500")
    told = sheet.told()
    assert told is not None
    assert (told.outcome, told.amount) == (Outcome.AGREED, "500")
    sheet.outcome.setCurrentIndex(sheet.outcome.findData(Outcome.FAILED))
    told = sheet.told()
    assert told is not None
    assert told.amount == ""


def test_that_what_is_known_stands_in_the_sheet(qtbot: QtBot) -> None:
    known = MediationSheet(AGREED, [])
    qtbot.addWidget(known)
    assert known.told() == AGREED


def test_that_mediators_are_whoever_sits_here_and_the_crews_of_the_township(card: Card) -> None:
    assert mediators(card.seat.relay, a_ticket()) == ["李四", "王五", "赵六"]


def test_that_a_dispute_offers_mediation_first_and_gives_what_was_said(card: Card, qtbot: QtBot) -> None:
    ticket = here(state=State.IN_PROGRESS, category=DISPUTE)
    card.look_at(ticket)
    assert card.verbs()[0] == "Mediate"
    heard = given(card)
    card.widget.ask_words("mediate", [ticket])
    sheet = card.widget.ask_bar.findChild(MediationSheet)
    assert isinstance(sheet, MediationSheet)
    sheet.parties.setText("张三丰,李四光")
    sheet.mediator.setEditText("赵六")
    qtbot.keyClick(sheet.parties, Qt.Key.Key_Return)
    ((verb, ids, said),) = heard
    assert (verb, ids) == ("mediate", [ticket.id])
    assert said.mediation == Mediation(parties=("张三丰", "李四光"), mediator="赵六")


def test_that_the_facts_tell_how_the_mediation_stands(card: Card) -> None:
    card.look_at(here(category=DISPUTE, noted=Records(mediation=AGREED)))
    assert described(AGREED) in card.texts()
    assert described(AGREED) == "张**, 李** · mediator 王五 · agreed · 12000.00 yuan"


@pytest.mark.parametrize(
    ("kind", "detail", "said"),
    [
        (Kind.CLOSED, {"answer": "queued"}, "answer to the source queued"),
        (Kind.PATROL_PLANTED, {"every_days": "7", "times": "4", "note": "看复发"}, "every 7 days, 4 times"),
        (Kind.TAKEN_IN, {"source": "system", "patrol_of": "1024"}, "follow-up of 1024"),
        (Kind.MEDIATED, {"mediator": "王五", "outcome": "to_court"}, "王五 goes to court"),
    ],
)
def test_that_the_history_tells_it(card: Card, kind: Kind, detail: dict[str, str], said: str) -> None:
    entry = an_entry(a_ticket(centre=CITY), kind=kind, detail=detail)
    assert said in card.widget._timeline.words_of(entry)


def test_that_follow_up_checks_are_planted_with_days_and_times(card: Card) -> None:
    ticket = here(state=State.CLOSED)
    card.look_at(ticket)
    heard = given(card)
    card.widget.ask_words("plant_patrol", [ticket])
    every, times = card.widget.ask_bar.findChildren(QSpinBox)
    every.setValue(14)
    times.setValue(3)
    buttons = card.widget.ask_bar.findChildren(QPushButton)
    next(button for button in buttons if button.text() == "Plant follow-up checks").click()
    ((verb, _, said),) = heard
    assert (verb, said.every_days, said.times) == ("plant_patrol", 14, 3)
