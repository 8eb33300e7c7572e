"""A real city's past tickets: their indicators equal a count with nothing but the file and plain Python."""

from __future__ import annotations

import csv
import json
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from chinese_calendar import is_workday

from console.commands import export, import_
from console.ports import Store
from console.settings import ExportKpi, Import, parse
from db.engine import open_store

HOUSE = Path(__file__).resolve().parents[2]
DATA = HOUSE.parent / "shared" / "data" / "la311"
MAP = HOUSE / "resources" / "import" / "la311.toml"
ZONE = ZoneInfo("America/Los_Angeles")
FORM = "%m/%d/%Y %I:%M:%S %p"
CATEGORIES = {
    "Bulky Items": "0102", "Graffiti Removal": "0104", "Illegal Dumping Pickup": "0103",
    "Metal/Household Appliances": "0105", "Homeless Encampment": "0204", "Electronic Waste": "0106",
    "Dead Animal Removal": "0107", "Other": "0899", "Single Streetlight Issue": "2102",
    "Multiple Streetlight Issue": "2103", "Report Water Waste": "0501", "Feedback": "0801",
}  # fmt: skip
SOURCES = {
    "Call": "hotline_12345", "Voicemail": "hotline_12345", "Driver Self Report": "patrol", "Council's Office": "leader",
}  # fmt: skip
PERIODS = [(date(2018, 12, 30), date(2018, 12, 31)), (date(2018, 12, 1), date(2019, 1, 31)), (date(2019, 1, 2), date(2019, 3, 9))]  # fmt: skip
Row = Mapping[str, str]

