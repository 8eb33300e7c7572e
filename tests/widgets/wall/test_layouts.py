"""Layouts by button, menu and key, and tiles drawn over several cells."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QColor
from pytestqt.qtbot import QtBot

from console.domain.layout import LAYOUTS
from tests.video_fakes import FakePool
from tests.widgets.wall.conftest import camera
from widgets import theme
from widgets.wall.layout_picker import AS_BUTTONS, IN_MENU, LayoutPicker
from widgets.wall.panel import WallPanel
from widgets.wall.span_grip import SpanGrip


@pytest.mark.parametrize(("key", "name"), [(str(place % 10), name) for place, name in enumerate(LAYOUTS, 1)])
def test_that_each_layout_has_its_key(wall: WallPanel, key: str, name: str):
    (action,) = [one for one in wall.actions() if one.shortcut().toString() == f"Alt+{key}"]
    action.trigger()
    assert wall.hanging.wall.layout_name == name


def test_that_the_large_layouts_stand_in_a_menu(qtbot: QtBot):
    picker = LayoutPicker()
    qtbot.addWidget(picker)
    assert [action.objectName() for action in picker.more.menu().actions()] == list(IN_MENU)
    assert [*AS_BUTTONS, *IN_MENU] == list(LAYOUTS)


def test_that_the_layout_in_force_is_marked_also_in_the_menu_and_one_of_hands(wall: WallPanel):
    picker = wall.bar.picker
    wall.set_layout_by_name("6x6")
    assert picker.more.isChecked()
    wall.set_layout_by_name("3x3")
    assert not picker.more.isChecked()
    wall.hanging.span(4, 2)
    assert picker.more.isChecked()
    assert picker.more.toolTip() == "Free layout"


def strongest(action: QAction) -> QColor:
    """Return the colour of the most covered pixel of an entry's icon."""
    drawn = action.icon().pixmap(QSize(16, 16)).toImage()
    return max((drawn.pixelColor(x, y) for x in range(16) for y in range(16)), key=QColor.alpha)


def test_that_the_menus_follow_the_theme(wall: WallPanel):
    entries = [entry for entry in wall.bar.findChildren(QAction) if not entry.icon().isNull()]
    by_night = [strongest(entry).lightness() for entry in entries]
    theme.current.take(theme.load("day"))
    by_day = [strongest(entry).lightness() for entry in entries]
    theme.current.take(theme.load("night"))
    assert len(entries) >= len(IN_MENU) + 6
    assert min(by_night) > max(by_day)


def press(wall: WallPanel, qtbot: QtBot, *keys: Qt.Key) -> None:
    wall.view.setFocus()
    for key in keys:
        qtbot.keyClick(wall.view, key, Qt.KeyboardModifier.ShiftModifier)


def test_that_shift_and_an_arrow_make_the_selected_tile_larger_and_smaller(wall: WallPanel, qtbot: QtBot):
    wall.set_layout_by_name("4x4")
    wall.hang(camera(1), 5)
    wall.hanging.select(5)
    press(wall, qtbot, Qt.Key.Key_Right)
    assert wall.hanging.wall.layout_name == "1+12"
    assert wall.hanging.wall.tile(wall.hanging.selected).camera == camera(1)
    press(wall, qtbot, Qt.Key.Key_Up)
    assert wall.hanging.wall.layout_name == "4x4"


def test_that_a_large_tile_plays_in_its_new_size(wall: WallPanel, pool: FakePool, qtbot: QtBot):
    wall.set_layout_by_name("4x4")
    wall.hang(camera(1), 0)
    small = pool.playing[0].size
    wall.hanging.select(0)
    press(wall, qtbot, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert pool.waiting[0].size[0] > 2.5 * small[0]


def grip(wall: WallPanel) -> SpanGrip:
    found = wall.view.findChild(SpanGrip)
    assert found is not None
    return found


def test_that_the_corner_is_drawn_over_more_cells_with_the_mouse(wall: WallPanel, qtbot: QtBot):
    wall.set_layout_by_name("3x3")
    wall.hanging.select(0)
    corner, target = grip(wall), wall.view.rect_of(4).center()
    qtbot.mousePress(corner, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.mouseMove(corner, corner.mapFromParent(target))
    qtbot.mouseRelease(corner, Qt.MouseButton.LeftButton, pos=corner.mapFromParent(target))
    assert wall.hanging.wall.layout_name == "1+5"


def test_that_the_corner_goes_with_the_selection_and_is_not_there_on_a_wall_of_one(wall: WallPanel, qtbot: QtBot):
    wall.set_layout_by_name("3x3")
    wall.hanging.select(8)
    assert wall.view.rect_of(8).contains(grip(wall).geometry())
    wall.set_layout_by_name("1")
    qtbot.waitUntil(lambda: not grip(wall).isVisible())
