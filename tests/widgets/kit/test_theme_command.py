"""The button of the look: it shows and says what pressing it leads to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.kit.icon import icon
from widgets.kit.theme_command import ThemeCommand
from widgets.theme import ThemeName


@pytest.fixture
def button(qtbot: QtBot, qapp: QApplication) -> Iterator[QToolButton]:
    made = QToolButton()
    qtbot.addWidget(made)
    action = QAction("Day or night", made)
    action.setShortcut("Ctrl+Shift+D")
    ThemeCommand(action)
    made.setDefaultAction(action)
    yield made
    theme.apply(qapp, theme.load("night"))


def wear_look(qapp: QApplication, name: ThemeName) -> None:
    theme.apply(qapp, theme.load(name))


@pytest.mark.parametrize(("worn", "offered"), [("night", "Day theme"), ("day", "Night theme")])
def test_that_the_look_it_leads_to_is_said(
    button: QToolButton, qapp: QApplication, worn: ThemeName, offered: str
) -> None:
    wear_look(qapp, worn)
    heard = QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
    assert (heard, button.toolTip()) == (offered, f"{offered} (Ctrl+Shift+D)")


@pytest.mark.parametrize(("worn", "drawing"), [("night", "day"), ("day", "night")])
def test_that_the_look_it_leads_to_is_shown(
    button: QToolButton, qapp: QApplication, worn: ThemeName, drawing: str
) -> None:
    wear_look(qapp, worn)
    assert button.icon().pixmap(16, 16).toImage() == icon(drawing).pixmap(16, 16).toImage()
