"""Drawing boundaries by hand and by keys, without a page: Python alone decides what moves."""

from __future__ import annotations

import json

import pytest
import shapely
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.grid import RegionCode
from console.domain.place import LatLng
from tests.builders import FAR_GRID, GRID, NEXT_GRID, ON_THE_BORDER
from widgets.map.bridge import Bridge
from widgets.map.cutting import Cutting
from widgets.map.drafting import deed_of
from widgets.map.hit import Viewport
from widgets.map.live import LiveMap
from widgets.map.shaping import Shaping
from widgets.map.shaping_marks import ShapingMarks

ZOOM = 15.0
SOUTH_WEST, SOUTH_MIDDLE, NORTH_MIDDLE = LatLng(31.30, 120.60), LatLng(31.30, 120.61), LatLng(31.31, 120.61)


class Ground(QObject):
    """The two grids that touch, in the middle of a view that nobody looks at."""

    def __init__(self, atlas: Atlas) -> None:
        super().__init__()
        self.atlas = atlas
        self.bridge = Bridge(self)
        self.live = LiveMap(atlas, self.bridge, self)
        x, y = Viewport(ZOOM, 0, 0, 0, 0).pixel_of(ON_THE_BORDER)
        self.bridge.looked(ZOOM, x - 400, y - 300, 800, 600)
        self.marks = ShapingMarks(self.live, self.bridge, self)

    def shaping(self, *fixed: str) -> Shaping:
        made = Shaping(self.live, self.atlas, self.marks, self)
        assert made.begin(GRID, lambda code: code in fixed)
        return made

    def cutting(self) -> Cutting:
        made = Cutting(self.live, self.atlas, self.marks, self)
        assert made.begin(GRID)
        return made

    def pixel(self, place: LatLng) -> tuple[float, float]:
        return self.live.view.pixel_of(place)

    def drag(self, shaping: Shaping, place: LatLng, right: float, down: float) -> None:
        x, y = self.pixel(place)
        shaping.hear("grab", x, y)
        shaping.hear("move", x + right / 2, y + down / 2)
        shaping.hear("put", x + right, y + down)


@pytest.fixture
def ground(atlas: Atlas, qtbot: QtBot) -> Ground:
    return Ground(atlas)


def area(shape: shapely.Geometry) -> float:
    return float(shapely.area(shape))


def test_that_a_corner_that_is_shared_is_dragged_for_both_grids(ground):
    shaping = ground.shaping()
    ground.drag(shaping, SOUTH_MIDDLE, 60, 0)
    assert shaping.can_keep
    changed = shaping.shapes
    assert sorted(changed) == [GRID, NEXT_GRID]
    was = area(ground.atlas.shape(GRID)) + area(ground.atlas.shape(NEXT_GRID))
    assert sum(map(area, changed.values())) == pytest.approx(was)


def test_that_the_area_follows_while_the_corner_is_held(ground):
    shaping = ground.shaping()
    x, y = ground.pixel(SOUTH_MIDDLE)
    shaping.hear("grab", x, y)
    shaping.hear("move", x + 50, y)
    assert shaping.area_m2 > shaping.area_before_m2 * 1.01


def test_that_a_drag_that_is_broken_off_changes_nothing(ground):
    shaping = ground.shaping()
    x, y = ground.pixel(SOUTH_MIDDLE)
    shaping.hear("grab", x, y)
    shaping.hear("move", x + 50, y)
    shaping.hear("leave", x + 50, y)
    assert not shaping.can_undo
    assert shaping.area_m2 == shaping.area_before_m2


def test_that_the_middle_of_a_side_becomes_a_corner_when_it_is_dragged(ground):
    shaping = ground.shaping()
    before = shaping.corners
    ground.drag(shaping, LatLng(31.30, 120.605), 0, 40)
    assert shaping.corners == before + 1
    assert list(shaping.shapes) == [GRID]


def test_that_every_step_is_taken_back_and_done_again(ground):
    shaping = ground.shaping()
    shaping.nudge(5, 0)
    shaping.insert()
    shaping.undo()
    shaping.undo()
    assert not shaping.shapes
    shaping.redo()
    assert shaping.shapes
    assert shaping.can_redo


def test_that_a_new_step_forgets_those_that_were_taken_back(ground):
    shaping = ground.shaping()
    shaping.nudge(5, 0)
    shaping.undo()
    shaping.nudge(0, 5)
    assert not shaping.can_redo


def test_that_tab_goes_round_all_corners(ground):
    shaping = ground.shaping()
    first = shaping.at
    for _ in range(shaping.corners):
        shaping.step(+1)
    assert shaping.at == first


