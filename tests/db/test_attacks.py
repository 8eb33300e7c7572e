"""What an operator's own role cannot do with a plain connection: everything that the console would never ask of it.

Each attack is refused by the server itself, on every PostgreSQL that this machine has, and leaves all as it was. Where it
is cheap, the same is done once by whoever may, so that it is the right that decides and not a slip in the statement.
"""

from __future__ import annotations

import psycopg
import pytest

from tests.builders import CITY, DISTRICT, FAR_GRID, GRID, VILLAGE
from tests.db.desks import FAR_VILLAGE, PASSWORDS, City

pytestmark = pytest.mark.postgres

NO_RIGHT = "42501"
"""What the server answers where a role lacks a right, and where a row's policy is against it."""


# -- reading ---------------------------------------------------------------------------------------------


def test_that_a_desk_reads_the_tickets_of_its_own_ground_and_no_others(city: City) -> None:
    assert city.ask("李四", "SELECT id FROM ticket WHERE id IN (1001, 2001)") == [(1001,)]
    assert city.ask("far", "SELECT id FROM ticket WHERE id IN (1001, 2001)") == [(2001,)]


def test_that_a_desk_reads_the_lines_of_its_own_ground_and_no_others(city: City) -> None:
    assert city.ask("李四", "SELECT DISTINCT ticket FROM journal WHERE ticket IN (1001, 2001)") == [(1001,)]


@pytest.mark.parametrize(
    "table",
    ["ticket", "journal", "crew", "camera", "operator", "course", "region", "department", "meta"],
)
def test_that_a_locked_operator_reads_nothing(city: City, table: str) -> None:
    question = f"SELECT count(*) FROM {table}".encode()
    with city.desk("gone") as connection, city.desk("boss") as control:
        assert connection.execute(question).fetchone() == (0,)
        assert control.execute(question).fetchone() != (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT hash FROM password",
        "SELECT * FROM server_account",
        "SELECT * FROM caller",
        "SELECT * FROM centre_chain",
        "SELECT * FROM tally_reported",
        "SELECT sub_url FROM camera",
        "SELECT main_url FROM camera",
        "SELECT ptz_url FROM camera",
        "SELECT * FROM camera",
        "SELECT rolpassword FROM pg_authid",
        "COPY camera TO STDOUT",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY region TO PROGRAM 'cat'",
        "SELECT lo_import('/etc/passwd')",
        "SELECT lo_creat(-1)",
        "SELECT lo_create(0)",
        "SELECT lo_from_bytea(0, repeat('x', 1000000)::bytea)",
        "SELECT lo_put(1, 0, 'x')",
        "SELECT lo_open(1, 131072)",
        "SELECT lowrite(0, 'x')",
        "SELECT lo_unlink(1)",
    ],
)
def test_that_what_no_desk_needs_is_out_of_reach(city: City, statement: str) -> None:
    assert city.refused("all", statement) == NO_RIGHT


def test_that_streams_are_told_of_the_own_ground_only(city: City) -> None:
    assert city.ask("李四", "SELECT id, sub_url FROM wall_cameras()") == [("32050100001310000001", PASSWORDS)]


def test_that_streams_are_told_to_nobody_who_runs_no_wall(city: City) -> None:
    assert city.ask("checker", "SELECT sub_url, main_url, ptz_url FROM wall_cameras()") == [("", "", "")]


def test_that_streams_are_told_to_no_locked_operator(city: City) -> None:
    assert city.ask("gone", "SELECT id FROM wall_cameras()") == []


def test_that_row_security_cannot_be_turned_off(city: City) -> None:
    with city.desk("李四") as connection:
        connection.execute("SET row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM ticket")


def test_that_an_error_gives_no_row_of_others_away(city: City) -> None:
    """A condition that fails on a row would tell that the row is there, were it asked before the policy."""
    question = "SELECT id FROM ticket WHERE 1 / (CASE WHEN id = 2001 THEN 0 ELSE 1 END) = 1 AND id IN (1001, 2001)"
    assert city.ask("李四", question) == [(1001,)]
    with city.desk("far") as connection, pytest.raises(psycopg.errors.DivisionByZero):
        connection.execute(question)


