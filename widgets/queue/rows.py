"""The queue's rows without Qt: which tickets are shown, in which order, and what a change does to them.

A filter proxy asks Python two questions for each of 50,000 rows at each key; here a key stroke is one pass over a list
that is sorted already, and a change is found by bisection.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from console.board import Board
from console.domain.ticket import Ticket, TicketId
from widgets.kit.search_text import initials, plain
from widgets.queue.filter import EVERYTHING, Sieve, Wanted
from widgets.queue.ranks import Key, Ranking
from widgets.queue.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What one ticket's change does to the shown rows.

    ``before`` is its row now, None if it is not shown; ``after`` its row once the edit is made, None if it will not be
    shown. ``ticket`` is None for one that went; ``key`` is where it belongs from now on.
    """

    id: TicketId
    ticket: Ticket | None
    key: Key | None
    before: int | None
    after: int | None


LEAST_NUMBER = 6


class Rows:
    """Every ticket in order, and the shown ones among them.

    A view is told before anything changes: ask ``edit_for``, tell the view, then ``make`` the edit.
    """

    def __init__(self, board: Board, wording: Wording) -> None:
        self._board = board
        self._wording = wording
        self._ranking = Ranking(wording)
        self._wanted = EVERYTHING
        self._tickets: dict[TicketId, Ticket] = {}
        self._keys: dict[TicketId, Key] = {}
        self._all: list[Key] = []
        self._shown: list[Key] = []
        self.longest_number = LEAST_NUMBER

    def __len__(self) -> int:
        """Return how many rows are shown."""
        return len(self._shown)

    @property
    def total(self) -> int:
        return len(self._all)

    @property
    def wanted(self) -> Wanted:
        return self._wanted

    @property
    def ranking(self) -> Ranking:
        return self._ranking

    def at(self, row: int) -> Ticket:
        return self._tickets[self._shown[row][3]]

    def id_at(self, row: int) -> TicketId:
        return self._shown[row][3]

    def ticket(self, id_: TicketId) -> Ticket | None:
        """Return the ticket as the rows know it, shown or not."""
        return self._tickets.get(id_)

    def row_of(self, id_: TicketId) -> int | None:
        """Return the row of a shown ticket."""
        key = self._keys.get(id_)
        return None if key is None else _found(self._shown, key)

    def shown_ids(self) -> list[TicketId]:
        return [key[3] for key in self._shown]

    def load(self, now: datetime) -> None:
        """Take everything from the board anew."""
        self._tickets = dict(self._board.tickets)
        self.longest_number = max((len(ticket.number) for ticket in self._tickets.values()), default=LEAST_NUMBER)
        self._keys = {id_: self._key(ticket) for id_, ticket in self._tickets.items()}
        self._arrange(now)

    def rank(self, ranking: Ranking, now: datetime) -> None:
        """Put all rows in another order."""
        self._ranking = ranking
        self._keys = ranking.keys_like(self._tickets, self._keys)
        self._arrange(now)

    def sift(self, wanted: Wanted, now: datetime) -> None:
        """Show what another filter lets through."""
        narrower = wanted.without_text == self._wanted.without_text and all(
            any(before in now_asked for now_asked in wanted.needles) for before in self._wanted.needles
        )
        self._wanted = wanted
        self._shown = list(self._sieve(now).through(self._shown if narrower and not wanted.is_about_now else self._all))

    def outdated(self, now: datetime) -> list[TicketId]:
        """Return the tickets that came into the filter, or left it, by the passing of time."""
        if not self._wanted.is_about_now:
            return []
        passing = self._sieve(now).through(self._all)
        return [key[3] for key in set(passing).symmetric_difference(self._shown)]

    def edit_for(self, id_: TicketId, now: datetime) -> Edit:
        """Return what the board's present state of a ticket would do to the rows."""
        ticket = self._board.tickets.get(id_)
        before = self.row_of(id_)
        after = key = None
        if ticket is not None:
            key = self._key(ticket)
            sieve = Sieve(self._wanted, self._board.centre, now, {id_: ticket})
            if sieve.through([key]):
                after = bisect_left(self._shown, key)
                after -= before is not None and before < after
        return Edit(id=id_, ticket=ticket, key=key, before=before, after=after)

    def make(self, edit: Edit) -> None:
        """Make one edit; it must have been asked for since the last one was made."""
        old = self._keys.pop(edit.id, None)
        if old is not None:
            _drop(self._all, old)
        if edit.before is not None:
            del self._shown[edit.before]
        if edit.ticket is None or edit.key is None:
            self._tickets.pop(edit.id, None)
            return
        self.longest_number = max(self.longest_number, len(edit.ticket.number))
        self._tickets[edit.id] = edit.ticket
        self._keys[edit.id] = edit.key
        insort(self._all, edit.key)
        if edit.after is not None:
            self._shown.insert(edit.after, edit.key)

    def make_all(self, ids: Iterable[TicketId], now: datetime) -> list[TicketId]:
        """Make the edits for many tickets in one pass over the list; return those that were not known before."""
        new = []
        for id_ in ids:
            ticket = self._board.tickets.get(id_)
            if ticket is None:
                self._tickets.pop(id_, None)
                self._keys.pop(id_, None)
                continue
            if id_ not in self._tickets:
                self.longest_number = max(self.longest_number, len(ticket.number))
                new.append(id_)
            self._tickets[id_] = ticket
            self._keys[id_] = self._key(ticket)
        self._arrange(now)
        return new

    def _arrange(self, now: datetime) -> None:
        self._all = sorted(self._keys.values())
        self._shown = list(self._sieve(now).through(self._all))

    def _sieve(self, now: datetime) -> Sieve:
        return Sieve(self._wanted, self._board.centre, now, self._tickets)

    def _key(self, ticket: Ticket) -> Key:
        return self._ranking.key(ticket, self._searchable(ticket))

    def _searchable(self, ticket: Ticket) -> str:
        """Return everything the text field searches, parted by what nobody types."""
        kind = self._wording.category(ticket)
        holder = ticket.holder.name if ticket.holder else ""
        grid = self._wording.grid(ticket)
        centre = self._wording.centre(ticket)
        said = f"{ticket.number}\n{ticket.outside_number}\n{ticket.title}\n{ticket.address}\n{grid}\n{holder}\n{centre}\n{kind}"
        return plain(f"{said}\n{initials(ticket.title)}\n{initials(holder)}\n{initials(kind)}")


def _found(keys: list[Key], key: Key) -> int | None:
    place = bisect_left(keys, key)
    return place if place < len(keys) and keys[place] == key else None


def _drop(keys: list[Key], key: Key) -> None:
    place = _found(keys, key)
    if place is not None:
        del keys[place]