def test_that_an_arrow_moves_a_corner_by_a_pixel(ground):
    shaping = ground.shaping()
    assert shaping.at is not None
    x, y = ground.pixel(LatLng(shaping.at[1], shaping.at[0]))
    shaping.nudge(1, 0)
    assert ground.pixel(LatLng(shaping.at[1], shaping.at[0])) == pytest.approx((x + 1, y))


def test_that_a_corner_of_foreign_ground_stays_and_says_whose_it_is(ground):
    shaping = ground.shaping(NEXT_GRID)
    ground.drag(shaping, SOUTH_MIDDLE, 60, 0)
    assert not shaping.shapes
    assert NEXT_GRID in shaping.why


def test_that_beside_foreign_ground_the_grids_own_corners_move(ground):
    shaping = ground.shaping(NEXT_GRID)
    ground.drag(shaping, SOUTH_WEST, -40, 0)
    assert list(shaping.shapes) == [GRID]


def test_that_a_boundary_that_crosses_itself_cannot_be_kept(ground):
    shaping = ground.shaping()
    with_nothing = list[None]()
    shaping.kept.connect(lambda: with_nothing.append(None))
    ground.drag(shaping, SOUTH_WEST, 600, -100)
    shaping.keep()
    assert shaping.trouble.crossing
    assert not with_nothing


def test_that_what_the_rules_foresee_keeps_it_from_being_kept(ground):
    shaping = ground.shaping()
    shaping.foresee = lambda shapes: "outside its village" if GRID in shapes else ""
    shaping.nudge(-5, 0)
    assert shaping.against == "outside its village"
    assert not shaping.can_keep


def test_that_keeping_before_anything_moved_says_so(ground):
    shaping = ground.shaping()
    shaping.keep()
    assert shaping.why


def test_that_removing_a_corner_chooses_the_one_before(ground):
    shaping = ground.shaping()
    shaping.insert()
    there = shaping.at
    shaping.remove()
    assert shaping.at != there
    assert not shaping.shapes or shaping.area_m2 == pytest.approx(shaping.area_before_m2)


def test_that_a_grid_without_a_boundary_is_not_taken_up(ground):
    assert not Shaping(ground.live, ground.atlas, ground.marks, ground).begin(RegionCode("9"), lambda _code: False)


def test_that_a_page_that_is_new_is_told_all_of_it(ground):
    told: list[tuple[str, str]] = []
    ground.bridge.told.connect(lambda kind, words: told.append((kind, words)))
    ground.shaping()
    ground.bridge.ready()
    words = json.loads(next(words for kind, words in told if kind == "shaping"))
    assert words["mode"] == "border"
    assert len(words["grid"][0]) == len(words["looks"][0]) >= 4


def test_that_a_line_from_border_to_border_splits_the_grid(ground):
    cutting = ground.cutting()
    for place in (LatLng(31.299, 120.605), LatLng(31.311, 120.605)):
        cutting.hear("click", *ground.pixel(place))
    assert cutting.can_keep
    assert [round(size / sum(cutting.part_sizes_m2), 2) for size in cutting.part_sizes_m2] == [0.5, 0.5]


def test_that_a_line_that_ends_inside_splits_nothing_and_says_why(ground):
    cutting = ground.cutting()
    for place in (LatLng(31.299, 120.605), LatLng(31.305, 120.605)):
        cutting.hear("click", *ground.pixel(place))
    cutting.keep()
    assert not cutting.parts
    assert cutting.why


def test_that_keys_alone_split_a_grid_from_corner_to_corner(ground):
    cutting = ground.cutting()
    cutting.step(+1)
    cutting.insert()
    cutting.step(+1)
    cutting.step(+1)
    cutting.insert()
    assert cutting.can_keep


def test_that_a_point_is_taken_back(ground):
    cutting = ground.cutting()
    cutting.insert()
    cutting.undo()
    assert not cutting.can_undo


@pytest.mark.parametrize(
    ("held", "pixels"),
    [
        (Qt.KeyboardModifier.NoModifier, 1),
        (Qt.KeyboardModifier.ShiftModifier, 10),
        (Qt.KeyboardModifier.ControlModifier, 0.1),
    ],
)
def test_that_shift_goes_far_and_ctrl_goes_fine(ground, held, pixels):
    cutting = ground.cutting()
    x, _ = ground.pixel(cutting.aim)
    deed = deed_of(Qt.Key.Key_Right, held)
    assert deed is not None
    deed(cutting)
    assert ground.pixel(cutting.aim)[0] == pytest.approx(x + pixels)


def test_that_keys_of_others_are_left_to_them():
    assert deed_of(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier) is None


def test_that_the_far_grid_is_no_neighbour(ground):
    assert FAR_GRID not in ground.shaping().drawn.rings
