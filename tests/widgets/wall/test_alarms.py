"""The alarm bank on the wall: what comes over the reserved tiles, how it is acknowledged, and that a hand goes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.alarm_bank import RETURNS_AFTER, Reserve
from console.domain.place import LatLng
from console.domain.ticket import Priority, Source, Ticket, TicketId
from console.journal import Kind, News
from tests.builders import CITY, IN_GRID, a_ticket, an_entry
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import TICKET, camera
from widgets.kit.ticket_mime import mime_of_cameras
from widgets.wall import dropping
from widgets.wall.alarm_frames import AlarmFrame
from widgets.wall.alarm_menu import AlarmButton
from widgets.wall.alarms import AlarmChoices
from widgets.wall.panel import WallPanel

FOUR = {0: "rtsp://cam/5", 1: "rtsp://cam/6", 2: "rtsp://cam/7", 3: "rtsp://cam/8"}
FAR = LatLng(IN_GRID.lat_deg + 0.1, IN_GRID.lng_deg)


@pytest.fixture(autouse=True)
def full(wall: WallPanel) -> None:
    """Let four cameras hang, the right column be kept for alarms, and the first tile be in hand."""
    for place in range(4):
        wall.hang(camera(place + 5), place)
    wall.hanging.select(0)
    choose(wall, reserve=Reserve.COLUMN)


def choose(wall: WallPanel, **changes: object) -> None:
    wall.alarms.choose(replace(wall.alarms.choices, **changes))  # type: ignore[arg-type]


def comes(seat: Seat, **changes: object) -> Ticket:
    """Let the feed bring a ticket, by default a new P1."""
    ticket = a_ticket(**({"priority": Priority.P1, "centre": CITY, "title": "燃气泄漏"} | changes))
    seat.relay._on_news([News(tickets=(ticket,), desk="二号")])
    return ticket


def playing(pool: FakePool) -> dict[int, str]:
    return {place: url.removesuffix("/main") for place, url in pool.urls().items()}


def frames(wall: WallPanel) -> list[AlarmFrame]:
    return [frame for frame in wall.view.findChildren(AlarmFrame) if frame.isVisible()]


def told(wall: WallPanel) -> list[str]:
    return [row.told() for row in wall.alarm_list.rows()]


def test_that_a_p1_brings_its_nearest_cameras_into_the_reserved_tiles(wall: WallPanel, seat: Seat, pool: FakePool):
    assert playing(pool) == FOUR
    comes(seat)
    assert playing(pool) == FOUR | {1: "rtsp://cam/1", 3: "rtsp://cam/2"}
    assert wall.hanging.wall.tile(1).camera == camera(6)


def test_that_an_alarm_is_a_hard_cut(seat: Seat, pool: FakePool):
    cuts = pool.cuts
    comes(seat)
    assert (pool.cuts - cuts, pool.waiting) == (2, {})


def test_that_a_ticket_of_lower_priority_changes_nothing(seat: Seat, pool: FakePool):
    comes(seat, priority=Priority.P2)
    assert playing(pool) == FOUR


def test_that_a_ticket_raised_to_p1_is_an_alarm(wall: WallPanel, seat: Seat):
    ticket = comes(seat, priority=Priority.P3)
    comes(seat, id=ticket.id, version=2)
    assert list(wall.alarms.bank.tiles) == [1, 3]


def test_that_what_a_device_reports_is_an_alarm(wall: WallPanel, seat: Seat):
    comes(seat, priority=Priority.P3, source=Source.IOT)
    assert list(wall.alarms.bank.tiles) == [1, 3]


def test_that_what_a_device_reports_can_be_left_to_the_queue(wall: WallPanel, seat: Seat):
    button = wall.findChild(AlarmButton)
    assert button is not None
    button.choices.aboutToShow.emit()
    next(action for action in button.choices.actions() if "devices" in action.text()).trigger()
    comes(seat, priority=Priority.P3, source=Source.IOT)
    assert wall.alarms.bank.alarms == []


def test_that_nothing_is_an_alarm_where_no_tile_is_kept(wall: WallPanel, seat: Seat):
    choose(wall, reserve=Reserve.NONE)
    comes(seat)
    assert wall.alarms.bank.alarms == []


def test_that_the_tile_in_hand_is_never_taken(wall: WallPanel, seat: Seat, pool: FakePool):
    wall.hanging.select(1)
    comes(seat)
    assert playing(pool) == FOUR | {3: "rtsp://cam/1"}


def test_that_a_tile_with_a_pinned_ticket_is_never_taken(wall: WallPanel, seat: Seat, pool: FakePool):
    wall.hanging.pin(TICKET, 3)
    comes(seat)
    assert playing(pool) == FOUR | {1: "rtsp://cam/1"}


def test_that_a_tile_that_shows_a_recording_is_never_taken(wall: WallPanel, seat: Seat, pool: FakePool):
    wall.alarms.is_past = lambda place: place == 1
    comes(seat)
    assert playing(pool) == FOUR | {3: "rtsp://cam/1"}


def test_that_the_camera_in_focus_is_never_taken(wall: WallPanel, seat: Seat, pool: FakePool):
    wall.hanging.clear(0)
    seat.focus.look_at_camera(camera(8))
    wall.hanging.select(0)
    comes(seat)
    assert playing(pool)[3] == FOUR[3]


def test_that_an_alarm_takes_neither_selection_nor_focus_nor_keyboard(wall: WallPanel, seat: Seat):
    wall.view.setFocus()
    seat.focus.look_at_ticket(TICKET)
    comes(seat)
    assert (wall.hanging.selected, seat.focus.ticket, QApplication.focusWidget()) == (0, TICKET, wall.view)


def test_that_a_click_on_an_alarm_looks_at_its_ticket(wall: WallPanel, seat: Seat, qtbot: QtBot):
    ticket = comes(seat)
    qtbot.mouseClick(wall.view, Qt.MouseButton.LeftButton, pos=wall.view.rect_of(1).center())
    assert (seat.focus.ticket, seat.focus.camera) == (ticket.id, camera(1))


def test_that_an_alarm_without_a_camera_near_says_so(wall: WallPanel, seat: Seat):
    comes(seat, place=FAR)
    assert [frame.face.nothing for frame in frames(wall) if frame.face.priority] == ["No camera within 500 m"]


def test_that_an_alarm_without_a_place_says_so(wall: WallPanel, seat: Seat):
    comes(seat, place=None)
    assert [frame.face.nothing for frame in frames(wall) if frame.face.priority] == ["The ticket has no place"]


def test_that_the_reserved_tiles_are_marked(wall: WallPanel):
    assert sorted(frame.geometry().topLeft().toTuple() for frame in frames(wall)) == sorted(
        wall.view.rect_of(place).topLeft().toTuple() for place in (1, 3)
    )


def test_that_a_tile_tells_age_distance_and_direction(wall: WallPanel, seat: Seat):
    comes(seat, place=LatLng(IN_GRID.lat_deg - 0.001, IN_GRID.lng_deg))
    seat.clock.advance(timedelta(seconds=70))
    wall.alarms.changed.emit()
    face = next(frame.face for frame in frames(wall))
    assert (face.age, face.where) == ("01:10 ago", "111 m N")


def test_that_a_acknowledges_and_what_hung_is_back(wall: WallPanel, seat: Seat, pool: FakePool, qtbot: QtBot):
    comes(seat)
    qtbot.keyClick(wall.view, Qt.Key.Key_A)
    assert (playing(pool), wall.alarms.bank.alarms) == (FOUR, [])


def test_that_a_acknowledges_the_alarm_of_the_selected_tile_first(wall: WallPanel, seat: Seat, qtbot: QtBot):
    choose(wall, near_m=200)
    first, second = (comes(seat, place=FAR) for _ in range(2))
    wall.hanging.select(3)
    qtbot.keyClick(wall.view, Qt.Key.Key_A)
    assert [alarm.ticket.id for alarm in wall.alarms.bank.alarms] == [first.id] != [second.id]


def test_that_shift_a_acknowledges_all(wall: WallPanel, seat: Seat, pool: FakePool, qtbot: QtBot):
    for _ in range(3):
        comes(seat)
    qtbot.keyClick(wall.view, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert (playing(pool), wall.alarms.bank.alarms) == (FOUR, [])


def test_that_who_acknowledged_is_written_once_with_the_count(wall: WallPanel, seat: Seat, qtbot: QtBot):
    tickets = [comes(seat), comes(seat)]
    qtbot.keyClick(wall.view, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(seat.store.rows.lines))
    (line,) = [line.entry for line in seat.store.rows.lines]
    assert (line.kind, line.detail["count"]) == (Kind.ALARMS_ACKNOWLEDGED, "2")
    assert line.detail["alarms"].split() == [str(ticket.id) for ticket in tickets]


def test_that_a_device_that_reports_again_is_counted_and_acknowledged_with_all_its_tickets(wall: WallPanel, seat: Seat):
    tickets = [comes(seat, source=Source.IOT.value) for _ in range(3)]
    assert len(wall.alarm_list.rows()) == 1
    assert "×3" in told(wall)[0]
    wall.alarms.acknowledge_next()
    (line,) = [line.entry for line in seat.store.rows.lines]
    assert (line.detail["alarms"].split(), line.detail["count"]) == ([str(ticket.id) for ticket in tickets], "3")


def test_that_what_another_desk_acknowledged_waits_for_this_one(wall: WallPanel, seat: Seat):
    alarm = comes(seat)
    entry = an_entry(kind=Kind.ALARMS_ACKNOWLEDGED, ticket=None, centre=CITY, detail={"alarms": str(alarm.id)})
    seat.relay._on_news([News(entries=(entry,), desk="二号")])
    assert [one.ticket.id for one in wall.alarms.bank.alarms] == [alarm.id]


def test_that_a_without_an_alarm_is_left_to_others(wall: WallPanel):
    assert not wall.alarms.acknowledge_next()


def test_that_the_next_comes_when_one_is_acknowledged(wall: WallPanel, seat: Seat):
    comes(seat)
    second = comes(seat)
    wall.alarms.acknowledge_next()
    assert {shown.alarm.ticket.id for shown in wall.alarms.bank.tiles.values()} == {second.id}


def test_that_what_waits_is_counted(wall: WallPanel, seat: Seat):
    for _ in range(4):
        comes(seat)
    assert wall.alarm_list.told() == "Alarms: 1 · +3 waiting"


def test_that_an_alarm_that_had_its_time_is_still_listed(wall: WallPanel, seat: Seat, pool: FakePool):
    ticket = comes(seat, number="2048")
    seat.clock.advance(RETURNS_AFTER)
    wall.alarms.look()
    assert playing(pool) == FOUR
    assert [ticket.number in row and "was shown, not acknowledged" in row for row in told(wall)] == [True]


def test_that_the_list_is_seen_only_while_there_is_an_alarm(wall: WallPanel, seat: Seat):
    before = wall.alarm_list.isVisible()
    comes(seat)
    during = wall.alarm_list.isVisible()
    wall.alarms.acknowledge_all()
    assert (before, during, wall.alarm_list.isVisible()) == (False, True, False)


def test_that_the_button_of_a_row_acknowledges_it_and_the_keyboard_goes_to_the_next(
    wall: WallPanel, seat: Seat, qtbot: QtBot
):
    comes(seat)
    second = comes(seat)
    button = wall.alarm_list.rows()[0].acknowledge
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert [alarm.ticket.id for alarm in wall.alarms.bank.alarms] == [second.id]
    assert QApplication.focusWidget() is wall.alarm_list.rows()[0].acknowledge


def test_that_a_in_the_list_acknowledges_the_row_of_the_keyboard(wall: WallPanel, seat: Seat, qtbot: QtBot):
    first = comes(seat)
    comes(seat)
    button = wall.alarm_list.rows()[1].open
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_A)
    assert [alarm.ticket.id for alarm in wall.alarms.bank.alarms] == [first.id]


def test_that_the_number_of_a_row_looks_at_its_ticket(wall: WallPanel, seat: Seat):
    ticket = comes(seat)
    wall.alarm_list.rows()[0].open.click()
    assert seat.focus.ticket == ticket.id


def test_that_an_ended_ticket_stays_listed_until_it_is_acknowledged(wall: WallPanel, seat: Seat):
    comes(seat)
    waits = comes(seat)
    seat.relay._on_news([News(gone=((waits.id, 2),), desk="二号")])
    assert "ended, not acknowledged" in told(wall)[1]


def test_that_a_picture_of_an_alarm_dragged_to_another_tile_hangs_there_and_the_alarm_stays(
    wall: WallPanel, seat: Seat, pool: FakePool
):
    comes(seat)
    wall.hanging.select(1)
    dropping.take(wall.hanging, mime_of_cameras([camera(1)], "北门"), 2, own=True)
    assert playing(pool) == FOUR | {1: "rtsp://cam/1", 2: "rtsp://cam/1", 3: "rtsp://cam/2"}


def test_that_a_low_wall_gives_one_row_to_the_list(wall: WallPanel, seat: Seat):
    for _ in range(4):
        comes(seat)
    low = wall.alarm_list._scroll.height()
    wall.resize(800, 1000)
    assert wall.alarm_list._scroll.height() == 3 * low


def test_that_another_layout_keeps_the_alarm(wall: WallPanel, seat: Seat, pool: FakePool):
    comes(seat)
    wall.set_layout_by_name("3x3")
    seen = playing(pool)
    assert (seen[2], seen[5], seen.get(1), seen[3]) == ("rtsp://cam/1", "rtsp://cam/2", "rtsp://cam/6", "rtsp://cam/8")


def test_that_a_tour_goes_round_the_reserved_tiles(wall: WallPanel, pool: FakePool):
    wall.start_tour([camera(n) for n in range(1, 5)])
    for place in (0, 2):
        pool.picture_comes(place)
    assert playing(pool) == FOUR | {0: "rtsp://cam/1", 2: "rtsp://cam/2"}


def test_that_cameras_that_are_hung_together_leave_the_reserved_tiles(wall: WallPanel):
    wall.hanging.hang_all([camera(n) for n in range(1, 5)])
    assert [wall.hanging.wall.tile(place).camera for place in (1, 3)] == [camera(6), camera(8)]


def test_that_a_camera_hung_by_hand_takes_the_tile_from_the_alarm(wall: WallPanel, seat: Seat, pool: FakePool):
    comes(seat)
    comes(seat)
    wall.hang(camera(4), 1)
    assert playing(pool)[1] == "rtsp://cam/4"
    assert list(wall.alarms.bank.tiles) == [3]


def test_that_delete_takes_the_alarm_and_leaves_what_hung(wall: WallPanel, seat: Seat, pool: FakePool, qtbot: QtBot):
    comes(seat)
    wall.hanging.select(1)
    qtbot.keyClick(wall.view, Qt.Key.Key_Delete)
    assert playing(pool)[1] == FOUR[1]


def test_that_pinning_a_ticket_keeps_the_camera_of_the_alarm(wall: WallPanel, seat: Seat):
    ticket = comes(seat)
    wall.hanging.pin(ticket.id, 1)
    kept = wall.hanging.wall.tile(1)
    assert (kept.camera, kept.ticket) == (camera(1), ticket.id)


def test_that_what_is_saved_of_the_wall_is_what_hangs_below_the_alarm(wall: WallPanel, seat: Seat):
    before = wall.state()
    comes(seat)
    assert wall.state() == before


def test_that_the_choices_are_kept(wall: WallPanel):
    choose(wall, reserve=Reserve.ROW, near_m=1000, returns_min=15, sounds=True, devices=False)
    state = wall.state()
    wall.alarms.choose(AlarmChoices())
    wall.restore(state)
    kept = AlarmChoices(reserve=Reserve.ROW, near_m=1000, returns_min=15, sounds=True, devices=False)
    assert wall.alarms.choices == kept


@pytest.mark.parametrize("bad", [None, 3, {"reserve": "all", "near_m": "x", "returns_min": True, "sounds": 1}])
def test_that_choices_that_cannot_be_read_are_as_at_first(bad: object):
    assert AlarmChoices.from_saved(bad) == AlarmChoices()


def test_that_what_stood_before_the_first_load_is_no_alarm(wall: WallPanel, seat: Seat):
    wall.alarms._began = False
    seat.board.tickets[TicketId(99)] = a_ticket(id=TicketId(99), priority=Priority.P1, centre=CITY)
    seat.relay.reloaded.emit()
    assert wall.alarms.bank.alarms == []


def test_that_what_came_while_the_link_was_lost_is_an_alarm_when_all_is_loaded(wall: WallPanel, seat: Seat):
    seat.board.tickets[TicketId(99)] = a_ticket(id=TicketId(99), priority=Priority.P1, centre=CITY)
    seat.relay.reloaded.emit()
    assert [alarm.ticket.id for alarm in wall.alarms.bank.alarms] == [99]


def test_that_the_menu_chooses_which_tiles_are_kept(wall: WallPanel):
    button = wall.findChild(AlarmButton)
    assert button is not None
    menu = button.choices
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "The lowest row").trigger()
    assert wall.hanging.reserved == {2, 3}
