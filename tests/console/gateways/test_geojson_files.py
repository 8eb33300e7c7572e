"""GeoJSON as RFC 7946 has it: whatever is valid loads, and whatever is not is told with its path inside the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from console.domain.place import LatLng
from console.domain.sentence import Sentence
from console.gateways.files.geojson import Feature, area_of, features_in, point_of
from console.gateways.files.unusable import BadRow, Unusable

SQUARE = [[120.0, 31.0], [121.0, 31.0], [121.0, 32.0], [120.0, 31.0]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}
POINT = {"type": "Point", "coordinates": [120.0, 31.0]}
LINE = {"type": "LineString", "coordinates": SQUARE[:2]}


def feature(geometry: object, **members: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {}, "geometry": geometry, **members}


def loaded(folder: Path, whole: object) -> tuple[list[Feature | BadRow], list[str]]:
    path = folder / "one.geojson"
    path.write_text(json.dumps(whole), "utf-8")
    notes: list[Sentence] = []
    return list(features_in(path, notes)), [str(note) for note in notes]


VALID = {
    "a geometry alone": POLYGON,
    "a feature alone": feature(POLYGON),
    "a collection of geometries alone": {"type": "GeometryCollection", "geometries": [POINT, LINE, POLYGON]},
    "a collection within a collection": {
        "type": "GeometryCollection",
        "geometries": [{"type": "GeometryCollection", "geometries": [POINT]}],
    },
    "no features": {"type": "FeatureCollection", "features": []},
    "no geometry": {"type": "FeatureCollection", "features": [feature(None)]},
    "no properties": {"type": "FeatureCollection", "features": [{**feature(POINT), "properties": None}]},
    "coordinates that are empty": feature({"type": "MultiPolygon", "coordinates": []}),
    "a third dimension": feature({"type": "Polygon", "coordinates": [[[*position, 7.5] for position in SQUARE]]}),
    "more figures in a position": feature({"type": "Point", "coordinates": [1, 2, 3, 4]}),
    "foreign members": {"type": "FeatureCollection", "features": [feature(POINT, title="x", crs_of="y")], "name": "z"},
    "a box": feature({**POLYGON, "bbox": [120.0, 31.0, 121.0, 32.0]}, bbox=[120.0, 31.0, 0.0, 121.0, 32.0, 9.0]),
    "a box over the antimeridian": feature(POINT, bbox=[177.0, -20.0, -178.0, -16.0]),
    "an area on both sides of the antimeridian": feature(
        {
            "type": "MultiPolygon",
            "coordinates": [
                [[[179, 10], [180, 10], [180, 11], [179, 10]]],
                [[[-180, 10], [-179, 10], [-179, 11], [-180, 10]]],
            ],
        }
    ),
    "an id of text": feature(POINT, id="g-1"),
    "an id of a number": feature(POINT, id=7),
    "several lines": feature({"type": "MultiLineString", "coordinates": [SQUARE, SQUARE[:2]]}),
    "several points": feature({"type": "MultiPoint", "coordinates": SQUARE}),
    "the old way to name WGS-84": {
        "type": "FeatureCollection",
        "features": [],
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
    },
}

INVALID = {
    "features[0]": {"type": "FeatureCollection", "features": [7]},
    "features[0].properties": {"type": "FeatureCollection", "features": [{**feature(POINT), "properties": "x"}]},
    "features[0].geometry": {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}}]},
    "$.geometry": feature([1, 2]),
    "$.geometry.type": feature({"type": "Ellipse", "coordinates": [1, 2]}),
    "$.geometry.coordinates": feature({"type": "Polygon"}),
    "$.coordinates": {"type": "Point", "coordinates": "120, 31"},
    "$.geometry.coordinates[1]": feature({"type": "LineString", "coordinates": [[1, 2], [3]]}),
    "$.geometry.coordinates[0][2]": feature({"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, None], [1, 2]]]}),
    "$.coordinates[0]": {"type": "MultiLineString", "coordinates": [[[1, 2]]]},
    "$.geometries": {"type": "GeometryCollection", "geometries": None},
    "$.geometries[1].coordinates": {"type": "GeometryCollection", "geometries": [POINT, {"type": "Point"}]},
    "$.coordinates[0][1]": {"type": "MultiPoint", "coordinates": [[[1, 2], [3, 4]]]},
}


@pytest.mark.parametrize("whole", VALID.values(), ids=VALID)
def test_that_what_is_valid_loads_and_nothing_is_said_of_it(tmp_path: Path, whole: dict[str, Any]) -> None:
    found, notes = loaded(tmp_path, whole)
    assert [str(one) for one in found if isinstance(one, BadRow)] == notes == []


@pytest.mark.parametrize(("path", "whole"), INVALID.items(), ids=INVALID)
def test_that_what_is_not_valid_is_told_with_its_path(tmp_path: Path, path: str, whole: dict[str, Any]) -> None:
    (found,) = loaded(tmp_path, whole)[0]
    assert str(found).startswith(path.removesuffix("[0][1]") if path == "$.coordinates[0][1]" else path)


@pytest.mark.parametrize(
    ("whole", "told"),
    [
        (feature(POINT, bbox=[1, 2]), "$.bbox is no box"),
        (feature({**POINT, "bbox": "x"}), "$.geometry.bbox is no box"),
        (feature(POINT, id=[1]), "$.id is neither"),
        (feature(POINT, coordinates=[1, 2]), "$.coordinates does not belong there"),
        (feature({**POINT, "features": []}), "$.geometry.features does not belong there"),
        ({"type": "FeatureCollection", "features": [], "properties": {}}, "$.properties does not belong there"),
    ],
)
def test_that_what_does_no_harm_is_told_and_left_aside(tmp_path: Path, whole: dict[str, Any], told: str) -> None:
    found, notes = loaded(tmp_path, whole)
    assert not [one for one in found if isinstance(one, BadRow)]
    assert [note.startswith(told) for note in notes] == [True]


@pytest.mark.parametrize("whole", [7, [], {}, {"type": "Topology"}, {"type": "FeatureCollection"}, {"type": ["Point"]}])
def test_that_what_is_no_geojson_at_all_is_refused_as_a_whole(tmp_path: Path, whole: object) -> None:
    with pytest.raises(Unusable):
        loaded(tmp_path, whole)


def test_that_areas_in_a_collection_are_taken_together(tmp_path: Path) -> None:
    far = {"type": "Polygon", "coordinates": [[[lng + 5, lat, 9.0] for lng, lat in SQUARE]]}
    (found,) = loaded(tmp_path, feature({"type": "GeometryCollection", "geometries": [POLYGON, far]}))[0]
    assert isinstance(found, Feature)
    shape = shapely.from_wkb(area_of(found)[0])
    assert (shape.geom_type, shape.bounds) == ("MultiPolygon", (120.0, 31.0, 126.0, 32.0))


def area_in(folder: Path, *coordinates: object) -> tuple[BaseGeometry | None, list[str]]:
    """Return the area that a MultiPolygon of these parts is read as, and what is told of it."""
    (found,) = loaded(folder, {"type": "MultiPolygon", "coordinates": coordinates})[0]
    assert isinstance(found, Feature)
    wkb, mended = area_of(found)
    return shapely.from_wkb(wkb) if wkb else None, [str(one) for one in mended]


def ring(west: float, east: float, south: float = 10.0, north: float = 12.0) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def test_that_an_area_once_around_the_earth_is_read_where_it_lies_and_told(tmp_path: Path) -> None:
    shape, told = area_in(tmp_path, [ring(-200, -190)])
    assert shape is not None
    assert shape.bounds == (160.0, 10.0, 170.0, 12.0)
    assert told == [
        "$.coordinates[0][0][0] is [-200, 10] and was read as [160, 10], once around the earth, with 4 more positions"
    ]


def test_that_an_area_over_the_antimeridian_is_cut_there_and_told(tmp_path: Path) -> None:
    shape, told = area_in(tmp_path, [ring(175, 190), ring(178, 182, 10.5, 11.5)])
    assert sorted(map(tuple, shapely.bounds(shapely.get_parts(shape)))) == [
        (-180.0, 10.0, -170.0, 12.0),
        (175.0, 10.0, 180.0, 12.0),
    ]
    assert shapely.area(shape) == pytest.approx(15 * 2 - 4)
    assert told[1] == "$.coordinates[0] reaches over 180 degrees and was cut there into 2 parts"


def test_that_a_point_once_around_the_earth_is_read_where_it_lies_and_told(tmp_path: Path) -> None:
    (found,) = loaded(tmp_path, {"type": "Point", "coordinates": [200, 3, 7]})[0]
    assert isinstance(found, Feature)
    place, mended = point_of(found)
    assert place == LatLng(3.0, -160.0)
    assert [str(one) for one in mended] == [
        "$.coordinates is [200, 3] and was read as [-160, 3], once around the earth"
    ]


@pytest.mark.parametrize("position", [[361, 3], [-360.5, 3], [200, 91], [120, -90.1]])
def test_that_what_is_farther_than_once_around_is_refused_with_its_path(tmp_path: Path, position: list[float]) -> None:
    with pytest.raises(BadRow, match=r"^\$\.coordinates\[0\]\[0\]\[1\] is "):
        area_in(tmp_path, [[[120, 31], position, [121, 32], [120, 31]]])


def test_that_an_empty_part_is_read_as_nothing_and_told(tmp_path: Path) -> None:
    shape, told = area_in(tmp_path, [], [ring(120, 121)])
    assert shape is not None
    assert shape.bounds == (120.0, 10.0, 121.0, 12.0)
    assert told == ["$.coordinates[0] is empty; it was read as nothing"]


def test_that_an_area_of_empty_parts_alone_is_none(tmp_path: Path) -> None:
    assert area_in(tmp_path, [], [])[0] is None


def positions() -> st.SearchStrategy[list[float]]:
    lng, lat = st.floats(-180, 180), st.floats(-90, 90)
    return st.one_of(st.tuples(lng, lat), st.tuples(lng, lat, st.floats(-1e4, 9e3))).map(list)


def rings() -> st.SearchStrategy[list[list[float]]]:
    return st.lists(positions(), min_size=3, max_size=6).map(lambda ring: [*ring, ring[0]])


def geometries() -> st.SearchStrategy[dict[str, Any]]:
    lines = st.lists(positions(), min_size=2, max_size=5)
    areas = st.lists(rings(), min_size=1, max_size=3)
    plain = {
        "Point": positions(),
        "MultiPoint": st.lists(positions(), max_size=4),
        "LineString": lines,
        "MultiLineString": st.lists(lines, max_size=3),
        "Polygon": areas,
        "MultiPolygon": st.lists(areas, max_size=3),
    }
    some = st.one_of(*(st.fixed_dictionaries({"type": st.just(kind), "coordinates": at}) for kind, at in plain.items()))
    of_several = st.fixed_dictionaries(
        {"type": st.just("GeometryCollection"), "geometries": st.lists(some, max_size=3)}
    )
    return st.one_of(some, of_several)


def files() -> st.SearchStrategy[dict[str, Any]]:
    plain = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5))
    alone = st.fixed_dictionaries(
        {"type": st.just("Feature"), "properties": st.none() | st.dictionaries(st.text(max_size=5), plain, max_size=3),
         "geometry": st.none() | geometries()},
        optional={"id": st.text(max_size=5) | st.integers(), "bbox": st.lists(st.floats(-90, 90), min_size=4, max_size=4),
                  "x_foreign": plain},
    )  # fmt: skip
    several = st.fixed_dictionaries({"type": st.just("FeatureCollection"), "features": st.lists(alone, max_size=3)})
    return st.one_of(geometries(), alone, several)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(whole=files())
def test_that_every_valid_file_loads(tmp_path: Path, whole: dict[str, Any]) -> None:
    found, notes = loaded(tmp_path, whole)
    assert [str(one) for one in found if isinstance(one, BadRow)] == notes == []


def _places(whole: Any, path: str = "$") -> list[tuple[Any, Any, str]]:
    """Return every coordinate, as the list and the index that hold it, and its path."""
    found = []
    if isinstance(whole, dict):
        for name in ("features", "geometry", "geometries", "coordinates"):
            if isinstance(whole.get(name), dict | list):
                found += _places(whole[name], f"{path}.{name}" if (path, name) != ("$", "features") else "features")
    elif isinstance(whole, list):
        for index, one in enumerate(whole):
            if isinstance(one, int | float):
                found.append((whole, index, path))
            else:
                found += _places(one, f"{path}[{index}]")
    return found


@pytest.mark.parametrize("spoiled", ["x", None, True, {}, []], ids=repr)
def test_that_a_spoiled_coordinate_is_told_with_its_path(tmp_path: Path, spoiled: object) -> None:
    for sound in VALID.values():
        for number in range(len(_places(sound))):
            whole = json.loads(json.dumps(sound))
            at, index, path = _places(whole)[number]
            if index < 2:
                at[index] = spoiled
                found, _ = loaded(tmp_path, whole)
                assert [str(one).startswith(path + " ") for one in found if isinstance(one, BadRow)] == [True]
