"""Takes the README's pictures: the demo city and, where its data is at hand, Los Angeles.

    .venv/bin/python -m tests.looks.take_screenshots

Writes resources/screenshots/*.png; cameras really play, tickets really lie in the queue.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from console.commands import import_
from console.demo import city
from console.demo.cameras import resolve
from console.domain.camera import CameraId
from console.domain.shift import Operator
from console.domain.ticket import Ticket
from console.ports import Store
from console.settings import Import, parse
from console.video.states import TileState
from console.video.testcams import TestCameras
from db.engine import open_store
from resources import path
from tests.fakes import FakeClock
from widgets.app import Start, Workstation, make_app
from widgets.self_test import until

HOUSE = Path(__file__).resolve().parent.parent.parent
SHARED = HOUSE.parent / "shared" / "data"
PICTURES = HOUSE / "resources" / "screenshots"
SIZE = QSize(1920, 1080)
NOW = datetime(2026, 11, 21, 2, 42, 7, tzinfo=UTC)
LIVE = {TileState.LIVE, TileState.LIVE_SUB}


def main() -> None:
    """Take every picture; Los Angeles only where its data lies beside the checkout."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    app = make_app(sys.argv)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        cameras = TestCameras(path("clips"))
        address = partial(resolve, base_url=cameras.start())
        try:
            store = open_store(f"sqlite:///{folder / 'demo.db'}")
            city.make(store, "small", 1, now=NOW, progress=lambda _part, _share: None)
            for lang, theme in (("zh_CN", "night"), ("en", "day")):
                take(app, store, folder, f"demo-{lang}-{theme}", lang, theme, NOW, address)
            store.close()
            if SHARED.exists():
                store = los_angeles(folder)
                seen = datetime(2018, 12, 31, 20, 0, tzinfo=UTC)
                take(app, store, folder, "los-angeles-en-night", "en", "night", seen, address)
                store.close()
        finally:
            cameras.stop()


def los_angeles(folder: Path) -> Store:
    """Return a database with the grids, cameras and service requests of the real city."""
    store = open_store(f"sqlite:///{folder / 'los-angeles.db'}")
    settings = parse(["import", "grids", "x", "--lang", "en"]).settings
    for what, file in (
        ("grids", "la311/grids.geojson"),
        ("cameras", "cameras/los_angeles.csv"),
        ("tickets", "la311/cases.csv"),
    ):
        columns = path("import/la311.toml") if what == "tickets" else None
        import_.run(Import(settings=settings, what=what, file=SHARED / file, map=columns), store)
    return store


def take(
    app: QApplication,
    store: Store,
    folder: Path,
    name: str,
    lang: str,
    theme: str,
    now: datetime,
    address: Callable[[str], str],
) -> None:
    """Show a whole workstation with a ticket in focus and pictures on the wall, and save what it looks like."""
    centre = store.archive().centres()[0]
    known = store.archive().operators(centre.code)
    operator = replace(known[0] if known else Operator(name="Dispatcher", centre=centre.code), desk="picture")
    station = Workstation(
        app,
        Start(
            store=store,
            operator=operator,
            clock=FakeClock(now),
            zone=parse(["console"]).settings.zone,
            folder=folder / name,
            language=lang,
            theme="day" if theme == "day" else "night",
            resolve=address,
            began_s=perf_counter(),
        ),
    )
    station.window.resize(SIZE)
    station.open()
    station.window.showNormal()
    station.window.resize(SIZE)
    until("the map's page answers", lambda: station.window.map.live.view.width > 0)
    ticket = _a_ticket(station)
    station.focus.open_ticket(ticket.id)
    station.window.queue.select([ticket.id])
    _fill_wall(station)
    began_s = perf_counter()
    until("the map has drawn", lambda: perf_counter() - began_s > 4)
    station.window.grab().save(str(PICTURES / f"{name}.png"))
    station.window.close()
    station.close()


def _a_ticket(station: Workstation) -> Ticket:
    """Return the most urgent ticket with a place that this centre holds."""
    mine = [t for t in station.board.tickets.values() if t.place is not None and t.centre == station.board.centre]
    return min(mine or station.board.tickets.values(), key=lambda t: (t.priority, t.number))


def _fill_wall(station: Workstation) -> None:
    playable = [c for c in station.board.cameras.values() if not c.sub_url.startswith("http")]
    if not playable:
        return
    station.window.wall.set_layout_by_name("2x2")
    station.window.hang([CameraId(camera.id) for camera in sorted(playable, key=lambda c: c.number)[:4]])
    pool = station.pool
    until("four pictures are live", lambda: sum(pool.latest(t).state in LIVE for t in pool.tiles()) >= 4)


if __name__ == "__main__":
    main()
