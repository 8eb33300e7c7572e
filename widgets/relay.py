"""The views' only line to the desk, and the only crossing of threads."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from console.board import Board, Heard
from console.desk import Desk
from console.domain.errors import Refused
from console.domain.shift import Operator
from console.domain.ticket import Priority, Ticket, TicketId
from console.following import Link
from console.holding import Held, Holding
from console.journal import News
from console.orders import AnyOrder, AnyTicketOrder
from console.ports import Clock, Outage, Snapshot
from console.questions import Question, Situation
from console.sending import Waits
from console.targets import promise
from widgets import rules
from widgets.ahead import Ahead
from widgets.hearing import Hearing
from widgets.taken_here import TakenHere
from widgets.waiting import Waiting

log = logging.getLogger(__name__)

HOLD_TICK_MS = 200
LOAD_AGAIN_MS = 1000


class Crossing(QObject):
    """Brings what ends on another thread to the GUI thread, for a dialog that opens before there is a desk.

    Signals (GUI thread):
        ended: the Future, done.
    """

    ended = Signal(object)

    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._came.connect(self.ended, Qt.ConnectionType.QueuedConnection)

    def wait_for(self, future: Future[Any]) -> None:
        """Tell when the future has ended; whoever completes it must have done so before this object goes."""
        future.add_done_callback(self._came.emit)


class Relay(QObject):
    """Carries orders and questions to the desk and brings news, refusals and answers back to the GUI thread.

    Every signal is emitted on the GUI thread. ``against`` is why no order can be given here at all: with it, this is the
    relay of a board that is only looked at, every order is refused, and the board is given by ``show``. ``here`` makes
    of what was taken in without a link the tickets that stand on the board until the database has them.

    Signals:
        tickets_changed: frozenset of TicketId that came, changed or went on the board.
        crews_changed: frozenset of CrewId.
        ground_changed: frozenset of RegionCode: grids that came, were drawn anew or are retired on the board.
        done: (order, News) of an order given here, perhaps long ago.
        waits: the order: it is kept in the outbox until the database answers; ``waiting`` has all of these.
        refused: (order, Refused) of an order given here.
        failed: (order or question, Exception): Outage, or a bug.
        answered: (question, answer).
        link_changed: Link.
        noted: News with lines that concern no ticket.
        reloaded: nothing; the whole board was loaded anew.
    """

    tickets_changed = Signal(object)
    crews_changed = Signal(object)
    ground_changed = Signal(object)
    done = Signal(object, object)
    waits = Signal(object)
    refused = Signal(object, object)
    failed = Signal(object, object)
    answered = Signal(object, object)
    link_changed = Signal(object)
    noted = Signal(object)
    reloaded = Signal()

    _order_ended = Signal(object, object)
    _question_ended = Signal(object, object)
    _link_came = Signal(object)
    _marked = Signal()

    def __init__(
        self,
        desk: Desk,
        board: Board,
        operator: Operator,
        clock: Clock,
        parent: QObject | None = None,
        *,
        against: Refused | None = None,
        here: TakenHere | None = None,
    ) -> None:
        super().__init__(parent)
        self.against = against
        self.board = board
        self.operator = operator
        self.clock = clock
        self.holding = Holding(clock)
        self.link = Link.UP
        self.lost_at: datetime | None = None
        self.lost_why: Exception | None = None
        self.heard_at: datetime = clock.now()
        self._desk = desk
        self._sending: dict[TicketId, int] = {}
        self._on_way: dict[UUID, AnyOrder] = {}
        self._loads = 0
        self._meanwhile: list[News] = []
        queued = Qt.ConnectionType.QueuedConnection
        self._hearing = Hearing(self._on_news, self)
        self._order_ended.connect(self._on_order_ended, queued)
        self._question_ended.connect(self._on_question_ended, queued)
        self._link_came.connect(self._on_link, queued)
        self._marked.connect(self._on_marked, queued)
        self.waiting = Waiting(desk.sending if against is None else None, self)
        self._here = here or TakenHere(board)
        self._ahead = Ahead(self.waiting, board, clock)
        self.waiting.changed.connect(self._on_waiting)
        self.waiting.done_late.connect(self._on_done)
        self._hold_timer = QTimer(self, interval=HOLD_TICK_MS)
        self._hold_timer.timeout.connect(self._send_due)

    def submit(self, order: AnyOrder) -> None:
        """Give an order now; ``done``, ``refused`` or ``failed`` follows."""
        if self.against is not None:
            self.refused.emit(order, self.against)
            return
        order = self._ahead.upon(order)
        ticket = order.ticket if isinstance(order, AnyTicketOrder) else None
        if ticket is not None:
            self._sending[ticket] = self._sending.get(ticket, 0) + 1
            self._on_way[order.key] = order
            self._promise()
            self.tickets_changed.emit(frozenset({ticket}))
        future = self._desk.submit(order)
        future.add_done_callback(lambda ended: self._order_ended.emit(order, ended))

    def hold(self, orders: Sequence[AnyTicketOrder]) -> Held | None:
        """Give orders after the undo window; what concerns a P1 goes at once and can only be recalled."""
        at_once = [order for order in orders if self._goes_at_once(order)]
        given = [self._ahead.upon(order) for order in orders if not self._goes_at_once(order)]
        later = [order for order in given if isinstance(order, AnyTicketOrder)]
        for order in at_once:
            self.submit(order)
        if not later:
            return None
        held = self.holding.put(later)
        self.waiting.hold(later)
        self._hold_timer.start()
        self._promise()
        self.tickets_changed.emit(held.tickets)
        return held

    def take_back(self, id_: int | None = None) -> Held | None:
        """Undo a held gesture, the last one by default; None if nothing was held any more."""
        held = self.holding.take_back_last() if id_ is None else self.holding.take_back(id_)
        if held:
            self.waiting.take_back(order.key for order in held.orders)
            self._promise()
            self.tickets_changed.emit(held.tickets)
        return held

    def send_now(self, id_: int) -> None:
        """Do not wait for the end of the undo window."""
        self._send(self.holding.send_now(id_))

    def send_all_held(self) -> None:
        """Send everything held back; nothing may be lost at closing."""
        for held in self.holding.all_now():
            self._send(held)

    def is_underway(self, ticket: TicketId) -> bool:
        """Tell whether an order about the ticket is held, on its way, or queued with nobody knowing what comes of it."""
        if ticket in self._sending or self.holding.holds(ticket):
            return True
        return self.is_queued(ticket) and not self._ahead.is_open_to_orders(ticket)

    def is_queued(self, ticket: TicketId) -> bool:
        """Tell whether an order about the ticket waits here for the database: it is not done."""
        return ticket in self.waiting.queued_tickets

    def ahead(self, ticket: Ticket) -> Ticket:
        """Return the ticket as an order is given on it: after what is queued here, as far as that can be told."""
        return self._ahead.ticket(ticket) or ticket

    @property
    def underway(self) -> frozenset[TicketId]:
        """The tickets about which an order is held, on its way, or queued."""
        held = (held.tickets for held in self.holding.waiting())
        return self.waiting.queued_tickets.union(self._sending, *held)

    def ask(self, question: Question) -> None:
        """Ask; ``answered`` or ``failed`` follows with the same question."""
        future = self._desk.ask(question)
        future.add_done_callback(lambda ended: self._question_ended.emit(question, ended))

    def load(self) -> None:
        """Load the whole board; ``reloaded`` follows. What is heard meanwhile is taken in after it."""
        self._loads += 1
        self.ask(Situation(centre=self.board.centre))

    def show(self, snapshot: Snapshot) -> None:
        """Put this situation on the board instead of what is there; ``reloaded`` follows at once."""
        self.board.load(snapshot)
        self.reloaded.emit()

    def hear(self, news: News) -> None:
        """Take in news of the feed; any thread."""
        self._hearing.put(news)

    def tell_link(self, link: Link) -> None:
        """Take in how the link is; any thread."""
        self._link_came.emit(link)

    def begin_without_link(self, since: datetime) -> None:
        """Take in that there was no link from the start: the board is of that moment."""
        self.heard_at = since
        self._on_link(Link.LOST, since)

    @property
    def is_loading(self) -> bool:
        """Whether the board is about to be loaded anew."""
        return bool(self._loads)

    def tell_failed(self, why: Exception) -> None:
        """Take in why nothing is heard; any thread, and before the link is told to be lost."""
        self.lost_why = why

    def tell_marked(self) -> None:
        """Take in that the feed follows from now on: the situation must be loaded; any thread."""
        self._marked.emit()

    def _goes_at_once(self, order: AnyTicketOrder) -> bool:
        """Tell whether an order is not held: a P1 must not wait, and what is refused anyway is refused now."""
        ticket = self.board.tickets.get(order.ticket)
        return self.against is not None or (ticket is not None and ticket.priority is Priority.P1)

    def _send_due(self) -> None:
        for held in self.holding.due():
            self._send(held)
        if not self.holding.waiting():
            self._hold_timer.stop()

    def _send(self, held: Held | None) -> None:
        if held is None:
            return
        for order in held.orders:
            self.submit(order)
        self.tickets_changed.emit(held.tickets)

    def _promise(self) -> None:
        """Let the board count what is about to be sent: held, on its way, or queued, each order once."""
        held = (order for gesture in self.holding.waiting() for order in gesture.orders)
        queued = (one.order for one in self.waiting.queued)
        given = {order.key: order for order in (*held, *queued, *self._on_way.values())}
        promise(self.board, given.values(), self.clock.now())

    def _on_news(self, some: Sequence[News]) -> None:
        """Take in a portion, and tell once what it changed."""
        self.heard_at = self.clock.now()
        if self._loads:
            self._meanwhile.extend(some)
        heard = [self.board.hear(news) for news in some]
        self._tell(
            Heard(
                frozenset().union(*(each.tickets for each in heard)),
                frozenset().union(*(each.crews for each in heard)),
                frozenset().union(*(each.grids for each in heard)),
            )
        )
        if any(each.has_strangers for each in heard):
            self.load()
        for news in some:
            if any(entry.ticket is None for entry in news.entries):
                self.noted.emit(news)

    def _tell(self, heard: Heard) -> None:
        if heard.grids:
            self.ground_changed.emit(heard.grids)
        if heard.tickets:
            self.tickets_changed.emit(heard.tickets)
        if heard.crews:
            self.crews_changed.emit(heard.crews)

    def _on_order_ended(self, order: AnyOrder, ended: Future[News]) -> None:
        ticket = order.ticket if isinstance(order, AnyTicketOrder) else None
        if ticket is not None:
            left = self._sending.pop(ticket, 1) - 1
            if left:
                self._sending[ticket] = left
            self._on_way.pop(order.key, None)
        try:
            news = ended.result()
        except Waits:
            self.waits.emit(order)
        except Refused as refused:
            self.refused.emit(order, refused)
        except (Outage, CancelledError) as outage:
            self.failed.emit(order, outage)
        except BaseException as bug:
            log.exception("An order was lost: %r", type(order).__name__)
            self.failed.emit(order, bug)
        else:
            self._on_done(order, news)
        if ticket is not None:
            self._promise()
            self.tickets_changed.emit(frozenset({ticket}))

    def _on_done(self, order: AnyOrder, news: News) -> None:
        self._on_news([news])
        self.done.emit(order, news)

    def _on_waiting(self, tickets: frozenset[TicketId]) -> None:
        tickets |= self.board.keep_here(self._here.tickets(self.waiting.queued))
        self._promise()
        if tickets:
            self.tickets_changed.emit(tickets)

    def _on_marked(self) -> None:
        """Load anew; where a mark had to be taken again, another server may have taken over."""
        self.waiting.tell_marked_anew()
        self.load()

    def _on_question_ended(self, question: Question, ended: Future[Any]) -> None:
        is_load = isinstance(question, Situation)
        try:
            answer = ended.result()
        except (Refused, Outage, CancelledError) as unanswered:
            self.failed.emit(question, unanswered)
            if is_load:
                self._end_load()
            if is_load and isinstance(unanswered, Outage):
                QTimer.singleShot(LOAD_AGAIN_MS, self, self.load)
            return
        except BaseException as bug:
            log.exception("A question was not answered: %r", type(question).__name__)
            self.failed.emit(question, bug)
            if is_load:
                self._end_load()
            return
        if is_load and isinstance(answer, Snapshot):
            self.board.load(answer)
            rules.take(self.board.rulebook)
            for news in self._meanwhile:
                self.board.hear(news)
            self._end_load()
            self.reloaded.emit()
        self.answered.emit(question, answer)

    def _end_load(self) -> None:
        """Forget what was heard meanwhile, unless another load runs: its snapshot may be older than that."""
        self._loads -= 1
        if not self._loads:
            self._meanwhile.clear()

    def _on_link(self, link: Link, since: datetime | None = None) -> None:
        self.link = link
        self.lost_at = (since or self.clock.now()) if link is Link.LOST else None
        self.waiting.tell_link(link)
        self.link_changed.emit(link)
