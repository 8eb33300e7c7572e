"""The small parts of the kit: chips, icons, banner, toasts, gathering and letting through, spans of time."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDateEdit, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.kit import clock_text
from widgets.kit.banner import Banner
from widgets.kit.calendar import give_calendar
from widgets.kit.chip import Chip, paint_priority_chip
from widgets.kit.elided import ElidedLabel
from widgets.kit.icon import icon, wear
from widgets.kit.throttle import Gather, Throttle
from widgets.kit.toast import SHOWN_MAX, Toast, ToastRow

HOUSE = Path(__file__).resolve().parent.parent.parent.parent
SAY_HOW_LARGE = """
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from widgets.kit.icon import icon

app = QApplication([])
ratio = app.primaryScreen().devicePixelRatio()
print(*(icon("queue").pixmap(QSize(side, side), ratio).width() for side in (18, 32)))
"""


@pytest.fixture(autouse=True)
def night_again() -> None:
    theme.current.take(theme.load("night"))


def _painted(priority: int) -> QImage:
    picture = QImage(24, 24, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_priority_chip(painter, QRectF(0, 0, 24, 24), priority)
    painter.end()
    return picture


def test_that_each_priority_is_told_by_its_shape_too(qapp: QApplication) -> None:
    outlines = {
        tuple(_painted(priority).pixelColor(x, y).alpha() > 128 for x in range(24) for y in range(24))
        for priority in (1, 2, 3, 4)
    }
    assert len(outlines) == 4


def test_that_a_chip_says_its_word_to_a_screen_reader(qtbot: QtBot) -> None:
    chip = Chip()
    qtbot.addWidget(chip)
    chip.show_priority(1, "特急")
    assert chip.accessibleName() == "特急"


def test_that_a_chip_grows_with_its_word(qtbot: QtBot) -> None:
    chip = Chip()
    qtbot.addWidget(chip)
    chip.show_state("挂账")
    short = chip.sizeHint().width()
    chip.show_state("不予受理")
    assert chip.sizeHint().width() > short


@pytest.mark.parametrize("scale", ["1", "1.25", "1.5", "2"])
def test_that_an_icon_is_never_enlarged(scale: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", SAY_HOW_LARGE], cwd=HOUSE, env=os.environ | {"QT_SCALE_FACTOR": scale},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    # Half a px goes up, as Qt rounds when it asks.
    assert told.stdout.split() == [str(int(side * float(scale) + 0.5)) for side in (18, 32)]


def test_that_a_worn_icon_is_as_fine_as_a_screen_that_comes_later(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    wear(button, "map")
    monkeypatch.setattr("widgets.kit.icon._ratios", lambda: (1.0, 2.0))
    qapp.screenAdded.emit(qapp.primaryScreen())
    assert button.icon().pixmap(QSize(24, 24), 2.0).width() == 48


def test_that_a_disabled_icon_is_dimmer(qapp: QApplication) -> None:
    def strongest(mode: QIcon.Mode) -> int:
        picture = icon("stop").pixmap(QSize(24, 24), 1.0, mode).toImage()
        return max(picture.pixelColor(x, y).alpha() for x in range(24) for y in range(24))

    assert strongest(QIcon.Mode.Disabled) < strongest(QIcon.Mode.Normal)


def test_that_a_worn_icon_follows_the_theme(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    wear(button, "map")
    by_night = button.icon().cacheKey()
    theme.current.take(theme.load("day"))
    assert button.icon().cacheKey() != by_night


def test_that_an_icon_does_not_outlive_its_button(qtbot: QtBot) -> None:
    button = QPushButton()
    wear(button, "map")
    del button
    gc.collect()
    theme.current.take(theme.load("day"))


def test_that_a_drawing_that_does_not_exist_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("unicorn")


def test_that_a_banner_offers_its_way_on(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.tell("The link is lost", "error", action="Retry")
    button = next(b for b in banner.findChildren(QPushButton) if b.text() == "Retry")
    with qtbot.waitSignal(banner.acted):
        button.click()


def test_that_a_closed_banner_tells_nothing_any_more(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.tell("The link is lost")
    banner.findChildren(QToolButton)[0].click()
    assert banner.text() == ""


def test_that_a_banner_takes_what_it_is_told_for_plain_text(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.tell("<img src=x>")
    assert {label.textFormat() for label in banner.findChildren(QLabel) if label.text()} == {Qt.TextFormat.PlainText}


class _Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_that_a_toast_ends_with_its_window_and_not_before(qtbot: QtBot) -> None:
    clock = _Clock()
    toast = Toast("Dispatched 1024", 8.0, seconds=clock)
    qtbot.addWidget(toast)
    ended: list[bool] = []
    toast.ended.connect(lambda: ended.append(True))
    clock.now_s = 107.9
    toast.tick()
    before = list(ended)
    clock.now_s = 108.0
    toast.tick()
    assert (before, ended) == ([], [True])


def test_that_undo_names_what_it_undoes(qtbot: QtBot) -> None:
    stack = ToastRow()
    qtbot.addWidget(stack)
    stack.offer(7, "Dispatched 1024", 60.0)
    stack.offer(8, "Dispatched 1025", 60.0)
    undo = [button for button in stack.findChildren(QPushButton) if button.text() == "Undo"]
    with qtbot.waitSignal(stack.undone) as told:
        undo[0].click()
    assert (told.args, stack.ids()) == ([7], (8,))


def test_that_what_was_sent_by_another_way_needs_no_toast(qtbot: QtBot) -> None:
    stack = ToastRow()
    qtbot.addWidget(stack)
    stack.offer(7, "Dispatched 1024", 60.0)
    stack.withdraw(7)
    assert stack.ids() == ()


def test_that_only_the_newest_toasts_are_shown(qtbot: QtBot) -> None:
    stack = ToastRow()
    qtbot.addWidget(stack)
    for number in range(1, 6):
        stack.offer(number, f"Dispatched {number}", 60.0)
    shown = [toast for toast in stack.findChildren(Toast) if not toast.isHidden()]
    assert (len(shown), len(stack.ids())) == (SHOWN_MAX, 5)


def a_row(qtbot: QtBot, *ids: int) -> ToastRow:
    row = ToastRow()
    qtbot.addWidget(row)
    row.resize(800, row.height())
    with qtbot.waitExposed(row):
        row.show()
    for id_ in ids:
        row.offer(id_, f"Dispatched {id_}", 60.0)
    lay_out()
    return row


def lay_out() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def press(row: ToastRow, qtbot: QtBot, at: QPoint) -> None:
    """Press whatever lies at ``at`` now, as a hand does that does not look again."""
    hit = row.childAt(at) or row
    qtbot.mouseClick(hit, Qt.MouseButton.LeftButton, pos=hit.mapFrom(row, at))


def undo_of(toast: Toast) -> QPoint:
    """Return where in its row the toast's way back is."""
    undo = next(button for button in toast.findChildren(QPushButton) if button.text() == "Undo")
    return toast.mapToParent(undo.mapTo(toast, undo.rect().center()))


