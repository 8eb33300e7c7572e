"""Counting tickets as they change gives what counting all of them gives, at any size in no time."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from console.domain.ticket import Priority, State, Ticket, TicketId
from tests.builders import NOON, a_ticket
from widgets.kit.tally import Tally

tickets = st.builds(
    lambda id_, priority, state, minutes: a_ticket(
        id=TicketId(id_),
        priority=priority,
        state=state,
        due_at=None if minutes is None else NOON + timedelta(minutes=minutes),
    ),
    st.integers(1, 8),
    st.sampled_from(Priority),
    st.sampled_from([State.REPORTED, State.DISPATCHED]),
    st.none() | st.integers(-3, 3),
)


def counted(tally: Tally) -> tuple[Counter[Priority], int, int]:
    return +tally.by_priority, tally.unsigned, tally.overdue(NOON)


def anew(board: dict[TicketId, Ticket]) -> tuple[Counter[Priority], int, int]:
    tally = Tally()
    tally.load(board.values())
    assert tally.overdue(NOON) == sum(ticket.overdue(NOON) for ticket in board.values())
    return counted(tally)


@given(st.lists(st.tuples(tickets, st.booleans()), max_size=30))
def test_that_counting_changes_is_counting_anew(changes: list[tuple[Ticket, bool]]) -> None:
    board: dict[TicketId, Ticket] = {}
    tally = Tally()
    for ticket, is_open in changes:
        if is_open:
            board[ticket.id] = ticket
        else:
            board.pop(ticket.id, None)
        tally.change([ticket.id], board)
    assert counted(tally) == anew(board)


def test_that_a_ticket_becomes_overdue_without_any_news() -> None:
    tally = Tally()
    tally.load([a_ticket(due_at=NOON)])
    assert [tally.overdue(NOON), tally.overdue(NOON + timedelta(seconds=1))] == [0, 1]
