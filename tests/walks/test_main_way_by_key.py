"""The main way of a ticket by keyboard alone: from the call to the close, and every way back on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from console.domain.shift import Role
from console.domain.ticket import Holder, State, TargetKind
from tests.walks.by_key import ALT, CTRL, ME, Key, Keyboard, Place, sits_at
from widgets.queue.wording import Column

pytestmark = pytest.mark.webengine

IN_HAND = {"holder": Holder(TargetKind.CREW, "C1", "王五"), "dispatched_by": ME}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = Place(tmp_path_factory.mktemp("main way"))
    yield made
    made.close()


@pytest.fixture
def keys(place: Place, qtbot: QtBot) -> Iterator[Keyboard]:
    yield from sits_at(place, qtbot)


def test_that_a_call_is_taken_in(keys: Keyboard) -> None:
    keys.lies()
    keys.press(Key.Key_F2)
    keys.write("路口井盖松动")
    keys.tab_to("Category")
    keys.write("2101")
    keys.press(Key.Key_Return, held=CTRL)
    keys.qtbot.waitUntil(lambda: [row[Column.TITLE] for row in keys.rows().values()] == ["路口井盖松动"])


def test_that_a_ticket_goes_from_the_queue_to_the_crew(keys: Keyboard) -> None:
    keys.lies(keys.ticket(number="1024"))
    keys.give("acc")
    keys.sees("To be filed", journal="accepted")
    keys.give("file")
    keys.sees("To be dispatched", journal="filed")
    keys.press(Key.Key_Return, held=CTRL)
    keys.wait_out_the_window()
    keys.sees("To be signed", journal="dispatched")
    keys.sees_row("1024", Column.STATE, "To be signed")


def test_that_a_crew_is_chosen_from_their_list(keys: Keyboard) -> None:
    keys.lies(keys.ticket(number="1024", state=State.FILED))
    keys.give("disp")
    keys.write("zl")
    keys.press(Key.Key_Down, Key.Key_Return)
    keys.wait_out_the_window()
    keys.sees_row("1024", Column.HOLDER, "赵六")


def test_that_a_digit_on_the_card_sends_to_the_candidate_of_that_number(keys: Keyboard) -> None:
    keys.lies(keys.ticket(number="1024", state=State.FILED))
    keys.on_card()
    keys.press(Key.Key_2)
    keys.wait_out_the_window()
    keys.sees("To be signed", journal="dispatched → 赵六")


def test_that_what_was_sent_is_recalled(keys: Keyboard) -> None:
    keys.lies(keys.ticket(state=State.DISPATCHED, **IN_HAND))
    keys.give("reca")
    keys.sees("To be dispatched", journal="recalled")


def test_that_a_held_dispatch_is_taken_back(keys: Keyboard) -> None:
    keys.lies(keys.ticket(number="1024", state=State.FILED))
    keys.press(Key.Key_Return, held=CTRL)
    keys.sees_row("1024", Column.STATE, "assigning …")
    keys.press(Key.Key_Z, held=CTRL)
    keys.sees_row("1024", Column.STATE, "To be dispatched")


def test_that_signing_and_feeding_back_go_on_from_button_to_button(keys: Keyboard) -> None:
    keys.lies(keys.ticket(state=State.DISPATCHED, **IN_HAND))
    keys.on_card()
    keys.press(Key.Key_Return)
    keys.sees("In progress", journal="signed")
    keys.press(Key.Key_Return)
    keys.say("已更换井盖")
    keys.sees("To be checked", journal="已更换井盖")


def test_that_a_failed_check_sends_it_back_with_the_reason(keys: Keyboard) -> None:
    keys.lies(keys.ticket(number="1024", state=State.FEEDBACK, **IN_HAND))
    keys.give("fail")
    keys.say("井盖仍松动")
    keys.sees("In progress", journal="井盖仍松动")


def test_that_a_checked_ticket_is_closed_and_brought_back_by_undo(keys: Keyboard) -> None:
    keys.lies(keys.ticket(state=State.FEEDBACK, **IN_HAND))
    keys.give("pass")
    keys.sees("To be closed", journal="check passed")
    keys.give("clo")
    keys.sees("Closed", journal="closed")
    keys.press(Key.Key_Z, held=CTRL)
    keys.say("当事人不满意")
    keys.sees("To be accepted", journal="当事人不满意")


def test_that_a_reporter_is_called_back_and_the_ticket_opened_again(keys: Keyboard) -> None:
    keys.lies(keys.ticket(state=State.CHECKED, number="1024"))
    keys.give("clo")
    keys.sees("Closed")
    keys.give("foll")
    keys.say("井盖又坏了", after=(Key.Key_Right, Key.Key_Space, Key.Key_Tab))
    keys.sees("Closed", journal="not satisfied")
    keys.give("reop")
    keys.say("回访不满意")
    keys.sees("To be accepted", journal="reopened")


def test_that_a_matter_is_verified_before_it_is_accepted(keys: Keyboard) -> None:
    keys.lies(keys.ticket())
    keys.give("ask to")
    keys.say("请核实地址")
    keys.sees("Being verified", journal="verification asked")
    keys.give("conf")
    keys.say("属实")
    keys.sees("To be accepted", journal="属实")


def test_that_a_lead_declines_to_file(keys: Keyboard) -> None:
    keys.lies(keys.ticket(state=State.ACCEPTED))
    keys.give("decl")
    keys.say("不属职责范围")
    keys.sees("To be accepted", journal="not filed")


def test_that_f4_accepts_what_the_queue_is_on(keys: Keyboard) -> None:
    keys.lies(keys.ticket(number="1024"), keys.ticket(number="1025"))
    keys.press(Key.Key_Down)
    keys.press(Key.Key_F4)
    keys.sees_row("1025", Column.STATE, "To be filed")


def test_that_a_call_taker_asks_to_reject_and_the_lead_does(keys: Keyboard) -> None:
    keys.lies(keys.ticket())
    keys.sits("赵敏", Role.CALL_TAKER)
    keys.give("rej")
    keys.say("非本辖区")
    keys.sees("To be accepted", journal="asked for “Reject”")
    keys.sits("王队", Role.SHIFT_LEAD)
    keys.on_card()
    keys.press(Key.Key_Return)
    keys.sees("Rejected", journal="非本辖区")


def test_that_what_was_asked_for_is_refused_with_a_reason(keys: Keyboard) -> None:
    keys.lies(keys.ticket())
    keys.sits("赵敏", Role.CALL_TAKER)
    keys.give("make")
    keys.say("重复来电")
    keys.sees("To be accepted", journal="asked for “Make void”")
    keys.sits("王队", Role.SHIFT_LEAD)
    keys.on_card()
    keys.press(Key.Key_Tab, Key.Key_Return)
    keys.say("并非重复")
    keys.sees("To be accepted", journal="request refused “Make void”")


def test_that_void_is_asked_for_and_approved(keys: Keyboard) -> None:
    keys.lies(keys.ticket(state=State.FILED))
    keys.give("make")
    keys.say("误报")
    keys.sees("To be dispatched", journal="asked for “Make void”")
    keys.sits("王队")
    keys.on_card()
    keys.press(Key.Key_Return)
    keys.sees("Void", journal="误报")


def test_that_whoever_asked_cannot_approve_and_reads_why_in_the_list(keys: Keyboard) -> None:
    keys.lies(keys.ticket(state=State.FILED))
    keys.give("make")
    keys.say("误报")
    keys.sees("To be dispatched", journal="asked for “Make void”")
    keys.press(Key.Key_J, held=CTRL)
    keys.write("make")
    assert "answer that first" in keys.told()


def test_that_the_filters_of_the_queue_and_its_rows_are_reached(keys: Keyboard) -> None:
    """Alt+U lists what waits to be signed, the row is opened, and the second press shows everything."""
    keys.lies(keys.ticket(number="1024"), keys.ticket(number="1025", state=State.DISPATCHED, **IN_HAND))
    keys.press(Key.Key_U, held=ALT)
    assert list(keys.rows()) == ["1025"]
    keys.press(Key.Key_Return)
    assert "To be signed" in keys.chips()
    keys.press(Key.Key_U, held=ALT)
    assert sorted(keys.rows()) == ["1024", "1025"]


def test_that_a_refused_next_verb_says_why_below_the_buttons(keys: Keyboard) -> None:
    handled = replace(keys.ticket(state=State.FEEDBACK), handled_by=ME)
    keys.lies(handled)
    assert "somebody else must check it" in keys.texts()
