"""The desks of a hall at a server: each is let in with a role of its own, writes by it, and is locked out at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString, cast

import psycopg
import pytest
from sqlalchemy import text

from console.domain.errors import Refused
from console.domain.shift import SEAT_ROLES
from db.address import is_server
from db.administration import Server as Administration
from db.engine import SqlStore, open_store
from db.hall.figures import WRONG
from db.hall.plan import Place, Plan
from db.hall.run import measure
from db.hall.script import TITLE
from db.hall.seating import TAKES_S, let_in, nameless
from tests.builders import VILLAGE, a_region_tree
from tests.db.postgres_server import OWNER, Server

DESKS = 5

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(240)]

_WROTE = text(
    "SELECT DISTINCT line.account, line.desk FROM journal AS line JOIN ticket ON ticket.id = line.ticket WHERE title = :title"
)
_MAY_SIGN_IN = text(r"SELECT count(*) FROM pg_roles WHERE rolname LIKE 'hall-%' AND rolcanlogin")
_SEATS = text("SELECT count(*) FROM operator WHERE name LIKE 'hall-%'")


def test_that_every_desk_writes_by_its_own_role_and_none_is_left_in(server: Server) -> None:
    with server.database() as url:
        found = measure(Plan(desks=DESKS, rate=15.0, seconds=3.0), url)
        store = cast("SqlStore", open_store(url))
        with store.engine.connect() as connection:
            wrote = {tuple(row) for row in connection.execute(_WROTE, {"title": TITLE})}
            left = connection.execute(_MAY_SIGN_IN).scalar_one(), connection.execute(_SEATS).scalar_one()
        store.close()
    assert {name: found[name] for name in WRONG} == dict.fromkeys(WRONG, 0) | {"differ": []}
    assert (found["refused"], left) == ({}, (0, 0))
    assert wrote, "nobody wrote anything"
    assert wrote <= {(f"hall-{number}", f"hall-{number}") for number in range(DESKS)}


def test_that_whoever_owns_nothing_there_lets_no_desk_in(door_url: str) -> None:
    with pytest.raises(Refused) as refused:
        measure(Plan(desks=1, seconds=1.0), door_url)
    assert refused.value.code == "server.not_owner"


def test_that_an_owner_who_may_make_no_roles_is_told_so(server: Server, server_url: str) -> None:
    name = server_url.rpartition("/")[2]
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE plain_owner LOGIN")
        connection.execute(f"ALTER DATABASE {name} OWNER TO plain_owner".encode())
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public AUTHORIZATION plain_owner")
    with pytest.raises(Refused) as refused:
        measure(Plan(desks=1, seconds=1.0), server_url.replace(f"{OWNER}@", "plain_owner@"))
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute(f"ALTER DATABASE {name} OWNER TO {OWNER}".encode())
        connection.execute("DROP ROLE plain_owner")
    assert refused.value.code == "server.may_not"


@pytest.fixture
def owned(server_url: str) -> Iterator[Administration]:
    store = open_store(server_url)
    store.registry().add_regions(a_region_tree())
    store.close()
    administration = Administration(server_url)
    administration.create()
    yield administration
    administration.close()


def hall(desks: int) -> tuple[Place, ...]:
    return tuple(Place(number, VILLAGE, tuple(range(desks))) for number in range(desks))


def asked(server_url: str, question: LiteralString) -> list[object]:
    with psycopg.connect(server_url, autocommit=True) as connection:
        return [row[0] for row in connection.execute(question)]


_LEFT_IN = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'hall-%' AND rolcanlogin ORDER BY rolname"
_VALID_S = (
    "SELECT extract(epoch FROM rolvaliduntil - now())::float FROM pg_roles WHERE rolname LIKE 'hall-%' AND rolcanlogin"
)


def test_that_no_password_of_a_killed_run_lasts_longer_than_its_plan(owned: Administration, server_url: str) -> None:
    killed = let_in(owned, hall(3), 60.0)
    killed.__enter__()
    left_s = asked(server_url, _VALID_S)
    assert [0 < float(str(one)) <= 60.0 + TAKES_S for one in left_s] == [True] * 3
    killed.__exit__(None, None, None)


def test_that_the_next_run_locks_out_whom_a_killed_one_left_in(owned: Administration, server_url: str) -> None:
    for seat in hall(3):
        owned.grant(seat.name, seat.centre, SEAT_ROLES, owned.generated(), valid_s=900.0)
    owned.grant("hall-keeper", VILLAGE, SEAT_ROLES, None)
    with let_in(owned, hall(1), 60.0):
        assert asked(server_url, _LEFT_IN) == ["hall-0", "hall-keeper"]
    assert asked(server_url, _LEFT_IN) == ["hall-keeper"]
    owned.revoke("hall-keeper", None)


def test_that_who_is_granted_for_good_is_let_in_for_good(owned: Administration, server_url: str) -> None:
    owned.grant("hall-7", VILLAGE, SEAT_ROLES, None, valid_s=1.0)
    owned.grant("hall-7", VILLAGE, SEAT_ROLES, None)
    assert asked(server_url, "SELECT rolvaliduntil = 'infinity' FROM pg_roles WHERE rolname = 'hall-7'") == [True]
    owned.revoke("hall-7", None)


@pytest.mark.parametrize(
    ("url", "without"),
    [
        ("postgresql://owner@127.0.0.1:5432/city", "postgresql://127.0.0.1:5432/city"),
        ("postgresql://owner:secret@a:1,b:2/city?sslmode=require", "postgresql://a:1,b:2/city?sslmode=require"),
        ("postgresql:///city?host=a&user=owner&password=secret", "postgresql:///city?host=a"),
        ("postgresql://a/city", "postgresql://a/city"),
    ],
)
def test_that_a_desk_brings_its_own_name_to_an_address(url: str, without: str) -> None:
    assert (nameless(url), is_server(without)) == (without, True)
