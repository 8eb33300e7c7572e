"""Measures the indicators of a year of 3.5 million tickets on SQLite, beside a recount of all tickets in the same run.

The year is made up and written straight into the tables of counts: only how they are read is measured.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from console.domain.grid import Region, RegionCode, Tier
from console.domain.period import Period
from console.reports.indicators import report
from console.reports.labels import shipped
from console.tally import DUE_TO_CLOSE, GROUND_DIGITS, REPORTED, Dim
from db import bench_past, engine
from db.address import file_of
from db.columns import EPOCH, MICROSECOND
from db.connecting import file_engine

TICKETS = 3_500_000
GRIDS, CREWS, DEPARTMENTS, CATEGORIES = 6_895, 18_599, 120, 100
DISTRICTS, TOWNSHIPS, VILLAGES = 12, 10, 10
CITY = RegionCode("3208")
ZONE = ZoneInfo("UTC")
SAME_ZONE = ZoneInfo("Etc/UTC")
"""The same days under another name: the running counts do not answer for it, so that every ticket is counted."""
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), ZONE)
ODD_YEAR = Period(date(2025, 1, 15), date(2025, 12, 14), ZONE)
BEGIN_US = (datetime(2025, 1, 1, tzinfo=UTC) - EPOCH) // MICROSECOND
YEAR_US, DAY_US = 365 * 86_400_000_000, 86_400_000_000

COURSES = """
WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < :tickets - 1),
drawn AS (SELECT n, (n * 7919) % :grids AS g, (n * 48271) % 1000 AS luck,
  :begin + n * :year / :tickets AS reported FROM number),
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
MONTH = (
    "CAST(strftime('%Y', {0} / 1000000, 'unixepoch') * 12 + strftime('%m', {0} / 1000000, 'unixepoch') - 1 AS INTEGER)"
)
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
_REPORTED, _DUE = ", ".join(REPORTED), ", ".join(DUE_TO_CLOSE)
A_YEAR_BEFORE = (
    f"""INSERT INTO tally_reported (dim, month, code, {_REPORTED})
      SELECT dim, month - 12, code, {_REPORTED} FROM tally_reported""",
    f"""INSERT INTO tally_due (dim, month, closed, code, {_DUE})
      SELECT dim, month - 12, closed - 12, code, {_DUE} FROM tally_due
      WHERE month < :next AND closed BETWEEN 13 AND :next - 1""",
)
COLUMN = {dim: "area" if dim is Dim.REGION else dim.value for dim in Dim}


def measures() -> Mapping[str, Callable[[], Mapping[str, object]]]:
    """Return the benches of this room by name."""
    return {"kpi": measure, "history": bench_past.measure}


def measure() -> Mapping[str, object]:
    """Return how long each report takes, and how long when every ticket is counted."""
    with tempfile.TemporaryDirectory(prefix="griddesk-bench-", ignore_cleanup_errors=True) as folder:
        url = f"sqlite:///{(Path(folder) / 'kpi.db').as_posix()}"
        store = engine.open_store(url)
        try:
            store.registry().add_regions(_regions())
            store.registry().keep_months_in(ZONE)
            began_s = perf_counter()
            _fill(url)
            figures: dict[str, object] = {"tickets": TICKETS, "fill_s": round(perf_counter() - began_s, 1)}
            archive, labels = store.archive(), shipped("zh_CN")
            for dim in Dim:
                began_s = perf_counter()
                report(archive, dim, YEAR, CITY, labels)
                figures[f"{dim.value}_s"] = round(perf_counter() - began_s, 2)
            began_s = perf_counter()
            report(archive, Dim.REGION, ODD_YEAR, CITY, labels)
            figures["odd_days_s"] = round(perf_counter() - began_s, 2)
            began_s = perf_counter()
            district = RegionCode(f"{CITY}01")
            report(archive, Dim.CATEGORY, YEAR, district, labels)
            figures["district_s"] = round(perf_counter() - began_s, 2)
            began_s = perf_counter()
            recounted = archive.counted(Dim.REGION, Period(YEAR.first, YEAR.last, SAME_ZONE), CITY)
            figures["recount_s"] = round(perf_counter() - began_s, 2)
            figures["equal"] = recounted == archive.counted(Dim.REGION, YEAR, CITY)
        finally:
            store.close()
    return figures


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


def _fill(url: str) -> None:
    """Write a year of tickets, their running counts, and the same counts once more for the year before."""
    filling = file_engine(file_of(url))
    with filling.execution_options(begin="IMMEDIATE").begin() as connection:
        first_grid = 1 + 1 + DISTRICTS * (1 + TOWNSHIPS * (1 + VILLAGES))
        facts = {"tickets": TICKETS, "grids": GRIDS, "crews": CREWS, "departments": DEPARTMENTS}
        times = {"begin": BEGIN_US, "year": YEAR_US, "day": DAY_US}
        connection.execute(text(COURSES), {**facts, **times, "categories": CATEGORIES, "first_grid": first_grid})
        for dim in Dim:
            _add_up(connection, dim)
        reported, due = A_YEAR_BEFORE
        connection.execute(text(reported))
        connection.execute(text(due), {"next": YEAR.whole_months.stop})
    filling.dispose()


def _add_up(connection: Connection, dim: Dim) -> None:
    """Write the counts of all the ground, and those of each county; by region the code itself says where."""
    column = COLUMN[dim]
    there = f"{column} <> ''"
    county = f":dim || '@' || substr(area, 1, {GROUND_DIGITS})"
    for table, names, months, where in (
        ("tally_reported", REPORTED, {"month": "reported_at"}, there),
        ("tally_due", DUE_TO_CLOSE, {"month": "due_at", "closed": "closed_at"}, f"{KEPT} AND {there}"),
    ):
        keys = ", ".join(f"coalesce({MONTH.format(at)}, 0)" for at in months.values())
        grouped = ", ".join(str(place + 1) for place in range(len(months) + 1))
        into = ", ".join(("dim", *months, "code", *names))
        sums = ", ".join(SUMS[name] for name in names)
        for kept in (":dim",) if dim is Dim.REGION else (":dim", county):
            counted = f"SELECT {kept}, {keys}, {column}, {sums} FROM course WHERE {where} GROUP BY {grouped}, {column}"
            connection.execute(text(f"INSERT INTO {table} ({into}) {counted}"), {"dim": dim.value})