def test_that_the_planner_tells_no_value_of_others(city: City) -> None:
    with city.owner() as owner:
        owner.execute("ANALYZE ticket")
    assert city.ask("李四", "SELECT * FROM pg_stats WHERE tablename = 'ticket'") == []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMPORARY TABLE t (x text)",
        "CREATE FUNCTION pg_temp.leak(t text) RETURNS bool LANGUAGE plpgsql COST 0.001 AS $$ BEGIN RETURN true; END $$",
        "CREATE FUNCTION public.leak(t text) RETURNS bool LANGUAGE sql AS 'SELECT true'",
        "CREATE TABLE public.t (x text)",
        "CREATE VIEW public.v AS SELECT * FROM ticket",
        "CREATE SCHEMA mine",
        "CREATE OPERATOR public.<<< (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
        "CREATE EXTENSION file_fdw",
        "CREATE EVENT TRIGGER t ON ddl_command_start EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ],
)
def test_that_a_desk_brings_nothing_of_its_own_into_the_database(city: City, statement: str) -> None:
    assert city.refused("all", statement) == NO_RIGHT


# -- being somebody else ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE griddesk",
        'SET ROLE "boss"',
        "SET SESSION AUTHORIZATION griddesk",
        'SET SESSION AUTHORIZATION "boss"',
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "ALTER ROLE CURRENT_USER CREATEROLE",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
        "ALTER ROLE CURRENT_USER CONNECTION LIMIT -1",
        'GRANT "boss" TO CURRENT_USER',
        "GRANT pg_read_all_data TO CURRENT_USER",
        "GRANT griddesk TO CURRENT_USER",
        "CREATE ROLE another LOGIN",
        "GRANT SELECT ON password TO griddesk_desk",
        "ALTER TABLE ticket DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE ticket OWNER TO CURRENT_USER",
        "DROP POLICY desk_reads ON ticket",
        "ALTER TABLE journal DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "ALTER FUNCTION desk_operator() SECURITY INVOKER",
        "CREATE OR REPLACE FUNCTION desk_operator() RETURNS text LANGUAGE sql AS $$ SELECT 'boss' $$",
        "ALTER DATABASE city SET search_path = pg_temp",
        "ALTER SYSTEM SET fsync = off",
        "SELECT pg_reload_conf()",
        "SELECT setval('ticket_number', 1)",
        "SELECT nextval('journal_seq_seq')",
    ],
)
def test_that_a_desk_becomes_nobody_else_and_gets_no_more_rights(city: City, statement: str) -> None:
    assert city.refused("all", statement) == NO_RIGHT


def test_that_no_setting_says_who_somebody_is(city: City) -> None:
    """Whatever a client may set, its name is the one that it signed in with."""
    with city.desk("李四") as connection:
        for name in ("app.user", "griddesk.operator", "request.jwt.claims", "role.name"):
            connection.execute("SELECT set_config(%s, 'boss', false)", (name,))
        connection.execute("SET SESSION AUTHORIZATION DEFAULT")
        connection.execute("SET search_path = pg_temp, public")
        assert connection.execute("SELECT desk_operator(), desk_centres()").fetchone() == ("李四", [VILLAGE])


def test_that_roles_of_a_centre_are_ones_own_only(city: City) -> None:
    assert city.ask("李四", "SELECT desk_roles(%s), desk_roles(%s)", VILLAGE, FAR_VILLAGE) == [(["dispatcher"], None)]


def test_that_no_session_of_another_operator_can_be_ended(city: City) -> None:
    with city.desk("boss") as other, city.desk("李四") as connection:
        number = other.info.backend_pid
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT pg_terminate_backend(%s)", (number,))


def test_that_what_another_operator_is_asking_is_not_shown(city: City) -> None:
    with city.desk("boss"):
        rows = city.ask("李四", "SELECT query FROM pg_stat_activity WHERE usename = 'boss'")
    assert set(rows) == {("<insufficient privilege>",)}


