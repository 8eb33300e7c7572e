"""Counting tickets as they change gives what counting all of them gives, at any size in no time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from console.domain.records import Card, Records, Step
from console.domain.ticket import Priority, State, Ticket, TicketId
from tests.builders import CITY, NOON, VILLAGE, a_ticket
from tests.unpublished import without_calendar
from widgets.kit.tally import Tally

tickets = st.builds(
    lambda id_, centre, priority, state, minutes, warned, step: a_ticket(
        id=TicketId(id_),
        centre=centre,
        priority=priority,
        state=state,
        stage_since=NOON - timedelta(minutes=9),
        due_at=None if minutes is None else NOON + timedelta(minutes=minutes),
        warn_at=None if minutes is None or warned is None else NOON + timedelta(minutes=minutes - warned),
        noted=Records(cards=() if step is None else (Card(step=step, at=NOON, stage=NOON, responsible="李队"),)),
    ),
    st.integers(1, 8),
    st.sampled_from([CITY, VILLAGE]),
    st.sampled_from(Priority),
    st.sampled_from([State.REPORTED, State.DISPATCHED]),
    st.none() | st.integers(-3, 3),
    st.none() | st.integers(0, 4),
    st.none() | st.sampled_from(Step),
)


def counted(tally: Tally) -> tuple[Counter[Priority], list[int]]:
    return +tally.by_priority, [
        tally.mine,
        tally.unsigned,
        tally.nearly_due(NOON),
        tally.overdue(NOON),
        tally.supervised,
    ]


def one_by_one(board: Iterable[Ticket]) -> tuple[Counter[Priority], list[int]]:
    """Count the slow and obvious way."""
    each = [
        (
            ticket.centre == CITY,
            ticket.state is State.DISPATCHED,
            ticket.nearly_due(NOON),
            ticket.overdue(NOON),
            ticket.card is not None,
        )
        for ticket in board
    ]
    return Counter(ticket.priority for ticket in board), [sum(asked[place] for asked in each) for place in range(5)]


@given(st.lists(st.tuples(tickets, st.booleans()), max_size=30))
def test_that_counting_changes_is_counting_anew(changes: list[tuple[Ticket, bool]]) -> None:
    board: dict[TicketId, Ticket] = {}
    tally = Tally(CITY)
    for ticket, is_open in changes:
        if is_open:
            board[ticket.id] = ticket
        else:
            board.pop(ticket.id, None)
        tally.change([ticket.id], board)
    assert counted(tally) == one_by_one(board.values())


@given(st.lists(tickets, max_size=30, unique_by=lambda ticket: ticket.id))
def test_that_counting_all_at_once_is_counting_one_by_one(board: list[Ticket]) -> None:
    tally = Tally(CITY)
    tally.load(board)
    assert counted(tally) == one_by_one(board)


def test_that_a_ticket_becomes_overdue_without_any_news() -> None:
    tally = Tally(CITY)
    tally.load([a_ticket(due_at=NOON)])
    assert [tally.overdue(NOON), tally.overdue(NOON + timedelta(seconds=1))] == [0, 1]


def test_that_a_stage_is_counted_as_nearly_due_though_nobody_knows_when_it_is() -> None:
    ticket = without_calendar(warn_at=NOON - timedelta(minutes=1))
    tally = Tally(CITY)
    tally.change([ticket.id], {ticket.id: ticket})
    assert (tally.nearly_due(NOON), tally.overdue(NOON)) == (1, 0)
    tally.change([ticket.id], {})
    assert tally.nearly_due(NOON) == 0
