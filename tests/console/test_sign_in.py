"""Signing in: one answer for everything that is wrong, a wait that grows, and a password that is one's own."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from datetime import timedelta
from typing import Any

import pytest

from console.domain.errors import Refused
from console.ports import Account, Outage
from console.sign_in import SignIn, check_new, wait_after
from tests.builders import a_hand, an_operator
from tests.fakes import FakeClock, FakeStore

RIGHT = "green lamp 7"


class AtOnce(Executor):
    """Runs everything on the thread that asks."""

    def submit(self, fn: Any, /, *args: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args))
        except (Refused, Outage) as why:
            future.set_exception(why)
        return future


class Door:
    """A desk with a sign-in, and a clock to wait by."""

    def __init__(self) -> None:
        self.store, self.clock = FakeStore(), FakeClock()
        self.store.accounts().put(an_operator("李四", desk=""), a_hand())
        self.store.accounts().set_password("李四", RIGHT, a_hand(), must_change=True)
        self.sign_in = SignIn(self.store.accounts(), self.clock, AtOnce())

    def tries(self, name: str = "李四", password: str = RIGHT) -> Account:
        return self.sign_in.submit(name, password).result()

    def refusal(self, name: str = "李四", password: str = "wrong") -> Refused:
        with pytest.raises(Refused) as refused:
            self.tries(name, password)
        return refused.value

    def fails(self, times: int) -> None:
        """Fail so often in a row, waiting each time as long as is asked."""
        for _ in range(times):
            self.clock.advance(timedelta(seconds=self.sign_in.wait_s()))
            self.refusal()


@pytest.fixture
def door() -> Door:
    return Door()


def test_that_name_and_password_bring_the_seats(door: Door) -> None:
    assert door.tries().seats == (an_operator("李四", desk=""),)


def test_that_a_wrong_name_and_a_wrong_password_are_told_alike(door: Door) -> None:
    of_name, of_password = door.refusal("赵六", RIGHT), door.refusal("李四", "wrong")
    assert (of_name.code, of_name.facts) == (of_password.code, of_password.facts) == ("sign_in.wrong", {})


def test_that_two_slips_cost_no_wait(door: Door) -> None:
    door.fails(2)
    assert door.sign_in.wait_s() == 0


def test_that_after_the_third_failure_even_the_right_password_waits(door: Door) -> None:
    door.fails(3)
    refused = door.refusal(password=RIGHT)
    assert (refused.code, refused.facts) == ("sign_in.wait", {"seconds": 2})


def test_that_the_wait_is_the_same_for_names_that_nobody_bears(door: Door) -> None:
    for _ in range(3):
        door.refusal("赵六")
    assert door.sign_in.wait_s() == 2


def test_that_the_wait_doubles_up_to_a_minute() -> None:
    assert [wait_after(failures) for failures in (3, 4, 5, 6, 7, 8, 99)] == [2, 4, 8, 16, 32, 60, 60]


def test_that_setting_the_clock_back_or_on_changes_no_wait(door: Door) -> None:
    door.fails(3)
    door.clock.set_back(timedelta(days=-1))
    assert door.sign_in.wait_s() == 2


def test_that_who_is_in_begins_anew(door: Door) -> None:
    door.fails(3)
    door.clock.advance(timedelta(seconds=2))
    door.tries()
    door.fails(1)
    assert door.sign_in.wait_s() == 0


def test_that_an_outage_is_no_failed_try(door: Door) -> None:
    door.fails(2)
    door.store.cut()
    with pytest.raises(Outage):
        door.tries()
    assert door.sign_in.wait_s() == 0


def test_that_a_password_of_ones_own_takes_the_place_of_the_given_one(door: Door) -> None:
    assert not door.sign_in.change("李四", RIGHT, "red lamp 88").result().must_change
    assert door.refusal(password=RIGHT).code == "sign_in.wrong"


def test_that_nobody_changes_a_password_without_knowing_it(door: Door) -> None:
    with pytest.raises(Refused, match=r"sign_in\.wrong"):
        door.sign_in.change("李四", "wrong", "red lamp 88").result()
    assert door.tries().must_change


def test_that_the_same_password_is_no_new_one(door: Door) -> None:
    with pytest.raises(Refused, match=r"password\.same"):
        door.sign_in.change("李四", RIGHT, RIGHT).result()


@pytest.mark.parametrize(
    ("password", "code"),
    [("short", "password.too_short"), ("        ", "password.too_short"), ("WANG-MIN", "password.is_name")],
)
def test_that_a_password_that_keeps_nobody_out_is_refused(password: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_new("wang-min", password)
    assert refused.value.code == code


def test_that_passwords_are_compared_on_a_thread_of_their_own() -> None:
    door = Door()
    sign_in = SignIn(door.store.accounts(), door.clock)
    assert sign_in.submit("李四", RIGHT).result(timeout=10).name == "李四"
    sign_in.close()
