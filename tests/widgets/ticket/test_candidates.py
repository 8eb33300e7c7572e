"""Who could be sent stands side by side under the verbs: in sight, by number, by key, as far as there is room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.domain.place import LatLng
from console.domain.ticket import State, Target, TargetKind
from console.journal import News
from tests.builders import IN_GRID, a_crew
from tests.widgets.ticket.conftest import HERE, Card, here


def test_that_candidates_are_numbered_and_say_how_far_and_how_busy(card: Card) -> None:
    card.look_at(here())
    said = [button.accessibleName() for button in card.candidates()]
    assert said == ["1  王五 · 0 m · in hand 0", "2  赵六 · 0 m · in hand 0"]


def test_that_a_candidate_shows_its_name_above_how_far_and_how_busy(card: Card) -> None:
    card.look_at(here())
    assert card.candidates()[0].text().splitlines() == ["1  王五", "0 m · in hand 0"]


def test_that_all_candidates_are_in_sight_however_low_the_card(card: Card) -> None:
    third = a_crew("C3", name="消防救援站第二专职灭火与应急救援小队", place=IN_GRID)
    card.seat.relay.hear(News(crews=(third,)))
    card.look_at(here(description="很长的描述。" * 60))
    card.qtbot.waitUntil(lambda: len(card.candidates()) == 3)
    card.widget.resize(430, 200)
    seen = [button.visibleRegion().boundingRect().size() == button.size() for button in card.candidates()]
    assert seen == [True, True, True]


def test_that_a_candidate_too_long_for_its_button_is_whole_in_the_tool_tip(card: Card) -> None:
    name = "消防救援站第二专职灭火与应急救援小队"
    card.seat.relay.hear(News(crews=(a_crew("C1", name=name, version=2, place=IN_GRID),)))
    card.look_at(here())
    card.qtbot.waitUntil(lambda: card.candidates()[0].toolTip() == f"1  {name} · 0 m · in hand 0")
    card.widget.resize(430, 700)
    assert "…" in card.candidates()[0].text()


def test_that_the_keyboard_goes_from_the_verbs_to_the_candidates(card: Card) -> None:
    card.look_at(here())
    order: list[QWidget] = [card.widget]
    while (following := order[-1].nextInFocusChain()) is not None and following is not card.widget:
        order.append(following)
    places = [order.index(button) for button in (card.buttons()[0], *card.candidates())]
    assert places == sorted(places)


def test_that_candidates_make_way_for_a_question(card: Card) -> None:
    card.look_at(here())
    card.widget.ask_words("escalate", [here()])
    assert not card.candidates()


def test_that_candidates_come_back_after_the_question(card: Card) -> None:
    card.look_at(here())
    card.widget.ask_words("escalate", [here()])
    card.qtbot.keyClick(card.widget.focusWidget(), Qt.Key.Key_Escape)
    assert len(card.candidates()) == 2


def test_that_a_number_key_dispatches_to_the_candidate_of_that_number(card: Card) -> None:
    card.look_at(here())
    card.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
    card.qtbot.keyClick(card.widget.focusWidget(), Qt.Key.Key_2)
    assert card.dispatched == [([HERE], Target(TargetKind.CREW, "C2"))]


def test_that_a_number_without_a_candidate_does_nothing(card: Card) -> None:
    card.look_at(here())
    card.qtbot.keyClick(card.widget, Qt.Key.Key_3)
    assert not card.dispatched


def test_that_a_number_typed_into_the_reason_dispatches_nobody(card: Card) -> None:
    card.look_at(here())
    card.widget.ask_words("escalate", [here()])
    field = card.widget.focusWidget()
    assert field is not None
    card.qtbot.keyClicks(field, "12")
    assert not card.dispatched


def test_that_a_ticket_that_may_not_be_dispatched_has_no_candidates(card: Card) -> None:
    card.look_at(here(state=State.FEEDBACK))
    assert not card.candidates()


def test_that_candidates_follow_the_crews(card: Card) -> None:
    card.look_at(here())
    near = a_crew("C2", name="赵六", version=2, place=IN_GRID)
    far = a_crew("C1", version=2, place=LatLng(31.309, 120.605))
    card.seat.relay.hear(News(crews=(near, far)))
    card.qtbot.waitUntil(lambda: card.candidates()[0].text().startswith("1  赵六"))


def test_that_a_candidate_says_why_one_would_think_twice(card: Card) -> None:
    card.look_at(here(category="0402"))
    best = card.candidates()[0]
    assert (best.text().splitlines()[1][:13], best.toolTip().splitlines()[1]) == (
        "skill missing",
        "王五 lacks: gas repair.",
    )
