"""A run of ``db archive`` in a process of its own, killed at one of its steps: a commit, a connection given back, a file."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from gzip import GzipFile
from pathlib import Path
from typing import Any

from sqlalchemy import event

from db.engine import SqlStore, open_store
from db.moving import moving
from tests.db.archives import archive

STEPS = "steps"
"""The file in which a run that was not killed leaves how many steps it took."""
FEW = 2
"""So many tickets are chosen, or leave, in one transaction, so that there are several."""


def work(url: str, folder: Path, last: int) -> None:
    """Move March and April into the folder, and be killed at the step of this number; 0 for none."""
    store = open_store(url)
    assert isinstance(store, SqlStore)
    steps = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(store.engine, "commit", step)
    event.listen(store.engine.pool, "checkin", step)
    _told(GzipFile, "write", step)
    _told(Path, "replace", step)
    moving.AT_ONCE = FEW
    moving._STILL_THERE = moving._STILL_THERE.limit(FEW)
    archive(store, folder)
    store.close()
    (folder / STEPS).write_text(str(steps))


def _told(kind: Any, name: str, step: Callable[[], None]) -> None:
    """Let a step lie before and after each call of a method."""
    called = getattr(kind, name)

    def call(self: Any, *words: Any) -> Any:
        step()
        answer = called(self, *words)
        step()
        return answer

    setattr(kind, name, call)
