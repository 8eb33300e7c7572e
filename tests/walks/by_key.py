"""A whole window worked by the keyboard alone: what an operator presses, and what can be seen then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from console.domain.grid import RegionCode, Tier
from console.domain.shift import SEAT_ROLES, Role
from console.domain.ticket import Ticket, TicketId
from console.holding import HOLD
from console.orders import TakeIn
from tests.builders import (
    DISTRICT,
    IN_GRID,
    NEXT_GRID,
    NOON,
    TOWNSHIP,
    a_crew,
    a_department,
    a_region_tree,
    a_ticket,
    an_entry,
)
from tests.fake_rows import Line
from tests.fakes import FakeStore
from tests.widgets.conftest import Seat
from tests.widgets.whole_window import a_window
from widgets.kit.chip import Chip
from widgets.main_window import MainWindow
from widgets.queue.wording import Column

ME = "李四"
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
PARTS_OF_A_MOMENT = 5
"""Year, month, day, hour and minute: Tab goes through them, the arrows change each."""
SMALL = (1366, 768)


class Place:
    """A window on a city in memory, made at the first walk and used by all that follow."""

    def __init__(self, folder: Path, centre: RegionCode = TOWNSHIP, tier: Tier = Tier.TOWNSHIP) -> None:
        self.store = FakeStore()
        self.centre, self.tier = centre, tier
        self._folder = folder
        self.made: tuple[Seat, MainWindow] | None = None
        registry = self.store.registry()
        registry.add_regions(a_region_tree())
        registry.add_crews([a_crew("C1", place=IN_GRID), a_crew("C2", region=NEXT_GRID, name="赵六", place=IN_GRID)])
        registry.add_departments([a_department(region=DISTRICT)])

    def open(self, qtbot: QtBot) -> tuple[Seat, MainWindow]:
        """Show the window as it is when somebody sits down: an empty board, the card in front, the keyboard in the queue."""
        if self.made is None:
            seat = Seat(self.store, self.centre, ME)
            self.made = seat, a_window(seat, self._folder)
            self.made[1].restore()
        seat, window = self.made
        window.showNormal()
        window.resize(*SMALL)
        window.activateWindow()
        qtbot.waitUntil(lambda: window.map.live.is_up and window.isActiveWindow(), timeout=20_000)
        return seat, window

    def leave(self) -> None:
        """Let nothing of this walk be there in the next: the window is hidden, not made anew."""
        assert self.made is not None
        seat, window = self.made
        while (menu := QApplication.activePopupWidget()) is not None:
            menu.close()
        window.card.ask_bar._end()
        seat.relay.send_all_held()
        seat.store.rows = replace(seat.store.rows, tickets={}, lines=[], by_order={})
        seat.focus.look_at_ticket(None)
        window.queue.filter_bar.want_everything()
        seat.relay.operator = replace(seat.relay.operator, name=ME, roles=SEAT_ROLES)
        window.bring_home()
        # The one without a screen makes a window active only where another one was.
        elsewhere = QWidget()
        elsewhere.show()
        window.hide()
        elsewhere.close()

    def close(self) -> None:
        if self.made is None:
            return
        seat, window = self.made
        seat.relay.waiting.stop()
        window.map.close()
        window.close()
        window.deleteLater()
        # At once: a page that is still there when the application goes takes the process down.
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


class Keyboard:
    """The hands of an operator who touches nothing but keys, and the eyes that read the window."""

    def __init__(self, place: Place, qtbot: QtBot) -> None:
        self.place, self.qtbot = place, qtbot
        self.seat, self.window = place.open(qtbot)

    # -- what lies on the desk when the walk begins ------------------------------------------------------

    def lies(self, *tickets: Ticket) -> None:
        """Let exactly these be on the board, and the keyboard on the first row of the queue."""
        rows = self.seat.store.rows
        rows.tickets = {ticket.id: ticket for ticket in tickets}
        rows.lines = [Line(an_entry(ticket)) for ticket in tickets]
        self.load()
        self.window.queue.setFocus()
        self.press(Key.Key_Home)

    def come_in(self, *ids: int) -> list[str]:
        """Take calls in as they are, with every line of their journal, and return their numbers, the first on the keyboard."""
        self.lies()
        for id_ in ids:
            order = TakeIn(
                by=self.seat.operator, id=TicketId(id_), category="0101", title="垃圾堆放", source="public",
                reported_at=NOON, place=IN_GRID,
            )  # fmt: skip
            with self.qtbot.waitSignal(self.seat.relay.done):
                self.seat.relay.submit(order)
        self.press(Key.Key_Home)
        return [self.seat.board.tickets[TicketId(id_)].number for id_ in ids]

    def ticket(self, **changes: Any) -> Ticket:
        """Return a ticket of this centre."""
        return a_ticket(**({"centre": self.place.centre, "tier": self.place.tier} | changes))

    def load(self) -> None:
        with self.qtbot.waitSignal(self.seat.relay.reloaded):
            self.seat.relay.load()

    def sits(self, name: str, *roles: Role) -> None:
        """Let somebody else take the seat; without roles in all of them."""
        self.seat.relay.operator = replace(self.seat.relay.operator, name=name, roles=frozenset(roles) or SEAT_ROLES)
        self.load()

    # -- what is pressed ---------------------------------------------------------------------------------

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after another, wherever the keyboard is."""
        for key in keys:
            self.qtbot.keyClick(self.at(), key, held)

    def write(self, text: str) -> None:
        """Type into the field that has the keyboard, or into the list that is open; Chinese as an input method gives it."""
        at = self.at()
        if text.isascii():
            self.qtbot.keyClicks(at, text)
            return
        said = QInputMethodEvent()
        said.setCommitString(text)
        QApplication.sendEvent(at, said)

    def press_menu_key(self) -> None:
        """Ask for the menu of what the keyboard is on, as a window system tells it of the menu key or Shift+F10."""
        at = self.at()
        middle = at.rect().center()
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, at.mapToGlobal(middle))
        QApplication.sendEvent(at, asked)

    def on_card(self) -> None:
        """Go from the queue to the card."""
        self.press(Key.Key_F6)

    def tab_to(self, name: str) -> None:
        """Press Tab until the keyboard is on what a screen reader calls so; fail where it comes round without."""
        been: list[QWidget] = []
        while self.name() != name:
            # Tab stays in a field of several parts, as a moment has them.
            assert self.at() in been[-PARTS_OF_A_MOMENT:] or self.at() not in been, f"Tab does not come to {name}"
            been.append(self.at())
            self.press(Key.Key_Tab)

    def name(self) -> str:
        """Return what a screen reader calls what has the keyboard."""
        return str(QAccessible.queryAccessibleInterface(self.at()).text(QAccessible.Text.Name))

    def give(self, letters: str) -> None:
        """Choose a verb from the list of all of them by its first letters."""
        self.press(Key.Key_J, held=CTRL)
        self.write(letters)
        self.press(Key.Key_Return)

    def say(self, text: str = "", *, after: Iterable[Qt.Key] = ()) -> None:
        """Answer the line that asks, ``after`` keys in the fields before its words."""
        self.press(*after)
        self.write(text)
        self.press(Key.Key_Return)

    def wait_out_the_window(self) -> None:
        """Let the time pass in which a dispatch can still be taken back."""
        self.seat.clock.advance(HOLD)

    def at(self) -> QWidget:
        """Return what keys go to now: an open menu, else the focused widget."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            inside: QWidget | None = popup.focusWidget()
            return popup if inside is None else inside
        if not self.window.isActiveWindow():
            # A window system gives the window its keyboard back when a menu over it closes; the one without a screen does not.
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)
        widget = QApplication.focusWidget()
        assert widget is not None, "the keyboard is nowhere"
        return widget

    # -- what is seen ------------------------------------------------------------------------------------

    def sees(self, state: str, *, journal: str = "") -> None:
        """Wait until the card shows the state, and the newest line of its history says this."""

        def is_there() -> None:
            assert state in self.chips()
            assert journal in next(iter(self.history()), "")

        self.qtbot.waitUntil(is_there)

    def sees_row(self, number: str, column: Column, text: str) -> None:
        """Wait until the row of the queue says so."""
        self.qtbot.waitUntil(lambda: text in self.rows().get(number, {}).get(column, ""))

    def chips(self) -> list[str]:
        return [chip.accessibleName() for chip in self.window.card.findChildren(Chip) if chip.isVisible()]

    def history(self) -> list[str]:
        """Return the lines of the card's history, the newest first."""
        return [line._text.text() for line in self.window.card._timeline._rows]

    def texts(self) -> str:
        return "\n".join(label.text() for label in self.window.card.findChildren(QLabel) if label.isVisible())

    def rows(self) -> dict[str, dict[Column, str]]:
        """Return the rows of the queue by number."""
        model = self.window.queue.model
        rows = ({column: str(model.index(row, column).data()) for column in Column} for row in range(model.rowCount()))
        return {row[Column.NUMBER]: row for row in rows}

    def told(self) -> str:
        """Return what is said beside the entry of a menu that the keyboard is on."""
        return QToolTip.text()

    def entry(self) -> str:
        """Return the entry of the open menu that the keyboard is on."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action: QAction | None = menu.activeAction()
        return action.text() if action is not None else ""


def sits_at(place: Place, qtbot: QtBot) -> Iterator[Keyboard]:
    """Let a walk sit down at the place, and leave it as it was found."""
    yield Keyboard(place, qtbot)
    place.leave()
