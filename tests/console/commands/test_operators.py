"""``operator``: seats, roles and passwords from the shell; no password ever stands on the command line."""

from __future__ import annotations

import getpass
import io
import json
import sys

import pytest

from console.commands import operators
from console.commands.answering import Answer
from console.domain.errors import Refused
from console.domain.shift import Role
from console.gateways.files.unusable import Unusable
from console.settings import Operators
from tests.builders import CITY, DISTRICT, a_region_tree
from tests.console.commands.given import given
from tests.fakes import FakeStore

ADD = f"operator add 王敏 --centre {DISTRICT} --roles dispatcher,shift_lead"


class Terminal(io.StringIO):
    """A terminal instead of a pipe."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def store() -> FakeStore:
    made = FakeStore()
    made.registry().add_regions(a_region_tree())
    return made


@pytest.fixture
def shell(store: FakeStore, monkeypatch: pytest.MonkeyPatch):
    """Return a way to give a line, with what is piped into it."""

    def give(line: str, piped: str = "green lamp 7\n") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.StringIO(piped))
        command = given(line)
        assert isinstance(command, Operators)
        return operators.run(command, store)

    return give


def test_that_an_operator_who_is_added_can_sign_in(shell, store: FakeStore) -> None:
    shell(ADD)
    found = store.accounts().check("王敏", "green lamp 7")
    assert found is not None
    assert [(seat.centre, seat.roles) for seat in found.seats] == [
        (DISTRICT, frozenset({Role.DISPATCHER, Role.SHIFT_LEAD}))
    ]


def test_that_the_answer_tells_the_account_without_its_password(shell) -> None:
    answer = shell(f"{ADD} --must-change")
    assert json.loads(json.dumps(answer)) == {
        "name": "王敏",
        "centres": {DISTRICT: ["dispatcher", "shift_lead"]},
        "password": True,
        "must_change": True,
        "new": True,
    }


def test_that_a_second_seat_asks_for_no_second_password(shell, store: FakeStore) -> None:
    shell(ADD)
    answer = shell("operator add 王敏 --roles checker", "")
    assert answer["centres"] == {CITY: ["checker"], DISTRICT: ["dispatcher", "shift_lead"]}


def test_that_a_seat_given_again_has_other_roles(shell) -> None:
    shell(ADD)
    answer = shell(f"operator add 王敏 --centre {DISTRICT} --roles checker")
    assert (answer["centres"], answer["new"]) == ({DISTRICT: ["checker"]}, False)


def test_that_a_password_can_be_given_anew(shell, store: FakeStore) -> None:
    shell(ADD)
    shell("operator passwd 王敏", "red lamp 88\n")
    assert store.accounts().check("王敏", "red lamp 88") is not None


def test_that_all_are_listed(shell) -> None:
    shell(ADD)
    shell("operator add Anna --roles checker")
    listed = shell("operator list")["operators"]
    assert [account["name"] for account in listed] == ["Anna", "王敏"]


def test_that_who_is_removed_is_gone_and_the_answer_says_whether_a_password_is_left(shell, store: FakeStore) -> None:
    shell(ADD)
    assert shell("operator remove 王敏") == {"name": "王敏", "removed": True, "guarded": False}
    assert store.accounts().listed() == ()


@pytest.mark.parametrize(
    "line", ["operator passwd 赵六", "operator remove 赵六", f"operator remove 王敏 --centre {CITY}"]
)
def test_that_whom_nobody_knows_is_refused(shell, line: str) -> None:
    shell(ADD)
    with pytest.raises(Refused, match=r"operator\.unknown"):
        shell(line)


@pytest.mark.parametrize("roles", ["king", "system", "dispatcher,king", ","])
def test_that_a_role_there_is_not_is_unusable(shell, roles: str) -> None:
    with pytest.raises(Unusable):
        shell(f"operator add 王敏 --roles {roles}")


@pytest.mark.parametrize("piped", ["", "short\n"])
def test_that_without_a_fit_password_nobody_is_added(shell, store: FakeStore, piped: str) -> None:
    with pytest.raises(Refused, match=r"password\.too_short"):
        shell(ADD, piped)
    assert store.accounts().listed() == ()


@pytest.mark.parametrize(("name", "code"), [("System", r"operator\.reserved"), ("\0", r"operator\.no_name")])
def test_that_nobody_bears_the_consoles_own_name_or_none(shell, name: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        shell(f"operator add {name} --roles dispatcher")


@pytest.mark.parametrize(("typed", "goes"), [(["green lamp 7"] * 2, True), (["green lamp 7", "green lamp 8"], False)])
def test_that_on_a_terminal_it_is_typed_twice(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch, typed: list[str], goes: bool
) -> None:
    fingers = iter(typed)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(fingers))
    command = given(ADD)
    assert isinstance(command, Operators)
    if goes:
        assert operators.run(command, store)["password"]
    else:
        with pytest.raises(Refused, match=r"password\.differ"):
            operators.run(command, store)
