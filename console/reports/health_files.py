"""How the streams did, as a file: CSV and workbook for people, JSON for machines; lengths of time are whole seconds.

Only cameras and places stand in it: no address and no password of a camera, and nobody's name but who exported it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from console.domain.health import HealthReport, Told
from console.reports.health_rows import FIGURES, REGION_HEAD, facts, figures
from console.reports.labels import Labels, word
from console.reports.rows import write_csv, write_json
from console.reports.whole import whole
from console.reports.writers import Note
from console.reports.xlsx import CELL_MOST, Made, new_sheet, workbook

CAMERA_HEAD = ("day", "camera", "name", "region")
DAY_HEAD = ("day", "cameras")
_WIDTHS = {"day": 12, "name": 34, "region": 24, "longest_why": 20}


def write_health(report: HealthReport, form: str, labels: Labels, made: Made, target: Path, note: Note) -> None:
    """Write a report as ``csv`` (a line a camera and day), ``json`` or ``xlsx``, whole or not at all.

    Raises:
        Refused: ``file.…``, the target cannot be written; or what ``note`` raises. Nothing was written then.
        Outage: ``note`` could not reach the database; nothing was written.
    """
    with whole(target) as fresh:
        match form:
            case "xlsx":
                _xlsx(report, labels, made, fresh)
            case "csv":
                header = [word(labels, "column", name) for name in (*CAMERA_HEAD, *FIGURES)]
                write_csv(fresh, header, ([*head, *figures(one, labels)] for head, one in report.cameras))
            case _:
                _json(report, fresh)
        note()


def _json(report: HealthReport, path: Path) -> None:
    head: dict[str, object] = {
        "centre": report.centre,
        "zone": report.period.zone.key,
        "first": report.period.first.isoformat(),
        "last": report.period.last.isoformat(),
        "regions": [facts(REGION_HEAD, *line) for line in report.regions],
        "days": [facts(DAY_HEAD, *line) for line in report.days],
    }
    write_json(path, head, "cameras", (facts(CAMERA_HEAD, *line) for line in report.cameras))


def _xlsx(report: HealthReport, labels: Labels, made: Made, path: Path) -> None:
    period = report.period
    days = period.first.isoformat() if period.first == period.last else f"{period.first} – {period.last}"
    title = word(labels, "sheet", "health_title").format(period=days, centre=report.centre)
    with workbook(path) as book:
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        tenths = book.add_format({"num_format": "0.0"})

        def write_sheet(name: str, head: Sequence[str], lines: Sequence[Told]) -> None:
            sheet = new_sheet(book, word(labels, "sheet", name), title, made, period.zone, labels)
            columns = (*head, *FIGURES)
            for index, column in enumerate(columns):
                sheet.set_column(index, index, _WIDTHS.get(column, 11))
                sheet.write_string(0, index, word(labels, "column", column), heading)
            for number, (cells, health) in enumerate(lines, 1):
                for index, cell in enumerate((*cells, *figures(health, labels))):
                    if isinstance(cell, int | float):
                        sheet.write_number(number, index, cell, tenths if columns[index] == "online" else None)
                    elif cell:
                        sheet.write_string(number, index, str(cell)[:CELL_MOST])
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(1, len(lines)), len(columns) - 1)
            sheet.repeat_rows(0)

        write_sheet("health_cameras", CAMERA_HEAD, report.cameras)
        write_sheet("health_regions", REGION_HEAD, report.regions)
        write_sheet("health_days", DAY_HEAD, report.days)
