"""What an operator's own role cannot do to the ground, with a plain connection to the server."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.builders import DISTRICT, GRID, NEXT_GRID, TOWNSHIP, VILLAGE
from tests.db.desks import FAR_VILLAGE, SEATS, City, set_up
from tests.db.postgres_server import Server
from tests.db.test_attacks import NO_RIGHT

pytestmark = pytest.mark.postgres

REFUSED = "PC403"
LINE = (
    "INSERT INTO journal (key, part, kind, version, at, by, desk, centre, reason, detail, changes)"
    " VALUES (%s, 0, %s, 0, now(), %s, '', %s, %s, %s, '')"
)
SQUARE = [[[[120.6, 31.3], [120.605, 31.3], [120.605, 31.31], [120.6, 31.31], [120.6, 31.3]]]]
REST = [[[[120.605, 31.3], [120.61, 31.3], [120.61, 31.31], [120.605, 31.31], [120.605, 31.3]]]]
WEST, EAST = f"{VILLAGE}011", f"{VILLAGE}012"


def grid(code: str = GRID, **said: Any) -> dict[str, Any]:
    fresh = {
        "code": code,
        "name": "格",
        "parent": VILLAGE,
        "kind": "base",
        "rating": "none",
        "version": 2,
        "shape": SQUARE,
    }
    return fresh | said


def halves() -> list[dict[str, Any]]:
    return [grid(WEST, version=1), grid(EAST, version=1, shape=REST)]


def draw(
    city: City,
    operator: str,
    kind: str,
    *,
    centre: str | None = None,
    reason: str = "新小区",
    **told: list[dict[str, Any]],
) -> str:
    """Bring a line as an operator with a program of their own; "" for nothing against it, else the server's code."""
    detail = json.dumps({"what": "x", **{name: json.dumps(value) for name, value in told.items()}})
    try:
        with city.desk(operator) as connection:
            row = (uuid4(), kind, operator, centre or SEATS[operator][0], reason, detail)
            connection.execute(LINE, row)
    except psycopg.Error as error:
        primary = error.diag.message_primary or ""
        return primary if error.sqlstate == REFUSED else error.sqlstate or type(error).__name__
    return ""


@pytest.fixture(scope="module")
def city(server: Server) -> City:
    return set_up(server, "city_of_ground")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE region SET name = 'mine'",
        "UPDATE region SET retired_at = now()",
        "DELETE FROM region",
        "INSERT INTO region SELECT code || '9', name, tier, code, kind, rating, west, south, east, north, shape_wkb FROM region",
        "UPDATE crew SET region = '320502'",
        "SELECT door_change_ground(NULL)",
        "SELECT door_wkb('[]')",
    ],
)
def test_that_nobody_writes_the_ground_by_hand(city: City, statement: str) -> None:
    before = city.stands()
    with pytest.raises(psycopg.Error) as refused, city.desk("boss") as connection:
        connection.execute(statement.encode())
    assert refused.value.sqlstate == NO_RIGHT
    assert city.stands() == before


