"""Base maps below a real page: pictures and vectors, in other datums, several at once, broken, and from a server."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.place import LatLng
from console.gateways.basemap_list import read_base_maps
from console.gateways.tile_fetch import Answer, Asker, Away
from console.gateways.wmts import TileServer, Wanted
from console.geodesic import length_m
from tests.builders import GRID, IN_GRID
from tests.console.gateways.test_wmts import AT_HALL, capabilities
from tests.widgets.conftest import Seat
from tests.widgets.map.conftest import describe, put
from tests.widgets.map.test_page import PATIENCE_MS, answer_of, go, is_close, picture
from widgets import theme
from widgets.map import datum
from widgets.map.basemap import ServedTiles
from widgets.map.basemaps import BaseMaps
from widgets.map.datum import Datum
from widgets.map.features import world_px_of
from widgets.map.panel import MapPanel
from widgets.map.troubles import Troubles

pytestmark = pytest.mark.webengine

ZOOM = 14
OCHRE = QColor(190, 140, 60)
OpenOver = Callable[..., MapPanel]


def tiles_around(folder: Path, zoom: int, body: bytes, ending: str) -> Path:
    """A folder of one level with the same tile wherever the tests look."""
    middle_x = int((IN_GRID.lng_deg / 360 + 0.5) * 2**zoom)
    middle_y = int((0.5 - math.asinh(math.tan(math.radians(IN_GRID.lat_deg))) / (2 * math.pi)) * 2**zoom)
    for x in range(middle_x - 4, middle_x + 5):
        (folder / str(zoom) / str(x)).mkdir(parents=True)
        for y in range(middle_y - 4, middle_y + 5):
            (folder / str(zoom) / str(x) / f"{y}.{ending}").write_bytes(body)
    return folder


def ochre(file: Path) -> bytes:
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(OCHRE)
    image.save(str(file))
    return file.read_bytes()


def a_lake() -> bytes:
    """A vector tile that is water all over (Mapbox Vector Tile 2.1)."""

    def field(number: int, body: bytes) -> bytes:
        return bytes([number << 3 | 2, len(body)]) + body

    def varints(*numbers: int) -> bytes:
        out = bytearray()
        for number in numbers:
            while number > 127:
                out.append(number & 127 | 128)
                number >>= 7
            out.append(number)
        return bytes(out)

    ring = varints(9, 0, 0, 26, 8192, 0, 0, 8192, 8191, 0, 15)
    feature = varints(3 << 3, 3) + field(4, ring)
    layer = varints(15 << 3, 2) + field(1, b"water") + field(2, feature) + varints(5 << 3, 4096)
    return bytes([3 << 3 | 2]) + varints(len(layer)) + layer


@pytest.fixture
def open_over(seat: Seat, atlas: Atlas, qtbot: QtBot, tmp_path: Path) -> Iterator[OpenOver]:
    opened: list[tuple[MapPanel, BaseMaps]] = []

    def over(*named: str, servers: Callable[[BaseMaps], None] = lambda maps: None) -> MapPanel:
        put(seat, [], [])
        maps = BaseMaps(read_base_maps(named), tmp_path / "kept")
        servers(maps)
        panel = MapPanel(seat.relay, seat.focus, atlas, describe_target=describe, tiles=maps)
        opened.append((panel, maps))
        panel.resize(800, 600)
        panel.show()
        qtbot.waitUntil(lambda: panel.live.is_whole, timeout=PATIENCE_MS)
        return panel

    yield over
    for panel, maps in opened:
        panel.close()
        panel.deleteLater()
        QApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete)
        maps.close()
    datum.current.take(Datum.WGS84)


def shows(panel: MapPanel, color: QColor, qtbot: QtBot) -> None:
    at = QPoint(300, 200)
    qtbot.waitUntil(lambda: is_close(picture(panel).pixelColor(at), color), timeout=PATIENCE_MS)


def boxes_of(panel: MapPanel, name: str) -> QCheckBox:
    return next(box for box in panel.bars.layer_panel.findChildren(QCheckBox) if box.text().startswith(name))


def said(panel: MapPanel) -> str:
    troubles = panel.findChild(Troubles)
    assert troubles is not None
    return troubles.text()


def hovered(panel: MapPanel, qtbot: QtBot) -> int:
    """Point at where the page shows a place in the grid, and return which grid lights up."""
    x, y = panel.live.view.pixel_of(IN_GRID)
    panel.view.bridge.was_pointed.emit(x, y)
    state = answer_of(panel, "griddesk.layers.marks.state.hover", qtbot)
    assert isinstance(state, float | int)
    return int(state)


def test_that_pictures_lie_below_and_give_way_to_others_and_to_the_ground(
    open_over: OpenOver, tmp_path: Path, qtbot: QtBot
) -> None:
    pictures = tiles_around(tmp_path / "pictures", ZOOM, ochre(tmp_path / "ochre.png"), "png")
    vectors = tiles_around(tmp_path / "vectors", ZOOM, a_lake(), "pbf")
    panel = open_over(f"{pictures};credit=<b>市规划局</b>", f"{vectors}")
    go(panel, IN_GRID, ZOOM + 2, qtbot)
    shows(panel, OCHRE, qtbot)
    assert answer_of(panel, "document.querySelector('.leaflet-control-attribution').textContent", qtbot) == "市规划局"
    boxes_of(panel, "vectors").click()
    shows(panel, theme.color("map_lake"), qtbot)
    boxes_of(panel, "vectors").click()
    boxes_of(panel, "pictures").click()
    shows(panel, theme.color("map_land"), qtbot)
    assert (panel.view.gate.foreign, panel.handler.missing, panel.view.surface.faults) == ([], [], [])


def test_that_over_another_datum_everything_lies_where_that_map_shows_it(
    open_over: OpenOver, tmp_path: Path, qtbot: QtBot
) -> None:
    body = ochre(tmp_path / "ochre.png")
    true = tiles_around(tmp_path / "true", ZOOM, body, "png")
    moved = tiles_around(tmp_path / "moved", ZOOM, body, "png")
    panel = open_over(str(true), f"{moved};crs=GCJ-02")
    go(panel, IN_GRID, ZOOM + 2, qtbot)
    before, packed = world_px_of(IN_GRID), panel.live.ground.packed
    boxes_of(panel, "moved").click()
    maps = panel.tiles
    assert maps is not None
    assert maps.names_on() == ["moved"]
    after = world_px_of(IN_GRID)
    assert math.hypot(after[0] - before[0], after[1] - before[1]) > 1_000
    assert panel.live.ground.packed != packed
    qtbot.waitUntil(lambda: panel.live.is_whole, timeout=PATIENCE_MS)
    middle = panel.view.rect().center()

    def stays() -> bool:
        x, y = panel.live.view.pixel_of(IN_GRID)
        return math.hypot(x - middle.x(), y - middle.y()) < 4

    qtbot.waitUntil(stays, timeout=PATIENCE_MS)
    assert panel.live.ground.codes[hovered(panel, qtbot)] == GRID


def test_that_a_base_map_that_is_broken_says_so_and_the_map_opens_all_the_same(
    open_over: OpenOver, tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "broken.pmtiles").write_bytes(b"PMTiles\x03" + struct.pack("<Q", 7))
    panel = open_over(str(tmp_path / "broken.pmtiles"))
    go(panel, IN_GRID, ZOOM + 2, qtbot)
    shows(panel, theme.color("map_land"), qtbot)
    assert "broken" in said(panel)
    assert not boxes_of(panel, "broken").isEnabled()
    assert "cannot be opened" in caplog.text


class _Hall(Asker):
    def __init__(self, body: bytes) -> None:
        self.body = body
        self.is_away = True

    def ask(self, address: str) -> Answer | None:
        if self.is_away:
            raise Away("no answer")
        return (capabilities(), "text/xml") if "GetCapabilities" in address else (self.body, "image/png")


def test_that_a_server_that_was_away_is_shown_once_it_is_back(
    open_over: OpenOver, tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    hall = _Hall(ochre(tmp_path / "ochre.png"))

    def at_hall(maps: BaseMaps) -> None:
        server = TileServer(Wanted(address=AT_HALL, matrix_set="w"), tmp_path / "kept", hall)
        maps.maps[0].server, maps.maps[0].source = server, ServedTiles(server)

    panel = open_over(AT_HALL, servers=at_hall)
    go(panel, IN_GRID, ZOOM + 2, qtbot)
    qtbot.waitUntil(lambda: "does not answer" in said(panel), timeout=PATIENCE_MS)
    hall.is_away = False
    assert panel.tiles is not None
    panel.tiles.probe()
    shows(panel, OCHRE, qtbot)
    assert said(panel) == ""
    assert panel.view.gate.foreign == []


@pytest.mark.parametrize("north_deg", [0.0, 31.3, 53.5])
def test_that_the_scale_bar_is_right_at_the_latitude_in_view(
    open_over: OpenOver, qtbot: QtBot, north_deg: float
) -> None:
    panel = open_over()
    go(panel, LatLng(north_deg, 120.6), 13, qtbot)
    bar = (
        "var s = document.querySelector('.leaflet-control-scale-line'); JSON.stringify([s.textContent, s.offsetWidth])"
    )
    text, width_px = json.loads(str(answer_of(panel, bar, qtbot)))
    told_m = float(text.split()[0]) * (1000 if text.endswith("km") else 1)
    view = panel.live.view
    a, b = (view.place_at(x, view.height / 2) for x in (100, 200))
    assert told_m / length_m([a, b]) * 100 == pytest.approx(width_px, abs=0.51)
