"""The system's keyring: one password a server and name, and a keyring that fails is as one that is not there."""

from __future__ import annotations

import pytest
from keyring.backend import KeyringBackend
from keyring.compat import properties
from keyring.errors import KeyringLocked, PasswordDeleteError

from console.gateways.system_keyring import SystemKeyring

PLACE = "db1, db2/griddesk"


class InMemory(KeyringBackend):
    """A keeper that works."""

    kept: dict[tuple[str, str], str] = {}  # noqa: RUF012 - the library makes one of each kind

    @properties.classproperty
    def priority(self) -> float:
        return 1

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("there is none")


class Locked(InMemory):
    """A keeper whose owner does not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("locked")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked("locked")


class Elsewhere(InMemory):
    """A keeper of another system."""

    @properties.classproperty
    def priority(self) -> float:
        raise RuntimeError("not on this system")


@pytest.fixture(autouse=True)
def emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InMemory, "kept", {})


def test_that_what_is_kept_comes_back() -> None:
    SystemKeyring([InMemory]).keep(PLACE, "李四", "green lamp 7")
    assert SystemKeyring([InMemory]).password(PLACE, "李四") == "green lamp 7"


def test_that_it_is_filed_under_the_product_the_server_and_the_name() -> None:
    SystemKeyring([InMemory]).keep(PLACE, "李四", "green lamp 7")
    assert list(InMemory.kept) == [(f"GridDesk {PLACE}", "李四")]


def test_that_a_password_of_another_server_is_not_taken() -> None:
    SystemKeyring([InMemory]).keep(PLACE, "李四", "green lamp 7")
    assert SystemKeyring([InMemory]).password("db3/griddesk", "李四") == ""


def test_that_what_is_forgotten_is_gone_and_forgetting_twice_is_nothing() -> None:
    keyring = SystemKeyring([InMemory])
    keyring.keep(PLACE, "李四", "green lamp 7")
    keyring.forget(PLACE, "李四")
    keyring.forget(PLACE, "李四")
    assert keyring.password(PLACE, "李四") == ""


@pytest.mark.parametrize("kinds", [[], [Elsewhere]], ids=["none", "of another system"])
def test_that_where_there_is_none_nothing_is_kept(kinds: list[type[KeyringBackend]]) -> None:
    keyring = SystemKeyring(kinds)
    kept = keyring.keep(PLACE, "李四", "green lamp 7")
    keyring.forget(PLACE, "李四")
    assert (keyring.is_there, kept, keyring.password(PLACE, "李四")) == (False, False, "")


def test_that_a_locked_one_is_as_one_that_keeps_nothing(caplog: pytest.LogCaptureFixture) -> None:
    keyring = SystemKeyring([Locked])
    kept = keyring.keep(PLACE, "李四", "green lamp 7")
    keyring.forget(PLACE, "李四")
    assert (kept, keyring.password(PLACE, "李四")) == (False, "")


def test_that_no_password_is_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    SystemKeyring([Locked]).keep(PLACE, "李四", "green lamp 7")
    assert "green lamp 7" not in caplog.text


def test_that_keepers_that_write_files_of_their_own_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{__name__}.InMemory")
    SystemKeyring().keep(PLACE, "李四", "green lamp 7")
    assert not InMemory.kept
