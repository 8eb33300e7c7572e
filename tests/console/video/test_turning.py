"""A movable test camera: where it looks at any moment."""

from __future__ import annotations

import pytest

from console.video.testcams.turning import FULL_TURN_S, FULL_ZOOM_S, GOES_S, Turning, View


def test_that_it_turns_while_it_is_told_to() -> None:
    camera = Turning()
    camera.move(10.0, View(pan=1.0), 2.0)
    assert camera.at(11.0).pan == pytest.approx(2 / FULL_TURN_S)


def test_that_it_stops_by_itself_when_it_is_told_nothing_more() -> None:
    camera = Turning()
    camera.move(10.0, View(zoom=1.0), 2.0)
    assert camera.at(12.0) == camera.at(60.0)
    assert camera.at(60.0).zoom == pytest.approx(2 / FULL_ZOOM_S)


def test_that_no_move_lasts_for_ever_however_long_it_is_asked_for() -> None:
    camera = Turning()
    camera.move(0.0, View(zoom=0.05), 1e9)
    assert camera.at(100.0) == camera.at(10.0)


def test_that_a_stop_leaves_it_where_it_is() -> None:
    camera = Turning()
    camera.move(0.0, View(pan=-1.0, tilt=1.0), 2.0)
    camera.stop(0.5)
    assert camera.at(9.0) == camera.at(0.5) != View()


def test_that_it_stops_at_its_ends() -> None:
    camera = Turning()
    for second in range(0, 40, 2):
        camera.move(float(second), View(1.0, -1.0, 1.0), 2.0)
    assert camera.at(40.0) == View(1.0, -1.0, 1.0)


def test_that_it_goes_to_a_view_that_it_keeps() -> None:
    camera = Turning()
    camera.move(0.0, View(pan=1.0, zoom=1.0), 2.0)
    token = camera.keep(1.0, "北门")
    camera.go_to(1.0, "1")
    assert camera.at(1.0 + GOES_S).zoom == pytest.approx(0.0)
    camera.go_to(5.0, token)
    assert camera.at(9.0).pan == pytest.approx(camera.views[token][1].pan)


def test_that_it_goes_to_no_view_that_it_does_not_keep() -> None:
    assert not Turning().go_to(0.0, "77")


@pytest.mark.parametrize("pan", [-1.0, -0.3, 0.0, 1.0])
@pytest.mark.parametrize("tilt", [-1.0, 0.4, 1.0])
@pytest.mark.parametrize("zoom", [0.0, 0.5, 1.0])
def test_that_what_is_seen_lies_in_the_picture(pan: float, tilt: float, zoom: float) -> None:
    left, top, width, height = View(pan, tilt, zoom).window(1280, 688)
    assert left >= 0
    assert top >= 0
    assert left + width <= 1280
    assert top + height <= 688
    assert not (left | top | width | height) & 1


def test_that_right_and_up_and_in_are_where_they_should_be() -> None:
    left, top, width, _height = View().window(1280, 688)
    assert View(pan=0.5).window(1280, 688)[0] > left
    assert View(tilt=0.5).window(1280, 688)[1] < top
    assert View(zoom=0.5).window(1280, 688)[2] < width
