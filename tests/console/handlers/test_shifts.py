"""Going on and off shift: a line each in the journal, and none where nothing changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from console.domain.shift import OnShift
from console.handlers import handle
from console.journal import Kind, News
from console.orders import AnyOrder, BeginShift, EndShift
from tests.builders import VILLAGE, an_operator
from tests.fakes import FakeClock, FakeStore

HER, HIM = an_operator("李四"), an_operator("赵六")


def given(*orders: AnyOrder) -> list[tuple[Kind, str]]:
    """Give the orders a minute apart and return the kind of each line with who it is of."""
    store, clock = FakeStore(), FakeClock()
    for order in orders:
        do(store, order, clock)
        clock.advance(timedelta(minutes=1))
    return [(line.entry.kind, line.entry.by) for line in store.rows.lines]


def do(store: FakeStore, order: AnyOrder, clock: FakeClock) -> News:
    with store.unit_of_work() as uow:
        return handle(order, uow, clock)


def test_that_a_shift_stands_in_the_journal_with_its_begin_and_its_end() -> None:
    assert given(BeginShift(by=HER), EndShift(by=HER)) == [(Kind.SHIFT_BEGAN, "李四"), (Kind.SHIFT_ENDED, "李四")]


def test_that_the_line_says_who_where_and_at_which_desk() -> None:
    store, clock = FakeStore(), FakeClock()
    (entry,) = do(store, BeginShift(by=HER), clock).entries
    assert (entry.by, entry.centre, entry.desk, entry.at, entry.ticket) == (
        "李四",
        VILLAGE,
        "desk-1",
        clock.now(),
        None,
    )


def test_that_who_signs_in_again_stays_on_the_same_shift() -> None:
    assert given(BeginShift(by=HER), BeginShift(by=HER)) == [(Kind.SHIFT_BEGAN, "李四")]


def test_that_two_are_on_shift_each_for_themselves() -> None:
    assert given(BeginShift(by=HER), BeginShift(by=HIM), EndShift(by=HER), EndShift(by=HER)) == [
        (Kind.SHIFT_BEGAN, "李四"),
        (Kind.SHIFT_BEGAN, "赵六"),
        (Kind.SHIFT_ENDED, "李四"),
    ]


def test_that_a_shift_nobody_began_cannot_end() -> None:
    assert given(EndShift(by=HER)) == []


ELSEWHERE = replace(HER, desk="desk-2")


def test_that_a_shift_left_open_by_another_desk_ends_where_somebody_signs_in() -> None:
    assert given(BeginShift(by=HER), BeginShift(by=ELSEWHERE, anew=True)) == [
        (Kind.SHIFT_BEGAN, "李四"),
        (Kind.SHIFT_ENDED, "李四"),
        (Kind.SHIFT_BEGAN, "李四"),
    ]


def test_that_who_signed_in_elsewhere_is_on_shift_there_since_then() -> None:
    store, clock = FakeStore(), FakeClock()
    do(store, BeginShift(by=HER), clock)
    clock.advance(timedelta(hours=9))
    do(store, BeginShift(by=ELSEWHERE, anew=True), clock)
    assert store.accounts().on_shift(VILLAGE) == (OnShift(name="李四", since=clock.now(), desk="desk-2"),)


def test_that_leaving_a_desk_ends_what_began_there() -> None:
    assert given(BeginShift(by=HER), EndShift(by=HER, leaving=True))[-1] == (Kind.SHIFT_ENDED, "李四")


def test_that_leaving_a_desk_does_not_end_the_shift_at_another() -> None:
    assert given(BeginShift(by=ELSEWHERE), EndShift(by=HER, leaving=True)) == [(Kind.SHIFT_BEGAN, "李四")]


def test_that_by_hand_a_shift_ends_from_any_desk() -> None:
    assert given(BeginShift(by=ELSEWHERE), EndShift(by=HER))[-1] == (Kind.SHIFT_ENDED, "李四")
