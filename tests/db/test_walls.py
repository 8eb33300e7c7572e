"""Saved layouts and walls, the same on the fake, SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from console.domain.camera import CameraId
from console.domain.salvo import SeenWall
from console.domain.saved_layout import Hung, SavedLayout, Scope
from console.domain.shift import Operator
from console.domain.ticket import TicketId
from console.handlers import handle
from console.journal import Kind
from console.orders import AnyOrder
from console.ports import Store
from console.wall_orders import AcknowledgeAlarms, NoteMoving, RemoveLayout, ReportWall, SaveLayout, ShowOnWall
from tests.builders import CITY, NOON, VILLAGE, an_operator
from tests.fakes import FakeClock

FOUR = Hung(layout="4x4:0.0.2", cameras=(CameraId("北门"), None, *(CameraId(f"c{n}") for n in range(11))))
ONE = Hung(layout="1", cameras=(None,))
SALVO = uuid4()


def a_layout(**changes: Any) -> SavedLayout:
    fresh = SavedLayout(
        centre=VILLAGE, scope=Scope.HALL, owner="", number=12, name="早高峰", hung=FOUR, version=1, by="李四", at=NOON
    )
    return replace(fresh, **changes)


def keep(store: Store, layout: SavedLayout) -> bool:
    with store.unit_of_work() as uow:
        done = uow.ledgers.keep_layout(layout)
        uow.commit()
    return done


def kept(store: Store, operator: str = "李四", centre: Any = VILLAGE) -> set[SavedLayout]:
    return set(store.archive().ledgers.layouts(centre, operator))


def test_that_a_layout_comes_back_as_it_was_kept(store: Store) -> None:
    assert keep(store, a_layout())
    assert kept(store) == {a_layout()}
    with store.unit_of_work() as uow:
        assert uow.ledgers.layout(VILLAGE, Scope.HALL, "", 12) == a_layout()


def test_that_only_the_next_version_takes_the_place_of_a_layout(store: Store) -> None:
    later = a_layout(version=2, name="晚高峰", hung=ONE)
    assert [keep(store, one) for one in (a_layout(), a_layout(name="另一个"), later, later)] == [
        True,
        False,
        True,
        False,
    ]
    assert kept(store) == {later}


def test_that_what_is_gone_is_not_listed_and_still_known(store: Store) -> None:
    keep(store, a_layout())
    gone = a_layout(version=2, gone=True)
    keep(store, gone)
    assert kept(store) == set()
    with store.unit_of_work() as uow:
        assert uow.ledgers.layout(VILLAGE, Scope.HALL, "", 12) == gone


def test_that_an_operator_finds_their_own_and_everybodys_and_those_of_their_centre_only(store: Store) -> None:
    own, other = a_layout(scope=Scope.ME, owner="李四"), a_layout(scope=Scope.ME, owner="王五")
    elsewhere = a_layout(centre=CITY)
    for one in (own, other, a_layout(), elsewhere):
        keep(store, one)
    assert kept(store) == {own, a_layout()}
    assert kept(store, "王五") == {other, a_layout()}
    assert kept(store, centre=CITY) == {elsewhere}


def a_wall(**changes: Any) -> SeenWall:
    fresh = SeenWall(centre=VILLAGE, name="大屏", desk="大厅", layout="4x4", shows=None, by="李四", at=NOON)
    return replace(fresh, **changes)


def test_that_a_wall_is_what_it_told_last(store: Store) -> None:
    later = a_wall(shows=SALVO, at=NOON + timedelta(seconds=20), layout="1")
    for told in (a_wall(), later, a_wall(name="侧屏"), a_wall(centre=CITY)):
        with store.unit_of_work() as uow:
            uow.ledgers.keep_wall(told)
            uow.commit()
    assert {wall.name: wall for wall in store.archive().ledgers.walls(VILLAGE)} == {
        "侧屏": a_wall(name="侧屏"),
        "大屏": later,
    }
    with store.unit_of_work() as uow:
        assert uow.ledgers.wall(VILLAGE, "大屏") == later


LEAD = an_operator()


def give(store: Store, *orders: AnyOrder) -> list[Kind]:
    kinds = []
    for order in orders:
        with store.unit_of_work() as uow:
            kinds += [entry.kind for entry in handle(order, uow, FakeClock()).entries]
    return kinds


def test_that_what_is_ordered_of_walls_is_done_and_told_in_the_feed(any_store: Store) -> None:
    feed = any_store.feed(VILLAGE)
    mark = feed.mark()
    save = SaveLayout(by=LEAD, scope=Scope.SHIFT, number=7, name="早高峰", hung=FOUR)
    told = give(
        any_store,
        save,
        replace(save, key=uuid4(), name="晚高峰", seen=1),
        ReportWall(by=LEAD, wall="大屏", layout="1"),
        ShowOnWall(by=LEAD, wall="大屏", hung=FOUR, name="晚高峰"),
        RemoveLayout(by=LEAD, scope=Scope.SHIFT, number=7, seen=2),
        NoteMoving(by=LEAD, camera=CameraId("A"), began_at=NOON, ended_at=NOON),
        AcknowledgeAlarms(by=LEAD, tickets=(TicketId(4), TicketId(5))),
    )
    assert told == [
        Kind.LAYOUT_SAVED,
        Kind.LAYOUT_SAVED,
        Kind.WALL_SHOWN,
        Kind.LAYOUT_REMOVED,
        Kind.CAMERA_MOVED,
        Kind.ALARMS_ACKNOWLEDGED,
    ]
    _, news = feed.since(mark)
    heard = sorted((entry for one in news for entry in one.entries), key=lambda entry: told.index(entry.kind))
    feed.close()
    assert [entry.kind for entry in heard] == told
    assert dict(heard[2].detail)["wall"] == "大屏"
    assert heard[-1].detail["alarms"] == "4 5"


def test_that_an_order_given_twice_is_done_once(any_store: Store) -> None:
    save = SaveLayout(by=LEAD, scope=Scope.ME, number=7, name="早高峰", hung=ONE)
    assert give(any_store, save, save) == [Kind.LAYOUT_SAVED, Kind.LAYOUT_SAVED]
    (one,) = kept(any_store, LEAD.name)
    assert one.version == 1


def test_that_a_layout_of_ones_own_follows_the_operator_to_another_desk(any_store: Store) -> None:
    give(any_store, SaveLayout(by=LEAD, scope=Scope.ME, number=7, name="早高峰", hung=ONE))
    elsewhere: Operator = replace(LEAD, desk="二号")
    assert [one.number for one in kept(any_store, elsewhere.name)] == [7]


@pytest.mark.parametrize("scope", Scope)
def test_that_a_centre_above_reads_no_layout_of_one_below(any_store: Store, scope: Scope) -> None:
    give(any_store, SaveLayout(by=LEAD, scope=scope, number=7, name="早高峰", hung=ONE))
    assert kept(any_store, LEAD.name, CITY) == set()
