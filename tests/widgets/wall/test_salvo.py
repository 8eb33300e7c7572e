"""Salvos: what one desk sends another's wall shows, and the sender learns whether it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from console.domain.salvo import ANSWERS_IN_S
from console.domain.saved_layout import Hung
from console.handlers import handle
from console.journal import Kind, News
from console.wall_orders import ReportWall
from tests.builders import DISTRICT
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import TICKET, camera
from widgets.wall.following import FollowingWall
from widgets.wall.panel import WallPanel
from widgets.wall.salvo import Salvo
from widgets.wall.screens import SharedPool

FOUR = Hung(layout="2x2", cameras=(camera(5), None, camera(6), None))


@pytest.fixture
def following(wall: WallPanel, seat: Seat) -> Iterator[FollowingWall]:
    made = FollowingWall(seat.relay, wall.hanging, "大屏", wall)
    made.start()
    yield made
    made.stop()


class Hand:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def salvo(seat: Seat, hand: Hand) -> Salvo:
    return Salvo(seat.relay, seconds=hand)


def hear(seat: Seat) -> None:
    """Let the feed bring what was written last."""
    entry = seat.store.rows.lines[-1].entry
    seat.relay.noted.emit(News(entries=(entry,), desk="二号"))


def there(seat: Seat) -> list[str]:
    walls = seat.store.archive().ledgers.walls(seat.operator.centre)
    return [wall.name for wall in walls if wall.is_there(seat.clock.now())]


def sent(seat: Seat, salvo: Salvo, qtbot: QtBot, wall: str = "大屏") -> None:
    with qtbot.waitSignal(seat.relay.done, check_params_cb=lambda order, _news: getattr(order, "wall", "") == wall):
        salvo.send(wall, FOUR, "早高峰")
    hear(seat)


@pytest.mark.usefixtures("following")
def test_that_a_wall_is_there_as_soon_as_it_follows(seat: Seat, qtbot: QtBot):
    qtbot.waitUntil(lambda: there(seat) == ["大屏"])


def test_that_a_wall_that_ends_is_there_no_more(seat: Seat, following: FollowingWall, qtbot: QtBot):
    qtbot.waitUntil(lambda: there(seat) == ["大屏"])
    following.stop()
    qtbot.waitUntil(lambda: there(seat) == [])


def test_that_the_wall_shows_what_it_is_sent_and_the_sender_is_told(
    wall: WallPanel, seat: Seat, following: FollowingWall, salvo: Salvo, qtbot: QtBot
):
    qtbot.waitUntil(lambda: bool(there(seat)))
    wall.hanging.pin(TICKET, 0)
    with qtbot.waitSignal(following.shown) as shown:
        sent(seat, salvo, qtbot)
    assert shown.args == ["早高峰"]
    assert Hung.of(wall.hanging.wall) == FOUR
    assert wall.hanging.wall.tile(0).ticket is None
    with qtbot.waitSignal(salvo.said, check_params_cb=lambda text, _tone: "shows it" in text):
        salvo.look()


def test_that_a_wall_that_does_not_show_it_is_said_not_to_answer(seat: Seat, salvo: Salvo, hand: Hand, qtbot: QtBot):
    by = replace(seat.operator, desk="大厅")
    with seat.store.unit_of_work() as uow:
        handle(ReportWall(by=by, wall="大屏", layout="1"), uow, seat.clock)
        uow.commit()
    sent(seat, salvo, qtbot)
    hand.now_s = ANSWERS_IN_S + 1
    with qtbot.waitSignal(salvo.said, check_params_cb=lambda text, _tone: "does not answer" in text):
        salvo.look()


def test_that_what_is_sent_to_a_wall_that_is_not_there_is_refused_with_a_sentence(salvo: Salvo, qtbot: QtBot):
    with qtbot.waitSignal(salvo.said, check_params_cb=lambda text, tone: tone == "warn" and "is not there" in text):
        salvo.send("大屏", FOUR)


def test_that_whoever_hangs_something_else_ends_what_was_sent(
    wall: WallPanel, seat: Seat, following: FollowingWall, salvo: Salvo, qtbot: QtBot
):
    qtbot.waitUntil(lambda: bool(there(seat)))
    sent(seat, salvo, qtbot)
    assert following.shows is not None
    wall.hang(camera(1), 1)
    assert following.shows is None


@pytest.mark.parametrize("other", [{"centre": DISTRICT}, {"detail": {"wall": "侧屏"}}, {"kind": Kind.EXPORTED}])
def test_that_a_wall_follows_nothing_but_what_bears_its_name_at_its_centre(
    wall: WallPanel, seat: Seat, following: FollowingWall, salvo: Salvo, qtbot: QtBot, other: dict[str, object]
):
    assert following.name == "大屏"
    qtbot.waitUntil(lambda: bool(there(seat)))
    with qtbot.waitSignal(seat.relay.done, check_params_cb=lambda order, _news: hasattr(order, "hung")):
        salvo.send("大屏", FOUR)
    before = wall.hanging.wall
    entry = seat.store.rows.lines[-1].entry
    wall.hanging.take(before.laid_out("3x3"))
    seat.relay.noted.emit(News(entries=(replace(entry, key=uuid4(), **other),), desk="二号"))  # type: ignore[arg-type]
    assert wall.hanging.wall.layout_name == "3x3"


def test_that_what_cannot_be_read_leaves_the_wall_as_it_is(
    wall: WallPanel, seat: Seat, following: FollowingWall, salvo: Salvo, qtbot: QtBot, caplog: pytest.LogCaptureFixture
):
    assert following.name == "大屏"
    qtbot.waitUntil(lambda: bool(there(seat)))
    with qtbot.waitSignal(seat.relay.done, check_params_cb=lambda order, _news: hasattr(order, "hung")):
        salvo.send("大屏", FOUR)
    entry = seat.store.rows.lines[-1].entry
    before = wall.hanging.wall
    detail = {**entry.detail, "cameras": "[["}
    seat.relay.noted.emit(News(entries=(replace(entry, key=uuid4(), detail=detail),), desk="二号"))
    assert wall.hanging.wall == before
    assert "cannot be read" in caplog.text


def test_that_two_walls_of_one_pool_do_not_touch_each_others_tiles(pool: FakePool):
    one, two = SharedPool(pool, 0), SharedPool(pool, 2)
    one.show(0, "rtsp://a", 10, 10)
    two.show(0, "rtsp://b", 10, 10)
    two.clear(0)
    assert pool.urls() == {0: "rtsp://a"}


def test_that_a_layout_is_shown_on_another_screen_of_this_workstation(wall: WallPanel, seat: Seat, qtbot: QtBot):
    wall.hang(camera(4), 0)
    wall.bar.screen_asked.emit(1)
    qtbot.waitUntil(lambda: bool(there(seat)))
    screen = wall.screens.walls[1]
    assert screen.hanging.wall.tile(0).camera == camera(4)
    screen.close()
    assert wall.screens.walls == {}
    qtbot.waitUntil(lambda: there(seat) == [])


@pytest.mark.usefixtures("following")
def test_that_a_line_that_comes_again_does_not_take_away_what_was_hung_since(
    wall: WallPanel, seat: Seat, salvo: Salvo, qtbot: QtBot
):
    qtbot.waitUntil(lambda: bool(there(seat)))
    sent(seat, salvo, qtbot)
    wall.hang(camera(1), 1)
    hear(seat)
    assert wall.hanging.wall.tile(1).camera == camera(1)


@pytest.mark.usefixtures("following")
def test_that_an_older_salvo_that_comes_late_is_not_shown(wall: WallPanel, seat: Seat, salvo: Salvo, qtbot: QtBot):
    qtbot.waitUntil(lambda: bool(there(seat)))
    sent(seat, salvo, qtbot)
    entry = seat.store.rows.lines[-1].entry
    late = replace(
        entry,
        key=uuid4(),
        at=entry.at - timedelta(seconds=5),
        detail={**entry.detail, "layout": "1", "cameras": "[null]"},
    )
    seat.relay.noted.emit(News(entries=(late,), desk="二号"))
    assert Hung.of(wall.hanging.wall) == FOUR


def test_that_the_wall_of_a_screen_bears_the_name_it_is_given_here(wall: WallPanel, seat: Seat, qtbot: QtBot):
    wall.bar.screen_asked.emit(1)
    qtbot.waitUntil(lambda: bool(there(seat)))
    wall.screens.rename(1, " 指挥  大屏 ")
    qtbot.waitUntil(lambda: there(seat) == ["指挥 大屏"])
    kept = wall.state()
    wall.screens.close()
    wall.restore(kept)
    assert wall.screens.name_of(1) == "指挥 大屏"


def test_that_the_menu_names_the_walls_that_are_there(wall: WallPanel, seat: Seat, qtbot: QtBot):
    by = replace(seat.operator, desk="大厅")
    with seat.store.unit_of_work() as uow:
        handle(ReportWall(by=by, wall="大屏", layout="1"), uow, seat.clock)
    wall.bar.send_menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: "大屏" in [action.text() for action in wall.bar.send_menu.actions()])
    (target,) = [action for action in wall.bar.send_menu.actions() if action.text() == "大屏"]
    with qtbot.waitSignal(seat.relay.done, check_params_cb=lambda order, _news: hasattr(order, "hung")):
        target.trigger()
