"""A real city's past tickets: their indicators equal a count with nothing but the file and plain Python."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

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
    opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('city') / 'city.db'}")
    for line in (f"import grids {DATA / 'grids.geojson'}", f"import tickets {DATA / 'cases.csv'} --map {MAP}"):
        command = parse(line.split(), {}, Path("nowhere"))
        assert isinstance(command, Import)
        import_.run(command, opened)
    yield opened
    opened.close()


def _told(store: Store, by: str, first: date, last: date, out: Path) -> dict[str, dict[str, Any]]:
    line = f"export kpi --from {first} --to {last} --by {by} --format json --zone {ZONE.key} --out {out}"
    command = parse(line.split(), {}, Path("nowhere"))
    assert isinstance(command, ExportKpi)
    export.run(command, store)
    return {row["code"]: row["indicators"] for row in json.loads(out.read_text("utf-8"))["rows"]}


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, FORM).replace(tzinfo=ZONE).date()
    except ValueError:
        return datetime.fromisoformat(text).date()


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
