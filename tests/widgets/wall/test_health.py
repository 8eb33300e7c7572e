"""The wall's streams are watched, and their window tells the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from console.domain.health import Health
from console.gateways.health_file import HealthFile
from console.questions import VideoHealth
from console.video.states import Reason, TileState
from tests.builders import CITY
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import camera
from widgets.wall.health import HealthWindow
from widgets.wall.health_book import HealthBook
from widgets.wall.panel import WallPanel
from widgets.wall.stream_health import StreamHealth

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def health(seat: Seat, wall: WallPanel, tmp_path: Path) -> Iterator[StreamHealth]:
    made = StreamHealth(seat.relay, wall, tmp_path / "health.db", ZONE, "en")
    yield made
    made.end()


def today(seat: Seat) -> date:
    return seat.clock.now().astimezone(ZONE).date()


def pass_s(seat: Seat, health: StreamHealth, seconds: int) -> None:
    for _ in range(seconds):
        health.watch.look()
        seat.clock.advance(timedelta(seconds=1))
    health.watch.look()


def known(seat: Seat, health: StreamHealth, number: int) -> Health:
    return health.seen().kept.days(today(seat), today(seat)).get((today(seat), camera(number)), Health())


def test_that_a_moving_picture_is_online(seat: Seat, wall: WallPanel, pool: FakePool, health: StreamHealth):
    wall.hang(camera(1), 0)
    pool.picture_comes(0)
    pass_s(seat, health, 20)
    assert known(seat, health, 1) == Health(live_s=20.0)


def test_that_a_frozen_tile_is_not_online(seat: Seat, wall: WallPanel, pool: FakePool, health: StreamHealth):
    wall.hang(camera(1), 0)
    pool.picture_comes(0)
    pass_s(seat, health, 10)
    pool.tell(0, TileState.STALE)
    pass_s(seat, health, 10)
    assert known(seat, health, 1).online == 0.5


def test_that_an_outage_keeps_its_reason(seat: Seat, wall: WallPanel, pool: FakePool, health: StreamHealth):
    wall.hang(camera(1), 0)
    pool.tell(0, TileState.OFFLINE, Reason.TIMEOUT)
    pass_s(seat, health, 10)
    assert (known(seat, health, 1).longest_s, known(seat, health, 1).reason) == (10.0, "timeout")


def test_that_a_hidden_wall_says_nothing_of_its_cameras(
    seat: Seat, wall: WallPanel, pool: FakePool, health: StreamHealth
):
    wall.hang(camera(1), 0)
    pool.tell(0, TileState.OFFLINE, Reason.TIMEOUT)
    wall.hide()
    pass_s(seat, health, 60)
    assert known(seat, health, 1) == Health()


def test_that_a_crash_costs_less_than_a_minute(
    seat: Seat, wall: WallPanel, pool: FakePool, health: StreamHealth, tmp_path: Path
):
    wall.hang(camera(1), 0)
    pool.picture_comes(0)
    pass_s(seat, health, 120)
    kept = HealthFile(tmp_path / "health.db").days(today(seat), today(seat))
    assert kept[today(seat), camera(1)].live_s > 60


def test_that_what_a_busy_file_did_not_take_is_kept_later(
    seat: Seat, wall: WallPanel, pool: FakePool, health: StreamHealth, monkeypatch: pytest.MonkeyPatch
):
    wall.hang(camera(1), 0)
    pool.picture_comes(0)
    with monkeypatch.context() as busy:
        busy.setattr(HealthBook, "add", lambda _book, _sums: False)
        pass_s(seat, health, 40)
    assert known(seat, health, 1).live_s == 40.0


@pytest.fixture
def kept(seat: Seat, tmp_path: Path) -> HealthFile:
    """Days that were kept before."""
    now, path = today(seat), tmp_path / "kept.db"
    book = HealthBook(path)
    book.add(
        {
            (now, camera(1)): Health(live_s=100),
            (now, camera(2)): Health(live_s=50, out_s=50, longest_s=40, reason="timeout", reconnects=2),
            (now - timedelta(days=1), camera(3)): Health(live_s=10, frozen_s=90, frozen=9, longest_s=30),
        }
    )
    book.close()
    return HealthFile(path)


@pytest.fixture
def window(seat: Seat, kept: HealthFile, qtbot: QtBot) -> Iterator[HealthWindow]:
    made = HealthWindow(seat.relay, kept, lambda: None, ZONE, "en")
    qtbot.addWidget(made)
    made.show()
    is_read(made, qtbot)
    yield made
    made.close()


def is_read(window: HealthWindow, qtbot: QtBot) -> None:
    """Wait until what was asked last is shown."""
    qtbot.waitUntil(lambda: window._asked is None)


def cells(window: HealthWindow, column: int = 0) -> list[str]:
    return [window.model.index(row, column).data() for row in range(window.model.rowCount())]


def test_that_the_worst_camera_stands_first(window: HealthWindow):
    assert list(zip(cells(window), cells(window, 2), strict=True)) == [
        ("002 人民路口", "50.0 %"),
        ("001 北门", "100.0 %"),
    ]


def test_that_yesterday_tells_yesterday(window: HealthWindow, qtbot: QtBot):
    window.spans[1].click()
    is_read(window, qtbot)
    assert (cells(window), window.spans[0].isChecked()) == (["003 云龙湖公园"], False)


def test_that_seven_days_tell_all_of_them(window: HealthWindow, qtbot: QtBot):
    window.spans[7].click()
    is_read(window, qtbot)
    assert cells(window) == ["003 云龙湖公园", "002 人民路口", "001 北门"]


def test_that_any_day_may_be_chosen(window: HealthWindow, seat: Seat):
    yesterday = today(seat) - timedelta(days=1)
    window.day.setDate(window.day.date().addDays(-1))
    assert (window.period.first, window.period.last) == (yesterday, yesterday)


def test_that_days_are_told_one_by_one(window: HealthWindow, seat: Seat, qtbot: QtBot):
    window.spans[7].click()
    is_read(window, qtbot)
    window.by.setCurrentIndex(window.by.findData("day"))
    is_read(window, qtbot)
    assert cells(window) == [today(seat).isoformat(), (today(seat) - timedelta(days=1)).isoformat()]


def test_that_regions_are_told_up_to_the_city(window: HealthWindow, seat: Seat, qtbot: QtBot):
    window.by.setCurrentIndex(window.by.findData("region"))
    is_read(window, qtbot)
    assert seat.board.region_name(CITY) in cells(window)


def test_that_enter_goes_into_a_region_and_escape_comes_back(window: HealthWindow, qtbot: QtBot):
    window.by.setCurrentIndex(window.by.findData("region"))
    is_read(window, qtbot)
    window.table.setFocus()
    qtbot.keyClick(window.table, Qt.Key.Key_Return)
    is_read(window, qtbot)
    assert window.model.by == "camera"
    window.leave()
    is_read(window, qtbot)
    assert (window.model.by, window.isVisible()) == ("region", True)


def test_that_enter_asks_for_the_camera_on_the_wall(window: HealthWindow, qtbot: QtBot):
    window.table.setFocus()
    with qtbot.waitSignal(window.hang_asked) as asked:
        qtbot.keyClick(window.table, Qt.Key.Key_Return)
    assert asked.args == [camera(2)]


def test_that_an_empty_day_says_what_to_do(window: HealthWindow, qtbot: QtBot):
    window.day.setDate(window.day.date().addDays(-5))
    is_read(window, qtbot)
    notes = [label.text() for label in window.table.findChildren(QLabel) if label.isVisible()]
    assert "Hang cameras on the wall" in notes[0]


def test_that_nothing_is_no_file(window: HealthWindow, qtbot: QtBot):
    window.day.setDate(window.day.date().addDays(-5))
    is_read(window, qtbot)
    assert not window.write.isEnabled()


def test_that_the_file_of_the_window_is_written(window: HealthWindow, tmp_path: Path):
    window.write.click()
    dialog = next(child for child in window.children() if child.metaObject().className() == "WriteHealthFile")
    dialog.out.setText(str(tmp_path / "health.csv"))  # type: ignore[attr-defined]
    dialog.form.setCurrentIndex(1)  # type: ignore[attr-defined]
    dialog.write.click()  # type: ignore[attr-defined]
    dialog.reject()  # type: ignore[attr-defined]
    assert len((tmp_path / "health.csv").read_text("utf-8-sig").splitlines()) == 3


def test_that_the_file_is_not_read_on_the_thread_of_the_window(
    seat: Seat, kept: HealthFile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    asked: list[object] = []
    monkeypatch.setattr(seat.relay, "ask", asked.append)
    made = HealthWindow(seat.relay, kept, lambda: None, ZONE, "en")
    qtbot.addWidget(made)
    assert [(type(one), made.model.rowCount()) for one in asked] == [(VideoHealth, 0)]


def test_that_no_way_back_is_offered_before_there_is_anything_to_go_into(
    seat: Seat, kept: HealthFile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(seat.relay, "ask", lambda _asked: None)
    made = HealthWindow(seat.relay, kept, lambda: None, ZONE, "en")
    qtbot.addWidget(made)
    made.show()
    assert not made.back.isVisible()
    made.leave()
    assert not made.isVisible()


def test_that_another_breakdown_adds_up_what_was_read_already(window: HealthWindow, monkeypatch: pytest.MonkeyPatch):
    asked: list[VideoHealth] = []
    monkeypatch.setattr(window._relay, "ask", asked.append)
    window.by.setCurrentIndex(window.by.findData("region"))
    window.read()
    assert [one.days is None for one in asked] == [False, True]


def test_that_days_that_could_not_be_read_are_told(window: HealthWindow, monkeypatch: pytest.MonkeyPatch):
    relay = window._relay
    monkeypatch.setattr(relay, "ask", lambda asked: relay.failed.emit(asked, OSError("gone")))
    window.read()
    notes = [label.text() for label in window.table.findChildren(QLabel) if label.isVisible()]
    assert notes == ["These days could not be read. F5 tries again."]


def test_that_what_was_seen_a_moment_ago_is_read_too(
    seat: Seat, wall: WallPanel, pool: FakePool, health: StreamHealth, qtbot: QtBot
):
    wall.hang(camera(1), 0)
    pool.picture_comes(0)
    pass_s(seat, health, 3)
    health.show()
    assert health.window is not None
    is_read(health.window, qtbot)
    assert cells(health.window) == ["001 北门"]


def test_that_the_window_opens_from_the_bar(wall: WallPanel, health: StreamHealth):
    health.button.click()
    assert health.window is not None
    assert health.window.isVisible()


def test_that_the_name_of_a_camera_has_room(window: HealthWindow):
    assert window.table.columnWidth(0) >= window.table.width() // 4
