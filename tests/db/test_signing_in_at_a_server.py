"""Signing in at a city's server: over TLS to whom the certificate names, and a reason of its own for every failure."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from sqlalchemy import text

from console.domain.errors import Refused
from console.domain.shift import SEAT_ROLES
from console.outages import ServerOutage
from console.ports import Account
from db.administration import Server as CityServer
from db.connecting import server_engine
from db.engine import open_store, server_at
from db.migrate import HEAD
from tests.builders import CITY, GRID, a_camera, a_region_tree, an_operator
from tests.db.fake_server import fake_server
from tests.db.tls_server import OWNER, OWNERS_PASSWORD, TlsServer, running_tls_server

NAME, PASSWORD = "李四", "green lamp 7"
CAMERA = a_camera("1", number=1, region=GRID)


def needs_server(test):
    """Mark tests that need a real server."""
    return pytest.mark.postgres(test)


@pytest.fixture(scope="module")
def tls() -> Iterator[TlsServer]:
    """Return a server with a database of tables for the operators, one without, and one that admits nobody."""
    with running_tls_server() as server:
        for name in ("stranger", "careless"):
            server.run(f"CREATE ROLE {{}} LOGIN PASSWORD '{PASSWORD}'", name)
        server.run(f"CREATE ROLE {{}} LOGIN CONNECTION LIMIT 0 PASSWORD '{PASSWORD}'", "crowd")
        server.run(f"CREATE ROLE {{}} NOLOGIN PASSWORD '{PASSWORD}'", "gone")
        for database in ("city", "empty", "closed", "newer", "unread"):
            server.run("CREATE DATABASE {}", database)
        server.run("REVOKE CONNECT ON DATABASE {} FROM PUBLIC", "closed")
        for database in ("city", "newer", "unread"):
            store = open_store(server.url(database), name=OWNER, password=OWNERS_PASSWORD)
            store.registry().add_regions(a_region_tree())
            store.registry().add_cameras([CAMERA])
            store.close()
        let_in(server, "city")
        as_owner(server, "newer", "GRANT SELECT ON alembic_version TO PUBLIC")
        as_owner(server, "newer", "UPDATE alembic_version SET version_num = '9999'")
        yield server


def let_in(server: TlsServer, database: str) -> None:
    """Do what ``db create`` and ``db grant`` do."""
    city = CityServer(server.url(database, user=OWNER), OWNERS_PASSWORD)
    city.create()
    city.grant(NAME, CITY, SEAT_ROLES, PASSWORD)
    city.close()


def as_owner(server: TlsServer, database: str, statement: str) -> None:
    engine = server_engine(server.url(database), OWNER, OWNERS_PASSWORD)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def outage(url: str, name: str = NAME, password: str = PASSWORD) -> ServerOutage:
    with pytest.raises(ServerOutage) as told:
        open_store(url, name=name, password=password)
    return told.value


@needs_server
class TestOverTls:
    def test_that_an_operator_signs_in_over_tls_with_a_role_of_their_own(self, tls: TlsServer) -> None:
        engine = server_engine(tls.url("city"), NAME, PASSWORD)
        with engine.connect() as connection:
            found = connection.execute(
                text("SELECT session_user::text, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            ).one()
        engine.dispose()
        assert tuple(found) == (NAME, True)

    def test_that_an_operator_is_who_the_server_says_with_seat_and_roles(self, tls: TlsServer) -> None:
        store = open_store(tls.url("city"), name=NAME, password=PASSWORD)
        account, centres = store.accounts().mine(), store.archive().centres()
        store.close()
        assert account == Account(name=NAME, seats=(an_operator(NAME, centre=CITY, roles=SEAT_ROLES, desk=""),))
        assert CITY in {centre.code for centre in centres}

    def test_that_a_desk_of_an_operator_loads_its_situation_with_the_streams_of_its_cameras(
        self, tls: TlsServer
    ) -> None:
        store = open_store(tls.url("city"), name=NAME, password=PASSWORD)
        found = store.archive().situation(CITY)
        store.close()
        assert found.cameras == (CAMERA,)

    def test_that_the_owner_is_nobody_in_particular(self, tls: TlsServer) -> None:
        store = open_store(tls.url("city"), name=OWNER, password=OWNERS_PASSWORD)
        account = store.accounts().mine()
        store.close()
        assert account is None

    def test_that_a_role_that_is_no_operators_is_told_so(self, tls: TlsServer) -> None:
        tls.run(f"CREATE ROLE {{}} LOGIN PASSWORD '{PASSWORD}'", "reader")
        for right in ("CONNECT ON DATABASE city", "USAGE ON SCHEMA public", "SELECT ON alembic_version"):
            as_owner(tls, "city", f"GRANT {right} TO reader")
        store = open_store(tls.url("city"), name="reader", password=PASSWORD)
        with pytest.raises(Refused) as refused:
            store.accounts().mine()
        store.close()
        assert refused.value.code == "sign_in.no_account"

    @pytest.mark.parametrize(
        ("name", "password", "code"),
        [
            (NAME, "wrong", "server.wrong_sign_in"),
            ("赵六", PASSWORD, "server.wrong_sign_in"),
            (NAME, "", "server.password_needed"),
            ("gone", PASSWORD, "server.locked_name"),
            ("stranger", PASSWORD, "server.not_admitted"),
            ("careless", PASSWORD, "server.weak_sign_in"),
            ("crowd", PASSWORD, "server.full"),
        ],
    )
    def test_that_who_is_not_let_in_is_told_why(self, tls: TlsServer, name: str, password: str, code: str) -> None:
        assert outage(tls.url("city"), name, password).code == code

    @pytest.mark.parametrize(
        ("database", "code"), [("nowhere", "server.unknown_database"), ("closed", "server.no_rights")]
    )
    def test_that_a_database_that_is_not_ours_is_told(self, tls: TlsServer, database: str, code: str) -> None:
        assert outage(tls.url(database)).code == code

    @pytest.mark.parametrize(
        ("database", "code"),
        [("empty", "database.no_schema"), ("newer", "database.newer"), ("unread", "database.no_rights")],
    )
    def test_that_tables_that_will_not_do_are_told(self, tls: TlsServer, database: str, code: str) -> None:
        with pytest.raises(Refused) as refused:
            open_store(tls.url(database), name=NAME, password=PASSWORD)
        assert refused.value.code == code

    def test_that_older_tables_are_left_to_who_runs_the_server(self, tls: TlsServer) -> None:
        as_owner(tls, "city", "UPDATE alembic_version SET version_num = '0001'")
        with pytest.raises(Refused) as refused:
            open_store(tls.url("city"), name=NAME, password=PASSWORD)
        as_owner(tls, "city", f"UPDATE alembic_version SET version_num = '{HEAD}'")
        assert refused.value.code == "database.older"

    def test_that_a_certificate_of_another_authority_is_refused(self, tls: TlsServer, tmp_path: Path) -> None:
        other = tmp_path / "other.crt"
        trustme.CA().cert_pem.write_to_path(other)
        assert outage(tls.url("city", root=other)).code == "server.certificate_unknown"

    def test_that_a_certificate_of_another_machine_is_refused(self, tls: TlsServer) -> None:
        assert outage(tls.url("city", host="other.city.example")).code == "server.certificate_host"

    def test_that_without_a_root_certificate_it_is_told_where_it_belongs(self, tls: TlsServer, tmp_path: Path) -> None:
        told = outage(tls.url("city", root=tmp_path / "root.crt"))
        assert (told.code, told.facts["path"]) == ("server.no_root_certificate", str(tmp_path / "root.crt"))

    def test_that_a_desk_goes_on_with_the_password_that_its_operator_gave_anew(self, tls: TlsServer) -> None:
        city = CityServer(tls.url("city", user=OWNER), OWNERS_PASSWORD)
        city.grant("钱七", CITY, SEAT_ROLES, PASSWORD)
        city.close()
        server = server_at(tls.url("city"))
        assert server is not None
        store = server.open_as("钱七", PASSWORD)
        tls.run("ALTER ROLE {} PASSWORD 'new lamp 8'", "钱七")
        tls.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '钱七'")
        with pytest.raises(ServerOutage) as told:
            store.archive().counts()
        assert told.value.code == "server.wrong_sign_in"
        server.open_as("钱七", "new lamp 8").close()
        assert store.archive().counts()
        store.close()

    def test_that_a_password_that_is_wrong_changes_nothing_of_what_is_open(self, tls: TlsServer) -> None:
        server = server_at(tls.url("city"))
        assert server is not None
        store = server.open_as(NAME, PASSWORD)
        with pytest.raises(ServerOutage):
            server.open_as(NAME, "wrong")
        tls.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{NAME}'")
        assert store.archive().centres()
        store.close()

    def test_that_a_password_is_told_nowhere(self, tls: TlsServer, caplog: pytest.LogCaptureFixture) -> None:
        told = outage(tls.url("nowhere"))
        assert PASSWORD not in f"{told} {told.__cause__} {caplog.text}"


@needs_server
def test_that_a_server_without_tls_is_refused(server_url: str) -> None:
    port = server_url.rpartition(":")[2].partition("/")[0]
    assert outage(f"postgresql://db.city.example:{port}/city?hostaddr=127.0.0.1").code == "server.no_tls"


def test_that_an_older_server_is_refused_with_its_version() -> None:
    with fake_server(version="14.9") as port:
        told = outage(f"postgresql://127.0.0.1:{port}/city")
    assert (told.code, told.facts["found"], told.facts["least"]) == ("server.too_old", 14, 15)


def test_that_a_machine_that_is_no_database_server_is_told() -> None:
    with fake_server(greeting=b"HTTP/1.1 400 Bad Request\r\n") as port:
        assert outage(f"postgresql://127.0.0.1:{port}/city").code == "server.no_server"


def test_that_a_port_where_nobody_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert outage(f"postgresql://127.0.0.1:{port}/city").code == "server.refused"


def test_that_a_name_of_no_machine_is_told() -> None:
    told = outage("postgresql://no-such-machine.invalid/city")
    assert (told.code, told.facts["server"]) == ("server.unknown_host", "no-such-machine.invalid")
