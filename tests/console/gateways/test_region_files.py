"""Regions from GeoJSON: what may stand in the tree, what is mended, what is refused and where it lies in the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from console.domain.grid import Tier
from console.gateways.files.regions import read_regions
from console.gateways.files.unusable import Tally, Unusable
from tests.builders import CITY, a_region

SQUARE = [[120.0, 31.0], [121.0, 31.0], [121.0, 32.0], [120.0, 32.0], [120.0, 31.0]]
BOW_TIE = [[120.0, 31.0], [121.0, 32.0], [121.0, 31.0], [120.0, 32.0], [120.0, 31.0]]


def _feature(code: str, level: object, parent: str | None, ring: Any = SQUARE) -> dict[str, Any]:
    geometry = None if ring is None else {"type": "Polygon", "coordinates": [ring]}
    properties = {"code": code, "name": f"区域{code}", "level": level, "parent": parent}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


CITY_FEATURE = _feature("3205", "city", None)


def _read(folder: Path, *features: Any) -> tuple[list[Any], Tally]:
    path = folder / "grids.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), "utf-8")
    return read_regions(path, ())


def _refused(tally: Tally) -> list[tuple[int, str]]:
    return [(one.row, one.why) for one in tally.refused]


@pytest.mark.parametrize("level", ["grid", "GRID", 6, "6", "网格"])
def test_that_a_level_is_known_by_word_and_by_number(tmp_path: Path, level: object) -> None:
    regions, _tally = _read(tmp_path, CITY_FEATURE, _feature("320501", level, "3205"))
    assert regions[-1].tier is Tier.GRID


def test_that_parents_come_first_whatever_the_order_of_the_file(tmp_path: Path) -> None:
    regions, _tally = _read(tmp_path, _feature("320501", "grid", "3205"), CITY_FEATURE)
    assert [region.code for region in regions] == ["3205", "320501"]


def test_that_an_area_comes_through_unchanged(tmp_path: Path) -> None:
    regions, _tally = _read(tmp_path, CITY_FEATURE)
    assert shapely.from_wkb(regions[0].shape_wkb).equals(shapely.Polygon(SQUARE))


def test_that_several_areas_of_one_region_come_through(tmp_path: Path) -> None:
    far = [[lng + 5, lat] for lng, lat in SQUARE]
    feature = CITY_FEATURE | {"geometry": {"type": "MultiPolygon", "coordinates": [[SQUARE], [far]]}}
    regions, _tally = _read(tmp_path, feature)
    assert shapely.from_wkb(regions[0].shape_wkb).area == pytest.approx(2)


def test_that_a_ring_that_crosses_itself_is_made_valid_and_told(tmp_path: Path) -> None:
    regions, tally = _read(tmp_path, _feature("3205", "city", None, BOW_TIE))

    assert shapely.from_wkb(regions[0].shape_wkb).is_valid
    assert [(one.row, "made valid" in one.why) for one in tally.repaired] == [(1, True)]


def test_that_a_ring_that_is_not_closed_is_closed_and_told(tmp_path: Path) -> None:
    regions, tally = _read(tmp_path, _feature("3205", "city", None, SQUARE[:-1]))

    assert shapely.from_wkb(regions[0].shape_wkb).area == pytest.approx(1)
    assert tally.repaired[0].why.startswith("features[0].geometry.coordinates[0] was not closed")


@pytest.mark.parametrize(
    ("feature", "why"),
    [
        (_feature("320501001", "grid", "320501"), "its parent 320501 is missing"),
        (_feature("9999", "grid", "3205"), "its code 9999 does not begin with its parent's, 3205"),
        (_feature("320501", "grid", None), "a grid needs a parent"),
        (_feature("320501", "city", "3205"), "its parent 3205 does not stand on a higher level"),
        (_feature("320501", "galaxy", "3205"), 'level "galaxy" is none of'),
        (_feature("", "grid", "3205"), "properties.code is empty"),
        (_feature("3205", "city", None), "the code 3205 stands in row 1 already"),
        (_feature("320501", "grid", "3205", [[1, 2], [3, 4]]), r"coordinates[0] has 3 positions"),
        (_feature("320501", "grid", "3205", [*SQUARE[:2], ["x", 1]]), r"features[1].geometry.coordinates[0][2] is no position"),
        (_feature("320501", "grid", "3205", [[500000, 3500000]]), "not longitude and latitude in degrees"),
        (_feature("320501", "grid", "3205", []), "is no list, or an empty one"),
        ({"type": "Feature", "properties": []}, "features[1].properties is no object"),
        ({"type": "Feature", "properties": None}, "features[1].geometry is missing"),
        (7, "features[1] is no Feature"),
    ],
)  # fmt: skip
def test_that_what_cannot_stand_in_the_tree_is_refused_with_its_row(tmp_path: Path, feature: Any, why: str) -> None:
    regions, tally = _read(tmp_path, CITY_FEATURE, feature)

    assert [region.code for region in regions] == ["3205"]
    assert [(row, why in told) for row, told in _refused(tally)] == [(2, True)], _refused(tally)


def test_that_a_refused_row_tells_no_login(tmp_path: Path) -> None:
    _regions, tally = _read(tmp_path, _feature("320501", "grid", "rtsp://admin:secret@10.0.0.1"))
    assert [(row, "secret" in why, "rtsp://…@10.0.0.1" in why) for row, why in _refused(tally)] == [(1, False, True)]


def test_that_a_region_whose_parent_was_refused_is_refused_too(tmp_path: Path) -> None:
    _regions, tally = _read(tmp_path, CITY_FEATURE, _feature("99", "district", "3205"), _feature("9901", "grid", "99"))
    assert [row for row, _why in _refused(tally)] == [2, 3]


def test_that_a_parent_may_have_been_taken_in_before(tmp_path: Path) -> None:
    path = tmp_path / "grids.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": [_feature("320501", "grid", "3205")]}), "utf-8"
    )
    regions, _tally = read_regions(path, (a_region(CITY, Tier.CITY, None),))
    assert [region.code for region in regions] == ["320501"]


def test_that_a_region_without_an_area_is_counted(tmp_path: Path) -> None:
    _regions, tally = _read(tmp_path, _feature("3205", "city", None, None))
    assert tally.no_place == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b'{"type": "FeatureCollection", "features": [', "no JSON, or is cut off"),
        ('{"type": "网格"}'.encode("gb18030"), "is not UTF-8"),
        (b"[]", "no GeoJSON: at its top stands no object"),
        (b'{"type": "FeatureCollection"}', 'no list "features"'),
        (
            b'{"type": "FeatureCollection", "features": [], "crs": {"properties": {"name": "EPSG:3857"}}}',
            "another coordinate system",
        ),
    ],
)
def test_that_a_file_that_is_no_geojson_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "grids.geojson"
    path.write_bytes(content)
    with pytest.raises(Unusable, match=told):
        read_regions(path, ())


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.just("Polygon"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["type", "coordinates"]), inner),
    max_leaves=12,
)


@given(geometry=JSON, code=st.text(max_size=6))
def test_that_any_geometry_is_taken_or_refused(
    tmp_path_factory: pytest.TempPathFactory, geometry: Any, code: str
) -> None:
    feature = _feature(code, "city", None) | {"geometry": geometry}
    regions, tally = _read(tmp_path_factory.getbasetemp(), feature)
    assert len(regions) + len(tally.refused) == 1


@pytest.mark.parametrize(
    ("position", "told"),
    [
        ([31.0, 120.0], "are longitude and latitude swapped"),
        ([float("nan"), 31.0], "not longitude and latitude in degrees"),
        ([10**400, 31.0], "not longitude and latitude in degrees"),
        ([True, False], "is no position"),
    ],
)
def test_that_a_position_outside_the_world_is_refused(tmp_path: Path, position: list[Any], told: str) -> None:
    _regions, tally = _read(tmp_path, CITY_FEATURE, _feature("320501", "grid", "3205", [*SQUARE[:3], position]))
    assert [(row, told in why) for row, why in _refused(tally)] == [(2, True)]


def test_that_a_file_too_large_to_read_as_a_whole_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.gateways.files.geojson.SIZE_MOST", 10)
    with pytest.raises(Unusable, match="import it in parts"):
        _read(tmp_path, CITY_FEATURE)
