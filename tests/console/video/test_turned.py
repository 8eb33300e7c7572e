"""The demo's movable cameras: seen as other cameras are, and moved by the console's own ONVIF."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from queue import Queue

import av
import numpy as np
import numpy.typing as npt
import pytest

from console.domain.ptz import Motion, Preset, PtzAddress, PtzTold
from console.gateways.onvif_ptz import OnvifPtz
from console.gateways.ptz import PtzRemote
from console.video.address import opening
from console.video.testcams.reading import read_camera
from console.video.testcams.turned import TurnedCameras
from console.video.testcams.turning import PASSWORD, View
from resources import path

WITHIN_S = 30.0


class Served:
    """Movable cameras on a port of their own, on a thread of their own."""

    def __init__(self) -> None:
        self.cameras = TurnedCameras(path("clips"))
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ends = asyncio.Event()
        self._opened = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._thread.start()
        assert self._opened.wait(WITHIN_S)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        server = await self.cameras.open(0)
        self._opened.set()
        await self._ends.wait()
        server.close()

    def close(self) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._ends.set)
        self._thread.join(WITHIN_S)

    def address(self, number: int) -> PtzAddress:
        return PtzAddress("127.0.0.1", self.cameras.port, f"cam{number}", PASSWORD)

    def url(self, number: int, scene: str = "gate") -> str:
        return f"http://127.0.0.1:{self.cameras.port}/{scene}/{number}"


@pytest.fixture
def served() -> Iterator[Served]:
    made = Served()
    yield made
    made.close()


def picture(url: str) -> npt.NDArray[np.uint8]:
    """Return a camera's first picture, opened as the wall opens it."""
    how = opening(url)
    with av.open(how.url, options=how.options, timeout=how.timeout_s) as source:
        frame = next(source.decode(video=0))
        return frame.to_ndarray(format="rgb24").astype(np.uint8)


def test_that_its_picture_is_opened_as_any_cameras_is_and_says_whose_it_is(served: Served) -> None:
    seen = picture(served.url(17))
    assert seen.shape == (360, 640, 3)
    assert read_camera(seen) == 17


def test_that_a_scene_that_is_not_there_is_refused(served: Served) -> None:
    with pytest.raises(av.error.FFmpegError):
        picture(served.url(1, "nowhere"))


def test_that_the_picture_is_another_where_it_looks_elsewhere(served: Served) -> None:
    before = picture(served.url(21)).astype(np.int16)
    served.cameras.camera(21).views["9"] = ("x", View(1.0, -1.0, 1.0))
    served.cameras.camera(21).go_to(0.0, "9")
    after = picture(served.url(21)).astype(np.int16)
    beside = np.abs(before[32:] - after[32:]).mean()
    assert beside > 15


async def _with(address: PtzAddress, do: str, *told: object) -> object:
    session = OnvifPtz(address, within_s=WITHIN_S)
    try:
        await session.open(WITHIN_S)
        return await getattr(session, do)(*told)
    finally:
        await session.close()


def test_that_the_consoles_own_remote_moves_it(served: Served) -> None:
    asyncio.run(_with(served.address(31), "move", Motion(pan=1.0)))
    asyncio.run(_with(served.address(31), "stop"))
    seen = served.cameras.camera(31).at(1e9)
    assert seen.pan > 0
    assert served.cameras.camera(32).at(1e9) == View()


def test_that_it_tells_the_views_that_it_keeps_and_keeps_another(served: Served) -> None:
    asyncio.run(_with(served.address(41), "keep", "北门 & 西门"))
    kept = asyncio.run(_with(served.address(41), "presets"))
    assert isinstance(kept, tuple)
    assert Preset("4", "北门 & 西门") in kept


def test_that_a_remote_whose_hand_is_gone_leaves_it_standing(served: Served) -> None:
    told: Queue[PtzTold] = Queue()
    remote = PtzRemote(told.put, call_s=WITHIN_S, open_s=WITHIN_S)
    remote.hold(served.address(51), Motion(pan=0.5))
    assert told.get(timeout=WITHIN_S).fault is None
    remote.release(served.address(51))
    remote.ask_presets(served.address(51))
    assert told.get(timeout=WITHIN_S).presets
    remote.close()
    camera = served.cameras.camera(51)
    assert camera.at(1e9) == camera.at(1e12)
