"""What lies on the map: drawn by keys and pointer in the real page, listed, moved, and there again after the page was lost."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from console.domain.drawing import Drawing, Kind
from console.domain.place import LatLng
from tests.builders import IN_GRID, IN_NEXT_GRID, NOON
from tests.widgets.map.conftest import OpenMap
from tests.widgets.map.test_page import PATIENCE_MS, answer_of, focused, go
from widgets.map import readout
from widgets.map.datum import Datum, current
from widgets.map.footer import Footer
from widgets.map.pen import STEP_PX

pytestmark = pytest.mark.webengine

NOTE = Drawing(key=UUID(int=1), kind=Kind.NOTE, points=(IN_GRID,), text="电话 13812345678", at=NOON)
LINE = Drawing(key=UUID(int=2), kind=Kind.LINE, points=(IN_GRID, IN_NEXT_GRID), text="route", at=NOON)
WORDS = "griddesk.layers.drawn.sheet.flatMap(thing => thing.words.flatMap(word => word.lines)).join()"
MIDDLE = "(at => [at.lat, at.lng].join())(griddesk.page.map.getCenter())"


def test_that_a_distance_is_measured_by_keys_alone(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([])
    go(panel, IN_GRID, 16, qtbot)
    keys = focused(panel, qtbot)
    qtbot.keyClick(keys, Qt.Key.Key_M)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(keys, key)
    qtbot.keyClick(keys, Qt.Key.Key_Return)
    (way,) = panel.papers.sheet.drawings.values()
    across = [panel.live.view.pixel_of(point)[0] for point in way.points]
    assert across[1] - across[0] == pytest.approx(2 * STEP_PX, abs=1e-6)
    qtbot.waitUntil(lambda: str(answer_of(panel, WORDS, qtbot)).endswith(" m"), timeout=PATIENCE_MS)


def test_that_clicking_twice_ends_a_line_and_comes_no_nearer(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([])
    go(panel, IN_GRID, 16, qtbot)
    keys, middle = focused(panel, qtbot), panel.view.rect().center()
    qtbot.keyClick(keys, Qt.Key.Key_D)
    off = "!griddesk.page.map.doubleClickZoom.enabled()"
    qtbot.waitUntil(lambda: answer_of(panel, off, qtbot) is True, timeout=PATIENCE_MS)
    for at in (middle, middle + QPoint(80, 0)):
        with qtbot.waitSignal(panel.view.bridge.was_clicked, timeout=PATIENCE_MS):
            qtbot.mouseClick(keys, Qt.MouseButton.LeftButton, pos=at)
    # The second press of two is one event, and its release another.
    qtbot.mouseDClick(keys, Qt.MouseButton.LeftButton, pos=middle + QPoint(80, 0))
    qtbot.mouseRelease(keys, Qt.MouseButton.LeftButton, pos=middle + QPoint(80, 0))
    qtbot.waitUntil(lambda: len(panel.papers.sheet.drawings) == 1, timeout=PATIENCE_MS)
    answer_of(panel, "1", qtbot)
    assert panel.live.view.zoom == 16


def test_that_drawings_are_there_again_after_the_page_was_lost_and_show_no_telephone(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([])
    panel.papers.sheet.put(NOTE)
    with qtbot.waitSignal(panel.view.bridge.is_ready, timeout=PATIENCE_MS):
        panel.view.open()
    qtbot.waitUntil(lambda: answer_of(panel, WORDS, qtbot) == "电话 *********78", timeout=PATIENCE_MS)


def test_that_a_base_map_of_another_datum_has_them_drawn_anew(open_map: OpenMap):
    panel = open_map([])
    panel.papers.sheet.put(NOTE)
    told: list[str] = []
    panel.view.bridge.told.connect(lambda kind, _words: told.append(kind))
    try:
        current.take(Datum.GCJ02)
        assert "sheet" in told
    finally:
        current.take(Datum.WGS84)


def test_that_the_small_map_goes_where_it_is_pressed_and_asks_for_nothing(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([])
    go(panel, IN_GRID, 16, qtbot)
    qtbot.keyClick(focused(panel, qtbot), Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    box = "(at => [at.x, at.y, at.width, at.height].join())(document.querySelector('.griddesk-mini').getBoundingClientRect())"
    shown = "!!griddesk.page.mini && griddesk.page.mini.isOn && griddesk.page.mini.scale > 0"
    qtbot.waitUntil(lambda: answer_of(panel, shown, qtbot) is True, timeout=PATIENCE_MS)
    x, y, wide, high = map(float, str(answer_of(panel, box, qtbot)).split(","))
    keys = panel.view.focusProxy()
    with qtbot.waitSignal(panel.view.bridge.has_moved, timeout=PATIENCE_MS):
        qtbot.mouseClick(keys, Qt.MouseButton.LeftButton, pos=QPoint(round(x + wide - 8), round(y + high / 2)))
    east = float(str(answer_of(panel, MIDDLE, qtbot)).split(",")[1])
    assert east > IN_NEXT_GRID.lng_deg
    assert (panel.view.gate.foreign, panel.handler.missing, panel.view.surface.faults) == ([], [], [])


@pytest.mark.parametrize(("width", "height", "on"), [(818, 360, False), (1200, 700, True)])
def test_that_the_small_map_comes_by_itself_only_where_there_is_room(
    open_map: OpenMap, qtbot: QtBot, width: int, height: int, on: bool
):
    panel = open_map([])
    panel.resize(width, height)
    assert panel.papers.actions_of["mini"].isChecked() is on


def test_that_the_list_names_moves_and_deletes_by_keys(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([])
    papers = panel.papers
    papers.sheet.put(LINE)
    qtbot.keyClick(focused(panel, qtbot), Qt.Key.Key_L)
    rows = papers.list.list
    qtbot.waitUntil(rows.hasFocus)
    qtbot.keyClick(rows, Qt.Key.Key_Insert)
    assert papers.pen.moved == LINE
    papers.pen.escape()
    papers.list.unfold()
    qtbot.keyClick(rows, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert focus_of(panel) is papers.bar.words
    papers.pen.lay_down()
    papers.list.unfold()
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert not papers.sheet.drawings
    papers.list.unfold()
    qtbot.keyClick(rows, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert list(papers.sheet.drawings) == [LINE.key]


def focus_of(panel: QWidget) -> QWidget | None:
    return panel.window().focusWidget()


def test_that_the_footer_reads_both_systems(qtbot: QtBot):
    over = QWidget()
    qtbot.addWidget(over)
    footer = Footer(over)
    footer.say("", LatLng(39.911954, 116.377817))
    assert footer.place.text() == "WGS-84 116.37782, 39.91195   GCJ-02 116.38405, 39.91335"


def test_that_both_systems_are_copied_from_the_menu(qtbot: QtBot):
    menu = QMenu()
    qtbot.addWidget(menu)
    readout.offer_copies(menu, LatLng(39.911954, 116.377817))
    said = [action.text() for action in menu.actions()]
    assert said == ["Copy 116.377817, 39.911954 (WGS-84)", "Copy 116.384047, 39.913345 (GCJ-02)"]


def test_that_a_place_that_is_asked_for_is_not_the_pens(open_map: OpenMap):
    panel = open_map([])
    panel.papers.pen.take(Kind.LINE)
    panel.begin_pick()
    assert not panel.papers.pen.is_on


def test_that_what_is_drawn_can_be_put_out_of_sight_and_the_pen_brings_it_back(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([])
    panel.papers.sheet.put(NOTE)
    panel.live.switch("drawn", on=False)
    empty = "griddesk.layers.drawn.isEmpty()"
    qtbot.waitUntil(lambda: answer_of(panel, empty, qtbot) is True, timeout=PATIENCE_MS)
    panel.papers.pen.take(Kind.LINE)
    qtbot.waitUntil(lambda: answer_of(panel, empty, qtbot) is False, timeout=PATIENCE_MS)


@pytest.mark.parametrize("width", [1200, 640])
def test_that_the_bar_of_every_tool_lies_on_the_map_with_nothing_cut_off(open_map: OpenMap, width: int):
    panel = open_map([])
    panel.resize(width, 400)
    bar = panel.papers.bar
    for kind in (Kind.DISTANCE, Kind.LINE, Kind.SURFACE, Kind.NOTE):
        panel.papers.actions_of[kind.value].trigger()
        assert bar.width() >= bar.minimumSizeHint().width()
        assert panel.rect().contains(bar.geometry())
