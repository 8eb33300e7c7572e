"""What waits at this desk for the database, as the views see it: queued orders, and those to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from console.domain.ticket import TicketId
from console.following import Link
from console.kept import Kept, Stand
from console.orders import AnyOrder
from console.outbox import queued_tickets, tickets_of
from console.ports import Outage
from console.sending import Sending

TRY_EVERY_MS = 5_000
"""What a lost link kept is sent when that is back; what anything else kept is tried so often."""


class Waiting(QObject):
    """Brings the outbox of the desk to the GUI thread; without one nothing is ever kept.

    Signals (GUI thread):
        changed: frozenset of TicketId about which something is queued that was not, or was and is not; sent at every
            change.
        done_late: (order, News) of an order that was done after it had waited.
    """

    changed = Signal(object)
    done_late = Signal(object, object)

    _kept_came = Signal(object)
    _late_came = Signal(object, object)

    def __init__(self, sending: Sending | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept: tuple[Kept, ...] = ()
        self.queued_tickets: frozenset[TicketId] = frozenset()
        self._sending = sending
        self._tries = QTimer(self, interval=TRY_EVERY_MS)
        queued = Qt.ConnectionType.QueuedConnection
        self._kept_came.connect(self._on_kept, queued)
        self._late_came.connect(self.done_late, queued)
        if sending is not None:
            self._tries.timeout.connect(sending.try_again)
            sending.listen(self._kept_came.emit, self._late_came.emit)

    @property
    def queued(self) -> tuple[Kept, ...]:
        """The orders that are sent as soon as the database answers, in their order."""
        return tuple(one for one in self.kept if one.stand is Stand.QUEUED)

    @property
    def in_review(self) -> tuple[Kept, ...]:
        """The orders that are not sent any more unless the operator says so."""
        return tuple(one for one in self.kept if one.stand is Stand.REVIEW)

    @property
    def trouble(self) -> Outage | None:
        """Why the database last took no order; None since it took one."""
        return None if self._sending is None else self._sending.trouble

    def hold(self, orders: Sequence[AnyOrder]) -> None:
        """Keep on the disk what may still be undone."""
        if self._sending is not None:
            self._sending.hold(orders)

    def take_back(self, keys: Iterable[UUID]) -> None:
        """Forget what is held, or queued and not on its way."""
        if self._sending is not None:
            self._sending.take_back(keys)

    def give_up(self, keys: Iterable[UUID]) -> None:
        if self._sending is not None:
            self._sending.give_up(keys)

    def retry(self, keys: Iterable[UUID], versions: Mapping[TicketId, int]) -> None:
        """Send what is in review once more, on these versions of the tickets."""
        if self._sending is not None:
            self._sending.retry(keys, versions)

    def try_again(self) -> None:
        """Send now what is queued, where the database answers."""
        if self._sending is not None:
            self._sending.try_again()

    def tell_link(self, link: Link) -> None:
        if self._sending is None:
            return
        if link is Link.LOST:
            self._sending.tell_down()
        else:
            self._sending.try_again()

    def tell_marked_anew(self) -> None:
        """Another server may have taken over: what it may lack is sent to it."""
        if self._sending is not None:
            self._sending.send_again()

    def stop(self) -> None:
        """Ask nothing more of the desk, which is about to close."""
        self._tries.stop()
        self._sending = None

    def _on_kept(self, kept: tuple[Kept, ...]) -> None:
        if self._sending is None:
            return
        before = {one.key: one for one in self.queued}
        self.kept = kept
        self.queued_tickets = queued_tickets(kept)
        after = {one.key: one for one in self.queued}
        moved = ((before | after)[key] for key in before.keys() ^ after.keys())
        self.changed.emit(frozenset(id_ for one in moved for id_ in tickets_of(one.order)))
        if not self.queued:
            self._tries.stop()
        elif not self._tries.isActive():
            self._tries.start()
