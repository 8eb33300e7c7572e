"""A target in words says what speaks against it, and a candidate why it stands where it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from console.board import Board
from console.domain.ticket import Holder, State, Target, TargetKind, Ticket
from console.ports import Snapshot
from console.targets import TargetCheck, candidates, describe
from tests.builders import CITY, IN_GRID, NOON, a_crew, a_ticket
from widgets.kit import target_words

pytestmark = pytest.mark.usefixtures("qapp")


def board_of(tickets: int = 0, **crew: Any) -> Board:
    held = Holder(TargetKind.CREW, "C1", "王五")
    board = Board(CITY)
    busy = tuple(a_ticket(state=State.IN_PROGRESS, holder=held) for _ in range(tickets))
    known = a_crew("C1", **{"place": IN_GRID, "fixed_at": NOON} | crew)
    board.load(Snapshot(tickets=busy, crews=(known,), departments=(), cameras=(), regions=()))
    return board


def hovered(board: Board, **ticket: Any) -> TargetCheck:
    return describe(board, Target(TargetKind.CREW, "C1"), [a_ticket(**ticket)], now=NOON)


def offered(board: Board, ticket: Ticket | None = None) -> TargetCheck:
    return candidates(board, ticket or a_ticket(), now=NOON)[0]


def test_that_nothing_is_added_where_nothing_speaks_against_it() -> None:
    assert target_words.sentence(hovered(board_of())) == "Dispatch to 王五 · 0 m · in hand 0"


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (hovered(board_of(7)), "Dispatch to 王五 · 0 m · in hand 7. Mind: 王五 is busy already: 7 in hand."),
        (
            hovered(board_of(fixed_at=NOON - timedelta(minutes=45))),
            "Dispatch to 王五 · 0 m · in hand 0. Mind: The position of 王五 is 45 min old.",
        ),
        (hovered(board_of(), category="0402"), "Dispatch to 王五 · 0 m · in hand 0. Mind: 王五 lacks: gas repair."),
        (hovered(board_of(20)), "王五 is given no more than 20 tickets: 20 in hand."),
    ],
    ids=["busy", "stale", "skill", "full"],
)
def test_that_a_drag_that_hovers_is_told_what_speaks_against_it(
    qapp: QCoreApplication, check: TargetCheck, told: str
) -> None:
    assert target_words.sentence(check) == told


def test_that_a_candidate_shows_in_short_what_speaks_against_it() -> None:
    assert target_words.two_lines(offered(board_of(7))) == ("王五", "busy · 0 m · in hand 7")


def test_that_a_candidate_without_a_position_says_so() -> None:
    assert target_words.two_lines(offered(board_of(place=None, fixed_at=None)))[1] == "no position · in hand 0"


def test_that_a_candidate_tells_what_its_rank_is_made_of() -> None:
    told = target_words.why(offered(board_of(2))).splitlines()
    assert told == ["Counts as 840 m: in hand 600 m, given lately 120 m, had one just now 120 m"]


def test_that_a_candidate_that_is_only_near_needs_no_words() -> None:
    assert target_words.why(offered(board_of())) == ""


def test_that_the_warnings_of_a_journal_line_are_told_in_short() -> None:
    assert target_words.warned("crew.busy crew.position_stale") == "busy, position old"


@pytest.mark.usefixtures("chinese")
def test_that_a_warning_after_a_whole_sentence_in_chinese_begins_with_one_full_stop() -> None:
    assert target_words.minding("已发送。", ["crew.skill_missing"]) == "已发送。注意：技能不符"
