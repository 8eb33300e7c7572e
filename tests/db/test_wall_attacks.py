"""What an operator's own role cannot do with layouts and walls of others, with a plain connection to the server."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.builders import CITY, VILLAGE
from tests.db.desks import FAR_VILLAGE, SEATS, City, set_up
from tests.db.postgres_server import Server
from tests.db.test_attacks import NO_RIGHT

pytestmark = pytest.mark.postgres

KEPT_BY_SERVER = "PC403"
PUT = (
    "INSERT INTO wall_layout (centre, scope, owner, number, name, layout, cameras, version, by, at, gone)"
    " VALUES (%(centre)s, %(scope)s, %(owner)s, %(number)s, %(name)s, %(layout)s, %(cameras)s, %(version)s, %(by)s,"
    " now(), false)"
)
LINE = (
    "INSERT INTO journal (key, part, kind, version, at, by, desk, centre, reason, detail, changes)"
    " VALUES (%s, 0, %s, 0, now(), %s, 'desk-1', %s, '', %s, '')"
)
WALL = "INSERT INTO wall (centre, name, desk, layout, shows, by, at) VALUES (%s, %s, 'desk-1', '1', NULL, %s, now())"


def put(city: City, operator: str, /, *, with_line: bool = True, then: str = "", **said: object) -> str:
    """Save a layout as an operator with a program of their own; return what was against it, "" for nothing."""
    told: dict[str, object] = {
        "centre": SEATS[operator][0], "scope": "shift", "owner": "", "number": 12, "name": "早高峰", "layout": "1",
        "cameras": '["c1"]', "version": 1, "by": operator, **said,
    }  # fmt: skip
    detail = json.dumps({"number": str(told["number"]), "scope": told["scope"]})
    try:
        with city.desk(operator) as connection, connection.transaction():
            connection.execute((then or PUT).encode(), told if not then else None)
            if with_line:
                connection.execute(LINE, (uuid4(), "layout_saved", operator, told["centre"], detail))
    except psycopg.Error as error:
        return error.sqlstate or type(error).__name__
    return ""


@pytest.fixture(scope="module")
def city(server: Server) -> City:
    """A layout for each scope at one centre, one of another, and a wall at each."""
    made = set_up(server, "city_of_walls")
    assert put(made, "李四") == put(made, "far") == ""
    assert put(made, "李四", scope="me", owner="李四") == put(made, "taker", scope="me", owner="taker") == ""
    assert put(made, "lead", scope="hall") == ""
    for name in ("李四", "far"):
        with made.desk(name) as connection:
            connection.execute(WALL, (SEATS[name][0], "大屏", name))
    return made


def test_that_layouts_are_read_at_their_own_centre_and_ones_own_by_oneself(city: City) -> None:
    question = "SELECT centre, scope, owner FROM wall_layout WHERE number = 12 ORDER BY scope"
    assert city.ask("李四", question) == [(VILLAGE, "hall", ""), (VILLAGE, "me", "李四"), (VILLAGE, "shift", "")]
    assert city.ask("far", question) == [(FAR_VILLAGE, "shift", "")]


def test_that_a_centre_above_reads_no_layouts_and_no_walls_of_one_below(city: City) -> None:
    assert city.ask("boss", "SELECT 1 FROM wall_layout") == []
    assert city.ask("boss", "SELECT 1 FROM wall") == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("checker", {}),
        ("王五", {}),
        ("李四", {"scope": "hall"}),
        ("李四", {"by": "lead"}),
        ("李四", {"scope": "me", "owner": "taker"}),
        ("李四", {"scope": "shift", "owner": "李四"}),
        ("李四", {"scope": "world"}),
        ("李四", {"centre": FAR_VILLAGE}),
        ("李四", {"centre": CITY}),
        ("李四", {"number": 0}),
        ("李四", {"number": 100}),
    ],
)
def test_that_no_layout_is_saved_by_whoever_may_not(city: City, name: str, said: dict[str, Any]) -> None:
    before = city.stands()
    assert put(city, name, with_line=False, **{"number": 77, **said}) == NO_RIGHT
    assert city.stands() == before


@pytest.mark.parametrize(
    "said",
    [
        {"version": 7},
        {"name": ""},
        {"name": "很" * 41},
        {"layout": "'; DROP TABLE wall"},
        {"cameras": "{}"},
        {"cameras": "[1]"},
        {"cameras": json.dumps(["c"] * 65)},
    ],
)
def test_that_no_layout_is_saved_that_desks_could_not_read(city: City, said: dict[str, Any]) -> None:
    before = city.stands()
    assert put(city, "李四", **{"number": 77, **said}) == KEPT_BY_SERVER
    assert city.stands() == before


def test_that_no_layout_is_saved_without_a_line_that_tells_of_it(city: City) -> None:
    before = city.stands()
    assert put(city, "李四", with_line=False, number=77) == KEPT_BY_SERVER
    assert city.stands() == before


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("far", f"UPDATE wall_layout SET name = 'x', version = 2, by = 'far', at = now() WHERE centre = '{VILLAGE}'"),
        ("taker", "UPDATE wall_layout SET name = 'x', version = 2, by = 'taker', at = now() WHERE owner = '李四'"),
        ("far", f"UPDATE wall SET layout = '2x2', by = 'far', at = now() WHERE centre = '{VILLAGE}'"),
    ],
)
def test_that_layouts_and_walls_of_others_are_out_of_reach(city: City, name: str, statement: str) -> None:
    with city.desk(name) as connection:
        assert connection.execute(statement.encode()).rowcount == 0


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("李四", "UPDATE wall_layout SET name = 'x', version = 2, by = '李四', at = now() WHERE scope = 'hall'"),
        ("李四", "UPDATE wall_layout SET centre = '3205'"),
        ("李四", "UPDATE wall_layout SET owner = '李四'"),
        ("李四", "DELETE FROM wall_layout"),
        ("李四", "DELETE FROM wall"),
        ("李四", "UPDATE wall SET by = 'lead', at = now()"),
        ("李四", "UPDATE wall SET by = '李四', at = now() + interval '1 year'"),
        ("checker", f"INSERT INTO wall VALUES ('{VILLAGE}', '侧屏', 'd', '1', NULL, 'checker', now())"),
        ("李四", f"INSERT INTO wall VALUES ('{FAR_VILLAGE}', '侧屏', 'd', '1', NULL, '李四', now())"),
    ],
)
def test_that_what_is_not_ones_own_to_change_stays(city: City, name: str, statement: str) -> None:
    assert city.refused(name, statement) == NO_RIGHT


def test_that_a_layout_for_the_hall_is_written_over_by_a_shift_lead(city: City) -> None:
    statement = "UPDATE wall_layout SET name = '新', version = 2, by = 'lead', at = now() WHERE scope = 'hall'"
    assert put(city, "lead", scope="hall", then=statement) == ""
    assert city.ask("taker", "SELECT name FROM wall_layout WHERE scope = 'hall'") == [("新",)]


def test_that_a_layout_is_not_written_over_out_of_turn(city: City) -> None:
    statement = "UPDATE wall_layout SET name = 'x', version = 9, by = '李四', at = now() WHERE scope = 'shift'"
    assert put(city, "李四", then=statement) == KEPT_BY_SERVER


@pytest.mark.parametrize(("name", "kind"), [("checker", "layout_saved"), ("王五", "wall_shown")])
def test_that_lines_of_walls_are_brought_by_whoever_runs_one(city: City, name: str, kind: str) -> None:
    with city.desk(name) as connection, pytest.raises(psycopg.Error, match="role_missing"):
        connection.execute(LINE, (uuid4(), kind, name, VILLAGE, ""))
