"""Begins processes that are new each time, and quickly: forked from one that has read in what they need."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from typing import Any

CAN_FORK = sys.platform == "linux"
CONTEXT: Any = multiprocessing.get_context("forkserver" if CAN_FORK else "spawn")


@contextmanager
def all_with(module: str) -> Iterator[None]:
    """Let every process of ``CONTEXT`` begin with the module read in.

    A process has one fork server only. Where one already runs for the wall's workers, which need no database, each
    child would read in the database for itself: a second of work, a hundred times.
    """
    _end()
    if CAN_FORK:
        CONTEXT.set_forkserver_preload([module])
    yield
    _end()


def _end() -> None:
    if CAN_FORK:
        # Python tells of no other way; the next child starts another one.
        forkserver._forkserver._stop()  # type: ignore[attr-defined]
