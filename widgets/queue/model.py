"""The queue's rows as Qt's item model: news of the board gathered for a moment, then told row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from console.clocks import Lamp
from console.domain.ticket import Priority, State, Ticket, TicketId
from console.journal import News
from widgets.kit.throttle import Gather
from widgets.kit.ticket_mime import TICKETS, mime_of_tickets
from widgets.queue.filter import Wanted
from widgets.queue.ranks import Ranking
from widgets.queue.rows import Edit, Rows
from widgets.queue.wording import Column, Said, Wording, heading, queued, underway
from widgets.relay import Relay

GATHER_MS = 100
"""Changes are shown this long after the first of them: ten redraws a second at most."""
FLASH = timedelta(seconds=1.5)
MANY = 64
"""More changes than this at once are shown as a whole new list, which costs the same for any number."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FLAGS = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)


class QueueModel(QAbstractTableModel):
    """Rows are tickets, columns are ``Column``. Shows the board as it was at the last gathering.

    Signals (GUI thread):
        editing(): rows are about to come, go or move.
        edited(bool): they have; True where the whole list was made anew and selections are lost.
        counted(): how many are shown, or how many there are, may have changed.
        held_back(frozenset): TicketIds of new tickets that wait for ``thaw``.
        came(frozenset): TicketIds of tickets that were not there before.
        changed(dict): the row before, by its TicketId, of each shown ticket that others or the time have made another.
        widened(): there is a number that is longer than all before it.
    """

    editing = Signal()
    edited = Signal(bool)
    counted = Signal()
    held_back = Signal(object)
    came = Signal(object)
    changed = Signal(object)
    widened = Signal()

    def __init__(self, relay: Relay, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._wording = Wording(relay.board)
        self._rows = Rows(relay.board, self._wording)
        self._frozen = 0
        self._waiting: set[TicketId] = set()
        self._own: dict[TicketId, int] = {}
        self._flashes: dict[TicketId, datetime] = {}
        self._gather = Gather(GATHER_MS, self)
        self._gather.gathered.connect(self._on_gathered)
        relay.tickets_changed.connect(self._gather.add)
        relay.done.connect(self._on_done)
        # What was taken in without a link is there now, and looked at next.
        relay.waits.connect(self.flush)
        relay.reloaded.connect(self.load)
        self.load()

    @property
    def wanted(self) -> Wanted:
        return self._rows.wanted

    @property
    def ranking(self) -> Ranking:
        return self._rows.ranking

    @property
    def total(self) -> int:
        """How many tickets there are, shown or not."""
        return self._rows.total

    @property
    def longest_number(self) -> int:
        """How many characters the longest ticket number has that was here since all were loaded."""
        return self._rows.longest_number

    @property
    def wording(self) -> Wording:
        return self._wording

    @property
    def now(self) -> datetime:
        return self._relay.clock.now()

    def load(self) -> None:
        """Show the board anew."""
        self._wording.learn()
        self._make_anew(lambda: self._rows.load(self.now))
        self._flashes.clear()

    def sift(self, wanted: Wanted) -> None:
        """Show what another filter lets through; at once, also while frozen: the operator asked for it."""
        self._make_anew(lambda: self._rows.sift(wanted, self.now))

    def freeze(self) -> None:
        """Let nothing come, go or move until as many ``thaw``; what happens meanwhile waits."""
        self._frozen += 1

    def thaw(self) -> None:
        """Show what waited, unless it is still frozen."""
        self._frozen -= 1
        if not self._frozen and self._waiting:
            waiting, self._waiting = frozenset(self._waiting), set()
            self._take(waiting)
            self.held_back.emit(frozenset())

    def flush(self) -> None:
        """Do not wait for the end of the gathering."""
        self._gather.flush()

    def keep_up(self) -> list[int]:
        """Let flashes end; return the rows that stopped flashing."""
        now = self.now
        over = [id_ for id_, until in self._flashes.items() if until <= now]
        for id_ in over:
            del self._flashes[id_]
        return [row for id_ in over if (row := self._rows.row_of(id_)) is not None]

    def sift_by_time(self) -> None:
        """Let come and go what only the passing of time brings into the filter or out of it."""
        self._gather.add(self._rows.outdated(self.now))

    def at(self, row: int) -> Ticket:
        return self._rows.at(row)

    def id_at(self, row: int) -> TicketId:
        return self._rows.id_at(row)

    def row_of(self, id_: TicketId) -> int | None:
        """Return the row of a shown ticket."""
        return self._rows.row_of(id_)

    def said(self, ticket: Ticket) -> Said:
        """Return what the ticket's row says, its times apart."""
        return self._wording.said(ticket, self.underway(ticket.id))

    def is_flashing(self, id_: TicketId) -> bool:
        return id_ in self._flashes

    def underway(self, id_: TicketId) -> str:
        """Return what stands in place of the state: that an order is queued, or on its way; empty for neither."""
        if self._relay.is_queued(id_):
            return queued()
        return underway() if self._relay.is_underway(id_) else ""

    def is_alarming(self, ticket: Ticket) -> bool:
        """Tell whether it is a P1 that nobody has accepted, and whose turn is here."""
        return (
            ticket.priority is Priority.P1
            and ticket.state is State.REPORTED
            and ticket.centre == self._relay.board.centre
        )

    def is_alarming_id(self, id_: TicketId) -> bool:
        """Tell so of a ticket as it is shown, or as it waits to be."""
        ticket = self._rows.ticket(id_) or self._relay.board.tickets.get(id_)
        return ticket is not None and self.is_alarming(ticket)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = Column(index.column())
        ticket = self._rows.at(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._says(column, ticket)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{heading(column)}: {self._says(column, ticket)}"
            case Qt.ItemDataRole.UserRole:
                return ticket.id
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 for the order of urgency: priority, due time, id."""
        ranking = Ranking(
            self._wording,
            Column(column) if column >= 0 else None,
            descending=order is Qt.SortOrder.DescendingOrder,
        )
        self.editing.emit()
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._rows.id_at(index.row()) for index in before]
        self._rows.rank(ranking, self.now)
        rows = (self._rows.row_of(id_) for id_ in ids)
        after = [
            QModelIndex() if row is None else self.index(row, index.column())
            for row, index in zip(rows, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.edited.emit(False)

    def mimeTypes(self) -> list[str]:
        return [TICKETS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        tickets = [self._rows.at(row) for row in sorted({index.row() for index in indexes})]
        return mime_of_tickets(
            ((ticket.id, ticket.version) for ticket in tickets), "\n".join(ticket.number for ticket in tickets)
        )

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def _says(self, column: Column, ticket: Ticket) -> str:
        if column is Column.STATE and (said := self.underway(ticket.id)):
            return said
        if column is Column.LEFT and self._wording.left(ticket, self.now)[0] is Lamp.NONE:
            return ""
        return self._wording.says(column, ticket, self.now)

    def _on_done(self, order: object, news: News) -> None:
        self._own.update((ticket.id, ticket.version) for ticket in news.tickets)
        # Whoever gave an order looks at its row: only what others did is worth gathering.
        self.flush()

    def _on_gathered(self, ids: frozenset[TicketId]) -> None:
        if self._frozen:
            self._waiting |= ids
            # What is shown already may still tell that an order about it is on its way.
            self._touch(ids)
            self.held_back.emit(frozenset(id_ for id_ in self._waiting if self._rows.ticket(id_) is None))
        else:
            self._take(ids)

    def _take(self, ids: frozenset[TicketId]) -> None:
        board = self._relay.board
        known = {id_: self._rows.ticket(id_) for id_ in ids}
        changed = {id_ for id_, ticket in known.items() if board.tickets.get(id_) is not ticket}
        due = ids.intersection(self._rows.outdated(self.now))
        self._touch(ids - changed - due)
        new = frozenset(id_ for id_ in changed if known[id_] is None)
        others = {id_ for id_ in changed if not self._is_own(id_)}
        self._flash(others)
        longest = self.longest_number
        rows = {id_: row for id_ in others | due if (row := self._rows.row_of(id_)) is not None}
        if len(changed | due) > MANY:
            self._make_anew(lambda: self._rows.make_all(changed, self.now))
        elif changed | due:
            self.editing.emit()
            for id_ in changed | due:
                self._tell(self._rows.edit_for(id_, self.now))
            self.edited.emit(False)
            self.counted.emit()
        if self.longest_number > longest:
            self.widened.emit()
        if rows:
            self.changed.emit(rows)
        if new:
            self.came.emit(new)

    def _is_own(self, id_: TicketId) -> bool:
        """Tell, once, whether a ticket became what it is by an order given here."""
        ticket, version = self._relay.board.tickets.get(id_), self._own.pop(id_, 0)
        return ticket is not None and ticket.version == version

    def _flash(self, ids: Iterable[TicketId]) -> None:
        until = self.now + FLASH
        self._flashes.update(dict.fromkeys(ids, until))

    def _touch(self, ids: Iterable[TicketId]) -> None:
        for id_ in ids:
            row = self._rows.row_of(id_)
            if row is not None:
                self._tell_changed(row)

    def _tell(self, edit: Edit) -> None:
        """Make one edit between the two calls that Qt wants around it."""
        match edit.before, edit.after:
            case None, None:
                self._rows.make(edit)
            case None, int(row):
                self.beginInsertRows(_NOWHERE, row, row)
                self._rows.make(edit)
                self.endInsertRows()
            case int(row), None:
                self.beginRemoveRows(_NOWHERE, row, row)
                self._rows.make(edit)
                self.endRemoveRows()
            case int(row), int(to) if row == to:
                self._rows.make(edit)
                self._tell_changed(row)
            case int(row), int(to):
                self.beginMoveRows(_NOWHERE, row, row, _NOWHERE, to if to < row else to + 1)
                self._rows.make(edit)
                self.endMoveRows()
                self._tell_changed(to)

    def _tell_changed(self, row: int) -> None:
        # Unlike ``index``, it does not ask once more how many rows and columns there are.
        self.dataChanged.emit(self.createIndex(row, 0), self.createIndex(row, len(Column) - 1))

    def _make_anew(self, change: Callable[[], object]) -> None:
        self.editing.emit()
        self.beginResetModel()
        change()
        self.endResetModel()
        self.edited.emit(True)
        self.counted.emit()
