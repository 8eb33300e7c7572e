"""The test cameras as the console sees them: a process to start, addresses to show, faults to order, an end."""

from __future__ import annotations

import atexit
import logging
import multiprocessing
from datetime import tzinfo
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from console.video.spawning import lean
from console.video.testcams.faults import Fault, Order

log = logging.getLogger(__name__)

_START_TIMEOUT_S = 30.0
_GOODBYE_S = 2.0


class CamerasNotStarted(OSError):
    """The process of the test cameras ended, or said nothing, before it listened."""


class TestCameras:
    """RTSP cameras on the loopback address, in a process of their own that ends with this one.

    ``clips`` is the folder of the drawn scenes. ``own_clips`` is a folder of the user's films of H.264 or
    H.265, which are played instead: ``NAME.mp4`` at ``/NAME/NUMBER``, and at other names one that the number picks.
    A drawn scene that has a night shows it from 19 to 6 o'clock in ``zone``, by default the machine's.
    """

    # The name is the field's, not a test's.
    __test__ = False

    def __init__(self, clips: Path, own_clips: Path | None = None, *, zone: tzinfo | None = None) -> None:
        self._clips = clips
        self._own_clips = own_clips
        self._zone = zone
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self.base_url = ""

    def start(self, port: int = 0, *, or_any: bool = False) -> str:
        """Start and return the base address, ``rtsp://127.0.0.1:PORT``.

        Port 0 takes any free one; with ``or_any``, so does a port that somebody else has.

        Raises:
            CamerasNotStarted: the process did not come up.
        """
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_begin,
            args=(theirs, self._clips, self._own_clips, self._zone, port, or_any),
            name="test cameras",
            daemon=True,
        )
        with lean():
            self._process.start()
        theirs.close()
        atexit.register(self.stop)
        try:
            if not self._pipe.poll(_START_TIMEOUT_S):
                raise CamerasNotStarted("the test cameras did not answer")
            port = self._pipe.recv()
        except EOFError as error:
            raise CamerasNotStarted("the test cameras could not listen") from error
        self.base_url = f"rtsp://127.0.0.1:{port}"
        log.info("the test cameras listen at %s", self.base_url)
        return self.base_url

    @property
    def pid(self) -> int:
        """The process id, 0 when stopped."""
        return (self._process.pid or 0) if self._process else 0

    def url(self, number: int, clip: str, *, main: bool = False) -> str:
        """Return the address of a camera that shows a clip."""
        return f"{self.base_url}/{clip}/{number}{'/main' if main else ''}"

    def order(self, key: str, fault: Fault) -> None:
        """Let a camera (``CLIP/NUMBER``, ``*`` for all) do a fault."""
        self._tell(Order(key=key, fault=fault))

    def heal(self, key: str = "*") -> None:
        """Let a camera do right again."""
        self._tell(Order(key=key, fault=None))

    def stop(self) -> None:
        """End the process; does nothing the second time."""
        if self._process is None or self._pipe is None:
            return
        atexit.unregister(self.stop)
        self._pipe.close()
        self._process.join(_GOODBYE_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()
        self._process = self._pipe = None

    def _tell(self, order: Order) -> None:
        if self._pipe is not None:
            self._pipe.send(order)
            # The answer makes the order certain to be in force when this returns.
            self._pipe.recv()


def _begin(pipe: Connection, clips: Path, own_clips: Path | None, zone: tzinfo | None, port: int, or_any: bool) -> None:
    """Be the cameras: the main function of their process. What they decode with is not carried by the console."""
    from console.video.testcams.process import run

    run(pipe, clips, own_clips, zone, port, or_any)
