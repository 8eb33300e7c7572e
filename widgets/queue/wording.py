"""What each column of the queue says of a ticket, in the language in force."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.board import Board
from console.clocks import Lamp, lamp
from console.domain.records import Step
from console.domain.ticket import ENDED, State, Ticket
from widgets import words
from widgets.kit import clock_text


class Column(IntEnum):
    """The columns of the queue, left to right."""

    PRIORITY = 0
    NUMBER = 1
    CATEGORY = 2
    TITLE = 3
    GRID = 4
    STATE = 5
    HOLDER = 6
    AGE = 7
    LEFT = 8


HEADINGS = {
    Column.PRIORITY: QT_TRANSLATE_NOOP("QueueColumns", "Pr"),
    Column.NUMBER: QT_TRANSLATE_NOOP("QueueColumns", "Number"),
    Column.CATEGORY: QT_TRANSLATE_NOOP("QueueColumns", "Category"),
    Column.TITLE: QT_TRANSLATE_NOOP("QueueColumns", "Matter and place"),
    Column.GRID: QT_TRANSLATE_NOOP("QueueColumns", "Grid"),
    Column.STATE: QT_TRANSLATE_NOOP("QueueColumns", "State"),
    Column.HOLDER: QT_TRANSLATE_NOOP("QueueColumns", "Held by"),
    Column.AGE: QT_TRANSLATE_NOOP("QueueColumns", "Age"),
    Column.LEFT: QT_TRANSLATE_NOOP("QueueColumns", "Time left"),
}


def heading(column: Column) -> str:
    return QCoreApplication.translate("QueueColumns", str(HEADINGS[column]))


def underway() -> str:
    """Return what stands in place of the state while an order about the ticket is held or on its way."""
    return QCoreApplication.translate("QueueColumns", "assigning …")


def queued() -> str:
    """Return what stands in place of the state while an order about the ticket waits here for the database."""
    return QCoreApplication.translate("QueueColumns", "queued")


class Said(NamedTuple):
    """What a row says of a ticket that does not change by the mere passing of time; "" where there is nothing to say.

    ``underway`` stands in place of the state. Rows that say the same are painted the same.
    """

    priority: int
    number: str
    category: str
    title: str
    address: str
    grid: str
    state: str
    underway: str
    holder: str
    centre: str
    step: tuple[Step, str] | None
    request: str


class Wording:
    """Says a ticket column by column; remembers the words that are few and asked for often."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._states = {state: words.state(state) for state in State}
        self._steps = {step: words.step(step) for step in Step}
        self._to_approve = QCoreApplication.translate("QueueColumns", "to approve")
        self._categories: dict[str, str] = {}

    def learn(self) -> None:
        """Say states and categories as the city now calls them."""
        self._states = {state: words.state(state) for state in State}
        self._categories.clear()

    def all_states(self) -> list[str]:
        """Return the words of the states that an open ticket can be in."""
        return [word for state, word in self._states.items() if state not in ENDED]

    def state(self, ticket: Ticket) -> str:
        return self._states[ticket.state]

    def category(self, ticket: Ticket) -> str:
        said = self._categories.get(ticket.category)
        if said is None:
            said = self._categories[ticket.category] = words.category(ticket.category)
        return said

    def grid(self, ticket: Ticket) -> str:
        return self._board.region_name(ticket.grid)

    def centre(self, ticket: Ticket) -> str:
        return self._board.region_name(ticket.centre)

    def age(self, ticket: Ticket, now: datetime) -> str:
        return clock_text.span((now - ticket.reported_at).total_seconds())

    def left(self, ticket: Ticket, now: datetime) -> tuple[Lamp, str]:
        """Return the lamp and the time left of the running stage; no text where no clock runs.

        Where that time ends in a year whose days nobody knows yet, a word that a narrow column has room for says so.
        """
        if ticket.awaits_calendar:
            return lamp(ticket, now), QCoreApplication.translate("QueueColumns", "unpublished")
        if ticket.due_at is None:
            return Lamp.NONE, ""
        return lamp(ticket, now), clock_text.left((ticket.due_at - now).total_seconds())

    def step(self, ticket: Ticket) -> tuple[Step, str] | None:
        """Return the step of supervision that stands on a ticket, and its word; None for nearly all."""
        card = ticket.card if ticket.noted.cards else None
        return None if card is None else (card.step, self._steps[card.step])

    def request(self, ticket: Ticket) -> str:
        """Return a word for what was asked for and waits for an answer; "" for nearly all."""
        return self._to_approve if ticket.noted.request is not None else ""

    def said(self, ticket: Ticket, underway: str) -> Said:
        """Return all that a row says apart from its times; ``underway`` is what stands in place of its state."""
        return Said(
            int(ticket.priority),
            ticket.number,
            self.category(ticket),
            ticket.title,
            ticket.address,
            self.grid(ticket),
            self.state(ticket),
            underway,
            ticket.holder.name if ticket.holder else "",
            self.centre(ticket),
            self.step(ticket),
            self.request(ticket),
        )

    def says(self, column: Column, ticket: Ticket, now: datetime) -> str:
        """Return the whole text of a cell, as a screen reader or the clipboard takes it."""
        match column:
            case Column.PRIORITY:
                return f"P{ticket.priority} {words.priority(ticket.priority)}"
            case Column.NUMBER:
                return ticket.number
            case Column.CATEGORY:
                return self.category(ticket)
            case Column.TITLE:
                step = self.step(ticket)
                marks = (step[1] if step else "", self.request(ticket))
                return " · ".join(part for part in (*marks, ticket.title, ticket.address) if part)
            case Column.GRID:
                return self.grid(ticket)
            case Column.STATE:
                return self.state(ticket)
            case Column.HOLDER:
                centre = self.centre(ticket)
                return f"{centre} · {ticket.holder.name}" if ticket.holder else centre
            case Column.AGE:
                return self.age(ticket, now)
            case Column.LEFT:
                return words.lamp(Lamp.UNKNOWN) if ticket.awaits_calendar else self.left(ticket, now)[1]
