"""A click on a key site, a sensor or a department's seat: what is known of it, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.place import LatLng
from console.domain.ticket import Holder, Source, TargetKind, Ticket
from tests.builders import CITY, IN_GRID, NOON, a_department, a_sensor, a_site, a_ticket
from tests.widgets.conftest import Seat
from widgets.map.clicking import Clicking
from widgets.map.drag import DropHint
from widgets.map.hand import Hand
from widgets.map.picking import Picker
from widgets.map.stack import Shown
from widgets.map.under import Under

PLACES: dict[str, tuple[Any, ...]] = {
    "sites": (a_site(),),
    "sensors": (a_sensor(is_on=False, told_at=NOON - timedelta(minutes=5)),),
    "departments": (a_department(place=IN_GRID),),
}
ALARM = a_ticket(source=Source.IOT.value, description="SM-1 报警", title="烟感报警", place=None)


class Clicked:
    """A hand over a map of 800 by 600 around the first grid's place, and clicks on it."""

    def __init__(self, hand: Hand, seat: Seat, atlas: Atlas) -> None:
        over = hand.stack.window()
        live = hand.gathering._live
        picker = Picker(over, live, DropHint(over))
        self.hand, self.seat, self.live = hand, seat, live
        self.clicking = Clicking(live, Under(live, atlas), picker, hand, over)

    def click(self, x: float = 400, y: float = 300) -> None:
        self.clicking.click(x, y)


@pytest.fixture
def clicked(make_hand: Callable[..., Hand], seat: Seat, atlas: Atlas) -> Callable[..., Clicked]:
    def made(*tickets: Ticket, shown: tuple[str, ...] = tuple(PLACES)) -> Clicked:
        hand = make_hand(tickets, zoom=16)
        whole: Any = PLACES
        seat.board.load(replace(seat.store.archive().situation(CITY), tickets=tickets, **whole))
        seat.relay.reloaded.emit()
        one = Clicked(hand, seat, atlas)
        one.live.show(Shown(cameras=False, crews=False, **dict.fromkeys(shown, True)))
        return one

    return made


def told(hand: Hand) -> dict[str, str]:
    return dict(hand.thing.lines)


@pytest.mark.parametrize(
    ("layer", "name", "code"),
    [("sites", "人民路小学", "S1"), ("sensors", "人民路小学烟感", "SM-1"), ("departments", "城管局", "D1")],
)
def test_that_a_click_on_it_tells_its_name_and_code(
    clicked: Callable[..., Clicked], layer: str, name: str, code: str
) -> None:
    one = clicked(shown=(layer,))
    one.click()
    assert not one.hand.thing.isHidden()
    assert (one.hand.thing.words[0], told(one.hand)["Code"]) == (name, code)


def test_that_the_region_is_told_from_the_top_down(clicked: Callable[..., Clicked], atlas: Atlas) -> None:
    one = clicked(shown=("sites",))
    one.click()
    assert told(one.hand)["Region"] == " › ".join(atlas.path(PLACES["sites"][0].region))


def test_that_a_sensor_tells_its_state_and_when_it_was_last_heard(clicked: Callable[..., Clicked]) -> None:
    one = clicked(shown=("sensors",))
    one.click()
    assert (told(one.hand)["State"], told(one.hand)["Last heard"]) == ("does not answer", "05:00 ago")


def test_that_what_lies_upon_one_another_is_listed_and_told_by_its_number(
    clicked: Callable[..., Clicked], qtbot: QtBot
) -> None:
    one = clicked()
    one.click()
    assert [row.text for row in one.hand.stack.list.found.rows] == ["人民路小学", "人民路小学烟感", "城管局"]
    qtbot.keyClick(one.hand.stack.list, Qt.Key.Key_3)
    assert one.hand.thing.words[0] == "城管局"


def test_that_a_ticket_at_a_site_is_listed_with_it(clicked: Callable[..., Clicked]) -> None:
    ticket = a_ticket(title="井盖缺失")
    one = clicked(ticket, shown=("sites",))
    one.click()
    assert [row.key for row in one.hand.stack.list.found.rows] == [("ticket", ticket.id), ("site", "S1")]


def test_that_what_is_not_shown_is_not_clicked(clicked: Callable[..., Clicked]) -> None:
    one = clicked(shown=())
    one.click()
    assert (one.hand.thing.isHidden(), one.hand.stack.isHidden()) == (True, True)


def test_that_an_alarm_is_told_and_selected_while_it_is_open(
    clicked: Callable[..., Clicked], seat: Seat, qtbot: QtBot
) -> None:
    one = clicked(ALARM, shown=("sensors",))
    one.click()
    assert "烟感报警" in told(one.hand)["Alarm"]
    with qtbot.waitSignal(one.hand.tickets_asked) as asked:
        one.hand.thing.work.click()
    assert asked.args == [[ALARM.id]]
    del seat.board.tickets[ALARM.id]
    seat.relay.tickets_changed.emit(frozenset({ALARM.id}))
    assert "Alarm" not in told(one.hand)


def test_that_what_a_department_has_in_hand_is_counted(clicked: Callable[..., Clicked]) -> None:
    one = clicked(a_ticket(place=None, holder=Holder(TargetKind.DEPARTMENT, "D1", "城管局")), shown=("departments",))
    one.click()
    assert told(one.hand)["In hand"] == "1"


def test_that_the_nearest_cameras_are_asked_for_by_keys(clicked: Callable[..., Clicked], qtbot: QtBot) -> None:
    one = clicked(shown=("sites",))
    one.click()
    qtbot.keyClick(one.hand.thing.cameras, Qt.Key.Key_Space)
    assert "人民路小学" in one.hand.nearest.sheet.words[0]


def test_that_a_new_ticket_is_taken_in_there(clicked: Callable[..., Clicked], qtbot: QtBot) -> None:
    one = clicked(shown=("sites",))
    one.click()
    with qtbot.waitSignal(one.hand.take_in_asked) as asked:
        one.hand.thing.take_in.click()
    assert asked.args == [IN_GRID]


def test_that_a_click_elsewhere_closes_it(clicked: Callable[..., Clicked]) -> None:
    one = clicked(shown=("sites",))
    one.click()
    one.click(100, 100)
    assert one.hand.thing.isHidden()


def test_that_escape_gives_the_keyboard_back_to_the_map(clicked: Callable[..., Clicked], qtbot: QtBot) -> None:
    one = clicked(shown=("sites",))
    one.click()
    qtbot.keyClick(one.hand.thing, Qt.Key.Key_Escape)
    assert one.hand.thing.isHidden()


def test_that_the_ring_tells_of_it_by_keys_alone(clicked: Callable[..., Clicked], qtbot: QtBot) -> None:
    one = clicked(shown=("sites",))
    one.hand.open_ring_by_keys()
    qtbot.keyClick(one.hand.radial, Qt.Key.Key_1)
    assert one.hand.thing.words[0] == "人民路小学"


def test_that_what_is_found_by_its_name_is_told(clicked: Callable[..., Clicked]) -> None:
    one = clicked(shown=())
    one.hand.finder.thing_found.emit(("department", "D1"), LatLng(31.3, 120.6))
    assert one.hand.thing.words[0] == "城管局"
