"""Whose ground it is: what an operator reads on a server besides what lies on their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from console.domain.grid import RegionCode
from console.domain.records import CoHandler, Records
from console.domain.ticket import Ticket
from db.administration import Server as Administration
from tests.builders import FAR_GRID, VILLAGE
from tests.db.desks import FAR_VILLAGE, SEATS, City, set_up
from tests.db.postgres_server import Server

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def city(server: Server) -> Iterator[City]:
    yield set_up(server, "grounds")
    server.run("DROP DATABASE {} WITH (FORCE)", "grounds")


def reads(city: City, name: str, ticket: Ticket) -> bool:
    """Tell whether the operator reads the ticket; its lines come and go with it."""
    tickets = city.ask(name, "SELECT 1 FROM ticket WHERE id = %s", ticket.id)
    assert len(tickets) == len(city.ask(name, "SELECT 1 FROM journal WHERE ticket = %s", ticket.id))
    return bool(tickets)


def test_that_a_ticket_is_read_from_above_and_not_from_beside(city: City) -> None:
    ticket = city.ticket()
    assert reads(city, "taker", ticket)
    assert reads(city, "boss", ticket)
    assert not reads(city, "far", ticket)


def test_that_whose_turn_it_is_reads_it(city: City) -> None:
    assert reads(city, "far", city.ticket(centre=FAR_VILLAGE))


def test_that_a_centre_that_goes_on_reading_reads_it(city: City) -> None:
    assert reads(city, "far", city.ticket(readers=(RegionCode(FAR_VILLAGE),)))
    assert not reads(city, "far", city.ticket(readers=(RegionCode(FAR_VILLAGE[:-1]),)))


@pytest.mark.parametrize(("helper", "is_read"), [("C9", True), ("C1", False), ("nobody", False)])
def test_that_the_ground_of_a_crew_that_helps_reads_it(city: City, helper: str, is_read: bool) -> None:
    noted = Records(co_handlers=(CoHandler(kind="crew", id=helper, name="王五"),))
    assert reads(city, "far", city.ticket(noted=noted)) is is_read


def test_that_several_seats_are_several_grounds(city: City) -> None:
    here, there = city.ticket(), city.ticket(area=FAR_GRID, grid=FAR_GRID, centre=FAR_VILLAGE)
    server = Administration(city.server.url(city.database))
    for centre in (VILLAGE, FAR_VILLAGE):
        server.grant("双席", centre, SEATS["all"][1], None)
    server.close()
    assert reads(city, "双席", here)
    assert reads(city, "双席", there)


def test_that_a_ticket_that_left_is_told_of_once_more(city: City) -> None:
    """A desk must hear that a ticket is gone, by the line that took it away; of the ticket it reads no more."""
    ticket = city.ticket()
    with city.owner() as owner:
        owner.execute("UPDATE ticket SET area = %s, centre = %s WHERE id = %s", (FAR_GRID, FAR_VILLAGE, ticket.id))
        owner.execute(
            "UPDATE journal SET left_sight_of = %s WHERE ticket = %s",
            (f'["{ticket.area}", "{ticket.centre}"]', ticket.id),
        )
    assert city.ask("taker", "SELECT 1 FROM ticket WHERE id = %s", ticket.id) == []
    assert city.ask("taker", "SELECT 1 FROM journal WHERE ticket = %s", ticket.id) == [(1,)]


def test_that_a_campaign_of_a_centre_above_is_told_below_and_its_exports_are_not(city: City) -> None:
    with city.desk("boss") as boss:
        for kind in ("campaign_ended", "exported"):
            boss.execute(
                "INSERT INTO journal (key, part, kind, version, at, by, desk, centre, reason, detail, changes)"
                " VALUES (gen_random_uuid(), 0, %s, 0, now(), 'boss', '', '320501', '', '', '')",
                (kind,),
            )
    told = city.ask("taker", "SELECT DISTINCT kind FROM journal WHERE by = 'boss'")
    assert told == [("campaign_ended",)]
