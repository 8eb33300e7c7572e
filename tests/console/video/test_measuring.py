"""What a bench counts as memory: all of it against a rival, and only what can grow where a run is compared with itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.video.measuring import memory_mb, own_memory_mb

LARGE = 32 * 1024**2
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how memory is shared")


class Other:
    """A process of its own, which does a line of code at a time: what this one reuses or frees is not measured."""

    def __init__(self) -> None:
        does = "import sys\nfor line in sys.stdin: exec(line); print(flush=True)"
        self._process = subprocess.Popen(
            [sys.executable, "-c", does], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.pid = self._process.pid

    def do(self, code: str) -> None:
        """Return when ``code`` has been done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(code + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "\n"

    def grows(self, code: str) -> tuple[bool, bool]:
        """Tell of all memory, and of what is the process's own, whether most of ``LARGE`` has been added by ``code``."""
        before = self.held()
        self.do(code)
        now = self.held()
        return now[0] - before[0] > 24, now[1] - before[1] > 24

    def held(self) -> tuple[float, float]:
        """Return all memory and what is the process's own, MB."""
        whole, own = memory_mb([self.pid]), own_memory_mb([self.pid])
        assert whole is not None
        assert own is not None
        return whole, own

    def end(self) -> None:
        """End the process and wait for it."""
        if self._process.poll() is None:
            self._process.communicate()


@pytest.fixture
def other() -> Iterator[Other]:
    process = Other()
    yield process
    process.end()


def test_that_a_file_that_is_mirrored_is_memory_but_not_a_process_s_own(other: Other, tmp_path: Path) -> None:
    (tmp_path / "library").write_bytes(bytes(LARGE))
    other.do(f"import mmap; file = open({str(tmp_path / 'library')!r}, 'rb')")
    other.do("mirror = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)")
    assert other.grows(f"assert mirror[:].count(0) == {LARGE}") == (True, False)


def test_that_what_a_process_has_made_is_its_own(other: Other) -> None:
    assert other.grows(f"made = b'x' * {LARGE}") == (True, True)


def test_that_pictures_in_shared_memory_are_its_own(other: Other) -> None:
    other.do("from multiprocessing.shared_memory import SharedMemory")
    other.do(f"slot = SharedMemory(create=True, size={LARGE}); slot.unlink()")
    assert other.grows(f"slot.buf[:] = b'x' * {LARGE}") == (True, True)


def test_that_a_process_that_has_ended_holds_nothing(other: Other) -> None:
    assert min(other.held()) > 0
    other.end()
    assert other.held() == (0.0, 0.0)
