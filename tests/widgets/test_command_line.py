"""The command line: a number opens what it names, whatever keyboard it was typed on; nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.domain.ticket import State, TicketId
from console.ports import Snapshot
from tests.builders import CITY, GRID, IN_GRID, a_camera, a_ticket
from tests.widgets.conftest import Seat
from widgets.command_line import CommandLine
from widgets.kit.elided import ElidedLabel

GB_CODE = "32050100001310000012"
OPEN = a_ticket(id=TicketId(1), number="1024", centre=CITY, place=IN_GRID)
LETTERED = a_ticket(id=TicketId(2), number="F7-12", centre=CITY)
ENDED = a_ticket(id=TicketId(3), number="900", centre=CITY, state=State.CLOSED)


class Line:
    """The line as an operator uses it."""

    def __init__(self, seat: Seat, qtbot: QtBot) -> None:
        self.seat, self.qtbot = seat, qtbot
        self.widget = CommandLine(seat.relay, seat.focus)
        qtbot.addWidget(self.widget)
        found = self.widget.findChild(QLineEdit)
        assert isinstance(found, QLineEdit)
        self.edit = found
        self.opened: list[TicketId] = []
        self.hung: list[CameraId] = []
        seat.focus.ticket_opened.connect(self.opened.append)
        self.widget.hang_asked.connect(self.hung.extend)

    def enter(self, text: str) -> None:
        self.edit.setText(text)
        self.press(Qt.Key.Key_Return)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.edit, key)

    def preview(self) -> str:
        found = self.widget.findChild(ElidedLabel)
        assert isinstance(found, ElidedLabel)
        return found.text()


@pytest.fixture
def line(seat: Seat, qtbot: QtBot) -> Line:
    camera = a_camera(GB_CODE, number=12, region=GRID, name="北门")
    seat.board.load(Snapshot(tickets=(OPEN, LETTERED), crews=(), departments=(), cameras=(camera,), regions=()))
    seat.store.rows.tickets[ENDED.id] = ENDED
    return Line(seat, qtbot)


@pytest.mark.parametrize(
    "text", ["1024", "１０２４", "#1024", " 1024 ", "O 1024", "O1024", "f 1024", "开1024", "查 1024"]
)
def test_that_a_number_opens_its_ticket(line: Line, text: str) -> None:
    line.enter(text)
    assert (line.opened, line.edit.text()) == ([OPEN.id], "")


def test_that_a_number_that_begins_with_a_verbs_letter_is_found(line: Line) -> None:
    line.enter("F7-12")
    assert line.opened == [LETTERED.id]


@pytest.mark.parametrize("text", ["C12", "c12", "Ｃ１２", "C 12", "V C12", "看 C12", GB_CODE])
def test_that_a_cameras_number_hangs_it(line: Line, text: str) -> None:
    line.enter(text)
    assert (line.hung, line.seat.focus.camera) == ([CameraId(GB_CODE)], CameraId(GB_CODE))


def test_that_what_enter_would_do_is_said_before(line: Line) -> None:
    line.edit.setText("1024")
    assert line.preview() == "Open 1024 垃圾堆放, To be accepted"


def test_that_the_camera_that_would_be_hung_is_named(line: Line) -> None:
    line.edit.setText("C12")
    assert line.preview() == "Hang C12 北门"


@pytest.mark.parametrize("text", ["900", "O 900"])
def test_that_an_ended_ticket_is_opened_from_the_archive(line: Line, text: str) -> None:
    line.enter(text)
    line.qtbot.waitUntil(lambda: line.opened == [ENDED.id])


def test_that_a_number_nobody_has_stays_for_editing(line: Line) -> None:
    line.enter("5555")
    line.qtbot.waitUntil(lambda: line.preview() == "There is no ticket 5555 here.")
    assert line.edit.text() == "5555"


def test_that_what_cannot_be_looked_for_stays_for_editing(line: Line) -> None:
    line.enter("门")
    assert (line.preview(), line.edit.text()) == ("That is neither a number nor two characters of a word.", "门")


@pytest.mark.parametrize("text", ["北门", "F 北门", "查 北门", "ｆ　北门"])
def test_that_words_are_looked_for_among_all_tickets(line: Line, text: str) -> None:
    with line.qtbot.waitSignal(line.widget.find_asked) as asked:
        line.enter(text)
    assert (asked.args, line.edit.text()) == (["北门"], "")


def test_that_words_with_a_number_in_them_are_looked_for_once_no_ticket_bears_it(line: Line) -> None:
    with line.qtbot.waitSignal(line.widget.find_asked) as asked:
        line.enter("人民路88号")
    assert asked.args == ["人民路88号"]


def test_that_the_search_that_would_be_made_is_named(line: Line) -> None:
    line.edit.setText("F 北门 垃圾")
    assert line.preview() == "Find all tickets with “北门 垃圾”"


def test_that_without_a_link_it_says_that_only_open_tickets_are_found(line: Line) -> None:
    line.seat.store.cut()
    line.enter("900")
    line.qtbot.waitUntil(lambda: "out of reach" in line.preview())
    assert line.edit.text() == "900"


def test_that_an_answer_that_comes_too_late_opens_nothing(line: Line) -> None:
    line.enter("900")
    line.edit.setText("90")
    with line.qtbot.waitSignal(line.seat.relay.answered):
        pass
    assert not line.opened


def test_that_an_empty_line_does_nothing(line: Line) -> None:
    line.enter("  ")
    assert (line.opened, line.preview()) == ([], "")


def test_that_letters_come_as_typed_whatever_input_method_is_on(line: Line) -> None:
    assert not line.edit.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_that_up_brings_back_what_was_entered_newest_first(line: Line) -> None:
    for text in ("1024", "C12"):
        line.enter(text)
    seen = []
    for _ in range(3):
        line.press(Qt.Key.Key_Up)
        seen.append(line.edit.text())
    assert seen == ["C12", "1024", "1024"]


def test_that_the_same_line_stands_in_the_history_once(line: Line) -> None:
    for text in ("1024", "C12", "1024"):
        line.enter(text)
    for _ in range(3):
        line.press(Qt.Key.Key_Up)
    assert line.edit.text() == "C12"


def test_that_going_back_down_brings_what_was_being_typed(line: Line) -> None:
    line.enter("1024")
    line.edit.setText("C1")
    line.press(Qt.Key.Key_Up)
    line.press(Qt.Key.Key_Down)
    assert line.edit.text() == "C1"


def test_that_escape_gives_the_keyboard_back_to_where_it_was(line: Line, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    line.widget.setParent(window)
    field = QLineEdit(window)
    with qtbot.waitExposed(window):
        window.show()
    field.setFocus()
    line.widget.begin()
    line.press(Qt.Key.Key_Escape)
    assert field.hasFocus()
    line.widget.setParent(None)


def test_that_escape_without_a_place_to_go_back_to_says_so(line: Line, qtbot: QtBot) -> None:
    with qtbot.waitSignal(line.widget.left):
        line.press(Qt.Key.Key_Escape)


def test_that_a_long_preview_does_not_widen_the_window(line: Line) -> None:
    line.edit.setText("1024")
    narrow = line.widget.minimumSizeHint().width()
    line.edit.setText("x" * 300)
    assert line.widget.minimumSizeHint().width() == narrow


def test_that_what_is_told_for_a_moment_gives_way_to_the_preview(line: Line) -> None:
    line.edit.setText("1024")
    before = line.preview()
    line.widget.tell("It is the turn of another centre.")
    told = line.preview()
    line.widget.tell("")
    assert (told, line.preview()) == ("It is the turn of another centre.", before)


def test_that_a_ticket_that_was_moved_out_is_said_to_lie_in_its_archive(line: Line) -> None:
    line.seat.store.moved_out["777"] = "2024-03"
    line.enter("777")
    line.qtbot.waitUntil(lambda: line.preview() == "777 lies in the archive of 2024-03.")


@pytest.mark.parametrize(
    ("typed", "place"),
    [("GO 117.1842,34.2610", "117.1842,34.2610"), ("到 石湖社区", "石湖社区"), ("ｇｏ　shsq", "shsq")],
)
def test_that_a_place_is_looked_for_on_the_map(line: Line, qtbot: QtBot, typed: str, place: str):
    with qtbot.waitSignal(line.widget.go_asked) as asked:
        line.enter(typed)
    assert asked.args == [place]


def test_that_words_that_begin_like_the_verb_are_still_words_of_a_ticket(line: Line, qtbot: QtBot):
    with qtbot.assertNotEmitted(line.widget.go_asked), qtbot.waitSignal(line.widget.find_asked):
        line.enter("到期垃圾")
