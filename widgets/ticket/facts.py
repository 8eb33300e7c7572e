"""What is known about a ticket, as pairs of name and value."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from console.domain.aftercare import SourceAnswer
from console.domain.grid import RegionCode
from console.domain.records import Answer, CoHandler, Records
from console.domain.ticket import NOBODY, State, Ticket, TicketId
from console.journal import Kind, News
from console.questions import AnswersOf
from widgets import theme, words
from widgets.relay import Relay
from widgets.ticket.caller_line import CallerLine
from widgets.ticket.mediation import described

CALLER = 9
"""The row of who reported, which is no plain text."""


class Facts(QWidget):
    """Two columns of names and values; empty values are not shown. What the source was told is asked of the archive."""

    def __init__(self, relay: Relay, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._board = relay.board
        self._zone = zone
        self._ticket: Ticket | None = None
        self._asked: AnswersOf | None = None
        self._told = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.metric("space_3"))
        self._grid.setVerticalSpacing(theme.metric("space_1"))
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._names = (
            self.tr("Place"),
            self.tr("Grid"),
            self.tr("Category"),
            self.tr("Source"),
            self.tr("Held by"),
            self.tr("Handler"),
            self.tr("Co-handlers"),
            self.tr("Looked at again"),
            self.tr("Reported"),
            self.tr("Caller"),
            self.tr("Description"),
            self.tr("Result"),
            self.tr("Mediation"),
            self.tr("Reply to source"),
            self.tr("Follow-up"),
            self.tr("Same matter"),
        )
        for row, name in enumerate(self._names):
            label, value = QLabel(name, self), QLabel(self)
            label.setProperty("tone", "third")
            value.setWordWrap(True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._rows.append((label, value))
        self.caller = CallerLine(relay, self)
        self._grid.addWidget(self.caller, CALLER, 1)
        self._grid.setAlignment(self._rows[CALLER][0], Qt.AlignmentFlag.AlignVCenter)
        relay.answered.connect(self._on_answered)
        relay.noted.connect(self._on_noted)

    def show_ticket(self, ticket: Ticket) -> None:
        if self._ticket is None or self._ticket.id != ticket.id:
            self._told = ""
        if self._ticket is None or (self._ticket.id, self._ticket.version) != (ticket.id, ticket.version):
            self._ticket = ticket
            self._ask()
        self._show(ticket)

    def _ask(self) -> None:
        """Ask what the source of the ticket is told, where it may have been told something."""
        ticket = self._ticket
        has_ended = ticket is not None and (not ticket.is_open or ticket.noted.reopens > 0)
        self._asked = AnswersOf(ticket=ticket.id) if ticket is not None and has_ended else None
        if self._asked is not None:
            self._relay.ask(self._asked)

    def _on_answered(self, question: object, answer: object) -> None:
        if question is not self._asked or not isinstance(answer, tuple) or self._ticket is None:
            return
        self._told = "\n".join(self._reply(one) for one in answer)
        self._show(self._ticket)

    def _on_noted(self, news: News) -> None:
        if any(entry.kind is Kind.ANSWERS_TAKEN for entry in news.entries):
            self._ask()

    def _reply(self, answer: SourceAnswer) -> str:
        if answer.taken_at is None:
            return self.tr("queued since {time}").format(time=self._moment(answer.made_at))
        return self.tr("taken {time}").format(time=self._moment(answer.taken_at))

    def _show(self, ticket: Ticket) -> None:
        values = (
            ticket.address or self._no_place(ticket),
            self._path(ticket.grid) if ticket.grid else self.tr("no grid"),
            words.category_path(ticket.category),
            words.source(ticket.source) + (f" · {ticket.outside_number}" if ticket.outside_number else ""),
            f"{self._board.region_name(ticket.centre)} · {words.tier(ticket.tier)}",
            ticket.holder.name if ticket.holder else "",
            "\n".join(self._co_handler(helper) for helper in ticket.noted.co_handlers),
            self._moment(ticket.noted.review_at if ticket.state is State.SUSPENDED else None),
            self._moment(ticket.reported_at),
            "",
            ticket.description,
            ticket.result,
            described(ticket.noted.mediation),
            self._told,
            self._answer(ticket.noted.answer),
            self._same_matter(ticket.noted),
        )
        for (label, value), text in zip(self._rows, values, strict=True):
            value.setText(text)
            label.setVisible(bool(text))
            value.setVisible(bool(text))
        self.caller.show_ticket(ticket)
        for part in (self._rows[CALLER][0], self.caller):
            part.setVisible(ticket.caller != NOBODY)

    def _moment(self, at: datetime | None) -> str:
        return at.astimezone(self._zone).strftime("%Y-%m-%d %H:%M:%S") if at is not None else ""

    def _co_handler(self, helper: CoHandler) -> str:
        if helper.done:
            return self.tr("{name}: done. {result}").format(name=helper.name, result=helper.result)
        waited_for = self.tr("{name}: not done, the lead waits")
        return (waited_for if helper.must else self.tr("{name}: not done")).format(name=helper.name)

    def _answer(self, answer: Answer | None) -> str:
        if answer is None:
            return ""
        said = self.tr("satisfied") if answer.satisfied else self.tr("not satisfied")
        return " · ".join(part for part in (said, answer.note, answer.by) if part)

    def _same_matter(self, noted: Records) -> str:
        """Return which tickets are one with this; by number where the board has them, the timeline tells of all."""
        tickets = self._board.tickets
        into = tickets.get(TicketId(noted.merged_into)) if noted.merged_into is not None else None
        if into is not None:
            return self.tr("merged into {number}").format(number=into.number)
        return self.tr("reports merged into it: {n}").format(n=len(noted.merged)) if noted.merged else ""

    def _no_place(self, ticket: Ticket) -> str:
        if ticket.place is None:
            return self.tr("no place")
        return f"{ticket.place.lat_deg:.5f}, {ticket.place.lng_deg:.5f}"

    def _path(self, code: str) -> str:
        names: list[str] = []
        region = self._board.regions.get(RegionCode(code))
        while region is not None:
            names.append(region.name)
            region = self._board.regions.get(region.parent) if region.parent else None
        return " › ".join(reversed(names[:3])) or code
