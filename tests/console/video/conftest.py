"""Real test cameras on the loopback address and a real pool, for the tests of the video room."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import resources
from console.video.pool import VideoPool
from console.video.testcams import TestCameras

CAMERAS_ZONE = ZoneInfo("Pacific/Kiritimati")
"""Where the cameras hang; hardly where the tests run."""


class NotInTime(AssertionError):
    """What was waited for did not come."""


def wait_until(true: Callable[[], bool], limit_s: float) -> float:
    """Wait for something to become true; return how long it took, seconds."""
    begun_s = time.monotonic()
    pause = threading.Event()
    while not true():
        if time.monotonic() - begun_s > limit_s:
            raise NotInTime(f"not within {limit_s} s")
        pause.wait(0.01)
    return time.monotonic() - begun_s


@pytest.fixture(scope="session")
def until() -> Callable[[Callable[[], bool], float], float]:
    return wait_until


@pytest.fixture(scope="session")
def clips_dir(tmp_path_factory) -> Path:
    """A folder with the clips of the gate by day: what a test sees does not hang on the hour at which it runs."""
    folder: Path = tmp_path_factory.mktemp("clips")
    for name in ("gate", "gate~hevc", "gate~main", "gate~small"):
        shutil.copyfile(resources.path(f"clips/{name}.mp4"), folder / f"{name}.mp4")
    return folder


@pytest.fixture
def cameras(clips_dir) -> Iterator[TestCameras]:
    """Cameras that show the gate, whatever their number."""
    running = TestCameras(clips_dir, zone=CAMERAS_ZONE)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def pool() -> Iterator[VideoPool]:
    running = VideoPool(workers=1)
    yield running
    running.close()
