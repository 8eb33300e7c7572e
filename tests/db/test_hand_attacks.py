"""What an operator's own role cannot do with cameras in others' hands, with a plain connection to the server."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.db.desks import SEATS, City, set_up
from tests.db.postgres_server import Server
from tests.db.test_attacks import NO_RIGHT
from tests.db.test_wall_attacks import KEPT_BY_SERVER

pytestmark = pytest.mark.postgres

OURS = "32050100001310000001"
LINE = (
    "INSERT INTO journal (key, part, kind, version, at, by, desk, centre, reason, detail, changes)"
    " VALUES (%s, 0, 'camera_taken', 0, now(), %s, %s, %s, %s, %s, '')"
)
TAKE = (
    "INSERT INTO camera_held AS known (camera, centre, desk, by, since, until, version)"
    " VALUES (%(camera)s, %(centre)s, %(desk)s, %(by)s, now(), now() + %(for)s * interval '1 s', 1)"
)
TAKE_ANEW = (
    "UPDATE camera_held SET centre = %(centre)s, desk = %(desk)s, by = %(by)s, since = now(),"
    " until = now() + %(for)s * interval '1 s', version = version + %(steps)s WHERE camera = %(camera)s"
)


def take(city: City, operator: str, statement: str = TAKE_ANEW, *, reason: str | None = "", **said: Any) -> str:
    """Take a camera as an operator with a program of their own, with a line unless the reason is None; "" for nothing against it."""
    told: dict[str, object] = {
        "camera": OURS, "centre": SEATS[operator][0], "desk": f"desk of {operator}", "by": operator, "for": 90, "steps": 1,
        **said,
    }  # fmt: skip
    detail = json.dumps({"camera": told["camera"]})
    try:
        with city.desk(operator) as connection, connection.transaction():
            if reason is not None:
                connection.execute(LINE, (uuid4(), operator, told["desk"], SEATS[operator][0], reason, detail))
            connection.execute(statement.encode(), told)
    except psycopg.Error as error:
        return error.sqlstate or type(error).__name__
    return ""


@pytest.fixture(scope="module")
def city(server: Server) -> City:
    """A camera of the village in the hand of one of its dispatchers."""
    made = set_up(server, "city_of_hands")
    assert take(made, "李四", TAKE) == ""
    return made


def test_that_a_hold_is_read_where_the_camera_is(city: City) -> None:
    question = "SELECT by FROM camera_held"
    assert city.ask("taker", question) == [("李四",)]
    assert city.ask("far", question) == []


def test_that_a_camera_is_not_taken_out_of_a_hand_without_a_reason(city: City) -> None:
    before = city.stands()
    assert take(city, "lead") == KEPT_BY_SERVER
    assert city.stands() == before


def test_that_nobody_but_a_shift_lead_takes_it_out_of_a_hand(city: City) -> None:
    before = city.stands()
    assert take(city, "taker", reason="I want it") == KEPT_BY_SERVER
    assert city.stands() == before


def test_that_no_camera_is_taken_without_a_line(city: City) -> None:
    before = city.stands()
    assert take(city, "lead", reason=None) == KEPT_BY_SERVER
    assert city.stands() == before


@pytest.mark.parametrize(
    ("said", "against"),
    [({"by": "李四"}, NO_RIGHT), ({"for": 3600}, KEPT_BY_SERVER), ({"steps": 2}, KEPT_BY_SERVER)],
    ids=["as_another", "for_an_hour", "unseen"],
)
def test_that_no_camera_is_taken_as_another_or_for_long_or_unseen(
    city: City, said: dict[str, Any], against: str
) -> None:
    before = city.stands()
    assert take(city, "lead", reason="fire", **said) == against
    assert city.stands() == before


def test_that_nobody_takes_a_camera_beyond_their_ground(city: City) -> None:
    assert take(city, "far", TAKE) in (NO_RIGHT, KEPT_BY_SERVER)


def test_that_a_shift_lead_takes_it_over_with_a_reason(city: City) -> None:
    assert take(city, "lead", reason="fire") == ""
    assert city.ask("taker", "SELECT by FROM camera_held") == [("lead",)]
