"""The moment between a stream's first picture and its word that it is live: nothing is swapped in, nor held, before both."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest

from console.video.pool import VideoPool
from console.video.slots import SlotReader, SlotWriter
from console.video.states import LIVE_STATES, TileState
from console.video.testcams import TestCameras

Until = Callable[[Callable[[], bool], float], float]


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a camera that never answers: what its slot says is written by the test alone."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"rtsp://127.0.0.1:{server.getsockname()[1]}/1"


def _first_picture(slot: SlotReader) -> SlotWriter:
    writer = SlotWriter(slot.name, slot.width_px, slot.height_px)
    index, _buffer = writer.free_buffer(slot.width_px, slot.height_px)
    writer.publish(index, slot.width_px, slot.height_px)
    return writer


def test_that_a_next_camera_is_swapped_in_when_it_has_said_that_it_is_live(
    pool: VideoPool, cameras: TestCameras, until: Until, silent: str
) -> None:
    pool.show(0, cameras.url(1, "gate"), 160, 90)
    until(lambda: pool.latest(0).state in LIVE_STATES, 10)
    pool.show_next(0, silent, 160, 90)
    waiting = pool._tiles[0].next
    assert waiting is not None
    writer = _first_picture(waiting.slot)
    before = pool.latest(0).url
    writer.tell_live(TileState.LIVE_SUB)
    assert (before, pool.latest(0).url) == (cameras.url(1, "gate"), silent)
    writer.close()


def test_that_a_camera_ahead_is_held_when_it_has_said_that_it_is_live(pool: VideoPool, silent: str) -> None:
    pool.prepare(0, silent, 160, 90)
    ahead = pool._tiles[~0]
    writer = _first_picture(ahead.shown.slot)
    pool.tend()
    before = ahead.hidden
    writer.tell_live(TileState.LIVE_SUB)
    pool.tend()
    assert (before, ahead.hidden) == (False, True)
    writer.close()
