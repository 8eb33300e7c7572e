"""What a city calls by names of its own is said so on the screen, from the board's load on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from console import rulebook
from console.domain.rows import shipped_text
from console.domain.shift import Role
from console.domain.ticket import State
from console.rulebook import Rulebook
from tests.builders import NOON, a_ticket, an_operator
from tests.fakes import FakeStore
from tests.widgets.conftest import Seat
from widgets import rules, verbs, words
from widgets.kit.category_box import CategoryBox
from widgets.queue.filter import EVERYTHING
from widgets.queue.filter_bar import FilterBar

NAMES = """
[states.filed]
names = { zh = "待派遣", en = "Waiting for a crew" }
[roles.crew]
names = { zh = "处置员", en = "responder" }
[[verbs]]
name = "sign"
names = { zh = "接单", en = "Take on" }
"""
CATEGORIES = """[[categories]]
code = "9901"
major = { zh = "本市", en = "Of this city" }
name = { zh = "共享单车", en = "Shared bicycles" }
priority = 4
handle = { amount = 6, unit = "work_hour" }
"""
FILES = {"lifecycle.toml": NAMES, "categories.toml": CATEGORIES}


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    rules.take(rulebook.shipped())


@pytest.fixture
def own() -> Rulebook:
    made = rulebook.parse(FILES, 1)
    rules.take(made)
    return made


def test_that_states_verbs_and_roles_bear_the_city_s_names(own: Rulebook) -> None:
    said = (words.state(State.FILED), words.verb("sign"), words.role(Role.CREW))

    assert said == ("Waiting for a crew", "Take on", "responder")


def test_that_what_the_city_did_not_name_is_said_as_ever(own: Rulebook) -> None:
    assert (words.state(State.CLOSED), words.verb("accept")) == ("Closed", "Accept")


def test_that_categories_are_the_city_s(own: Rulebook) -> None:
    assert words.category_path("9901") == "Of this city / Shared bicycles"
    assert words.category("0101") == "0101"


def test_that_a_loaded_board_brings_its_rules(seat: Seat, store: FakeStore, qtbot: QtBot) -> None:
    with store.unit_of_work() as uow:
        uow.put_rules(FILES, NOON, "李四")
        uow.commit()
    with qtbot.waitSignal(seat.relay.reloaded):
        seat.relay.load()

    assert rules.in_force().version == seat.board.rulebook.version == 1


def test_that_a_look_back_keeps_the_names(seat: Seat, own: Rulebook) -> None:
    seat.board.load(replace(seat.board.around(()), rulebook=own))

    assert seat.board.around(()).rulebook is own


def test_that_the_queue_is_filtered_by_the_city_s_names(qtbot: QtBot, own: Rulebook) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    rules.take(rulebook.shipped())
    bar.learn()
    rules.take(own)
    bar.learn()
    bar.want(replace(EVERYTHING, states=frozenset({State.FILED})))

    assert "Waiting for a crew" in {button.toolTip() for button in bar.findChildren(QToolButton)}


def test_that_new_categories_are_offered_and_what_was_typed_stays(qtbot: QtBot) -> None:
    box = CategoryBox()
    qtbot.addWidget(box)
    box.setEditText("99")
    rules.take(rulebook.parse(FILES, 1))
    box.learn()

    assert (box.count(), box.currentText(), box.code()) == (1, "99", "9901")


def test_that_a_category_that_is_still_there_stays_chosen(qtbot: QtBot) -> None:
    box = CategoryBox()
    qtbot.addWidget(box)
    box.type("2101")
    rules.take(rulebook.parse({"categories.toml": shipped_text("categories.toml")}, 1))
    box.learn()

    assert box.code() == "2101"


def test_that_a_button_goes_by_the_city_s_roles() -> None:
    taken_away = '[[verbs]]\nname = "file"\nroles = ["duty_commander"]\n'
    rules.take(rulebook.parse({"lifecycle.toml": taken_away}, 1))
    lead = an_operator(roles=frozenset({Role.SHIFT_LEAD}))

    against = verbs.why_not("file", a_ticket(state=State.ACCEPTED), lead, NOON)

    assert against is not None
    assert against.facts["roles"] == ["duty_commander"]
