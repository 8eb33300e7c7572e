"""Words find an operator nothing that lies beyond their seats, whatever they ask the server's function."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders import CITY, DISTRICT, OTHER_DISTRICT, VILLAGE
from tests.db.desks import FAR_VILLAGE, City, set_up
from tests.db.postgres_server import running_server

pytestmark = pytest.mark.postgres

SEARCH = "SELECT search(%s, %s, NULL, NULL, %s)"


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    with running_server() as server:
        yield set_up(server, "city")


@pytest.mark.parametrize(
    ("name", "centre", "finds"),
    [
        ("李四", VILLAGE, "ours"),
        ("boss", DISTRICT, "ours"),
        ("far", FAR_VILLAGE, "theirs"),
        ("griddesk", CITY, "both"),
        ("李四", FAR_VILLAGE, "none"),
        ("李四", DISTRICT, "none"),
        ("李四", CITY, "none"),
        ("李四", "", "none"),
        ("boss", OTHER_DISTRICT, "none"),
        ("gone", VILLAGE, "none"),
    ],
)
def test_that_only_the_ground_of_ones_own_seat_is_searched(city: City, name: str, centre: str, finds: str) -> None:
    found = {"ours": [city.ours.id], "theirs": [city.theirs.id], "both": [city.theirs.id, city.ours.id], "none": []}
    assert [row[0] for row in city.ask(name, SEARCH, centre, "垃圾", 9)] == found[finds]


def test_that_the_console_finds_the_same(city: City) -> None:
    store = city.store("李四")
    found = store.archive().search("人民 N1001", VILLAGE, None, 9)
    assert ([ticket.id for ticket in found], store.archive().search("N2001", VILLAGE, None, 9)) == ([city.ours.id], ())
    store.close()


@pytest.mark.parametrize(
    "statement",
    ["SELECT * FROM ticket_text", "SELECT search_plain('A')", "DELETE FROM ticket_text", "TRUNCATE ticket_text"],
)
def test_that_what_lies_behind_it_belongs_to_the_owner(city: City, statement: str) -> None:
    assert city.refused("李四", statement) == "42501"


@pytest.mark.parametrize("wanted", ["垃%", "' OR true --", "\\", "_" * 100_000, "垃圾" * 50_000, "$$ $1 {}"])
@pytest.mark.parametrize("most", [-1, 0, 2_000_000_000])
def test_that_hostile_words_find_nothing(city: City, wanted: str, most: int) -> None:
    assert city.ask("李四", SEARCH, VILLAGE, wanted, most) == []
