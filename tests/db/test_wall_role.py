"""What runs as a wall at a server: it reads what a wall shows, says that it is there, and the server refuses it all else."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy.exc import ProgrammingError

from console.clocks import SystemClock
from console.domain.errors import Refused
from console.domain.shift import Operator, Role
from console.handlers import handle
from console.journal import Kind
from console.wall_orders import ReportWall, ShowOnWall
from db.administration import Server as Administration
from db.engine import SqlStore, open_store
from tests.builders import CITY, VILLAGE
from tests.db.desks import FAR_VILLAGE, PASSWORDS, City, set_up
from tests.db.postgres_server import Server
from tests.db.test_attacks import NO_RIGHT
from tests.db.test_walls import FOUR

pytestmark = pytest.mark.postgres

WALL, PERSON = "大屏", "李四"
KEY = "5b2c9a52-0000-4000-8000-000000000001"
AS_WALL = frozenset({Role.WALL})
LINE = (
    "INSERT INTO journal (key, part, kind, version, at, by, desk, centre, reason, detail, changes)"
    f" VALUES ('{KEY}', 0, '{{kind}}', 0, now(), '{{by}}', 'd', '{VILLAGE}', 'why', '', '')"
)
PUT = "INSERT INTO wall (centre, name, desk, layout, shows, by, at) VALUES ('{centre}', '侧屏', 'd', '1', NULL, '{by}', now())"
REFUSED = (
    *(
        LINE.format(kind=kind.value, by=WALL)
        for kind in (Kind.EXPORTED, Kind.ALARMS_ACKNOWLEDGED, Kind.WALL_SHOWN, Kind.SHIFT_BEGAN, Kind.DISPATCHED)
    ),
    LINE.format(kind=Kind.ESCALATED.value, by="system"),
    "UPDATE ticket SET priority = 1",
    "UPDATE ticket SET state = 'closed' WHERE id = 1001",
    "DELETE FROM ticket",
    "SELECT * FROM ticket FOR UPDATE",
    "SELECT * FROM caller",
    f"SELECT caller_shown('{KEY}')",
    "SELECT sub_url FROM camera",
    "SELECT * FROM camera",
    "INSERT INTO camera (id, number, name, region, sub_url, main_url) VALUES ('x', 7, 'x', '3205', '', '')",
    "UPDATE site SET name = 'x'",
    "UPDATE sensor SET state = 'off'",
    "DELETE FROM layer_cell",
    "SELECT * FROM answer",
    "SELECT * FROM patrol",
    "SELECT * FROM campaign",
    "SELECT * FROM password",
    "SELECT * FROM server_account",
    "SELECT * FROM transition",
    "SELECT * FROM search('x', '3205', NULL, NULL, 5)",
    "SELECT nextval('ticket_number')",
    "SELECT anchor_now(interval '1 day')",
    "INSERT INTO fix (crew, lat_deg, lng_deg, at, written) VALUES ('C1', 34, 117, now(), pg_current_xact_id())",
    "UPDATE wall_layout SET name = 'x'",
    f"INSERT INTO wall_layout VALUES ('{VILLAGE}', 'shift', '', 7, 'x', '1', '[null]', 1, '{WALL}', now(), false)",
    "UPDATE camera_held SET version = version + 1",
    "DELETE FROM wall",
    "UPDATE operator SET roles = 'shift_lead'",
    "CREATE TEMPORARY TABLE t (x text)",
)
"""Each is refused for the lack of a right: none of these gets as far as a policy or the door."""


@pytest.fixture(scope="module")
def city(server: Server) -> Iterator[City]:
    made = set_up(server, "city_of_lookers")
    administration = Administration(server.url(made.database))
    administration.grant(WALL, VILLAGE, AS_WALL, None)
    administration.close()
    yield made
    server.run("DROP DATABASE {} WITH (FORCE)", made.database)


@pytest.fixture(params=[WALL, PERSON])
def looking(request: pytest.FixtureRequest, city: City) -> Iterator[SqlStore]:
    """The database as a wall opens it: by a name of its own, or by that of the operator whose desk started it."""
    store = open_store(city.server.url(city.database, request.param), looks=True)
    assert isinstance(store, SqlStore)
    yield store
    store.close()


def seat(store: SqlStore) -> Operator:
    account = store.accounts().mine()
    assert account is not None
    return account.seats[0]


@pytest.mark.parametrize("statement", [*REFUSED, "SET ROLE griddesk_desk", f'SET ROLE "{PERSON}"', "SET ROLE griddesk"])
def test_that_a_walls_own_name_writes_nothing_and_reads_no_caller(city: City, statement: str) -> None:
    assert city.refused(WALL, statement) == NO_RIGHT


@pytest.mark.parametrize("statement", REFUSED)
def test_that_a_wall_that_a_desk_started_has_no_more_rights_than_that(city: City, statement: str) -> None:
    before = city.stands()
    store = open_store(city.server.url(city.database, PERSON), looks=True)
    assert isinstance(store, SqlStore)
    with store.engine.connect() as connection, pytest.raises(ProgrammingError) as error:
        connection.exec_driver_sql(statement)
    store.close()
    assert isinstance(error.value.orig, psycopg.errors.InsufficientPrivilege)
    assert city.stands() == before


@pytest.mark.parametrize(("by", "centre"), [(PERSON, VILLAGE), (WALL, FAR_VILLAGE), (WALL, CITY)])
def test_that_a_wall_is_there_in_its_own_name_and_at_its_own_centre_only(city: City, by: str, centre: str) -> None:
    assert city.refused(WALL, PUT.format(by=by, centre=centre)) == NO_RIGHT


def test_that_a_wall_sees_the_cameras_of_its_own_ground_only(city: City) -> None:
    assert city.ask(WALL, "SELECT id, sub_url FROM wall_cameras()") == [("32050100001310000001", PASSWORDS)]
    assert city.ask(WALL, "SELECT id FROM camera") == [("32050100001310000001",)]


def test_that_a_wall_sees_the_tickets_of_its_own_ground_only(city: City) -> None:
    assert city.ask(WALL, "SELECT id, caller_name FROM ticket WHERE id IN (1001, 2001)") == [(1001, "张**")]


def test_that_a_wall_reads_all_that_it_shows(looking: SqlStore) -> None:
    found = looking.archive().situation(VILLAGE)
    assert ([one.id for one in found.tickets], len(found.cameras)) == ([1001], 1)
    assert looking.archive().ledgers.layouts(VILLAGE, seat(looking).name) == ()


def test_that_a_wall_says_that_it_is_there(looking: SqlStore) -> None:
    by = seat(looking)
    with looking.unit_of_work() as uow:
        handle(ReportWall(by=by, wall=f"wall of {by.name}", layout="3x3"), uow, SystemClock())
        uow.commit()
    assert f"wall of {by.name}" in [wall.name for wall in looking.archive().ledgers.walls(VILLAGE)]


def test_that_a_wall_hears_what_is_sent_to_it(city: City, looking: SqlStore) -> None:
    feed = looking.feed(VILLAGE)
    mark = feed.mark()
    name = f"screen of {seat(looking).name}"
    desk = open_store(city.server.url(city.database, PERSON))
    by = Operator(name=PERSON, centre=VILLAGE, roles=frozenset({Role.DISPATCHER}), desk="二号")
    for order in (ReportWall(by=by, wall=name, layout="1"), ShowOnWall(by=by, wall=name, hung=FOUR)):
        with desk.unit_of_work() as uow:
            handle(order, uow, SystemClock())
    desk.close()
    _, news = feed.since(mark)
    feed.close()
    assert [entry.kind for one in news for entry in one.entries] == [Kind.WALL_SHOWN]


def test_that_no_wall_runs_as_the_owner_whom_nobody_can_keep_from_writing(city: City) -> None:
    with pytest.raises(Refused, match=r"wall\.as_owner"):
        open_store(city.server.url(city.database), looks=True)


def test_that_a_server_that_knows_no_walls_yet_is_told_of(city: City) -> None:
    city.server.run("REVOKE griddesk_wall FROM griddesk_desk")
    try:
        with pytest.raises(Refused, match=r"wall\.no_rights"):
            open_store(city.server.url(city.database, PERSON), looks=True)
    finally:
        city.server.run("GRANT griddesk_wall TO griddesk_desk")


@pytest.mark.parametrize(("name", "roles"), [(WALL, frozenset({Role.DISPATCHER})), (PERSON, AS_WALL)])
def test_that_no_name_is_a_wall_and_an_operator(city: City, name: str, roles: frozenset[Role]) -> None:
    administration = Administration(city.server.url(city.database))
    with pytest.raises(Refused, match=r"server\.foreign_role"):
        administration.grant(name, VILLAGE, roles, None)
    administration.close()


def test_that_a_wall_is_locked_out_as_an_operator_is(city: City) -> None:
    administration = Administration(city.server.url(city.database))
    administration.grant("旧屏", VILLAGE, AS_WALL, None)
    assert administration.revoke("旧屏", None)["locked"]
    administration.close()
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"), city.desk("旧屏"):
        pass
