"""What a process of the video room carries, and what the console does not."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from multiprocessing.connection import Connection

from console.video.spawning import lean


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


def test_that_the_console_carries_no_decoder():
    look = "import sys, console.video.pool, widgets.wall.panel; print('av' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
