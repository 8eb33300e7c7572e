"""Starts a process of the video room with nothing in it but what it needs, and that only once for all workers."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from typing import Any

_TELLS_MAIN = ("__spec__", "__file__")
_HOUSE = str(Path(__file__).resolve().parent.parent.parent)
_READ_IN_ONCE = "console.video.read_in_once"
_ENVIRONMENT = {
    # Numpy's linear algebra, which the test cameras bring in and nobody uses, keeps room for each of its threads.
    "OPENBLAS_NUM_THREADS": "1",
    # The process that workers are forked from finds modules by these two alone, and never in the folder that we run in.
    "PYTHONPATH": _HOUSE,
    "PYTHONSAFEPATH": "1",
}


def context_of_workers() -> ForkServerContext | SpawnContext:
    """Return how workers are started.

    On Linux, from a process without threads that has read in Python and FFmpeg and does nothing else: what it read in
    is there once for all workers. Elsewhere, and where the program is one file, each worker reads it in for itself.
    """
    if sys.platform != "linux" or getattr(sys, "frozen", False):
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_READ_IN_ONCE])
    return context


@contextmanager
def lean() -> Iterator[None]:
    """While a process is started: do not let it import the console's main module, nor prepare for linear algebra.

    Python imports the parent's main module into each child, in case the child's function is defined there; ours never
    is, and it would cost each worker 12 MB. Call in the thread that starts the process.
    """
    main = sys.modules["__main__"]
    told: dict[str, Any] = {name: vars(main)[name] for name in _TELLS_MAIN if name in vars(main)}
    environment = {name: os.environ.get(name) for name in _ENVIRONMENT}
    for name in told:
        setattr(main, name, None)
    os.environ.update(_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in told.items():
            setattr(main, name, value)
        for name, before in environment.items():
            if before is None:
                del os.environ[name]
            else:
                os.environ[name] = before
