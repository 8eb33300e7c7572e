"""What the widgets' tests stand on: a real relay over a desk that runs at once, on a city in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.board import Board
from console.desk import Desk
from console.domain.grid import RegionCode
from console.domain.shift import Operator
from tests.builders import CITY, DISTRICT, GRID, IN_GRID, NEXT_GRID, a_camera, a_crew, a_department, a_region_tree
from tests.fake_outbox import FakeOutbox
from tests.fakes import FakeClock, FakeStore
from widgets.kit.focus import Focus
from widgets.kit.translator import Language
from widgets.relay import Relay
from widgets.taken_here import TakenHere

P = ParamSpec("P")
T = TypeVar("T")


class Inline(Executor):
    """Runs everything at once, on the thread that asks."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - an executor hands on whatever was raised
            future.set_exception(error)
        return future


class Seat:
    """One desk on a store: board, relay, focus, and the operator who sits there."""

    def __init__(
        self,
        store: FakeStore,
        centre: RegionCode = CITY,
        name: str = "李四",
        clock: Any = None,
        outbox: FakeOutbox | None = None,
    ) -> None:
        self.store = store
        self.clock = clock or FakeClock()
        self.operator = Operator(name=name, centre=centre, desk=f"desk of {name}")
        self.outbox = outbox or FakeOutbox(name)
        self.desk = Desk(store, self.clock, Inline(), Inline(), outbox=self.outbox, keeper=Inline())
        self.board = Board(centre)
        self.board.load(store.archive().situation(centre))
        here = TakenHere(self.board, Atlas(tuple(self.board.regions.values())).grid_at)
        self.relay = Relay(self.desk, self.board, self.operator, self.clock, here=here)
        self.focus = Focus()


@pytest.fixture(autouse=True)
def hands_off_the_keyboard() -> Iterator[None]:
    """Let go of Shift and Control after each test: Qt takes what a key click bore for held down until the next key.

    Lists that are asked to select something then do as if a hand added to what is selected.
    """
    yield
    if QApplication.instance() is not None and QGuiApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_unknown)


@pytest.fixture
def store() -> FakeStore:
    made = FakeStore()
    registry = made.registry()
    registry.add_regions(a_region_tree())
    registry.add_crews([a_crew("C1", place=IN_GRID), a_crew("C2", region=NEXT_GRID, name="赵六", place=IN_GRID)])
    registry.add_departments([a_department(region=DISTRICT)])
    registry.add_cameras([a_camera(str(n), number=n, region=GRID) for n in range(1, 5)])
    return made


@pytest.fixture
def seat(store: FakeStore, qtbot: QtBot) -> Iterator[Seat]:
    made = Seat(store)
    yield made
    # What still waits here would be tried again in the tests that follow.
    made.relay.waiting.stop()


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    before, language = QLocale(), Language()
    language.speak(qapp, "zh_CN")
    yield
    language.leave(qapp)
    QLocale.setDefault(before)
