"""Cameras in hand, the same on the fake, SQLite and PostgreSQL, and at the server's door: one desk has a camera."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from console.domain.camera import CameraId
from console.domain.errors import Refused
from console.domain.held_camera import LASTS_S, HeldCamera
from console.domain.shift import Role
from console.handlers import handle
from console.journal import Kind, News
from console.orders import AnyOrder
from console.ports import Store
from console.wall_orders import LeaveCamera, NoteMoving, TakeCamera
from db.engine import open_store
from tests.builders import NOON, VILLAGE, a_camera, an_operator
from tests.fakes import FakeClock

ONE = CameraId("A")
HERE = replace(an_operator(), desk="一号台")
THERE = replace(HERE, desk="二号台")
LATER = FakeClock(NOON + timedelta(seconds=5))
DESKS = 8


@pytest.fixture
def hall(request: pytest.FixtureRequest, any_store: Store) -> Iterator[Store]:
    """Any database, with one camera at the village."""
    is_door = request.node.callspec.params["any_store"] == "door"
    owner = open_store(request.getfixturevalue("server_url")) if is_door else any_store
    owner.registry().add_cameras([a_camera(ONE, region=VILLAGE)])
    yield any_store
    if is_door:
        owner.close()


def give(store: Store, order: AnyOrder, clock: FakeClock | None = None) -> News:
    with store.unit_of_work() as uow:
        return handle(order, uow, clock or FakeClock())


def held(store: Store, clock: FakeClock | None = None) -> list[tuple[str, Any]]:
    now = (clock or FakeClock()).now()
    return [(one.desk, one.until) for one in store.archive().ledgers.held_cameras(now)]


def refusal(call: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value


def test_that_a_camera_that_is_taken_is_in_that_hand_and_told_in_the_feed(hall: Store) -> None:
    feed = hall.feed(VILLAGE)
    mark = feed.mark()
    give(hall, TakeCamera(by=HERE, camera=ONE))
    assert held(hall) == [("一号台", NOON + timedelta(seconds=LASTS_S))]
    _, news = feed.since(mark)
    feed.close()
    (entry,) = (entry for one in news for entry in one.entries)
    assert (entry.kind, entry.desk, dict(entry.detail)) == (Kind.CAMERA_TAKEN, "一号台", {"camera": ONE})


def test_that_a_second_desk_is_told_who_has_it(hall: Store) -> None:
    give(hall, TakeCamera(by=HERE, camera=ONE))
    why = refusal(lambda: give(hall, TakeCamera(by=THERE, camera=ONE)))
    assert (why.code, why.facts["by"], why.facts["desk"]) == ("camera.in_hand", HERE.name, "一号台")


def test_that_a_shift_lead_takes_it_over_and_says_why(hall: Store) -> None:
    give(hall, TakeCamera(by=HERE, camera=ONE))
    (entry,) = give(hall, TakeCamera(by=THERE, camera=ONE, reason="火情")).entries
    assert [desk for desk, _ in held(hall)] == ["二号台"]
    assert (entry.reason, entry.detail["from_desk"]) == ("火情", "一号台")


def test_that_nobody_else_takes_it_over(hall: Store) -> None:
    give(hall, TakeCamera(by=HERE, camera=ONE))
    dispatcher = replace(THERE, roles=frozenset({Role.DISPATCHER}))
    why = refusal(lambda: give(hall, TakeCamera(by=dispatcher, camera=ONE, reason="火情")))
    assert why.code == "campaign.role_missing"
    assert [desk for desk, _ in held(hall)] == ["一号台"]


def test_that_a_camera_is_kept_longer_without_a_line(hall: Store) -> None:
    give(hall, TakeCamera(by=HERE, camera=ONE))
    assert give(hall, TakeCamera(by=HERE, camera=ONE), LATER).entries == ()
    assert held(hall) == [("一号台", LATER.now() + timedelta(seconds=LASTS_S))]


@pytest.mark.parametrize("moved", [True, False], ids=["moved", "not_moved"])
def test_that_a_camera_that_is_let_go_is_anybodys(hall: Store, moved: bool) -> None:
    give(hall, TakeCamera(by=HERE, camera=ONE))
    moving = NoteMoving(by=HERE, camera=ONE, began_at=NOON, ended_at=LATER.now())
    (entry,) = give(hall, moving if moved else LeaveCamera(by=HERE, camera=ONE), LATER).entries
    assert entry.kind is (Kind.CAMERA_MOVED if moved else Kind.CAMERA_LEFT)
    assert held(hall, LATER) == []


def test_that_nobody_lets_go_what_another_has(hall: Store) -> None:
    give(hall, TakeCamera(by=HERE, camera=ONE))
    assert give(hall, LeaveCamera(by=THERE, camera=ONE)).entries == ()
    give(hall, NoteMoving(by=THERE, camera=ONE, began_at=NOON, ended_at=NOON))
    assert [desk for desk, _ in held(hall)] == ["一号台"]


def test_that_what_was_moved_before_lets_go_nothing_that_was_taken_since(hall: Store) -> None:
    give(hall, TakeCamera(by=HERE, camera=ONE), LATER)
    give(hall, NoteMoving(by=HERE, camera=ONE, began_at=NOON, ended_at=NOON), LATER)
    assert [desk for desk, _ in held(hall)] == ["一号台"]


def test_that_a_dead_desks_camera_is_anybodys_when_its_time_is_over(store: Store) -> None:
    give(store, TakeCamera(by=HERE, camera=ONE))
    after = FakeClock(NOON + timedelta(seconds=LASTS_S))
    assert held(store, after) == []
    give(store, TakeCamera(by=THERE, camera=ONE), after)
    assert [desk for desk, _ in held(store, after)] == ["二号台"]


def test_that_an_order_given_twice_takes_it_once(hall: Store) -> None:
    order = TakeCamera(by=HERE, camera=ONE)
    assert give(hall, order).entries[0].key == give(hall, order).entries[0].key
    assert [desk for desk, _ in held(hall)] == ["一号台"]


@pytest.mark.parametrize("had_before", [False, True], ids=["never_held", "held_before"])
def test_that_of_desks_that_ask_at_once_exactly_one_gets_it(hall: Store, had_before: bool) -> None:
    clock = FakeClock()
    if had_before:
        give(hall, TakeCamera(by=HERE, camera=ONE))
        give(hall, LeaveCamera(by=HERE, camera=ONE))
    together = Barrier(DESKS)

    def desk(number: int) -> str:
        order = TakeCamera(by=replace(HERE, desk=f"{number}号"), camera=ONE)
        together.wait()
        try:
            with hall.unit_of_work() as uow:
                handle(order, uow, clock)
        except Refused as refused:
            return f"{refused.code} {refused.facts['desk']}"
        return order.by.desk

    with ThreadPoolExecutor(DESKS) as desks:
        answers = list(desks.map(desk, range(DESKS)))
    (winner,) = (answer for answer in answers if not answer.startswith("camera"))
    assert sorted(answers) == sorted([winner, *[f"camera.in_hand {winner}"] * (DESKS - 1)])
    assert [one for one, _ in held(hall)] == [winner]


def test_that_only_the_next_version_takes_the_place_of_a_hold(store: Store) -> None:
    first = HeldCamera.of(ONE, HERE, NOON)
    with store.unit_of_work() as uow:
        kept = [
            uow.ledgers.keep_held(one) for one in (first, replace(first, desk="x"), first.left(NOON), first.left(NOON))
        ]
        assert kept == [True, False, True, False]
        assert uow.ledgers.held_camera(ONE) == first.left(NOON)
