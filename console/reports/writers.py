"""From a day's log, or a list of tickets, to a finished file: the one door for the shell and for the export dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

from console.domain.aftercare import SourceAnswer
from console.domain.ticket import Ticket
from console.reports import answer_rows, rows, xlsx
from console.reports.daily_log import DailyLog
from console.reports.labels import Labels
from console.reports.whole import whole
from console.reports.xlsx import Made

Note = Callable[[], None]
"""Writes the export into the journal; called when the file is complete and before it takes the target's place."""


def write_log(log: DailyLog, form: str, made: Made, target: Path, note: Note) -> None:
    """Write a log as ``xlsx``, ``csv`` or ``json``, whole or not at all.

    Raises:
        Refused: ``file.…``, the target cannot be written; or what ``note`` raises. Nothing was written then.
        Outage: ``note`` could not reach the database; nothing was written.
    """
    with whole(target) as fresh:
        match form:
            case "xlsx":
                xlsx.write(log, made, fresh)
            case "csv":
                rows.log_csv(log, fresh)
            case _:
                rows.log_json(log, fresh)
        note()


def write_tickets(
    tickets: Iterable[Ticket], form: str, zone: ZoneInfo, labels: Labels, target: Path, note: Note
) -> int:
    """Write tickets as ``csv``, ``json`` or ``geojson``, whole or not at all, and return how many there were.

    Raises:
        Refused: ``file.…``, the target cannot be written; or what ``note`` raises. Nothing was written then.
        Outage: the database is out of reach; nothing was written.
    """
    with whole(target) as fresh:
        match form:
            case "csv":
                count = rows.tickets_csv(tickets, zone, labels, fresh)
            case "geojson":
                count = rows.tickets_geojson(tickets, zone, fresh)
            case _:
                count = rows.tickets_json(tickets, zone, fresh)
        note()
    return count


def write_answers(
    answers: Iterable[tuple[Ticket, SourceAnswer]],
    form: str,
    zone: ZoneInfo,
    labels: Labels,
    target: Path,
    note: Note,
) -> int:
    """Write answers to sources as ``csv`` or ``json``, whole or not at all, and return how many there were.

    Raises:
        Refused: ``file.…``, the target cannot be written; or what ``note`` raises. Nothing was written then.
        Outage: the database is out of reach; nothing was written.
    """
    with whole(target) as fresh:
        if form == "csv":
            count = answer_rows.answers_csv(answers, zone, labels, fresh)
        else:
            count = answer_rows.answers_json(answers, zone, fresh)
        note()
    return count


def write_made(write: Callable[[Path], int], target: Path, note: Note) -> int:
    """Write what ``write`` puts into the path that it is given, whole or not at all, and return what it counted.

    Raises:
        Refused: ``file.…``, the target cannot be written; or what ``note`` raises. Nothing was written then.
        Outage: ``note`` could not reach the database; nothing was written.
    """
    with whole(target) as fresh:
        count = write(fresh)
        note()
    return count
