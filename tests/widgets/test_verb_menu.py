"""The menu of verbs: grouped by what they do, what the state lets be first, and beside each what is against it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolTip
from pytestqt.qtbot import QtBot

from console.domain.errors import Refused
from console.domain.records import Records, Request
from console.domain.shift import Operator, Role
from console.domain.ticket import State
from tests.builders import NOON, a_ticket, an_operator
from tests.widgets.ticket.conftest import entries_of
from widgets import verb_menu, verbs, words

NOTHING = Records()


class Menu:
    """A menu as it opens for one ticket."""

    def __init__(self, qtbot: QtBot, state: State, by: Operator, noted: Records = NOTHING) -> None:
        self.menu = QMenu()
        qtbot.addWidget(self.menu)
        self.chosen: list[str] = []
        verb_menu.fill(self.menu, [a_ticket(state=state, noted=noted)], by, NOON, why=_why, do=self.chosen.append)
        self.by_name = {action.text(): action for action in entries_of(self.menu)}

    def at_first(self) -> list[str]:
        entries = (action for action in self.menu.actions() if action.menu() is None and not action.isSeparator())
        return [action.text() for action in entries]


def _why(refused: Refused | None) -> str:
    return words.refusal(refused) if refused is not None else ""


def test_that_every_verb_can_be_found(qtbot: QtBot) -> None:
    given = {words.verb(verb) for _name, members in verbs.GROUPS for verb in members}
    menu = Menu(qtbot, State.IN_PROGRESS, an_operator())
    assert {name.removeprefix("Ask: ") for name in menu.by_name} == given


def test_that_only_what_the_state_lets_be_stands_at_first(qtbot: QtBot) -> None:
    assert Menu(qtbot, State.MERGED, an_operator()).at_first() == ["Unmerge", "Show the caller"]


@pytest.mark.parametrize(("verb", "state"), [("Sign", State.REPORTED), ("Close case", State.IN_PROGRESS)])
def test_that_what_is_against_a_verb_is_told_by_tip_and_status(qtbot: QtBot, verb: str, state: State) -> None:
    menu = Menu(qtbot, state, an_operator())
    action = menu.by_name[verb]
    assert (action.isEnabled(), action.toolTip(), action.statusTip()) == (False, action.statusTip(), action.toolTip())
    assert words.state(state) in action.statusTip()


def test_that_the_arrow_keys_stop_at_what_cannot_be_done_and_never_at_a_heading(qtbot: QtBot) -> None:
    menu = Menu(qtbot, State.REPORTED, an_operator()).menu
    menu.popup(menu.pos())
    reached = []
    for _ in menu.actions():
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        reached.append(menu.activeAction())
    assert not all(action.isEnabled() for action in reached)
    assert all(action.isEnabled() or action.statusTip() for action in reached)


def test_that_what_is_against_a_verb_is_told_beside_it_as_the_keys_reach_it(qtbot: QtBot) -> None:
    menu = Menu(qtbot, State.REPORTED, an_operator())
    menu.menu.popup(menu.menu.pos())
    for entry in menu.menu.actions():
        if not entry.isEnabled() and not entry.isSeparator():
            menu.menu.setActiveAction(entry)
            assert QToolTip.text() == entry.toolTip()


def test_that_who_may_approve_finds_both_answers_where_the_verb_would_be(qtbot: QtBot) -> None:
    request = Request(verb="extend", by="王五", at=NOON, reason="缺料", hours=4.0)
    menu = Menu(qtbot, State.IN_PROGRESS, an_operator(), noted=Records(request=request))
    answers = ("Approve: Extend", "Refuse the request")
    assert [menu.by_name[name].isEnabled() for name in answers] == [True, True]
    assert set(answers) <= set(menu.at_first())


def test_that_a_crew_finds_the_asking_where_the_verb_would_be(qtbot: QtBot) -> None:
    menu = Menu(qtbot, State.IN_PROGRESS, an_operator(roles=frozenset({Role.CREW})))
    menu.by_name["Ask: Suspend"].trigger()
    assert menu.chosen == ["ask:suspend"]
