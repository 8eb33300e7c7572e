"""Giving orders: what a verb still needs, the undo window, taking back, and sending again after an outage."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from datetime import tzinfo
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console import lifecycle
from console.domain.errors import Refused
from console.domain.ticket import Target, Ticket, TicketId
from console.following import Link
from console.holding import HOLD
from console.journal import News
from console.orders import AnyTicketOrder, Dispatch
from console.ports import Outage
from console.targets import describe
from widgets import words
from widgets.actions import NEEDS_RESULT, order_for
from widgets.kit import target_words
from widgets.kit.banner import Tone
from widgets.kit.toast import ToastRow
from widgets.relay import Relay

CONFIRM_FROM = 10
"""So many tickets at once are confirmed by typing their number: more than one mistake would be hard to undo."""
REMEMBERED = 50
"""Gestures that can still be recalled, one after another."""

AskWords = Callable[[str, Sequence[Ticket], str, str], None]
Tell = Callable[[str, Tone, TicketId | None], None]


@dataclass(slots=True)
class _Gesture:
    """Dispatches given in one move of the hand: the part that is held, the orders not answered yet, and what was sent."""

    name: str
    held: int | None = None
    waiting: set[UUID] = field(default_factory=set)
    sent: list[TicketId] = field(default_factory=list)
    is_wanted_back: bool = False


class Giving(QObject):
    """Turns what panels ask for into orders: asks for missing words, holds dispatches, undoes, sends again.

    Belongs to the GUI thread. ``ask_words(verb, tickets, wanted, to)`` shows the line that asks;
    ``tell(text, tone, ticket)`` says why something is not possible, where it concerns one ticket with its id.

    Signals (GUI thread):
        unsent_changed: int, how many orders an outage kept from being sent; ``try_again`` sends them.
    """

    unsent_changed = Signal(int)

    def __init__(
        self,
        relay: Relay,
        toasts: ToastRow,
        ask_words: AskWords,
        tell: Tell,
        zone: tzinfo,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._relay = relay
        self._toasts = toasts
        self._ask_words = ask_words
        self._tell = tell
        self._zone = zone
        self._to_confirm: tuple[frozenset[TicketId], Target] | None = None
        self._gestures: deque[_Gesture] = deque(maxlen=REMEMBERED)
        self._gesture_of: dict[UUID, _Gesture] = {}
        self._unsent: dict[UUID, AnyTicketOrder] = {}
        self._why_unsent = ""
        self._refused: dict[TicketId, str] = {}
        toasts.undone.connect(self.undo_held)
        toasts.sent_now.connect(relay.send_now)
        relay.done.connect(self._on_done)
        relay.refused.connect(self._on_refused)
        relay.failed.connect(self._on_failed)
        relay.link_changed.connect(self._on_link_changed)

    @property
    def unsent(self) -> tuple[AnyTicketOrder, ...]:
        """The orders that an outage kept from being sent, in the order they were given."""
        return tuple(self._unsent.values())

    def say_unsent(self) -> str:
        """Return how many orders are kept here, and why they have not been sent."""
        kept = self.tr("%n orders are kept here: nothing is lost.", "", len(self._unsent))
        return f"{self._why_unsent} {kept}"

    def give(self, verb: str, ids: Sequence[TicketId]) -> None:
        """Give ``verb`` for the tickets, or ask for the words it needs first."""
        tickets = self._possible(verb, ids)
        if not tickets:
            return
        if _needs_words(verb):
            self._ask_words(verb, tickets, "", "")
        elif len(tickets) >= CONFIRM_FROM:
            self._ask_words(verb, tickets, str(len(tickets)), "")
        else:
            self._submit(verb, tickets, "")

    def give_words(self, verb: str, ids: Sequence[TicketId], text: str) -> None:
        """Go on with what was asked for: the words have come."""
        if verb == "dispatch":
            confirmed, self._to_confirm = self._to_confirm, None
            if confirmed is not None and confirmed[0] == frozenset(ids):
                self._hold_dispatch(self._possible(verb, ids), confirmed[1])
            return
        self._submit(verb, self._possible(verb, ids), text if _needs_words(verb) else "")

    def dispatch(self, ids: Sequence[TicketId], target: Target) -> None:
        """Dispatch after the undo window; ten or more only after their number was typed."""
        tickets = self._possible("dispatch", ids)
        if not tickets:
            return
        checked = describe(self._relay.board, target, tickets, now=self._relay.clock.now())
        if checked.refused is not None:
            about = tickets[0].id if len(tickets) == 1 else None
            self._tell(self._say(checked.refused), "error", about)
        elif len(tickets) >= CONFIRM_FROM:
            self._to_confirm = (frozenset(ticket.id for ticket in tickets), target)
            self._ask_words("dispatch", tickets, str(len(tickets)), checked.name)
        else:
            self._hold_dispatch(tickets, target)

    def undo(self) -> None:
        """Take the last dispatch back: what is held of it at once, what was sent by a recall."""
        while self._gestures:
            gesture = self._gestures.pop()
            held = self._take_back(gesture)
            dropped = self._drop_unsent(gesture)
            gesture.is_wanted_back = bool(gesture.waiting)
            if gesture.sent:
                self._recall(gesture.sent)
            if held or dropped or gesture.waiting or gesture.sent:
                return
        self._toasts.tell(self.tr("Nothing to undo"))

    def undo_held(self, id_: int) -> None:
        """Take one held gesture back."""
        for gesture in self._gestures:
            if gesture.held == id_:
                self._take_back(gesture)
                return

    def try_again(self) -> None:
        """Send again what an outage kept: the same orders, which do no harm if they had arrived after all."""
        orders, self._unsent = self.unsent, {}
        self.unsent_changed.emit(0)
        for order in orders:
            self._relay.submit(order)

    def _hold_dispatch(self, tickets: Sequence[Ticket], target: Target) -> None:
        if not tickets:
            return
        by = self._relay.operator
        orders = [Dispatch(by=by, ticket=ticket.id, seen=ticket.version, target=target) for ticket in tickets]
        check = describe(self._relay.board, target, tickets, now=self._relay.clock.now())
        gesture = _Gesture(name=check.name, waiting={order.key for order in orders})
        self._gesture_of.update(dict.fromkeys(gesture.waiting, gesture))
        self._gestures.append(gesture)
        self._supersede(tickets)
        held = self._relay.hold(orders)
        if held is not None:
            gesture.held = held.id
            told = self._whom([ticket.number for ticket in tickets if ticket.id in held.tickets])
            text = self.tr("Dispatch {tickets} to {name}").format(tickets=told, name=check.name)
            self._toasts.offer(held.id, target_words.with_warnings(text, check), HOLD.total_seconds())

    def _take_back(self, gesture: _Gesture) -> bool:
        held = self._relay.take_back(gesture.held) if gesture.held is not None else None
        if held is None:
            return False
        self._toasts.withdraw(held.id)
        for order in held.orders:
            self._answered(order.key)
        return True

    def _drop_unsent(self, gesture: _Gesture) -> bool:
        dropped = [key for key in gesture.waiting if key in self._unsent]
        for key in dropped:
            del self._unsent[key]
            self._answered(key)
        if dropped:
            self.unsent_changed.emit(len(self._unsent))
        return bool(dropped)

    def _recall(self, ids: Sequence[TicketId]) -> None:
        if not any(id_ in self._relay.board.tickets for id_ in ids):
            self._toasts.tell(self.tr("What was sent last has ended: it cannot be recalled."))
            return
        tickets = self._possible("recall", ids)
        if len(tickets) >= CONFIRM_FROM:
            self._ask_words("recall", tickets, str(len(tickets)), "")
        else:
            self._submit("recall", tickets, "")

    def _submit(self, verb: str, tickets: Sequence[Ticket], text: str) -> None:
        self._supersede(tickets)
        for ticket in tickets:
            order = order_for(verb, ticket, self._relay.operator, text)
            if order is not None:
                self._relay.submit(order)

    def _supersede(self, tickets: Sequence[Ticket]) -> None:
        """Forget what an outage kept of these tickets: the operator decided anew."""
        ids = {ticket.id for ticket in tickets}
        kept = {key: order for key, order in self._unsent.items() if order.ticket not in ids}
        if len(kept) != len(self._unsent):
            for key in self._unsent.keys() - kept.keys():
                self._answered(key)
            self._unsent = kept
            self.unsent_changed.emit(len(kept))

    def _possible(self, verb: str, ids: Sequence[TicketId]) -> list[Ticket]:
        """Return the tickets that the verb is possible for, each once; say why where it is not."""
        self._refused.clear()
        known = [self._relay.board.tickets[id_] for id_ in dict.fromkeys(ids) if id_ in self._relay.board.tickets]
        if not known:
            self._toasts.tell(self.tr("Choose an open ticket first"))
            return []
        why_not = {ticket.id: self._why_not(verb, ticket) for ticket in known}
        against = [(id_, why) for id_, why in why_not.items() if why is not None]
        if against:
            id_, text = against[0]
            if len(known) > 1:
                text = self.tr("{n} of {all} left out. {why}").format(n=len(against), all=len(known), why=text)
            self._tell(text, "warn", id_ if len(known) == 1 else None)
        return [ticket for ticket in known if why_not[ticket.id] is None]

    def _why_not(self, verb: str, ticket: Ticket) -> str | None:
        if self._relay.is_underway(ticket.id):
            return words.underway(ticket.number)
        refused = lifecycle.why_not(verb, ticket, self._relay.operator)
        return None if refused is None else self._say(refused)

    def _say(self, refused: Refused) -> str:
        return words.refusal(refused, self._zone, region_name=self._relay.board.region_name)

    def _whom(self, numbers: Sequence[str]) -> str:
        return numbers[0] if len(numbers) == 1 else self.tr("{n} tickets").format(n=len(numbers))

    def _answered(self, key: UUID) -> _Gesture | None:
        gesture = self._gesture_of.pop(key, None)
        if gesture is not None:
            gesture.waiting.discard(key)
        return gesture

    def _on_done(self, order: object, news: News) -> None:
        if isinstance(order, Dispatch):
            gesture = self._answered(order.key)
            if gesture is not None:
                gesture.sent.append(order.ticket)
                self._go_on(gesture)
        elif isinstance(order, AnyTicketOrder):
            number = next((ticket.number for ticket in news.tickets), "")
            what = words.kind(news.entries[-1].kind)
            self._toasts.tell(self.tr("{number}: {what}").format(number=number, what=what))

    def _go_on(self, gesture: _Gesture) -> None:
        """An order of the gesture was answered: recall it if it is wanted back, and tell when all have come."""
        if gesture.is_wanted_back:
            sent, gesture.sent = gesture.sent, []
            self._recall(sent)
        elif gesture.sent and not gesture.waiting:
            board = self._relay.board
            numbers = [board.tickets[id_].number for id_ in gesture.sent if id_ in board.tickets]
            if numbers:
                text = self.tr("{tickets} → {name}: sent. Ctrl+Z recalls.")
                self._toasts.tell(text.format(tickets=self._whom(numbers), name=gesture.name))

    def _on_refused(self, order: object, refused: Refused) -> None:
        if not isinstance(order, AnyTicketOrder):
            return
        gesture = self._answered(order.key)
        if gesture is not None and gesture.sent:
            self._go_on(gesture)
        text = self._say(refused)
        self._refused[order.ticket] = text
        if len(self._refused) == 1:
            self._tell(text, "error", order.ticket)
        else:
            several = self.tr("{n} orders were refused. {why}").format(n=len(self._refused), why=text)
            self._tell(several, "error", None)

    def _why_not_sent(self, why: Outage | CancelledError | None) -> str:
        if self._relay.link is Link.LOST:
            since = self._relay.heard_at.astimezone(self._zone).strftime("%H:%M")
            return self.tr("The link to the database has been lost since {time}.").format(time=since)
        if why is None or not str(why):
            return self.tr("The database did not answer.")
        return self.tr("The database did not take them: {why}.").format(why=str(why).rstrip("."))

    def _on_link_changed(self, link: object) -> None:
        """That the link is lost comes to be known a moment after the first order failed by it."""
        if self._unsent and link is Link.LOST:
            self._why_unsent = self._why_not_sent(None)
            self.unsent_changed.emit(len(self._unsent))

    def _on_failed(self, order: object, why: object) -> None:
        if isinstance(order, AnyTicketOrder) and isinstance(why, (Outage, CancelledError)):
            self._unsent[order.key] = order
            self._why_unsent = self._why_not_sent(why)
            self.unsent_changed.emit(len(self._unsent))


def _needs_words(verb: str) -> bool:
    return lifecycle.shipped().verb(verb).needs_reason or verb in NEEDS_RESULT
