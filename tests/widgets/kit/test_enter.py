"""Enter on a button presses it, as the space bar does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.kit import enter


class Panel(QWidget):
    """A panel with a button, that lets Enter press."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed = 0
        column = QVBoxLayout(self)
        self.button, self.label = QPushButton("Accept", self), QLabel("Words", self)
        self.label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(self.button)
        column.addWidget(self.label)
        self.button.clicked.connect(self._count)

    def _count(self) -> None:
        self.pressed += 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter.presses(event):
            super().keyPressEvent(event)


@pytest.fixture
def panel(qtbot: QtBot) -> Panel:
    made = Panel()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.button.setFocus()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_that_enter_presses_the_button_with_the_keyboard(panel: Panel, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(panel.button, key)
    assert panel.pressed == 1


def test_that_with_ctrl_it_is_another_key(panel: Panel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.pressed == 0


def test_that_beside_a_button_it_presses_nothing(panel: Panel, qtbot: QtBot) -> None:
    panel.label.setFocus()
    qtbot.keyClick(panel.label, Qt.Key.Key_Return)
    assert panel.pressed == 0


def test_that_a_key_held_down_presses_once(panel: Panel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.button, Qt.Key.Key_Return)
    again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(panel.button, again)
    assert panel.pressed == 1
