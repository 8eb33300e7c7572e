"""Taking in reference data and past tickets: what is there already stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from console.domain.grid_layer import WATER
from console.domain.ticket import State, TicketId
from console.ports import Store
from console.registry import Registry
from console.replay import past, replay
from tests.builders import (
    CITY,
    IN_GRID,
    IN_NEXT_GRID,
    NOON,
    a_camera,
    a_cell,
    a_crew,
    a_department,
    a_fix,
    a_region_tree,
    a_sensor,
    a_site,
    a_ticket,
    an_entry,
    an_operator,
)

BATCHES: dict[str, Callable[[Registry], int]] = {
    "crews": lambda registry: registry.add_crews((a_crew("C1"), a_crew("C2"))),
    "departments": lambda registry: registry.add_departments((a_department("D1"), a_department("D2"))),
    "cameras": lambda registry: registry.add_cameras((a_camera("1"), a_camera("2"))),
    "sites": lambda registry: registry.add_sites((a_site("1"), a_site("2"))),
    "sensors": lambda registry: registry.add_sensors((a_sensor("1"), a_sensor("2"))),
    "cells": lambda registry: registry.add_cells((a_cell("1"), a_cell("1", layer=WATER))),
    "operators": lambda registry: registry.add_operators((an_operator("李四"), an_operator("赵六"))),
}


@pytest.mark.parametrize("batch", BATCHES.values(), ids=BATCHES)
def test_that_a_second_import_takes_nothing_in(store: Store, batch: Callable[[Registry], int]) -> None:
    registry = store.registry()
    assert (batch(registry), batch(registry)) == (2, 0)


def test_that_regions_that_are_there_are_not_new(store: Store) -> None:
    assert store.registry().add_regions(a_region_tree()) == 0


def test_that_an_empty_batch_is_no_harm(store: Store) -> None:
    registry = store.registry()
    assert [registry.add_regions(()), registry.add_cells(()), registry.add_past(())] == [0, 0, 0]


def test_that_what_is_there_stays_as_it_is(store: Store) -> None:
    store.registry().add_crews((a_crew("C1", name="王五"),))
    store.registry().add_crews((a_crew("C1", name="someone else", place=IN_GRID),))
    assert store.archive().situation(CITY).crews == (a_crew("C1", name="王五"),)


def test_that_a_camera_that_is_there_takes_the_addresses_that_are_told_and_keeps_the_others(store: Store) -> None:
    registry = store.registry()
    registry.add_cameras((a_camera("A", sub_url="rtsp://old/2", main_url="rtsp://old/1"), a_camera("B")))
    registry.add_cameras((a_camera("A", sub_url="rtsp://new/2", ptz_url="http://camera"), a_camera("C")))
    registry.add_cameras((a_camera("A", sub_url="", ptz_url="http://another"),))
    told, untouched = store.archive().situation(CITY).cameras[:2]
    assert (told.sub_url, told.main_url, told.ptz_url) == ("rtsp://new/2", "rtsp://old/1", "http://another")
    assert untouched == a_camera("B")


def test_that_of_two_rows_about_one_camera_the_first_tells_its_address(store: Store) -> None:
    registry = store.registry()
    for _ in range(2):
        registry.add_cameras((a_camera("A", sub_url="rtsp://first"), a_camera("A", sub_url="rtsp://second")))
        assert [one.sub_url for one in store.archive().situation(CITY).cameras] == ["rtsp://first"]


def test_that_a_camera_that_is_there_is_told_where_it_looks(store: Store) -> None:
    registry = store.registry()
    for aim in ((None, None), (90.0, 60.0), (270.0, 75.0), (None, None)):
        registry.add_cameras((a_camera("A", azimuth_deg=aim[0], view_deg=aim[1]),))
    assert [(one.azimuth_deg, one.view_deg) for one in store.archive().situation(CITY).cameras] == [(270.0, 75.0)]


def test_that_of_a_camera_that_is_there_only_what_was_told_later_of_its_state_is_taken_over(store: Store) -> None:
    registry, later = store.registry(), NOON + timedelta(hours=1)
    first = a_camera("A", tags=("易涝点",), is_on=True, told_at=NOON)
    registry.add_cameras((first,))
    registry.add_cameras((replace(first, name="another", tags=(), is_on=False, told_at=later),))
    registry.add_cameras((replace(first, is_on=True, told_at=NOON - timedelta(hours=1)),))
    assert store.archive().situation(CITY).cameras == (replace(first, is_on=False, told_at=later),)


def test_that_of_a_sensor_that_is_there_only_what_was_told_later_of_its_state_is_taken_over(store: Store) -> None:
    registry, later = store.registry(), NOON + timedelta(hours=1)
    first = a_sensor("A")
    registry.add_sensors((first,))
    registry.add_sensors((replace(first, name="another", is_on=False, told_at=later), a_sensor("B")))
    registry.add_sensors((replace(first, is_on=True, told_at=NOON),))
    expected = (replace(first, is_on=False, told_at=later), a_sensor("B"))
    assert store.archive().situation(CITY).sensors == expected


def test_that_a_department_that_is_there_takes_a_place_where_it_had_none(store: Store) -> None:
    registry = store.registry()
    registry.add_departments((a_department(),))
    registry.add_departments((a_department(place=IN_GRID), a_department("D2")))
    registry.add_departments((a_department(place=IN_NEXT_GRID),))
    assert [one.place for one in store.archive().situation(CITY).departments] == [IN_GRID, None]


def test_that_a_fix_is_kept_where_a_crew_is_imported_again(store: Store) -> None:
    store.registry().add_crews((a_crew("C1", place=IN_GRID),))
    with store.unit_of_work() as uow:
        uow.place_crews((a_fix("C1", IN_NEXT_GRID),))
        uow.commit()
    store.registry().add_crews((a_crew("C1", place=IN_GRID),))
    (crew,) = store.archive().situation(CITY).crews
    assert crew.place == IN_NEXT_GRID


def test_that_a_past_ticket_comes_with_its_whole_history(store: Store) -> None:
    ticket = a_ticket(version=2, state=State.CLOSED)
    history = (an_entry(ticket, version=1, imported=True), an_entry(ticket, imported=True))
    assert store.registry().add_past([(ticket, history)]) == 1
    assert store.archive().timeline(ticket.id) == (ticket, past(ticket, history))


def test_that_a_past_ticket_can_be_rebuilt_from_its_history(store: Store) -> None:
    ticket = a_ticket(version=2, state=State.CLOSED, number="")
    store.registry().add_past([(ticket, (an_entry(ticket, version=1, imported=True), an_entry(ticket, imported=True)))])
    stored, lines = store.archive().timeline(ticket.id)
    assert stored is not None
    assert replay(lines) == stored


@pytest.mark.parametrize("same", ["id", "number", "outside_number"])
@pytest.mark.parametrize("at_once", [True, False], ids=["in one batch", "one after the other"])
def test_that_a_past_ticket_that_is_there_is_left_alone(store: Store, same: str, at_once: bool) -> None:
    first = a_ticket(number="100", outside_number="12345-1", title="first")
    second = replace(a_ticket(number="200", outside_number="12345-2"), **{same: getattr(first, same)})
    past = [(ticket, (an_entry(ticket),)) for ticket in (first, second)]
    registry = store.registry()
    new = [registry.add_past(past)] if at_once else [registry.add_past(past[:1]), registry.add_past(past[1:])]
    assert sum(new) == 1
    assert [ticket.title for ticket in store.archive().tickets(CITY)] == ["first"]


def test_that_a_past_ticket_without_a_number_is_given_one(store: Store) -> None:
    tickets = [a_ticket(number="", id=TicketId(9000 + n)) for n in range(2)]
    store.registry().add_past([(ticket, (an_entry(ticket),)) for ticket in tickets])
    with store.unit_of_work() as uow:
        given = {uow.next_number(), *(ticket.number for ticket in store.archive().tickets(CITY))}
    assert len(given) == 3
    assert "" not in given


def test_that_known_outside_numbers_are_told(store: Store) -> None:
    ticket = a_ticket(outside_number="12345-1")
    store.registry().add_past([(ticket, (an_entry(ticket),)), (bare := a_ticket(), (an_entry(bare),))])
    assert store.registry().known_outside_numbers(["12345-1", "12345-2", ""]) == {"12345-1"}


def test_that_a_past_ticket_passed_on_is_seen_by_its_readers(store: Store) -> None:
    ticket = a_ticket(area="9900", centre="9900", readers=(CITY,), reported_at=NOON)
    store.registry().add_past([(ticket, (an_entry(ticket),))])
    assert store.archive().situation(CITY).tickets == (ticket,)
