"""The keys of the map."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.ticket import Target, TargetKind, TicketId
from tests.builders import FAR_GRID, GRID, IN_FAR_GRID, IN_GRID, NEXT_GRID
from tests.widgets.map.conftest import describe
from tests.widgets.map.test_hit import view_at
from widgets.kit.focus import Focus
from widgets.map.bridge import Bridge
from widgets.map.cursor import GridCursor
from widgets.map.drag import DropGuide, DropHint
from widgets.map.live import LiveMap


@pytest.fixture
def live(qapp, atlas: Atlas) -> LiveMap:
    made = LiveMap(atlas, Bridge())
    made.view = view_at(IN_GRID, 14)
    return made


@pytest.fixture
def focus(qapp) -> Focus:
    return Focus()


@pytest.fixture
def cursor(live: LiveMap, atlas: Atlas, focus: Focus, qtbot: QtBot) -> GridCursor:
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    hint = DropHint(window)
    guide = DropGuide(live, atlas, hint, describe, lambda answer: answer(live.view))
    return GridCursor(window, live, atlas, guide, hint, describe, focus)


def test_that_the_cursor_comes_where_the_view_is(cursor):
    cursor.turn(True)
    assert cursor.grid == GRID


def test_that_arrows_take_the_cursor_to_the_next_grid(cursor):
    cursor.turn(True)
    cursor.step(1, 0)
    assert cursor.grid == NEXT_GRID
    cursor.step(-1, 0)
    assert cursor.grid == GRID


def test_that_without_the_cursor_arrows_move_the_map(cursor, live, monkeypatch):
    moved = []
    monkeypatch.setattr(live, "pan", lambda right, down: moved.append((right, down)))
    cursor.step(1, 0)
    assert moved == [(120, 0)]


def test_that_enter_sends_the_ticket_looked_at(cursor, focus, qtbot: QtBot):
    focus.look_at_ticket(TicketId(5))
    cursor.turn(True)
    with qtbot.waitSignal(cursor.dispatch_asked) as asked:
        cursor.send()
    assert asked.args == [[5], Target(TargetKind.GRID, GRID)]


def test_that_the_cursor_goes_when_the_ticket_is_sent(cursor, focus):
    focus.look_at_ticket(TicketId(5))
    cursor.turn(True)
    cursor.send()
    assert not cursor.is_on


def test_that_enter_without_a_ticket_sends_nothing(cursor, qtbot: QtBot):
    cursor.turn(True)
    with qtbot.assertNotEmitted(cursor.dispatch_asked):
        cursor.send()


def test_that_enter_on_a_grid_that_takes_nothing_sends_nothing(cursor, live, focus, qtbot: QtBot):
    focus.look_at_ticket(TicketId(5))
    live.view = view_at(IN_FAR_GRID, 14)
    cursor.turn(True)
    assert cursor.grid == FAR_GRID
    with qtbot.assertNotEmitted(cursor.dispatch_asked):
        cursor.send()


def test_that_a_cursor_that_leaves_the_view_takes_the_map_along(cursor, live, monkeypatch):
    moved = []
    monkeypatch.setattr(live, "pan", lambda right, down: moved.append((right, down)))
    live.view = view_at(IN_GRID, 17)
    cursor.turn(True)
    cursor.step(1, 0)
    assert moved
    assert moved[0][0] > 0


def boxed_by(cursor: GridCursor, qtbot: QtBot) -> tuple[float, float, float, float]:
    with qtbot.waitSignal(cursor.boxed) as asked:
        cursor.take()
    assert asked.args is not None
    return tuple(asked.args)


def middle(live: LiveMap, grid: str) -> tuple[float, float]:
    x, y = live.ground.middles[live.ground.index_of(grid)]
    scale = live.view.scale
    return x * scale - live.view.left, y * scale - live.view.top


def holds(box: tuple[float, float, float, float], pixel: tuple[float, float]) -> bool:
    return box[0] <= pixel[0] <= box[2] and box[1] <= pixel[1] <= box[3]


def test_that_a_box_drawn_by_keys_holds_the_grids_that_the_cursor_went_over(cursor, live, qtbot: QtBot):
    cursor.turn(True)
    cursor.stretch(1, 0)
    box = boxed_by(cursor, qtbot)
    assert holds(box, middle(live, GRID))
    assert holds(box, middle(live, NEXT_GRID))


def test_that_without_a_box_only_the_grid_of_the_cursor_is_taken(cursor, live, qtbot: QtBot):
    cursor.turn(True)
    with qtbot.waitSignal(cursor.grids_taken) as taken:
        cursor.take()
    assert taken.args == [[GRID]]


def test_that_marked_grids_are_taken_together(cursor, qtbot: QtBot):
    cursor.turn(True)
    cursor.mark()
    cursor.step(1, 0)
    cursor.mark()
    with qtbot.waitSignal(cursor.grids_taken) as taken:
        cursor.take()
    assert taken.args == [[GRID, NEXT_GRID]]


def test_that_a_grid_marked_twice_is_marked_no_longer(cursor, qtbot: QtBot):
    cursor.turn(True)
    cursor.mark()
    with qtbot.waitSignal(cursor.marked) as marked:
        cursor.mark()
    assert marked.args == [[]]


def test_that_an_arrow_alone_gives_the_box_up(cursor, live, qtbot: QtBot):
    cursor.turn(True)
    cursor.stretch(1, 0)
    cursor.step(-1, 0)
    with qtbot.waitSignal(cursor.grids_taken) as taken:
        cursor.take()
    assert taken.args == [[GRID]]


def test_that_without_the_cursor_nothing_is_boxed(cursor, qtbot: QtBot):
    with qtbot.assertNotEmitted(cursor.boxed), qtbot.assertNotEmitted(cursor.grids_taken):
        cursor.take()
