"""Lines that name a picture or a clip, the same on the fake, SQLite, PostgreSQL and at its door."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.domain.evidence import Cut, Evidence, told_by
from console.domain.ticket import Ticket, TicketId
from console.evidence_orders import AttachClip, AttachSnapshot
from console.handlers import handle
from console.journal import Kind
from console.orders import TakeIn
from console.ports import Store
from console.replay import replay
from tests.builders import IN_GRID, NOON, an_evidence, an_operator
from tests.fakes import FakeClock

CLIP = an_evidence(file="clip.mp4", ends_at=NOON + timedelta(seconds=41), cut=Cut.STOPPED)


@pytest.fixture
def attached(any_store: Store) -> Store:
    """Return a store with a ticket that a picture and a clip were attached to."""
    ticket = TicketId(1)
    given = (
        TakeIn(
            by=an_operator(),
            id=ticket,
            category="2101",
            title="窨井盖损坏",
            source="public",
            reported_at=NOON,
            place=IN_GRID,
        ),
        AttachSnapshot(by=an_operator(), ticket=ticket, seen=1, evidence=an_evidence()),
        AttachClip(by=an_operator(), ticket=ticket, seen=1, evidence=CLIP),
    )
    for order in given:
        with any_store.unit_of_work() as uow:
            handle(order, uow, FakeClock())
    return any_store


def test_that_the_timeline_has_both_lines_as_they_were_told(attached: Store) -> None:
    _, lines = attached.archive().timeline(TicketId(1))
    told: list[tuple[Kind, Evidence | None]] = [(line.kind, told_by(line.detail)) for line in lines[1:]]
    assert told == [(Kind.SNAPSHOT_ATTACHED, an_evidence()), (Kind.CLIP_ATTACHED, CLIP)]


def test_that_the_ticket_is_what_its_lines_make_of_it(attached: Store) -> None:
    ticket, lines = attached.archive().timeline(TicketId(1))
    again: Ticket | None = replay(lines)
    assert again == ticket
