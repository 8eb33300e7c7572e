"""The line that asks for words: what is typed there waits for its ticket, and goes only with its order."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from console.domain.ticket import TicketId
from tests.builders import a_ticket
from widgets.kit.drafts import Drafts
from widgets.ticket.ask_bar import AskBar
from widgets.verbs import Said

ONE, TWO = a_ticket(id=TicketId(1)), a_ticket(id=TicketId(2))


class Bar:
    """The line as an operator sees it."""

    def __init__(self, drafts: Drafts, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.widget = AskBar(drafts, lambda _need, _ticket, _said: None)
        qtbot.addWidget(self.widget)
        found = self.widget.findChild(QLineEdit)
        assert isinstance(found, QLineEdit)
        self.field = found
        self.given: list[tuple[str, list[TicketId], Said]] = []
        self.widget.given.connect(lambda verb, ids, said: self.given.append((verb, ids, said)))

    @property
    def give(self) -> QPushButton:
        return next(button for button in self.widget.findChildren(QPushButton) if button.text() != "Not now")

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.field, key)


@pytest.fixture
def drafts(tmp_path: Path, qtbot: QtBot) -> Drafts:
    return Drafts(tmp_path / "drafts.json")


@pytest.fixture
def bar(drafts: Drafts, qtbot: QtBot) -> Bar:
    return Bar(drafts, qtbot)


def test_that_it_is_hidden_until_something_is_asked(bar: Bar) -> None:
    assert (bar.widget.isHidden(), bar.widget.asks_about()) == (True, ("", []))


def test_that_the_question_is_the_fields_name_for_a_screen_reader(bar: Bar) -> None:
    bar.widget.ask("return", [ONE], "Return 1: for what reason?", "Return")
    question = bar.widget.findChild(QLabel)
    assert isinstance(question, QLabel)
    assert bar.field.accessibleName() == question.text() == "Return 1: for what reason?"


def test_that_nothing_can_be_given_before_something_is_said(bar: Bar) -> None:
    bar.widget.ask("return", [ONE], "?", "Return")
    bar.field.setText("  ")
    bar.press(Qt.Key.Key_Return)
    assert (bar.give.isEnabled(), bar.given) == (False, [])


def test_that_enter_gives_what_was_typed(bar: Bar) -> None:
    bar.widget.ask("return", [ONE], "?", "Return")
    bar.field.setText(" 地址不对 ")
    bar.press(Qt.Key.Key_Return)
    assert (bar.given, bar.widget.isHidden()) == ([("return", [TicketId(1)], Said(text="地址不对"))], True)


@pytest.mark.parametrize(("typed", "allowed"), [("", False), ("11", False), ("12", True)])
def test_that_only_the_right_number_confirms(bar: Bar, typed: str, allowed: bool) -> None:
    bar.widget.ask("dispatch", [ONE], "?", "Dispatch", wanted="12")
    bar.field.setText(typed)
    assert bar.give.isEnabled() is allowed


def test_that_the_words_come_back_with_their_ticket(bar: Bar) -> None:
    bar.widget.ask("return", [ONE], "?", "Return")
    bar.field.setText("地址不对")
    bar.widget.follow(TWO.id)
    hidden = bar.widget.isHidden()
    bar.widget.follow(ONE.id)
    assert (hidden, bar.widget.isHidden(), bar.field.text()) == (True, False, "地址不对")


def test_that_each_ticket_keeps_its_own_words(bar: Bar) -> None:
    for ticket, words in ((ONE, "地址不对"), (TWO, "不归本所")):
        bar.widget.follow(ticket.id)
        bar.widget.ask("return", [ticket], "?", "Return")
        bar.field.setText(words)
    bar.widget.follow(ONE.id)
    assert bar.field.text() == "地址不对"


def test_that_each_verb_of_a_ticket_keeps_its_own_words(bar: Bar) -> None:
    bar.widget.ask("return", [ONE], "?", "Return")
    bar.field.setText("地址不对")
    bar.widget.ask("escalate", [ONE], "?", "Escalate")
    assert bar.field.text() == ""


def test_that_a_number_half_typed_does_not_wait(bar: Bar) -> None:
    bar.widget.ask("dispatch", [ONE], "?", "Dispatch", wanted="12")
    bar.widget.follow(TWO.id)
    bar.widget.follow(ONE.id)
    assert bar.widget.isHidden()


def test_that_words_put_aside_stand_there_when_the_verb_is_asked_for_again(bar: Bar) -> None:
    bar.widget.ask("return", [ONE], "?", "Return")
    bar.field.setText("地址不对")
    bar.press(Qt.Key.Key_Escape)
    bar.widget.ask("return", [ONE], "?", "Return")
    assert bar.field.text() == "地址不对"


def test_that_words_put_aside_do_not_come_back_by_themselves(bar: Bar) -> None:
    bar.widget.ask("return", [ONE], "?", "Return")
    bar.press(Qt.Key.Key_Escape)
    bar.widget.follow(TWO.id)
    bar.widget.follow(ONE.id)
    assert bar.widget.isHidden()


def test_that_words_outlive_a_crash(bar: Bar, drafts: Drafts, tmp_path: Path, qtbot: QtBot) -> None:
    bar.widget.ask("return", [ONE, TWO], "?", "Return")
    bar.field.setText("地址不对")
    drafts.save()
    after = Bar(Drafts(tmp_path / "drafts.json"), qtbot)
    after.widget.ask("return", [TWO], "?", "Return")
    assert after.field.text() == "地址不对"


def test_that_words_given_are_kept_until_their_order_went_through(bar: Bar, drafts: Drafts) -> None:
    bar.widget.ask("return", [ONE, TWO], "?", "Return")
    bar.field.setText("地址不对")
    bar.press(Qt.Key.Key_Return)
    bar.widget.done("return", ONE.id)
    assert drafts.under("return/") == {"return/2": "地址不对"}
