"""A small demo city in memory, made once; tests that change it get a copy."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from console.demo import city
from console.domain.ticket import Ticket
from console.journal import Entry
from tests.builders import NOON
from tests.fakes import FakeStore

SEED = 7


@dataclass(frozen=True)
class Made:
    """A city that was made, in its store, with what was told while making it."""

    store: FakeStore
    facts: city.DemoCity
    progress: list[tuple[str, float]] = field(default_factory=list)

    @property
    def past(self) -> list[tuple[Ticket, list[Entry]]]:
        """Every ticket with its lines in order."""
        lines: dict[int, list[Entry]] = {}
        for line in self.store.rows.lines:
            assert line.entry.ticket is not None
            lines.setdefault(line.entry.ticket, []).append(line.entry)
        return [(ticket, lines[ticket.id]) for ticket in self.store.rows.tickets.values()]


def make_small(seed: int = SEED) -> Made:
    store = FakeStore()
    progress: list[tuple[str, float]] = []
    facts = city.make(store, "small", seed, now=NOON, progress=lambda part, share: progress.append((part, share)))
    return Made(store, facts, progress)


@pytest.fixture(scope="session")
def small() -> Made:
    """The small city; nobody may change it."""
    return make_small()


@pytest.fixture
def living(small: Made) -> FakeStore:
    """A store with a small city of its own."""
    store = FakeStore()
    store.rows = small.store.rows.copy()
    return store