@pytest.mark.parametrize(
    ("operator", "kind", "told", "against"),
    [
        ("李四", "grid_redrawn", {"grids": [grid()]}, "operator.role_missing"),
        ("lead", "grid_redrawn", {"grids": [grid(NEXT_GRID, version=4)]}, "grid.changed"),
        ("lead", "grid_redrawn", {"grids": [grid(WEST)]}, "grid.unknown"),
        ("lead", "grid_redrawn", {"grids": [grid(f"{FAR_VILLAGE}001", parent=FAR_VILLAGE)]}, "grid.outside"),
        ("lead", "grid_redrawn", {"grids": [grid(parent=TOWNSHIP)]}, "journal.not_lawful"),
        ("lead", "grid_redrawn", {"grids": [grid(name="")]}, "journal.not_lawful"),
        ("lead", "grid_redrawn", {"grids": []}, "journal.not_lawful"),
        (
            "lead",
            "grid_redrawn",
            {"grids": [grid()], "gone": [{"code": NEXT_GRID, "version": 2}]},
            "journal.not_lawful",
        ),
        ("lead", "grids_added", {"grids": [grid(VILLAGE, version=1)]}, "grid.code_taken"),
        ("lead", "grids_added", {"grids": [grid(f"{VILLAGE} 9", version=1)]}, "journal.not_lawful"),
        ("boss", "grids_added", {"grids": [grid(f"{TOWNSHIP}9", version=1)]}, "region.code_not_under_parent"),
        ("boss", "grids_added", {"grids": [grid(f"{GRID}1", version=1, parent=GRID)]}, "grid.bad_parent"),
        ("lead", "grid_split", {"grids": halves()}, "journal.not_lawful"),
        ("lead", "grid_split", {"grids": halves(), "gone": [{"code": GRID, "version": 7}]}, "grid.changed"),
        ("lead", "grid_split", {"grids": halves(), "gone": [{"code": VILLAGE, "version": 2}]}, "grid.unknown"),
        ("lead", "crew_stationed", {"crews": []}, "journal.not_lawful"),
        (
            "lead",
            "crew_stationed",
            {"crews": [{"id": "nobody", "version": 2, "region": GRID, "kind": "grid_worker"}]},
            "crew.unknown",
        ),
    ],
)
def test_that_a_line_that_the_rules_do_not_allow_is_refused(
    city: City, operator: str, kind: str, told: dict[str, Any], against: str
) -> None:
    before = city.stands()
    assert draw(city, operator, kind, **told) == against
    assert city.stands() == before


@pytest.mark.parametrize(
    "shape",
    [
        [],
        [[]],
        [[[[1, 2], [3, 4], [1, 2]]]],
        [[[[120.6, 31.3], [120.605, 31.3], [120.605, 31.31], [120.6, 31.31]]]],
        [[[[120.6, 31.3, 7], [120.605, 31.3], [120.605, 31.31], [120.6, 31.3, 7]]]],
        [[[[120.6, "x"], [120.605, 31.3], [120.605, 31.31], [120.6, "x"]]]],
        [[[[220.6, 31.3], [120.605, 31.3], [120.605, 31.31], [220.6, 31.3]]]],
        "x",
        {},
        None,
    ],
    ids=repr,
)
def test_that_no_boundary_gets_in_that_a_desk_could_not_read(city: City, shape: object) -> None:
    before = city.stands()
    assert draw(city, "lead", "grid_redrawn", grids=[grid(shape=shape)]) == "journal.not_lawful"
    assert city.stands() == before


def test_that_a_change_needs_its_reason_and_its_own_centre(city: City) -> None:
    before = city.stands()
    assert draw(city, "lead", "grid_redrawn", reason=" ", grids=[grid()]) == "grid.no_reason"
    assert draw(city, "lead", "grid_redrawn", centre=DISTRICT, grids=[grid()]) == "operator.no_seat"
    assert city.stands() == before


def test_that_nobody_is_left_at_home_in_a_grid_that_is_no_more(city: City) -> None:
    before = city.stands()
    gone = [{"code": GRID, "version": 2}]
    assert draw(city, "lead", "grid_split", grids=halves(), gone=gone) == "journal.not_lawful"
    assert city.stands() == before


def test_that_what_is_lawful_is_done_and_told_below(city: City) -> None:
    assert draw(city, "boss", "grids_added", grids=[grid(f"{VILLAGE}021", version=1)]) == ""
    assert city.ask("taker", "SELECT name, version, retired_at FROM region WHERE code = '320501001001021'") == [
        ("格", 1, None)
    ]
    assert city.ask("taker", "SELECT kind FROM journal WHERE kind = 'grids_added'") == [("grids_added",)]
    assert city.ask("far", "SELECT kind FROM journal WHERE kind = 'grids_added'") == []
