"""Cameras under their regions: each is in exactly one place, and counted in all above it."""

from __future__ import annotations

from console.domain.camera_tree import CameraTree
from console.domain.grid import RegionCode
from tests.builders import CITY, DISTRICT, GRID, TOWNSHIP, VILLAGE, a_camera, a_region_tree

REGIONS = {region.code: region for region in a_region_tree()}


def test_that_a_camera_is_counted_in_every_region_above_it():
    tree = CameraTree([a_camera("a"), a_camera("b"), a_camera("c", region=DISTRICT)], REGIONS)
    assert [tree.count(code) for code in (CITY, DISTRICT, TOWNSHIP, VILLAGE, GRID)] == [3, 3, 2, 2, 2]


def test_that_a_region_without_a_camera_is_not_in_the_tree():
    tree = CameraTree([a_camera()], REGIONS)
    assert (tree.regions(), tree.regions(CITY), tree.regions(GRID)) == ([CITY], [DISTRICT], [])


def test_that_cameras_of_a_region_come_by_number():
    tree = CameraTree([a_camera("a", number=9), a_camera("b", number=2)], REGIONS)
    assert [camera.id for camera in tree.cameras(GRID)] == ["b", "a"]


def test_that_a_camera_of_an_unknown_grid_stands_in_the_nearest_region_that_is_known():
    tree = CameraTree([a_camera(region=RegionCode(f"{VILLAGE}999"))], REGIONS)
    assert [camera.id for camera in tree.cameras(VILLAGE)] == [a_camera().id]


def test_that_a_camera_of_another_city_is_in_no_region():
    tree = CameraTree([a_camera(region=RegionCode("99"))], REGIONS)
    assert ([camera.id for camera in tree.cameras(None)], tree.regions()) == ([a_camera().id], [])


def test_that_no_address_of_a_camera_is_printed():
    login = "rtsp://admin:Hunter2@10.0.0.9/1"
    assert "Hunter2" not in repr(a_camera(sub_url=login, main_url=login, ptz_url=login))
