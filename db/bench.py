"""Measures the indicators of a year of 3.5 million tickets on SQLite, beside a recount of all tickets in the same run.

The year is made up and written straight into the tables of counts: only how they are read is measured.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from console.domain.grid import Region, RegionCode, Tier
from console.domain.period import Period, Step, step_of
from console.ports import Archive
from console.reports.indicators import report
from console.reports.labels import shipped
from console.stopwatch import Stopwatch
from console.tally import COUNTED_BY, DUE_TO_CLOSE, EDGED_BY, GROUND_DIGITS, REPORTED, Dim
from db import bench_door, bench_moving, bench_past, engine, tables
from db.columns import EPOCH, MICROSECOND
from db.connecting import file_engine

TICKETS = 3_500_000
GRIDS, CREWS, DEPARTMENTS, CATEGORIES = 6_895, 18_599, 120, 100
DISTRICTS, TOWNSHIPS, VILLAGES = 12, 10, 10
CITY = RegionCode("3208")
ZONE = ZoneInfo("UTC")
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), ZONE)
ODD_YEAR = Period(date(2025, 1, 16), date(2025, 12, 15), ZONE)
"""It begins and ends as far from the end of a month as may be, and so do those that it is compared with."""
PERIODS = {"year": YEAR, "odd_days": ODD_YEAR, "other_zone": Period(YEAR.first, YEAR.last, ZoneInfo("Asia/Shanghai"))}
CENTRES = {"city": CITY, "district": f"{CITY}01", "township": f"{CITY}01001", "village": f"{CITY}01001001"}
MONTHS = 12
BEGIN_US = (datetime(2025, 1, 1, tzinfo=UTC) - EPOCH) // MICROSECOND
YEAR_US, DAY_US = 365 * 86_400_000_000, 86_400_000_000

COURSES = """
WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < :tickets - 1),
drawn AS (SELECT n, (n * 7919) % :grids AS g, (n * 48271) % 1000 AS luck,
  :begin + n * (:year / :tickets) AS reported FROM number),
timed AS (SELECT n, g, luck, reported, reported + (1 + luck % 5) * :day AS due,
  CASE WHEN luck < 970 THEN reported + (luck % 7) * :day + :day / 2 END AS ended FROM drawn)
INSERT INTO course SELECT n, reported, (SELECT code FROM region WHERE rowid = g + :first_grid),
  substr('000' || (n * 31) % :categories, -4), 'S' || (n % 7),
  CASE WHEN luck % 4 = 0 THEN 'D' || (n % :departments) ELSE '' END,
  CASE WHEN luck % 4 = 0 THEN '' ELSE 'C' || ((g + :grids * (n % 3)) % :crews) END,
  luck < 990, ended IS NOT NULL, luck <> 5, luck % 200 = 0, luck % 300 = 0,
  CASE WHEN luck % 10 = 0 THEN luck % 20 = 0 END, reported + :day / 24, luck % 12 > 0,
  due, 1, NULL, CASE WHEN ended IS NOT NULL THEN (luck % 50) * 600 END, ended, ended FROM timed
