"""Takes the README's pictures: the demo city and, where its data is at hand, Los Angeles.

    .venv/bin/python -m tests.looks.take_screenshots

Writes resources/screenshots/*.png; cameras really play, tickets really lie in the queue.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from console.commands import import_
from console.demo import city
from console.demo.cameras import resolve
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
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime.combine(datetime.now(UTC).date(), time(2, 42, 7), tzinfo=UTC)
SHOWN = {
    "demo-zh_CN-night": ("demo", "zh_CN", "night"),
    "demo-en-day": ("demo", "en", "day"),
    "los-angeles-en-night": ("los-angeles", "en", "night"),
}
SCENES = ("avenue", "crossroad", "river", "park")
LIVE = {TileState.LIVE, TileState.LIVE_SUB}


def main() -> None:
    """Take the pictures that are named, each in a process of its own; without a name, all that can be taken."""
    if len(sys.argv) > 1:
        draw(sys.argv[1])
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in SHOWN:
        if name.startswith("los-angeles") and not SHARED.exists():
            continue
        subprocess.run([sys.executable, "-m", __spec__.name, name], check=True, env=os.environ | {"TZ": daylight()})


def daylight() -> str:
    """Return a zone in which it is now the hour of the pictures, so that the drawn streets lie in daylight."""
    ahead = NOW.astimezone(ZONE).replace(tzinfo=None) - datetime.now(UTC).replace(tzinfo=None)
    seconds = round(ahead.total_seconds()) % 86_400
    seconds -= 86_400 if seconds > 43_200 else 0
    sign, seconds = ("-" if seconds >= 0 else "+"), abs(seconds)
    return f"PIC{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def draw(name: str) -> None:
    """Take one picture."""
    city_name, lang, theme = SHOWN[name]
    app = make_app(sys.argv)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place, ExitStack() as leaving:
        folder = Path(place)
        cameras = TestCameras(path("clips"))
        base_url = cameras.start()
        leaving.callback(cameras.stop)
        if city_name == "demo":
            store = open_store(f"sqlite:///{folder / 'demo.db'}")
            city.make(store, "small", 1, now=NOW, progress=lambda _part, _share: None)
            address, now = partial(resolve, base_url=base_url), NOW
        else:
            # The real cameras' pictures cannot be reached from everywhere: drawn scenes play in their place.
            store = los_angeles(folder)
            address, now = partial(playing, base_url=base_url), datetime(2018, 12, 31, 20, 0, tzinfo=UTC)
        leaving.callback(store.close)
        take(app, store, folder, name, lang, theme, now, address, fly=city_name == "demo")


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


def playing(address: str, base_url: str) -> str:
    """Return a drawn scene for a camera's address, always the same for the same address."""
    number = zlib.crc32(address.encode())
    return f"{base_url}/{SCENES[number % len(SCENES)]}/{number % 1000}"


def take(
    app: QApplication,
    store: Store,
    folder: Path,
    name: str,
    lang: str,
    theme: str,
    now: datetime,
    address: Callable[[str], str],
    *,
    fly: bool = True,
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
            zone=ZONE if fly else ZoneInfo("America/Los_Angeles"),
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
    if fly:
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
    cameras = sorted(station.board.cameras.values(), key=lambda camera: camera.number)
    station.window.wall.set_layout_by_name("2x2")
    station.window.hang([camera.id for camera in cameras[:4]])
    pool = station.pool
    until("four pictures are live", lambda: sum(pool.latest(t).state in LIVE for t in pool.tiles()) >= 4)


if __name__ == "__main__":
    main()
