"""A map on a seat: the city in memory, a page that is up, and what a drop there would mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.crew import Crew
from console.domain.ticket import Target, TargetKind, Ticket, TicketId
from tests.builders import CITY, FAR_GRID, IN_GRID, a_region_tree
from tests.widgets.conftest import Seat
from tests.widgets.map.test_hit import view_at
from widgets.map.bridge import Bridge
from widgets.map.feeding import Feeding
from widgets.map.going import Going
from widgets.map.hand import Hand
from widgets.map.hand_marks import HandMarks
from widgets.map.live import LiveMap
from widgets.map.naming import Naming
from widgets.map.panel import MapPanel
from widgets.map.scheme import register_scheme
from widgets.map.under import Under

# Schemes count only if they are known before the application is made, and that is when the first test asks for it.
register_scheme()

OpenMap = Callable[..., MapPanel]


def describe(target: Target, tickets: Sequence[TicketId]) -> tuple[str, bool, str]:
    """Nobody is on duty in the far grid; everybody else takes whatever comes."""
    if target == Target(TargetKind.GRID, FAR_GRID):
        return "the far grid", False, "nobody is on duty there"
    return f"{target.kind.value} {target.code} takes {len(tickets)}", True, ""


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return Atlas(a_region_tree())


def put(seat: Seat, tickets: Iterable[Ticket], crews: Iterable[Crew] | None = None) -> None:
    """Put these on the seat's board, and no other tickets."""
    before = seat.store.archive().situation(CITY)
    chosen = before.crews if crews is None else tuple(crews)
    seat.board.load(replace(before, tickets=tuple(tickets), crews=chosen))


@pytest.fixture
def open_map(seat: Seat, atlas: Atlas, qtbot: QtBot) -> Iterator[OpenMap]:
    panels: list[MapPanel] = []

    def opened(tickets: Iterable[Ticket] = (), crews: Iterable[Crew] | None = None) -> MapPanel:
        put(seat, tickets, crews)
        panel = MapPanel(seat.relay, seat.focus, atlas, describe_target=describe)
        panels.append(panel)
        panel.resize(800, 600)
        panel.show()
        qtbot.waitUntil(lambda: panel.live.is_whole, timeout=20_000)
        return panel

    yield opened
    for panel in panels:
        panel.close()
        panel.deleteLater()
        # At once: a page that is still there when the application goes takes the process down.
        QApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete)


@pytest.fixture
def make_hand(seat: Seat, atlas: Atlas, qtbot: QtBot) -> Callable[..., Hand]:
    """Make a hand over an empty widget of 800 by 600 instead of a page, looking at the first grid."""

    def made(tickets: Iterable[Ticket] = (), crews: Iterable[Crew] | None = None, zoom: float = 14) -> Hand:
        put(seat, tickets, crews)
        over = QWidget()
        over.resize(800, 600)
        qtbot.addWidget(over)
        bridge = Bridge(over)
        live = LiveMap(atlas, bridge, over)
        live.view = view_at(IN_GRID, zoom)
        naming = Naming(seat.relay, atlas, Feeding(seat.relay, live, over))
        going = Going(seat.relay, seat.focus, atlas, live, over)
        marks, under = HandMarks(bridge, over), Under(live, atlas)
        hand = Hand(seat.relay, seat.focus, atlas, live, going, under, naming, marks, describe, over, over)
        over.show()
        return hand

    return made
