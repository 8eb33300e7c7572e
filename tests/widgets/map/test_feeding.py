"""From the board to the symbols of the map."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console.atlas import Atlas
from console.domain.ticket import Holder, Priority, State, TargetKind
from tests.builders import GRID, IN_GRID, IN_NEXT_GRID, NOON, a_crew, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.map.conftest import put
from widgets.map.bridge import Bridge
from widgets.map.features import world_px_of
from widgets.map.feeding import Feeding
from widgets.map.live import LiveMap
from widgets.map.looks import HAS_WORK, OLD, OVERDUE


@pytest.fixture
def live(qapp, atlas: Atlas) -> LiveMap:
    return LiveMap(atlas, Bridge())


def look_of(points, key) -> int:
    slot = points.slot_of(key)
    return int(points.looks[slot]) if slot is not None else 0


def test_that_what_is_on_the_board_is_on_the_map(seat: Seat, live: LiveMap):
    ticket = a_ticket()
    put(seat, [ticket])
    Feeding(seat.relay, live)
    assert live.tickets.px_of(ticket.id) == world_px_of(IN_GRID)
    assert len(live.crews) == 2
    assert len(live.cameras) == 4


def test_that_a_ticket_that_ended_goes(seat: Seat, live: LiveMap):
    ticket = a_ticket()
    put(seat, [ticket])
    feeding = Feeding(seat.relay, live)
    put(seat, [])
    feeding.take_tickets([ticket.id])
    assert ticket.id not in live.tickets
    assert feeding.tickets_in[GRID] == 0


def test_that_a_ticket_in_hand_colours_its_crew(seat: Seat, live: LiveMap):
    held = a_ticket(state=State.DISPATCHED, holder=Holder(TargetKind.CREW, "C1", "王五"))
    put(seat, [held])
    feeding = Feeding(seat.relay, live)
    assert look_of(live.crews, "C1") & HAS_WORK
    put(seat, [])
    feeding.take_tickets([held.id])
    assert not look_of(live.crews, "C1") & HAS_WORK


def test_that_a_position_grows_old_by_itself(seat: Seat, live: LiveMap):
    put(seat, [], [a_crew("C1", place=IN_GRID, fixed_at=NOON)])
    feeding = Feeding(seat.relay, live)
    assert not look_of(live.crews, "C1") & OLD
    seat.clock.advance(timedelta(seconds=125))
    feeding.turn()
    assert look_of(live.crews, "C1") & OLD


def test_that_a_deadline_passes_by_itself(seat: Seat, live: LiveMap):
    ticket = a_ticket(due_at=NOON + timedelta(minutes=10))
    put(seat, [ticket])
    feeding = Feeding(seat.relay, live)
    seat.clock.advance(timedelta(minutes=11))
    feeding.turn()
    assert look_of(live.tickets, ticket.id) & OVERDUE


def test_that_what_is_late_already_is_not_drawn_anew_at_every_turn(seat: Seat, live: LiveMap):
    ticket = a_ticket(due_at=NOON - timedelta(minutes=10))
    put(seat, [ticket])
    feeding = Feeding(seat.relay, live)
    live.tickets.drop(ticket.id)
    seat.clock.advance(timedelta(seconds=5))
    feeding.turn()
    assert ticket.id not in live.tickets


def test_that_a_critical_ticket_blinks_for_a_minute(seat: Seat, live: LiveMap):
    put(seat, [a_ticket(priority=Priority.P1)])
    feeding = Feeding(seat.relay, live)
    assert live._marks["pulse"] == [list(world_px_of(IN_GRID))]
    seat.clock.advance(timedelta(seconds=61))
    feeding.turn()
    assert live._marks["pulse"] == []


def test_that_the_tickets_of_a_grid_are_counted(seat: Seat, live: LiveMap):
    put(seat, [a_ticket(), a_ticket(place=IN_NEXT_GRID)])
    assert Feeding(seat.relay, live).tickets_in[GRID] == 2


def test_that_a_board_loaded_anew_leaves_nothing_behind(seat: Seat, live: LiveMap):
    first, second = a_ticket(), a_ticket()
    put(seat, [first], [a_crew("C9", place=IN_GRID)])
    feeding = Feeding(seat.relay, live)
    put(seat, [second], [a_crew("C8", place=IN_GRID)])
    feeding.take_all()
    assert set(live.tickets.keys()) == {second.id}
    assert set(live.crews.keys()) == {"C8"}


def test_that_a_ticket_that_moves_is_drawn_where_it_is(seat: Seat, live: LiveMap):
    ticket = a_ticket()
    put(seat, [ticket])
    feeding = Feeding(seat.relay, live)
    put(seat, [replace(ticket, place=IN_NEXT_GRID)])
    feeding.take_tickets([ticket.id])
    assert live.tickets.px_of(ticket.id) == world_px_of(IN_NEXT_GRID)
