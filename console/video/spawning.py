"""Starts a process of the video room with nothing in it but what it needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_TELLS_MAIN = ("__spec__", "__file__")
# Numpy's linear algebra, which nobody here uses, keeps room for each of its threads.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}


@contextmanager
def lean() -> Iterator[None]:
    """While a process is started: do not let it import the console's main module, nor prepare for linear algebra.

    ``spawn`` imports the parent's main module into each child, in case the child's function is defined there; ours never
    is, and it would cost each worker 12 MB. Call in the thread that starts the process.
    """
    main = sys.modules["__main__"]
    told: dict[str, Any] = {name: vars(main)[name] for name in _TELLS_MAIN if name in vars(main)}
    environment = {name: os.environ.get(name) for name in _ONE_THREAD}
    for name in told:
        setattr(main, name, None)
    os.environ.update(_ONE_THREAD)
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
