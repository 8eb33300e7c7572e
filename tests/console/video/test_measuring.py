"""What a bench counts as memory: all of it against a rival, and only what can grow where a run is compared with itself."""

from __future__ import annotations

import mmap
import os
import sys
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import pytest

from console.video.measuring import memory_mb, own_memory_mb

LARGE = 32 * 1024**2
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how memory is shared")


def _grown(before: tuple[float, float]) -> tuple[bool, bool]:
    """Tell of all memory, and of what is a process's own, whether most of ``LARGE`` has been added."""
    now = _held()
    return now[0] - before[0] > 24, now[1] - before[1] > 24


def _held() -> tuple[float, float]:
    whole, own = memory_mb([os.getpid()]), own_memory_mb([os.getpid()])
    assert whole is not None
    assert own is not None
    return whole, own


def test_that_a_file_that_is_mirrored_is_memory_but_not_a_process_s_own(tmp_path: Path) -> None:
    (tmp_path / "library").write_bytes(bytes(LARGE))
    before = _held()
    with (tmp_path / "library").open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mirror:
        assert mirror[:].count(0) == LARGE
        assert _grown(before) == (True, False)


def test_that_what_a_process_has_made_is_its_own() -> None:
    before = _held()
    made = os.urandom(LARGE)
    assert _grown(before) == (True, True)
    del made


def test_that_pictures_in_shared_memory_are_its_own() -> None:
    before = _held()
    slot = SharedMemory(create=True, size=LARGE)
    try:
        assert slot.buf is not None
        slot.buf[:] = b"x" * LARGE
        assert _grown(before) == (True, True)
    finally:
        slot.close()
        slot.unlink()


def test_that_a_process_that_has_ended_holds_nothing() -> None:
    assert (memory_mb([2**22 + 1]), own_memory_mb([2**22 + 1])) == (0.0, 0.0)
