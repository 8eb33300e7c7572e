"""Pixels of the view: to places and back, and what lies under them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.atlas import Box
from console.domain.place import LatLng
from widgets.map.features import Points, world_px_of
from widgets.map.hit import Viewport, box_around, boxed, hit, hit_drawn, nearest_index, neighbour, zoom_holding
from widgets.map.looks import OVERDUE, SENT, ticket_rank

MIDDLE = LatLng(31.305, 120.605)


def view_at(place: LatLng, zoom: float) -> Viewport:
    """A view of 800 x 600 with the place in its middle."""
    x, y = world_px_of(place)
    scale = 2.0 ** (zoom - 22)
    return Viewport(zoom, x * scale - 400, y * scale - 300, 800, 600)


def at_pixels(view: Viewport, *pixels: tuple[float, float], look: int = 4) -> Points[int]:
    """Points named 0, 1, 2 … at these pixels of the view."""
    points: Points[int] = Points()
    for number, (x, y) in enumerate(pixels):
        points.put(number, world_px_of(view.place_at(x, y)), look)
    return points


@given(st.floats(0.001, 0.2), st.floats(0.001, 0.2))
def test_that_the_zoom_which_holds_a_box_shows_it_whole_and_no_smaller(high, wide):
    box = Box(west=120.6 - wide, south=31.3 - high, east=120.6 + wide, north=31.3 + high)
    middle = LatLng(31.3, 120.6)
    zoom = zoom_holding(box, middle, 800, 600)
    view = view_at(middle, zoom)
    left, top = view.pixel_of(LatLng(box.north, box.west))
    right, bottom = view.pixel_of(LatLng(box.south, box.east))
    assert max(-left, right - 800, -top, bottom - 600) == pytest.approx(0, abs=0.5)


@given(st.integers(4, 19), st.floats(0, 800), st.floats(0, 600))
def test_that_a_pixel_comes_back_from_its_place(zoom, x, y):
    view = view_at(MIDDLE, zoom)
    assert view.pixel_of(view.place_at(x, y)) == pytest.approx((x, y), abs=1e-5)


def test_that_the_nearest_is_named_first():
    view = view_at(MIDDLE, 16)
    points = at_pixels(view, (408, 300), (402, 300), (500, 300))
    assert hit(points, view, 400, 300) == [1, 0]


def test_that_what_went_is_not_hit():
    view = view_at(MIDDLE, 16)
    points = at_pixels(view, (400, 300))
    points.drop(0)
    assert hit(points, view, 400, 300) == []


def test_that_a_box_holds_what_lies_in_it():
    view = view_at(MIDDLE, 16)
    points = at_pixels(view, (100, 100), (300, 300), (700, 500))
    assert boxed(points, view, 50, 50, 400, 400) == [0, 1]


def test_that_where_every_symbol_is_drawn_each_is_hit_for_itself():
    view = view_at(MIDDLE, 18)
    points = at_pixels(view, (400, 300), (405, 300))
    assert hit_drawn(points, view, 400, 300, 3, {}, ticket_rank) == [0]


def test_that_a_symbol_brings_those_it_stands_for_the_worst_first():
    view = view_at(MIDDLE, 13)
    x = 10 * 48 - view.left % 48 + 10  # The inside of a cell of 48 px.
    y = 6 * 48 - view.top % 48 + 10
    points = at_pixels(view, (x, y), (x + 4, y), (x + 20, y + 20))
    points.put(2, world_px_of(view.place_at(x + 20, y + 20)), 1)
    assert hit_drawn(points, view, x + 20, y + 20, 6, {13: 48}, ticket_rank) == [2, 0, 1]


def test_that_a_symbol_that_is_not_drawn_is_not_hit_by_itself():
    view = view_at(MIDDLE, 13)
    x = 10 * 48 - view.left % 48 + 10
    y = 6 * 48 - view.top % 48 + 10
    points = at_pixels(view, (x, y), (x + 25, y + 25))
    points.put(1, world_px_of(view.place_at(x + 25, y + 25)), 1)
    assert hit_drawn(points, view, x, y, 6, {13: 48}, ticket_rank) == []


def test_that_urgency_ranks_before_lateness_and_lateness_before_being_sent():
    looks = np.array([1 | SENT, 2 | OVERDUE, 2, 2 | SENT, 3 | OVERDUE], np.uint16)
    assert ticket_rank(looks).tolist() == sorted(ticket_rank(looks).tolist())


@pytest.mark.parametrize(("way", "reached"), [((1, 0), 1), ((-1, 0), 0), ((0, 1), 3), ((0, -1), 0)])
def test_that_the_cursor_goes_to_the_next_one_that_way(way, reached):
    middles = np.array([[0, 0], [10, 1], [20, 0], [1, 10]], np.int32)
    assert neighbour(middles, 0, *way) == reached


def test_that_the_way_is_kept_past_what_lies_aside():
    middles = np.array([[0, 0], [6, 8], [12, 1]], np.int32)
    assert neighbour(middles, 0, 1, 0) == 2


def test_that_the_nearest_middle_is_found():
    places = [LatLng(31, 120), LatLng(31.3, 120.6)]
    middles = np.array([world_px_of(place) for place in places], np.int32)
    assert nearest_index(middles, MIDDLE) == 1


def test_that_the_box_around_symbols_holds_them():
    view = view_at(MIDDLE, 16)
    points = at_pixels(view, (100, 200), (300, 100))
    (x0, y0), (x1, y1) = box_around(points, [0, 1])
    assert x0 < x1
    assert y0 < y1
