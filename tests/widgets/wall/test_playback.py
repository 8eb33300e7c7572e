"""Playing back from the wall: the line first, then the recorder, and nothing that could be taken for now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from console.domain.playback import told_by
from console.domain.shift import Role
from console.journal import PLAYBACK_KINDS, Kind
from console.recorders import Recorders, parse
from console.video.past import PastState, PastView
from console.video.states import Reason
from tests.builders import DISTRICT, NOON
from tests.video_fakes import pixels_of
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import TICKET, camera
from widgets import rules
from widgets.wall.panel import WallPanel
from widgets.wall.playback import Playback
from widgets.wall.playback_menu import add_playback

Go = Callable[[], None]
WHY = "核对经过"
SECRET = "letmein"
BY_HTTP = f'version = 1\n[[recorders]]\nid = "r"\nurl = "http://desk:{SECRET}@r/{{number}}?from={{start}}&to={{end}}"\n'
BY_RTSP = BY_HTTP.replace("http:", "rtsp:")


@dataclass
class FakePlayer:
    """Plays nothing, and keeps what it was asked for."""

    asked: list[tuple[object, ...]] = field(default_factory=list)
    view: PastView = field(default_factory=lambda: PastView(state=PastState.NOTHING))
    before_playing: Callable[[], None] = lambda: None

    def play(self, url: str, from_s: float, width_px: int, height_px: int, speed: float = 1.0) -> None:
        assert width_px > 0
        assert height_px > 0
        self.before_playing()
        self.asked.append(("play", url, from_s, speed))
        self.view = replace(self.view, state=PastState.PLAYING, at_s=from_s)

    def pause(self) -> None:
        self.asked.append(("pause",))
        self.view = replace(self.view, state=PastState.PAUSED)

    def stop(self) -> None:
        self.view = PastView(state=PastState.NOTHING)

    def latest(self) -> PastView:
        return self.view

    def close(self) -> None:
        self.asked.append(("close",))

    @property
    def played(self) -> list[tuple[object, object]]:
        """From when on it was asked to play, and how fast."""
        return [(from_s, speed) for what, *rest in self.asked if what == "play" for _, from_s, speed in [rest]]


@pytest.fixture
def player() -> FakePlayer:
    return FakePlayer()


def take(recorders: Recorders) -> None:
    rules.take(replace(rules.in_force(), recorders=recorders))


@pytest.fixture
def playback(wall: WallPanel, seat: Seat, player: FakePlayer) -> Iterator[Playback]:
    """The third camera in the first tile, and a recorder that keeps it."""
    before = rules.in_force()
    take(parse(BY_HTTP))
    seat.store.rows.tickets[TICKET] = seat.board.tickets[TICKET]
    wall.playback.player.close()
    wall.playback.player = player
    wall.hang(camera(3), 0)
    wall.hang(camera(4), 1)
    wall.hanging.select(0)
    yield wall.playback
    rules.take(before)


def entries(seat: Seat):
    return [line.entry for line in seat.store.rows.lines if line.entry.kind in PLAYBACK_KINDS]


def said(playback: Playback) -> list[str]:
    told: list[str] = []
    playback.said.connect(lambda text, _tone: told.append(text))
    return told


@pytest.fixture
def go(playback: Playback, seat: Seat, qtbot: QtBot) -> Go:
    """Ask for the first tile's recording, say why, and hear that the line stands."""

    def went() -> None:
        playback.begin(0)
        playback.form.reason.setText(WHY)
        with qtbot.waitSignal(seat.relay.done):
            playback.form.play.click()

    return went


def test_that_a_key_asks_from_when_to_when_and_why(wall: WallPanel, playback: Playback, qtbot: QtBot):
    qtbot.keyClick(wall.view, Qt.Key.Key_B)
    assert playback.form.isVisible()
    assert playback.form.camera.text() == "003 云龙湖公园"


def test_that_without_a_reason_nothing_can_be_played(playback: Playback, player: FakePlayer):
    playback.begin(0)
    playback.form.reason.setText("  ")
    playback.form.play.click()
    assert not playback.form.play.isEnabled()
    assert not player.asked


def test_that_the_line_stands_before_the_recorder_is_asked(playback: Playback, player: FakePlayer, seat: Seat, go: Go):
    written: list[int] = []
    player.before_playing = lambda: written.append(len(entries(seat)))
    go()
    assert written == [1]


def test_that_the_line_says_which_camera_and_why(playback: Playback, seat: Seat, go: Go):
    go()
    (line,) = entries(seat)
    stretch = told_by(line.detail)
    assert stretch is not None
    assert (line.kind, line.reason, stretch.camera) == (Kind.CAMERA_PLAYED_BACK, WHY, camera(3))


