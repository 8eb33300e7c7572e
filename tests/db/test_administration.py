"""Looking after a city's server: made, brought up to date, looked over; operators let in and locked out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO

import psycopg
import pytest

from console.domain.errors import Refused
from console.domain.shift import Role
from console.journal import Kind
from console.outages import ServerOutage
from console.settings import Database, parse
from db import local_server, trial
from db.administration import Server as Administration
from db.engine import open_store
from db.migrate import HEAD
from tests.builders import DISTRICT, VILLAGE, a_region_tree
from tests.db.desks import City, set_up
from tests.db.postgres_server import Server, installed, running_server

pytestmark = pytest.mark.postgres

PASSWORD = "green lamp 7"
DISPATCHER = frozenset({Role.DISPATCHER})


@pytest.fixture(scope="module")
def city(server: Server) -> Iterator[City]:
    yield set_up(server, "administered")
    server.run("DROP DATABASE {} WITH (FORCE)", "administered")


@pytest.fixture
def administration(city: City) -> Iterator[Administration]:
    opened = Administration(city.server.url(city.database))
    yield opened
    opened.close()


def unexpected(_command: Database, module: str) -> int:
    raise AssertionError(module)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, object]]:
    """Give a command of the shell; return its exit code and its answer."""
    command = parse(["db", *words], environment={})
    assert isinstance(command, Database)
    code = trial.look_after(command, unexpected)
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return code, answer


def test_that_a_database_is_made_where_there_is_none(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = told(capsys, "create", "--db", server.url("made"))
    assert (code, answer["new"], answer["revision"]) == (0, True, HEAD)
    assert told(capsys, "create", "--db", server.url("made"))[1]["new"] is False
    server.run("DROP DATABASE {} WITH (FORCE)", "made")


def test_that_an_upgrade_gives_back_what_was_taken_away(city: City, administration: Administration) -> None:
    with city.owner() as owner:
        owner.execute("DROP POLICY desk_reads ON ticket")
        owner.execute("GRANT UPDATE ON ticket TO griddesk_desk")
    assert {"policies"} <= {one.code for one in administration.check(1)}
    administration.upgrade()
    assert {"policies", "rights"}.isdisjoint(one.code for one in administration.check(1))
    assert city.refused("all", "UPDATE ticket SET title = 'x'") == "42501"


@pytest.mark.parametrize(
    ("statement", "undone", "code"),
    [
        ("ALTER ROLE far SUPERUSER", "ALTER ROLE far NOSUPERUSER", "mighty_desks"),
        ("ALTER ROLE far CONNECTION LIMIT -1", "ALTER ROLE far CONNECTION LIMIT 10", "unlimited_desks"),
        ("ALTER ROLE gone LOGIN", "ALTER ROLE gone NOLOGIN", "locked_desks"),
        ("ALTER TABLE ticket DISABLE ROW LEVEL SECURITY", "ALTER TABLE ticket ENABLE ROW LEVEL SECURITY", "policies"),
        ("CREATE TABLE stray (x text)", "DROP TABLE stray", "bare_tables"),
        (
            "CREATE FUNCTION stray() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
            "DROP FUNCTION stray()",
            "unpinned_functions",
        ),
        (
            "GRANT EXECUTE ON FUNCTION desk_operator() TO PUBLIC",
            "REVOKE EXECUTE ON FUNCTION desk_operator() FROM PUBLIC",
            "public",
        ),
        ("GRANT CREATE ON SCHEMA public TO PUBLIC", "REVOKE CREATE ON SCHEMA public FROM PUBLIC", "public"),
        (
            "UPDATE meta SET value = 'x' || value WHERE name = 'rights'",
            "UPDATE meta SET value = substr(value, 2) WHERE name = 'rights'",
            "rights",
        ),
    ],
)
def test_that_a_check_names_what_is_unsafe(
    city: City, administration: Administration, statement: str, undone: str, code: str
) -> None:
    with city.owner() as owner:
        owner.execute(undone.encode() if code == "locked_desks" else b"SELECT 1")
        assert code not in {one.code for one in administration.check(1)}
        owner.execute(statement.encode())
        found = {one.code for one in administration.check(1)}
        owner.execute(undone.encode())
    assert code in found


def test_that_nothing_is_missing_of_the_rights_of_a_city_as_it_is_made(administration: Administration) -> None:
    found = {one.code for one in administration.check(1)}
    assert found.isdisjoint(
        {
            "policies",
            "bare_tables",
            "functions",
            "rights",
            "public",
            "unpinned_functions",
            "mighty_desks",
            "unlimited_desks",
        }
    )


def test_that_too_many_desks_are_told(administration: Administration) -> None:
    assert "max_connections" in {one.code for one in administration.check(500)}
    assert "max_connections" not in {one.code for one in administration.check(5)}


def test_that_an_unfit_server_ends_a_check_with_a_refusal(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = told(capsys, "check", "--db", city.server.url(city.database))
    assert (code, answer["fit"]) == (3, False)
    assert "fsync" in {one["code"] for one in answer["findings"]}  # type: ignore[attr-defined]


def test_that_a_granted_operator_has_the_seat_and_nothing_more(city: City, administration: Administration) -> None:
    administration.grant("新人", VILLAGE, DISPATCHER, PASSWORD)
    assert city.ask("新人", "SELECT desk_operator(), desk_centres(), desk_roles(%s)", VILLAGE) == [
        ("新人", [VILLAGE], ["dispatcher"])
    ]
    with city.owner() as owner:
        row = owner.execute(
            "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls, rolconnlimit, rolpassword LIKE 'SCRAM-SHA-256$%'"
            " FROM pg_authid WHERE rolname = '新人'"
        ).fetchone()
    assert row == (False, 10, True)


def test_that_a_wall_is_granted_by_a_word_of_its_own(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("grant", "大屏", "--wall", "--generate", "--centre", VILLAGE, "--db", city.server.url(city.database))
    code, answer = told(capsys, *words)
    assert (code, answer["centres"]) == (0, {VILLAGE: ["wall"]})


def test_that_nobody_else_is_given_a_walls_role(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--generate", "--centre", VILLAGE, "--db", city.server.url(city.database))
    command = parse(["db", "grant", "新人", "--roles", "wall,dispatcher", *words], environment={})
    assert isinstance(command, Database)
    assert trial.look_after(command, unexpected) == 2
    assert "is no role" in capsys.readouterr().err


def test_that_a_seat_given_stands_in_the_journal_in_the_owners_name(city: City, administration: Administration) -> None:
    administration.grant("journaled", VILLAGE, DISPATCHER, None)
    with city.owner() as owner:
        lines = owner.execute("SELECT kind, by FROM journal WHERE detail LIKE '%journaled%'").fetchall()
    assert (Kind.OPERATOR_ADDED.value, "griddesk") in lines


@pytest.mark.parametrize("name", ["griddesk", "griddesk_desk", "griddesk_wall", "pg_monitor", "public", "长" * 22])
def test_that_no_role_of_the_servers_own_becomes_an_operator(administration: Administration, name: str) -> None:
    with pytest.raises(Refused) as refused:
        administration.grant(name, VILLAGE, DISPATCHER, PASSWORD)
    assert refused.value.code in {"server.bad_role", "server.foreign_role"}


def test_that_a_seat_needs_a_centre_that_there_is(administration: Administration) -> None:
    with pytest.raises(Refused, match=r"centre\.unknown"):
        administration.grant("新人", DISTRICT[:-1] + "9", DISPATCHER, PASSWORD)  # type: ignore[arg-type]


def test_that_a_revoked_operator_is_out_at_once_and_stays_out(city: City, administration: Administration) -> None:
    administration.grant("leaver", VILLAGE, DISPATCHER, None)
    with city.desk("leaver") as connection:
        done = administration.revoke("leaver", None)
        assert (done["locked"], done["ended"], done["centres"]) == (True, 1, {})
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"), city.desk("leaver"):
        pass


def test_that_a_revoked_operator_may_be_granted_anew(city: City, administration: Administration) -> None:
    administration.grant("returner", VILLAGE, DISPATCHER, None)
    administration.revoke("returner", None)
    administration.grant("returner", VILLAGE, DISPATCHER, None)
    assert city.ask("returner", "SELECT desk_operator()") == [("returner",)]


def test_that_one_seat_of_two_is_taken_without_locking(city: City, administration: Administration) -> None:
    for centre in (VILLAGE, DISTRICT):
        administration.grant("both", centre, DISPATCHER, None)
    assert administration.revoke("both", VILLAGE)["locked"] is False
    assert city.ask("both", "SELECT desk_centres()") == [([DISTRICT],)]


def test_that_whoever_owns_nothing_administers_nothing(city: City) -> None:
    stranger = Administration(city.server.url(city.database, "boss"))
    try:
        with pytest.raises(Refused, match=r"server\.not_owner"):
            stranger.grant("x", VILLAGE, DISPATCHER, None)
    finally:
        stranger.close()


def test_that_a_generated_password_is_told_once(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    url = city.server.url(city.database)
    words = ("grant", "maker", "--roles", "dispatcher", "--centre", VILLAGE, "--db", url)
    code, answer = told(capsys, *words, "--generate")
    assert code == 0
    assert len(str(answer["password"])) >= 20
    assert "password" not in told(capsys, *words)[1]


def test_that_a_given_password_is_told_nowhere(
    city: City, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
    words = ("grant", "given", "--roles", "dispatcher", "--centre", VILLAGE)
    code, answer = told(capsys, *words, "--db", city.server.url(city.database))
    assert code == 0
    assert PASSWORD not in str(answer)
    log = (city.server.local.folder / "log").read_text("utf-8", "replace")
    assert PASSWORD not in log


def test_that_a_trial_asks_for_the_password_of_everybody() -> None:
    with trial.running_trial() as running:
        administration = running.administration()
        administration.create()
        store = running.store()
        store.registry().add_regions(a_region_tree())
        store.close()
        administration.grant("李四", VILLAGE, DISPATCHER, PASSWORD)
        administration.close()
        for name in ("李四", local_server.OWNER):
            with pytest.raises(ServerOutage):
                open_store(running.url, name=name, password="wrong lamp 8")
        opened = open_store(running.url, name="李四", password=PASSWORD)
        assert [region.code for region in opened.archive().centres()]
        opened.close()


@pytest.mark.parametrize("version", installed())
def test_that_a_city_needs_no_superuser(version: str) -> None:
    """Its owner may make roles and databases, and that is all."""
    with running_server(installed()[version]) as server:
        server.run("CREATE ROLE {} LOGIN CREATEROLE CREATEDB", "keeper")
        url = server.url("city", "keeper")
        administration = Administration(url)
        assert administration.create()["new"] is True
        store = open_store(url)
        store.registry().add_regions(a_region_tree())
        store.close()
        for _ in range(2):
            administration.grant("李四", VILLAGE, DISPATCHER, PASSWORD)
        with psycopg.connect(server.url("city", "李四"), autocommit=True) as desk:
            assert desk.execute("SELECT desk_centres()").fetchone() == ([VILLAGE],)
            assert administration.revoke("李四", None)["ended"] == 1
        assert "owner" not in {one.code for one in administration.check(1)}
        administration.upgrade()
        administration.close()
