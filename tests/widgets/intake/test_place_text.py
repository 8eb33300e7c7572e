"""A place as it is typed: two numbers, in the spellings that keyboards and map services have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.place import LatLng
from widgets.intake.place_text import place_in, text_of


@pytest.mark.parametrize(
    "text",
    [
        "34.2610, 117.1842",
        "34.2610,117.1842",
        " (34.2610 117.1842) ",
        "３４．２６１０，１１７．１８４２",
        "34.2610、117.1842",
        "117.1842, 34.2610",
        "+34.2610; +117.1842",
    ],
)
def test_that_a_place_is_read_however_it_is_written(text: str) -> None:
    assert place_in(text) == LatLng(34.2610, 117.1842)


@pytest.mark.parametrize("text", ["", "人民路10号20栋", "34.2610", "34.2610, 117.1842, 5", "0, 0", "134, 117", "北门"])
def test_that_what_is_no_place_is_none(text: str) -> None:
    assert place_in(text) is None


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_that_a_place_picked_on_the_map_is_read_back(lat_deg: float, lng_deg: float) -> None:
    place = place_in(text_of(LatLng(lat_deg, lng_deg)))
    if abs(lat_deg) > 1e-6 or abs(lng_deg) > 1e-6:
        assert place is not None
        assert place.lat_deg == pytest.approx(lat_deg, abs=1e-6)
        assert place.lng_deg == pytest.approx(lng_deg, abs=1e-6)
