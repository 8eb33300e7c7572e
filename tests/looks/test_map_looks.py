"""What the map looks like: the small demo city whole and from near, by night and day, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.demo import city
from console.demo.city_code import CITY_CODE
from console.domain.place import LatLng
from tests.builders import NOON
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.widgets.conftest import Seat
from widgets import theme
from widgets.map.panel import MapPanel
from widgets.map.scheme import register_scheme

pytestmark = [pytest.mark.looks, pytest.mark.webengine]
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]
SIZE = (1000, 700)
PATIENCE_MS = 20_000
REST_S = 0.6
COLOURS_MIN = 12

register_scheme()


@pytest.fixture(scope="module")
def store() -> FakeStore:
    made = FakeStore()
    city.make(made, "small", 1, now=NOON, progress=lambda _part, _share: None)
    return made


@pytest.fixture
def panels() -> Iterator[list[MapPanel]]:
    made: list[MapPanel] = []
    yield made
    for panel in made:
        # At once: a page that is still there when the application goes takes the process down.
        QApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete)


def shown(store: FakeStore, panels: list[MapPanel], qtbot: QtBot, at: LatLng | None) -> QWidget:
    """Return a map that has come to rest: something is drawn on it, and nothing has changed for ``REST_S``."""
    seat = Seat(store, CITY_CODE)
    atlas = Atlas(tuple(seat.board.regions.values()))
    panel = MapPanel(seat.relay, seat.focus, atlas, describe_target=lambda _target, _tickets: ("", True, ""))
    panel.keep_still(True)
    panels.append(panel)
    panel.setFixedSize(*SIZE)
    panel.show()
    qtbot.waitUntil(lambda: panel.live.is_whole, timeout=PATIENCE_MS)
    if at is not None:
        panel.show_place(at)
        qtbot.waitUntil(lambda: panel.live.view.holds(at) and panel.live.view.zoom > 14, timeout=PATIENCE_MS)
    last, since_s = QImage(), perf_counter()

    def at_rest() -> bool:
        nonlocal last, since_s
        now = panel.grab().toImage()
        if now != last or _is_bare(now):
            last, since_s = now, perf_counter()
        return perf_counter() - since_s > REST_S

    qtbot.waitUntil(at_rest, timeout=PATIENCE_MS)
    return panel


def _is_bare(picture: QImage) -> bool:
    """Tell whether only the ground is there yet: a drawn map has hundreds of colours across its middle."""
    middle = picture.height() // 2
    return len({picture.pixel(x, middle) for x in range(picture.width())}) < COLOURS_MIN


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_whole_city_looks_as_it_was_accepted(
    studio: Studio, store: FakeStore, panels: list[MapPanel], qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(lambda: shown(store, panels, qtbot, None), "map-city", size=SIZE, look=look, language=language)


def test_that_the_streets_corner_looks_as_it_was_accepted(
    studio: Studio, store: FakeStore, panels: list[MapPanel], qtbot: QtBot
) -> None:
    place = next(ticket.place for ticket in store.archive().situation(CITY_CODE).tickets if ticket.place)
    studio.assert_looks(lambda: shown(store, panels, qtbot, place), "map-near", size=SIZE)
