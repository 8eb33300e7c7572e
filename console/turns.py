"""Whose turn it is: how many tickets each crew was given lately, as far as this desk has heard."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.domain.ticket import TargetKind, Ticket, TicketId

KEPT = timedelta(days=7)
"""Older turns are forgotten; no weight looks further back."""


class Turns:
    """Remembers for each crew which tickets it was given, and when. Hearing of one twice changes nothing."""

    def __init__(self) -> None:
        self._given: dict[str, dict[TicketId, datetime]] = {}
        self._last: dict[str, datetime] = {}

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

    def clear(self) -> None:
        self._given.clear()
        self._last.clear()
