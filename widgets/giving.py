"""Giving orders: what a verb still needs, the undo window, and taking back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from console import lifecycle
from console.domain.errors import Refused
from console.domain.ticket import State, Target, Ticket, TicketId
from console.holding import HOLD
from console.journal import News
from console.orders import AnyTicketOrder, Dispatch, Recall
from console.targets import describe
from widgets import words
from widgets.actions import NEEDS_RESULT, order_for
from widgets.kit.toast import ToastStack
from widgets.relay import Relay

CONFIRM_FROM = 10
"""So many tickets at once are confirmed by typing their number: more than one mistake would be hard to undo."""

AskWords = Callable[[str, Sequence[Ticket], str], None]
Tell = Callable[[str, str], None]


class Giving(QObject):
    """Turns what panels ask for into orders: asks for missing words, holds dispatches, undoes.

    Belongs to the GUI thread. ``ask_words(verb, tickets, wanted)`` shows the line that asks;
    ``tell(text, tone)`` says why something is not possible.
    """

    def __init__(
        self, relay: Relay, toasts: ToastStack, ask_words: AskWords, tell: Tell, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._relay = relay
        self._toasts = toasts
        self._ask_words = ask_words
        self._tell = tell
        self._to_confirm: Target | None = None
        self._dispatched: list[TicketId] = []
        toasts.undone.connect(self.undo_held)
        toasts.sent_now.connect(relay.send_now)
        relay.done.connect(self._on_done)
        relay.refused.connect(self._on_refused)

    def give(self, verb: str, ids: Sequence[TicketId]) -> None:
        """Give ``verb`` for the tickets, or ask for the words it needs first."""
        tickets = self._possible(verb, ids)
        if not tickets:
            return
        if lifecycle.shipped().verb(verb).needs_reason or verb in NEEDS_RESULT:
            self._ask_words(verb, tickets, "")
        elif len(tickets) >= CONFIRM_FROM:
            self._ask_words(verb, tickets, str(len(tickets)))
        else:
            self._submit(verb, tickets, "")

    def give_words(self, verb: str, ids: Sequence[TicketId], text: str) -> None:
        """Go on with what was asked for: the words have come."""
        if verb == "dispatch" and self._to_confirm is not None:
            target, self._to_confirm = self._to_confirm, None
            self._hold_dispatch(self._known(ids), target)
            return
        tickets = self._possible(verb, ids)
        needs_words = lifecycle.shipped().verb(verb).needs_reason or verb in NEEDS_RESULT
        self._submit(verb, tickets, text if needs_words else "")

    def dispatch(self, ids: Sequence[TicketId], target: Target) -> None:
        """Dispatch after the undo window; ten or more only after their number was typed."""
        tickets = self._possible("dispatch", ids)
        checked = describe(self._relay.board, target, tickets)
        if checked.refused is not None:
            self._tell(words.refusal(checked.refused), "error")
            return
        if len(tickets) >= CONFIRM_FROM:
            self._to_confirm = target
            self._ask_words("dispatch", tickets, str(len(tickets)))
        else:
            self._hold_dispatch(tickets, target)

    def undo(self) -> None:
        """Take back what is held; where nothing is, recall the last dispatch that is not signed yet."""
        held = self._relay.take_back()
        if held is not None:
            self._toasts.withdraw(held.id)
            return
        while self._dispatched:
            ticket = self._relay.board.tickets.get(self._dispatched.pop())
            if ticket is not None and lifecycle.why_not("recall", ticket, self._relay.operator) is None:
                self._relay.submit(Recall(by=self._relay.operator, ticket=ticket.id, seen=ticket.version))
                return
        self._toasts.tell(self.tr("Nothing to undo"))

    def undo_held(self, id_: int) -> None:
        """Take one held gesture back."""
        self._relay.take_back(id_)

    def _hold_dispatch(self, tickets: Sequence[Ticket], target: Target) -> None:
        if not tickets:
            return
        by = self._relay.operator
        name = describe(self._relay.board, target, tickets).name
        orders = [Dispatch(by=by, ticket=ticket.id, seen=ticket.version, target=target) for ticket in tickets]
        held = self._relay.hold(orders)
        if held is not None:
            told = self._whom([ticket for ticket in tickets if ticket.id in held.tickets])
            text = self.tr("Dispatch {tickets} to {name}").format(tickets=told, name=name)
            self._toasts.offer(held.id, text, HOLD.total_seconds())

    def _submit(self, verb: str, tickets: Sequence[Ticket], text: str) -> None:
        for ticket in tickets:
            order = order_for(verb, ticket, self._relay.operator, text)
            if order is not None:
                self._relay.submit(order)

    def _possible(self, verb: str, ids: Sequence[TicketId]) -> list[Ticket]:
        """Return the tickets that the verb is possible for; say why where it is not."""
        possible: list[Ticket] = []
        why: Refused | None = None
        for ticket in self._known(ids):
            refused = lifecycle.why_not(verb, ticket, self._relay.operator)
            if self._relay.is_underway(ticket.id):
                refused = Refused("ticket.underway", number=ticket.number)
            if refused is None:
                possible.append(ticket)
            else:
                why = refused
        if why is not None:
            self._tell(words.refusal(why), "warn")
        return possible

    def _known(self, ids: Sequence[TicketId]) -> list[Ticket]:
        tickets = self._relay.board.tickets
        return [tickets[id_] for id_ in ids if id_ in tickets]

    def _whom(self, tickets: Sequence[Ticket]) -> str:
        if len(tickets) == 1:
            return tickets[0].number
        return self.tr("{n} tickets").format(n=len(tickets))

    def _on_done(self, order: object, news: News) -> None:
        if isinstance(order, Dispatch):
            self._dispatched.append(order.ticket)
            ticket = next((ticket for ticket in news.tickets if ticket.id == order.ticket), None)
            if ticket is not None and ticket.holder is not None and ticket.state is State.DISPATCHED:
                text = self.tr("{number} was sent to {name}; Ctrl+Z recalls it")
                self._toasts.tell(text.format(number=ticket.number, name=ticket.holder.name))
        elif isinstance(order, AnyTicketOrder):
            number = next((ticket.number for ticket in news.tickets), "")
            self._toasts.tell(self.tr("{number}: {what}").format(number=number, what=words.kind(news.entries[-1].kind)))

    def _on_refused(self, order: object, refused: Refused) -> None:
        if isinstance(order, AnyTicketOrder):
            self._tell(words.refusal(refused), "error")
