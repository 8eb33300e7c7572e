"""The history tells every line in words, and on demand what each changed; who called is never in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from console import replay
from console.board import Board
from console.domain.ticket import Caller, Holder, Priority, State, TargetKind, Ticket
from console.journal import Entry, Kind
from console.ports import Snapshot
from tests.builders import CITY, GRID, NOON, a_region_tree, a_stretch, a_ticket, an_entry
from widgets.ticket.changes import Change, Changes
from widgets.ticket.timeline import Timeline


@pytest.fixture
def board() -> Board:
    made = Board(CITY)
    made.load(Snapshot(tickets=(), crews=(), departments=(), cameras=(), regions=a_region_tree()))
    return made


def lines(*tickets: Ticket, kinds: tuple[Kind, ...] = ()) -> list[Entry]:
    """Return the lines that lead through these tickets, one a minute."""
    told: list[Entry] = []
    before: Ticket | None = None
    for at, ticket in enumerate(tickets):
        entry = an_entry(
            replace(ticket, version=at + 1),
            at=NOON + timedelta(minutes=at),
            from_state=before.state if before else None,
            due_at=replay.due_told(before, ticket),
            changes=MappingProxyType(replay.changes(before, ticket)),
        )
        told.append(replace(entry, kind=kinds[at - 1]) if at and kinds else entry)
        before = ticket
    return told


def changed(board: Board, before: Ticket, **fields: Any) -> tuple[Change, ...]:
    return Changes(board, UTC).of(lines(before, replace(before, **fields)))[1]


def test_that_the_first_line_tells_no_changes(board: Board, qtbot: QtBot) -> None:
    assert Changes(board, UTC).of(lines(a_ticket())) == [()]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"state": State.ACCEPTED}, Change("State", "To be accepted", "To be filed")),
        ({"priority": Priority.P1}, Change("Priority", "Pressing", "Critical")),
        ({"grid": None}, Change("Grid", f"区域{GRID}", "none")),
        ({"holder": Holder(TargetKind.CREW, "C1", "王五")}, Change("Handler", "none", "王五")),
        ({"address": "和平路2号"}, Change("Address", "人民路10号", "和平路2号")),
        ({"due_at": NOON + timedelta(hours=2)}, Change("Due", "05-06 12:10", "05-06 14:00")),
    ],
    ids=lambda case: next(iter(case)) if isinstance(case, dict) else "",
)
def test_that_a_change_is_told_before_and_after(
    board: Board, qtbot: QtBot, fields: dict[str, object], told: Change
) -> None:
    assert told in changed(board, a_ticket(), **fields)


def test_that_counts_are_told(board: Board, qtbot: QtBot) -> None:
    before = a_ticket()
    noted = replace(before.noted, reworks=1)
    assert changed(board, before, noted=noted) == (Change("Reworks", "0", "1"),)


def test_that_who_called_is_not_told(board: Board, qtbot: QtBot) -> None:
    assert changed(board, a_ticket(), caller=Caller("钟娜", "13800001234")) == ()


class Shown:
    """The history as an operator sees it."""

    def __init__(self, board: Board, qtbot: QtBot, entries: list[Entry]) -> None:
        self.widget = Timeline(board, UTC)
        qtbot.addWidget(self.widget)
        self.widget.show_entries(entries)
        self.widget.show()

    def texts(self) -> list[str]:
        return [label.text() for label in self.widget.findChildren(QLabel) if label.isVisibleTo(self.widget)]

    def folds(self) -> list[QToolButton]:
        return [button for button in self.widget.findChildren(QToolButton) if button.isVisibleTo(self.widget)]


@pytest.fixture
def two_lines() -> list[Entry]:
    return lines(a_ticket(), a_ticket(state=State.ACCEPTED))


def test_that_what_changed_is_folded_away_at_first(board: Board, qtbot: QtBot, two_lines: list[Entry]) -> None:
    shown = Shown(board, qtbot, two_lines)
    assert not [text for text in shown.texts() if "→" in text]


def test_that_a_line_opens_to_what_it_changed(board: Board, qtbot: QtBot, two_lines: list[Entry]) -> None:
    shown = Shown(board, qtbot, two_lines)
    shown.folds()[0].click()
    assert [text for text in shown.texts() if "State: To be accepted → To be filed" in text]


def test_that_an_opened_line_stays_open_when_news_come(board: Board, qtbot: QtBot, two_lines: list[Entry]) -> None:
    shown = Shown(board, qtbot, two_lines)
    shown.folds()[0].click()
    shown.widget.show_entries(two_lines)
    assert [text for text in shown.texts() if "State: " in text]


def test_that_all_lines_open_at_one_press(board: Board, qtbot: QtBot) -> None:
    first = a_ticket()
    shown = Shown(board, qtbot, lines(first, replace(first, state=State.ACCEPTED), replace(first, state=State.FILED)))
    next(button for button in shown.widget.findChildren(QPushButton)).click()
    assert len([text for text in shown.texts() if "State: " in text]) == 2


def test_that_only_lines_that_changed_something_can_be_opened(board: Board, qtbot: QtBot) -> None:
    shown = Shown(board, qtbot, lines(a_ticket()))
    assert shown.folds() == []


@pytest.mark.parametrize(
    ("kind", "detail", "told"),
    [
        (Kind.REQUESTED, {"verb": "extend", "hours": "4"}, "asked for “Extend” 4 h more · 李四"),
        (Kind.SUPERVISED, {"step": "yellow", "responsible": "王五"}, "supervised Yellow card → 王五 · 李四"),
        (
            Kind.SUPERVISED,
            {"step": "red", "responsible": "王五", "because": "overdue", "copied_to": "苏州市"},
            "supervised Red card → 王五 · overdue · copied to 苏州市 · 李四",
        ),
        (Kind.MERGED, {"into": "1025"}, "merged → 1025 · 李四"),
        (Kind.DUPLICATE_TAKEN, {"from": "1026"}, "duplicate taken in 1026 · 李四"),
        (Kind.FOLLOWED_UP, {"satisfied": "no", "note": "没修好"}, "reporter called back not satisfied · 李四\n没修好"),
        (Kind.SUSPENDED, {"review_at": NOON.isoformat()}, "suspended until 05-06 12:00 · 李四"),
        (
            Kind.PLAYED_BACK,
            a_stretch().told(),
            "recording looked at 001 人民路口 05-06 11:58:00 – 12:00:00 · 李四",
        ),
        (
            Kind.PLAYED_BACK,
            a_stretch(begins_at=NOON - timedelta(hours=13)).told(),
            "recording looked at 001 人民路口 05-05 23:00:00 – 05-06 12:00:00 · 李四",
        ),
    ],
    ids=lambda case: str(case) if isinstance(case, Kind) else "",
)
def test_that_a_line_tells_what_it_was_about(
    board: Board, qtbot: QtBot, kind: Kind, detail: dict[str, str], told: str
) -> None:
    assert Shown(board, qtbot, [an_entry(a_ticket(), kind=kind, detail=detail)]).texts()[-1] == told


def test_that_a_long_line_stands_as_high_as_its_words_need(board: Board, qtbot: QtBot) -> None:
    shown = Shown(board, qtbot, [an_entry(a_ticket(), reason="请相关单位答复来电人。" * 40)])
    shown.widget.resize(360, 900)
    told = next(label for label in shown.widget.findChildren(QLabel) if "请相关单位" in label.text())
    qtbot.waitUntil(lambda: told.height() == told.heightForWidth(told.width()))


def test_that_what_was_told_of_another_ticket_goes(board: Board, qtbot: QtBot, two_lines: list[Entry]) -> None:
    shown = Shown(board, qtbot, two_lines)
    shown.widget.show_entries(lines(a_ticket()))
    assert len([text for text in shown.texts() if text.startswith("05-06")]) == 1


def test_that_an_empty_history_shows_no_line(board: Board, qtbot: QtBot, two_lines: list[Entry]) -> None:
    shown = Shown(board, qtbot, two_lines)
    shown.widget.show_entries(())
    assert shown.texts() == ["History"]


def test_that_another_ticket_is_told_with_the_widgets_of_the_one_before(
    board: Board, qtbot: QtBot, two_lines: list[Entry]
) -> None:
    shown = Shown(board, qtbot, two_lines)
    before = shown.widget.findChildren(QLabel)
    shown.widget.show_entries(())
    shown.widget.show_entries(lines(a_ticket(), a_ticket(state=State.FILED)))
    assert shown.widget.findChildren(QLabel) == before


def test_that_the_keyboard_stays_with_its_line_when_news_come(board: Board, qtbot: QtBot) -> None:
    first = a_ticket()
    told = lines(first, replace(first, state=State.ACCEPTED), replace(first, state=State.FILED))
    shown = Shown(board, qtbot, told[:2])
    shown.widget.activateWindow()
    shown.folds()[0].setFocus()
    qtbot.waitUntil(shown.folds()[0].hasFocus)
    shown.widget.show_entries(told)
    assert [fold.hasFocus() for fold in shown.folds()] == [False, True]
