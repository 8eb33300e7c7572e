"""A day's log as a workbook: lines, totals and tickets, each a sheet that prints and filters well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from console.reports.daily_log import FIGURES, GROUPINGS, LINE_COLUMNS, TICKET_COLUMNS, Cell, Column, DailyLog
from console.reports.health_rows import FIGURES as OF_HEALTH
from console.reports.health_rows import REGION_HEAD, figures
from console.reports.labels import Labels, word

PAPER_A4 = 9
CELL_MOST = 32_000
"""Excel keeps 32,767 characters in a cell."""
TIME_FORMAT = "yyyy-mm-dd hh:mm:ss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Who exported and when; printed in the footer of every page."""

    by: str
    at: datetime


def write(log: DailyLog, made: Made, path: Path) -> None:
    """Write the workbook; its temporary files lie in the path's folder, in memory is only what ends in the file.

    Raises:
        OSError: the disk is full, or the path cannot be written.
    """
    with workbook(path) as book:
        writing = _Writing(book, log, made)
        writing.table("log", LINE_COLUMNS, log.line_rows(), len(log.lines))
        writing.totals()
        tickets = list(log.ticket_rows())
        writing.table("tickets", TICKET_COLUMNS, tickets, len(tickets))


@contextmanager
def workbook(path: Path) -> Iterator[Any]:
    """Give a book to write sheets into, whose cells are never taken for formulas; it is on the disk when the block ends.

    Raises:
        OSError: the disk is full, or the path cannot be written.
    """
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    packed = _Packed()
    # Here, when a workbook is asked for: every start of the console would pay for it.
    import xlsxwriter

    book = xlsxwriter.Workbook(packed, options)
    try:
        yield book
    finally:
        _close(book)
    path.write_bytes(packed.getbuffer())


class _Packed(BytesIO):
    """Holds the archive instead of the file, and stays open: after a full disk, the library's archive writes its end
    once more when it is thrown away, and would complain on stderr that it cannot.
    """

    def close(self) -> None:
        """Leave it open; it goes with its last holder."""


def _close(book: Any) -> None:
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as wrong:
        raise wrong.args[0] from wrong


class _Writing:
    """One workbook being written."""

    def __init__(self, book: Any, log: DailyLog, made: Made) -> None:
        self._book = book
        self._log = log
        self._made = made
        self._heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._bold = book.add_format({"bold": True})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._time = book.add_format({"num_format": TIME_FORMAT, "align": "left", "valign": "top"})

    def table(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], count: int) -> None:
        """Write a sheet with a frozen header that filters, and that is repeated on every printed page."""
        sheet = self._sheet(name)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, word(self._log.labels, "column", column.name), self._heading)
        for number, row in enumerate(rows, 1):
            for index, cell in enumerate(row):
                self._cell(sheet, number, index, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, count), len(columns) - 1)
        sheet.repeat_rows(0)

    def totals(self) -> None:
        """Write the figures of the day, then the same by category, grid, source and hour, and how the streams did."""
        log, labels = self._log, self._log.labels
        sheet = self._sheet("totals")
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, len(REGION_HEAD) + len(OF_HEALTH) - 1, 12)
        begin, end = (moment.astimezone(log.day.zone) for moment in log.day.span)
        title = word(labels, "sheet", "title").format(day=log.day.on.isoformat(), centre=log.centre)
        sheet.write_string(0, 0, title, self._bold)
        sheet.write_string(1, 0, f"{begin:%Y-%m-%d %H:%M} – {end:%Y-%m-%d %H:%M} {log.day.zone.key}")
        row = self._figures(sheet, 3, "indicator", [(word(labels, "sheet", "totals"), log.totals)])
        for grouping in GROUPINGS:
            totals = [(one.label or word(labels, "sheet", "none"), one.counts) for one in log.groups[grouping]]
            row = self._figures(sheet, row + 1, grouping, totals)
        sheet.write_string(row + 1, 0, word(labels, "sheet", "by_kind"), self._heading)
        sheet.write_string(row + 1, 1, word(labels, "column", "count"), self._heading)
        for number, (kind, count) in enumerate(log.kinds.items(), row + 2):
            sheet.write_string(number, 0, word(labels, "kind", kind))
            sheet.write_number(number, 1, count)
        if log.health:
            self._health(sheet, row + len(log.kinds) + 3)

    def _health(self, sheet: Any, row: int) -> None:
        """Write how the streams did: on the whole ground, then by region, the worst first."""
        labels = self._log.labels
        sheet.write_string(row, 0, word(labels, "sheet", "health"), self._bold)
        for index, name in enumerate((*REGION_HEAD, *OF_HEALTH)):
            sheet.write_string(row + 1, index, word(labels, "column", name), self._heading)
        for number, (head, health) in enumerate(self._log.health, row + 2):
            for index, cell in enumerate((*head, *figures(health, labels))):
                self._cell(sheet, number, index, cell)

    def _figures(self, sheet: Any, row: int, name: str, totals: Iterable[tuple[str, Any]]) -> int:
        """Write one block of figures with its header, and return the row after it."""
        labels = self._log.labels
        sheet.write_string(row, 0, word(labels, "column", name), self._heading)
        for index, figure in enumerate(FIGURES, 1):
            sheet.write_string(row, index, word(labels, "column", figure), self._heading)
        row += 1
        for label, counts in totals:
            sheet.write_string(row, 0, label[:CELL_MOST])
            for index, figure in enumerate(FIGURES, 1):
                sheet.write_number(row, index, counts[figure])
            row += 1
        return row

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        match cell:
            case None | "":
                return
            case datetime():  # A spreadsheet knows no zones: the time is the zone's own, as the operator reads it.
                sheet.write_datetime(row, column, cell.replace(tzinfo=None), self._time)
            case str():
                sheet.write_string(row, column, cell[:CELL_MOST], self._wrapped)
            case _:
                sheet.write_number(row, column, cell, self._wrapped)

    def _sheet(self, name: str) -> Any:
        log, labels, made = self._log, self._log.labels, self._made
        title = word(labels, "sheet", "title").format(day=log.day.on.isoformat(), centre=log.centre)
        return new_sheet(self._book, word(labels, "sheet", name), title, made, log.day.zone, labels)


def new_sheet(book: Any, name: str, title: str, made: Made, zone: ZoneInfo, labels: Labels) -> Any:
    """Return a sheet that prints well: landscape, as wide as the paper, with who made it when and the page's number."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    by = word(labels, "sheet", "footer").format(
        by=made.by.replace("&", "&&"), at=f"{made.at.astimezone(zone):%Y-%m-%d %H:%M}"
    )
    page = word(labels, "sheet", "page").format(page="&P", pages="&N")
    sheet.set_header(f"&C{title.replace('&', '&&')}")
    sheet.set_footer(f"&L{by[:100]}&R{page}")
    return sheet
