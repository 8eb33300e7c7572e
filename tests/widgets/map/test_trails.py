"""The way of a crew: only while it has the ticket and is on duty, only of the ticket looked at, and gone afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.atlas import Atlas
from console.domain.crew import CrewId, Duty
from console.domain.place import LatLng
from console.domain.ticket import Holder, State, TargetKind, Ticket
from tests.builders import IN_GRID, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.map.conftest import put
from tests.widgets.map.test_packing import unpack
from widgets.map.bridge import Bridge
from widgets.map.live import LiveMap
from widgets.map.trails import FIXES_MOST, Trails

HELD = Holder(TargetKind.CREW, "C1", "王五")


def a_held_ticket() -> Ticket:
    return a_ticket(state=State.DISPATCHED, holder=HELD)


def go(seat: Seat, trails: Trails, lat_deg: float, crew: str = "C1", duty: Duty = Duty.ON_DUTY) -> None:
    known = seat.board.crews[CrewId(crew)]
    seat.board.crews[CrewId(crew)] = replace(known, place=LatLng(lat_deg, IN_GRID.lng_deg), duty=duty)
    trails.take_crews([CrewId(crew)])


@pytest.fixture
def ticket(seat: Seat) -> Ticket:
    made = a_held_ticket()
    put(seat, [made])
    return made


@pytest.fixture
def trails(seat: Seat, atlas: Atlas, ticket: Ticket) -> Trails:
    return Trails(seat.relay, seat.focus, LiveMap(atlas, Bridge()))


def test_that_the_way_begins_where_the_crew_got_the_ticket(trails: Trails, ticket: Ticket):
    assert trails.way_of(ticket.id) == (IN_GRID,)


def test_that_the_way_follows_the_crew(trails: Trails, seat: Seat, ticket: Ticket):
    go(seat, trails, 31.301)
    go(seat, trails, 31.302)
    assert [place.lat_deg for place in trails.way_of(ticket.id)][1:] == [31.301, 31.302]


def test_that_a_crew_that_stands_still_makes_no_way(trails: Trails, seat: Seat, ticket: Ticket):
    go(seat, trails, IN_GRID.lat_deg + 0.00001)
    assert len(trails.way_of(ticket.id)) == 1


def test_that_nobody_else_is_followed(trails: Trails, seat: Seat):
    go(seat, trails, 31.305, crew="C2")
    assert list(trails._tickets_of) == ["C1"]


def test_that_the_way_is_gone_when_the_ticket_is_done(trails: Trails, seat: Seat, ticket: Ticket):
    go(seat, trails, 31.301)
    put(seat, [replace(ticket, state=State.FEEDBACK, version=2)])
    trails.take_tickets([ticket.id])
    assert trails.way_of(ticket.id) == ()
    assert not trails._tickets_of


def test_that_another_crew_begins_a_way_of_its_own(trails: Trails, seat: Seat, ticket: Ticket):
    go(seat, trails, 31.301)
    put(seat, [replace(ticket, holder=Holder(TargetKind.CREW, "C2", "赵六"), version=2)])
    trails.take_tickets([ticket.id])
    assert len(trails.way_of(ticket.id)) == 1


def test_that_the_way_is_gone_when_the_crew_goes_off_duty(trails: Trails, seat: Seat, ticket: Ticket):
    go(seat, trails, 31.301)
    go(seat, trails, 31.302, duty=Duty.OFF_DUTY)
    assert trails.way_of(ticket.id) == ()


def test_that_a_long_way_forgets_its_beginning(trails: Trails, seat: Seat, ticket: Ticket):
    for step in range(FIXES_MOST + 5):
        go(seat, trails, 31.3 + step / 1000)
    assert len(trails.way_of(ticket.id)) == FIXES_MOST


def test_that_only_the_way_of_the_ticket_looked_at_is_drawn(trails: Trails, seat: Seat, ticket: Ticket):
    go(seat, trails, 31.301)
    _, unseen = unpack(trails._packed())
    seat.focus.look_at_ticket(ticket.id)
    _, seen = unpack(trails._packed())
    assert (len(unseen["px"]), len(seen["px"])) == (0, 4)