"""
ROOM_KB = 1_000_000
"""Where millions of tickets are sorted in, a small cache would write every page many times."""
FIRST_DAY = date(1970, 1, 1).toordinal()
A_MONTH = "strftime('%Y', {0} / 1000000, 'unixepoch') * 12 + strftime('%m', {0} / 1000000, 'unixepoch') - 1"
STEPS = {
    Step.DAY: f"{{0}} / {DAY_US} + {FIRST_DAY}",
    Step.TEN_DAYS: f"CAST(({A_MONTH}) * 3 + min((strftime('%d', {{0}} / 1000000, 'unixepoch') - 1) / 10, 2) AS INTEGER)",
    Step.MONTH: f"CAST({A_MONTH} AS INTEGER)",
}
KEPT = "is_filed AND is_kept"
SUMS = {
    "reported": "count(*)",
    "filed": "sum(is_filed)",
    "handled": "sum(is_handled)",
    "to_sign": "sum(sign_due_at IS NOT NULL)",
    "signed_in_time": "sum(is_signed_in_time)",
    "timed": "sum(is_handled AND handling_s IS NOT NULL)",
    "handling_s": "sum(CASE WHEN is_handled THEN coalesce(handling_s, 0) ELSE 0 END)",
    "asked": "sum(is_satisfied IS NOT NULL)",
    "satisfied": "coalesce(sum(is_satisfied), 0)",
    "due": "count(*)",
    "closed_in_time": "coalesce(sum(closed_at <= due_at), 0)",
    "handled_in_time": "coalesce(sum(is_handled AND handled_at <= due_at), 0)",
    "reworked": "sum(is_reworked)",
    "extended": "sum(is_extended)",
}
SHIFTED = {"ticket": "ticket + :tickets"} | {
    at: f"{at} - :back" for at in ("reported_at", "sign_due_at", "due_at", "handled_at", "closed_at")
}
EARLIER_COURSES = f"""
INSERT INTO course ({", ".join(column.name for column in tables.course.c)})
SELECT {", ".join(SHIFTED.get(column.name, column.name) for column in tables.course.c)} FROM course
WHERE reported_at < :spring OR reported_at >= :autumn
"""
"""The tickets of a year before, but those of its summer: a report reads only those near where a period may begin or end."""
_REPORTED, _DUE = ", ".join(REPORTED), ", ".join(DUE_TO_CLOSE)
EARLIER_CELLS = (
    f"""INSERT OR IGNORE INTO tally_reported (dim, code, span, {_REPORTED})
      SELECT dim, code, span - :back, {_REPORTED} FROM tally_reported WHERE dim = :dim OR dim LIKE :dim || '@%'""",
    f"""INSERT OR IGNORE INTO tally_due (dim, code, span, closed, {_DUE})
      SELECT dim, code, span - :back, closed - :back, {_DUE} FROM tally_due
      WHERE (dim = :dim OR dim LIKE :dim || '@%') AND span - :back < :first AND closed - :back BETWEEN 1 AND :first - 1""",
)
"""The running counts of that summer."""
RECOUNT = f"""
SELECT area, sum(reported_at >= :begin AND reported_at < :end), sum({KEPT} AND fell), sum({KEPT} AND fell AND ended)
FROM (SELECT area, reported_at, is_filed, is_kept, coalesce(closed_at < :end, 0) AS ended,
  coalesce(due_at >= :begin AND due_at < :end, 0) OR coalesce(closed_at >= :begin AND closed_at < :end, 0) AS fell
  FROM course) GROUP BY area
