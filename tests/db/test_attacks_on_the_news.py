"""Attacks on the question of a poll: it goes past the policies for speed, and may tell nobody more than they show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from console.domain.grid import RegionCode
from console.journal import Kind
from tests.builders import CITY, DISTRICT, FAR_GRID, GRID, OTHER_DISTRICT, VILLAGE, a_ticket, an_entry
from tests.db.desks import FAR_VILLAGE, SEATS, City, set_up
from tests.db.postgres_server import TEMPLATE, Server

pytestmark = pytest.mark.postgres

ALL = "SELECT line_seq, ticket_id FROM news(%s, '1', '{}', 1000) WHERE line_seq IS NOT NULL"
TOLD_BY_TABLES = (
    "SELECT (SELECT coalesce(array_agg(seq), '{}') FROM journal), (SELECT coalesce(array_agg(id), '{}') FROM ticket)"
)


@pytest.fixture(scope="module")
def a_city(server: Server) -> Iterator[City]:
    """Return a city in which tickets came into the sight of centres, and went out of it."""
    with server.database(TEMPLATE) as url:
        city = set_up(server, url.rpartition("/")[2])
        store = city.store()
        for first, then in (
            (a_ticket(id=1), {}),
            (a_ticket(id=2, area=FAR_GRID, centre=FAR_VILLAGE), {}),
            (a_ticket(id=3), {"area": FAR_GRID, "centre": FAR_VILLAGE}),
            (a_ticket(id=4, area=FAR_GRID, centre=FAR_VILLAGE), {"area": GRID, "centre": VILLAGE}),
            (a_ticket(id=5, area=FAR_GRID, centre=OTHER_DISTRICT, readers=(VILLAGE,)), {"readers": ()}),
            (a_ticket(id=6, area=FAR_GRID, centre=OTHER_DISTRICT), {"readers": (DISTRICT,)}),
        ):
            for version, ticket in enumerate((first, replace(first, **then)) if then else (first,), start=1):
                with store.unit_of_work() as uow:
                    now = replace(ticket, version=version, number=f"M{ticket.id}")
                    uow.record(now, (an_entry(now),))
                    uow.commit()
        for centre in (CITY, DISTRICT, OTHER_DISTRICT, VILLAGE, FAR_VILLAGE):
            for kind in (Kind.CAMPAIGN_BEGAN, Kind.SHIFT_BEGAN):
                with store.unit_of_work() as uow:
                    uow.note(an_entry(kind=kind, ticket=None, version=0, centre=centre))
                    uow.commit()
        store.close()
        yield city


@pytest.mark.parametrize("name", ["taker", "boss", "far"])
def test_that_the_news_tell_nothing_that_the_tables_hide(a_city: City, name: str) -> None:
    told = a_city.ask(name, ALL, SEATS[name][0])
    [(lines, tickets)] = a_city.ask(name, TOLD_BY_TABLES)
    assert told
    assert {line for line, _ in told} <= set(lines)
    assert {ticket for _, ticket in told if ticket is not None} <= set(tickets)


@pytest.mark.parametrize("name", ["taker", "boss", "far"])
def test_that_the_news_tell_of_each_ticket_on_ones_ground(a_city: City, name: str) -> None:
    """The control: that nothing is told would be safe as well."""
    told = {ticket for _, ticket in a_city.ask(name, ALL, SEATS[name][0])}
    shown = {row[0] for row in a_city.ask(name, "SELECT id FROM ticket WHERE id < 1000")}
    assert shown
    assert shown <= told


@pytest.mark.parametrize("centre", [CITY, DISTRICT, OTHER_DISTRICT, FAR_VILLAGE, "", "3", "%", '"', "' OR true --"])
def test_that_nobody_hears_at_a_centre_without_a_seat_there(a_city: City, centre: RegionCode) -> None:
    assert a_city.ask("taker", "SELECT * FROM news(%s, '1', '{}', 1000)", centre) == []


def test_that_who_is_locked_hears_nothing(a_city: City) -> None:
    assert a_city.ask("gone", "SELECT * FROM news(%s, '1', '{}', 1000)", VILLAGE) == []


def test_that_the_news_do_not_say_that_crews_of_others_move(a_city: City) -> None:
    with a_city.owner() as owner:
        owner.execute("INSERT INTO fix VALUES ('C9', 31.3, 120.6, now(), pg_current_xact_id())")
    [asked] = ["SELECT some_moved FROM news(%s, '1', '{}', 1000) LIMIT 1"]
    assert (a_city.ask("taker", asked, VILLAGE), a_city.ask("far", asked, FAR_VILLAGE)) == ([(False,)], [(True,)])
