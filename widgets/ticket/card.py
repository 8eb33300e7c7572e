"""The ticket card: the ticket in focus, what can be done with it now, who is near, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from console.caller_orders import ShowCaller
from console.clocks import Lamp, lamp
from console.domain.ticket import Ticket, TicketId
from console.journal import Entry, News
from console.orders import AnyTicketOrder, Ask
from console.questions import FindTicket
from console.questions import Timeline as TimelineOf
from widgets import theme, verb_menu, verbs, words
from widgets.kit import enter
from widgets.kit.alike_list import AlikeList, why_merged
from widgets.kit.banner import Banner, Tone
from widgets.kit.chip import Chip
from widgets.kit.clock_text import left
from widgets.kit.drafts import Drafts
from widgets.kit.focus import Focus
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.relay import Relay
from widgets.ticket.ask_bar import AskBar
from widgets.ticket.candidates import CANDIDATES, Candidates
from widgets.ticket.card_bar import CardBar
from widgets.ticket.facts import Facts
from widgets.ticket.inputs import Inputs
from widgets.ticket.nearby import Nearby
from widgets.ticket.queued_bar import QueuedBar
from widgets.ticket.request_bar import RequestBar
from widgets.ticket.run_card import RunCardView
from widgets.ticket.timeline import Timeline
from widgets.ticket.verb_bar import VerbBar
from widgets.verbs import NOTHING, Need, Said

TICK_MS = 1000
TITLE_MAX = 120
ALIKE = 2
CANDIDATE_KEYS = tuple(str(place + 1) for place in range(CANDIDATES))


class TicketCard(QWidget):
    """Shows the ticket in focus; open ones from the board, ended ones as the archive knows them.

    With the keyboard on the card, 1 to 3 dispatch to the candidate of that number.

    Signals (GUI thread):
        verb_asked: (verb, list of TicketId): the operator wants it; words are asked for where needed.
        words_given: (verb, list of TicketId, Said) from the line that asks, and from what is answered at one press.
        dispatch_asked: (list of TicketId, Target).
        send_asked: (list of TicketId, Target, list of Target, str): who leads, who goes along, what to note with it.
        hang_asked: list of CameraId to hang on the wall.
    """

    verb_asked = Signal(str, object)
    words_given = Signal(str, object, object)
    dispatch_asked = Signal(object, object)
    send_asked = Signal(object, object, object, str)
    hang_asked = Signal(object)

    def __init__(self, relay: Relay, focus: Focus, drafts: Drafts, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ticketCard")
        self.setProperty("surface", "panel")
        self._relay = relay
        self._focus = focus
        self._ticket: Ticket | None = None
        self._past: dict[TicketId, Ticket] = {}
        self._shown_version = (TicketId(0), 0)

        self._number = QLabel(self)
        self._number.setProperty("type", "heading")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._priority, self._state, self._lamp = Chip(self), Chip(self), Chip(self)
        self._title = QLabel(self)
        self._title.setProperty("type", "heading")
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._run_card_button = QPushButton(self.tr("Run card"), self)
        self._run_card_button.setProperty("role", "flat")
        self._run_card_button.setCheckable(True)
        self._run_card_button.setToolTip(self.tr("Whom to send, what to look at and what to see to"))
        wear(self._run_card_button, "journal")
        self._run_card_button.toggled.connect(self._open_run_card)
        self._banner = Banner(self)
        self.ask_bar = AskBar(drafts, Inputs(relay, zone).make, self)
        self.ask_bar.given.connect(self.words_given)
        self.ask_bar.opened.connect(self._show_verbs)
        self._verbs = VerbBar(relay, self)
        self._verbs.asked.connect(self._on_verb)
        self.queued_bar = QueuedBar(relay, self)
        self.request_bar = RequestBar(relay, zone, self)
        self.request_bar.approved.connect(self._on_said)
        self.request_bar.refused.connect(lambda: self._on_verb("refuse"))
        self.ask_bar.left.connect(self._verbs.take_focus)
        self.candidates = Candidates(relay, self)
        self.candidates.dispatch_asked.connect(self._on_dispatch)
        self.ask_bar.opened.connect(self._give_way)
        self.alike = AlikeList(ALIKE, merges=self.tr("Merge into it"), parent=self)
        self.alike.open_asked.connect(focus.open_ticket)
        self.alike.merge_asked.connect(self._merge_into)
        self._facts = Facts(relay, zone, self)
        self._facts.caller.asked.connect(lambda: self._on_verb(ShowCaller.verb))
        self.card_bar = CardBar(relay, zone, self)
        self.card_bar.reply_asked.connect(lambda: self._on_verb("reply"))
        self.nearby = Nearby(relay, self)
        self.nearby.hang_asked.connect(self.hang_asked)
        self.nearby.playback_asked.connect(focus.play_back)
        self.run_card = RunCardView(relay, self)
        self.run_card.send_asked.connect(self._on_send)
        self.run_card.hang_asked.connect(self.hang_asked)
        self.run_card.changed.connect(self._on_run_card)
        self._timeline = Timeline(relay.board, zone, self)
        self._empty = QLabel(self.tr("Choose a ticket in the queue, or press F2 to take one in."), self)
        self._empty.setObjectName("emptyState")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()

        focus.ticket_changed.connect(self._on_focus)
        relay.tickets_changed.connect(self._on_tickets_changed)
        relay.reloaded.connect(self._on_reloaded)
        relay.answered.connect(self._on_answered)
        relay.done.connect(self._on_done)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        self._on_focus(focus.ticket)

    @property
    def ticket(self) -> Ticket | None:
        """The ticket shown."""
        return self._ticket

    def ask_words(
        self, verb: str, tickets: Sequence[Ticket], *, wanted: str = "", to: str = "", said: Said = NOTHING
    ) -> None:
        """Ask for what ``verb`` needs, or for ``wanted`` to confirm something large; ``to`` names its target.

        What is ``said`` already stands in the fields.
        """
        name, needs = verb_menu.name_of(verb), verbs.needs(verb, tickets)
        whom = tickets[0].number if len(tickets) == 1 else self.tr("{n} tickets").format(n=len(tickets))
        if wanted:
            what = f"{whom} → {to}" if to else whom
            question = self.tr("{verb}: {whom}. Type {count} to confirm.").format(verb=name, whom=what, count=wanted)
        else:
            question = self._question(verb, needs).format(verb=name, whom=whom)
        self._banner.clear()
        self.ask_bar.ask(verb, tickets, question, name, wanted=wanted, needs=needs, said=said)

    def dispatch_first(self) -> None:
        """Ask for the dispatch to the best candidate; where none is shown, say why not."""
        target = self.candidates.first()
        if target is not None:
            self._on_dispatch(target)
        elif self._ticket is not None:
            against = verbs.why_not("dispatch", self._ticket, self._relay.operator, self._relay.clock.now())
            nobody = self.tr("Nobody was sent: there is no candidate here now.")
            why = words.refusal(against, region_name=self._relay.board.region_name) if against else nobody
            self._banner.tell(why, "warn")

    def open_verbs(self) -> None:
        """Open the list of all verbs of the ticket shown."""
        self._verbs.open_menu()

    def _question(self, verb: str, needs: Sequence[Need]) -> str:
        if verb == "reply":
            return self.tr("{verb} {whom}: what is the answer?")
        if Need.RESULT in needs:
            return self.tr("{verb} {whom}: what was done?")
        if Need.INTO in needs:
            return self.tr("{verb} {whom}: into which ticket, and why?")
        if Need.REASON in needs:
            return self.tr("{verb} {whom}: for what reason?")
        if Need.MEDIATION in needs:
            return self.tr("{verb} {whom}: between whom, by whom, and how does it stand?")
        if Need.NOTE in needs:
            return self.tr("{verb} {whom}: anything to note?")
        return self.tr("{verb} {whom}: to whom?")

    def tell(self, text: str, tone: Tone = "info") -> None:
        """Say something about the ticket above its facts."""
        self._banner.tell(text, tone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and event.text() in CANDIDATE_KEYS and self.candidates.choose(CANDIDATE_KEYS.index(event.text())):
            return
        if not enter.presses(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # What somebody waits for an answer to comes first.
        by_key = event.reason() != Qt.FocusReason.MouseFocusReason
        if by_key and not self.request_bar.take_focus() and not self._verbs.take_focus():
            self._scroll.setFocus(event.reason())

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        margin = theme.metric("space_3")
        whole.setContentsMargins(margin, theme.metric("space_2"), theme.metric("space_1"), theme.metric("space_2"))
        whole.setSpacing(theme.metric("space_2"))
        head = inside(whole, QHBoxLayout())
        head.setSpacing(theme.metric("space_3"))
        for widget in (self._number, self._priority, self._state, self._lamp):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._run_card_button)
        body = QWidget(self)
        body.setProperty("surface", "clear")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, theme.metric("space_2"), 0)
        column.setSpacing(theme.metric("space_3"))
        column.addWidget(self.alike)
        column.addWidget(self.run_card)
        self._about = QWidget(body)
        self._about.setProperty("surface", "clear")
        about = QVBoxLayout(self._about)
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(theme.metric("space_3"))
        for part in (self._facts, self.nearby, self._timeline):
            about.addWidget(part)
        column.addWidget(self._about)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setAccessibleName(self.tr("Facts and history of the ticket"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        # Gives its room to what is asked and told above it.
        self._scroll.setMinimumHeight(1)
        self._facts.caller.shown.connect(lambda: self._scroll.ensureWidgetVisible(self._facts.caller))
        whole.addWidget(self._title)
        whole.addWidget(self.queued_bar)
        whole.addWidget(self.card_bar)
        whole.addWidget(self.request_bar)
        whole.addWidget(self._verbs)
        whole.addWidget(self.ask_bar)
        whole.addWidget(self._banner)
        whole.addWidget(self.candidates)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._empty, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _on_focus(self, id_: TicketId | None) -> None:
        self._banner.clear()
        self._run_card_button.setChecked(False)
        self.ask_bar.follow(id_)
        self._show(self._relay.board.tickets.get(id_) or self._past.get(id_) if id_ is not None else None)
        self._timeline.show_entries(())
        if id_ is not None:
            self._relay.ask(TimelineOf(ticket=id_))

    def _on_tickets_changed(self, ids: frozenset[TicketId]) -> None:
        id_ = self._focus.ticket
        if id_ is None or id_ not in ids:
            return
        ticket = self._relay.board.tickets.get(id_)
        if ticket is not None:
            self._show(ticket)
        elif self._ticket is not None and self._ticket.is_here_only:
            # The city did not take it in: what was ordered waits to be looked at, and there is no ticket.
            self._show(None)
        if ticket is None or (ticket.id, ticket.version) != self._shown_version:
            self._relay.ask(TimelineOf(ticket=id_))

    def _on_reloaded(self) -> None:
        if self._focus.ticket is not None:
            self._on_tickets_changed(frozenset({self._focus.ticket}))

    def _on_answered(self, question: object, answer: object) -> None:
        match question, answer:
            case TimelineOf(ticket=id_), (Ticket() | None as stored, tuple() as entries) if id_ == self._focus.ticket:
                self._shown_version = (id_, stored.version if stored else 0)
                known = self._relay.board.tickets.get(id_)
                if stored is not None and known is None:
                    self._past = {id_: stored}
                    self._show(stored)
                self._timeline.show_entries([entry for entry in entries if isinstance(entry, Entry)])
            case FindTicket(), Ticket() as found:
                self._past = {found.id: found}

    def _on_done(self, order: object, _news: News) -> None:
        if isinstance(order, AnyTicketOrder):
            self.ask_bar.done(verbs.asking(order.wants) if isinstance(order, Ask) else order.verb, order.ticket)
            if order.ticket == self._focus.ticket:
                self._banner.clear()

    def _on_verb(self, verb: str) -> None:
        if self._ticket is not None:
            self.verb_asked.emit(verb, [self._ticket.id])

    def _on_said(self, verb: str, said: Said) -> None:
        if self._ticket is not None:
            self.words_given.emit(verb, [self._ticket.id], said)

    def _merge_into(self, into: Ticket) -> None:
        if self._ticket is not None:
            self._on_said("merge", Said(into=into, text=why_merged(self._ticket, into)))

    def _on_dispatch(self, target: object) -> None:
        if self._ticket is not None:
            self.dispatch_asked.emit([self._ticket.id], target)

    def _on_send(self, lead: object, others: object, note: str) -> None:
        if self._ticket is not None:
            self.send_asked.emit([self._ticket.id], lead, others, note)

    def _on_run_card(self) -> None:
        self._run_card_button.setVisible(self.run_card.tells)
        if not self.run_card.tells:
            self._run_card_button.setChecked(False)

    def _open_run_card(self, is_open: bool) -> None:
        """Let the run card stand where facts and candidates do: both would not leave room on a small screen."""
        self.run_card.setVisible(is_open)
        self._about.setVisible(not is_open)
        self._give_way()
        self._scroll.verticalScrollBar().setValue(0)

    def _give_way(self) -> None:
        self.candidates.give_way(bool(self.ask_bar.asks_about()[0]) or self._run_card_button.isChecked())

    def _show(self, ticket: Ticket | None) -> None:
        self._ticket = ticket
        underway = ticket is not None and self._relay.is_underway(ticket.id)
        # What can be done is judged as it is after what is queued; what is shown is how the ticket stands.
        ahead = self._relay.ahead(ticket) if ticket is not None else None
        self.queued_bar.show_ticket(ticket, None if underway else ahead)
        self.candidates.show_ticket(ahead, underway=underway)
        self.card_bar.show_ticket(ahead, underway=underway)
        self.request_bar.show_ticket(ahead, underway=underway)
        self.run_card.show_ticket(ahead, underway=underway)
        self._show_alike(ahead, underway=underway)
        for widget in (self._number, self._priority, self._state, self._title, self._scroll):
            widget.setVisible(ticket is not None)
        self._show_verbs()
        self._empty.setVisible(ticket is None)
        if ticket is None or ahead is None:
            self._lamp.hide()
            self.nearby.show_ticket(None)
            return
        self._number.setText(ticket.number)
        self._priority.show_priority(ticket.priority, words.priority(ticket.priority))
        self._state.show_state(words.state(ticket.state), ended=not ticket.is_open)
        # A title may be a whole letter; the facts below it must stay in sight.
        is_long = len(ticket.title) > TITLE_MAX
        self._title.setText(f"{ticket.title[:TITLE_MAX]} …" if is_long else ticket.title)
        self._title.setToolTip(ticket.title)
        self._verbs.show_ticket(ahead, underway=underway)
        self._facts.show_ticket(ticket)
        self.nearby.show_ticket(ticket)
        self._show_time()

    def _show_alike(self, ticket: Ticket | None, *, underway: bool) -> None:
        """Offer what is likely the same matter, as long as the ticket could be merged at all."""
        if ticket is None or not verbs.in_turn("merge", ticket) or ticket.noted.merged:
            self.alike.show_alike(())
            return
        found = self._relay.board.alike.like_ticket(ticket, self._relay.board.rulebook.likeness)
        against = verbs.why_not("merge", ticket, self._relay.operator, self._relay.clock.now())
        on_its_way = words.underway(ticket.number) if underway else ""
        why = words.refusal(against, region_name=self._relay.board.region_name) if against else on_its_way
        here = [each for each in found if each.ticket.centre == ticket.centre]
        self.alike.show_alike(here, why_not_merged=lambda _into: why)

    def _show_verbs(self) -> None:
        """Let the question take the place of the verbs: both would not leave room for the facts on a small screen."""
        verb, _ = self.ask_bar.asks_about()
        self._verbs.setVisible(self._ticket is not None and not verb)

    def _show_time(self) -> None:
        ticket = self._ticket
        if ticket is None:
            return
        now = self._relay.clock.now()
        shown = lamp(ticket, now)
        self._lamp.setVisible(shown is not Lamp.NONE)
        if ticket.awaits_calendar:
            self._lamp.show_lamp(shown.value, words.lamp(Lamp.UNKNOWN))
        elif ticket.due_at is not None and shown is not Lamp.NONE:
            self._lamp.show_lamp(shown.value, left((ticket.due_at - now).total_seconds()))
