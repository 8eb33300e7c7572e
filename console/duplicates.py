"""Tickets that are likely the same matter: same class, near, and reported close in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType

from console.domain.cells import Cells
from console.domain.place import LatLng
from console.domain.rows import Row, narrowing, shipped_text
from console.domain.ticket import Ticket, TicketId

FILE = "duplicates.toml"
CELL_M = 300.0


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near and how close in time two reports of one class must be; both limits belong to it."""

    radius_m: float
    within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The rule by category, major class, or "" for all."""

    version: int
    by_category: Mapping[str, Nearness]

    def of(self, category: str) -> Nearness:
        """Return the closest rule for the category."""
        return next(self.by_category[code] for code in narrowing(category) if code in self.by_category)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A ticket that is likely the same matter; ``apart`` is the time between the reports."""

    ticket: Ticket
    distance_m: float
    apart: timedelta


class Alike:
    """The open tickets by class and place, kept so that likely duplicates are found at every keystroke."""

    def __init__(self) -> None:
        self._cells: dict[str, Cells[TicketId]] = {}
        self._tickets: dict[TicketId, Ticket] = {}

    def take(self, ticket: Ticket) -> None:
        """Take a ticket in as it now stands; one without a place is like no other."""
        known = self._tickets.get(ticket.id)
        if known is not None and (known.category, known.place) != (ticket.category, ticket.place):
            self.drop(ticket.id)
        if ticket.place is None:
            return
        self._tickets[ticket.id] = ticket
        self._cells.setdefault(ticket.category, Cells(CELL_M)).put(ticket.id, ticket.place)

    def drop(self, ticket: TicketId) -> None:
        """Forget a ticket; one that is not here is no matter."""
        known = self._tickets.pop(ticket, None)
        if known is not None:
            self._cells[known.category].drop(ticket)

    def clear(self) -> None:
        self._cells.clear()
        self._tickets.clear()

    def like(
        self, category: str, place: LatLng | None, at: datetime, rules: Likeness, but: Iterable[TicketId] = ()
    ) -> tuple[Duplicate, ...]:
        """Return the tickets that a report of ``category`` at that place and moment likely repeats, the nearest first.

        ``but`` are left out: the ticket itself, and what is known to be another matter.
        """
        cells = self._cells.get(category)
        if place is None or cells is None:
            return ()
        near, left_out = rules.of(category), set(but)
        found = (
            Duplicate(ticket=ticket, distance_m=away_m, apart=abs(at - ticket.reported_at))
            for away_m, id_ in cells.near(place, near.radius_m)
            if id_ not in left_out and abs(at - (ticket := self._tickets[id_]).reported_at) <= near.within
        )
        return tuple(sorted(found, key=lambda each: (each.distance_m, each.apart, each.ticket.id)))

    def like_ticket(self, ticket: Ticket, rules: Likeness) -> tuple[Duplicate, ...]:
        """Return the other tickets that are likely the same matter as this one, the nearest first."""
        return self.like(ticket.category, ticket.place, ticket.reported_at, rules, (ticket.id,))


def parse(text: str, file: str = FILE) -> Likeness:
    """Read the rule from TOML.

    Raises:
        Refused: ``rulebook.bad`` with the file, the place and what is wrong there.
    """
    whole = Row.of_text(file, text)
    version = whole.whole("version", least=1)
    rules = {"": _nearness(whole)}
    for row in whole.tables("categories"):
        category = row.text("category")
        if category in rules:
            raise row.bad(f"the rule of {category} is told twice", "category")
        rules[category] = _nearness(row)
        row.end()
    whole.end()
    return Likeness(version=version, by_category=MappingProxyType(rules))


@cache
def shipped() -> Likeness:
    """Return the rule that the product ships."""
    return parse(shipped_text(FILE))


def _nearness(row: Row) -> Nearness:
    return Nearness(
        row.number("radius_m", least=1, most=5000), timedelta(hours=row.number("hours", least=0.1, most=8760))
    )
