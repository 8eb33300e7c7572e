"""Which columns the queue shows at a width: the fewer the narrower, and none is left out for want of a few px."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from console.domain.ticket import TicketId
from tests.builders import CITY, a_ticket
from tests.widgets.queue.conftest import OpenQueue
from widgets import theme
from widgets.queue.columns import Columns
from widgets.queue.panel import QueuePanel
from widgets.queue.wording import Column

CARD_TELLS = {Column.AGE, Column.GRID}


@pytest.fixture
def panel(open_queue: OpenQueue, qapp: QApplication) -> QueuePanel:
    theme.apply(qapp, theme.load("night"))
    return open_queue([a_ticket(id=TicketId(1), number="101120", centre=CITY)])


@pytest.fixture
def columns(panel: QueuePanel) -> Columns:
    return panel.view.columns


def shown(columns: Columns, width_px: int) -> set[Column]:
    columns.fit(width_px)
    return {column for column in Column if not columns._header.isSectionHidden(column)}


def taken_px(columns: Columns) -> dict[Column, int]:
    fixed = [column for column in Column if column is not Column.TITLE and not columns._header.isSectionHidden(column)]
    return {column: columns._header.sectionSize(column) for column in fixed}


def wished_px(columns: Columns) -> int:
    """Return what all that the card does not tell would like."""
    return sum(columns._painting.wish(column) for column in Column if column not in CARD_TELLS)


def test_that_a_few_px_too_few_cost_no_column(columns: Columns) -> None:
    assert shown(columns, wished_px(columns) - 20) == set(Column) - CARD_TELLS


def test_that_what_yields_leaves_the_title_its_room(columns: Columns) -> None:
    width_px = wished_px(columns) - 20
    columns.fit(width_px)
    assert width_px - sum(taken_px(columns).values()) >= columns._painting.least(Column.TITLE)


def least_px(columns: Columns) -> int:
    """Return what all that the card does not tell needs, at least, on one line."""
    columns.fit(3000)
    return sum(columns._painting.least(column) for column in Column if column not in CARD_TELLS)


def test_that_a_second_line_tells_what_has_no_room_as_a_column(columns: Columns) -> None:
    columns.fit(least_px(columns) - 1)
    assert columns._painting.folded == {Column.CATEGORY, Column.HOLDER}


def test_that_the_state_keeps_its_column_beside_a_second_line(columns: Columns) -> None:
    assert shown(columns, 530) == {Column.PRIORITY, Column.NUMBER, Column.TITLE, Column.STATE, Column.LEFT}


def test_that_rows_are_higher_as_long_as_they_have_a_second_line(panel: QueuePanel, columns: Columns) -> None:
    heights = []
    for width_px in (3000, least_px(columns) - 1, 3000):
        columns.fit(width_px)
        heights.append(panel.view.rowHeight(0))
    assert heights == [theme.metric("row_desk"), theme.metric("row_folded"), theme.metric("row_desk")]


def test_that_a_column_that_nobody_wants_is_not_told_on_a_second_line_either(columns: Columns) -> None:
    width_px = least_px(columns) - 1
    columns.want(Column.CATEGORY, shown=False)
    columns.fit(width_px - columns._painting.least(Column.CATEGORY))
    assert columns._painting.folded == {Column.HOLDER}


def test_that_nothing_yields_for_what_the_card_tells(columns: Columns) -> None:
    width_px = wished_px(columns) + columns._painting.wish(Column.GRID) - 1
    assert Column.GRID not in shown(columns, width_px)


def test_that_a_width_chosen_by_hand_does_not_yield(columns: Columns) -> None:
    columns.fit(1200)
    columns._header.resizeSection(Column.HOLDER, 220)
    columns.fit(wished_px(columns) - columns._painting.wish(Column.HOLDER) + 220 - 5)
    assert taken_px(columns)[Column.HOLDER] == 220