pytestmark = [
    pytest.mark.real_input,
    pytest.mark.skipif(not DATA.is_dir(), reason="the sample data does not lie beside this checkout"),
]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (DATA / "cases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(_imported(tmp_path_factory.mktemp("city"), MAP)) as opened:
        yield opened


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same file by a map that takes a service for the signing and a closing for the report of what was done."""
    folder = tmp_path_factory.mktemp("limited")
    told = MAP.read_text("utf-8").replace('arrived = "ServiceDate"', 'signed = "ServiceDate"\nfed_back = "ClosedDate"')
    (folder / "map.toml").write_text(told, "utf-8")
    with closing(_imported(folder, folder / "map.toml")) as opened:
        yield opened


def _imported(folder: Path, ticket_map: Path) -> Store:
    opened = open_store(f"sqlite:///{folder / 'city.db'}")
    for line in (f"import grids {DATA / 'grids.geojson'}", f"import tickets {DATA / 'cases.csv'} --map {ticket_map}"):
        command = parse(line.split(), {}, Path("nowhere"))
        assert isinstance(command, Import)
        import_.run(command, opened)
    return opened


def _told(store: Store, by: str, first: date, last: date, out: Path) -> dict[str, dict[str, Any]]:
    line = f"export kpi --from {first} --to {last} --by {by} --format json --zone {ZONE.key} --out {out}"
    command = parse(line.split(), {}, Path("nowhere"))
    assert isinstance(command, ExportKpi)
    export.run(command, store)
    return {row["code"]: row["indicators"] for row in json.loads(out.read_text("utf-8"))["rows"]}


@cache
def _at(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, FORM).replace(tzinfo=ZONE)
    except ValueError:
        return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def _day(text: str) -> date | None:
    at = _at(text)
    return at.date() if at else None


def _plainly(
    rows: list[dict[str, str]], key: Callable[[Row], str], first: date, last: date
) -> dict[str, dict[str, int]]:
    """Count as a spreadsheet would: a closed case was filed and handled, an open or pending one was filed."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(("reported", "handled", "filed", "closed"), 0))
    for row in rows:
        there, status = found[key(row)], row["Status"]
        reported, closed = _day(row["CreatedDate"]), _day(row["ClosedDate"])
        if reported is not None and first <= reported <= last:
            there["reported"] += 1
            there["handled"] += status == "Closed"
            there["filed"] += status in {"Closed", "Open", "Pending"} or bool(row["ServiceDate"])
        if status == "Closed":
            closed = closed or _day(row["UpdatedDate"])
            there["closed"] += closed is not None and first <= closed <= last
    return {code: counts for code, counts in found.items() if any(counts.values())}


KEYS: dict[str, Callable[[Row], str]] = {
    "category": lambda row: CATEGORIES.get(row["RequestType"], "0899"),
    "source": lambda row: SOURCES.get(row["RequestSource"], "public"),
}


@pytest.mark.parametrize(("first", "last"), PERIODS)
@pytest.mark.parametrize("by", KEYS)
def test_that_the_indicators_equal_a_plain_count_of_the_file(
    store: Store, rows: list[dict[str, str]], tmp_path: Path, by: str, first: date, last: date
) -> None:
    told = _told(store, by, first, last, tmp_path / "kpi.json")
    counted = {
        code: {
            "reported": row["handled_rate"]["denominator"],
            "handled": row["handled_rate"]["numerator"],
            "filed": row["filing_rate"]["numerator"],
            "closed": row["closing_rate"]["numerator"],
        }
        for code, row in told.items()
        if row["handled_rate"]["denominator"] or row["closing_rate"]["denominator"]
    }
    assert counted == _plainly(rows, KEYS[by], first, last)


def test_that_without_limits_in_the_file_nothing_is_said_to_be_in_time(store: Store, tmp_path: Path) -> None:
    told = _told(store, "source", date(2018, 12, 1), date(2018, 12, 31), tmp_path / "kpi.json")
    assert {row["signing_in_time_rate"]["value"] for row in told.values()} == {None}


LIMITS = {
    row["code"]: (row["handle"]["amount"], row["handle"]["unit"])
    for row in tomllib.loads((HOUSE / "console" / "domain" / "categories.toml").read_text("utf-8"))["categories"]
}
OFFICE = ((time(8, 30), time(12)), (time(14), time(17, 30)))
OFFICE_DAY_H, SHANGHAI = 7, ZoneInfo("Asia/Shanghai")


@cache
def _due(begin: datetime, amount: float, unit: str) -> datetime:
    """Count as one would with an almanac: day by day, and through the hours of each that is worked."""
    if unit == "urgent_hour":
        return begin + timedelta(hours=amount)
    left = timedelta(hours=amount * (OFFICE_DAY_H if unit == "work_day" else 1))
    local = begin.astimezone(SHANGHAI)
    day = local.date()
    while True:
        for opens, shuts in OFFICE if is_workday(day) else ():
            from_, to = (datetime.combine(day, edge, SHANGHAI) for edge in (opens, shuts))
            from_ = max(local, from_)
            if from_ < to:
                if left <= to - from_:
                    return from_ + left
                left -= to - from_
        day += timedelta(days=1)


def _in_time_plainly(
    rows: list[dict[str, str]], key: Callable[[Row], str], first: date, last: date
) -> dict[str, tuple[int, int]]:
    """Count by code what was closed in time, and what had a limit at all.

    A request that was served and then closed was limited by its class from the service on. One that is open was to be
    dispatched within ten minutes. Of all others the file tells no limit.
    """
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if row["Status"] not in {"Closed", "Open", "Pending"}:
            continue
        served, closed, updated = (_at(row[name]) for name in ("ServiceDate", "ClosedDate", "UpdatedDate"))
        due = None
        if served and closed and served <= closed:
            due = _due(served, *LIMITS[KEYS["category"](row)])
        elif row["Status"] == "Open" and updated:
            due = updated + timedelta(minutes=10)
        ended = (closed or updated) if row["Status"] == "Closed" else None
        if due is None or not any(at and first <= at.astimezone(ZONE).date() <= last for at in (due, ended)):
            continue
        found[key(row)][0] += ended is not None and ended <= due
        found[key(row)][1] += 1
    return {code: (in_time, limited) for code, (in_time, limited) in found.items()}


@pytest.mark.parametrize(("first", "last"), PERIODS)
@pytest.mark.parametrize("by", KEYS)
@pytest.mark.parametrize("indicator", ["closing_in_time_rate", "handling_in_time_rate"])
def test_that_what_was_in_time_equals_a_count_with_an_almanac(
    limited: Store, rows: list[dict[str, str]], tmp_path: Path, indicator: str, by: str, first: date, last: date
) -> None:
    told = _told(limited, by, first, last, tmp_path / "kpi.json")
    both = {code: (row[indicator]["numerator"], row[indicator]["denominator"]) for code, row in told.items()}
    counted = _in_time_plainly(rows, KEYS[by], first, last)
    assert {code: counts for code, counts in both.items() if counts[1]} == counted
    assert 0 < sum(in_time for in_time, _ in counted.values()) < sum(limits for _, limits in counted.values())
