"""The main function of a worker's process, which the console can name without carrying the decoder itself."""

from __future__ import annotations

import os
import sys
from multiprocessing.connection import Connection

_NICENESS = 5
"""A window that waits for the processor is noticed by the hand, a picture that waits a little by nobody."""


def begin(pipe: Connection) -> None:
    """Be a worker until told to quit; decoding comes after what a hand waits for."""
    from console.video.worker import run

    _give_way()
    run(pipe)


def _give_way() -> None:
    """Let others go first, and do not take the processor from one that is at work only because a packet has come."""
    if sys.platform != "win32":
        os.nice(_NICENESS)
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
