"""Lengths and areas: against published figures of the ellipsoid, and against shapes that can be reckoned by hand."""

from __future__ import annotations

import pytest

from console import geodesic
from console.domain.place import LatLng, distance_m

HERE = LatLng(34.26, 117.18)


def test_that_a_published_way_has_its_published_length_and_bearing():
    """New York to London, from GeographicLib's own documentation."""
    way = geodesic.leg(LatLng(40.6, -73.8), LatLng(51.6, -0.5))
    assert way.length_m == pytest.approx(5_551_759.400, abs=1e-3)
    assert way.bearing_deg == pytest.approx(51.198883, abs=1e-6)


def test_that_a_degree_of_latitude_is_as_long_as_the_ellipsoid_says():
    """Bureau of geodesy's tables: one degree around 34.5 degrees north is 110.93 km, not the sphere's 111.19."""
    assert geodesic.length_m([LatLng(34, 117), LatLng(35, 117)]) == pytest.approx(110_932, abs=10)


def test_that_the_sphere_would_be_metres_wrong_on_a_kilometre():
    end = geodesic.towards(HERE, 0, 1000)
    assert geodesic.leg(HERE, end).length_m == pytest.approx(1000, abs=1e-6)
    assert abs(distance_m(HERE, end) - 1000) > 2


def test_that_the_area_of_a_square_kilometre_is_one():
    north, east = geodesic.towards(HERE, 0, 1000), geodesic.towards(HERE, 90, 1000)
    square = [HERE, north, LatLng(north.lat_deg, east.lng_deg), east]
    assert geodesic.area_m2(square) == pytest.approx(1_000_000, rel=2e-4)


def test_that_a_ring_has_one_area_whichever_way_it_runs():
    ring = geodesic.ring(HERE, 500)
    assert geodesic.area_m2(ring) == pytest.approx(geodesic.area_m2(ring[::-1]))


def test_that_the_way_back_belongs_to_the_perimeter():
    there = geodesic.towards(HERE, 45, 800)
    assert geodesic.perimeter_m([HERE, there]) == pytest.approx(1600)


@pytest.mark.parametrize("count", [0, 1])
def test_that_less_than_two_places_measure_nothing(count: int):
    assert (geodesic.length_m([HERE] * count), geodesic.area_m2([HERE] * count)) == (0, 0)


def test_that_every_corner_of_a_circle_is_as_far_as_its_radius():
    far = {round(geodesic.leg(HERE, corner).length_m, 6) for corner in geodesic.ring(HERE, 300)}
    assert far == {300.0}
