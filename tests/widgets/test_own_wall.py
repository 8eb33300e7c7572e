"""A wall of its own: it shows what is sent to it by name, gives no order, keeps what hangs, and is not closed by accident."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.command_words import RESERVES
from console.domain.alarm_bank import RETURNS_AFTER, Reserve
from console.domain.camera import CameraId
from console.domain.errors import Refused
from console.domain.saved_layout import Hung
from console.domain.shift import Operator, Role
from console.domain.ticket import Priority, TicketId
from console.gateways.health_file import FILE, HealthFile
from console.handlers import handle
from console.journal import News
from console.orders import Accept
from console.settings import OwnWall, parse
from console.wall_orders import AcknowledgeAlarms, ShowOnWall
from tests.builders import CITY, VILLAGE, a_ticket
from tests.fakes import FakeClock, FakeStore
from tests.video_fakes import FakePool
from widgets.own_wall import WallStation, desk_of, wall_name
from widgets.wall.own_window import OwnWindow

HOUSE = Path(__file__).resolve().parent.parent.parent
NO_FILE = Path("nowhere") / "settings.toml"
DESK = Operator(name="李四", centre=CITY, desk="二号")
TWO = Hung(layout="2x2", cameras=(CameraId("3"), None, CameraId("1"), None))

Opened = Callable[..., WallStation]


def a_command(*words: str) -> OwnWall:
    told = parse(["wall", "--screen", "1", "--name", "大屏", "--lang", "en", *words], {}, NO_FILE)
    assert isinstance(told, OwnWall)
    return told


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def opened(store: FakeStore, clock: FakeClock, tmp_path: Path, qtbot: QtBot) -> Iterator[Opened]:
    """Opens a wall on the city in memory; a second one finds what the first has kept."""
    walls: list[WallStation] = []

    def build(*words: str) -> WallStation:
        while walls:
            walls.pop().stop()
        seat = Operator(name="wall", centre=CITY, roles=frozenset({Role.CALL_TAKER}), desk="hall-wall-1")
        station = WallStation(a_command(*words), store, seat, tmp_path, str, clock, FakePool())
        walls.append(station)
        station.open()
        qtbot.waitUntil(lambda: any(wall.name == "大屏" for wall in store.archive().ledgers.walls(CITY)))
        return station

    yield build
    while walls:
        walls.pop().stop()


def send(store: FakeStore, clock: FakeClock, wall: str, hung: Hung = TWO) -> ShowOnWall:
    """Give the order at a desk."""
    order = ShowOnWall(by=DESK, wall=wall, hung=hung)
    with store.unit_of_work() as uow:
        handle(order, uow, clock)
    return order


def hear(station: WallStation, store: FakeStore) -> None:
    """Let the feed bring the line that was written last: one turn of it."""
    station.relay._on_news([News(entries=(store.rows.lines[-1].entry,), desk="二号")])


def test_that_one_turn_of_the_feed_brings_what_was_sent(opened: Opened, store: FakeStore, clock: FakeClock) -> None:
    station = opened()
    send(store, clock, "大屏")
    hear(station, store)
    assert Hung.of(station.hanging.wall) == TWO


def test_that_an_alarm_acknowledged_at_a_desk_leaves_the_wall(
    opened: Opened, store: FakeStore, clock: FakeClock
) -> None:
    station = opened("--alarms", "one")
    alarm = a_ticket(priority=Priority.P1, centre=CITY)
    station.relay._on_news([News(tickets=(alarm,), desk="二号")])
    assert station.alarms.bank.alarms
    with store.unit_of_work() as uow:
        handle(AcknowledgeAlarms(by=DESK, tickets=(alarm.id,)), uow, clock)
    hear(station, store)
    assert station.alarms.bank.alarms == []
    assert dict(station.hanging.over) == {}


def test_that_the_wall_of_another_centre_keeps_its_alarm(opened: Opened, store: FakeStore, clock: FakeClock) -> None:
    station = opened("--alarms", "one")
    alarm = a_ticket(priority=Priority.P1, centre=CITY)
    station.relay._on_news([News(tickets=(alarm,), desk="二号")])
    with store.unit_of_work() as uow:
        handle(AcknowledgeAlarms(by=replace(DESK, centre=VILLAGE), tickets=(alarm.id,)), uow, clock)
    hear(station, store)
    assert len(station.alarms.bank.alarms) == 1


def test_that_the_sender_learns_that_it_is_shown(
    opened: Opened, store: FakeStore, clock: FakeClock, qtbot: QtBot
) -> None:
    station = opened()
    order = send(store, clock, "大屏")
    hear(station, store)
    qtbot.waitUntil(lambda: any(wall.shows == order.key for wall in store.archive().ledgers.walls(CITY)))


def test_that_it_gives_no_other_order(opened: Opened, store: FakeStore) -> None:
    station, refused = opened(), list[Refused]()
    station.relay.refused.connect(lambda _order, why: refused.append(why))
    order = Accept(by=station.relay.operator, ticket=TicketId(1), seen=1)
    station.relay.submit(order)
    station.relay.hold([order])
    assert [why.code for why in refused] == ["wall.only_looks"] * 2


def test_that_what_was_sent_hangs_again_after_a_restart(opened: Opened, store: FakeStore, clock: FakeClock) -> None:
    hear_first = opened("--layout", "3x3")
    send(store, clock, "大屏")
    hear(hear_first, store)
    clock.advance(timedelta(seconds=5))
    assert Hung.of(opened("--layout", "3x3").hanging.wall) == TWO


def test_that_another_layout_that_is_asked_for_goes_before_what_hung(opened: Opened) -> None:
    opened("--layout", "3x3")
    assert opened("--layout", "4x4").hanging.wall.layout_name == "4x4"


def test_that_a_layout_that_is_not_there_is_told_on_the_wall(opened: Opened, qtbot: QtBot) -> None:
    station = opened("--layout", "没有")
    qtbot.waitUntil(lambda: station.window.hint.text() == "There is no layout “没有” here")


def test_that_a_screen_that_is_not_there_is_refused(store: FakeStore, tmp_path: Path, qtbot: QtBot) -> None:
    command = replace(a_command(), screen=7)
    with pytest.raises(Refused, match=r"wall\.no_screen"):
        WallStation(command, store, DESK, tmp_path, str, FakeClock(), FakePool())


def test_that_escape_does_not_close_it_and_says_what_does(opened: Opened) -> None:
    station = opened()
    QTest.keyClick(station.window._view, Qt.Key.Key_Escape)
    assert station.window.isVisible()
    assert station.window.hint.text() == "Hold Ctrl+Shift+Q to close the wall"


def test_that_the_desktop_s_own_close_does_not_close_it(opened: Opened) -> None:
    station = opened()
    assert not station.window.close()


def close_keys() -> Qt.KeyboardModifier:
    return Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_that_the_held_keys_close_it(opened: Opened, qtbot: QtBot) -> None:
    station = opened()
    station.window._held.setInterval(1)
    with qtbot.waitSignal(station.window.left):
        QTest.keyPress(station.window._view, Qt.Key.Key_Q, close_keys())


def test_that_keys_let_go_too_soon_do_not(opened: Opened) -> None:
    station = opened()
    QTest.keyClick(station.window._view, Qt.Key.Key_Q, close_keys())
    assert not station.window._held.isActive()


def test_that_the_cursor_goes_and_comes_back_with_a_hand(opened: Opened, qtbot: QtBot) -> None:
    window = opened().window
    window._still.setInterval(0)
    QTest.mouseMove(window._view)
    window._hide_cursor()
    assert window.cursor().shape() is Qt.CursorShape.BlankCursor
    QTest.mousePress(window._view, Qt.MouseButton.LeftButton)
    assert window.cursor().shape() is Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize("away", [OwnWindow.hide, OwnWindow.showMinimized])
def test_that_a_wall_that_nobody_sees_looks_at_nothing(opened: Opened, away: Callable[[OwnWindow], None]) -> None:
    station = opened()
    away(station.window)
    assert not station.hanging.plays
    assert station.band is not None
    assert not station.band._tick.isActive()


def test_that_a_screen_that_went_takes_the_wall_along_and_brings_it_back(
    opened: Opened,
) -> None:
    window = opened().window
    window._number = 2
    window.screens_changed()
    assert not window.isVisible()
    window._number = 1
    window.screens_changed()
    assert window.isVisible()


def test_that_a_screen_that_comes_does_not_bring_a_stopped_wall_back(opened: Opened, qapp: QApplication) -> None:
    stopped, runs = opened(), opened()
    runs.window.hide()
    qapp.screenAdded.emit(qapp.primaryScreen())
    assert (stopped.window.isVisible(), runs.window.isVisible()) == (False, True)


def test_that_a_wall_without_a_name_is_called_by_its_screen() -> None:
    assert wall_name(replace(a_command(), name="")).endswith(" · 1")


def test_that_it_takes_its_leave(opened: Opened, store: FakeStore, clock: FakeClock) -> None:
    opened().stop()
    assert not [wall for wall in store.archive().ledgers.walls(CITY) if wall.is_there(clock.now())]


def test_that_what_it_sees_of_its_cameras_is_kept_where_the_desk_keeps_it(
    opened: Opened, clock: FakeClock, tmp_path: Path
) -> None:
    station = opened("--layout", "1")
    place, pool = station.hanging.wall.places[0], station.hanging._pool
    assert isinstance(pool, FakePool)
    pool.picture_comes(place)
    station.health.look()
    clock.advance(timedelta(seconds=5))
    station.stop()
    day = clock.now().astimezone(a_command().settings.zone).date()
    (health,) = HealthFile(tmp_path / FILE).days(day, day).values()
    assert (health.live_s, health.online) == (5.0, 1.0)


def test_that_a_wall_that_was_started_again_is_the_same_desk() -> None:
    assert desk_of(a_command()) == desk_of(a_command("--layout", "3x3"))


def test_that_an_alarm_fills_the_tiles_that_are_kept_for_it_and_goes_by_itself(
    opened: Opened, clock: FakeClock
) -> None:
    station = opened("--layout", "2x2", "--alarms", "column")
    ticket = a_ticket(priority=Priority.P1, centre=CITY)
    station.relay._on_news([News(tickets=(ticket,), desk="二号")])
    during = sorted(station.hanging.over)
    clock.advance(RETURNS_AFTER)
    station.alarms.look()
    assert (during, station.hanging.over, station.alarms.bank.alarms) == ([1, 3], {}, [])


def test_that_no_tile_is_kept_for_alarms_unless_it_is_asked_for(opened: Opened) -> None:
    assert opened("--layout", "2x2").hanging.reserved == frozenset()


def test_that_the_command_line_knows_all_tiles_that_can_be_kept() -> None:
    assert tuple(Reserve) == RESERVES


def test_that_it_creeps_round_a_square_and_keeps_its_size(opened: Opened) -> None:
    window = opened("--band", "none").window
    seen, sizes = [], set()
    for _ in range(4):
        seen.append(window._view.pos().toTuple())
        sizes.add(window._view.size().toTuple())
        window.creeping.step()
        QApplication.sendPostedEvents(window, QEvent.Type.LayoutRequest)
    assert (seen, len(sizes)) == ([(0, 0), (2, 0), (2, 2), (0, 2)], 1)


def test_that_a_wall_on_a_file_brings_in_no_keyring_no_docks_no_console_no_geometry_and_no_life_of_the_demo() -> None:
    unwanted = {"keyring", "PySide6QtAds", "widgets.app", "console.demo.life", "numpy", "shapely"}
    asked = f"import sys, widgets.own_wall; print(sorted({unwanted} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=HOUSE)
    assert done.stdout.strip() == "[]"
