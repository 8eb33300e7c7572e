"""A day's log and lists of tickets as CSV, JSON and GeoJSON, streamed into a file.

CSV is UTF-8 with a byte order mark, as spreadsheets want it, and no cell of it can be taken for a formula. Callers
stand in no list. JSON holds codes and times with their offsets, for machines; CSV holds words and local times.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from console.domain.ticket import Ticket
from console.ports import LogLine
from console.reports.daily_log import LINE_COLUMNS, Cell, DailyLog
from console.reports.health_rows import REGION_HEAD, facts
from console.reports.labels import Labels, word

Drawn = TypeVar("Drawn")

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula, and would run it."""

TICKET_FIELDS = (
    "number", "outside_number", "state", "priority", "category", "title", "source", "reported_at", "changed_at",
    "due_at", "area", "grid", "centre", "address", "description", "holder", "result", "lat", "lng",
)  # fmt: skip


def log_csv(log: DailyLog, path: Path) -> None:
    header = [word(log.labels, "column", column.name) for column in LINE_COLUMNS]
    write_csv(path, header, log.line_rows())


def log_json(log: DailyLog, path: Path) -> None:
    begin, end = log.day.span
    zone = log.day.zone
    head: dict[str, object] = {
        "day": log.day.on.isoformat(),
        "zone": zone.key,
        "from": begin.astimezone(zone).isoformat(),
        "to": end.astimezone(zone).isoformat(),
        "centre": log.centre,
        "totals": dict(log.totals),
        "by_kind": dict(log.kinds),
        **{
            f"by_{grouping}": [{"key": one.key, "label": one.label, **one.counts} for one in totals]
            for grouping, totals in log.groups.items()
        },
    }
    if log.health:
        head["video_health"] = [facts(REGION_HEAD, *line) for line in log.health]
    write_json(path, head, "lines", (_line(line, zone) for line in log.lines))


def tickets_csv(tickets: Iterable[Ticket], zone: ZoneInfo, labels: Labels, path: Path) -> int:
    """Write the tickets and return how many there were."""
    counted = Counted(tickets)
    header = [word(labels, "column", name) for name in TICKET_FIELDS]
    write_csv(path, header, (_ticket_row(ticket, zone, labels) for ticket in counted))
    return counted.count


def tickets_json(tickets: Iterable[Ticket], zone: ZoneInfo, path: Path) -> int:
    """Write the tickets and return how many there were."""
    counted = Counted(tickets)
    write_json(path, {"zone": zone.key}, "tickets", (_ticket(ticket, zone) for ticket in counted))
    return counted.count


def tickets_geojson(tickets: Iterable[Ticket], zone: ZoneInfo, path: Path) -> int:
    """Write the tickets as features (RFC 7946), those without a place without geometry; return how many there were."""
    counted = Counted(tickets)
    write_json(path, {"type": "FeatureCollection"}, "features", (_feature(ticket, zone) for ticket in counted))
    return counted.count


def plain(cell: Cell) -> str:
    """Return a cell of CSV as text that no spreadsheet runs."""
    match cell:
        case None:
            return ""
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M:%S")
        case str():
            return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
        case _:
            return str(cell)


class Counted(Generic[Drawn]):
    """Counts what is drawn through it."""

    def __init__(self, things: Iterable[Drawn]) -> None:
        self._things = things
        self.count = 0

    def __iter__(self) -> Iterator[Drawn]:
        for thing in self._things:
            self.count += 1
            yield thing


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table with its header, row by row."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([plain(cell) for cell in row] for row in rows)


def write_json(path: Path, head: dict[str, object], name: str, things: Iterable[object]) -> None:
    """Write one object, its list thing by thing, so that a long list is never held as a whole."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{json.dumps(head, ensure_ascii=False, indent=1)[:-2]},\n {json.dumps(name)}: [")
        for index, thing in enumerate(things):
            file.write(f"{',' if index else ''}\n  {json.dumps(thing, ensure_ascii=False)}")
        file.write("\n ]\n}\n")


def _line(line: LogLine, zone: ZoneInfo) -> dict[str, object]:
    entry = line.entry
    return {
        "at": _iso(entry.at, zone),
        "kind": entry.kind.value,
        "ticket": line.number,
        "version": entry.version,
        "from_state": entry.from_state.value if entry.from_state else None,
        "to_state": entry.to_state.value if entry.to_state else None,
        "step": entry.detail.get("step"),
        "responsible": entry.detail.get("responsible"),
        "due_at": _iso(entry.due_at, zone),
        "due_not_yet_published": entry.begins_unpublished,
        "ended_at": _iso(line.ended_at, zone),
        "category": line.category,
        "priority": line.priority,
        "title": line.title,
        "address": line.address,
        "source": line.source,
        "grid": line.grid,
        "area": line.area,
        "state": line.state.value if line.state else None,
        "holder": line.holder,
        "by": entry.by,
        "desk": entry.desk,
        "centre": entry.centre,
        "reason": entry.reason,
        "imported": entry.imported,
        "detail": dict(entry.detail),
    }


def _ticket(ticket: Ticket, zone: ZoneInfo) -> dict[str, object]:
    place = ticket.place
    return {
        "number": ticket.number,
        "outside_number": ticket.outside_number,
        "state": ticket.state.value,
        "priority": int(ticket.priority),
        "category": ticket.category,
        "title": ticket.title,
        "source": ticket.source,
        "reported_at": _iso(ticket.reported_at, zone),
        "changed_at": _iso(ticket.changed_at, zone),
        "due_at": _iso(ticket.due_at, zone),
        "due_not_yet_published": ticket.awaits_calendar,
        "area": ticket.area,
        "grid": ticket.grid,
        "centre": ticket.centre,
        "address": ticket.address,
        "description": ticket.description,
        "holder": ticket.holder.name if ticket.holder else None,
        "result": ticket.result,
        "lat": place.lat_deg if place else None,
        "lng": place.lng_deg if place else None,
    }


def _ticket_row(ticket: Ticket, zone: ZoneInfo, labels: Labels) -> list[Cell]:
    holder = ticket.holder.name if ticket.holder else ""
    return [
        ticket.number,
        ticket.outside_number,
        word(labels, "state", ticket.state.value),
        word(labels, "priority", str(int(ticket.priority))),
        word(labels, "category", ticket.category),
        ticket.title,
        word(labels, "source", ticket.source),
        ticket.reported_at.astimezone(zone),
        ticket.changed_at.astimezone(zone),
        _due(ticket, zone, labels),
        ticket.area,
        ticket.grid,
        ticket.centre,
        ticket.address,
        ticket.description,
        holder,
        ticket.result,
        ticket.place.lat_deg if ticket.place else None,
        ticket.place.lng_deg if ticket.place else None,
    ]


def _due(ticket: Ticket, zone: ZoneInfo, labels: Labels) -> Cell:
    if ticket.awaits_calendar:
        return word(labels, "due", "not_yet_published")
    return ticket.due_at.astimezone(zone) if ticket.due_at else None


def _feature(ticket: Ticket, zone: ZoneInfo) -> dict[str, object]:
    place = ticket.place
    properties = {name: value for name, value in _ticket(ticket, zone).items() if name not in {"lat", "lng"}}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.lng_deg, place.lat_deg]} if place else None,
        "properties": properties,
    }


def _iso(at: datetime | None, zone: ZoneInfo) -> str | None:
    return at.astimezone(zone).isoformat() if at is not None else None
