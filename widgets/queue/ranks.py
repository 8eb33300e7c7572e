"""The order of the queue: a key per ticket for each column, always ending in priority, due time, id."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from console.domain.ticket import State, Ticket, TicketId
from widgets.kit.search_text import initials
from widgets.queue.wording import Column, Wording

Key = tuple[float | str, int, float, TicketId, str]
"""What the column says, priority, due time in s since the epoch, id, and what is searched of the ticket.

No two tickets have the same id, so the text never counts in the order: it is carried here because a search that goes
from key to text alone is twice as quick as one that looks each text up.
"""

NEVER = float("inf")
NOBODY_KNOWS = 1e12
"""Due later than all that is known, and sooner than what has no clock."""
_LAST = chr(0x10FFFF)
_ORDER_OF_STATES = {state: float(place) for place, state in enumerate(State)}


class _Mirror(dict[int, str]):
    """A table for ``str.translate`` that turns the order of texts round."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(0x10FFFF - code)
        return self[code]


_MIRROR = _Mirror()


class Ranking:
    """Gives each ticket its key for one column and direction; the default is priority, due, id."""

    def __init__(self, wording: Wording, column: Column | None = None, *, descending: bool = False) -> None:
        self.column = column
        self.descending = descending
        self._wording = wording
        self._says: Callable[[Ticket], float | str] = self._of(column)

    def key(self, ticket: Ticket, haystack: str) -> Key:
        return self._says(ticket), int(ticket.priority), _due_s(ticket), ticket.id, haystack

    def keys_like(self, tickets: Mapping[TicketId, Ticket], before: Mapping[TicketId, Key]) -> dict[TicketId, Key]:
        """Return the keys of tickets that have one of another ranking already; half the work of ``key`` for each."""
        says = self._says
        return {id_: (says(tickets[id_]), *key[1:]) for id_, key in before.items()}

    def _of(self, column: Column | None) -> Callable[[Ticket], float | str]:
        wording = self._wording
        match column:
            case None:
                return lambda ticket: 0.0
            case Column.PRIORITY:
                return self._by_number(lambda ticket: ticket.priority)
            case Column.NUMBER:
                return self._by_text(lambda ticket: ticket.number, han=False)
            case Column.CATEGORY:
                return self._by_text(wording.category)
            case Column.TITLE:
                return self._by_text(lambda ticket: ticket.title)
            case Column.GRID:
                return self._by_text(wording.grid)
            case Column.STATE:
                return self._by_number(lambda ticket: _ORDER_OF_STATES[ticket.state])
            case Column.HOLDER:
                return self._by_text(lambda ticket: ticket.holder.name if ticket.holder else "")
            case Column.AGE:
                return self._by_number(lambda ticket: -ticket.reported_at.timestamp())
            case Column.LEFT:
                return self._by_number(_due_s)

    def _by_number(self, says: Callable[[Ticket], float]) -> Callable[[Ticket], float]:
        return (lambda ticket: -says(ticket)) if self.descending else says

    def _by_text(self, says: Callable[[Ticket], str], *, han: bool = True) -> Callable[[Ticket], str]:
        if han and self.descending:
            return lambda ticket: _back(_collated(says(ticket)))
        if han:
            return lambda ticket: _collated(says(ticket))
        return (lambda ticket: _back(says(ticket))) if self.descending else says


def _due_s(ticket: Ticket) -> float:
    if ticket.due_at is not None:
        return ticket.due_at.timestamp()
    return NOBODY_KNOWS if ticket.awaits_calendar else NEVER


def _collated(text: str) -> str:
    """Return what puts Han beside the Latin letter of its pinyin, as a Chinese register does."""
    return f"{initials(text)}\0{text}"


def _back(text: str) -> str:
    # The sentinel lets the longer of two texts with the same beginning come first.
    return text.translate(_MIRROR) + _LAST
