"""Key sites, sensors and cells by a plain connection: read on one's own ground, written by no desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders import FAR_GRID, GRID
from tests.db.desks import City, set_up
from tests.db.postgres_server import Server

pytestmark = pytest.mark.postgres

NO_RIGHT = "42501"


@pytest.fixture(scope="module")
def city(server: Server) -> Iterator[City]:
    made = set_up(server, "city_of_places")
    yield made
    server.run("DROP DATABASE {} WITH (FORCE)", made.database)


@pytest.mark.parametrize("table", ["site", "sensor"])
def test_that_a_desk_reads_the_places_of_its_own_ground_and_no_others(city: City, table: str) -> None:
    question = f"SELECT region FROM {table}"
    assert [city.ask(name, question) for name in ("李四", "far", "boss")] == [[(GRID,)], [(FAR_GRID,)], [(GRID,)]]


def test_that_every_desk_reads_the_cells_of_all_cell_maps(city: City) -> None:
    assert city.ask("far", "SELECT layer, code FROM layer_cell ORDER BY 1") == [("police", "J1"), ("water", "R1")]


@pytest.mark.parametrize("table", ["site", "sensor", "layer_cell"])
def test_that_a_locked_operator_reads_none(city: City, table: str) -> None:
    assert city.ask("gone", f"SELECT 1 FROM {table}") == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE department SET lat_deg = 31, lng_deg = 120",
        "UPDATE site SET lat_deg = 31",
        "DELETE FROM site",
        f"INSERT INTO site (id, name, kind, region, lat_deg, lng_deg) VALUES ('x', 'x', 'school', '{GRID}', 31, 120)",
        "UPDATE sensor SET state = 'off', state_at = now()",
        "DELETE FROM sensor",
        "UPDATE layer_cell SET name = 'x'",
        "DELETE FROM layer_cell",
    ],
)
def test_that_no_desk_writes_them(city: City, statement: str) -> None:
    assert city.refused("all", statement) == NO_RIGHT
