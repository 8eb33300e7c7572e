"""Addresses of servers: several hosts, what is safe unless they say otherwise, and passwords that never stand in them."""

from __future__ import annotations

import pytest

from console.domain.errors import Refused
from db.address import without_password
from db.server_address import server_address

ON_THE_WAY = "postgresql://db.city.example/griddesk"


def settings(url: str, name: str = "", password: str = "") -> dict[str, str]:
    return server_address(url).settings(name, password)


def test_that_several_hosts_are_handed_on_with_their_ports() -> None:
    found = settings("postgresql://db1:5432,db2:5433/griddesk")
    assert (found["host"], found["port"]) == ("db1,db2", "5432,5433")


def test_that_of_several_the_one_that_takes_changes_is_wanted() -> None:
    assert settings("postgresql://db1,db2/griddesk")["target_session_attrs"] == "read-write"


def test_that_an_address_may_ask_for_a_standby_all_the_same() -> None:
    found = settings("postgresql://db1,db2/griddesk?target_session_attrs=prefer-standby")
    assert found["target_session_attrs"] == "prefer-standby"


def test_that_over_a_network_the_server_must_prove_itself_and_the_password_is_not_shown_to_it() -> None:
    found = settings(ON_THE_WAY)
    safe = (found["sslmode"], found["channel_binding"], found["require_auth"])
    assert safe == ("verify-full", "require", "scram-sha-256")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://localhost/griddesk",
        "postgresql://127.0.0.1:5433/griddesk",
        "postgresql://[::1]/griddesk",
        "postgresql:///griddesk",
    ],
)
def test_that_on_this_machine_nothing_is_asked_of_it(url: str) -> None:
    assert "sslmode" not in settings(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://localhost,db2/griddesk",
        "postgresql://localhost/griddesk?hostaddr=10.0.0.7",
        "postgresql:///griddesk?host=db.city.example",
        "postgresql:///griddesk?service=city",
    ],
)
def test_that_what_may_lead_elsewhere_is_held_to_be_a_network(url: str) -> None:
    assert settings(url)["sslmode"] == "verify-full"


def test_that_a_host_of_the_environment_counts_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.city.example")
    assert settings("postgresql:///griddesk")["sslmode"] == "verify-full"


def test_that_without_encryption_there_is_no_channel_to_bind_to() -> None:
    assert "channel_binding" not in settings(f"{ON_THE_WAY}?sslmode=disable")


def test_that_whoever_signs_in_does_so_with_their_own_role() -> None:
    found = settings(ON_THE_WAY, "李四", "green lamp 7")
    assert (found["user"], found["password"]) == ("李四", "green lamp 7")


def test_that_a_role_in_the_address_goes_first() -> None:
    assert settings("postgresql://owner@db.city.example/griddesk", "李四")["user"] == "owner"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://desk:secret@db.city.example/griddesk",
        "postgresql://desk@db.city.example/griddesk?password=secret",
        "postgresql://desk@db.city.example/griddesk?sslpassword=secret",
        "postgresql://desk:secret@localhost,db2/griddesk",
    ],
)
def test_that_a_password_stands_in_no_address_of_another_machine(url: str) -> None:
    with pytest.raises(Refused) as refused:
        server_address(url)
    assert (refused.value.code, "secret" in str(refused.value)) == ("database.password_in_url", False)


def test_that_a_password_for_a_trial_on_this_machine_is_taken() -> None:
    assert settings("postgresql://desk:secret@127.0.0.1/griddesk")["password"] == "secret"


def test_that_a_password_is_not_told_with_the_address() -> None:
    assert "secret" not in repr(server_address("postgresql://desk:secret@127.0.0.1/griddesk"))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://desk:secret@server/griddesk",
        "postgresql://desk:sec@ret@server/griddesk",
        "postgresql://desk:sec/ret@server/griddesk",
        "postgresql://server/griddesk?password=secret&user=desk",
        "postgresql://server/griddesk?user=desk&sslpassword=secret",
    ],
)
def test_that_an_address_is_told_without_its_password(url: str) -> None:
    assert "sec" not in without_password(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://server:port/griddesk",
        "postgresql://db1:1,db2:2,db3/x?port=1,2",
        "postgresql://desk:secret@server/griddesk?nonsense=1",
        "postgresql://desk:sec%zzret@server/griddesk",
    ],
)
def test_that_an_address_of_nothing_is_refused_without_telling_what_it_holds(url: str) -> None:
    with pytest.raises(Refused) as refused:
        server_address(url)
    assert (refused.value.code, "sec" in str(refused.value)) == ("database.bad_url", False)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://db1:5432,db2:5433/griddesk", "db1, db2:5433"),
        ("postgresql://db1,db2:5433/griddesk", "db1, db2:5433"),
        ("postgresql://db1,db2/griddesk?port=5433", "db1:5433, db2:5433"),
        ("postgresql:///griddesk", "localhost"),
    ],
)
def test_that_machines_are_told_as_people_name_them(url: str, told: str) -> None:
    assert server_address(url).told() == told
