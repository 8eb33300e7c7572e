"""What a verb needs besides words is chosen beside the ticket, and nothing is given before it is whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QDoubleSpinBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from console.domain.records import CoHandler, Step
from console.domain.ticket import Holder, Priority, State, Target, TargetKind, Ticket, TicketId
from tests.builders import CITY, NOON, VILLAGE
from tests.widgets.ticket.conftest import Card, here
from widgets.verbs import Said

HELD = Holder(TargetKind.CREW, "C1", "王五")


class Asked:
    """The question on the card, as a hand answers it."""

    def __init__(self, card: Card, verb: str, ticket: Ticket, said: Said | None = None) -> None:
        self.card, self.bar = card, card.widget.ask_bar
        card.look_at(ticket)
        self.given: list[Said] = []
        card.widget.words_given.connect(lambda _verb, _ids, said: self.given.append(said))
        if said is None:
            card.widget.ask_words(verb, [ticket])
        else:
            card.widget.ask_words(verb, [ticket], said=said)

    def box(self, name: str) -> QComboBox:
        return next(box for box in self.bar.findChildren(QComboBox) if box.accessibleName() == name)

    @property
    def give(self) -> QPushButton:
        return self.bar._give

    def say(self, text: str) -> None:
        self.bar._field.setText(text)

    def enter(self) -> Said:
        self.give.click()
        return self.given[-1]


def test_that_an_extension_says_how_many_hours(card: Card) -> None:
    asked = Asked(card, "extend", here(state=State.IN_PROGRESS, holder=HELD))
    field = asked.bar.findChild(QDoubleSpinBox)
    assert isinstance(field, QDoubleSpinBox)
    field.setValue(6.5)
    asked.say("配件未到")
    said = asked.enter()
    assert (said.hours, said.text) == (6.5, "配件未到")


def test_that_hours_without_a_reason_are_not_given(card: Card) -> None:
    asked = Asked(card, "extend", here(state=State.IN_PROGRESS, holder=HELD))
    assert not asked.give.isEnabled()


def test_that_a_suspension_proposes_the_morning_three_days_on(card: Card) -> None:
    asked = Asked(card, "suspend", here(state=State.IN_PROGRESS, holder=HELD))
    asked.say("等待材料")
    assert asked.enter().review_at == datetime(2024, 5, 9, 9, 0, tzinfo=UTC)


def test_that_a_suspension_is_looked_at_again_when_it_is_said(card: Card) -> None:
    asked = Asked(card, "suspend", here(state=State.IN_PROGRESS, holder=HELD))
    field = asked.bar.findChild(QDateTimeEdit)
    assert isinstance(field, QDateTimeEdit)
    field.setDate(field.date().addDays(4))
    asked.say("等待材料")
    assert asked.enter().review_at == datetime(2024, 5, 13, 9, 0, tzinfo=UTC)


def test_that_a_transfer_goes_to_the_chosen(card: Card) -> None:
    asked = Asked(card, "transfer", here(state=State.IN_PROGRESS, holder=HELD))
    box = asked.box("To whom")
    box.setCurrentIndex([box.itemText(row).startswith("赵六") for row in range(box.count())].index(True))
    asked.say("跨片")
    assert asked.enter().target == Target(TargetKind.CREW, "C2")


def test_that_a_transfer_by_drop_has_its_target_already(card: Card) -> None:
    to = Target(TargetKind.DEPARTMENT, "D1")
    asked = Asked(card, "transfer", here(state=State.IN_PROGRESS, holder=HELD), Said(target=to))
    asked.say("跨部门")
    assert asked.enter().target == to


def test_that_a_co_handler_may_be_one_the_lead_does_not_wait_for(card: Card) -> None:
    asked = Asked(card, "co_handle", here(state=State.FILED))
    box = next(b for b in asked.bar.findChildren(QAbstractButton) if b.text() == "The lead waits for it")
    box.click()
    assert asked.enter().must is False


def test_that_only_co_handlers_who_are_not_done_are_offered(card: Card) -> None:
    ticket = here(state=State.IN_PROGRESS, holder=HELD)
    helpers = (CoHandler(kind="crew", id="C2", name="赵六"), CoHandler(kind="crew", id="C3", name="孙七", done=True))
    asked = Asked(card, "co_done", replace(ticket, noted=replace(ticket.noted, co_handlers=helpers)))
    box = asked.box("Which co-handler")
    assert [box.itemText(row) for row in range(box.count())] == ["赵六"]


def test_that_a_class_that_stays_the_same_cannot_be_given(card: Card) -> None:
    asked = Asked(card, "reclassify", here())
    asked.say("报错了")
    assert not asked.give.isEnabled()


def test_that_a_corrected_priority_keeps_the_category(card: Card) -> None:
    asked = Asked(card, "reclassify", here())
    box = asked.box("Right priority")
    box.setCurrentIndex(box.findText("Critical"))
    asked.say("有人受伤")
    said = asked.enter()
    assert (said.category, said.priority) == ("0101", Priority.P1)


def test_that_likely_duplicates_come_first_when_merging(card: Card) -> None:
    other = here(id=TicketId(2), number="1025", title="同一堆垃圾")
    card.look_at(other)
    asked = Asked(card, "merge", here())
    asked.say("同一堆")
    assert asked.enter().into == other


def test_that_what_another_centre_holds_is_not_offered_for_merging(card: Card) -> None:
    card.look_at(here(id=TicketId(2), number="1025", centre=VILLAGE))
    assert Asked(card, "merge", here()).box("Into which ticket").count() == 0


def test_that_a_merge_by_hand_asks_into_which_and_why(card: Card) -> None:
    asked = Asked(card, "merge", here())
    assert asked.bar._question.text() == "Merge 1024: into which ticket, and why?"


def test_that_a_number_typed_names_the_ticket_that_stays(card: Card) -> None:
    far = here(id=TicketId(3), number="1033", category="0302")
    card.look_at(far)
    asked = Asked(card, "merge", here())
    asked.box("Into which ticket").setEditText("1033")
    asked.say("同一处")
    assert asked.enter().into == far


def test_that_nothing_is_merged_into_a_number_that_is_not_open_here(card: Card) -> None:
    asked = Asked(card, "merge", here())
    asked.box("Into which ticket").setEditText("9999")
    assert not asked.give.isEnabled()


def test_that_a_follow_up_says_whether_the_reporter_is_satisfied(card: Card) -> None:
    asked = Asked(card, "follow_up", here(state=State.CLOSED))
    before = asked.give.isEnabled()
    next(b for b in asked.bar.findChildren(QPushButton) if b.text() == "Not satisfied").click()
    assert (before, asked.enter().satisfied) == (False, False)


def test_that_a_step_of_supervision_names_the_holder_who_answers(card: Card) -> None:
    asked = Asked(card, "supervise", here(state=State.IN_PROGRESS, holder=HELD))
    asked.box("Step").setCurrentIndex(asked.box("Step").findText("Yellow card"))
    asked.say("超期")
    said = asked.enter()
    assert (said.step, said.responsible) == (Step.YELLOW, "王五")


def test_that_what_was_chosen_waits_with_its_ticket(card: Card) -> None:
    card.look_at(here(id=TicketId(2), number="1025"))
    asked = Asked(card, "extend", here(state=State.IN_PROGRESS, holder=HELD))
    field = asked.bar.findChild(QDoubleSpinBox)
    assert isinstance(field, QDoubleSpinBox)
    field.setValue(9)
    card.seat.focus.look_at_ticket(TicketId(2))
    card.seat.focus.look_at_ticket(TicketId(1))
    asked.say("下雨")
    assert asked.enter().hours == 9


def test_that_enter_in_a_field_gives_and_escape_leaves(card: Card, qtbot: QtBot) -> None:
    asked = Asked(card, "extend", here(state=State.IN_PROGRESS, holder=HELD))
    asked.say("下雨")
    field = asked.bar.findChild(QDoubleSpinBox)
    assert isinstance(field, QDoubleSpinBox)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (len(asked.given), asked.bar.isHidden()) == (1, True)


def test_that_a_centre_below_is_named_for_a_ticket_without_a_grid(card: Card) -> None:
    asked = Asked(card, "delegate", here(state=State.FILED, grid=None, area=CITY))
    box = asked.box("To which centre")
    assert [box.itemText(row) for row in range(box.count())] == ["区域320501", "区域320502"]


def test_that_the_review_is_never_in_the_past(card: Card) -> None:
    asked = Asked(card, "suspend", here(state=State.IN_PROGRESS, holder=HELD))
    field = asked.bar.findChild(QDateTimeEdit)
    assert isinstance(field, QDateTimeEdit)
    field.setDate(field.date().addDays(-30))
    asked.say("等待材料")
    review_at = asked.enter().review_at
    assert review_at is not None
    assert review_at >= NOON - timedelta(minutes=1)


def keyboard() -> QWidget:
    """Return what the keyboard is on."""
    found: QWidget | None = QApplication.focusWidget()
    assert found is not None
    return found


def test_that_a_follow_up_call_is_written_down_by_keys_alone(card: Card, qtbot: QtBot) -> None:
    asked = Asked(card, "follow_up", here(state=State.CLOSED))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Tab):
        qtbot.keyClick(keyboard(), key)
    qtbot.keyClicks(keyboard(), "smells")
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    assert [(said.satisfied, said.text) for said in asked.given] == [(False, "smells")]


def test_that_tab_stays_in_the_question_where_no_words_are_asked_for(card: Card, qtbot: QtBot) -> None:
    asked = Asked(card, "co_handle", here(state=State.FILED))
    for _ in range(2):
        qtbot.keyClick(keyboard(), Qt.Key.Key_Tab)
    assert keyboard() is asked.give
