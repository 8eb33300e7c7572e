"""``rules``: shown, checked and set from the shell, and what open tickets come to by that."""

from __future__ import annotations

import io
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from console.clocks import SystemClock
from console.commands import rules
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.rows import shipped_text
from console.domain.shift import Operator, Role
from console.domain.ticket import State, Ticket
from console.gateways.files.unusable import Unusable
from console.ports import Outage
from console.rulebook import FILES
from console.settings import Rules
from tests.builders import CITY, DISTRICT, a_hand
from tests.console.commands.given import given
from tests.console.conftest import City
from tests.fakes import FakeUnitOfWork

LIMITS = "[limits]\ndispatch = { minutes = 45 }\n"


def _rules(city: City, line: str, *rest: Path) -> dict[str, Any]:
    what, _, more = line.partition(" ")
    command = given(f"rules {what} --operator 李四 {more}", *rest)
    assert isinstance(command, Rules)
    return dict(rules.run(command, city.store))


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def filed(city: City) -> Ticket:
    """A ticket that waits to be dispatched since just now."""
    city.clock = SystemClock()  # type: ignore[assignment]
    return city.at(State.FILED)


def _now(city: City, ticket: Ticket) -> Ticket:
    found = city.store.archive().find(ticket.number)
    assert found is not None
    return found


def test_that_the_shipped_rules_are_shown_as_such(city: City) -> None:
    answer = _rules(city, "show")

    assert (answer["version"], answer["files"]) == (0, dict.fromkeys(FILES, "shipped"))


def test_that_a_file_is_written_out_to_be_changed_and_set(city: City, tmp_path: Path) -> None:
    _rules(city, "show lifecycle.toml --out", tmp_path / "lifecycle.toml")

    assert (tmp_path / "lifecycle.toml").read_text("utf-8") == shipped_text("lifecycle.toml")


def test_that_the_city_s_own_file_is_shown_with_who_set_it(city: City, tmp_path: Path) -> None:
    _rules(city, "set", _file(tmp_path, "lifecycle.toml", LIMITS))

    answer = _rules(city, "show lifecycle.toml")
    assert (answer["text"], answer["by"], answer["files"]["lifecycle.toml"]) == (LIMITS, "李四", "own")


def test_that_checking_changes_nothing(city: City, tmp_path: Path) -> None:
    answer = _rules(city, "check", _file(tmp_path, "lifecycle.toml", LIMITS))

    assert answer == {"version": 0, "files": ["lifecycle.toml"], "usable": True}
    assert _rules(city, "show")["version"] == 0


@pytest.mark.parametrize("what", ["check", "set"])
def test_that_bad_rules_are_refused_with_their_place(city: City, tmp_path: Path, what: str) -> None:
    with pytest.raises(Refused) as refused:
        _rules(city, what, _file(tmp_path, "lifecycle.toml", '[states.parked]\nacts = "crew"\n'))

    assert refused.value.facts["place"] == "states.parked"


@pytest.mark.parametrize(("name", "text"), [("weather.toml", ""), ("gate.toml", "= 3")])
def test_that_nothing_is_set_of_what_is_no_file_of_rules(city: City, tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(Refused):
        _rules(city, "set", _file(tmp_path, "lifecycle.toml", LIMITS), _file(tmp_path, name, text))

    assert _rules(city, "show")["version"] == 0


def test_that_a_file_which_is_not_there_is_told(city: City, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="cannot be read"):
        _rules(city, "set", tmp_path / "gate.toml")


def test_that_two_files_of_one_name_are_not_guessed_between(city: City, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    files = [_file(folder, "gate.toml", shipped_text("gate.toml")) for folder in (tmp_path, tmp_path / "other")]

    with pytest.raises(Unusable, match="two files"):
        _rules(city, "set", *files)


def test_that_open_tickets_are_brought_to_the_rules_that_were_set(city: City, tmp_path: Path, filed: Ticket) -> None:
    answer = _rules(city, "set", _file(tmp_path, "lifecycle.toml", LIMITS))

    assert answer["brought_up_to_date"] == 1
    assert _now(city, filed).due_at == filed.stage_since + timedelta(minutes=45)


def test_that_a_set_that_is_broken_off_leaves_nothing_behind(
    city: City, tmp_path: Path, filed: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(FakeUnitOfWork, "commit", _lost)
        with pytest.raises(Outage):
            _rules(city, "set", _file(tmp_path, "lifecycle.toml", LIMITS))

    assert (_rules(city, "show")["version"], _now(city, filed)) == (0, filed)


def test_that_tickets_whose_limit_did_not_change_are_left_alone(city: City, tmp_path: Path) -> None:
    city.at(State.REPORTED)

    assert _rules(city, "set", _file(tmp_path, "lifecycle.toml", LIMITS))["brought_up_to_date"] == 0


def _lost(_uow: FakeUnitOfWork) -> None:
    raise Outage("no link")


def _piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.fixture
def commander(city: City) -> Operator:
    """Who may set rules in a database where operators sign in."""
    seat = Operator(name="李四", centre=CITY, roles=frozenset({Role.DUTY_COMMANDER}))
    city.store.accounts().put(seat, a_hand(), "green lamp 7")
    return seat


def test_that_where_operators_sign_in_rules_are_set_by_password(
    city: City, tmp_path: Path, commander: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    _piped(monkeypatch, "green lamp 7\n")
    answer = _rules(city, "set", _file(tmp_path, "lifecycle.toml", LIMITS))

    assert (answer["version"], _rules(city, "show")["by"]) == (1, commander.name)


@pytest.mark.parametrize("typed", ["green lamp 8\n", ""])
def test_that_a_wrong_password_sets_no_rules(
    city: City, tmp_path: Path, commander: Operator, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    _piped(monkeypatch, typed)
    with pytest.raises(Refused, match=r"sign_in\.wrong"):
        _rules(city, "set", _file(tmp_path, "lifecycle.toml", LIMITS))

    assert _rules(city, "show")["version"] == 0


@pytest.mark.parametrize(
    ("centre", "roles"),
    [(CITY, {Role.SHIFT_LEAD, Role.DISPATCHER, Role.CHECKER}), (DISTRICT, {Role.DUTY_COMMANDER})],
)
def test_that_only_a_duty_commander_of_the_top_centre_sets_rules(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, centre: RegionCode, roles: set[Role]
) -> None:
    seat = Operator(name="李四", centre=centre, roles=frozenset(roles))
    city.store.accounts().put(seat, a_hand(), "green lamp 7")
    _piped(monkeypatch, "green lamp 7\n")

    with pytest.raises(Refused, match=r"rules\.not_governed"):
        _rules(city, "set", _file(tmp_path, "lifecycle.toml", LIMITS))


def test_that_whose_password_somebody_else_knows_sets_no_rules(
    city: City, tmp_path: Path, commander: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.store.accounts().set_password(commander.name, "red lamp 88", a_hand(), must_change=True)
    _piped(monkeypatch, "red lamp 88\n")

    with pytest.raises(Refused, match=r"sign_in\.must_change"):
        _rules(city, "set", _file(tmp_path, "lifecycle.toml", LIMITS))
