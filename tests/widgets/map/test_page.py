"""The page itself, in a real engine: it loads, it stays at home, it shows what it is told, and it comes back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.domain.grid import RegionCode
from console.domain.place import LatLng
from console.domain.ticket import Priority, Target, TargetKind, TicketId
from tests.builders import GRID, IN_GRID, IN_NEXT_GRID, NEXT_GRID, NOON, a_camera, a_crew, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.map.conftest import OpenMap, put
from widgets import theme
from widgets.kit.ticket_mime import mime_of_tickets
from widgets.map.features import world_px_of
from widgets.map.looks import CAMERA
from widgets.map.panel import MapPanel

pytestmark = pytest.mark.webengine

PATIENCE_MS = 20_000
SHOWN_IN_THE_MIDDLE = """
JSON.stringify(PIXELS.map(function (pixel) {
  var at = griddesk.page.map.containerPointToLatLng(pixel);
  return [at.lat, at.lng];
}))
"""


def answer_of(panel: MapPanel, script: str, qtbot: QtBot) -> object:
    answers: list[object] = []
    panel.view.surface.runJavaScript(script, 0, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    return answers[0]


def go(panel: MapPanel, place: LatLng, zoom: float, qtbot: QtBot) -> None:
    panel.live.go_to(place, zoom)

    def is_there() -> bool:
        away = QPointF(*panel.live.view.pixel_of(place)) - QPointF(panel.view.rect().center())
        return panel.live.view.zoom == zoom and away.manhattanLength() < 3

    qtbot.waitUntil(is_there, timeout=PATIENCE_MS)
    still = "!(griddesk.page.map._panAnim && griddesk.page.map._panAnim._inProgress)"
    qtbot.waitUntil(lambda: answer_of(panel, still, qtbot) is True, timeout=PATIENCE_MS)


def picture(panel: MapPanel) -> QImage:
    return panel.view.grab().toImage()


def focused(panel: MapPanel, qtbot: QtBot) -> QWidget:
    """Give the map the keyboard and return the widget that gets the keys."""
    panel.activateWindow()
    panel.view.setFocus()
    keys = panel.view.focusProxy()
    assert keys is not None
    qtbot.waitUntil(keys.hasFocus)
    return keys


def is_close(one: QColor, other: QColor) -> bool:
    away = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return max(map(abs, away)) <= 6


def drop(panel: MapPanel, place: LatLng) -> None:
    """Let a ticket go over a place, with the events that Qt sends."""
    x, y = panel.live.view.pixel_of(place)
    at, mime = QPoint(round(x), round(y)), mime_of_tickets([(TicketId(1), 1)])
    move, left, bare = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(panel.view, QDragEnterEvent(at, move, mime, left, bare))
    QApplication.sendEvent(panel.view, QDropEvent(QPointF(at), move, mime, left, bare))


def test_that_the_page_stays_at_home_and_has_no_complaint(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([a_ticket()])
    go(panel, IN_GRID, 15, qtbot)
    assert panel.view.gate.foreign == []
    assert panel.handler.missing == []
    assert panel.view.surface.faults == []


def test_that_an_address_outside_is_blocked_and_counted(open_map: OpenMap, qtbot: QtBot):
    panel = open_map()
    panel.view.surface.load(QUrl("https://example.org/"))
    qtbot.waitUntil(lambda: panel.view.gate.foreign == ["https://example.org/"], timeout=PATIENCE_MS)


def test_that_the_first_picture_shows_the_whole_jurisdiction(open_map: OpenMap, qtbot: QtBot):
    panel = open_map()
    qtbot.waitUntil(lambda: panel.live.view.holds(LatLng(31.30, 120.60)), timeout=PATIENCE_MS)
    assert panel.live.view.holds(LatLng(31.31, 120.71))


@pytest.mark.parametrize("zoom", [*range(10, 17), 12.25, 13.5])
def test_that_python_and_the_page_agree_on_every_pixel(open_map: OpenMap, qtbot: QtBot, zoom: float):
    panel = open_map()
    go(panel, IN_NEXT_GRID, zoom, qtbot)
    pixels = [[0, 0], [13, 571], [400, 300], [799, 1]]
    shown = json.loads(str(answer_of(panel, SHOWN_IN_THE_MIDDLE.replace("PIXELS", json.dumps(pixels)), qtbot)))
    for (x, y), (lat, lng) in zip(pixels, shown, strict=True):
        assert panel.live.view.pixel_of(LatLng(lat, lng)) == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize("zoom", [10, 12, 12.75, 14, 16])
def test_that_a_drop_goes_to_the_grid_that_is_seen_there(open_map: OpenMap, qtbot: QtBot, zoom: float):
    panel = open_map(crews=[])
    go(panel, IN_NEXT_GRID, zoom, qtbot)
    with qtbot.waitSignal(panel.dispatch_asked, timeout=PATIENCE_MS) as asked:
        drop(panel, IN_NEXT_GRID)
    assert asked.args == [[1], Target(TargetKind.GRID, NEXT_GRID)]


@pytest.mark.parametrize(
    ("scale", "which"),
    [
        ("1.5", "grid_that_is_seen_there or agree_on_every_pixel"),
        ("1.25", "grid_that_is_seen_there[14] or agree_on_every_pixel[14]"),
        ("2", "grid_that_is_seen_there[14] or agree_on_every_pixel[14] or as_large_as"),
    ],
    ids=["1.5", "1.25", "2"],  # Else each would be among those that it asks for.
)
def test_that_a_drop_lands_as_well_on_a_screen_of_another_scale(scale: str, which: str):
    """The scale of the screen is read once a process, so each has a process of its own."""
    house = Path(__file__).resolve().parents[3]
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__, "-k", which],
        cwd=house,
        env={**os.environ, "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert told.returncode == 0, told.stdout


def test_that_a_screen_as_large_as_they_come_is_painted_to_its_corners(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([])
    ratio = panel.devicePixelRatioF()
    panel.resize(round(3840 / ratio), round(2160 / ratio))
    go(panel, IN_GRID, 20 - round(ratio), qtbot)
    view, land = panel.view.rect(), theme.color("map_land")
    corners = [view.center() / 8, view.bottomRight() - view.center() / 8]

    def are_painted() -> bool:
        return all(is_close(picture(panel).pixelColor(corner * ratio), land) for corner in corners)

    qtbot.waitUntil(are_painted, timeout=PATIENCE_MS)


def test_that_what_changes_is_seen(open_map: OpenMap, seat: Seat, qtbot: QtBot):
    panel = open_map()
    go(panel, IN_GRID, 16, qtbot)
    red = theme.color("p1")
    middle = panel.view.rect().center() + QPoint(0, 9)
    assert not is_close(picture(panel).pixelColor(middle), red)
    ticket = a_ticket(priority=Priority.P1)
    put(seat, [ticket], [])
    panel.feeding.take_tickets([ticket.id])
    qtbot.waitUntil(lambda: is_close(picture(panel).pixelColor(middle), red), timeout=PATIENCE_MS)


def test_that_the_map_is_never_blank_while_it_is_dragged(open_map: OpenMap, qtbot: QtBot):
    panel = open_map()
    go(panel, IN_GRID, 18, qtbot)
    edge, land = QPoint(790, 300), theme.color("map_land")
    qtbot.waitUntil(lambda: is_close(picture(panel).pixelColor(edge), land), timeout=PATIENCE_MS)
    for _ in range(4):
        with qtbot.waitSignal(panel.view.bridge.has_moved, timeout=PATIENCE_MS):
            panel.live.pan(120, 0)
        assert is_close(picture(panel).pixelColor(edge), land)


def test_that_the_theme_reaches_the_page(open_map: OpenMap, qtbot: QtBot):
    panel = open_map()
    go(panel, IN_GRID, 16, qtbot)
    corner = QPoint(300, 200)
    night = theme.current.theme
    try:
        theme.current.take(theme.load("day"))
        day = theme.color("map_land")
        qtbot.waitUntil(lambda: is_close(picture(panel).pixelColor(corner), day), timeout=PATIENCE_MS)
    finally:
        theme.current.take(night)


def test_that_selecting_moves_nothing_and_opening_flies_there(open_map: OpenMap, seat: Seat, qtbot: QtBot):
    ticket = a_ticket()
    panel = open_map([ticket])
    qtbot.waitUntil(lambda: panel.live.view.holds(IN_NEXT_GRID), timeout=PATIENCE_MS)
    before = panel.live.view
    seat.focus.look_at_ticket(ticket.id)
    answer_of(panel, "1", qtbot)
    assert panel.live.view == before
    seat.focus.open_ticket(ticket.id)
    qtbot.waitUntil(lambda: panel.live.view.zoom >= 16, timeout=PATIENCE_MS)
    assert panel.live.view.pixel_of(IN_GRID) == pytest.approx((400, panel.view.height() / 2), abs=2)


@pytest.mark.parametrize(("height", "zoom"), [(600, 16), (320, 15), (60, 13)])
def test_that_a_ticket_opens_as_near_as_its_grid_is_seen_whole(
    open_map: OpenMap, seat: Seat, qtbot: QtBot, height: int, zoom: int
):
    ticket = a_ticket()
    panel = open_map([ticket])
    panel.resize(800, height)
    go(panel, IN_NEXT_GRID, 10, qtbot)
    seat.focus.open_ticket(ticket.id)
    qtbot.waitUntil(lambda: panel.live.view.holds(IN_GRID) and panel.live.view.zoom > 10, timeout=PATIENCE_MS)
    assert panel.live.view.zoom == zoom


def test_that_a_ticket_outside_every_grid_opens_from_near(open_map: OpenMap, seat: Seat, qtbot: QtBot):
    outside = LatLng(31.40, 120.90)
    ticket = a_ticket(place=outside, grid=None)
    panel = open_map([ticket])
    panel.resize(800, 320)
    go(panel, IN_GRID, 10, qtbot)
    seat.focus.open_ticket(ticket.id)
    qtbot.waitUntil(lambda: panel.live.view.holds(outside) and panel.live.view.zoom == 16, timeout=PATIENCE_MS)


@pytest.mark.skipif(os.name == "nt", reason="a process ends itself there, it is not killed")
def test_that_a_map_whose_renderer_died_comes_back_with_everything(
    open_map: OpenMap, qtbot: QtBot, caplog: pytest.LogCaptureFixture
):
    panel = open_map([a_ticket()])
    go(panel, IN_GRID, 15, qtbot)
    with qtbot.waitSignal(panel.view.lost, timeout=PATIENCE_MS):
        os.kill(panel.view.surface.renderProcessPid(), signal.SIGKILL)
    qtbot.waitUntil(lambda: panel.live.is_whole, timeout=5_000)
    assert answer_of(panel, "griddesk.layers.tickets.groups.size", qtbot) == 1
    assert panel.live.view.zoom == 15
    assert "renderer ended" in caplog.text


def test_that_a_click_on_the_ground_names_its_grid(open_map: OpenMap, qtbot: QtBot):
    panel = open_map(crews=[])
    panel.live.cameras.keep_only([])
    go(panel, IN_NEXT_GRID, 16, qtbot)
    with qtbot.waitSignal(panel.grids_chosen, timeout=PATIENCE_MS) as clicked:
        qtbot.mouseClick(panel.view.focusProxy(), Qt.MouseButton.LeftButton, pos=panel.view.rect().center())
    assert clicked.args == [[RegionCode(NEXT_GRID)]]


def test_that_a_click_on_a_ticket_makes_it_the_one_looked_at(open_map: OpenMap, seat: Seat, qtbot: QtBot):
    ticket = a_ticket(place=IN_NEXT_GRID)
    panel = open_map([ticket], crews=[])
    go(panel, IN_NEXT_GRID, 16, qtbot)
    with qtbot.waitSignal(seat.focus.ticket_changed, timeout=PATIENCE_MS):
        qtbot.mouseClick(panel.view.focusProxy(), Qt.MouseButton.LeftButton, pos=panel.view.rect().center())
    assert seat.focus.ticket == ticket.id


def test_that_a_click_on_a_camera_makes_it_the_one_looked_at(open_map: OpenMap, seat: Seat, qtbot: QtBot):
    panel = open_map(crews=[])
    camera = a_camera()
    panel.live.cameras.keep_only([])
    panel.live.cameras.put(camera.id, world_px_of(IN_NEXT_GRID), CAMERA)
    go(panel, IN_NEXT_GRID, 16, qtbot)
    with qtbot.waitSignal(seat.focus.camera_changed, timeout=PATIENCE_MS):
        qtbot.mouseClick(panel.view.focusProxy(), Qt.MouseButton.LeftButton, pos=panel.view.rect().center())
    assert seat.focus.camera == camera.id


def test_that_a_page_told_to_keep_still_lets_nothing_blink(open_map: OpenMap, qtbot: QtBot):
    panel = open_map()
    answer_of(panel, "window.beats = 0; window.setInterval = () => ++window.beats; 0", qtbot)
    panel.keep_still(True)
    panel.live.mark(pulse=[[1, 1]])
    pulses = "griddesk.layers.marks.state.pulse.length"
    qtbot.waitUntil(lambda: answer_of(panel, pulses, qtbot) == 1, timeout=PATIENCE_MS)
    assert answer_of(panel, "window.beats", qtbot) == 0


def test_that_a_click_on_a_crew_tells_which(open_map: OpenMap, qtbot: QtBot):
    panel = open_map(crews=[a_crew("C1", place=IN_NEXT_GRID, fixed_at=NOON)])
    panel.live.cameras.keep_only([])
    go(panel, IN_NEXT_GRID, 16, qtbot)
    with qtbot.waitSignal(panel.crew_clicked, timeout=PATIENCE_MS) as clicked:
        qtbot.mouseClick(panel.view.focusProxy(), Qt.MouseButton.LeftButton, pos=panel.view.rect().center())
    assert clicked.args == ["C1"]


def test_that_the_whole_city_fills_the_view_in_one_direction(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([])
    panel.show_home()
    box = panel._atlas.bounds()
    assert box is not None

    def share() -> float:
        left, top = panel.live.view.pixel_of(LatLng(box.north, box.west))
        right, bottom = panel.live.view.pixel_of(LatLng(box.south, box.east))
        return max((right - left) / panel.view.width(), (bottom - top) / panel.view.height())

    qtbot.waitUntil(lambda: 0.75 < share() <= 1, timeout=PATIENCE_MS)


def test_that_the_first_step_from_between_two_scales_ends_at_a_whole_one(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([])
    panel.live.go_to(IN_GRID, 13.5)
    qtbot.waitUntil(lambda: panel.live.view.zoom == 13.5, timeout=PATIENCE_MS)
    panel.live.zoom_by(1)
    qtbot.waitUntil(lambda: panel.live.view.zoom == 14, timeout=PATIENCE_MS)


def test_that_a_box_takes_the_tickets_in_it_and_no_click_follows(open_map: OpenMap, seat: Seat, qtbot: QtBot):
    inside, outside = a_ticket(place=IN_GRID), a_ticket(place=IN_NEXT_GRID)
    panel = open_map([inside, outside], crews=[])
    go(panel, IN_GRID, 16, qtbot)
    middle, shift = panel.view.rect().center(), Qt.KeyboardModifier.ShiftModifier
    on = panel.view.focusProxy()
    clicks: list[object] = []
    seat.focus.ticket_changed.connect(clicks.append)
    with qtbot.waitSignal(panel.tickets_boxed, timeout=PATIENCE_MS) as boxed:
        qtbot.mousePress(on, Qt.MouseButton.LeftButton, shift, middle - QPoint(40, 40))
        qtbot.mouseMove(on, middle)
        qtbot.mouseMove(on, middle + QPoint(10, 10))
        qtbot.mouseRelease(on, Qt.MouseButton.LeftButton, shift, middle + QPoint(10, 10))
    assert boxed.args == [[inside.id]]
    answer_of(panel, "1", qtbot)
    assert clicks == []


def test_that_a_box_chooses_the_grids_whose_middles_it_holds(open_map: OpenMap, qtbot: QtBot):
    panel = open_map([])
    go(panel, IN_GRID, 16, qtbot)
    middle, shift = panel.view.rect().center(), Qt.KeyboardModifier.ShiftModifier
    on = panel.view.focusProxy()
    with qtbot.waitSignal(panel.grids_chosen, timeout=PATIENCE_MS) as chosen:
        qtbot.mousePress(on, Qt.MouseButton.LeftButton, shift, middle + QPoint(40, 40))
        qtbot.mouseMove(on, middle)
        qtbot.mouseMove(on, middle - QPoint(10, 10))
        qtbot.mouseRelease(on, Qt.MouseButton.LeftButton, shift, middle - QPoint(10, 10))
    assert chosen.args == [[GRID]]


def test_that_the_next_click_is_the_place_that_was_asked_for(open_map: OpenMap, qtbot: QtBot):
    panel = open_map()
    go(panel, IN_GRID, 16, qtbot)
    panel.begin_pick()
    with qtbot.waitSignal(panel.place_picked, timeout=PATIENCE_MS) as picked:
        qtbot.mouseClick(panel.view.focusProxy(), Qt.MouseButton.LeftButton, pos=panel.view.rect().center())
    assert picked.args[0].lat_deg == pytest.approx(IN_GRID.lat_deg, abs=1e-4)


def test_that_the_grid_under_the_pointer_is_named(open_map: OpenMap, qtbot: QtBot):
    panel = open_map(crews=[])
    go(panel, IN_GRID, 16, qtbot)
    qtbot.mouseMove(panel.view.focusProxy(), panel.view.rect().center() + QPoint(30, 60))
    qtbot.waitUntil(lambda: panel.live._marks.get("hover") == panel.live.ground.index_of(GRID), timeout=PATIENCE_MS)


def test_that_a_range_past_the_end_of_a_file_does_the_page_no_harm(open_map: OpenMap, qtbot: QtBot):
    panel = open_map()
    panel.view.surface.runJavaScript("fetch('map/map.js', { headers: { Range: 'bytes=99999999-' } })")
    qtbot.waitUntil(lambda: panel.handler.missing == ["map/map.js"], timeout=PATIENCE_MS)
    assert answer_of(panel, "1 + 1", qtbot) == 2


def test_that_the_whole_way_to_a_dispatch_goes_by_keys(open_map: OpenMap, seat: Seat, qtbot: QtBot):
    ticket = a_ticket()
    panel = open_map([ticket], crews=[])
    go(panel, IN_GRID, 14, qtbot)
    seat.focus.look_at_ticket(ticket.id)
    keys = focused(panel, qtbot)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right):
        qtbot.keyClick(keys, key)
    with qtbot.waitSignal(panel.dispatch_asked, timeout=PATIENCE_MS) as asked:
        qtbot.keyClick(keys, Qt.Key.Key_Return)
    assert asked.args == [[ticket.id], Target(TargetKind.GRID, NEXT_GRID)]


def test_that_home_shows_the_whole_jurisdiction_again(open_map: OpenMap, qtbot: QtBot):
    panel = open_map()
    go(panel, IN_GRID, 17, qtbot)
    keys = focused(panel, qtbot)
    qtbot.keyClick(keys, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: panel.live.view.holds(LatLng(31.31, 120.71)), timeout=PATIENCE_MS)
