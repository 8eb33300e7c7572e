"""Base maps in another datum: what is drawn moves to where they show it, and every pixel still means the same place."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from console.domain.gcj02 import to_gcj02
from console.domain.place import LatLng
from widgets.map import datum
from widgets.map.datum import Datum
from widgets.map.features import DEEPEST_ZOOM, WORLD_PX, world_px, world_px_of
from widgets.map.hit import Viewport

SUZHOU, GREENWICH = LatLng(31.3012345, 120.6054321), LatLng(51.4779, 0.0)


@pytest.fixture(params=list(Datum))
def each_datum(request: pytest.FixtureRequest) -> Iterator[Datum]:
    datum.current.take(request.param)
    yield request.param
    datum.current.take(Datum.WGS84)


@pytest.mark.parametrize("place", [SUZHOU, GREENWICH, LatLng(39.9, 116.4), LatLng(22.5, 113.9)])
def test_that_a_pixel_leads_back_to_its_place(each_datum: Datum, place: LatLng) -> None:
    view = Viewport(17, 100.0, 200.0, 800, 600)
    back = view.place_at(*view.pixel_of(place))
    assert (back.lat_deg, back.lng_deg) == pytest.approx((place.lat_deg, place.lng_deg), abs=1e-9)


def test_that_symbols_and_clicks_agree_to_less_than_a_millionth_of_a_degree(each_datum: Datum) -> None:
    x, y = world_px_of(SUZHOU)
    back = Viewport(DEEPEST_ZOOM, 0.0, 0.0, WORLD_PX, WORLD_PX).place_at(x, y)
    assert (back.lat_deg, back.lng_deg) == pytest.approx((SUZHOU.lat_deg, SUZHOU.lng_deg), abs=1e-6)


def test_that_many_places_are_converted_as_one_is(each_datum: Datum) -> None:
    places = [SUZHOU, GREENWICH, LatLng(0.5, 100.0), LatLng(55.8, 137.8)]
    columns = np.array([[place.lng_deg, place.lat_deg] for place in places])
    assert world_px(columns[:, 0], columns[:, 1]).tolist() == [list(world_px_of(place)) for place in places]


def test_that_over_a_map_in_gcj_02_a_place_lies_where_that_map_shows_it() -> None:
    on_earth = world_px_of(to_gcj02(SUZHOU))
    datum.current.take(Datum.GCJ02)
    moved = world_px_of(SUZHOU)
    datum.current.take(Datum.WGS84)
    assert moved == on_earth


def test_that_cgcs2000_is_drawn_as_wgs_84_is() -> None:
    told: list[int] = []
    datum.current.changed.connect(lambda: told.append(1))
    datum.current.take(Datum.CGCS2000)
    datum.current.take(Datum.WGS84)
    assert told == []
