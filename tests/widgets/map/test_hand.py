"""What the hand takes on the map, what it offers there, and whom it asks."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.domain.crew import CrewId
from console.domain.grid import Tier
from console.domain.sensor import SensorId
from console.domain.site import SiteId
from console.domain.ticket import State, Target, TargetKind
from console.orders import Dispatch
from tests.builders import (
    CITY,
    FAR_GRID,
    GRID,
    IN_FAR_GRID,
    IN_GRID,
    IN_NEXT_GRID,
    NEXT_GRID,
    NOON,
    ON_THE_BORDER,
    a_camera,
    a_crew,
    a_ticket,
)  # fmt: skip
from tests.widgets.conftest import Seat
from widgets.map.area import Held
from widgets.map.entries import Spot
from widgets.map.hand import Hand
from widgets.map.rows import Row

MakeHand = Callable[..., Hand]
HERE = Spot(place=IN_GRID, x=400, y=300, grid=GRID)


def round_(hand: Hand, *places: tuple[float, float]) -> str:
    """Return a line around places of the view, given as shares of its size."""
    view = hand.gathering._live.view
    return json.dumps([[x * view.width, y * view.height] for x, y in places])


def labels(hand: Hand) -> list[str]:
    return [petal.text() for petal in hand.radial.petals]


def why(hand: Hand, number: int) -> str:
    return hand.radial.petals[number - 1].entry.why


def test_that_a_box_holds_tickets_crews_cameras_and_grids_at_once(make_hand: MakeHand):
    ticket, far = a_ticket(), a_ticket(place=IN_FAR_GRID)
    hand = make_hand([ticket, far])
    hand.take_box(300, 200, 500, 400)
    held = hand.area.held
    assert held is not None
    assert (held.tickets, held.grids) == ((ticket.id,), (GRID,))
    assert (len(held.crews), len(held.cameras)) == (2, 4)


def test_that_a_lasso_holds_what_lies_inside_its_line_only(make_hand: MakeHand):
    inside, outside = a_ticket(place=IN_GRID), a_ticket(place=IN_NEXT_GRID)
    hand = make_hand([inside, outside])
    hand.take_lasso(round_(hand, (0.45, 0.4), (0.55, 0.4), (0.5, 0.6)))
    assert hand.area.held is not None
    assert hand.area.held.tickets == (inside.id,)


def test_that_what_a_line_goes_around_twice_is_inside(make_hand: MakeHand):
    ticket = a_ticket()
    hand = make_hand([ticket])
    twice = [(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6)] * 2
    hand.take_lasso(round_(hand, *twice))
    assert hand.area.held is not None
    assert hand.area.held.tickets == (ticket.id,)


def test_that_the_counts_of_a_whole_city_can_be_read(make_hand: MakeHand, seat: Seat, qtbot: QtBot):
    hand = make_hand()
    hand.area.window().show()
    crews, cameras = [CrewId(str(n)) for n in range(18_599)], [CameraId(str(n)) for n in range(10_766)]
    sites, sensors = [SiteId(str(n)) for n in range(1_798)], [SensorId(str(n)) for n in range(2_000)]
    tickets, grids = list(seat.board.tickets)[:1] * 5_000, [GRID] * 6_895
    held = Held(
        shape=shapely.box(120, 31, 121, 32),
        tickets=tuple(tickets),
        crews=tuple(crews),
        cameras=tuple(cameras),
        grids=tuple(grids),
        sites=tuple(sites),
        sensors=tuple(sensors),
    )
    hand.area.show_held(held)
    shown = [button for button in hand.area.switches.values() if button.isVisible()]
    assert len(shown) == 6
    qtbot.waitUntil(lambda: all(button.width() >= button.sizeHint().width() for button in shown))


def test_that_a_line_that_encloses_nothing_takes_nothing(make_hand: MakeHand):
    hand = make_hand([a_ticket()])
    hand.take_lasso(round_(hand, (0.4, 0.4), (0.6, 0.6)))
    assert hand.area.isHidden()


def test_that_marked_grids_hold_what_lies_in_them(make_hand: MakeHand):
    here, there = a_ticket(place=IN_GRID), a_ticket(place=IN_FAR_GRID)
    hand = make_hand([here, there])
    hand.take_grids([GRID, FAR_GRID])
    assert hand.area.held is not None
    assert (set(hand.area.held.tickets), hand.area.held.grids) == ({here.id, there.id}, (GRID, FAR_GRID))


def test_that_an_action_takes_all_of_the_kind_that_is_listed(make_hand: MakeHand, qtbot: QtBot):
    tickets = [a_ticket(), a_ticket()]
    hand = make_hand(tickets)
    hand.take_box(300, 200, 500, 400)
    with qtbot.waitSignal(hand.tickets_asked) as asked:
        hand.area.queue.click()
    assert asked.args == [[ticket.id for ticket in tickets]]


def test_that_the_right_arrow_goes_to_the_next_kind(make_hand: MakeHand, qtbot: QtBot):
    hand = make_hand([a_ticket()])
    hand.take_box(300, 200, 500, 400)
    kinds = [hand.area.kind]
    for _ in range(3):
        qtbot.keyClick(hand.area.list, Qt.Key.Key_Right)
        kinds.append(hand.area.kind)
    assert kinds == ["ticket", "crew", "camera", "grid"]


def test_that_the_cameras_of_an_area_are_hung(make_hand: MakeHand, qtbot: QtBot):
    hand = make_hand()
    hand.take_box(300, 200, 500, 400)
    hand.area.switches["camera"].click()
    with qtbot.waitSignal(hand.hang_asked) as asked:
        hand.area.hang.click()
    assert asked.args == [["1", "2", "3", "4"]]


def test_that_a_digit_looks_at_a_row(make_hand: MakeHand, seat: Seat, qtbot: QtBot):
    tickets = [a_ticket(), a_ticket()]
    hand = make_hand(tickets)
    hand.take_box(300, 200, 500, 400)
    qtbot.keyClick(hand.area.list, Qt.Key.Key_2)
    assert seat.focus.ticket == tickets[1].id


def test_that_escape_closes_the_list_and_gives_the_keyboard_back(make_hand: MakeHand, qtbot: QtBot):
    hand = make_hand([a_ticket()])
    hand.take_box(300, 200, 500, 400)
    with qtbot.waitSignal(hand.area.closed):
        qtbot.keyClick(hand.area.list, Qt.Key.Key_Escape)
    assert hand.area.isHidden()


def test_that_many_tickets_are_offered_to_the_crews_of_the_area_with_the_reason_against_its_grids(
    make_hand: MakeHand, seat: Seat, qtbot: QtBot
):
    ticket = a_ticket(state=State.FILED, place=IN_FAR_GRID, grid=FAR_GRID)
    crew = a_crew("C9", region=FAR_GRID, place=IN_FAR_GRID, fixed_at=NOON)
    hand = make_hand([ticket], [crew])
    hand.take_grids([FAR_GRID])
    hand.area.dispatch.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    said = [(action.text(), action.isEnabled()) for action in menu.actions() if not action.isSeparator()]
    assert said[:2] == [("&1  crew C9 takes 1", True), ("&2  nobody is on duty there", False)]
    with qtbot.waitSignal(hand.dispatch_asked) as asked:
        menu.actions()[0].trigger()
    menu.close()
    assert asked.args == [[ticket.id], Target(TargetKind.CREW, "C9")]


def test_that_the_ring_of_a_ticket_is_opened_by_key_where_it_is_looked_at(make_hand: MakeHand, seat: Seat):
    ticket = a_ticket(state=State.FILED)
    hand = make_hand([ticket])
    seat.focus.look_at_ticket(ticket.id)
    hand.open_ring_by_keys()
    assert labels(hand)[:3] == ["Dispatch …", "Nearest crews", "Nearest cameras"]


def test_that_a_dispatch_that_may_not_be_says_why_in_the_ring(make_hand: MakeHand, seat: Seat):
    ticket = a_ticket(state=State.FEEDBACK)
    hand = make_hand([ticket])
    hand.open_ring(Spot(place=IN_GRID, x=400, y=300, things=(("ticket", ticket.id),)))
    assert why(hand, 1)


def test_that_a_refused_entry_is_not_done(make_hand: MakeHand, seat: Seat, qtbot: QtBot):
    ticket = a_ticket()
    hand = make_hand([ticket])
    seat.focus.look_at_ticket(ticket.id)
    far = Spot(place=IN_FAR_GRID, x=400, y=300, grid=FAR_GRID)
    hand.open_ring(far)
    with qtbot.assertNotEmitted(hand.dispatch_asked):
        qtbot.keyClick(hand.radial, Qt.Key.Key_1)
    assert why(hand, 1) == "nobody is on duty there"


def test_that_a_number_of_the_ring_sends_the_ticket_to_the_grid(make_hand: MakeHand, seat: Seat, qtbot: QtBot):
    ticket = a_ticket()
    hand = make_hand([ticket])
    seat.focus.look_at_ticket(ticket.id)
    hand.open_ring(HERE)
    with qtbot.waitSignal(hand.dispatch_asked) as asked:
        qtbot.keyClick(hand.radial, Qt.Key.Key_1)
    assert asked.args == [[ticket.id], Target(TargetKind.GRID, GRID)]


def test_that_the_ring_does_not_send_what_is_being_sent(make_hand: MakeHand, seat: Seat, qtbot: QtBot):
    ticket = a_ticket()
    hand = make_hand([ticket])
    seat.focus.look_at_ticket(ticket.id)
    grid = Target(TargetKind.GRID, GRID)
    seat.relay.hold([Dispatch(by=seat.operator, ticket=ticket.id, seen=ticket.version, target=grid)])
    hand.open_ring(HERE)
    with qtbot.assertNotEmitted(hand.dispatch_asked):
        qtbot.keyClick(hand.radial, Qt.Key.Key_1)
    assert why(hand, 1) == f"An order about {ticket.number} is on its way already."


def test_that_arrows_and_enter_choose_in_the_ring(make_hand: MakeHand, qtbot: QtBot):
    hand = make_hand()
    hand.open_ring(HERE)
    qtbot.keyClick(hand.radial.petals[1], Qt.Key.Key_Down)
    with qtbot.waitSignal(hand.take_in_asked) as asked:
        qtbot.keyClick(hand.radial.petals[2], Qt.Key.Key_Return)
    assert asked.args == [IN_GRID]


def test_that_escape_leaves_the_ring(make_hand: MakeHand, qtbot: QtBot):
    hand = make_hand()
    hand.open_ring(HERE)
    qtbot.keyClick(hand.radial.petals[1], Qt.Key.Key_Escape)
    assert hand.radial.isHidden()


def test_that_every_entry_of_the_ring_has_a_name_and_lies_inside_the_map(make_hand: MakeHand):
    hand = make_hand()
    hand.open_ring(Spot(place=IN_GRID, x=795, y=2, things=(("camera", CameraId("1")),), grid=None))
    room = hand.point.window().rect()
    assert room.contains(hand.radial.geometry())
    assert all(petal.accessibleName() for petal in hand.radial.petals)


def test_that_a_camera_that_cannot_be_moved_says_so(make_hand: MakeHand, seat: Seat, qtbot: QtBot):
    hand = make_hand()
    seat.board.cameras[CameraId("2")] = a_camera("2", number=2, ptz_url="http://user:pw@127.0.0.1:1")
    reasons = []
    for camera in ("1", "2"):
        hand.open_ring(Spot(place=IN_GRID, x=400, y=300, things=(("camera", CameraId(camera)),)))
        reasons.append(bool(why(hand, 3)))
    assert reasons == [True, False]


def test_that_what_lies_upon_one_another_is_listed_with_state_and_age(make_hand: MakeHand, seat: Seat, qtbot: QtBot):
    first, second = a_ticket(title="井盖缺失"), a_ticket()
    hand = make_hand([first, second])
    hand.list_things(Spot(place=IN_GRID, x=400, y=300, things=(("ticket", first.id), ("ticket", second.id))))
    row = hand.stack.list.found.rows[0]
    assert isinstance(row, Row)
    assert ("井盖缺失" in row.text, "00:00" in row.below, row.priority) == (True, True, 3)
    qtbot.keyClick(hand.stack.list, Qt.Key.Key_2)
    assert (seat.focus.ticket, hand.stack.isHidden()) == (second.id, True)


def test_that_the_nearest_camera_is_hung_by_its_number(make_hand: MakeHand, seat: Seat, qtbot: QtBot):
    ticket = a_ticket()
    hand = make_hand([ticket])
    seat.focus.look_at_ticket(ticket.id)
    hand.near_cameras_of_ticket()
    with qtbot.waitSignal(hand.hang_asked) as asked:
        qtbot.keyClick(hand.nearest.sheet.list, Qt.Key.Key_3)
    assert asked.args == [["3"]]


def test_that_the_nearest_crew_is_sent_by_its_number(make_hand: MakeHand, seat: Seat, qtbot: QtBot):
    ticket = a_ticket(state=State.FILED, centre=CITY, tier=Tier.CITY)
    near, far = a_crew("C1", place=IN_GRID, fixed_at=NOON), a_crew("C2", place=ON_THE_BORDER, fixed_at=NOON)
    hand = make_hand([ticket], [far, near])
    hand.near_crews(ticket.id)
    with qtbot.waitSignal(hand.dispatch_asked) as asked:
        qtbot.keyClick(hand.nearest.sheet.list, Qt.Key.Key_1)
    assert asked.args == [[ticket.id], Target(TargetKind.CREW, "C1")]


def test_that_nobody_can_be_sent_to_a_ticket_that_is_not_to_be_dispatched_and_that_is_said(
    make_hand: MakeHand, qtbot: QtBot
):
    ticket = a_ticket(state=State.FEEDBACK)
    hand = make_hand([ticket], [a_crew("C1", place=IN_GRID, fixed_at=NOON)])
    hand.near_crews(ticket.id)
    with qtbot.assertNotEmitted(hand.dispatch_asked):
        qtbot.keyClick(hand.nearest.sheet.list, Qt.Key.Key_1)
    assert ticket.number in hand.nearest.sheet.words[1]


def test_that_what_holds_a_point_tells_every_level_and_masks_the_telephone(make_hand: MakeHand):
    hand = make_hand(crews=[a_crew("C1", name="王五", phone="13800000012")])
    hand.tell_point(IN_GRID)
    told = dict(hand.point.lines)
    assert list(told)[:5] == ["City", "District", "Township", "Village", "Grid"]
    assert GRID in told["Grid"]
    assert ("王五" in told["On duty"], "13800000012" in told["On duty"], told["On duty"].endswith("12")) == (
        True,
        False,
        True,
    )


def test_that_what_holds_a_point_outside_every_grid_still_tells_where_it_is(make_hand: MakeHand):
    hand = make_hand()
    hand.tell_point(IN_GRID.__class__(31.5, 121.5))
    assert (hand.point.words[0], dict(hand.point.lines)["WGS-84"]) == ("Outside every grid", "121.500000, 31.500000")


def test_that_only_one_sheet_lies_over_the_map(make_hand: MakeHand):
    hand = make_hand([a_ticket()])
    hand.take_box(300, 200, 500, 400)
    hand.tell_point(IN_NEXT_GRID)
    assert (hand.area.isHidden(), hand.point.isHidden()) == (True, False)


def test_that_a_camera_is_shown_when_the_pointer_rests_on_it_and_no_longer_when_it_leaves(
    make_hand: MakeHand, qtbot: QtBot
):
    hand = make_hand()
    with qtbot.waitSignal(hand.resting.rested) as rested:
        hand.rest([("camera", CameraId("1"))], 10, 20)
    assert rested.args == ["1", QPoint(10, 20)]
    with qtbot.waitSignal(hand.resting.left):
        hand.rest([], 30, 20)


def test_that_a_pointer_that_only_passes_shows_nothing(make_hand: MakeHand, qtbot: QtBot):
    hand = make_hand()
    with qtbot.assertNotEmitted(hand.resting.rested):
        hand.rest([("camera", CameraId("1"))], 10, 20)
        hand.rest([], 30, 20)
        assert not hand.resting._wait.isActive()


@pytest.mark.parametrize("place", [IN_GRID, IN_NEXT_GRID])
def test_that_what_is_found_is_pinned(make_hand: MakeHand, place):
    hand = make_hand()
    hand.finder.place_found.emit(place)
    assert hand.marks._marks["pin"] is not None


def test_that_the_grid_of_the_cursor_is_what_a_key_asks_about(make_hand: MakeHand):
    hand = make_hand([a_ticket()])
    hand.be_at(IN_NEXT_GRID)
    assert hand.spot_by_keys() == Spot(
        place=IN_NEXT_GRID,
        x=hand.spot_by_keys().x,
        y=hand.spot_by_keys().y,
        grid=NEXT_GRID,
    )
