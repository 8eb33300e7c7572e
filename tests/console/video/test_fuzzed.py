"""Hundreds of spoiled films through one decoder process: it lives, stays small, and shows a whole film afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from console.video.pool import VideoPool
from console.video.states import LIVE_STATES, TileState
from console.video.testcams import TestCameras
from tests.console.video import hostile
from tests.console.video.conftest import wait_until

GOOD, FUZZED = 100, 0
MUTATIONS = 300
SEED = 7
GROWTH_MB_MAX = 250
PACE_S = 0.0005
ALL_SENT_S = 150.0


@dataclass(kw_only=True)
class Aftermath:
    """What became of the worker that was fed with every spoiled film, and of its tiles."""

    sent: int
    same_worker: bool
    grown_mb: float
    good_states: set[TileState]
    good_generations: set[int]
    came_back: bool


class Films:
    """A server's films: a whole one first, so that each connection begins well, then one spoiled one after another."""

    def __init__(self, units: list[bytes]) -> None:
        self.sent = 0
        self._units = units

    def __call__(self) -> Iterator[bytes]:
        while True:
            yield from _bytes(self._units)
            if self.sent < MUTATIONS:
                self.sent += 1
                yield from _bytes(hostile.mutated(self._units, SEED * MUTATIONS + self.sent))


def _bytes(units: list[bytes]) -> Iterator[bytes]:
    for unit in units:
        yield b"\0\0\0\1" + unit


@pytest.fixture(scope="module", params=["gate~small", "gate~hevc"])
def aftermath(clips_dir: Path, request: pytest.FixtureRequest) -> Aftermath:
    clip = clips_dir / f"{request.param}.mp4"
    read = hostile.hevc_annex_b if request.param.endswith("hevc") else hostile.annex_b
    films = Films(hostile.first_pictures(read(clip), 12))
    with ExitStack() as leaving:
        cameras = TestCameras(clips_dir)
        cameras.start()
        leaving.callback(cameras.stop)
        kind = "video/h265" if request.param.endswith("hevc") else "video/h264"
        server = leaving.enter_context(hostile.Server(hostile.body(kind, films, PACE_S)))
        pool = VideoPool(workers=1)
        leaving.callback(pool.close)
        pool.show(GOOD, cameras.url(1, "gate"), 160, 90)
        pool.show(FUZZED, f"http://127.0.0.1:{server.port}/film", 160, 90)
        wait_until(lambda: all(pool.latest(tile).state in LIVE_STATES for tile in (GOOD, FUZZED)), 20)
        pids = pool.worker_pids()
        worker = psutil.Process(pids[0])
        before = most = worker.memory_info().rss
        states, generations = set(), set()

        def all_sent() -> bool:
            nonlocal most
            most = max(most, worker.memory_info().rss)
            good = pool.latest(GOOD)
            states.add(good.state)
            generations.add(good.generation)
            return films.sent >= MUTATIONS

        wait_until(all_sent, ALL_SENT_S)
        wait_until(lambda: pool.latest(FUZZED).state in LIVE_STATES, 40)
        return Aftermath(
            sent=films.sent,
            same_worker=pool.worker_pids() == pids,
            grown_mb=(most - before) / 2**20,
            good_states=states,
            good_generations=generations,
            came_back=pool.latest(FUZZED).state in LIVE_STATES,
        )


def test_that_every_spoiled_film_was_sent_and_the_worker_lives(aftermath: Aftermath) -> None:
    assert (aftermath.sent, aftermath.same_worker) == (MUTATIONS, True)


def test_that_spoiled_films_do_not_fill_the_memory(aftermath: Aftermath) -> None:
    assert aftermath.grown_mb < GROWTH_MB_MAX


def test_that_the_other_tile_of_the_worker_sees_nothing_of_them(aftermath: Aftermath) -> None:
    assert (aftermath.good_states, len(aftermath.good_generations)) == ({TileState.LIVE_SUB}, 1)


def test_that_a_whole_film_after_them_is_shown(aftermath: Aftermath) -> None:
    assert aftermath.came_back


def test_that_the_same_seed_spoils_alike_and_another_otherwise(clips_dir: Path) -> None:
    units = hostile.first_pictures(hostile.annex_b(clips_dir / "gate~small.mp4"), 12)
    assert hostile.mutated(units, 1) == hostile.mutated(units, 1)
    assert len({tuple(hostile.mutated(units, seed)) for seed in range(50)}) == 50