"""
COLUMN = {dim: "area" if dim is Dim.REGION else dim.value for dim in Dim}


def measures() -> Mapping[str, Callable[[], Mapping[str, object]]]:
    """Return the benches of this room by name."""
    return {"kpi": measure, "history": bench_past.measure, "door": bench_door.measure, "archive": bench_moving.measure}


def measure() -> Mapping[str, object]:
    """Return how long each form of report takes, on the wall and of the processor, and how long a plain recount."""
    with tempfile.TemporaryDirectory(prefix="griddesk-bench-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "kpi.db"
        store = engine.open_store(f"sqlite:///{path.as_posix()}")
        try:
            store.registry().add_regions(_regions())
            store.registry().keep_months_in(ZONE)
            watch = Stopwatch()
            fill(path)
            figures: dict[str, object] = {"tickets": TICKETS, **watch.told("fill")}
            archive = store.archive()
            figures |= forms(archive)
            watch = Stopwatch()
            recounted = _recounted(path, ODD_YEAR)
            figures |= watch.told("recount")
            told = archive.counted(Dim.REGION, ODD_YEAR, CITY)
            figures["equal"] = {code: (one.reported, one.due, one.closed) for code, one in told.items()} == recounted
        finally:
            store.close()
    return figures


def forms(archive: Archive) -> dict[str, object]:
    """Return what each form of report takes in seconds: by which days, at which centre, broken down by what."""
    labels, figures = shipped("zh_CN"), dict[str, object]()
    for (days, period), (level, centre), dim in product(PERIODS.items(), CENTRES.items(), Dim):
        watch = Stopwatch()
        report(archive, dim, period, RegionCode(centre), labels)
        figures |= watch.told(f"{days}.{level}.{dim.value}")
    return figures


def _recounted(path: Path, period: Period) -> dict[str, tuple[int, int, int]]:
    """Return how many tickets were reported, due and closed by area, asked of all tickets and of no running count."""
    begin, end = ((at - EPOCH) // MICROSECOND for at in period.span)
    reading = file_engine(path)
    with reading.connect() as connection:
        rows = connection.execute(text(RECOUNT), {"begin": begin, "end": end}).all()
    reading.dispose()
    return {area: tuple(numbers) for area, *numbers in rows if any(numbers)}


def _regions() -> list[Region]:
    """Return a city with its districts, townships and villages, then its grids in turn."""
    regions = [_region(CITY, Tier.CITY, None)]
    villages: list[RegionCode] = []
    for district in range(DISTRICTS):
        regions.append(above := _region(f"{CITY}{district + 1:02}", Tier.DISTRICT, CITY))
        for township in range(TOWNSHIPS):
            regions.append(middle := _region(f"{above.code}{township:03}", Tier.TOWNSHIP, above.code))
            for village in range(VILLAGES):
                regions.append(_region(f"{middle.code}{village:03}", Tier.VILLAGE, middle.code))
                villages.append(regions[-1].code)
    for grid in range(GRIDS):
        village_code = villages[grid % len(villages)]
        regions.append(_region(f"{village_code}{grid // len(villages):03}", Tier.GRID, village_code))
    return regions


def _region(code: str, tier: Tier, parent: RegionCode | None) -> Region:
    return Region(code=RegionCode(code), name=code, tier=tier, parent=parent)


def fill(path: Path) -> None:
    """Write a year of tickets and nearly all of the year before, and their running counts."""
    filling = file_engine(path)
    with filling.execution_options(begin="IMMEDIATE").begin() as connection:
        connection.execute(text(f"PRAGMA cache_size = -{ROOM_KB}"))
        first_grid = 1 + 1 + DISTRICTS * (1 + TOWNSHIPS * (1 + VILLAGES))
        facts = {"tickets": TICKETS, "grids": GRIDS, "crews": CREWS, "departments": DEPARTMENTS}
        times = {"begin": BEGIN_US, "year": YEAR_US, "day": DAY_US}
        connection.execute(text(COURSES), {**facts, **times, "categories": CATEGORIES, "first_grid": first_grid})
        seasons = {"spring": BEGIN_US + 70 * DAY_US, "autumn": BEGIN_US + 325 * DAY_US}
        connection.execute(text(EARLIER_COURSES), {"tickets": TICKETS, "back": YEAR_US, **seasons})
        first, _end = YEAR.span
        for dim in EDGED_BY:
            _add_up_edges(connection, dim)
        for dim in Dim:
            _add_up(connection, dim)
            step = COUNTED_BY[dim]
            back = YEAR_US // DAY_US if step is Step.DAY else MONTHS
            for statement in EARLIER_CELLS:
                given = {"dim": dim.value, "back": back, "first": step_of(first, step, ZONE)}
                connection.execute(text(statement), {name: given[name] for name in given if f":{name}" in statement})
    filling.dispose()


def _add_up(connection: Connection, dim: Dim) -> None:
    """Write the counts of all the ground, and those of each county; by region the code itself says where."""
    county = f":dim || '@' || substr(area, 1, {GROUND_DIGITS})"
    for kept in (":dim",) if dim is Dim.REGION else (":dim", county):
        _put(connection, ("tally_reported", "tally_due"), dim, COUNTED_BY[dim], kept)


def _add_up_edges(connection: Connection, dim: Dim) -> None:
    """Write the counts for the months that a period cuts in two; only tickets near where it may begin or end are there."""
    _put(connection, ("ten_days_reported", "ten_days_due"), dim, EDGED_BY[dim], ":dim")


def _put(connection: Connection, into: tuple[str, str], dim: Dim, step: Step, kept: str) -> None:
    column = COLUMN[dim]
    there = f"{column} <> ''"
    of_reported = {"span": "reported_at"}, REPORTED, there
    of_due = {"span": "due_at", "closed": "closed_at"}, DUE_TO_CLOSE, f"{KEPT} AND {there}"
    for table, (spans, names, where) in zip(into, (of_reported, of_due), strict=True):
        keys = ", ".join(f"coalesce({STEPS[step].format(at)}, 0)" for at in spans.values())
        grouped = ", ".join(str(place + 1) for place in range(len(spans) + 2))
        columns = ", ".join(("dim", "code", *spans, *names))
        sums = ", ".join(SUMS[name] for name in names)
        counted = f"SELECT {kept}, {column}, {keys}, {sums} FROM course WHERE {where} GROUP BY {grouped}"
        connection.execute(text(f"INSERT INTO {table} ({columns}) {counted}"), {"dim": dim.value})
