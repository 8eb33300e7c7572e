"""Who sits at the desk, and for which centre, from settings and database."""

from __future__ import annotations

import getpass

import pytest

from console.domain.errors import Refused
from console.domain.shift import SEAT_ROLES, Operator, Role
from console.settings import Console, parse
from tests.builders import CITY, DISTRICT, a_region_tree
from tests.fakes import FakeStore
from widgets.starting import centre_of, operator_of

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
    return operator_of(command.settings, store.archive(), "desk-7")


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
    assert centre_of(None, store.archive()).code == CITY


@pytest.mark.parametrize("code", ["999", "320501001001001"])
def test_that_an_unknown_centre_or_a_grid_is_refused(store: FakeStore, code: str) -> None:
    with pytest.raises(Refused) as refused:
        centre_of(code, store.archive())
    assert refused.value.code == "centre.unknown"


def test_that_a_database_without_centres_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        centre_of(None, FakeStore().archive())
    assert refused.value.code == "centre.none"
