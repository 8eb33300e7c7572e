"""A real city's files, from the shell's words to the file that a spreadsheet opens."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from console.commands import export, import_
from console.domain.ticket import State
from console.ports import Store
from console.settings import ExportLog, ExportTickets, Import, parse
from db.engine import open_store

HOUSE = Path(__file__).resolve().parents[2]
DATA = HOUSE.parent / "shared" / "data"
MAP = HOUSE / "resources" / "import" / "la311.toml"
ZONE = "America/Los_Angeles"
FORM = "%m/%d/%Y %I:%M:%S %p"
DAYS = [date(2018, 12, 27) + timedelta(days=n) for n in range(8)]

pytestmark = [
    pytest.mark.real_input,
    pytest.mark.skipif(not DATA.is_dir(), reason="the sample data does not lie beside this checkout"),
]


def _run(store: Store, line: str) -> dict[str, Any]:
    command = parse(line.split(), {}, Path("nowhere"))
    if isinstance(command, Import):
        return dict(import_.run(command, store))
    assert isinstance(command, ExportLog | ExportTickets)
    return dict(export.run(command, store))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (DATA / "la311" / "cases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, dict[str, Any]]]]:
    """The database after all three imports and a second one of the tickets, and what each of them told."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('city') / 'city.db'}")
    cases = f"import tickets {DATA / 'la311' / 'cases.csv'} --map {MAP}"
    told = {
        "grids": _run(store, f"import grids {DATA / 'la311' / 'grids.geojson'}"),
        "cameras": _run(store, f"import cameras {DATA / 'cameras' / 'los_angeles.csv'}"),
    }
    told["tickets"] = _run(store, cases)
    told["again"] = _run(store, cases)
    yield store, told
    store.close()


City = tuple[Store, dict[str, dict[str, Any]]]


def test_that_every_region_and_every_camera_is_taken_in(city: City) -> None:
    assert [(city[1][what]["taken_in"], city[1][what]["refused"]) for what in ("grids", "cameras")] == [
        (151, []), (292, []),
    ]  # fmt: skip


def test_that_all_ten_thousand_are_taken_in_and_five_have_no_place(city: City) -> None:
    told = city[1]["tickets"]
    assert [told[name] for name in ("read", "taken_in", "already_there", "no_place", "refused")] == [
        10_000, 10_000, 0, 5, [],
    ]  # fmt: skip


def test_that_the_second_import_takes_nothing_in(city: City) -> None:
    told = city[1]["again"]
    assert (told["taken_in"], told["already_there"]) == (0, 10_000)


def test_that_the_states_are_those_of_the_file(city: City, rows: list[dict[str, str]]) -> None:
    states = {
        "Closed": "closed",
        "Cancelled": "void",
        "Open": "filed",
        "Pending": "suspended",
        "Referred Out": "rejected",
    }
    top = city[0].archive().centres()[0].code
    stood = Counter(ticket.state for ticket in city[0].archive().tickets(top))
    assert stood == Counter(State(states[row["Status"]]) for row in rows)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_that_the_log_of_a_day_counts_what_a_spreadsheet_counts(
    city: City, rows: list[dict[str, str]], day: date, tmp_path: Path
) -> None:
    told = _run(city[0], f"export log --day {day} --zone {ZONE} --format json --out {tmp_path / 'log.json'}")

    def on_day(column: str, *states: str) -> int:
        return sum(
            1
            for row in rows
            if row[column] and row["Status"] in states and datetime.strptime(row[column], FORM).date() == day  # noqa: DTZ007
        )

    every = ("Closed", "Cancelled", "Open", "Pending", "Referred Out")
    kinds = told["by_kind"]
    counted = {name: kinds.get(name, 0) for name in ("taken_in", "arrived", "closed", "voided", "rejected")}
    assert counted == {
        "taken_in": on_day("CreatedDate", *every),
        "arrived": on_day("ServiceDate", *every),
        "closed": on_day("ClosedDate", "Closed"),
        "voided": on_day("ClosedDate", "Cancelled"),
        "rejected": on_day("ClosedDate", "Referred Out"),
    }


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_that_a_full_day_is_exported_in_every_form(city: City, tmp_path: Path, form: str) -> None:
    told = _run(city[0], f"export log --day 2018-12-31 --zone {ZONE} --format {form} --out {tmp_path / 'log'}")
    assert told["lines"] > 5_000
    assert (tmp_path / "log").stat().st_size > 100_000


def test_that_open_tickets_are_exported_as_features(city: City, tmp_path: Path) -> None:
    out = tmp_path / "open.geojson"
    told = _run(city[0], f"export tickets --state filed,suspended --format geojson --out {out}")
    features = json.loads(out.read_text("utf-8"))["features"]
    assert told["tickets"] == len(features) == 19
    assert not [f for f in features if not re.match(r"0644000", f["properties"]["area"])]
