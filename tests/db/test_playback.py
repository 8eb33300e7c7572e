"""Lines that tell of a recording, the same on the fake, SQLite, PostgreSQL and at its door."""

from __future__ import annotations

import pytest

from console.domain.playback import told_by
from console.domain.ticket import Ticket, TicketId
from console.handlers import handle
from console.journal import Kind
from console.orders import TakeIn
from console.playback_orders import PlayBack, PlayBackCamera
from console.ports import Store
from console.replay import replay
from tests.builders import IN_GRID, NOON, VILLAGE, a_stretch, an_operator
from tests.fakes import FakeClock

WHY = "核对经过"


@pytest.fixture
def looked_at(any_store: Store) -> Store:
    """Return a store in which a recording was looked at for a ticket, and one for none."""
    ticket = TicketId(1)
    given = (
        TakeIn(
            by=an_operator(), id=ticket, category="2101", title="窨井盖损坏", source="public", reported_at=NOON, place=IN_GRID
        ),
        PlayBack(by=an_operator(), ticket=ticket, seen=1, stretch=a_stretch(), reason=WHY),
    )  # fmt: skip
    for order in given:
        with any_store.unit_of_work() as uow:
            handle(order, uow, FakeClock())
    return any_store


def test_that_the_timeline_has_the_line_as_it_was_told(looked_at: Store) -> None:
    _, (_, line) = looked_at.archive().timeline(TicketId(1))
    assert (line.kind, told_by(line.detail), line.reason) == (Kind.PLAYED_BACK, a_stretch(), WHY)


def test_that_the_ticket_is_what_its_lines_make_of_it(looked_at: Store) -> None:
    ticket, lines = looked_at.archive().timeline(TicketId(1))
    again: Ticket | None = replay(lines)
    assert again == ticket


def test_that_every_desk_hears_of_one_without_a_ticket(any_store: Store) -> None:
    feed = any_store.feed(VILLAGE)
    mark = feed.mark()
    order = PlayBackCamera(by=an_operator(), stretch=a_stretch(), reason=WHY)
    with any_store.unit_of_work() as uow:
        handle(order, uow, FakeClock())
    _, news = feed.since(mark)
    (line,) = [entry for one in news for entry in one.entries]
    feed.close()
    assert (line.kind, told_by(line.detail), line.reason) == (Kind.CAMERA_PLAYED_BACK, a_stretch(), WHY)


def test_that_an_order_given_twice_leaves_one_line(any_store: Store) -> None:
    order = PlayBackCamera(by=an_operator(), stretch=a_stretch(), reason=WHY)
    for _ in range(2):
        with any_store.unit_of_work() as uow:
            handle(order, uow, FakeClock())
    feed = any_store.archive().lines(NOON.replace(hour=0), NOON.replace(hour=23), VILLAGE)
    assert [line.entry.kind for line in feed] == [Kind.CAMERA_PLAYED_BACK]
