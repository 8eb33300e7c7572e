"""The order of the queue: a key per ticket for each column, always ending in priority, due time, id."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from console.board import Board
from console.domain.ticket import State, Ticket, TicketId
from widgets import words
from widgets.queue.pinyin import initials

Key = tuple[float | str, int, float, TicketId]
"""What the column says, priority, due time in s since the epoch, id. No two tickets have the same."""

NEVER = float("inf")
_LAST = chr(0x10FFFF)
_ORDER_OF_STATES = {state: float(place) for place, state in enumerate(State)}


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


class _Mirror(dict[int, str]):
    """A table for ``str.translate`` that turns the order of texts round."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(0x10FFFF - code)
        return self[code]


_MIRROR = _Mirror()


class Ranking:
    """Gives each ticket its key for one column and direction; the default is priority, due, id."""

    def __init__(self, board: Board, column: Column | None = None, *, descending: bool = False) -> None:
        self.column = column
        self.descending = descending
        self._board = board
        self._says: Callable[[Ticket], float | str] = self._of(column)

    def key(self, ticket: Ticket) -> Key:
        due_s = ticket.due_at.timestamp() if ticket.due_at else NEVER
        return self._says(ticket), int(ticket.priority), due_s, ticket.id

    def _of(self, column: Column | None) -> Callable[[Ticket], float | str]:
        board = self._board
        match column:
            case None:
                return lambda ticket: 0.0
            case Column.PRIORITY:
                return self._by_number(lambda ticket: ticket.priority)
            case Column.NUMBER:
                return self._by_text(lambda ticket: ticket.number)
            case Column.CATEGORY:
                return self._by_text(lambda ticket: words.category(ticket.category))
            case Column.TITLE:
                return self._by_text(lambda ticket: ticket.title)
            case Column.GRID:
                return self._by_text(lambda ticket: board.region_name(ticket.grid))
            case Column.STATE:
                return self._by_number(lambda ticket: _ORDER_OF_STATES[ticket.state])
            case Column.HOLDER:
                return self._by_text(lambda ticket: ticket.holder.name if ticket.holder else "")
            case Column.AGE:
                return self._by_number(lambda ticket: -ticket.reported_at.timestamp())
            case Column.LEFT:
                return self._by_number(lambda ticket: ticket.due_at.timestamp() if ticket.due_at else NEVER)

    def _by_number(self, says: Callable[[Ticket], float]) -> Callable[[Ticket], float]:
        return (lambda ticket: -says(ticket)) if self.descending else says

    def _by_text(self, says: Callable[[Ticket], str]) -> Callable[[Ticket], str]:
        rank = _collated_back if self.descending else _collated
        return lambda ticket: rank(says(ticket))


def _collated(text: str) -> str:
    """Return what puts Han beside the Latin letter of its pinyin, as a Chinese register does."""
    return f"{initials(text).lower()}\0{text}"


def _collated_back(text: str) -> str:
    # The sentinel lets the longer of two texts with the same beginning come first.
    return _collated(text).translate(_MIRROR) + _LAST
