"""What a process of the video room carries, and what the console does not."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from console.video.measuring import family
from console.video.pool import VideoPool
from console.video.spawning import lean

NICEST = 19


def _tell(pipe: Connection) -> None:
    main = sys.modules["__main__"]
    pipe.send((getattr(main, "__file__", None), os.environ.get("OPENBLAS_NUM_THREADS")))


def test_that_a_worker_imports_no_main_module():
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_tell, args=(theirs,))
    with lean():
        child.start()
    told = ours.recv()
    child.join()
    child.close()
    assert told == (None, "1")


def test_that_the_console_is_afterwards_as_it_was_before():
    main = sys.modules["__main__"]
    before = (main.__spec__, getattr(main, "__file__", None), dict(os.environ))
    with lean():
        pass
    assert (main.__spec__, getattr(main, "__file__", None), dict(os.environ)) == before


@pytest.mark.parametrize(
    ("read_in", "unwanted"),
    [
        ("console.video.pool, widgets.wall.panel", {"av", "numpy", "shapely"}),
        ("console.video.read_in_once", {"numpy", "PySide6", "ssl"}),
        # What a bench brings in would count as the wall's.
        ("widgets.benches.wall", {"av", "numpy", "shapely"}),
    ],
)
def test_that_walls_and_workers_carry_nothing_that_they_do_not_need(read_in: str, unwanted: set[str]):
    look = f"import sys, {read_in}; print(sorted({unwanted} & sys.modules.keys()))"
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a process to fork workers from")
def test_that_workers_stand_back_behind_the_window(until):
    pool = VideoPool(workers=1)
    (worker,) = pool.worker_pids()
    before = os.getpriority(os.PRIO_PROCESS, 0)
    try:
        until(lambda: os.sched_getscheduler(worker) == os.SCHED_BATCH, 10)
        assert os.getpriority(os.PRIO_PROCESS, worker) >= min(before + 1, NICEST)
    finally:
        pool.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a process to fork workers from")
def test_that_the_process_that_workers_are_forked_from_is_counted_with_them():
    pool = VideoPool(workers=2)
    parents = {Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1] for pid in pool.worker_pids()}
    counted = family()
    pool.close()
    assert len(parents) == 1
    assert int(parents.pop()) in counted
