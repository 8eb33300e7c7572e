"""Bench: from the command to a usable queue, cold, against a bare window with a page and a table in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent.parent
READY = re.compile(r"Ready: (.+)")
ROUNDS = 3
PATIENCE_S = 60.0
LOOK_EVERY_S = 0.05
PEER = """
import sys, time
began = time.perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QSplitter
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtGui import QStandardItemModel
from PySide6.QtCore import QTimer
app = QApplication(sys.argv)
window = QMainWindow()
parts = QSplitter()
table = QTableView()
table.setModel(QStandardItemModel(300, 9))
page = QWebEngineView()
page.setHtml("<p>page</p>")
parts.addWidget(table)
parts.addWidget(page)
window.setCentralWidget(parts)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
print(time.perf_counter() - began, flush=True)
import os
os._exit(0)
"""


def measure(sizes: tuple[str, ...] = ("small", "city")) -> dict[str, Any]:
    """Return seconds to a usable queue by size of the city, with its parts, and the ratio to the bare window."""
    figures: dict[str, Any] = {"peer": "a bare window with a table of 300 rows and an empty page"}
    peer_s = median(_peer_s() for _ in range(ROUNDS))
    figures["peer_s"] = round(peer_s, 3)
    for size in sizes:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            made_s = _make(size, Path(folder))
            starts = [_start(Path(folder)) for _ in range(ROUNDS)]
        shown_s = median(start["shown"] for start in starts)
        figures[size] = {
            "made_s": round(made_s, 2),
            "usable_queue_s": round(shown_s, 3),
            "parts_s": {part: round(median(start[part] for start in starts), 3) for part in starts[0]},
            "ratio_to_peer": round(shown_s / peer_s, 2),
        }
    return figures


def _peer_s() -> float:
    ran = subprocess.run(
        [sys.executable, "-c", PEER], capture_output=True, text=True, check=True, env=_environment(Path.home())
    )
    return float(ran.stdout)


def _make(size: str, folder: Path) -> float:
    began_s = perf_counter()
    words = ["demo", "--no-window", "--size", size, "--db", str(folder / "city.db")]
    subprocess.run(
        [sys.executable, str(HOUSE / "main.py"), *words], check=True, capture_output=True, env=_environment(folder)
    )
    return perf_counter() - began_s


def _start(folder: Path) -> dict[str, float]:
    """Start the console, read what it logs once it is ready, and end it."""
    logs = folder / "data" / "GridDesk" / "logs" / "griddesk.log"
    logs.unlink(missing_ok=True)
    words = ["console", "--no-window", "--db", str(folder / "city.db")]
    console = subprocess.Popen(
        [sys.executable, str(HOUSE / "main.py"), *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(folder),
    )
    try:
        ended_s = perf_counter() + PATIENCE_S
        while perf_counter() < ended_s and console.poll() is None:
            found = READY.search(logs.read_text("utf-8")) if logs.exists() else None
            if found:
                return {part.split()[0]: float(part.split()[1]) for part in found[1].split(", ")}
            with suppress(subprocess.TimeoutExpired):
                console.wait(LOOK_EVERY_S)
    finally:
        console.terminate()
        console.wait()
    raise RuntimeError(f"the console was not ready within {PATIENCE_S:.0f} s")


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {"XDG_DATA_HOME": str(folder / "data"), "LOCALAPPDATA": str(folder / "data")}
