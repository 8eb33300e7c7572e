"""The read-only questions: what a centre sees, a day's lines, what fell due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from console.domain.grid import RegionCode
from console.domain.grid_layer import WATER
from console.domain.sensor import SensorKind
from console.domain.site import SiteKind
from console.domain.ticket import Holder, State, TargetKind, Ticket
from console.journal import Kind
from console.ports import Store
from console.replay import changes
from console.turns import Turn
from tests.builders import (
    CITY,
    DISTRICT,
    FAR_GRID,
    GRID,
    IN_GRID,
    NOON,
    OTHER_DISTRICT,
    TOWNSHIP,
    VILLAGE,
    a_camera,
    a_cell,
    a_crew,
    a_department,
    a_region_tree,
    a_sensor,
    a_site,
    a_ticket,
    an_entry,
    an_operator,
)

HOUR = timedelta(hours=1)
HELD = Holder(TargetKind.CREW, "C1", "王五")


def add(store: Store, *tickets: Ticket) -> None:
    store.registry().add_past([(ticket, (an_entry(ticket),)) for ticket in tickets])


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        ({}, True),
        ({"state": State.CLOSED}, False),
        ({"area": FAR_GRID, "centre": OTHER_DISTRICT}, False),
        ({"area": FAR_GRID, "centre": DISTRICT}, True),
        ({"area": FAR_GRID, "centre": OTHER_DISTRICT, "readers": (DISTRICT,)}, True),
        ({"area": CITY, "centre": CITY}, False),
    ],
    ids=["own ground", "ended", "another's ground", "passed on from there", "as a reader", "of the whole city"],
)
def test_that_the_situation_holds_the_open_tickets_that_a_centre_sees(
    store: Store, changes: dict[str, object], seen: bool
) -> None:
    ticket = a_ticket(**changes)
    add(store, ticket)
    assert store.archive().situation(DISTRICT).tickets == ((ticket,) if seen else ())


def test_that_the_situation_holds_the_subtree_with_shapes(store: Store) -> None:
    expected = [region for region in a_region_tree() if region.code.startswith(DISTRICT)]
    assert list(store.archive().situation(DISTRICT).regions) == expected


def test_that_the_situation_names_the_line_above_without_shapes(store: Store) -> None:
    expected = [replace(region, shape_wkb=b"") for region in a_region_tree() if region.code in {CITY, DISTRICT}]
    assert list(store.archive().situation(TOWNSHIP).above) == expected


def test_that_the_situation_holds_the_crews_of_the_subtree_where_they_are(store: Store) -> None:
    here = a_crew("C1", place=IN_GRID, fixed_at=NOON)
    store.registry().add_crews((here, a_crew("C2", region=FAR_GRID)))
    assert store.archive().situation(DISTRICT).crews == (here,)


def test_that_the_situation_holds_the_cameras_of_the_subtree_by_number(store: Store) -> None:
    first, second = a_camera("A", number=7), a_camera("B", number=3, place=None)
    store.registry().add_cameras((first, second, a_camera("C", region=FAR_GRID)))
    assert store.archive().situation(DISTRICT).cameras == (second, first)


def test_that_the_situation_tells_what_a_catalogue_said_of_a_camera(store: Store) -> None:
    camera = a_camera(
        "A", tags=("易涝点", "学校"), is_on=False, told_at=NOON, source="csv", ptz_url="http://camera", azimuth_deg=271.5,
        view_deg=75.0,
    )  # fmt: skip
    store.registry().add_cameras((camera,))
    assert store.archive().situation(CITY).cameras == (camera,)


def test_that_the_situation_holds_the_departments_of_the_subtree_and_of_the_line_above(store: Store) -> None:
    below, above = a_department("D1", region=VILLAGE), a_department("D2", region=CITY)
    store.registry().add_departments((below, above, a_department("D3", region=OTHER_DISTRICT)))
    assert store.archive().situation(DISTRICT).departments == (below, above)


def test_that_the_situation_holds_the_sites_and_sensors_of_the_subtree(store: Store) -> None:
    sites = a_site("S2", kind=SiteKind.HAZARDOUS), a_site("S1")
    sensors = a_sensor("B", is_on=False, told_at=NOON), a_sensor("A", kind=SensorKind.TILT)
    store.registry().add_sites((*sites, a_site("S9", region=FAR_GRID)))
    store.registry().add_sensors((*sensors, a_sensor("Z", region=FAR_GRID)))
    found = store.archive().situation(DISTRICT)
    assert (found.sites, found.sensors) == (sites[::-1], sensors[::-1])


def test_that_the_situation_holds_the_cells_that_touch_its_ground(store: Store) -> None:
    # The river runs through both districts, and belongs to neither.
    river = a_cell("R1", west=120.0, east=121.0, layer=WATER)
    here, next_to_it, far = a_cell("J2"), a_cell("J1", west=120.55, east=120.6), a_cell("J3", west=120.7, east=120.71)
    store.registry().add_cells((river, here, next_to_it, far))
    assert store.archive().situation(DISTRICT).cells == (next_to_it, here, river)


def test_that_a_centre_whose_shape_is_not_known_is_shown_every_cell(store: Store) -> None:
    cells = a_cell("J1"), a_cell("J2", west=0, east=1)
    store.registry().add_cells(cells)
    assert store.archive().situation(RegionCode("9900")).cells == cells


def test_that_a_timeline_of_nothing_is_empty(store: Store) -> None:
    assert store.archive().timeline(a_ticket().id) == (None, ())


@pytest.mark.parametrize("number", ["100", "12345-9"], ids=["its own", "the one at its source"])
def test_that_a_ticket_is_found_by_its_number(store: Store, number: str) -> None:
    ticket = a_ticket(number="100", outside_number="12345-9", state=State.CLOSED)
    add(store, ticket)
    assert store.archive().find(number) == ticket


@pytest.mark.parametrize("number", ["", "404"])
def test_that_no_ticket_is_found_by_a_number_that_none_bears(store: Store, number: str) -> None:
    add(store, a_ticket())
    assert store.archive().find(number) is None


def test_that_a_days_lines_begin_with_its_first_moment_and_end_before_the_next(store: Store) -> None:
    moments = [NOON - timedelta(microseconds=1), NOON, NOON + HOUR - timedelta(microseconds=1), NOON + HOUR]
    with store.unit_of_work() as uow:
        for at in reversed(moments):
            uow.note(an_entry(at=at))
        uow.commit()
    told = store.archive().lines(NOON, NOON + HOUR, CITY)
    assert [line.entry.at for line in told] == moments[1:3]


def test_that_a_line_tells_what_a_log_needs_of_its_ticket(store: Store) -> None:
    ticket = a_ticket(holder=HELD, state=State.DISPATCHED)
    add(store, ticket)
    (line,) = store.archive().lines(NOON, NOON + HOUR, VILLAGE)
    assert (line.number, line.category, line.priority, line.title) == (ticket.number, "0101", 3, ticket.title)
    assert (line.address, line.source, line.grid, line.area) == (ticket.address, ticket.source, GRID, GRID)
    assert (line.state, line.holder) == (State.DISPATCHED, "王五")


def test_that_a_stage_ends_with_the_next_line_of_its_ticket(store: Store) -> None:
    ticket = a_ticket(version=2)
    second = an_entry(ticket, kind=Kind.ACCEPTED, at=NOON + timedelta(minutes=5))
    first = an_entry(ticket, kind=Kind.TAKEN_IN, version=1)
    store.registry().add_past([(ticket, (first, second))])
    told = store.archive().lines(NOON, NOON + HOUR, CITY)
    assert [line.ended_at for line in told] == [NOON + timedelta(minutes=5), None]


def test_that_a_line_without_a_ticket_is_in_the_log_of_where_it_was_written(store: Store) -> None:
    entry = an_entry(centre=VILLAGE)
    with store.unit_of_work() as uow:
        uow.note(entry)
        uow.commit()
    archive = store.archive()
    assert [line.entry for line in archive.lines(NOON, NOON + HOUR, DISTRICT)] == [entry]
    assert [line.entry for line in archive.lines(NOON, NOON + HOUR, OTHER_DISTRICT)] == []


def test_that_the_log_holds_no_ticket_of_another_centres_ground(store: Store) -> None:
    add(store, a_ticket(area=FAR_GRID, centre=DISTRICT))
    assert list(store.archive().lines(NOON, NOON + HOUR, DISTRICT)) == []


def test_that_what_fell_due_is_told_by_when_it_was_due(store: Store) -> None:
    soon, late = a_ticket(due_at=NOON), a_ticket(due_at=NOON + 2 * HOUR)
    add(store, late, soon, a_ticket(due_at=None), a_ticket(due_at=NOON + 3 * HOUR))
    told = store.archive().due_between(NOON, NOON + 3 * HOUR, CITY)
    assert [line.entry.ticket for line in told] == [soon.id, late.id]


def test_that_tickets_are_told_oldest_first_within_their_span(store: Store) -> None:
    tickets = [a_ticket(reported_at=NOON + hours * HOUR) for hours in (3, 1, 2, 0)]
    add(store, *tickets)
    told = store.archive().tickets(CITY, since=NOON + HOUR, until=NOON + 3 * HOUR)
    assert list(told) == [tickets[1], tickets[2]]


def test_that_tickets_are_told_by_state_and_ground(store: Store) -> None:
    wanted = a_ticket(state=State.CLOSED)
    add(store, wanted, a_ticket(), a_ticket(state=State.CLOSED, area=FAR_GRID))
    assert list(store.archive().tickets(DISTRICT, states=(State.CLOSED, State.VOID))) == [wanted]


def test_that_a_stream_that_is_left_early_lets_go_of_the_database(store: Store) -> None:
    add(store, *(a_ticket() for _ in range(3)))
    stream = store.archive().tickets(CITY)
    next(stream)
    del stream
    add(store, a_ticket())
    assert store.archive().counts()["ticket"] == 4


def test_that_centres_are_the_regions_above_the_grids_from_the_top(store: Store) -> None:
    expected = [replace(region, shape_wkb=b"") for region in a_region_tree() if len(region.code) < len(GRID)]
    assert list(store.archive().centres()) == sorted(expected, key=lambda region: (region.tier, region.code))


def test_that_operators_are_told_by_centre(store: Store) -> None:
    here = an_operator("李四", desk="")
    store.registry().add_operators((here, an_operator("赵六", centre=CITY)))
    assert store.archive().operators(VILLAGE) == (here,)
    assert [operator.name for operator in store.archive().operators()] == ["赵六", "李四"]


def test_that_places_are_told_of_what_was_reported_in_the_span_open_or_ended(store: Store) -> None:
    add(
        store,
        a_ticket(reported_at=NOON),
        a_ticket(reported_at=NOON + HOUR, state=State.CLOSED),
        a_ticket(reported_at=NOON + 2 * HOUR),
        a_ticket(reported_at=NOON - HOUR),
        a_ticket(reported_at=NOON, area=FAR_GRID, centre=OTHER_DISTRICT),
    )
    told = store.archive().reported(DISTRICT, NOON, NOON + 2 * HOUR)
    assert sorted(zip(told.lats, told.lngs, strict=True)) == [(IN_GRID.lat_deg, IN_GRID.lng_deg)] * 2


def test_that_what_was_reported_without_a_place_is_only_counted(store: Store) -> None:
    add(store, a_ticket(reported_at=NOON, place=None), a_ticket(reported_at=NOON))
    told = store.archive().reported(CITY, NOON, NOON + HOUR)
    assert (told.placeless, told.count) == (1, 2)


def test_that_every_table_is_counted(store: Store) -> None:
    add(store, a_ticket())
    store.registry().add_cameras((a_camera(),))
    store.registry().add_cells((a_cell(),))
    counted = store.archive().counts()
    assert counted == {
        "region": 10,
        "crew": 0,
        "department": 0,
        "camera": 1,
        "site": 0,
        "sensor": 0,
        "layer_cell": 1,
        "operator": 0,
        "ticket": 1,
        "journal": 1,
    }


def given(store: Store, at: datetime, holder: Holder = HELD) -> Ticket:
    """Store a ticket that was dispatched at a moment."""
    ticket = a_ticket()
    sent = replace(ticket, version=2, state=State.DISPATCHED, holder=holder, stage_since=at, changed_at=at)
    line = an_entry(sent, kind=Kind.DISPATCHED, changes=changes(ticket, sent))
    with store.unit_of_work() as uow:
        uow.record(ticket, (an_entry(ticket, changes=changes(None, ticket)),))
        uow.record(sent, (line,))
        uow.commit()
    return ticket


def test_that_the_situation_tells_whom_tickets_were_given_lately(store: Store) -> None:
    first, second = given(store, NOON), given(store, NOON + HOUR, replace(HELD, id="C2"))
    turns = (Turn("C1", first.id, NOON), Turn("C2", second.id, NOON + HOUR))
    assert store.archive().situation(CITY).turns == turns


def test_that_a_department_has_no_turns(store: Store) -> None:
    given(store, NOON, Holder(TargetKind.DEPARTMENT, "D1", "局"))
    assert store.archive().situation(CITY).turns == ()
