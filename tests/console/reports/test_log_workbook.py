"""The workbook of a log, opened again as a spreadsheet would."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from console.journal import Kind
from console.reports import xlsx
from console.reports.daily_log import LINE_COLUMNS, DailyLog
from console.reports.xlsx import Made
from tests.builders import NOON
from tests.console.reports.day_lines import a_line, a_log

AT = [column.name for column in LINE_COLUMNS].index("at") + 1
TITLE = [column.name for column in LINE_COLUMNS].index("title") + 1


def _opened(folder: Path, log: DailyLog, by: str = "李四") -> Workbook:
    path = folder / "log.xlsx"
    xlsx.write(log, Made(by=by, at=NOON), path)
    return openpyxl.load_workbook(path)


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    return _opened(tmp_path, a_log(a_line(title="=1+1"), a_line(Kind.CLOSED)))


def test_that_the_sheets_are_lines_totals_and_tickets(book: Workbook) -> None:
    assert book.sheetnames == ["Daily log", "Totals", "Tickets of the day"]


def test_that_the_header_is_frozen_filters_and_is_printed_on_every_page(book: Workbook) -> None:
    sheet = book["Daily log"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:S3", "$1:$1")


def test_that_times_are_real_dates_in_the_zone(book: Workbook) -> None:
    assert book["Daily log"].cell(2, AT).value == datetime.fromisoformat("2024-05-06T20:00")


def test_that_a_text_that_looks_like_a_formula_stays_a_text(book: Workbook) -> None:
    cell = book["Daily log"].cell(2, TITLE)
    assert (cell.data_type, cell.value) == ("s", "=1+1")


def test_that_the_totals_are_numbers(book: Workbook) -> None:
    sheet = book["Totals"]
    assert [cell.value for cell in sheet[5]] == ["Totals", 1, 0, 0, 1, 0]


def test_that_the_footer_says_who_exported_and_the_page(tmp_path: Path) -> None:
    footer = _opened(tmp_path, a_log(), by="A & B")["Daily log"].oddFooter
    assert footer is not None
    assert footer.left is not None
    assert footer.right is not None
    assert "A && B" in str(footer.left.text)
    assert footer.right.text == "Page &P of &N"


def test_that_a_day_without_a_line_is_still_a_workbook(tmp_path: Path) -> None:
    assert _opened(tmp_path, a_log())["Daily log"].max_row == 1


def test_that_a_long_text_is_cut_to_what_a_cell_holds(tmp_path: Path) -> None:
    book = _opened(tmp_path, a_log(a_line(title="长" * 40_000)))
    assert len(str(book["Daily log"].cell(2, TITLE).value)) == xlsx.CELL_MOST


def test_that_a_chinese_log_speaks_chinese(tmp_path: Path) -> None:
    assert _opened(tmp_path, a_log(lang="zh_CN")).sheetnames == ["值班日志", "合计", "当日工单"]
