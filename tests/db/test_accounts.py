"""Who may sit at a desk, on every engine: seats, passwords, and who is on shift."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from console.domain.grid import RegionCode
from console.domain.shift import OnShift, Operator, Role
from console.handlers import handle
from console.journal import Kind
from console.orders import BeginShift, EndShift
from console.ports import Account, Store
from db.engine import SqlStore, open_store
from tests.builders import CITY, NOON, VILLAGE, a_hand, an_operator
from tests.fakes import FakeClock

DISPATCHER = an_operator("李四", roles=frozenset({Role.DISPATCHER}), desk="")
IN_THE_CITY = an_operator("李四", centre=CITY, desk="")


def accounts_of(store: Store, *, must_change: bool = False) -> None:
    """Give one operator two seats and a password."""
    for seat in (DISPATCHER, IN_THE_CITY):
        store.accounts().put(seat, a_hand())
    store.accounts().set_password("李四", "green lamp 7", a_hand(), must_change=must_change)


def test_that_a_database_without_a_password_asks_for_none(store: Store) -> None:
    store.accounts().put(DISPATCHER, a_hand())
    assert not store.accounts().is_guarded()


def test_that_one_password_guards_the_database(store: Store) -> None:
    accounts_of(store)
    assert store.accounts().is_guarded()


def test_that_the_right_password_brings_all_seats_with_their_roles(store: Store) -> None:
    accounts_of(store, must_change=True)
    assert store.accounts().check("李四", "green lamp 7") == Account(
        name="李四", seats=(IN_THE_CITY, DISPATCHER), has_password=True, must_change=True
    )


@pytest.mark.parametrize(
    ("name", "password"), [("李四", "green lamp 8"), ("李四", ""), ("赵六", "green lamp 7"), ("", "")]
)
def test_that_nothing_else_opens_the_door(store: Store, name: str, password: str) -> None:
    accounts_of(store)
    assert store.accounts().check(name, password) is None


def test_that_an_operator_without_a_password_cannot_sign_in(store: Store) -> None:
    store.accounts().put(DISPATCHER, a_hand())
    assert store.accounts().check("李四", "") is None


def test_that_a_new_password_takes_the_place_of_the_old_one(store: Store) -> None:
    accounts_of(store, must_change=True)
    store.accounts().set_password("李四", "red lamp 8", a_hand(), must_change=False)
    found = store.accounts().check("李四", "red lamp 8")
    assert (store.accounts().check("李四", "green lamp 7"), found and found.must_change) == (None, False)


def test_that_a_seat_given_again_has_the_roles_given_last(store: Store) -> None:
    changed = an_operator("李四", roles=frozenset({Role.CHECKER, Role.CALL_TAKER}), desk="")
    assert (store.accounts().put(DISPATCHER, a_hand()), store.accounts().put(changed, a_hand())) == (True, False)
    assert store.archive().operators(VILLAGE) == (changed,)


def test_that_all_accounts_are_listed_by_name(store: Store) -> None:
    accounts_of(store)
    other = an_operator("Anna", desk="")
    store.accounts().put(other, a_hand())
    assert store.accounts().listed() == (
        Account(name="Anna", seats=(other,)),
        Account(name="李四", seats=(IN_THE_CITY, DISPATCHER), has_password=True),
    )


def test_that_who_leaves_one_centre_keeps_the_seat_at_the_other(store: Store) -> None:
    accounts_of(store)
    assert store.accounts().remove("李四", a_hand(), VILLAGE) == 1
    found = store.accounts().check("李四", "green lamp 7")
    assert found is not None
    assert found.seats == (IN_THE_CITY,)


def test_that_the_password_goes_with_the_last_seat(store: Store) -> None:
    accounts_of(store)
    assert store.accounts().remove("李四", a_hand()) == 2
    store.accounts().put(DISPATCHER, a_hand())
    assert store.accounts().check("李四", "green lamp 7") is None


def test_that_removing_whom_nobody_knows_removes_nobody(store: Store) -> None:
    accounts_of(store)
    assert (store.accounts().remove("赵六", a_hand()), store.accounts().is_guarded()) == (0, True)


def test_that_whoever_began_a_shift_and_has_not_ended_it_is_on_it(store: Store) -> None:
    clock = FakeClock()
    anna, zhao = an_operator("Anna"), an_operator("赵六", desk="desk-2")
    for order in (BeginShift(by=anna), BeginShift(by=zhao), EndShift(by=anna), BeginShift(by=an_operator("钱八"))):
        with store.unit_of_work() as uow:
            handle(order, uow, clock)
        clock.advance(timedelta(minutes=1))
    assert store.accounts().on_shift(VILLAGE) == (
        OnShift(name="赵六", since=NOON + timedelta(minutes=1), desk="desk-2"),
        OnShift(name="钱八", since=NOON + timedelta(minutes=3), desk="desk-1"),
    )


def test_that_a_shift_is_of_one_centre(store: Store) -> None:
    with store.unit_of_work() as uow:
        handle(BeginShift(by=an_operator("Anna")), uow, FakeClock())
    with store.unit_of_work() as uow:
        found = [uow.shift_of("Anna", centre) for centre in (VILLAGE, CITY)]
    assert (found, store.accounts().on_shift(CITY)) == ([OnShift(name="Anna", since=NOON, desk="desk-1"), None], ())


def test_that_no_password_lies_in_the_database(file_url: str) -> None:
    store = open_store(file_url)
    assert isinstance(store, SqlStore)
    accounts_of(store)
    with store.engine.connect() as connection:
        kept = connection.execute(text("SELECT hash FROM password")).scalar_one()
    store.close()
    assert kept.startswith("$argon2id$")
    assert "green" not in kept


def test_that_a_password_typed_in_full_width_letters_is_the_same(file_url: str) -> None:
    store = open_store(file_url)
    accounts_of(store)
    found = store.accounts().check("李四", "green　ｌａｍｐ ７")
    store.close()
    assert found is not None


def test_that_a_damaged_hash_lets_nobody_in(file_url: str) -> None:
    store = open_store(file_url)
    assert isinstance(store, SqlStore)
    accounts_of(store)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE password SET hash = 'none'"))
    found = store.accounts().check("李四", "green lamp 7")
    store.close()
    assert found is None


def told(store: Store, centre: str = CITY) -> list[tuple[str, str, str, dict[str, str]]]:
    """Return kind, centre, who and what of each line about accounts in a centre's log, oldest first."""
    lines = store.archive().lines(NOON, NOON + timedelta(hours=1), RegionCode(centre))
    return [(line.entry.kind, line.entry.centre, line.entry.by, dict(line.entry.detail)) for line in lines]


