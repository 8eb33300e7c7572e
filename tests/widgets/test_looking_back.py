"""The window of the past opens beside the console, with a map and a queue of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.ticket import Target, TargetKind, TicketId
from tests.builders import CITY, GRID, a_region_tree
from tests.chronicle import Chronicle
from tests.widgets.conftest import Seat
from tests.widgets.history.conftest import ZONE
from widgets.history.window import HistoryWindow
from widgets.looking_back import FIRST, open_past
from widgets.map.panel import MapPanel
from widgets.map.scheme import register_scheme

# Schemes count only if they are known before the application is made, and that is when the first test asks for it.
register_scheme()


def map_of(window: HistoryWindow) -> MapPanel:
    panel = window.findChild(MapPanel)
    assert isinstance(panel, MapPanel)
    return panel


@pytest.fixture
def chronicle() -> Chronicle:
    return Chronicle(6, orders=30)


@pytest.fixture
def opened(chronicle: Chronicle, qtbot: QtBot) -> Iterator[HistoryWindow]:
    seat = Seat(chronicle.store, clock=chronicle.clock)
    window = open_past(seat.relay, seat.desk, Atlas(a_region_tree()), ZONE, None)
    page = map_of(window)
    qtbot.waitUntil(lambda: page.live.is_whole and not window.showing.is_waiting, timeout=20_000)
    yield window
    window.close()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.mark.webengine
def test_that_it_opens_an_hour_ago_with_what_was_open_then_on_the_map(
    opened: HistoryWindow, chronicle: Chronicle
) -> None:
    at = chronicle.clock.now() - FIRST
    seen = chronicle.seen[max(moment for moment in chronicle.moments if moment <= at), CITY]
    drawn = map_of(opened).live.tickets
    assert opened.showing.at == at
    assert [ticket.number for ticket in seen if drawn.px_of(ticket.id) is None] == []


@pytest.mark.webengine
def test_that_its_map_takes_no_ticket_that_is_dropped_there(opened: HistoryWindow) -> None:
    _text, allowed, why = map_of(opened).grid_cursor.describe(Target(TargetKind.GRID, GRID), [TicketId(1)])
    assert (allowed, why) == (False, "This is the past: nothing can be ordered here.")


@pytest.mark.webengine
def test_that_its_map_does_not_show_crews_whose_places_nobody_kept(opened: HistoryWindow) -> None:
    assert not map_of(opened).live.shown.crews
