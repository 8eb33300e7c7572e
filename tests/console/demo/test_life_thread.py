"""The demo city goes on beside the desk, hears what operators do, and ends when it is told to."""

from __future__ import annotations

from concurrent.futures import Future
from queue import Queue

import pytest

from console.clocks import SystemClock
from console.demo import life_thread
from console.demo.city_code import CITY_CODE, holds_demo
from console.demo.life import Pace
from console.demo.life_thread import LifeThread, colleagues
from console.domain.shift import Operator
from console.journal import News
from console.orders import AnyOrder, ReportFixes
from tests.builders import a_hand, a_region_tree
from tests.fakes import FakeStore

PATIENCE_S = 10.0
BUSY = Pace(arrivals_per_min=600.0, settled_per_min=600.0, fixes=10)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life_thread, "PERIOD_S", 0.02)


def _thread(store: FakeStore, given: Queue[AnyOrder], *, answered: bool = True) -> LifeThread:
    def submit(order: AnyOrder) -> Future[News]:
        given.put(order)
        future: Future[News] = Future()
        if answered:
            future.set_result(News())
        return future

    return LifeThread(store, submit, clock=SystemClock(), pace=BUSY, first_wait_s=0.0)


def test_that_the_city_gives_its_orders_to_the_desk(living: FakeStore) -> None:
    given: Queue[AnyOrder] = Queue()
    thread = _thread(living, given)
    thread.start()
    first = given.get(timeout=PATIENCE_S)
    thread.stop()

    assert first.by.desk == "demo"


def test_that_positions_never_queue_up_behind_positions(living: FakeStore) -> None:
    given: Queue[AnyOrder] = Queue()
    thread = _thread(living, given, answered=False)
    thread.start()
    orders = [given.get(timeout=PATIENCE_S) for _ in range(40)]
    thread.stop()

    assert sum(isinstance(order, ReportFixes) for order in orders) <= 1


def test_that_the_city_waits_while_the_database_is_out_of_reach(living: FakeStore) -> None:
    given: Queue[AnyOrder] = Queue()
    living.cut()
    thread = _thread(living, given)
    thread.start()
    living.mend()
    first = given.get(timeout=PATIENCE_S)
    thread.stop()

    assert first.by.desk == "demo"


def test_that_another_city_is_not_brought_to_life(living: FakeStore) -> None:
    store = FakeStore()
    store.registry().add_regions(a_region_tree())

    assert holds_demo(living)
    assert not holds_demo(store)


def test_that_a_thread_that_never_started_can_be_stopped(living: FakeStore) -> None:
    _thread(living, Queue()).stop()


def test_that_where_operators_sign_in_the_colleagues_have_seats(living: FakeStore) -> None:
    living.accounts().put(Operator(name="王敏", centre=CITY_CODE), a_hand(), "green lamp 7")
    given: Queue[AnyOrder] = Queue()
    thread = _thread(living, given)
    thread.start()
    given.get(timeout=PATIENCE_S)
    thread.stop()

    assert set(colleagues(living.archive().situation(CITY_CODE))) <= set(living.archive().operators())
