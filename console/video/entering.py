"""The main function of a worker's process, which the console can name without carrying the decoder itself."""

from __future__ import annotations

from multiprocessing.connection import Connection


def begin(pipe: Connection) -> None:
    """Be a worker until told to quit."""
    from console.video.worker import run

    run(pipe)