# -- writing past the door -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ticket SET state = 'closed', version = version + 1 WHERE id = 1001",
        "INSERT INTO ticket (id) VALUES (7)",
        "DELETE FROM ticket WHERE id = 1001",
        "TRUNCATE ticket CASCADE",
        "UPDATE journal SET reason = 'forged' WHERE ticket = 1001",
        "DELETE FROM journal WHERE ticket = 1001",
        "TRUNCATE journal",
        "INSERT INTO ticket_reader VALUES ('320501001001', 2001)",
        "DELETE FROM ticket_reader",
        "UPDATE course SET is_satisfied = true",
        "INSERT INTO course (ticket) VALUES (1001)",
        "UPDATE tally_reported SET reported = 0",
        "INSERT INTO rulebook VALUES (99, 'lifecycle.toml', '', now(), 'all')",
        "UPDATE rulebook SET text = ''",
        "INSERT INTO operator VALUES ('all', '3205', 'duty_commander')",
        "UPDATE operator SET roles = 'duty_commander' WHERE name = 'all'",
        "DELETE FROM operator WHERE name = 'boss'",
        "UPDATE server_account SET operator = 'boss' WHERE role = 'all'",
        "UPDATE server_account SET active = true WHERE role = 'gone'",
        "INSERT INTO password VALUES ('boss', 'x', false)",
        "UPDATE meta SET value = '0'",
        "INSERT INTO meta VALUES ('x', 'y')",
        "UPDATE transition SET roles = 'crew'",
        "INSERT INTO transition_field VALUES ('accepted', 'title')",
        "UPDATE crew SET duty = 'on_duty'",
        "UPDATE camera SET sub_url = 'rtsp://127.0.0.1/'",
        "UPDATE region SET name = ''",
        "INSERT INTO audit_anchor SELECT 99, '', 0, '', '', '', '', now()",
        "UPDATE audit_anchor SET hash = ''",
        "DELETE FROM audit_anchor",
        "UPDATE alembic_version SET version_num = '0001'",
        "DELETE FROM answer",
        "DELETE FROM patrol",
        "DELETE FROM campaign",
        "DELETE FROM campaign_site",
        "DELETE FROM fix",
    ],
)
def test_that_a_desk_writes_nothing_past_the_door(city: City, statement: str) -> None:
    assert city.refused("all", statement) == NO_RIGHT


@pytest.mark.parametrize(
    "column", ["seq", "written", "account", "prev_hash", "hash", "imported", "left_sight_of", "concerns"]
)
def test_that_a_line_of_the_journal_is_the_servers_in_what_the_server_says(city: City, column: str) -> None:
    value = {"seq": "1", "written": "'5'", "imported": "true"}.get(column, "'x'")
    statement = (
        "INSERT INTO journal (key, part, kind, version, at, by, desk, centre, reason, detail, changes, " + column + ")"
        f" VALUES (gen_random_uuid(), 0, 'exported', 0, now(), 'all', 'd', '{VILLAGE}', '', '', '', {value})"
    )
    assert city.refused("all", statement) == NO_RIGHT


# -- what is kept beside tickets -------------------------------------------------------------------------

FIX = (
    "INSERT INTO fix (crew, lat_deg, lng_deg, at, written) VALUES ('{crew}', 1, 1, {at}, {written})"
    " ON CONFLICT (crew) DO UPDATE SET lat_deg = excluded.lat_deg, at = excluded.at, written = excluded.written"
)


@pytest.mark.parametrize(
    "fact",
    [
        {"crew": "C9"},
        {"crew": "OFF"},
        {"written": "'1'"},
        {"written": "'999999999'"},
        {"at": "now() + interval '1 hour'"},
    ],
    ids=["of another ground", "off duty", "of a past transaction", "of one to come", "of an hour to come"],
)
def test_that_no_place_of_a_crew_is_made_up(city: City, fact: dict[str, str]) -> None:
    told = {"crew": "C1", "at": "now()", "written": "pg_current_xact_id()", **fact}
    assert city.refused("all", FIX.format(**told)) == NO_RIGHT


def test_that_the_place_of_a_crew_of_ones_own_is_taken(city: City) -> None:
    with city.desk("all") as connection:
        connection.execute(FIX.format(crew="C1", at="now()", written="pg_current_xact_id()").encode())
    assert city.ask("all", "SELECT lat_deg FROM fix WHERE crew = 'C1'") == [(1.0,)]
    assert city.ask("far", "SELECT lat_deg FROM fix WHERE crew = 'C1'") == []


CAMPAIGN = (
    "INSERT INTO campaign (id, name, items, centre, by, begun_at, due_at)"
    " VALUES ('{id}', '消防', '[\"通道\"]', '{centre}', '{by}', {begun_at}, now() + interval '1 day')"
)
GRIDS = "INSERT INTO campaign_grid (campaign, grid) VALUES ('{id}', '{grid}')"
SITE = (
    "INSERT INTO campaign_site (campaign, grid, label, version, done, is_done, note, by, at)"
    " VALUES ('{id}', '{grid}', '{label}', {version}, '[0]', true, '', '{by}', now())"
)
OURS, THEIRS, ENDED = (f"00000000-0000-0000-0000-00000000000{n}" for n in (1, 2, 3))


@pytest.fixture(scope="module")
def campaigns(city: City) -> None:
    """Begin one at each of two centres, as operators who may, and one that has ended."""
    for name, id_, centre, grid in (
        ("李四", OURS, VILLAGE, GRID),
        ("far", THEIRS, FAR_VILLAGE, FAR_GRID),
        ("李四", ENDED, VILLAGE, GRID),
    ):
        with city.desk(name) as connection, connection.transaction():
            connection.execute(CAMPAIGN.format(id=id_, centre=centre, by=name, begun_at="now()").encode())
            connection.execute(GRIDS.format(id=id_, grid=grid).encode())
    with city.desk("李四") as connection:
        connection.execute("UPDATE campaign SET ended_at = now() WHERE id = %s", (ENDED,))


