"""Whose turn it is: how many tickets each crew was given lately, by what is stored and what is heard since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.domain.ticket import TargetKind, Ticket, TicketId

KEPT = timedelta(days=7)
"""Older turns are forgotten; no weight looks further back."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A crew was given a ticket."""

    crew: str
    ticket: TicketId
    at: datetime


class Turns:
    """Remembers for each crew which tickets it was given, and when. Hearing of one twice changes nothing."""

    def __init__(self) -> None:
        self._given: dict[str, dict[TicketId, datetime]] = {}
        self._last: dict[str, datetime] = {}

    def load(self, stored: Iterable[Turn], tickets: Iterable[Ticket]) -> None:
        """Forget everything, and count the stored turns, oldest first; ``tickets`` are those that are open now.

        What a crew holds without a turn among these it was given before: at the earliest when it was reported.
        """
        self._given.clear()
        self._last.clear()
        for turn in stored:
            self._given.setdefault(turn.crew, {}).setdefault(turn.ticket, turn.at)
            self._last[turn.crew] = max(turn.at, self._last.get(turn.crew, turn.at))
        for ticket in tickets:
            holder = ticket.holder
            if holder is not None and holder.kind is TargetKind.CREW:
                self._given.setdefault(holder.id, {}).setdefault(ticket.id, ticket.reported_at)
                self._last[holder.id] = max(ticket.changed_at, self._last.get(holder.id, ticket.changed_at))

    def note(self, ticket: Ticket) -> None:
        """Take in whom the ticket is with; the first moment at which that was heard of counts as its turn."""
        holder = ticket.holder
        if holder is None or holder.kind is not TargetKind.CREW:
            return
        given = self._given.setdefault(holder.id, {})
        given.setdefault(ticket.id, ticket.stage_since)
        last = self._last.get(holder.id)
        if last is None or ticket.changed_at > last:
            self._last[holder.id] = ticket.changed_at
            for id_ in [id_ for id_, at in given.items() if at < ticket.changed_at - KEPT]:
                del given[id_]

    def lately(self, crew: str, since: datetime) -> int:
        """Return how many tickets the crew was given since then."""
        return sum(at >= since for at in self._given.get(crew, {}).values())

    def last_at(self, crew: str) -> datetime | None:
        """Return when the crew last had to do with a ticket."""
        return self._last.get(crew)
