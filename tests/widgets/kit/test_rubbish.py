"""Rubbish: what Qt made is taken away on the GUI thread, whichever thread happens to be busy."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread, current_thread

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from widgets.kit.rubbish import Rubbish, collect_due

MANY = 200_000
HOUSE = Path(__file__).resolve().parent.parent.parent.parent


@pytest.fixture
def rubbish(qtbot: QtBot) -> Iterator[Rubbish]:
    gc.enable()
    made = Rubbish()
    yield made
    made.stop()
    gc.disable()


class Kept(QObject):
    """Something of Qt's that nobody can reach any more, but for itself; tells which thread took it away."""

    def __init__(self, taken_by: list[str]) -> None:
        super().__init__()
        self.itself = self
        self.taken_by = taken_by

    def __del__(self) -> None:
        self.taken_by.append(current_thread().name)


def let_lie(taken_by: list[str]) -> None:
    """Leave as many of Qt's things lying about as make a collection due."""
    for _ in range(gc.get_threshold()[0] + 1):
        Kept(taken_by)


def be_busy() -> None:
    """Make as many things as would bring the collector out in any thread that it is on in."""
    kept = [[n] for n in range(MANY)]
    assert len(kept) == MANY


def busy_elsewhere() -> None:
    thread = Thread(target=be_busy, name="elsewhere")
    thread.start()
    thread.join()


def test_that_a_busy_thread_takes_away_nothing_of_qts(rubbish: Rubbish) -> None:
    taken_by: list[str] = []
    Kept(taken_by)
    busy_elsewhere()
    assert taken_by == []


def test_that_what_is_due_is_taken_away_on_the_thread_that_asks(rubbish: Rubbish) -> None:
    taken_by: list[str] = []
    let_lie(taken_by)
    collect_due()
    assert set(taken_by) == {current_thread().name}


def test_that_the_application_takes_it_away_by_itself(rubbish: Rubbish, qtbot: QtBot) -> None:
    taken_by: list[str] = []
    let_lie(taken_by)
    qtbot.waitUntil(lambda: set(taken_by) == {current_thread().name})


def test_that_without_it_a_busy_thread_does_take_qts_things_away(qtbot: QtBot) -> None:
    gc.collect()
    gc.enable()
    taken_by: list[str] = []
    Kept(taken_by)
    busy_elsewhere()
    gc.disable()
    assert taken_by == ["elsewhere"]


@pytest.mark.parametrize("application", ["widgets.app", "widgets.own_wall"])
def test_that_no_thread_of_an_application_takes_qts_things_away(application: str) -> None:
    look = f"import gc, sys; from {application} import make_app; app = make_app(sys.argv); print(gc.isenabled())"
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, cwd=HOUSE)
    assert told.stdout.strip() == "False"
