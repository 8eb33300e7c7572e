"""The window of the outbox: what I ordered beside what happened since, and the two ways out: send it anew, or give it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.domain.ticket import Ticket, TicketId
from console.following import Link
from console.journal import Entry
from console.kept import Kept, Stand
from console.orders import AnyTicketOrder
from console.outbox import tickets_of
from console.questions import Timeline
from widgets import theme, words
from widgets.kit import order_words
from widgets.kit.empty_note import EmptyNote
from widgets.kit.focus import Focus
from widgets.kit.inside import inside
from widgets.outbox.listing import OutboxList
from widgets.relay import Relay

WIDTH_PX, HEIGHT_PX = 860, 560


class OutboxWindow(QDialog):
    """A window that stops nobody: it stays beside the console until it is closed."""

    def __init__(self, relay: Relay, focus: Focus, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outbox")
        self.setWindowTitle(self.tr("Orders that wait"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._relay = relay
        self._focus = focus
        self._zone = zone
        self._asked: Timeline | None = None
        self._ticket: Ticket | None = None
        self._told: tuple[Entry, ...] | None = None
        self.list = OutboxList(relay.board, zone, self)
        self.mine = _Side(self.tr("What I ordered"), self)
        self.theirs = _Side(self.tr("Since then"), self)
        EmptyNote(self.list, self.tr("No order waits: the database has all that was ordered here."))
        self.retry = QPushButton(self.tr("Send it now"), self)
        self.retry.setProperty("role", "primary")
        self.retry.setDefault(True)
        self.retry.clicked.connect(self._on_retry)
        self.drop = QPushButton(self)
        self.drop.clicked.connect(self._on_drop)
        self.open_ticket = QPushButton(self.tr("Open the ticket"), self)
        self.open_ticket.setProperty("role", "flat")
        self.open_ticket.clicked.connect(self._on_open)
        self._lay_out()
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self, self._on_drop)
        self.list.chosen.connect(self._on_chosen)
        relay.waiting.changed.connect(self._show_list)
        relay.tickets_changed.connect(self._on_tickets_changed)
        relay.link_changed.connect(self._on_chosen)
        relay.answered.connect(self._on_answered)
        self._show_list()

    @property
    def current(self) -> Kept | None:
        """The order that is looked at."""
        key = self.list.here()
        return next((one for one in self._relay.waiting.kept if one.key == key), None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(theme.metric("space_3"))
        column.addWidget(self.list, 3)
        sides = inside(column, QHBoxLayout(), 4)
        sides.setSpacing(theme.metric("space_2"))
        sides.addWidget(self.mine, 1)
        sides.addWidget(self.theirs, 1)
        leave = QPushButton(self.tr("Close"), self)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        buttons = inside(column, QHBoxLayout())
        buttons.addWidget(self.open_ticket)
        buttons.addStretch(1)
        for button in (leave, self.drop, self.retry):
            buttons.addWidget(button)
        for button in (self.drop, self.open_ticket):
            button.setAutoDefault(False)

    def _show_list(self) -> None:
        kept = self._relay.waiting.kept
        for shown in (self.mine, self.theirs, self.drop, self.retry, self.open_ticket):
            shown.setVisible(bool(kept))
        self.list.show_kept(kept)

    def _on_chosen(self) -> None:
        one = self.current
        self._ticket, self._told, self._asked = None, None, None
        if one is not None and tickets_of(one.order) and self._relay.link is Link.UP:
            self._asked = Timeline(ticket=tickets_of(one.order)[0])
            self._relay.ask(self._asked)
        self._show()

    def _on_tickets_changed(self, ids: frozenset[int]) -> None:
        """What happened since goes on while it is looked at."""
        one = self.current
        if one is not None and ids.intersection(tickets_of(one.order)):
            self._on_chosen()

    def _on_answered(self, question: object, answer: object) -> None:
        if question is self._asked and isinstance(answer, tuple):
            self._ticket, self._told = answer
            self._show()

    def _show(self) -> None:
        one = self.current
        if one is None:
            return
        in_review = one.stand is Stand.REVIEW
        board = self._relay.board
        given = self.tr("Given at {time}").format(time=f"{one.given_at.astimezone(self._zone):%m-%d %H:%M:%S}")
        lines = [order_words.what(one.order, board), *order_words.said(one.order, self._zone), given]
        self.mine.show_lines(order_words.about(one.order, board, self._relay.waiting.kept), lines)
        self.theirs.show_lines(self._now(), self._since(one))
        # A site is seen in its campaign only: there it is ticked anew, on what others ticked meanwhile.
        self.retry.setVisible(in_review and (one.why is None or one.why.code != "campaign.site_stale"))
        self.retry.setEnabled(self._relay.link is Link.UP and (self._ticket is not None or not self._is_of_ticket(one)))
        self.drop.setText(self.tr("Give it up") if in_review else self.tr("Take it back"))
        self.open_ticket.setEnabled(self._opens() is not None)

    def _is_of_ticket(self, one: Kept) -> bool:
        return isinstance(one.order, AnyTicketOrder)

    def _now(self) -> str:
        """Return how the ticket stands now."""
        if self._ticket is None:
            return ""
        state, holder = words.state(self._ticket.state), self._ticket.holder
        stands = f"{state} · {holder.name}" if holder is not None else state
        return self.tr("Now: {state}").format(state=stands)

    def _since(self, one: Kept) -> Sequence[str]:
        """Return why the order waits, and what was done by whom since the version that it was given on."""
        why: list[str] = []
        if one.why is not None:
            why = [words.refusal(one.why, self._zone, region_name=self._relay.board.region_name), ""]
        elif one.stand is Stand.QUEUED:
            why = [self.tr("It is sent as soon as the database answers."), ""]
        if self._relay.link is Link.LOST:
            return [*why, self.tr("What happened since is seen when the link is back.")]
        if self._told is None or self._ticket is None or not isinstance(one.order, AnyTicketOrder):
            return why
        since = [entry for entry in self._told if entry.version > one.order.seen]
        if not since:
            return [*why, self.tr("Nothing was done to the ticket since.")]
        return [*why, *(order_words.happened(entry, self._zone) for entry in reversed(since))]

    def _on_retry(self) -> None:
        one = self.current
        if one is None or one.stand is not Stand.REVIEW or not self.retry.isEnabled():
            return
        board = self._relay.board.tickets
        versions = {id_: board[id_].version for id_ in tickets_of(one.order) if id_ in board}
        if self._ticket is not None:
            versions[self._ticket.id] = self._ticket.version
        self._relay.waiting.retry([one.key], versions)

    def _on_drop(self) -> None:
        one = self.current
        if one is None:
            return
        if one.stand is Stand.REVIEW:
            self._relay.waiting.give_up([one.key])
        else:
            self._relay.waiting.take_back([one.key])

    def _opens(self) -> TicketId | None:
        """Return the ticket that can be looked at: it is on the board, or the database told of it."""
        one = self.current
        ids = tickets_of(one.order) if one is not None else ()
        known = (id_ for id_ in ids[:1] if self._ticket is not None or id_ in self._relay.board.tickets)
        return next(known, None)

    def _on_open(self) -> None:
        id_ = self._opens()
        if id_ is not None:
            self._focus.open_ticket(id_)


class _Side(QFrame):
    """One of the two sides: a heading, what it is about, and lines."""

    def __init__(self, heading: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "raised")
        self._heading = QLabel(heading, self)
        self._heading.setProperty("tone", "second")
        self._about = _words(self)
        self._about.setProperty("type", "heading")
        self._lines = _words(self)
        body = QWidget(self)
        body.setProperty("surface", "clear")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._about)
        inner.addWidget(self._lines)
        inner.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setAccessibleName(heading)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        column = QVBoxLayout(self)
        column.addWidget(self._heading)
        column.addWidget(scroll, 1)

    def show_lines(self, about: str, lines: Sequence[str]) -> None:
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._lines.setText("\n".join(lines))

    def text(self) -> str:
        """Return what is told."""
        return "\n".join(filter(None, (self._about.text(), self._lines.text())))


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
