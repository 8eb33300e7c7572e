"""What every test stands on: a home folder of its own, no screen, and nothing left behind.

A test that leaves a thread, a process or a window running fails, and so does one that makes the program
log a warning which the test did not ask to see. A test that expects a warning takes ``caplog`` and looks at it.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

# Qt reads these once, at the first import; so they stand before anything that could bring Qt in.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

import psutil
import pytest
from hypothesis import HealthCheck, settings

# The same examples every time: a failure on one machine is a failure on all. `--hypothesis-profile=search` looks further.
settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", max_examples=10_000, deadline=None)
settings.load_profile("steady")

ROOMS = ("console", "db", "widgets", "main", "__main__")
PATIENCE_S = 5.0
# These live as long as the test run itself: one page engine, one server, and Python's own book-keepers.
LONG_LIVED = ("QtWebEngineProc", "postgres", "multiprocessing.resource_tracker")
FORK_SERVER = "multiprocessing.forkserver"


WIDER_THAN_A_TEST = {"class", "module", "package"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests that share what takes long to make in one process, so that it is made once.

    Those that last begin before the others, then come those that are kept together, and last the many small ones,
    which whatever process is free takes one by one: so all processes end together.
    """
    for item in items:
        if group := _shared_by(item):
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=_turn)


def pytest_collection_finish() -> None:
    """Let the collector pass over what is read in by now: it stays to the end, and is half a million things."""
    gc.collect()
    gc.freeze()


def _shared_by(item: pytest.Item) -> str:
    """Return whom a test is kept together with: all that open a page, all on one city, those of its module, or nobody.

    A city is set up on each PostgreSQL of the machine; whoever has it, has all that is tried there. Other modules that
    need a server are shared out, and so each process starts one: all of them in a row would last longer than
    everything else.
    """
    if item.get_closest_marker("webengine"):
        return "webengine"
    if isinstance(item, pytest.Function) and "cities" in item.fixturenames:
        return f"city on {item.callspec.params['city']}"
    makers = item._fixtureinfo.name2fixturedefs.values() if isinstance(item, pytest.Function) else ()
    is_made_for_many = any(maker[-1].scope in WIDER_THAN_A_TEST for maker in makers)
    return item.nodeid.partition("::")[0] if is_made_for_many or item.get_closest_marker("postgres") else ""


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("lasting"):
        return 0
    if item.get_closest_marker("webengine"):
        return 1
    return 2 if item.get_closest_marker("xdist_group") else 3


@pytest.fixture(autouse=True)
def rubbish_taken_away_here() -> Iterator[None]:
    """Let Python's collector come out between tests only, on the main thread.

    On a thread of the desk's, or of the test runner's, it would end Qt's things of an earlier test away from home.
    """
    gc.disable()
    yield
    for generation in (2, 1, 0):
        most = gc.get_threshold()[generation]
        if most and gc.get_count()[generation] > most:
            gc.collect(generation)
            break


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return folders, each empty; to find a free number, pytest would look through all that are there for each test."""
    within = tmp_path_factory.mktemp("tests")
    return (_made(within / str(number)) for number in count())


@pytest.fixture
def tmp_path(folders: Iterator[Path]) -> Path:
    """Return an empty folder of the test's own."""
    return next(folders)


@pytest.fixture(autouse=True)
def own_home(folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home folder of its own, on every system, so that it can neither see nor spoil the user's."""
    home = next(folders)
    monkeypatch.setenv("HOME", str(home))
    for variable, folder in {
        "XDG_DATA_HOME": "data",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "runtime",
        "APPDATA": "data",
        "LOCALAPPDATA": "data",
    }.items():
        place = home / folder
        place.mkdir(mode=0o700, exist_ok=True)
        monkeypatch.setenv(variable, str(place))
    return home


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test whose threads have not come to their end; those that are just ending are waited for."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        # A thread that Qt started is only a guest in Python, and cannot be waited for.
        if thread is threading.current_thread() or isinstance(thread, threading._DummyThread):
            continue
        thread.join(PATIENCE_S)
        assert not thread.is_alive(), f"the test left a thread running: {thread.name}"


@pytest.fixture(scope="session")
def standing() -> set[int]:
    """Return the processes of the machine that were looked at before."""
    return set()


@pytest.fixture(autouse=True)
def no_process_left(standing: set[int]) -> Iterator[None]:
    """Fail a test that leaves a process running; one that is just ending is waited for."""
    yield
    for worker in multiprocessing.active_children():
        worker.join(PATIENCE_S)
    # Only those that are new: to look at each process of the machine would take longer than most tests.
    there = set(psutil.pids())
    left = [child for pid in there - standing if (child := _child(pid)) is not None and not _is_long_lived(child)]
    standing.clear()
    standing.update(there)
    _ended, running = psutil.wait_procs(left, timeout=PATIENCE_S)
    for child in running:
        child.kill()
    assert not running, f"the test left processes running: {running}"


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    """Fail a test that leaves a window on the screen.

    What the test gave up is deleted first, not with the next event loop: until then its timers run, and one may show
    it again, in a test that knows nothing of it.
    """
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is not None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    visible = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    for window in visible:
        window.close()
    assert not visible, f"the test left windows open: {visible}"


@pytest.fixture(autouse=True)
def no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which the program logged a warning, or worse, that the test did not ask to see."""
    heard = _Ear()
    for room in ROOMS:
        logging.getLogger(room).addHandler(heard)
    yield
    for room in ROOMS:
        logging.getLogger(room).removeHandler(heard)
    if "caplog" not in request.fixturenames:
        assert not heard.lines, f"logged without being expected: {heard.lines}"


class _Ear(logging.Handler):
    """Keeps what was logged at warning level and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _child(pid: int) -> psutil.Process | None:
    """Return the process if this one has begun it, or one that this one has begun."""
    try:
        process = psutil.Process(pid)
        return process if os.getpid() in (parent.pid for parent in process.parents()) else None
    # One that is gone is no child any more, and one that we may not look at never was.
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None


def _is_long_lived(child: psutil.Process) -> bool:
    try:
        words, parent = " ".join([child.name(), *child.cmdline()]), child.ppid()
    except psutil.NoSuchProcess:
        return True
    # What the fork server has forked bears its name.
    is_fork_server = FORK_SERVER in words and parent == os.getpid()
    return is_fork_server or any(name in words for name in LONG_LIVED)
