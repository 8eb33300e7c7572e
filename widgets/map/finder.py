"""Find a place: one field for regions, cameras, key sites, sensors, addresses of past tickets and coordinates."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from console.atlas import Atlas
from console.domain.place import LatLng
from console.domain.ticket import Ticket
from console.finding import is_enough
from console.questions import SearchTickets
from widgets.kit.search_field import SearchField
from widgets.map.gazetteer import Gazetteer
from widgets.map.naming import Naming
from widgets.map.rows import Row, RowList
from widgets.map.side_sheet import SideSheet
from widgets.map.typed_place import places_in
from widgets.relay import Relay

PAUSE_MS: Final = 200
"""So long nothing was typed before past tickets are asked for; everything else is found at every letter."""
ADDRESSES: Final = 12
_OF_THE_LIST: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Finder(SideSheet):
    """Finds while it is typed. Enter flies to the row chosen; the cursor stays in the field.

    Signals (GUI thread):
        thing_found(Thing, LatLng or None): to be shown, a region whole.
        place_found(LatLng): an address or coordinates, to be flown to.
    """

    thing_found = Signal(object, object)
    place_found = Signal(object)

    def __init__(self, relay: Relay, atlas: Atlas, naming: Naming, over: QWidget, keys_to: QWidget) -> None:
        super().__init__(over, keys_to)
        self._relay = relay
        self._atlas = atlas
        self._naming = naming
        self._names: Gazetteer | None = None
        self._asked: SearchTickets | None = None
        self._addresses: list[Row] = []
        self._places: dict[Hashable, LatLng] = {}
        self._found: list[Row] = []
        self._trouble = ""
        self.field = SearchField(self)
        self.field.setPlaceholderText(self.tr("Name, code, address or coordinates"))
        self.field.setAccessibleName(self.tr("Find a place"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.list = RowList(self, numbered=False)
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.list.setAccessibleName(self.tr("Places found"))
        self.list.chosen.connect(self._on_chosen)
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.note_below(self.field)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._ask)
        self.field.textChanged.connect(self._on_typed)
        relay.answered.connect(self._on_answered)
        relay.failed.connect(self._on_failed)
        relay.reloaded.connect(self._forget)
        relay.ground_changed.connect(lambda _codes: self._forget())
        self.setFocusProxy(self.field)

    def begin(self, wanted: str = "") -> None:
        """Open it, looking for ``wanted`` where that is given."""
        if wanted:
            self.field.setText(wanted)
        self._find()
        self.unfold()
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the list be gone through while the cursor stays in the field."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _ENTER:
                self.list.choose(self.list.currentIndex().row() + 1)
                return True
            if event.key() in _OF_THE_LIST:
                self.list.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.shut()
                return True
        return super().eventFilter(watched, event)

    def _on_typed(self) -> None:
        self._addresses, self._trouble, self._asked = [], "", None
        self._pause.start()
        self._find()

    def _find(self) -> None:
        """List what the words fit, without asking anybody."""
        if self._names is None:
            self._names = Gazetteer(self._relay.board, self._atlas)
        wanted = self.field.text()
        self._places = {}
        rows = [self._typed(system.value, place) for system, place in places_in(wanted)]
        rows += [self._naming.row(thing) for thing in self._names.find(wanted)]
        self._show(rows)

    def _show(self, rows: list[Row]) -> None:
        shown = [*rows, *self._addresses]
        before = self.list.currentIndex().row()
        self.list.show_rows(shown)
        if 0 < before < len(shown):
            self.list.setCurrentIndex(self.list.found.index(before, 0))
        self._found = rows
        if self._trouble:
            note = self._trouble
        elif not self.field.text().strip():
            note = self.tr(
                "Grids and regions, cameras, key sites, sensors, addresses of tickets; first letters of pinyin do."
            )
        else:
            note = "" if shown else self.tr("Nothing is called so here.")
        self.head(self.tr("Find a place"), note)
        self.list.setVisible(bool(shown))
        self.list.updateGeometry()
        if not self.isHidden():
            self.place()

    def _typed(self, system: str, place: LatLng) -> Row:
        key = ("at", system)
        self._places[key] = place
        grid = self._atlas.grid_at(place)
        below = " › ".join(self._atlas.path(grid)) if grid is not None else self.tr("Outside every grid")
        return Row(key=key, text=self.tr("{system} here").format(system=system), below=below, sign="target")

    def _ask(self) -> None:
        """Ask the archive for tickets whose address, or matter, holds the words."""
        if is_enough(self.field.text()) and not places_in(self.field.text()):
            self._asked = SearchTickets(wanted=self.field.text(), centre=self._relay.board.centre)
            self._relay.ask(self._asked)

    def _on_answered(self, question: object, answer: object) -> None:
        if question is not self._asked or self._asked is None or not isinstance(answer, tuple):
            return
        self._asked = None
        by_address: dict[str, Ticket] = {}
        for ticket in answer:
            if isinstance(ticket, Ticket) and ticket.place is not None and ticket.address:
                by_address.setdefault(ticket.address, ticket)
        for address, ticket in list(by_address.items())[:ADDRESSES]:
            key = ("address", address)
            if ticket.place is not None:
                self._places[key] = ticket.place
            below = f"{ticket.number}  {ticket.title} · {ticket.reported_at:%Y-%m-%d}"
            self._addresses.append(Row(key=key, text=address, below=below, sign="history"))
        self._show(self._found)

    def _on_failed(self, question: object, _why: object) -> None:
        if question is self._asked and self._asked is not None:
            self._asked = None
            self._trouble = self.tr("The database is out of reach: addresses of past tickets are not searched.")
            self._show(self._found)

    def _on_chosen(self, key: object) -> None:
        if key in self._places:
            self.place_found.emit(self._places[key])
        elif isinstance(key, tuple) and self._names is not None:
            self.thing_found.emit(key, self._names.place_of(key))

    def _forget(self) -> None:
        self._names = None
