"""Guards the pinned Qt binding: a call or an emit must not eat references to None and True.

PySide6 6.12.0 on Python 3.11 loses one at every call; after a few thousand calls the interpreter aborts.
Python 3.12 and later cannot lose them, since None and True are immortal there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 1_000
# What the interpreter itself may take or give back between two counts.
SLACK = 50


class Bell(QObject):
    """Rings with nothing, with a truth value and with an object."""

    rang = Signal()
    answered = Signal(bool)
    brought = Signal(object)


def _ring(bell: Bell) -> None:
    bell.rang.emit()
    bell.answered.emit(True)
    bell.brought.emit(None)


def _lost(singleton: object, act: Callable[[], object]) -> int:
    act()
    before = sys.getrefcount(singleton)
    for _ in range(CALLS):
        act()
    return before - sys.getrefcount(singleton)


@pytest.mark.parametrize("singleton", [None, True], ids=["None", "True"])
def test_that_emitting_a_signal_a_thousand_times_loses_no_reference(singleton: object, qtbot: QtBot) -> None:
    bell = Bell()
    heard: list[object] = []
    bell.rang.connect(heard.clear)
    bell.answered.connect(lambda answer: heard.clear())
    bell.brought.connect(lambda thing: heard.clear())

    assert abs(_lost(singleton, lambda: _ring(bell))) < SLACK


@pytest.mark.parametrize("singleton", [None, True], ids=["None", "True"])
def test_that_calling_qt_a_thousand_times_loses_no_reference(singleton: object, qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    item = QStandardItem()

    def call() -> None:
        label.setEnabled(True)
        label.setBuddy(None)  # type: ignore[arg-type]
        label.setProperty("flash", True)
        item.setData(None)
        item.setEditable(True)

    assert abs(_lost(singleton, call)) < SLACK
