"""Giving orders: what a verb still needs, the undo window, and taking back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import tzinfo
from functools import partial
from itertools import count
from uuid import UUID

from PySide6.QtCore import QObject

from console.caller_orders import ShowCaller
from console.domain.errors import Refused
from console.domain.ticket import Target, Ticket, TicketId
from console.following import Link
from console.holding import HOLD
from console.journal import News
from console.orders import AnyTicketOrder, Dispatch
from console.ports import Outage
from console.targets import TargetCheck, describe, sent_by
from widgets import words
from widgets.gestures import Done, Gesture
from widgets.kit import order_words, target_words
from widgets.kit.banner import Tone
from widgets.kit.toast import ToastRow
from widgets.relay import Relay
from widgets.verbs import NOTHING, Said, approves, as_asked, needs, order_for, why_not

CONFIRM_FROM = 10
"""So many tickets at once are confirmed by typing their number: more than one mistake would be hard to undo."""
REMEMBERED = 50
"""Gestures that can still be recalled, one after another."""

TAKE_BACK_S = 30.0
"""So long what was closed or merged is offered to be taken back at one press."""
BACK = {"close": "reopen", "merge": "unmerge"}
"""The verb that takes back what another did."""
ENDED_MAX = 50
"""Ended tickets that were looked at or ended here, and can still be given an order."""
FIRST_TOAST = 1 << 30
"""Toasts of what can be taken back are numbered from here: those of what is held have the numbers of its gestures."""

AskWords = Callable[[str, Sequence[Ticket], str, str, Said], None]
Tell = Callable[[str, Tone, TicketId | None], None]


class Giving(QObject):
    """Turns what panels ask for into orders: asks for missing words, holds dispatches, undoes.

    Belongs to the GUI thread. ``ask_words(verb, tickets, wanted, to, said)`` shows the line that asks;
    ``tell(text, tone, ticket)`` says why something is not possible, where it concerns one ticket with its id.
    """

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
        self._gestures: deque[Gesture | Done] = deque(maxlen=REMEMBERED)
        self._toast_ids = count(FIRST_TOAST)
        self._ended: dict[TicketId, Ticket] = {}
        self._gesture_of: dict[UUID, Gesture] = {}
        self._refused: dict[TicketId, str] = {}
        toasts.undone.connect(self.undo_held)
        toasts.sent_now.connect(relay.send_now)
        relay.done.connect(self._on_done)
        relay.refused.connect(self._on_refused)
        relay.failed.connect(self._on_failed)
        relay.answered.connect(self._on_answered)
        relay.waits.connect(self._on_waits)
        relay.waiting.changed.connect(self._on_waiting_changed)

    def give(self, verb: str, ids: Sequence[TicketId]) -> None:
        """Give ``verb`` for the tickets, or ask for the words it needs first."""
        tickets = self._possible(verb, ids)
        if not tickets:
            return
        if needs(verb, tickets) and not approves(verb, tickets):
            self._ask_words(verb, tickets, "", "", NOTHING)
        elif len(tickets) >= CONFIRM_FROM:
            self._ask_words(verb, tickets, str(len(tickets)), "", NOTHING)
        else:
            self._submit(verb, tickets)

    def give_words(self, verb: str, ids: Sequence[TicketId], said: Said) -> None:
        """Go on with what was asked for: what was missing has been said."""
        if verb == "dispatch":
            confirmed, self._to_confirm = self._to_confirm, None
            if confirmed is not None and confirmed[0] == frozenset(ids):
                self._hold_dispatch(self._possible(verb, ids), confirmed[1])
            return
        tickets = self._possible(verb, ids)
        self._submit(verb, tickets, said if needs(verb, tickets) else NOTHING)

    def dispatch(self, ids: Sequence[TicketId], target: Target, helpers: Sequence[Target] = (), note: str = "") -> None:
        """Dispatch after the undo window, helpers along with it; ten or more only after their number was typed.

        What somebody has already is transferred instead, and the reason asked for.
        """
        known = self._relay.board.tickets
        if ids and all(id_ in known and sent_by(self._relay.ahead(known[id_])) == "transfer" for id_ in ids):
            tickets = self._possible("transfer", ids)
            if tickets:
                (check,) = self._checked(tickets, target)
                if check.refused is not None:
                    self._tell_against(check.refused, tickets)
                else:
                    self._ask_words("transfer", tickets, "", check.name, Said(target=target))
            return
        tickets = self._possible("dispatch", ids)
        if not tickets:
            return
        checks = self._checked(tickets, target, *helpers)
        against = next((check.refused for check in checks if check.refused is not None), None)
        if against is not None:
            self._tell_against(against, tickets)
        elif len(tickets) >= CONFIRM_FROM:
            self._to_confirm = (frozenset(ticket.id for ticket in tickets), target)
            self._ask_words("dispatch", tickets, str(len(tickets)), checks[0].name, NOTHING)
        else:
            self._hold_dispatch(tickets, target, helpers, note)

    def undo(self) -> None:
        """Take the last back: what is held at once, what was sent by a recall, an end by what brings the ticket back."""
        while self._gestures:
            gesture = self._gestures.pop()
            if isinstance(gesture, Done):
                self._bring_back(gesture)
                return
            held = self._take_back(gesture)
            dropped = self._take_back_queued(gesture)
            gesture.is_wanted_back = bool(gesture.waiting)
            if gesture.sent:
                self._recall(gesture.sent)
            if held or dropped or gesture.waiting or gesture.sent:
                return
        self._toasts.tell(self.tr("Nothing to undo"))

    def undo_held(self, id_: int) -> None:
        """Take back what a toast offers: a held gesture, or what has ended a ticket."""
        for gesture in self._gestures:
            if isinstance(gesture, Done) and gesture.toast == id_:
                self._gestures.remove(gesture)
                self._bring_back(gesture)
                return
            if isinstance(gesture, Gesture) and gesture.held == id_:
                self._take_back(gesture)
                return

    def _tell_against(self, refused: Refused, tickets: Sequence[Ticket]) -> None:
        self._tell(self._say(refused), "error", tickets[0].id if len(tickets) == 1 else None)

    def _checked(self, tickets: Sequence[Ticket], *targets: Target) -> list[TargetCheck]:
        board, now = self._relay.board, self._relay.clock.now()
        return [describe(board, target, tickets, now=now) for target in targets]

    def _hold_dispatch(
        self, tickets: Sequence[Ticket], target: Target, helpers: Sequence[Target] = (), note: str = ""
    ) -> None:
        if not tickets:
            return
        sent = partial(Dispatch, by=self._relay.operator, target=target, helpers=tuple(helpers), note=note)
        orders = [sent(ticket=ticket.id, seen=ticket.version) for ticket in tickets]
        checks = self._checked(tickets, target, *helpers)
        name = words.listed(check.name for check in checks)
        gesture = Gesture(name=name, waiting={order.key for order in orders})
        self._gesture_of.update(dict.fromkeys(gesture.waiting, gesture))
        self._gestures.append(gesture)
        held = self._relay.hold(orders)
        if held is not None:
            gesture.held = held.id
            told = self._whom([ticket.number for ticket in tickets if ticket.id in held.tickets])
            text = self.tr("Dispatch {tickets} to {name}").format(tickets=told, name=name)
            self._toasts.offer(held.id, target_words.with_warnings(text, *checks), HOLD.total_seconds())

    def _take_back(self, gesture: Gesture) -> bool:
        held = self._relay.take_back(gesture.held) if gesture.held is not None else None
        if held is None:
            return False
        self._toasts.withdraw(held.id)
        for order in held.orders:
            self._answered(order.key)
        return True

    def _take_back_queued(self, gesture: Gesture) -> bool:
        """Take back what has not been sent; what is on its way by now is recalled when it has arrived."""
        queued = [one.key for one in self._relay.waiting.queued if one.key in gesture.waiting]
        if queued:
            self._relay.waiting.take_back(queued)
            self._toasts.tell(self.tr("%n queued orders were taken back", "", len(queued)))
        return bool(queued)

    def _bring_back(self, done: Done) -> None:
        self._toasts.withdraw(done.toast)
        if self._relay.clock.passed_s() > done.until_s:
            self._toasts.tell(self.tr("Too late to undo: open the ticket to bring it back."))
        else:
            self.give(done.verb, [done.ticket])

    def _recall(self, ids: Sequence[TicketId]) -> None:
        if not any(id_ in self._relay.board.tickets for id_ in ids):
            self._toasts.tell(self.tr("What was sent last has ended: it cannot be recalled."))
            return
        tickets = self._possible("recall", ids)
        if len(tickets) >= CONFIRM_FROM:
            self._ask_words("recall", tickets, str(len(tickets)), "", NOTHING)
        else:
            self._submit("recall", tickets)

    def _submit(self, verb: str, tickets: Sequence[Ticket], said: Said = NOTHING) -> None:
        if said.into is not None:
            said = replace(said, into=self._relay.ahead(said.into))
        for ticket in tickets:
            told = as_asked(ticket) if approves(verb, [ticket]) else said
            self._relay.submit(order_for(verb, ticket, self._relay.operator, told))
            if said.into is not None:
                # Each that is merged into it takes the ticket one version on.
                said = replace(said, into=replace(said.into, version=said.into.version + 1))

    def _possible(self, verb: str, ids: Sequence[TicketId]) -> list[Ticket]:
        """Return the tickets that the verb is possible for, each once; say why where it is not."""
        self._refused.clear()
        found = (self._relay.board.tickets.get(id_) or self._ended.get(id_) for id_ in dict.fromkeys(ids))
        known = [self._relay.ahead(ticket) for ticket in found if ticket is not None]
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
        if verb == ShowCaller.verb and (self._relay.link is Link.LOST or self._relay.is_queued(ticket.id)):
            return self._say(Refused("caller.offline"))
        if awaited := order_words.awaited(self._relay, ticket):
            return awaited
        refused = why_not(verb, ticket, self._relay.operator, self._relay.clock.now())
        return None if refused is None else self._say(refused)

    def _say(self, refused: Refused) -> str:
        return words.refusal(refused, self._zone, region_name=self._relay.board.region_name)

    def _whom(self, numbers: Sequence[str]) -> str:
        return numbers[0] if len(numbers) == 1 else self.tr("{n} tickets").format(n=len(numbers))

    def _answered(self, key: UUID) -> Gesture | None:
        gesture = self._gesture_of.pop(key, None)
        if gesture is not None:
            gesture.waiting.discard(key)
        return gesture

    def _on_done(self, order: object, news: News) -> None:
        if isinstance(order, Dispatch):
            gesture = self._answered(order.key)
            if gesture is not None:
                gesture.sent.append(order.ticket)
                if gesture.held is None:
                    gesture.warned |= dict.fromkeys(_warned(news))
                self._go_on(gesture)
        elif isinstance(order, AnyTicketOrder):
            self._answered(order.key)
            self._tell_done(order, news)

    def _tell_done(self, order: AnyTicketOrder, news: News) -> None:
        """Say what was done; what ended the ticket can be taken back, where this operator may."""
        after = next(ticket for ticket in news.tickets if ticket.id == order.ticket)
        last = [entry for entry in news.entries if entry.ticket == order.ticket][-1]
        said = self.tr("{number}: {what}").format(number=after.number, what=words.kind(last.kind))
        text = target_words.minding(said, _warned(news))
        self._keep_ended(after)
        back = BACK.get(order.verb)
        if back is None or why_not(back, after, self._relay.operator, self._relay.clock.now()) is not None:
            self._toasts.tell(text)
            return
        done = Done(back, after.id, self._relay.clock.passed_s() + TAKE_BACK_S, next(self._toast_ids))
        self._gestures.append(done)
        self._toasts.offer(done.toast, text, TAKE_BACK_S, undo=words.verb(back))

    def _on_answered(self, _question: object, answer: object) -> None:
        """What is looked up among the ended tickets can be given an order too."""
        found = answer[0] if isinstance(answer, tuple) and answer else answer
        if isinstance(found, Ticket):
            self._keep_ended(found)

    def _keep_ended(self, ticket: Ticket) -> None:
        """Keep an ended ticket as it was last seen; the board has those that are open."""
        self._ended.pop(ticket.id, None)
        if not ticket.is_open:
            self._ended[ticket.id] = ticket
            if len(self._ended) > ENDED_MAX:
                del self._ended[next(iter(self._ended))]

    def _go_on(self, gesture: Gesture) -> None:
        """An order of the gesture was answered: recall it if it is wanted back, and tell when all have come."""
        if gesture.is_wanted_back:
            sent, gesture.sent = gesture.sent, []
            self._recall(sent)
        elif gesture.sent and not gesture.waiting:
            board = self._relay.board
            numbers = [board.tickets[id_].number for id_ in gesture.sent if id_ in board.tickets]
            if numbers:
                text = self.tr("{tickets} → {name}: sent. Ctrl+Z recalls.")
                said = text.format(tickets=self._whom(numbers), name=gesture.name)
                self._toasts.tell(target_words.minding(said, gesture.warned))

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

    def _on_waits(self, order: object) -> None:
        """An order is kept for later: it can be taken back like what is held."""
        if not isinstance(order, AnyTicketOrder):
            return
        gesture = self._gesture_of.get(order.key)
        if gesture is None:
            gesture = self._gesture_of[order.key] = Gesture(name="", waiting={order.key})
            self._gestures.append(gesture)
        elif gesture.is_wanted_back:
            self._take_back_queued(gesture)
            return
        known = self._relay.board.tickets.get(order.ticket)
        text = self.tr("{number}: queued, not done. Ctrl+Z takes it back.")
        self._toasts.tell(text.format(number=known.number if known is not None else order.ticket))

    def _on_waiting_changed(self) -> None:
        """What is in review is answered: it is not undone but looked at."""
        for one in self._relay.waiting.in_review:
            self._answered(one.key)

    def _on_failed(self, order: object, why: object) -> None:
        if isinstance(order, AnyTicketOrder) and isinstance(why, (Outage, CancelledError)):
            self._answered(order.key)
            text = self.tr("The order reached neither the database nor the disk here: it is not done. Give it again.")
            self._tell(text, "error", order.ticket)


def _warned(news: News) -> list[str]:
    """Return the codes of what the gate warned of, as the lines keep them."""
    return [code for entry in news.entries for code in str(entry.detail.get("warned", "")).split()]
