"""The queue's rows without Qt: always what sorting and filtering everything anew would give."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.board import Board
from console.clocks import Lamp
from console.domain.records import Card, Records, Request, Step
from console.domain.ticket import Holder, Priority, State, TargetKind, Ticket, TicketId
from console.journal import News
from console.ports import Snapshot
from tests.builders import CITY, DISTRICT, NOON, VILLAGE, a_region_tree, a_ticket
from tests.unpublished import without_calendar
from widgets import words
from widgets.queue.filter import EVERYTHING, Wanted
from widgets.queue.ranks import Ranking
from widgets.queue.rows import Rows
from widgets.queue.wording import Column, Wording

OPEN = [State.REPORTED, State.FILED, State.DISPATCHED, State.IN_PROGRESS]
FILTERS = [
    EVERYTHING,
    Wanted(text="路1"),
    Wanted(priorities=frozenset({Priority.P1, Priority.P2})),
    Wanted(states=frozenset({State.FILED}), mine=True),
    Wanted(unsigned=True),
    Wanted(overdue=True),
    Wanted(nearly_due=True),
    Wanted(supervised=True),
    Wanted(to_approve=True),
]


def a_board(*tickets: Ticket) -> Board:
    board = Board(CITY)
    board.load(Snapshot(tickets=tickets, crews=(), departments=(), cameras=(), regions=a_region_tree()))
    return board


def some_rows(board: Board) -> Rows:
    rows = Rows(board, Wording(board))
    rows.load(NOON)
    return rows


def shown(board: Board, wanted: Wanted = EVERYTHING) -> list[str]:
    rows = some_rows(board)
    rows.sift(wanted, NOON)
    return [rows.at(row).number for row in range(len(rows))]


def carded(ticket: Ticket, step: Step, **more: Any) -> Ticket:
    card = Card(step=step, at=NOON, stage=ticket.stage_began, responsible="王五", **more)
    return replace(ticket, noted=replace(ticket.noted, cards=(*ticket.noted.cards, card)))


changes = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from([*OPEN, State.CLOSED]),
        st.sampled_from(list(Priority)),
        st.integers(-60, 60),
        st.sampled_from(["路1", "路2", "桥"]),
    ),
    max_size=40,
)


@given(
    changes=changes,
    wanted=st.sampled_from(FILTERS),
    column=st.sampled_from([None, *Column]),
    descending=st.booleans(),
    at_once=st.booleans(),
)
def test_that_rows_changed_one_by_one_are_as_if_made_anew(changes, wanted, column, descending, at_once) -> None:
    board = a_board(*(a_ticket(id=TicketId(id_), number=f"T{id_:02}", version=1) for id_ in range(1, 7)))
    wording = Wording(board)
    rows = Rows(board, wording)
    rows.load(NOON)
    rows.rank(Ranking(wording, column, descending=descending), NOON)
    rows.sift(wanted, NOON)
    for version, (id_, state, priority, due_min, title) in enumerate(changes, start=2):
        ticket = a_ticket(id=TicketId(id_), number=f"T{id_:02}", version=version, state=state, priority=priority)
        due_at = NOON + timedelta(minutes=due_min)
        ticket = replace(ticket, title=title, due_at=due_at, warn_at=due_at - timedelta(minutes=20))
        if priority is Priority.P2:
            ticket = carded(ticket, Step.YELLOW)
        board.hear(News(tickets=(ticket,)))
        if at_once:
            rows.make_all([TicketId(id_)], NOON)
        else:
            rows.make(rows.edit_for(TicketId(id_), NOON))

    anew = Rows(board, wording)
    anew.load(NOON)
    anew.rank(Ranking(wording, column, descending=descending), NOON)
    anew.sift(wanted, NOON)
    assert rows.shown_ids() == anew.shown_ids()
    assert [rows.row_of(id_) for id_ in rows.shown_ids()] == list(range(len(rows)))
    assert rows.total == len(board.tickets)


@given(first=st.text("路1桥 ", max_size=3), more=st.text("路1桥 ", max_size=3))
def test_that_a_longer_text_sifts_as_if_it_had_been_typed_at_once(first: str, more: str) -> None:
    board = a_board(*(a_ticket(title=title) for title in ("路1", "路 桥", "桥1路", "1")))
    typed, pasted = some_rows(board), some_rows(board)
    typed.sift(Wanted(text=first), NOON)
    typed.sift(Wanted(text=first + more), NOON)
    pasted.sift(Wanted(text=first + more), NOON)
    assert typed.shown_ids() == pasted.shown_ids()


def test_that_urges_of_the_stage_and_cards_without_a_reply_are_supervised() -> None:
    urged_before = replace(carded(a_ticket(number="before"), Step.URGE), stage_since=NOON + timedelta(minutes=1))
    board = a_board(
        carded(a_ticket(number="urged"), Step.URGE),
        carded(a_ticket(number="yellow"), Step.YELLOW),
        carded(a_ticket(number="answered"), Step.BLACK, reply="已到场"),
        carded(a_ticket(number="reminded"), Step.REMINDER),
        urged_before,
    )

    assert set(shown(board, Wanted(supervised=True))) == {"urged", "yellow"}


def test_that_what_is_asked_for_here_is_to_be_approved() -> None:
    noted = Records(request=Request(verb="extend", by="王五", at=NOON, reason="缺料", hours=4.0))
    board = a_board(
        a_ticket(number="asked", centre=CITY, noted=noted),
        a_ticket(number="asked elsewhere", centre=VILLAGE, noted=noted),
        a_ticket(number="calm", centre=CITY),
    )

    assert shown(board, Wanted(to_approve=True)) == ["asked"]


def test_that_nearly_due_is_past_the_warning_and_not_past_the_limit() -> None:
    minute = timedelta(minutes=1)
    board = a_board(
        a_ticket(number="calm", warn_at=NOON + minute, due_at=NOON + 2 * minute),
        a_ticket(number="nearly", warn_at=NOON - minute, due_at=NOON + minute),
        a_ticket(number="over", warn_at=NOON - 2 * minute, due_at=NOON - minute),
    )

    assert shown(board, Wanted(nearly_due=True)) == ["nearly"]


def test_that_the_most_urgent_stands_first_and_the_sooner_due_among_equals() -> None:
    board = a_board(
        a_ticket(number="c", priority=Priority.P3, due_at=NOON),
        a_ticket(number="b", priority=Priority.P1, due_at=NOON + timedelta(minutes=9)),
        a_ticket(number="a", priority=Priority.P1, due_at=NOON + timedelta(minutes=5)),
        a_ticket(number="d", priority=Priority.P1, due_at=None),
    )
    assert shown(board) == ["a", "b", "d", "c"]


def test_that_equals_keep_the_order_of_urgency_when_sorted_backwards() -> None:
    board = a_board(
        a_ticket(number="late", title="路", priority=Priority.P3),
        a_ticket(number="soon", title="路", priority=Priority.P1),
        a_ticket(number="other", title="啊", priority=Priority.P1),
    )
    rows = some_rows(board)
    rows.rank(Ranking(Wording(board), Column.TITLE, descending=True), NOON)
    assert [rows.at(row).number for row in range(3)] == ["soon", "late", "other"]


def test_that_han_is_sorted_by_its_pinyin() -> None:
    board = a_board(*(a_ticket(number=title, title=title) for title in ("中山路", "Broadway", "爱民路", "淮海路")))
    rows = some_rows(board)
    rows.rank(Ranking(Wording(board), Column.TITLE), NOON)
    assert [rows.at(row).title for row in range(4)] == ["爱民路", "Broadway", "淮海路", "中山路"]


@pytest.mark.parametrize(
    "typed",
    ["t000777", "Ｔ０００７７７", "暴露", "bllj", "人民", "王五", "ww", "区域320501001001001", "7 暴露"],
    ids=["number", "full width", "title", "initials", "address", "holder", "holder's initials", "grid", "two words"],
)
def test_that_a_ticket_is_found_by(typed: str) -> None:
    board = a_board(
        a_ticket(
            number="T000777",
            title="暴露垃圾",
            address="人民路10号",
            holder=Holder(TargetKind.CREW, "C1", "王五"),
        ),
        a_ticket(number="X1", title="井盖", address="", grid=None, area=CITY, category="0201"),
    )
    assert shown(board, Wanted(text=typed)) == ["T000777"]


def test_that_mine_is_what_waits_for_this_centre() -> None:
    board = a_board(a_ticket(number="ours", centre=CITY), a_ticket(number="theirs", centre=VILLAGE))
    assert shown(board, Wanted(mine=True)) == ["ours"]


def test_that_a_ticket_joins_the_overdue_by_the_passing_of_time() -> None:
    due = a_ticket(centre=DISTRICT, due_at=NOON + timedelta(minutes=1))
    rows = some_rows(a_board(due))
    rows.sift(Wanted(overdue=True), NOON)
    assert rows.outdated(NOON + timedelta(minutes=2)) == [due.id]


def test_that_a_due_time_that_nobody_knows_yet_comes_after_those_known_and_before_none() -> None:
    board = a_board(a_ticket(number="none", due_at=None), without_calendar(number="unknown"), a_ticket(number="known"))
    assert shown(board) == ["known", "unknown", "none"]


def test_that_a_due_time_that_nobody_knows_yet_is_told_in_words() -> None:
    ticket = without_calendar()
    wording = Wording(a_board(ticket))
    assert wording.left(ticket, NOON)[0] is Lamp.UNKNOWN
    assert wording.says(Column.LEFT, ticket, NOON) == words.lamp(Lamp.UNKNOWN)