def test_that_the_line_stands_on_the_ticket_in_hand_from_before_its_report(playback: Playback, seat: Seat, go: Go):
    seat.clock.advance(timedelta(minutes=9))
    seat.focus.look_at_ticket(TICKET)
    go()
    (line,) = entries(seat)
    stretch = told_by(line.detail)
    assert stretch is not None
    assert (line.kind, line.ticket) == (Kind.PLAYED_BACK, TICKET)
    assert (stretch.begins_at, stretch.ends_at) == (NOON - timedelta(seconds=30), NOON + timedelta(minutes=9))


def test_that_a_ticket_which_bears_no_line_does_not_stop_it(playback: Playback, seat: Seat, go: Go):
    gone = replace(seat.board.tickets[TICKET], centre=DISTRICT)
    seat.board.tickets[TICKET] = gone
    seat.focus.look_at_ticket(TICKET)
    go()
    assert [line.kind for line in entries(seat)] == [Kind.CAMERA_PLAYED_BACK]


def test_that_what_is_refused_is_not_played(playback: Playback, player: FakePlayer, seat: Seat, qtbot: QtBot):
    told = said(playback)
    playback.begin(0)
    playback.form.reason.setText(WHY)
    seat.relay.operator = replace(seat.operator, roles=frozenset({Role.CALL_TAKER}))
    with qtbot.waitSignal(seat.relay.refused):
        playback.form.play.click()
    assert (player.asked, playback.pane.isVisible(), len(told)) == ([], False, 1)


def test_that_nothing_is_played_while_the_database_is_out_of_reach(
    playback: Playback, player: FakePlayer, seat: Seat, qtbot: QtBot, caplog: pytest.LogCaptureFixture
):
    told = said(playback)
    playback.begin(0)
    playback.form.reason.setText(WHY)
    seat.store.cut()
    with qtbot.waitSignal(seat.relay.failed):
        playback.form.play.click()
    seat.store.mend()
    assert (player.asked, len(told), seat.outbox.all()) == ([], 1, ())
    assert "out of reach" in caplog.text


def test_that_whoever_may_not_look_is_told_so(playback: Playback, seat: Seat):
    seat.relay.operator = replace(seat.operator, roles=frozenset({Role.CHECKER}))
    told = said(playback)
    playback.begin(0)
    assert (len(told), playback.form.isVisible()) == (1, False)


def test_that_a_camera_without_a_recorder_is_said_to_have_none(playback: Playback):
    take(parse("version = 1\n"))
    assert playback.why_not(0)


def test_that_the_recorder_is_asked_by_the_template(playback: Playback, player: FakePlayer, go: Go):
    go()
    (_, url, from_s, speed) = player.asked[0]
    assert (url, from_s, speed) == (f"http://desk:{SECRET}@r/3?from=20240506T115000Z&to=20240506T120000Z", 0, 1)


def test_that_the_password_of_a_recorder_stands_nowhere(
    playback: Playback, seat: Seat, caplog: pytest.LogCaptureFixture, go: Go
):
    go()
    playback.look()
    pane = playback.pane
    told = [label.text() for label in (pane.mark, pane.moment, pane.note, pane.name)]
    assert SECRET not in f"{told} {entries(seat)} {caplog.text} {pane.accessibleDescription()}"


def test_that_the_pane_says_that_it_is_a_recording_with_the_pictures_own_time(
    playback: Playback, player: FakePlayer, go: Go
):
    go()
    player.view = replace(player.view, at_s=75.0, pixels=pixels_of(np.zeros((36, 64, 4), np.uint8)), sequence=(1, 1))
    playback.look()
    assert playback.pane.isVisible()
    assert playback.pane.mark.text()
    assert playback.pane.moment.text() == "2024-05-06 11:51:15"


def test_that_the_pane_hides_the_camera_of_now(wall: WallPanel, playback: Playback, go: Go):
    go()
    assert playback.pane.geometry().contains(wall.view.rect_of(0))


def test_that_no_picture_is_taken_of_the_camera_behind_a_recording(
    wall: WallPanel, playback: Playback, seat: Seat, go: Go
):
    seat.focus.look_at_ticket(TICKET)
    assert wall.evidence.why_not(0) == ""
    go()
    assert wall.evidence.why_not(0)
    assert wall.evidence.why_not(1) == ""


@pytest.mark.parametrize(
    ("key", "at_s"),
    [
        (Qt.Key.Key_Right, 110),
        (Qt.Key.Key_Left, 90),
        (Qt.Key.Key_PageUp, 160),
        (Qt.Key.Key_PageDown, 40),
    ],
)
def test_that_keys_go_through_the_recording(
    wall: WallPanel, playback: Playback, player: FakePlayer, qtbot: QtBot, key: Qt.Key, at_s: int, go: Go
):
    go()
    playback.seek(100)
    qtbot.keyClick(wall.view, key)
    assert player.played[-1] == (at_s, 1)