def test_that_a_seat_stands_in_the_journal_with_who_gave_it(store: Store) -> None:
    store.accounts().put(DISPATCHER, a_hand("钱八"))
    assert told(store) == [(Kind.OPERATOR_ADDED, VILLAGE, "钱八", {"whom": "李四", "roles": "dispatcher"})]


def test_that_other_roles_stand_in_the_journal_with_those_before(store: Store) -> None:
    store.accounts().put(DISPATCHER, a_hand())
    store.accounts().put(replace(DISPATCHER, roles=frozenset({Role.CHECKER})), a_hand())
    assert told(store)[1][0::3] == (
        Kind.ROLES_CHANGED, {"whom": "李四", "roles": "checker", "before": "dispatcher"},
    )  # fmt: skip


def test_that_a_seat_given_once_more_as_it_was_is_no_news(store: Store) -> None:
    for _ in range(2):
        store.accounts().put(DISPATCHER, a_hand())
    assert len(told(store)) == 1


def test_that_a_password_stands_in_the_journal_of_every_centre_of_its_bearer_and_not_itself(store: Store) -> None:
    accounts_of(store)
    set_ = [line for line in told(store) if line[0] == Kind.PASSWORD_SET]
    assert set_ == [(Kind.PASSWORD_SET, centre, "钱八", {"whom": "李四"}) for centre in (CITY, VILLAGE)]


def test_that_a_seat_and_its_password_are_given_together(store: Store) -> None:
    store.accounts().put(DISPATCHER, a_hand(), "green lamp 7", must_change=True)
    assert store.accounts().check("李四", "green lamp 7") == Account(
        name="李四", seats=(DISPATCHER,), has_password=True, must_change=True
    )
    assert [line[0] for line in told(store)] == [Kind.OPERATOR_ADDED, Kind.PASSWORD_SET]


def test_that_a_seat_taken_away_stands_in_the_journal_of_its_centre(store: Store) -> None:
    accounts_of(store)
    store.accounts().remove("李四", a_hand(), VILLAGE)
    assert told(store)[-1] == (Kind.OPERATOR_REMOVED, VILLAGE, "钱八", {"whom": "李四"})
    assert told(store, VILLAGE)[-1][0] == Kind.OPERATOR_REMOVED


def test_that_what_changed_nothing_leaves_no_line(store: Store) -> None:
    store.accounts().remove("赵六", a_hand())
    assert told(store) == []


def seated(store: Store, by: Operator) -> Operator | None:
    with store.unit_of_work() as uow:
        return uow.seat_of(by)


def test_that_where_nobody_signs_in_everybody_is_who_they_say(store: Store) -> None:
    store.accounts().put(DISPATCHER, a_hand())
    assert seated(store, an_operator("新人")) == an_operator("新人")


def test_that_a_seat_leaves_no_more_roles_than_it_has(store: Store) -> None:
    accounts_of(store)
    assert seated(store, an_operator("李四", desk="desk-7")) == replace(DISPATCHER, desk="desk-7")


@pytest.mark.parametrize("by", [an_operator("赵六"), an_operator("李四", centre="320502")])
def test_that_who_has_no_seat_at_the_centre_has_none(store: Store, by: Operator) -> None:
    accounts_of(store)
    assert seated(store, by) is None
