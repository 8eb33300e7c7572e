"""The rules that a city runs by, all of them data: the shipped ones, or files of its own that take their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from console import calendar as calendars
from console import lifecycle
from console.calendar import Calendar
from console.domain import category as categories
from console.domain.category import Category
from console.domain.limit import Limit
from console.domain.ticket import Priority
from console.lifecycle import Lifecycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """One version of all rules; 0 is the one that the product ships.

    ``calendars`` holds by its own version every calendar that a clock may still count by.
    """

    version: int
    lifecycle: Lifecycle
    categories: Mapping[str, Category]
    calendar: Calendar
    calendars: Mapping[str, Calendar]

    def limit_of(self, clock: str, priority: Priority, category: str) -> Limit:
        """Return the limit of a stage's clock ("accept", "handle")."""
        return self.lifecycle.limit_of(clock, priority, category)


@cache
def shipped() -> Rulebook:
    """Return the rules that the product ships."""
    calendar = calendars.shipped()
    return Rulebook(
        version=0,
        lifecycle=lifecycle.shipped(),
        categories=categories.shipped(),
        calendar=calendar,
        calendars=MappingProxyType({calendar.version: calendar}),
    )
