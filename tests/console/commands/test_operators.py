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
from console.domain.shift import Operator, Role
from console.gateways.files.unusable import Unusable
from console.journal import Kind
from console.settings import Operators
from tests.builders import CITY, DISTRICT, VILLAGE, a_region_tree
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


BOSS = "operator add 周凯 --roles duty_commander"
"""The first administrator: of the top centre, whose password is ``lamp of kai``."""


@pytest.fixture
def guarded(shell, store: FakeStore):
    """Return a way to give a line by somebody, with the password and what is piped after it."""
    shell(BOSS, "lamp of kai\n")
    shell(f"{ADD} --operator 周凯", "lamp of kai\ngreen lamp 7\n")
    shell(f"operator add 吴梅 --centre {DISTRICT} --roles duty_commander --operator 周凯", "lamp of kai\nlamp of mei\n")

    def give(line: str, by: str, *piped: str) -> Answer:
        answer: Answer = shell(f"{line} --operator {by}", "".join(f"{one}\n" for one in piped))
        return answer

    return give


def test_that_before_the_first_administrator_nobody_signs_in(shell) -> None:
    shell(ADD)
    assert shell("operator list", "")["guarded"] is True


@pytest.mark.parametrize("line", [ADD, "operator passwd 王敏", "operator remove 王敏", "operator list"])
def test_that_from_the_first_administrator_on_a_wrong_password_changes_nothing(
    guarded, store: FakeStore, line: str
) -> None:
    before = store.accounts().listed()
    with pytest.raises(Refused, match=r"sign_in\.wrong"):
        guarded(line, "周凯", "lamp of nobody", "red lamp 88")
    assert store.accounts().listed() == before


@pytest.mark.parametrize("line", [ADD, "operator passwd 吴梅", "operator remove 吴梅"])
def test_that_who_is_no_duty_commander_changes_nobody_s_account(guarded, line: str) -> None:
    with pytest.raises(Refused, match=r"operator\.not_governed"):
        guarded(line, "王敏", "green lamp 7", "red lamp 88")


@pytest.mark.parametrize(
    "line",
    ["operator passwd 周凯", "operator remove 周凯", "operator add 吴梅 --roles duty_commander"],
)
def test_that_a_commander_below_does_not_reach_up(guarded, line: str) -> None:
    with pytest.raises(Refused, match=r"operator\.not_governed"):
        guarded(line, "吴梅", "lamp of mei", "red lamp 88")


def test_that_a_commander_governs_what_lies_below(guarded) -> None:
    answer = guarded(f"operator add 赵六 --centre {VILLAGE} --roles checker", "吴梅", "lamp of mei", "red lamp 88")
    assert answer["new"] is True


def test_that_a_password_for_a_name_with_a_seat_above_is_not_given_from_below(guarded, store: FakeStore) -> None:
    store.registry().add_operators([Operator(name="老郑", centre=CITY)])
    with pytest.raises(Refused, match=r"operator\.not_governed"):
        guarded(f"operator add 老郑 --centre {DISTRICT} --roles checker", "吴梅", "lamp of mei", "red lamp 88")


def test_that_everybody_gives_themselves_another_password(guarded, store: FakeStore) -> None:
    guarded("operator passwd 王敏", "王敏", "green lamp 7", "red lamp 88")
    assert store.accounts().check("王敏", "red lamp 88") is not None


@pytest.mark.parametrize("line", ["operator remove 周凯", "operator add 周凯 --roles checker"])
def test_that_the_last_administrator_stays_one(guarded, line: str) -> None:
    with pytest.raises(Refused, match=r"operator\.last_administrator"):
        guarded(line, "周凯", "lamp of kai")


def test_that_an_administrator_goes_where_there_is_another(guarded) -> None:
    guarded("operator add 郑洁 --roles duty_commander", "周凯", "lamp of kai", "lamp of jie")
    assert guarded("operator remove 周凯", "郑洁", "lamp of jie")["removed"]


def test_that_the_journal_tells_who_did_it(guarded, store: FakeStore) -> None:
    guarded("operator remove 王敏", "吴梅", "lamp of mei")
    last = store.rows.lines[-1].entry
    assert (last.kind, last.by, last.centre, last.detail) == (
        Kind.OPERATOR_REMOVED, "吴梅", DISTRICT, {"whom": "王敏"},
    )  # fmt: skip
