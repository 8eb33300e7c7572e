"""Tickets held over the map and let go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.place import LatLng
from console.domain.ticket import Target, TargetKind, TicketId
from tests.builders import FAR_GRID, GRID, IN_FAR_GRID, IN_GRID, IN_NEXT_GRID, NEXT_GRID, NOWHERE
from tests.widgets.map.conftest import describe
from tests.widgets.map.test_hit import view_at
from widgets.kit.ticket_mime import mime_of_tickets
from widgets.map.bridge import Bridge
from widgets.map.drag import DropGuide, DropHint, target_at
from widgets.map.features import world_px_of
from widgets.map.hit import Viewport
from widgets.map.live import LiveMap, Shown

TWO = [(TicketId(7), 1), (TicketId(9), 4)]


@pytest.fixture
def live(qapp, atlas: Atlas) -> LiveMap:
    made = LiveMap(atlas, Bridge())
    made.view = view_at(IN_GRID, 14)
    return made


@pytest.fixture
def hint(qtbot: QtBot) -> DropHint:
    over = QWidget()
    over.resize(800, 600)
    qtbot.addWidget(over)
    return DropHint(over)


class Asked:
    """The page: it tells where it is only when it is let."""

    def __init__(self, live: LiveMap) -> None:
        self.view: Viewport | None = None
        self._live = live

    def __call__(self, answer: Callable[[Viewport], None]) -> None:
        answer(self.view or self._live.view)


@pytest.fixture
def page(live: LiveMap) -> Asked:
    return Asked(live)


@pytest.fixture
def guide(live: LiveMap, atlas: Atlas, hint: DropHint, page: Asked) -> DropGuide:
    return DropGuide(live, atlas, hint, describe, page)


def pixel(live: LiveMap, place: LatLng) -> tuple[float, float]:
    return live.view.pixel_of(place)


def test_that_the_target_under_the_pointer_is_named(guide, hint, live):
    assert guide.hover(mime_of_tickets(TWO), *pixel(live, IN_NEXT_GRID))
    assert hint.words == f"grid {NEXT_GRID} takes 2"


def test_that_an_impossible_target_says_why(guide, hint, live):
    live.view = view_at(IN_FAR_GRID, 14)
    guide.hover(mime_of_tickets(TWO), *pixel(live, IN_FAR_GRID))
    assert hint.reason == "nobody is on duty there"
    assert live._marks["target"] == {"grid": live.ground.index_of(FAR_GRID), "at": None, "allowed": False}


def test_that_something_else_than_tickets_is_not_taken(guide, live):
    mime = QMimeData()
    mime.setText("T000001")
    assert not guide.hover(mime, *pixel(live, IN_GRID))


def test_that_letting_go_asks_for_the_dispatch(guide, live, qtbot: QtBot):
    with qtbot.waitSignal(guide.dispatch_asked) as asked:
        guide.drop(mime_of_tickets(TWO), *pixel(live, IN_GRID))
    assert asked.args == [[7, 9], Target(TargetKind.GRID, GRID)]


@pytest.mark.parametrize("place", [IN_FAR_GRID, NOWHERE])
def test_that_letting_go_where_nobody_takes_them_sends_nothing(guide, live, qtbot: QtBot, place):
    live.view = view_at(place, 14)
    with qtbot.assertNotEmitted(guide.dispatch_asked):
        guide.drop(mime_of_tickets(TWO), *pixel(live, place))


def test_that_nothing_is_sent_to_a_grid_that_was_not_named(guide, page, live, qtbot: QtBot):
    x, y = pixel(live, IN_GRID)
    page.view = view_at(IN_NEXT_GRID, 14)
    with qtbot.assertNotEmitted(guide.dispatch_asked):
        guide.drop(mime_of_tickets(TWO), x, y)


def test_that_a_crew_drawn_under_the_pointer_goes_before_its_grid(live, atlas):
    live.crews.put("C1", world_px_of(IN_GRID), 1)
    assert target_at(live, atlas, live.view, *pixel(live, IN_GRID)) == Target(TargetKind.CREW, "C1")


@pytest.mark.parametrize("hidden", ["by its switch", "by the scale"])
def test_that_a_crew_that_is_not_drawn_takes_nothing(live, atlas, hidden):
    live.crews.put("C1", world_px_of(IN_GRID), 1)
    if hidden == "by its switch":
        live.shown = Shown(crews=False)
    else:
        live.view = view_at(IN_GRID, 12)
    assert target_at(live, atlas, live.view, *pixel(live, IN_GRID)) == Target(TargetKind.GRID, GRID)


@pytest.mark.parametrize("zoom", range(10, 17))
def test_that_a_drop_lands_on_the_grid_at_the_pixel(live, atlas, zoom):
    live.view = view_at(IN_NEXT_GRID, zoom)
    assert target_at(live, atlas, live.view, *pixel(live, IN_NEXT_GRID)) == Target(TargetKind.GRID, NEXT_GRID)


def test_that_leaving_puts_everything_out(guide, hint, live):
    guide.hover(mime_of_tickets(TWO), *pixel(live, IN_GRID))
    guide.leave()
    assert hint.isHidden()
    assert live._marks["target"] is None


def test_that_coming_in_over_the_edge_does_not_move_the_map(guide, live, monkeypatch):
    panned: list[tuple[int, int]] = []
    monkeypatch.setattr(live, "pan", lambda right, down: panned.append((right, down)))
    mime = mime_of_tickets(TWO)
    guide.hover(mime, 3, 300)
    guide.hover(mime, 12, 300)
    assert panned == []
    guide.hover(mime, 300, 300)
    guide.hover(mime, 3, 300)
    assert len(panned) == 1


@pytest.mark.parametrize("at", [(0, 0), (799, 599), (799, 0), (0, 599)])
def test_that_the_chip_stays_inside_the_map(hint, at):
    hint.say("派给 张建国 1.2 km, 在办 2", "该网格现在无人在岗", *at)
    assert hint.parentWidget().rect().contains(hint.geometry())
