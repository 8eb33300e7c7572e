"""A report of indicators as a file: CSV and workbook for people, JSON for machines; formula and both counts everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from console.domain.period import Period
from console.reports.daily_log import Cell
from console.reports.indicators import NO_VALUE, Figure, Report, Row, told
from console.reports.labels import Labels, word
from console.reports.rows import write_csv, write_json
from console.reports.whole import whole
from console.reports.writers import Note
from console.reports.xlsx import CELL_MOST, Made, new_sheet, workbook

COLUMNS = (
    ("code", 18), ("name", 24), ("indicator", 16), ("value", 10), ("unit", 6), ("numerator", 12), ("denominator", 12),
    ("year_on_year", 12), ("on_previous", 12), ("formula", 60),
)  # fmt: skip
VALUES = frozenset({"value", "year_on_year", "on_previous"})


def write_report(report: Report, form: str, labels: Labels, made: Made, target: Path, note: Note) -> None:
    """Write a report as ``csv``, ``json`` or ``xlsx``, whole or not at all.

    Raises:
        Refused: ``file.…``, the target cannot be written; or what ``note`` raises. Nothing was written then.
        Outage: ``note`` could not reach the database; nothing was written.
    """
    with whole(target) as fresh:
        match form:
            case "xlsx":
                _xlsx(report, labels, made, fresh)
            case "csv":
                _csv(report, labels, fresh)
            case _:
                _json(report, labels, fresh)
        note()


def _csv(report: Report, labels: Labels, path: Path) -> None:
    header = [word(labels, "sheet", "span"), *(word(labels, "column", name) for name, _ in COLUMNS)]
    span = _days(report.period)
    lines = (
        [span, *(told(cell) if name in VALUES else cell for (name, _), cell in zip(COLUMNS, line, strict=True))]
        for line in _lines(report, labels)
    )
    write_csv(path, header, lines)


def _json(report: Report, labels: Labels, path: Path) -> None:
    head: dict[str, object] = {
        "by": report.dim.value,
        "centre": report.centre,
        "zone": report.period.zone.key,
        "period": _span(report.period),
        "previous": _span(report.previous),
        "year_before": _span(report.year_before),
        "total": row_json(report.total, labels),
    }
    write_json(path, head, "rows", (row_json(row, labels) for row in report.rows))


def row_json(row: Row, labels: Labels) -> dict[str, object]:
    """Return a row for machines; what has no value is null."""
    return {
        "code": row.code,
        "label": row.label,
        "counts": row.counts._asdict(),
        "indicators": {
            figure.indicator.name: {
                "formula": word(labels, "formula", figure.indicator.name),
                "numerator": figure.numerator,
                "denominator": figure.denominator,
                "value": _number(figure.value),
                "unit": figure.indicator.unit.value,
                "year_on_year": _number(figure.year_on_year),
                "on_previous": _number(figure.on_previous),
            }
            for figure in row.figures
        },
    }


def _xlsx(report: Report, labels: Labels, made: Made, path: Path) -> None:
    title = word(labels, "sheet", "indicators_title").format(period=_days(report.period), centre=report.centre)
    with workbook(path) as book:
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        hundredths = book.add_format({"num_format": "0.00"})

        def sheet(name: str, columns: list[tuple[str, int]]) -> Any:
            made_sheet = new_sheet(book, word(labels, "sheet", name), title, made, report.period.zone, labels)
            for index, (label, width) in enumerate(columns):
                made_sheet.set_column(index, index, width)
                made_sheet.write_string(0, index, label, heading)
            made_sheet.freeze_panes(1, 0)
            made_sheet.repeat_rows(0)
            return made_sheet

        figures = sheet("indicators", [(word(labels, "column", name), width) for name, width in COLUMNS])
        last = 0
        for last, line in enumerate(_lines(report, labels), 1):
            for index, cell in enumerate(line):
                _cell(figures, last, index, cell, hundredths)
        figures.autofilter(0, 0, last, len(COLUMNS) - 1)
        names = report.total.counts._fields
        codes = [(word(labels, "column", "code"), 18), (word(labels, "column", "name"), 24)]
        counts = sheet("counts", [*codes, *((word(labels, "count", name), 12) for name in names)])
        for number, row in enumerate((report.total, *report.rows), 1):
            cells: tuple[Cell, ...] = (row.code, row.label, *row.counts)
            for index, cell in enumerate(cells):
                _cell(counts, number, index, cell, None)


def _cell(sheet: Any, row: int, column: int, cell: Cell | Decimal, hundredths: Any) -> None:
    match cell:
        case Decimal():
            sheet.write_number(row, column, float(cell), hundredths)
        case int():
            sheet.write_number(row, column, cell)
        case None:
            sheet.write_string(row, column, NO_VALUE)
        case _:
            sheet.write_string(row, column, str(cell)[:CELL_MOST])


def _lines(report: Report, labels: Labels) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of ``COLUMNS``, a line for each indicator of each row, all together first."""
    for row in (report.total, *report.rows):
        for figure in row.figures:
            yield (row.code, row.label, *_figure(figure, labels))


def _figure(figure: Figure, labels: Labels) -> tuple[Any, ...]:
    name = figure.indicator.name
    return (
        word(labels, "indicator", name),
        figure.value,
        word(labels, "unit", figure.indicator.unit.value),
        figure.numerator,
        figure.denominator,
        figure.year_on_year,
        figure.on_previous,
        word(labels, "formula", name),
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _span(period: Period) -> dict[str, str]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _days(period: Period) -> str:
    return f"{period.first.isoformat()} – {period.last.isoformat()}"
