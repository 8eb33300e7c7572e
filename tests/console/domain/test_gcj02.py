"""Places of China's maps on earth: against published pairs, and there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.gcj02 import from_gcj02, to_gcj02
from console.domain.place import LatLng, distance_m


@pytest.mark.parametrize(
    ("moved", "on_earth"),
    [
        ((31.17530398364597, 121.531541859215), (31.1774276, 121.5272106)),
        ((22.540796131694766, 113.9171764808363), (22.543847, 113.912316)),
        ((39.91334545536069, 116.38404722455657), (39.911954, 116.377817)),
    ],
    ids=["Shanghai", "Shenzhen", "Beijing"],
)
def test_that_published_pairs_agree_within_half_a_metre(moved: tuple[float, float], on_earth: tuple[float, float]):
    assert distance_m(from_gcj02(LatLng(*moved)), LatLng(*on_earth)) < 0.5


def test_that_a_place_abroad_stays():
    abroad = LatLng(37.775, -122.419)
    assert (from_gcj02(abroad), to_gcj02(abroad)) == (abroad, abroad)


@given(lat_deg=st.floats(18, 53), lng_deg=st.floats(74, 134))
def test_that_a_place_that_was_moved_is_found_again(lat_deg: float, lng_deg: float):
    here = LatLng(lat_deg, lng_deg)
    assert distance_m(from_gcj02(to_gcj02(here)), here) < 0.001
