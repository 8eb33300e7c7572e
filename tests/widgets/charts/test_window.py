"""The window of the indicators: what it counts, what it says of it, and the way from a number to a ticket."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.period import Span
from console.reports.indicators import INDICATORS
from console.tally import Dim
from tests.builders import DISTRICT, OTHER_DISTRICT
from tests.fakes import FakeStore
from widgets.charts.behind import COLUMNS
from widgets.charts.figures import change_text
from widgets.charts.window import IndicatorsWindow

HANDLED, CLOSED = 0, 1


def shown(window: IndicatorsWindow, row: int, column: int) -> str:
    return str(window.figures.index(row, column).data())


def cell(window: IndicatorsWindow, row: int, place: int) -> QModelIndex:
    return window.figures.index(row, window.figures.column_of(place))


def wait_for(window: IndicatorsWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.state.text().startswith("Counting"))


def drilled(window: IndicatorsWindow, qtbot: QtBot, index: QModelIndex) -> list[str]:
    """Go to the cell, press Enter, and return the numbers of the tickets that are listed then."""
    window.table.setCurrentIndex(index)
    qtbot.keyClick(window.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "looking" not in window.told.text())
    return [window.behind.at(row).number for row in range(window.behind.rowCount())]


def test_that_all_together_stand_first_and_regions_in_the_order_of_their_codes(window: IndicatorsWindow) -> None:
    rows = [window.figures.row_at(row).code for row in range(1, window.figures.rowCount())]
    assert rows == sorted(rows) == [DISTRICT, OTHER_DISTRICT]


def test_that_a_value_stands_beside_both_its_counts(window: IndicatorsWindow) -> None:
    assert [shown(window, 0, column) for column in (1, 2, 3)] == ["50.00 %", "2", "4"]


def test_that_what_has_nothing_to_divide_by_is_a_dash(window: IndicatorsWindow) -> None:
    assert cell(window, 2, CLOSED).data() == "—"


@pytest.mark.parametrize(
    ("change", "said"), [("1.2", "▲ +1.20 %"), ("-0.4", "▼ −0.40 %"), ("0", "＝ 0.00 %"), (None, "—")]
)
def test_that_a_change_is_read_by_arrow_and_sign(change: str | None, said: str) -> None:
    assert change_text(None if change is None else Decimal(change)) == said


def test_that_a_heading_tells_the_formula(window: IndicatorsWindow) -> None:
    tip = window.figures.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Handled = handled ÷ reported, of those reported in the period"


def test_that_another_indicator_chosen_brings_its_own_counts(window: IndicatorsWindow) -> None:
    window.indicator.setCurrentIndex(CLOSED)
    place = window.figures.column_of(CLOSED)
    assert [shown(window, 0, place + more) for more in (1, 2)] == ["2", "2"]


def test_that_a_heading_clicked_chooses_its_indicator(window: IndicatorsWindow) -> None:
    window.table.horizontalHeader().sectionClicked.emit(window.figures.column_of(CLOSED))
    assert window.indicator.currentIndex() == CLOSED


def test_that_all_counts_can_be_shown_at_once(window: IndicatorsWindow) -> None:
    window.opened.setChecked(True)
    assert window.figures.columnCount() == 1 + 5 * len(INDICATORS)


def test_that_yesterday_counts_only_what_was_then(window: IndicatorsWindow, qtbot: QtBot) -> None:
    window.asking.spans[Span.YESTERDAY].click()
    wait_for(window, qtbot)
    assert shown(window, 0, 3) == "2"


def test_that_a_newer_question_makes_an_older_answer_nothing(window: IndicatorsWindow, qtbot: QtBot) -> None:
    window.asking.choose(Span.YESTERDAY)
    window.asking.choose(Span.TODAY)
    wait_for(window, qtbot)
    number = window.figures.number_at(window.figures.index(0, 1))
    assert number is not None
    assert (shown(window, 0, 3), number.period) == ("2", window.asking.period)


def test_that_it_says_that_it_counts(window: IndicatorsWindow) -> None:
    window.asking.choose(Span.TODAY)
    assert (window.state.text(), window.write.isEnabled()) == ("Counting …", False)


def test_that_a_last_day_before_the_first_takes_the_first_along(window: IndicatorsWindow) -> None:
    window.asking.last.setDate(QDate(2024, 4, 1))
    assert window.asking.first.date() == QDate(2024, 4, 1)


def test_that_days_chosen_by_hand_press_no_button(window: IndicatorsWindow) -> None:
    window.asking.first.setDate(QDate(2024, 5, 2))
    assert not [span for span, button in window.asking.spans.items() if button.isChecked()]


def test_that_it_is_broken_down_by_source(window: IndicatorsWindow, qtbot: QtBot) -> None:
    window.asking.by.setCurrentIndex(window.asking.by.findData(Dim.SOURCE.value))
    wait_for(window, qtbot)
    assert shown(window, 1, 0) == "Hotline 12345"


def test_that_the_chart_tells_a_screen_reader_its_bars(window: IndicatorsWindow) -> None:
    assert window.graph.accessibleName() == "Handled"
    assert window.graph.accessibleDescription() == "区域320501 66.67 %; 区域320502 0.00 %"


def test_that_the_chart_over_time_has_a_bar_a_day(window: IndicatorsWindow, qtbot: QtBot) -> None:
    window.over_time.click()
    wait_for(window, qtbot)
    assert window.graph.accessibleDescription().endswith("05-05 100.00 %; 05-06 0.00 %")


def test_that_enter_on_a_value_lists_the_tickets_below_the_line(window: IndicatorsWindow, qtbot: QtBot) -> None:
    assert len(drilled(window, qtbot, cell(window, 1, HANDLED))) == 3


def test_that_enter_on_a_numerator_lists_only_its_own(window: IndicatorsWindow, qtbot: QtBot) -> None:
    assert len(drilled(window, qtbot, window.figures.index(0, 2))) == 2


def test_that_a_listed_ticket_says_whether_it_was_in_time(window: IndicatorsWindow, qtbot: QtBot) -> None:
    drilled(window, qtbot, window.figures.index(0, 2))
    said = [window.behind.index(row, COLUMNS.index("is_above")).data() for row in range(2)]
    assert said == ["✓ yes", "✓ yes"]


def test_that_a_closed_ticket_of_the_list_opens_on_the_card(
    window: IndicatorsWindow, qtbot: QtBot, counted_store: FakeStore
) -> None:
    (number, _) = drilled(window, qtbot, window.figures.index(0, 2))
    with qtbot.waitSignal(window.ticket_opened):
        qtbot.keyClick(window.tickets, Qt.Key.Key_Return)
    assert window._focus.ticket in {id_ for id_, one in counted_store.rows.tickets.items() if one.number == number}


def test_that_esc_goes_back_to_the_chart(window: IndicatorsWindow, qtbot: QtBot) -> None:
    drilled(window, qtbot, cell(window, 1, HANDLED))
    window.leave.click()
    assert (window.graph.isVisible(), window.behind.rowCount()) == (True, 0)


def test_that_figures_out_of_reach_are_told_and_can_be_asked_for_again(
    window: IndicatorsWindow, qtbot: QtBot, counted_store: FakeStore
) -> None:
    counted_store.cut()
    window.count()
    qtbot.waitUntil(lambda: window.banner.text() == "The figures cannot be read now.")
    counted_store.mend()
    window.banner.acted.emit()
    qtbot.waitUntil(window.write.isEnabled)
    assert window.banner.text() == ""


def test_that_everything_that_takes_the_keyboard_has_a_name(window: IndicatorsWindow) -> None:
    takers = [
        one
        for one in window.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and not one.objectName().startswith("qt_")
    ]
    unnamed = [one for one in takers if not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)]
    assert not [(one, one.parent()) for one in unnamed]


def test_that_esc_goes_back_one_step_at_a_time(window: IndicatorsWindow, qtbot: QtBot) -> None:
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    drilled(window, qtbot, cell(window, 0, CLOSED))
    window._go_back()
    first = window.isVisible()
    window._go_back()
    assert (first, window.isVisible()) == (True, False)
