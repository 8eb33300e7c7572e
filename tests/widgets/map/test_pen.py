"""The pen: points by pointer and by keys, what is measured, what is moved, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console import geodesic
from console.atlas import Atlas
from console.domain.drawing import Drawing, Ink, Kind
from console.domain.place import LatLng
from tests.builders import IN_GRID
from tests.fakes import FakeClock
from widgets.map.bridge import Bridge
from widgets.map.drawn import things_of
from widgets.map.features import world_px_of
from widgets.map.hit import Viewport
from widgets.map.live import LiveMap
from widgets.map.pen import STEP_PX, Pen
from widgets.map.pen_bar import PenBar
from widgets.map.pen_keys import PenKeys
from widgets.map.sheet import Sheet

ZOOM = 16


@pytest.fixture
def pen(atlas: Atlas, qapp: object) -> Iterator[Pen]:
    bridge = Bridge()
    live = LiveMap(atlas, bridge)
    x, y = (number / 2 ** (22 - ZOOM) for number in world_px_of(IN_GRID))
    live.view = Viewport(ZOOM, x - 400, y - 300, 800, 600)
    yield Pen(live, Sheet(), FakeClock())
    bridge.deleteLater()


def place(pen: Pen, x: float, y: float) -> LatLng:
    return pen._live.view.place_at(x, y)


def test_that_clicks_measure_a_way_until_one_is_set_twice(pen: Pen):
    pen.take(Kind.DISTANCE)
    for x, y in ((100, 100), (300, 100), (300, 250), (301, 251)):
        pen.click(x, y)
    (way,) = pen.sheet.drawings.values()
    corners = [place(pen, *at) for at in ((100, 100), (300, 100), (300, 250))]
    assert geodesic.length_m(way.points) == pytest.approx(geodesic.length_m(corners))


def test_that_a_click_is_not_the_pens_while_it_lies_aside(pen: Pen):
    assert not pen.click(100, 100)


def test_that_arrows_and_enter_draw_as_the_pointer_does(pen: Pen):
    pen.take(Kind.LINE)
    pen.step(0, 0)
    pen.enter()
    for _ in range(4):
        pen.step(1, 0)
    pen.enter()
    pen.enter()
    (line,) = pen.sheet.drawings.values()
    x, y = zip(*(pen._live.view.pixel_of(point) for point in line.points), strict=True)
    assert (x[1] - x[0], y[1] - y[0]) == pytest.approx((4 * STEP_PX, 0), abs=1e-6)


def test_that_backspace_takes_the_last_point_back(pen: Pen):
    pen.take(Kind.AREA)
    for x in (100, 200, 300):
        pen.click(x, 100 + x / 3)
    pen.take_back()
    assert len(pen.points) == 2


def test_that_escape_ends_what_is_drawn_and_then_puts_the_pen_away(pen: Pen):
    pen.take(Kind.LINE)
    pen.click(100, 100)
    pen.click(200, 100)
    pen.escape()
    assert (len(pen.sheet.drawings), pen.is_on) == (1, True)
    pen.escape()
    assert not pen.is_on


def test_that_a_line_of_one_point_leaves_nothing(pen: Pen):
    pen.take(Kind.LINE)
    pen.click(100, 100)
    pen.lay_down()
    assert not pen.sheet.drawings


def test_that_what_is_being_drawn_is_kept_before_it_is_finished(pen: Pen):
    pen.take(Kind.LINE)
    pen.click(100, 100)
    pen.click(200, 100)
    assert len(pen.sheet._drafts.under("map/drawing/")) == 1
    pen.take_back()
    assert not pen.sheet._drafts.under("map/drawing/")


@pytest.mark.parametrize(("kind", "clicks"), [(Kind.NOTE, 1), (Kind.ARROW, 2), (Kind.CIRCLE, 2)])
def test_that_what_needs_no_more_points_is_finished_by_itself(pen: Pen, kind: Kind, clicks: int):
    pen.take(kind)
    for click in range(clicks):
        pen.click(100 + 50 * click, 100)
    assert [drawing.kind for drawing in pen.sheet.drawings.values()] == [kind]


def test_that_a_circle_keeps_its_radius_where_it_is_moved(pen: Pen):
    circle = drawn(pen, Kind.CIRCLE, (100, 300), (180, 300))
    pen.begin_move(circle.key)
    pen.click(600, 40)
    moved = pen.sheet.drawings[circle.key]
    assert geodesic.length_m(moved.points) == pytest.approx(geodesic.length_m(circle.points))
    assert pen._live.view.pixel_of(moved.points[0]) == pytest.approx((600, 40), abs=1e-6)


def test_that_escape_puts_what_is_moved_back(pen: Pen):
    arrow = drawn(pen, Kind.ARROW, (100, 300), (180, 300))
    pen.begin_move(arrow.key)
    pen.step(1, 0)
    pen.escape()
    assert pen.sheet.drawings[arrow.key] == arrow
    assert not pen.is_on


def test_that_moving_by_keys_goes_by_steps(pen: Pen):
    arrow = drawn(pen, Kind.ARROW, (400, 300), (480, 300))
    pen.begin_move(arrow.key)
    pen.step(0, 1)
    pen.enter()
    moved = pen.sheet.drawings[arrow.key]
    assert pen._live.view.pixel_of(moved.points[0]) == pytest.approx((400, 300 + STEP_PX), abs=1e-6)


def test_that_a_colour_goes_to_what_is_chosen_and_to_what_follows(pen: Pen):
    first = drawn(pen, Kind.ARROW, (100, 300), (180, 300))
    pen.colour(Ink.RED)
    second = drawn(pen, Kind.ARROW, (100, 400), (180, 400))
    assert (pen.sheet.drawings[first.key].ink, second.ink) == (Ink.RED, Ink.RED)


def test_that_clearing_takes_only_what_was_measured(pen: Pen):
    note = drawn(pen, Kind.NOTE, (100, 100))
    drawn(pen, Kind.CIRCLE, (300, 300), (350, 300))
    pen.take(Kind.DISTANCE)
    pen.click(100, 100)
    pen.click(200, 100)
    pen.finish()
    pen.clear_measured()
    assert len(pen.sheet.drawings) == 2
    assert note.key in pen.sheet.drawings


def test_that_the_crosshair_at_the_edge_takes_the_map_along(pen: Pen):
    told: list[str] = []
    pen._live._bridge.told.connect(lambda kind, _words: told.append(kind))
    pen._live.is_up = True
    pen.take(Kind.LINE)
    pen.cross, pen.by_keys = place(pen, 780, 300), True
    pen.step(1, 0)
    assert "pan" in told


def test_that_the_keys_of_the_pen_reach_no_shortcut(pen: Pen, qtbot: QtBot):
    view = QWidget()
    qtbot.addWidget(view)
    PenKeys(pen, view)
    pen.take(Kind.LINE)
    for key, modifier in ((Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier), (Qt.Key.Key_Left, NOTHING)):
        override = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
        override.ignore()
        QApplication.sendEvent(view, override)
        assert override.isAccepted()
    pen.lay_down()
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Left, NOTHING)
    override.ignore()
    QApplication.sendEvent(view, override)
    assert not override.isAccepted()


def test_that_the_bar_tells_length_last_leg_and_direction(pen: Pen, qtbot: QtBot):
    over = QWidget()
    qtbot.addWidget(over)
    bar = PenBar(pen, over)
    pen.take(Kind.DISTANCE)
    start, corner = place(pen, 100, 300), place(pen, 300, 300)
    pen.click(100, 300)
    pen.click(300, 300)
    pen.hover(300, 200)
    way, last = geodesic.leg(start, corner).length_m, geodesic.leg(corner, place(pen, 300, 200)).length_m
    assert bar.figures.text() == f"{way + last:.0f} m · last {last:.0f} m, 000°"


def test_that_words_are_written_onto_what_was_drawn_last(pen: Pen, qtbot: QtBot):
    over = QWidget()
    qtbot.addWidget(over)
    bar = PenBar(pen, over)
    note = drawn(pen, Kind.NOTE, (100, 100))
    bar.show()
    qtbot.keyClicks(bar.words, "north gate")
    assert pen.sheet.drawings[note.key].text == "north gate"


def test_that_each_corner_of_a_way_tells_how_far_it_is(pen: Pen):
    points = tuple(place(pen, x, 300) for x in (100, 200, 400))
    way = Drawing(key=pen._key, kind=Kind.DISTANCE, points=points, at=pen._clock.now())
    (thing,) = (cast("dict[str, Any]", thing) for thing in things_of(way))
    first, whole = (geodesic.length_m(points[:count]) for count in (2, 3))
    assert [word[2] for word in thing["words"]] == [f"{first:.0f} m", f"{whole:.0f} m"]


def drawn(pen: Pen, kind: Kind, *clicks: tuple[float, float]) -> Drawing:
    pen.take(kind)
    for x, y in clicks:
        pen.click(x, y)
    assert pen.chosen_drawing is not None
    return pen.chosen_drawing


NOTHING = Qt.KeyboardModifier.NoModifier