@pytest.mark.usefixtures("campaigns")
def test_that_campaigns_of_others_are_not_seen(city: City) -> None:
    assert city.ask("taker", "SELECT id::text FROM campaign ORDER BY id") == [(OURS,), (ENDED,)]
    assert city.ask("far", "SELECT campaign::text FROM campaign_grid") == [(THEIRS,)]


@pytest.mark.usefixtures("campaigns")
@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("taker", {"by": "taker"}),
        ("李四", {"by": "boss"}),
        ("李四", {"centre": FAR_VILLAGE}),
        ("李四", {"centre": CITY}),
        ("李四", {"begun_at": "now() - interval '1 year'"}),
    ],
    ids=["without the role", "in another's name", "for another centre", "for one above", "in the past"],
)
def test_that_no_campaign_is_begun_by_whoever_may_not(city: City, name: str, fact: dict[str, str]) -> None:
    told = {"id": "00000000-0000-0000-0000-0000000000ff", "centre": VILLAGE, "by": "李四", "begun_at": "now()", **fact}
    assert city.refused(name, CAMPAIGN.format(**told)) == NO_RIGHT


@pytest.mark.usefixtures("campaigns")
@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("李四", GRIDS.format(id=THEIRS, grid=GRID)),
        ("far", GRIDS.format(id=OURS, grid=FAR_GRID)),
        ("李四", GRIDS.format(id=OURS, grid=FAR_GRID)),
        ("far", SITE.format(id=OURS, grid=GRID, label="1", version=1, by="far")),
        ("李四", "UPDATE campaign SET name = 'x'"),
        ("李四", "UPDATE campaign SET centre = '3205'"),
    ],
)
def test_that_campaigns_of_others_are_left_alone(city: City, name: str, statement: str) -> None:
    assert city.refused(name, statement) == NO_RIGHT


@pytest.mark.usefixtures("campaigns")
@pytest.mark.parametrize(("name", "id_"), [("far", OURS), ("taker", OURS), ("boss", OURS), ("李四", ENDED)])
def test_that_a_campaign_is_ended_once_and_by_its_own_centre(city: City, name: str, id_: str) -> None:
    with city.desk(name) as connection:
        assert connection.execute("UPDATE campaign SET ended_at = now() WHERE id = %s", (id_,)).rowcount == 0


@pytest.mark.usefixtures("campaigns")
@pytest.mark.parametrize(
    "fact",
    [{"by": "boss"}, {"version": 7}, {"id": ENDED}, {"grid": "320501001001002"}],
    ids=["in another's name", "out of turn", "after its end", "in a grid that it has not"],
)
def test_that_no_site_is_ticked_off_as_it_is_not(city: City, fact: dict[str, object]) -> None:
    told = {"id": OURS, "grid": GRID, "label": "1", "version": 1, "by": "taker", **fact}
    assert city.refused("taker", SITE.format(**told)) == "PC403"


@pytest.mark.usefixtures("campaigns")
def test_that_a_site_is_ticked_off_by_whoever_may(city: City) -> None:
    with city.desk("taker") as connection:
        connection.execute(SITE.format(id=OURS, grid=GRID, label="2", version=1, by="taker").encode())
    assert city.ask("boss", "SELECT by FROM campaign_site WHERE label = '2'") == [("taker",)]


ANSWER = (
    "INSERT INTO answer (ticket, source, outside_number, outcome, text, made_at)"
    " SELECT {id}, source, outside_number, 'closed', 'forged', now() FROM ticket"
)


@pytest.mark.parametrize(("id_", "state"), [(1001, "PC403"), (2001, NO_RIGHT)])
def test_that_no_source_is_told_of_an_end_that_was_not(city: City, id_: int, state: str) -> None:
    assert city.refused("all", ANSWER.format(id=id_)) == state


@pytest.mark.parametrize(
    ("centre", "state"), [(VILLAGE, "PC403"), (DISTRICT, NO_RIGHT)], ids=["without a line", "for another centre"]
)
def test_that_no_check_is_planted_past_the_door(city: City, centre: str, state: str) -> None:
    statement = (
        'INSERT INTO patrol (ticket, centre, every_days, "left", next_at, text, by)'
        f" VALUES (1001, '{centre}', 1, 3, now(), '', 'all')"
    )
    assert city.refused("all", statement) == state
