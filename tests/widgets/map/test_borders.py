"""Borders that grids share: whatever is moved, no grid parts from its neighbour."""

from __future__ import annotations

import pytest
import shapely

from console.domain.grid import RegionCode
from widgets.map import borders
from widgets.map.borders import Drawing, Trouble, areas_of, drawing_of

WEST, EAST, NORTH = RegionCode("1"), RegionCode("2"), RegionCode("3")
SQUARES = {WEST: shapely.box(0, 0, 1, 1), EAST: shapely.box(1, 0, 2, 1), NORTH: shapely.box(0, 1, 2, 2)}


def drawn() -> Drawing:
    return drawing_of(SQUARES, WEST)


def trouble_of(after: Drawing, before: Drawing) -> Trouble:
    return borders.trouble_of(after, before, areas_of(before))


def corner(drawing: Drawing, lng: float, lat: float) -> int:
    return next(number for number, place in drawing.at.items() if place == (lng, lat))


def test_that_what_is_drawn_is_what_was_there():
    assert all(drawn().shape_of(grid).equals(shape) for grid, shape in SQUARES.items())


def test_that_a_corner_on_a_neighbours_border_becomes_the_neighbours_too():
    drawing = drawn()
    assert drawing.holders_of(corner(drawing, 1, 1)) == [WEST, EAST, NORTH]


def test_that_taking_a_grid_up_changes_nothing():
    drawing = drawn()
    assert drawing.changed_from(drawing) == []


def test_that_a_shared_corner_moves_for_all_that_meet_there():
    before = drawn()
    after = borders.moved(before, corner(before, 1, 1), (1.2, 1.1))
    assert after.changed_from(before) == [WEST, EAST, NORTH]
    trouble = trouble_of(after, before)
    assert trouble.keeps
    assert trouble.lost is not None
    assert shapely.area(trouble.lost) == pytest.approx(0)


def test_that_a_new_corner_on_a_shared_border_is_both_neighbours():
    before = drawn()
    after, fresh = borders.inserted(before, corner(before, 1, 0), corner(before, 1, 1), (0.9, 0.5))
    assert after.holders_of(fresh) == [WEST, EAST]
    assert trouble_of(after, before).keeps


def test_that_a_corner_where_three_grids_meet_stays():
    drawing = drawn()
    assert not borders.removable(drawing, corner(drawing, 1, 1))


def test_that_a_corner_of_two_borders_may_go():
    drawing, fresh = borders.inserted(drawn(), 0, 1, (1.0, 0.5))
    assert borders.removable(drawing, fresh)
    assert borders.removed(drawing, fresh).shape_of(WEST).equals(SQUARES[WEST])


def test_that_a_triangle_keeps_its_corners():
    drawing = drawing_of({WEST: shapely.Polygon([(0, 0), (1, 0), (0, 1)])}, WEST)
    assert not any(borders.removable(drawing, number) for number in drawing.at)


def test_that_welding_closes_a_gap():
    shapes = {WEST: shapely.box(0, 0, 1, 1), EAST: shapely.box(1.1, 0, 2, 1)}
    before = drawing_of(shapes, WEST)
    after = borders.welded(before, corner(before, 1, 0), corner(before, 1.1, 0))
    after = borders.welded(after, corner(before, 1, 1), corner(before, 1.1, 1))
    assert after.shape_of(WEST).touches(after.shape_of(EAST))
    won = trouble_of(after, before).won
    assert won is not None
    assert shapely.area(won) == pytest.approx(0.1)


def test_that_a_corner_hung_on_a_border_is_on_it_for_both():
    shapes = {WEST: shapely.box(0, 0, 1, 1), EAST: shapely.box(1.1, -1, 2, 2)}
    before = drawing_of(shapes, WEST)
    number = corner(before, 1, 1)
    after = borders.hung(before, number, corner(before, 1.1, -1), corner(before, 1.1, 2), (1.1, 1))
    assert after.holders_of(number) == [WEST, EAST]


def test_that_a_border_that_crosses_itself_is_told_and_not_kept():
    before = drawing_of({WEST: SQUARES[WEST]}, WEST)
    trouble = trouble_of(borders.moved(before, corner(before, 0, 0), (2, 0.5)), before)
    assert trouble.crossing == (WEST,)
    assert not trouble.keeps


def test_that_reaching_over_a_grid_that_has_no_part_in_it_is_an_overlap():
    shapes = {WEST: shapely.box(0, 0, 1, 1), EAST: shapely.box(1.1, 0, 2, 1)}
    before = drawing_of(shapes, WEST)
    trouble = trouble_of(borders.moved(before, corner(before, 1, 1), (1.5, 1)), before)
    assert [(grid, other) for grid, other, _ in trouble.overlaps] == [(WEST, EAST)]


def test_that_an_overlap_that_was_there_before_is_not_told():
    shapes = {WEST: shapely.box(0, 0, 1, 1), EAST: shapely.box(0.9, 0, 2, 1)}
    before = drawing_of(shapes, WEST)
    assert trouble_of(borders.moved(before, corner(before, 0, 0), (-0.5, 0)), before).keeps


def test_that_ground_given_up_at_the_outer_edge_belongs_to_nobody():
    before = drawn()
    lost = trouble_of(borders.moved(before, corner(before, 0, 0), (0.5, 0)), before).lost
    assert lost is not None
    assert shapely.area(lost) == pytest.approx(0.25)


def test_that_holes_and_parts_come_back_as_they_were():
    ring = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    shape = shapely.MultiPolygon([ring, shapely.box(5, 5, 6, 6)])
    assert drawing_of({WEST: shape}, WEST).shape_of(WEST).equals(shape)
