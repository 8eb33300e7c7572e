"""The benches of a wall that is left running: what counts as a bar missed, and a short run of each."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from console.domain.camera import CameraId
from console.video.states import TileState
from console.video.testcams import Fault
from tests.video_fakes import FakePool, captioned, pixels_of
from widgets.benches import soak, tour
from widgets.benches.wall_stage import camera, panel_of

GOOD_SOAK = {
    "memory_growth": 0.01,
    "threads": {"warm": 22, "end": 23},
    "descriptors": {"warm": 110, "end": 112},
    "longest_not_live_s": 20.0,
    "workers_lost": 0,
}
GOOD_TOUR = {"never_came": 0, "wrong_pictures": 0, "first_picture_ms": {"p95": 300}, "memory_growth": 0.02}
ONE, HERE = CameraId("1"), 3


def test_that_a_soak_within_its_bars_misses_none() -> None:
    assert soak.missed(GOOD_SOAK) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_growth", 0.05),
        ("threads", {"warm": 22, "end": 26}),
        ("descriptors", {"warm": 110, "end": 116}),
        ("longest_not_live_s", 30.1),
        ("workers_lost", 1),
    ],
)
def test_that_a_soak_tells_the_bar_that_it_missed(name: str, value: object) -> None:
    assert soak.missed({**GOOD_SOAK, name: value}) == [name]


def test_that_a_tour_within_its_bars_misses_none() -> None:
    assert tour.missed(GOOD_TOUR) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("never_came", 1), ("wrong_pictures", 1), ("first_picture_ms", {"p95": 1001}), ("memory_growth", 0.05)],
)
def test_that_a_tour_tells_the_bar_that_it_missed(name: str, value: object) -> None:
    assert tour.missed({**GOOD_TOUR, name: value}) == [name]


def test_that_the_first_and_the_last_tenth_of_a_soak_share_no_sample() -> None:
    samples = [soak.Sample(at_s=at_s, memory_mb=1.0, threads=1, descriptors=1) for at_s in range(40)]
    first, last = soak.tenths(samples)
    assert ([one.at_s for one in first], [one.at_s for one in last]) == ([0, 1, 2, 3], [36, 37, 38, 39])


def test_that_a_run_too_short_for_tenths_is_compared_by_its_halves() -> None:
    samples = [soak.Sample(at_s=at_s, memory_mb=1.0, threads=1, descriptors=1) for at_s in range(4)]
    first, last = soak.tenths(samples)
    assert ([one.at_s for one in first], [one.at_s for one in last]) == ([0, 1], [2, 3])


def test_that_a_tile_waits_from_the_moment_at_which_its_source_is_back() -> None:
    seen = soak.Recoveries()
    seen.look(HERE, ONE, True, 100.0)
    seen.ill[ONE] = Fault.STALL
    seen.look(HERE, ONE, False, 150.0)
    seen.heal(ONE, 160.0)
    seen.look(HERE, ONE, False, 164.0)
    seen.look(HERE, ONE, True, 165.0)
    assert (seen.back_s, seen.worst_s) == ([5.0], 4.0)


def test_that_a_camera_that_is_hung_later_is_not_waited_for_since_its_source_is_back() -> None:
    seen = soak.Recoveries()
    seen.ill[ONE] = Fault.STALL
    seen.heal(ONE, 100.0)
    seen.look(HERE, ONE, False, 200.0)
    seen.look(HERE, ONE, True, 201.0)
    assert (seen.back_s, seen.worst_s) == ([], 0.0)


@pytest.mark.lasting
@pytest.mark.timeout(420)
def test_that_a_short_soak_kills_and_moves_cameras_and_no_tile_stays_behind(qtbot: QtBot) -> None:
    figures: dict[str, Any] = soak.measure(tiles=4, seconds=180.0)
    assert figures["killed"] + figures["frozen"] > 0
    assert figures["moved"] > 0
    assert figures["missed"] == [], figures


def test_that_a_picture_under_anothers_name_is_told_and_is_not_the_first_that_was_awaited(qtbot: QtBot) -> None:
    pool, catalogue = FakePool(), [camera(number, f"rtsp://cam/{number}") for number in range(4)]
    panel = panel_of(pool, catalogue, {"layout": "2x2"})
    qtbot.addWidget(panel)
    panel.show()
    pages = tour.Pages(panel, tiles=4)
    panel.start_tour([one.id for one in catalogue], 60.0)
    _show(pool, 2, of=0, sequence=1)
    qtbot.waitUntil(lambda: pages.wrong == [(2, 0)])
    assert pages.first_ms == []
    _show(pool, 2, of=2, sequence=2)
    qtbot.waitUntil(lambda: len(pages.first_ms) == 1)
    panel.end()
    panel.close()


def test_that_a_short_tour_shows_each_page_under_its_own_names(qtbot: QtBot) -> None:
    figures = tour.measure(tiles=4, seconds=12.0)
    assert figures["first_pictures"] > 0
    assert figures["wrong_pictures"] == figures["never_came"] == 0, figures


def _show(pool: FakePool, tile: int, *, of: int, sequence: int) -> None:
    pixels = pixels_of(captioned(f" CAM {of:04d}", 480, 270))
    pool.tell(tile, TileState.LIVE_SUB, pixels=pixels, sequence=sequence, age_s=0.0)
