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

    if sys.platform != "win32":
        os.nice(_NICENESS)
    run(pipe)