@pytest.mark.parametrize(("wished_s", "at_s"), [(-50, 0), (9_999, 599)])
def test_that_nothing_outside_the_stretch_is_ever_asked_for(
    playback: Playback, player: FakePlayer, wished_s: int, at_s: int, go: Go
):
    go()
    playback.seek(wished_s)
    assert player.played[-1] == (at_s, 1)


def test_that_space_pauses_and_goes_on_from_there(
    wall: WallPanel, playback: Playback, player: FakePlayer, qtbot: QtBot, go: Go
):
    go()
    player.view = replace(player.view, at_s=42.5)
    qtbot.keyClick(wall.view, Qt.Key.Key_Space)
    assert player.asked[-1] == ("pause",)
    qtbot.keyClick(wall.view, Qt.Key.Key_Space)
    assert player.played[-1] == (42, 1)


def test_that_an_ended_recording_begins_anew(playback: Playback, player: FakePlayer, go: Go):
    go()
    player.view = replace(player.view, state=PastState.ENDED, at_s=599.0)
    playback.toggle()
    assert player.played[-1] == (0, 1)


def test_that_it_plays_four_times_as_fast_where_it_is_fetched(
    wall: WallPanel, playback: Playback, player: FakePlayer, qtbot: QtBot, go: Go
):
    go()
    qtbot.keyClick(wall.view, Qt.Key.Key_4)
    assert (player.played[-1], playback.pane.speeds[4].isChecked()) == ((0, 4), True)


def test_that_it_plays_no_faster_than_a_recorder_sends(
    wall: WallPanel, playback: Playback, player: FakePlayer, qtbot: QtBot, go: Go
):
    take(parse(BY_RTSP))
    go()
    qtbot.keyClick(wall.view, Qt.Key.Key_2)
    assert (player.played, playback.pane.speeds[2].isEnabled()) == ([(0, 1)], False)


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_Escape])
def test_that_one_key_is_live_again(wall: WallPanel, playback: Playback, qtbot: QtBot, key: Qt.Key, go: Go):
    go()
    qtbot.keyClick(wall.view, key)
    assert (playback.pane.isVisible(), playback.is_at(0)) == (False, False)


def test_that_another_camera_in_the_tile_is_never_under_the_recording(wall: WallPanel, playback: Playback, go: Go):
    go()
    wall.hang(camera(5), 0)
    assert not playback.pane.isVisible()


def test_that_the_keys_of_other_tiles_stay_theirs(
    wall: WallPanel, playback: Playback, player: FakePlayer, qtbot: QtBot, go: Go
):
    go()
    wall.hanging.select(1)
    before = len(player.asked)
    qtbot.keyClick(wall.view, Qt.Key.Key_Space)
    assert len(player.asked) == before


def test_that_nothing_is_fetched_for_a_wall_that_nobody_sees(
    wall: WallPanel, playback: Playback, player: FakePlayer, go: Go
):
    go()
    wall.hide()
    assert player.asked[-1] == ("pause",)
    wall.show()
    assert player.played[-1] == (0, 1)


def test_that_it_is_said_why_there_is_no_recording(playback: Playback, player: FakePlayer, go: Go):
    go()
    player.view = PastView(state=PastState.FAILED, reason=Reason.NOT_FOUND)
    playback.look()
    assert playback.pane.note.text()


def test_that_a_ticket_elsewhere_leads_to_the_tile_of_its_camera(wall: WallPanel, playback: Playback, seat: Seat):
    seat.focus.play_back(camera(6), TICKET)
    asked = playback.form.camera_asked
    assert asked is not None
    assert (asked.id, wall.hanging.place_of(camera(6)) is not None) == (camera(6), True)


def test_that_the_lines_of_the_ticket_are_offered_as_moments(playback: Playback, seat: Seat, go: Go, qtbot: QtBot):
    seat.focus.look_at_ticket(TICKET)
    go()
    with qtbot.waitSignal(seat.relay.answered):
        playback.begin(0)
    assert playback.form.offers.count() == 3


def test_that_the_menu_leads_there_and_back(wall: WallPanel, playback: Playback, go: Go):
    for again in range(2):
        menu = QMenu(wall)
        add_playback(menu, playback, 0)
        (action,) = [one for one in menu.actions() if not one.isSeparator()]
        assert action.isEnabled()
        if not again:
            go()


def test_that_the_end_of_the_wall_ends_the_recording(wall: WallPanel, playback: Playback, player: FakePlayer, go: Go):
    go()
    wall.end()
    assert player.asked[-1] == ("close",)