def point_at(toast: Toast) -> QPoint:
    """Bring the pointer over the toast's way back; return where that is in its row."""
    here = QPointF(toast.rect().center())
    QApplication.sendEvent(toast, QEnterEvent(here, here, QPointF(toast.mapToGlobal(here))))
    return undo_of(toast)


def test_that_a_toast_has_its_room_before_it_comes(qtbot: QtBot) -> None:
    row = a_row(qtbot)
    empty = row.height()
    row.offer(1, "Dispatched 1024", 60.0)
    (toast,) = row.findChildren(Toast)
    assert empty == row.height() >= toast.minimumSizeHint().height()


def test_that_a_press_too_late_does_not_take_back_the_next_in_the_row(qtbot: QtBot) -> None:
    row = a_row(qtbot, 1, 2)
    at = point_at(row.findChildren(Toast)[0])
    row.withdraw(1)
    lay_out()
    press(row, qtbot, at)
    assert row.ids() == (2,)


def test_that_a_moment_later_the_next_in_the_row_can_be_taken_back(qtbot: QtBot) -> None:
    row = a_row(qtbot, 1, 2)
    at = point_at(row.findChildren(Toast)[0])
    row.withdraw(1)
    lay_out()

    def is_taken_back() -> bool:
        press(row, qtbot, at)
        return not row.ids()

    qtbot.waitUntil(is_taken_back)


def test_that_a_toast_gone_while_the_pointer_is_elsewhere_stops_no_press(qtbot: QtBot) -> None:
    row = a_row(qtbot, 1, 2)
    at = undo_of(row.findChildren(Toast)[0])
    QApplication.sendEvent(row.findChildren(Toast)[0], QEvent(QEvent.Type.Leave))
    row.withdraw(1)
    lay_out()
    press(row, qtbot, at)
    assert row.ids() == ()


def test_that_ids_gathered_in_one_moment_come_together(qtbot: QtBot) -> None:
    gather = Gather(5)
    with qtbot.waitSignal(gather.gathered) as told:
        gather.add([1, 2])
        gather.add([2, 3])
    assert told.args == [frozenset({1, 2, 3})]


def test_that_gathering_nothing_tells_nothing(qtbot: QtBot) -> None:
    gather = Gather(5)
    with qtbot.assertNotEmitted(gather.gathered):
        gather.add([])
        gather.flush()


def test_that_the_first_call_goes_through_at_once(qapp: QApplication) -> None:
    calls: list[int] = []
    throttle = Throttle(60_000, lambda: calls.append(1))
    throttle.ask()
    throttle.ask()
    assert calls == [1]


def test_that_the_last_call_asked_for_is_not_lost(qtbot: QtBot) -> None:
    calls: list[int] = []
    throttle = Throttle(5, lambda: calls.append(1))
    for _ in range(10):
        throttle.ask()
    qtbot.waitUntil(lambda: len(calls) == 2)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "00:00"),
        (252, "04:12"),
        (3599.9, "59:59"),
        (3600, "1 h 00"),
        (7500, "2 h 05"),
        (2 * 86400 - 1, "47 h 59"),
        (3 * 86400, "3 d"),
        (-5, "00:00"),
    ],
)
def test_that_a_span_is_told_in_the_unit_that_matters(seconds: float, text: str) -> None:
    assert clock_text.span(seconds) == text


def test_that_a_limit_overrun_says_by_how_much() -> None:
    assert clock_text.left(-7500) == "over 2 h 05"


def test_that_a_text_too_long_stands_whole_in_the_tool_tip(qtbot: QtBot) -> None:
    label = ElidedLabel("鼓楼区中心网格三二〇三〇五〇〇一二")
    qtbot.addWidget(label)
    label.setFixedWidth(60)
    label.resize(60, 20)
    label.setText(label.text())
    assert (label.shown().endswith("…"), label.toolTip()) == (True, label.text())


def test_that_a_weekend_is_not_written_in_the_colour_of_trouble(qtbot: QtBot) -> None:
    field = QDateEdit()
    qtbot.addWidget(field)
    calendar = give_calendar(field)
    weekend = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
    inks = {calendar.weekdayTextFormat(day).foreground().color().name() for day in weekend}
    assert inks == {theme.color("text_3").name()}
