"""Pictures and clips from the wall: for which ticket, marked and sealed before they are named, and honest of what is not kept."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from console.domain.errors import Refused
from console.domain.evidence import Cut, Evidence, told_by
from console.journal import EVIDENCE_KINDS, Kind
from console.video.kept_files import Made, Missed, Missing
from tests.video_fakes import FakePool
from tests.widgets.conftest import Seat
from tests.widgets.wall.conftest import TICKET, camera
from widgets.closing import ClipsFirst
from widgets.kit import evidence_files
from widgets.kit.evidence_files import EvidenceFiles, Fit
from widgets.wall.clip_marks import ClipMarks
from widgets.wall.evidence import EvidenceTaking
from widgets.wall.evidence_menu import add_evidence
from widgets.wall.panel import WallPanel

SIZE = (640, 360)


class AtOnce(Executor):
    """Does what it is given before it returns."""

    def submit(self, fn: Any, /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **more))
        except (Refused, OSError, ValueError) as wrong:
            done.set_exception(wrong)
        return done


class Given:
    """Everything that was given here, and said."""

    def __init__(self, seat: Seat, taking: EvidenceTaking) -> None:
        self.seat = seat
        self.said: list[tuple[str, str]] = []
        self.taking = taking
        taking.said.connect(lambda text, tone: self.said.append((text, tone)))

    @property
    def lines(self) -> list[tuple[Kind, Evidence | None]]:
        entries = [line.entry for line in self.seat.store.rows.lines]
        return [(one.kind, told_by(one.detail)) for one in entries if one.kind in EVIDENCE_KINDS]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    before = evidence_files.files().folder
    evidence_files.keep_in(tmp_path / "kept")
    yield tmp_path / "kept"
    evidence_files.keep_in(before)


@pytest.fixture
def taking(wall: WallPanel, seat: Seat, pool: FakePool, folder: Path) -> Iterator[EvidenceTaking]:
    assert not folder.exists()
    ticket = seat.board.tickets[TICKET]
    seat.store.rows.tickets[TICKET] = ticket
    made = EvidenceTaking(wall.hanging, seat.focus, pool, None, wall, seconds=lambda: 100.0, sealer=AtOnce())
    wall.hang(camera(3), 0)
    pool.picture_comes(0)
    yield made
    made.end()


@pytest.fixture
def given(seat: Seat, taking: EvidenceTaking) -> Given:
    seat.focus.look_at_ticket(TICKET)
    return Given(seat, taking)


def written(pool: FakePool, *, is_picture: bool = True) -> Path:
    """Let the worker write what was asked for last."""
    path = Path(pool.asked[max(pool.asked)][1])
    if is_picture:
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        assert image.save(str(path))
    else:
        path.write_bytes(b"clip")
    return path


def made(pool: FakePool, suffix: str, cut: Cut = Cut.NOT) -> None:
    job = max(pool.asked)
    pool.told = [Made(job=job, path=pool.asked[job][1], begins_s=60.0, ends_s=100.0, suffix=suffix, cut=cut)]


def take_picture(given: Given, pool: FakePool, qtbot: QtBot) -> Evidence:
    given.taking.picture(0)
    written(pool)
    made(pool, ".png")
    given.taking.look()
    qtbot.waitUntil(lambda: bool(given.lines))
    (_, evidence) = given.lines[-1]
    assert evidence is not None
    return evidence


def take_clip(given: Given, pool: FakePool, qtbot: QtBot, cut: Cut = Cut.NOT) -> Evidence:
    given.taking.clip(0)
    written(pool, is_picture=False)
    made(pool, ".mp4", cut)
    given.taking.look()
    qtbot.waitUntil(lambda: bool(given.lines))
    (_, evidence) = given.lines[-1]
    assert evidence is not None
    return evidence


def test_that_a_picture_is_named_on_the_ticket_in_focus(given: Given, pool: FakePool, qtbot: QtBot) -> None:
    evidence = take_picture(given, pool, qtbot)
    assert (given.lines[-1][0], evidence.camera) == (Kind.SNAPSHOT_ATTACHED, camera(3))


def test_that_the_file_lies_where_the_line_says_and_fits_it(given: Given, pool: FakePool, qtbot: QtBot) -> None:
    assert evidence_files.files().fit(take_picture(given, pool, qtbot)) is Fit.FITS


def test_that_a_file_that_was_changed_fits_no_more(given: Given, pool: FakePool, qtbot: QtBot) -> None:
    evidence = take_picture(given, pool, qtbot)
    evidence_files.files().place(evidence.file, evidence.begins_at).write_bytes(b"other")
    assert evidence_files.files().fit(evidence) is Fit.CHANGED


def test_that_a_file_that_was_taken_away_is_gone(given: Given, pool: FakePool, qtbot: QtBot) -> None:
    evidence = take_picture(given, pool, qtbot)
    evidence_files.files().place(evidence.file, evidence.begins_at).unlink()
    assert evidence_files.files().fit(evidence) is Fit.GONE


def test_that_the_picture_keeps_its_size_and_bears_its_line_along_the_lower_edge(
    given: Given, pool: FakePool, qtbot: QtBot
) -> None:
    evidence = take_picture(given, pool, qtbot)
    image = QImage(str(evidence_files.files().place(evidence.file, evidence.begins_at)))
    assert (image.width(), image.height()) == SIZE
    assert image.pixelColor(320, 20).lightness() > 240
    assert image.pixelColor(638, 357).lightness() < 200


def test_that_nothing_of_it_is_left_where_the_worker_wrote(given: Given, pool: FakePool, qtbot: QtBot) -> None:
    take_picture(given, pool, qtbot)
    assert not Path(pool.asked[1][1]).parent.exists()


def test_that_a_tiles_own_ticket_comes_before_the_one_in_focus(wall: WallPanel, given: Given) -> None:
    wall.hanging.pin(TICKET, 0)
    given.seat.focus.look_at_ticket(None)
    ticket = given.taking.ticket_for(0)
    assert ticket is not None
    assert ticket.id == TICKET


def test_that_without_a_ticket_nothing_is_taken_and_it_is_said_why(given: Given, pool: FakePool) -> None:
    given.seat.focus.look_at_ticket(None)
    given.taking.picture(0)
    assert (pool.asked, given.said[0][1]) == ({}, "warn")


def test_that_a_camera_without_pictures_is_told_of(given: Given, wall: WallPanel) -> None:
    wall.hang(camera(4), 1)
    given.taking.picture(1)
    assert given.said[0][1] == "warn"


def test_that_a_clip_tells_how_long_it_is(given: Given, pool: FakePool, qtbot: QtBot) -> None:
    evidence = take_clip(given, pool, qtbot)
    assert evidence.ends_at is not None
    assert ((evidence.ends_at - evidence.begins_at).total_seconds(), evidence.cut) == (40.0, Cut.NOT)


def test_that_a_clip_that_ends_early_says_so_in_the_line_and_on_the_wall(
    given: Given, pool: FakePool, qtbot: QtBot
) -> None:
    assert take_clip(given, pool, qtbot, Cut.LOST).cut is Cut.LOST
    assert given.said[-1][1] == "warn"


def test_that_a_clip_that_is_dropped_is_neither_kept_nor_named(given: Given, pool: FakePool, folder: Path) -> None:
    given.taking.clip(0)
    path = written(pool, is_picture=False)
    given.taking.end_clip(0, drop=True)
    made(pool, ".mp4", Cut.STOPPED)
    given.taking.look()
    assert (pool.cut, given.lines, path.exists(), folder.exists()) == ([1], [], False, False)


def test_that_the_tile_tells_how_long_its_clip_goes_on(given: Given, wall: WallPanel) -> None:
    marks = ClipMarks(wall.view, given.taking)
    given.taking.clip(0)
    assert "30" in marks.text(0)


def test_that_the_mark_goes_when_the_clip_is_there(given: Given, pool: FakePool, wall: WallPanel) -> None:
    marks = ClipMarks(wall.view, given.taking)
    given.taking.clip(0)
    pool.told = [Missed(job=1, why=Missing.LOST)]
    given.taking.look()
    assert marks.text(0) == ""


def test_that_nothing_kept_is_told(given: Given, pool: FakePool) -> None:
    given.taking.picture(0)
    pool.told = [Missed(job=1, why=Missing.NO_PICTURE)]
    given.taking.look()
    assert (given.said[0][1], given.lines) == ("error", [])


def test_that_a_folder_that_cannot_be_written_to_is_told_and_no_line_written(
    given: Given, pool: FakePool, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    evidence_files.keep_in(tmp_path / "file")
    given.taking.picture(0)
    written(pool)
    made(pool, ".png")
    given.taking.look()
    qtbot.waitUntil(lambda: bool(given.said))
    assert (given.said[0][1], given.lines) == ("error", [])


def test_that_a_second_clip_of_a_tile_waits_for_the_first(given: Given, pool: FakePool) -> None:
    given.taking.clip(0)
    given.taking.clip(0)
    assert len(pool.asked) == 1


def test_that_the_menu_says_why_nothing_can_be_taken(given: Given, qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    add_evidence(menu, given.taking, 2)
    told = [(action.isEnabled(), bool(action.toolTip())) for action in menu.actions() if not action.isSeparator()]
    assert told == [(False, True), (False, True)]


def test_that_the_menu_ends_a_clip_that_is_being_kept(given: Given, pool: FakePool, qtbot: QtBot) -> None:
    given.taking.clip(0)
    menu = QMenu()
    qtbot.addWidget(menu)
    add_evidence(menu, given.taking, 0)
    [action for action in menu.actions() if not action.isSeparator()][1].trigger()
    assert pool.cut == [1]


def test_that_a_key_takes_a_picture_of_the_selected_tile(wall: WallPanel, pool: FakePool, given: Given) -> None:
    assert given.lines == []
    keyed = [action for action in wall.actions() if action.shortcut().toString() == "Ctrl+Shift+S"]
    keyed[0].trigger()
    assert [tile for tile, _ in pool.asked.values()] == [0]


@pytest.fixture
def window(given: Given, pool: FakePool) -> Iterator[QWidget]:
    """A window that closes when what is taken of the wall is kept."""
    shown = QWidget()
    ClipsFirst(shown, given.taking)
    shown.show()
    yield shown
    pool.told = [Missed(job=job, why=Missing.LOST) for job in pool.asked]
    given.taking.look()
    shown.close()


def test_that_a_console_closes_when_its_clip_is_kept_as_far_as_it_came(
    given: Given, window: QWidget, pool: FakePool, qtbot: QtBot
) -> None:
    given.taking.clip(0)
    window.close()
    assert (window.isVisible(), pool.cut) == (True, [1])
    written(pool, is_picture=False)
    made(pool, ".mp4", Cut.STOPPED)
    given.taking.look()
    qtbot.waitUntil(lambda: not window.isVisible())
    ((kind, clip),) = given.lines
    assert clip is not None
    assert clip.ends_at is not None
    assert (kind, clip.cut, (clip.ends_at - clip.begins_at).total_seconds()) == (Kind.CLIP_ATTACHED, Cut.STOPPED, 40.0)


def test_that_whoever_closes_hears_what_it_waits_for(given: Given, window: QWidget) -> None:
    given.taking.clip(0)
    window.close()
    window.close()
    assert [tone for _, tone in given.said] == ["info"]


def test_that_a_clip_that_never_comes_holds_no_console(
    given: Given, window: QWidget, pool: FakePool, qtbot: QtBot
) -> None:
    given.taking.clip(0)
    window.close()
    pool.told = [Missed(job=1, why=Missing.LOST)]
    given.taking.look()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_that_a_picture_that_was_asked_for_is_waited_for_too(given: Given, window: QWidget) -> None:
    given.taking.picture(0)
    assert not window.close()


def test_that_a_console_that_keeps_nothing_closes_at_once(window: QWidget) -> None:
    assert window.close()


def test_that_the_seat_is_left_when_the_clip_is_kept(
    given: Given, window: QWidget, pool: FakePool, qtbot: QtBot
) -> None:
    given.taking.clip(0)
    (guard,) = window.findChildren(ClipsFirst)
    guard.leave()
    assert window.isVisible()
    pool.told = [Missed(job=1, why=Missing.LOST)]
    given.taking.look()
    assert (window.isVisible(), guard.is_left) == (False, True)


def test_that_a_file_that_is_sealed_while_the_console_closes_is_named(given: Given, pool: FakePool) -> None:
    given.taking.clip(0)
    written(pool, is_picture=False)
    made(pool, ".mp4")
    given.taking.look()
    given.taking.end()
    assert [kind for kind, _ in given.lines] == [Kind.CLIP_ATTACHED]


def test_that_files_lie_by_month(tmp_path: Path, given: Given, pool: FakePool, qtbot: QtBot) -> None:
    evidence = take_picture(given, pool, qtbot)
    assert EvidenceFiles(tmp_path).place(evidence.file, evidence.begins_at).parent.name == f"{evidence.begins_at:%Y-%m}"
