"""The whole window: panels meet in it, every command has a key of its own, and everything can be read and reached."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence, QShortcut
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from console.domain.errors import Refused
from console.domain.ticket import State, Target, TargetKind, TicketId
from console.following import Link
from console.holding import HOLD
from console.journal import News
from console.orders import Dispatch
from console.ports import Outage
from tests.builders import CITY, GRID, IN_GRID, a_ticket
from tests.widgets.conftest import Seat
from tests.widgets.whole_window import a_window
from widgets import actions
from widgets.key_card import KeyCard
from widgets.kit.toast import Toast
from widgets.main_window import MainWindow
from widgets.map.scheme import register_scheme
from widgets.verbs import Said

# Schemes count only if they are known before the application is made, and that is when the first test asks for it.
register_scheme()

pytestmark = pytest.mark.webengine

OpenWindow = Callable[[], MainWindow]
TO_GRID = Target(TargetKind.GRID, GRID)
SMALL = (1366, 768)
# What the panels are named after, what Qt's own parts are called, and words that are the same in both languages.
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
SAME_IN_CHINESE = {
    "Alt", "Ctrl", "Del", "Delete", "Insert", "Enter", "Esc", "GridDesk", "Home", "Return", "Shift", "Space",
    "PgUp", "PgDn", "CGCS", "GCJ", "WGS", "RTSP", "CSV", "Tab", "Ins", "Backspace", "GeoJSON",
}  # fmt: skip


@pytest.fixture
def open_window(seat: Seat, qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    opened: list[MainWindow] = []

    def make() -> MainWindow:
        window = a_window(seat, tmp_path)
        opened.append(window)
        window.restore()
        window.showNormal()
        window.resize(*SMALL)
        qtbot.waitUntil(lambda: window.map.live.is_up, timeout=20_000)
        return window

    yield make
    for window in opened:
        window.map.close()
        window.close()
        window.deleteLater()
        # At once: a page that is still there when the application goes takes the process down.
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(seat: Seat, open_window: OpenWindow) -> MainWindow:
    tickets = (
        a_ticket(id=TicketId(1), number="1024", centre=CITY, place=IN_GRID),
        a_ticket(id=TicketId(2), number="1025", centre=CITY, state=State.FILED),
    )
    seat.store.rows.tickets.update({ticket.id: ticket for ticket in tickets})
    seat.board.load(seat.store.archive().situation(CITY))
    return open_window()


def names(widget: QWidget) -> tuple[str, str]:
    """Return the name a screen reader says, and what tells us which widget it is."""
    name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    way = [widget]
    while (parent := way[-1].parentWidget()) is not None:
        way.append(parent)
    return name, " < ".join(f"{type(part).__name__}#{part.objectName()}" for part in way[:4])


def is_ours_to_name(widget: QWidget) -> bool:
    """Tell whether an operator can reach it: by Tab, or by a click on what is a button, a field or a list."""
    reached = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QAbstractSpinBox)
    inner = (QComboBox, QAbstractSpinBox, QAbstractItemView)
    parent = widget.parentWidget()
    if isinstance(parent, (*inner, QLineEdit, QWebEngineView)):
        return False
    return isinstance(widget, reached) or bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def test_that_everything_that_can_be_reached_has_a_name_for_a_screen_reader(window: MainWindow) -> None:
    window.focus.look_at_ticket(TicketId(1))
    window.card.ask_words("escalate", [window.relay.board.tickets[TicketId(1)]])
    reached: set[QWidget] = set()
    for tab in ("crews", "intake", "card"):
        window._docks.findDockWidget(tab).setAsCurrentTab()
        reached |= {widget for widget in window.findChildren(QWidget) if widget.isVisible() and is_ours_to_name(widget)}
    assert len(reached) > 40
    assert not sorted({way for name, way in map(names, reached) if not name.strip()})


def test_that_no_two_commands_share_a_key(window: MainWindow) -> None:
    keys: dict[str, list[str]] = {}
    for action in window.findChildren(QAction):
        for key in action.shortcuts():
            keys.setdefault(key.toString(), []).append(action.objectName() or action.text())
    for shortcut in window.findChildren(QShortcut):
        if shortcut.isEnabled():
            keys.setdefault(shortcut.key().toString(), []).append(names(shortcut.parent())[1])  # type: ignore[arg-type]
    assert not {key: owners for key, owners in keys.items() if len(owners) > 1}


def test_that_no_command_takes_a_key_that_input_methods_want() -> None:
    keys = {QKeySequence(command.key).toString() for command in actions.COMMANDS}
    assert not keys & {"Ctrl+Space", "Ctrl+.", "Ctrl+Shift+E", "Ctrl+Shift+F", "Ctrl+Shift+Space"}
    assert not {key for key in keys if len(key) == 1}


def test_that_every_command_has_words_a_picture_and_something_to_do(window: MainWindow) -> None:
    for action in window.actions_by_id.values():
        assert (bool(action.text()), action.icon().isNull()) == (True, False)
        assert action.receivers("2triggered(bool)") > 0, action.text()


def test_that_in_chinese_no_english_is_left_on_the_window(
    chinese: None, seat: Seat, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    card = KeyCard(window.actions_by_id, window)
    texts: set[str] = set()
    for widget in [*window.findChildren(QWidget), *card.findChildren(QWidget)]:
        texts |= {widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()}
        if isinstance(widget, (QLabel, QAbstractButton)):
            texts.add(widget.text())
        if isinstance(widget, QLineEdit):
            texts.add(widget.placeholderText())
        if isinstance(widget, QComboBox):
            texts |= {widget.itemText(row) for row in range(widget.count())}
    texts |= {action.text() for action in window.actions_by_id.values()}
    card.close()
    assert not sorted(text for text in texts if set(LATIN_WORD.findall(text)) - SAME_IN_CHINESE)


def test_that_the_window_fits_a_small_screen(window: MainWindow) -> None:
    smallest = window.minimumSizeHint()
    assert (window.width(), window.height()) == SMALL
    assert smallest.width() <= 1280
    assert smallest.height() <= 720


def test_that_no_panel_is_cut_off_on_a_small_screen(window: MainWindow) -> None:
    for panel in (window.queue, window.card, window.map, window.wall, window.command_line, window.status):
        wanted = panel.minimumSizeHint()
        assert panel.width() >= wanted.width(), type(panel).__name__
        assert panel.height() >= wanted.height(), type(panel).__name__
        assert window.rect().contains(panel.rect().translated(panel.mapTo(window, panel.rect().topLeft())))


def test_that_the_keyboard_begins_in_the_queue(window: MainWindow) -> None:
    window.activateWindow()
    assert has_keyboard(window.queue)


def test_that_f6_goes_round_all_panels_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.focus.look_at_ticket(TicketId(1))
    window.queue.setFocus()
    zones = [window.queue, window.card, window.map, window.wall, window.command_line]
    gone: list[str] = []
    for _ in zones:
        window.actions_by_id["next_zone"].trigger()
        gone.append(next(type(zone).__name__ for zone in zones if has_keyboard(zone)))
    assert gone == ["TicketCard", "MapPanel", "WallPanel", "CommandLine", "QueuePanel"]


def test_that_shift_f6_goes_back(window: MainWindow) -> None:
    window.activateWindow()
    window.queue.setFocus()
    window.actions_by_id["previous_zone"].trigger()
    assert has_keyboard(window.command_line)


def test_that_f2_brings_the_form_with_the_cursor_in_it(window: MainWindow) -> None:
    window.activateWindow()
    window.actions_by_id["new_ticket"].trigger()
    assert window.intake.isVisible()
    assert has_keyboard(window.intake)


def test_that_what_is_chosen_in_the_queue_is_on_the_card(window: MainWindow) -> None:
    window.queue.select([TicketId(2)])
    assert window.card.ticket is not None
    assert window.card.ticket.number == "1025"


def test_that_the_next_unaccepted_takes_the_place_of_the_form(window: MainWindow) -> None:
    window.actions_by_id["new_ticket"].trigger()
    window.actions_by_id["next_unaccepted"].trigger()
    assert window.card.isVisible()


def test_that_escape_in_the_command_line_goes_back_to_the_queue(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.queue.setFocus()
    window.actions_by_id["command_line"].trigger()
    line = QApplication.focusWidget()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert has_keyboard(window.queue)


def test_that_a_dispatch_asked_anywhere_is_held_and_can_be_undone(window: MainWindow) -> None:
    window.crews.dispatch_asked.emit([TicketId(1)], TO_GRID)
    held = window.relay.holding.holds(TicketId(1))
    window.actions_by_id["undo"].trigger()
    assert (held, window.relay.holding.holds(TicketId(1))) == (True, False)


def test_that_dispatch_to_the_first_candidate_is_one_key(window: MainWindow) -> None:
    window.focus.look_at_ticket(TicketId(1))
    window.actions_by_id["dispatch_first"].trigger()
    assert window.relay.holding.holds(TicketId(1))


@pytest.mark.parametrize("command", ["dispatch_first", "run_card"])
def test_that_nobody_is_sent_while_the_card_lies_behind_another_panel(window: MainWindow, command: str) -> None:
    window.focus.look_at_ticket(TicketId(1))
    window.actions_by_id["campaigns"].trigger()
    window.actions_by_id[command].trigger()
    assert not window.relay.holding.holds(TicketId(1))
    assert "Nobody was sent: look whom it goes to, then press again." in texts_of(window.card)


def test_that_a_call_is_merged_into_what_the_form_chose(window: MainWindow, seat: Seat, qtbot: QtBot) -> None:
    window.intake.merge_asked.emit([TicketId(2)], Said(into=seat.board.tickets[TicketId(1)], text="同一井盖"))
    qtbot.waitUntil(lambda: seat.board.tickets[TicketId(1)].noted.merged == (TicketId(2),))


def test_that_all_of_a_run_card_are_sent_at_one_key(window: MainWindow, seat: Seat, qtbot: QtBot) -> None:
    fire = a_ticket(id=TicketId(9), number="1030", centre=CITY, category="0401", state=State.FILED)
    seat.store.rows.tickets[fire.id] = fire
    seat.relay.hear(News(tickets=(fire,)))
    qtbot.waitUntil(lambda: fire.id in seat.board.tickets)
    window.focus.look_at_ticket(fire.id)
    window.actions_by_id["run_card"].trigger()
    (held,) = window.relay.holding.waiting()
    assert [(order.target.code, len(order.helpers)) for order in held.orders if isinstance(order, Dispatch)] == [
        ("C1", 1)
    ]


def test_that_toasts_cover_no_panel_and_no_control(window: MainWindow) -> None:
    for id_ in (1, 2):
        window.crews.dispatch_asked.emit([TicketId(id_)], TO_GRID)
    place = window.toasts.geometry()
    assert [toast.isVisible() for toast in window.toasts.findChildren(Toast)] == [True, True]
    assert not any(place.intersects(part.geometry()) for part in (window.status, window._docks, window.command_line))


def test_that_accept_or_sign_does_to_each_ticket_what_is_next(window: MainWindow, seat: Seat, qtbot: QtBot) -> None:
    sent = a_ticket(id=TicketId(2), number="1025", centre=CITY, state=State.DISPATCHED, version=2)
    seat.store.rows.tickets[sent.id] = sent
    seat.relay.hear(News(tickets=(sent,)))
    qtbot.waitUntil(lambda: seat.board.tickets[TicketId(2)].version == 2)
    window.queue.select([TicketId(1), TicketId(2)])
    window.actions_by_id["sign"].trigger()
    tickets = seat.board.tickets
    qtbot.waitUntil(lambda: [tickets[TicketId(n)].state for n in (1, 2)] == [State.ACCEPTED, State.IN_PROGRESS])


def test_that_a_refusal_about_another_ticket_is_not_told_on_this_card(window: MainWindow) -> None:
    window.focus.look_at_ticket(TicketId(1))
    window._tell("Somebody was first", "error", TicketId(2))
    assert window.banner.text() == "1025: Somebody was first"
    assert "Somebody was first" not in texts_of(window.card)


def test_that_a_refusal_about_the_ticket_shown_is_told_on_its_card(window: MainWindow) -> None:
    window.focus.look_at_ticket(TicketId(1))
    window._tell("Somebody was first", "error", TicketId(1))
    assert "Somebody was first" in texts_of(window.card)


def test_that_what_the_card_could_not_show_is_told_above_all_panels(window: MainWindow) -> None:
    window.focus.look_at_ticket(TicketId(1))
    window.actions_by_id["new_ticket"].trigger()
    window._tell("Somebody was first", "error", TicketId(1))
    assert window.banner.text() == "1024: Somebody was first"


def test_that_nothing_moves_under_the_hand_when_something_is_told(window: MainWindow) -> None:
    before = window.queue.mapTo(window, window.queue.rect().topLeft())
    window._tell("Somebody was first", "error", TicketId(2))
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    assert window.queue.mapTo(window, window.queue.rect().topLeft()) == before
    assert window.status.geometry().contains(window.banner.geometry().center())


def test_that_what_was_told_goes_with_the_next_order_done(window: MainWindow, qtbot: QtBot) -> None:
    window._tell("Somebody was first", "error", TicketId(2))
    window.giving.give("accept", [TicketId(1)])
    qtbot.waitUntil(lambda: not window.banner.text())


def test_that_a_report_to_copy_stays_while_the_work_goes_on(window: MainWindow, seat: Seat, qtbot: QtBot) -> None:
    window.tell_bug("Something went wrong.", "Traceback …")
    window.giving.give("accept", [TicketId(1)])
    qtbot.waitUntil(lambda: seat.board.tickets[TicketId(1)].state is State.ACCEPTED)
    assert window.banner.text() == "Something went wrong."


def test_that_undo_pressed_leaves_the_keyboard_with_the_queue(window: MainWindow, qtbot: QtBot) -> None:
    window.queue.setFocus()
    window.crews.dispatch_asked.emit([TicketId(1)], TO_GRID)
    undo = next(button for button in window.toasts.findChildren(QPushButton) if button.text() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert has_keyboard(window.queue)


def test_that_an_outage_is_told_once_with_the_way_on(
    window: MainWindow, seat: Seat, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    seat.store.cut()
    window.giving.give("accept", [TicketId(1)])
    qtbot.waitUntil(lambda: window.link_band.text().startswith("1 orders are queued here, not done."))
    with qtbot.waitSignal(window.outbox_asked):
        window.link_band.acted.emit()
    seat.store.mend()
    seat.relay.tell_link(Link.UP)
    qtbot.waitUntil(lambda: seat.board.tickets[TicketId(1)].state is State.ACCEPTED and not window.link_band.text())


@pytest.mark.parametrize("why", [Outage("no link"), Refused("file.no_folder", path="log.xlsx")])
def test_that_an_unanswered_question_is_told_by_who_asked(window: MainWindow, seat: Seat, why: Exception) -> None:
    seat.relay.failed.emit("a question", why)
    assert (window.banner.text(), window.link_band.text()) == ("", "")


def test_that_a_bug_can_be_copied_as_a_report(window: MainWindow, qapp: QApplication) -> None:
    window.tell_bug("Something went wrong.", "Traceback …")
    next(button for button in window.banner.findChildren(QPushButton) if button.text() == "Copy report").click()
    assert qapp.clipboard().text() == "Traceback …"


def test_that_everything_comes_home(window: MainWindow) -> None:
    dock = window._docks.findDockWidget("map")
    dock.setFloating()
    window.move(9000, 9000)
    window.actions_by_id["home_windows"].trigger()
    assert not dock.isFloating()
    assert window.screen().availableGeometry().contains(window.geometry())


def test_that_the_window_is_found_again_as_it_was_left(window: MainWindow, open_window: OpenWindow) -> None:
    window._docks.findDockWidget("crews").setAsCurrentTab()
    window.close()
    again = open_window()
    assert again.crews.isVisible()


def test_that_closing_sends_nothing_and_tells_that_it_closes(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()


def test_that_no_dialog_stands_in_the_way_of_a_dispatch(window: MainWindow) -> None:
    window.crews.dispatch_asked.emit([TicketId(1)], TO_GRID)
    window.relay.clock.advance(HOLD)  # type: ignore[attr-defined]
    window.relay._send_due()
    assert not [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


def texts_of(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def has_keyboard(panel: QWidget) -> bool:
    now = QApplication.focusWidget()
    return now is not None and (now is panel or panel.isAncestorOf(now))
