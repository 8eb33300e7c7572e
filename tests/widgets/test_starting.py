"""Who sits at the desk, and for which centre, from settings and database."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from console.domain.errors import Refused
from console.domain.shift import SEAT_ROLES, Operator, Role
from console.gateways.files.unusable import Unusable
from console.settings import Console, parse
from tests.builders import CITY, DISTRICT, a_hand, a_region_tree
from tests.fakes import FakeStore
from widgets.starting import operator_of, run

CHECKER = Operator(name="钱八", centre=CITY, roles=frozenset({Role.CHECKER}))
LEAD = Operator(name="贾凯", centre=CITY)


@pytest.fixture
def store() -> FakeStore:
    made = FakeStore()
    made.registry().add_regions(a_region_tree())
    made.registry().add_operators([CHECKER, LEAD])
    return made


def seated(store: FakeStore, *arguments: str) -> Operator:
    command = parse(["console", *arguments])
    assert isinstance(command, Console)
    return operator_of(command.settings, store, "desk-7")


def test_that_without_a_name_it_is_the_first_who_may_take_every_seat(store: FakeStore) -> None:
    assert seated(store).name == "贾凯"


def test_that_a_name_the_centre_knows_works_in_the_roles_it_has(store: FakeStore) -> None:
    assert seated(store, "--operator", "钱八").roles == {Role.CHECKER}


def test_that_a_name_nobody_knows_takes_every_seat(store: FakeStore) -> None:
    assert (seated(store, "--operator", "新人").name, seated(store, "--operator", "新人").roles) == ("新人", SEAT_ROLES)


def test_that_in_a_centre_without_operators_it_is_whoever_is_logged_in(store: FakeStore) -> None:
    assert seated(store, "--centre", DISTRICT).name == getpass.getuser()


def test_that_the_desk_is_told_from_others(store: FakeStore) -> None:
    assert seated(store).desk == "desk-7"


def test_that_without_a_code_it_is_the_top_centre(store: FakeStore) -> None:
    assert seated(store).centre == CITY


@pytest.mark.parametrize("code", ["999", "320501001001001"])
def test_that_an_unknown_centre_or_a_grid_is_refused(store: FakeStore, code: str) -> None:
    with pytest.raises(Refused) as refused:
        seated(store, "--centre", code)
    assert refused.value.code == "centre.unknown"


def test_that_a_database_without_centres_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        seated(FakeStore())
    assert refused.value.code == "centre.none"


def test_that_a_base_map_that_cannot_be_meant_is_refused_before_anything_starts(
    store: FakeStore, tmp_path: Path
) -> None:
    command = parse(["console", "--base-map", str(tmp_path / "hall.mbtiles;crs=BD-09")])
    assert isinstance(command, Console)
    with pytest.raises(Unusable):
        run(command, store, "desk-7", tmp_path / "data", 0.0)
    assert not (tmp_path / "data").exists()


def test_that_a_console_without_a_screen_asks_nobody_for_a_password(store: FakeStore, tmp_path: Path) -> None:
    store.accounts().set_password("贾凯", "green lamp 7", a_hand(), must_change=False)
    command = parse(["console", "--no-window"])
    assert isinstance(command, Console)
    with pytest.raises(Refused) as refused:
        run(command, store, "desk-7", tmp_path / "data", 0.0)
    assert refused.value.code == "operator.sign_in_needed"


def test_that_a_system_that_does_not_know_its_user_still_seats_somebody(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", _nobody)
    assert seated(store).name


def _nobody() -> str:
    raise OSError("no such user")
