"""``check grids`` and ``export grids``: what is wrong is told and written, and what is written comes in again as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from console.commands import check, export, import_
from console.domain.grid import RegionCode
from console.settings import Check, Export, ExportGrids, Import
from tests.builders import GRID, NEXT_GRID, NOON, a_region_tree
from tests.console.commands.given import given
from tests.fakes import FakeStore


@pytest.fixture
def store() -> FakeStore:
    store = FakeStore()
    store.registry().add_regions(a_region_tree())
    return store


def overlapping(store: FakeStore) -> None:
    grid = store.rows.regions[NEXT_GRID]
    store.rows.regions[NEXT_GRID] = replace(grid, shape_wkb=shapely.to_wkb(shapely.box(120.605, 31.3, 120.62, 31.31)))


def test_that_nothing_is_wrong_with_a_sound_city(store: FakeStore) -> None:
    command = given("check grids")
    assert isinstance(command, Check)
    told = check.run(command, store)
    assert (told["grids"], told["found"], told["findings"]) == (3, 0, [])


def test_that_what_is_wrong_is_told_with_codes_size_and_place_and_written(tmp_path: Path, store: FakeStore) -> None:
    overlapping(store)
    command = given("check grids --out", tmp_path / "found.geojson")
    assert isinstance(command, Check)
    told = check.run(command, store)
    assert (told["by_fault"], told["by_severity"]) == ({"overlap": 1}, {"error": 1})
    (one,) = json.loads(json.dumps(told["findings"]))
    assert one["codes"] == [GRID, NEXT_GRID]
    assert one["area_m2"] == pytest.approx(0.005 * 0.01 * 111_319.49**2 * 0.8545, rel=1e-3)
    (feature,) = json.loads((tmp_path / "found.geojson").read_text("utf-8"))["features"]
    assert shapely.from_geojson(json.dumps(feature["geometry"])).covers(shapely.Point(one["place"]))


def test_that_what_is_exported_comes_in_again_to_the_last_digit(tmp_path: Path, store: FakeStore) -> None:
    odd = shapely.Polygon([(120.60000000000001, 31.3), (120.61, 31.3), (120.61, 31.310000000000002), (120.6, 31.31)])
    store.rows.regions[GRID] = replace(store.rows.regions[GRID], shape_wkb=shapely.to_wkb(odd))
    gone = replace(store.rows.regions[NEXT_GRID], retired_at=NOON, version=2)
    store.rows.regions[NEXT_GRID] = gone
    command = given("export grids --out", tmp_path / "grids.geojson")
    assert isinstance(command, Export)
    assert export.run(command, store)["regions"] == 9

    again = FakeStore()
    taking = given("import grids", tmp_path / "grids.geojson")
    assert isinstance(taking, Import)
    assert import_.run(taking, again)["taken_in"] == 9
    before = {code: one for code, one in store.rows.regions.items() if one.is_standing}
    assert again.rows.regions.keys() == before.keys()
    for code, one in again.rows.regions.items():
        assert replace(one, shape_wkb=b"") == replace(before[RegionCode(code)], shape_wkb=b"")
        assert shapely.from_wkb(one.shape_wkb or None) == shapely.from_wkb(before[code].shape_wkb or None)


def test_that_an_export_of_grids_stands_in_the_journal(tmp_path: Path, store: FakeStore) -> None:
    command = given("export grids --reason 审计 --out", tmp_path / "grids.geojson")
    assert isinstance(command, Export)
    export.run(command, store)
    (line,) = store.rows.lines
    assert (line.entry.detail["what"], line.entry.reason) == ("grids geojson", "审计")


def test_that_sheets_of_grids_leave_as_a_pdf_with_a_line(tmp_path: Path, store: FakeStore) -> None:
    command = given(f"export grids --format pdf --grid {GRID} {NEXT_GRID} --reason 张贴 --out", tmp_path / "a.pdf")
    assert isinstance(command, ExportGrids)
    fonts = Path(__file__).resolve().parents[3] / "resources" / "fonts"
    assert export.run(replace(command, fonts=fonts), store)["pages"] == 2
    (line,) = store.rows.lines
    assert (line.entry.detail["what"], line.entry.reason) == (f"sheet {GRID} {NEXT_GRID}", "张贴")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
