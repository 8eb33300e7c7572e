"""Docks wear our style sheet and our icons, by night and after a change to day, and take their panels late."""

from __future__ import annotations

from collections.abc import Iterator

import PySide6QtAds as QtAds
import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.kit import docks


@pytest.fixture
def manager(qtbot: QtBot, qapp: QApplication) -> Iterator[QtAds.CDockManager]:
    docks.set_up()
    window = QMainWindow()
    qtbot.addWidget(window)
    yield QtAds.CDockManager(window)
    theme.current.take(theme.load("night"))


def test_that_the_librarys_own_style_sheet_stays_away_after_a_change_of_theme(
    manager: QtAds.CDockManager, qapp: QApplication, qtbot: QtBot
) -> None:
    sheet, palette = qapp.styleSheet(), qapp.palette()
    for name in ("night", "day"):
        qapp.setPalette(theme.palette(theme.load(name)))
        qapp.setStyleSheet(theme.style_sheet(theme.load(name)))
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    assert manager.styleSheet() == ""


def test_that_docks_can_be_dressed_again_for_the_day(manager: QtAds.CDockManager) -> None:
    docks.dress(manager)
    by_night = manager.iconProvider().customIcon(QtAds.DockAreaMenuIcon).cacheKey()
    theme.current.take(theme.load("day"))
    docks.dress(manager)
    assert manager.iconProvider().customIcon(QtAds.DockAreaMenuIcon).cacheKey() != by_night


def test_that_a_dock_opened_after_dressing_has_a_close_button_of_ours(manager: QtAds.CDockManager) -> None:
    docks.dress(manager)
    _open_dock(manager)
    assert not manager.iconProvider().customIcon(QtAds.TabCloseIcon).isNull()


def test_that_the_buttons_of_open_docks_follow_the_theme(manager: QtAds.CDockManager) -> None:
    _open_dock(manager)
    docks.dress(manager)
    button = next(b for b in manager.findChildren(QAbstractButton) if b.objectName() == "detachGroupButton")
    by_night = button.icon().cacheKey()
    theme.current.take(theme.load("day"))
    assert button.icon().cacheKey() != by_night


def test_that_a_panel_put_into_its_dock_late_is_seen_there(manager: QtAds.CDockManager, qtbot: QtBot) -> None:
    """After its place was brought back, and also where it lies behind another."""
    dock, behind = docks.empty(manager, "queue", "Queue"), docks.empty(manager, "crews", "Crews")
    area = manager.addDockWidget(QtAds.LeftDockWidgetArea, dock)
    manager.addDockWidgetTabToArea(behind, area)
    area.setCurrentIndex(0)
    manager.restoreState(manager.saveState())
    panels = [QLabel("Queue"), QLabel("Crews")]
    for one, panel in zip((dock, behind), panels, strict=True):
        docks.fill(one, panel)
    window = manager.window()
    with qtbot.waitExposed(window):
        window.show()
    assert [panel.isVisible() for panel in panels] == [True, False]
    behind.setAsCurrentTab()
    assert [panel.isVisible() for panel in panels] == [False, True]


def _open_dock(manager: QtAds.CDockManager) -> None:
    dock = QtAds.CDockWidget(manager, "Queue")
    dock.setWidget(QLabel("Queue"))
    manager.addDockWidget(QtAds.LeftDockWidgetArea, dock)
