"""From settings to a running workstation: which centre, which operator, and the demo city beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from console.clocks import SystemClock
from console.commands.centres import centre_of
from console.demo.cameras import resolve as resolve_demo
from console.demo.life_thread import LifeThread, holds_demo
from console.domain.errors import Refused
from console.domain.shift import SEAT_ROLES, Operator
from console.ports import Store
from console.settings import Console, Demo, Settings, user_name
from console.video.testcams import TestCameras
from resources import path
from widgets.app import Start, Workstation
from widgets.app import run as run_app
from widgets.map.basemap import open_tiles


def run(command: Console | Demo, store: Store, desk: str, folder: Path, began_s: float) -> int:
    """Open the console and run it until its window closes; returns the exit code.

    ``desk`` tells this desk from others on the same database; ``folder`` holds what is typed, and places.

    Raises:
        Unusable: the base map is none.
        Refused: ``centre.unknown``, ``centre.none``.
        Outage: the database is out of reach.
    """
    settings = command.settings
    tiles = open_tiles(command.base_map) if command.base_map is not None else None
    operator = operator_of(settings, store, desk)
    # The demo city's cameras play on any console opened on it; only the one that made it lets it go on.
    own_clips = command.clips if isinstance(command, Demo) else None
    cameras = TestCameras(path("clips"), own_clips, zone=settings.zone) if holds_demo(store) else None
    resolve: Callable[[str], str] = partial(resolve_demo, base_url=cameras.start()) if cameras else str
    start = Start(
        store=store,
        operator=operator,
        clock=SystemClock(),
        zone=settings.zone,
        folder=folder,
        language=settings.lang,
        theme="day" if settings.theme == "day" else "night",
        resolve=resolve,
        tiles=tiles,
        began_s=began_s,
    )
    life: list[LifeThread] = []

    def started(station: Workstation) -> None:
        if isinstance(command, Demo):
            life.append(LifeThread(store, station.desk.submit, clock=start.clock, seed=command.seed))
            life[0].start()

    def stopping() -> None:
        for thread in life:
            thread.stop()

    try:
        return run_app(start, started, stopping)
    finally:
        if cameras is not None:
            cameras.stop()


def operator_of(settings: Settings, store: Store, desk: str) -> Operator:
    """Return who works at this desk.

    A name that the centre knows works in the roles it has there. Without a name, it is the first of the centre who
    may take every seat. Any other name takes every seat too: a local file is local trust.

    Raises:
        Refused: ``centre.unknown``, ``centre.none``.
        Outage: the database is out of reach.
    """
    centre = centre_of(store, settings.centre)
    if centre is None:
        raise Refused("centre.none")
    known = store.archive().operators(centre.code)
    named = next((operator for operator in known if operator.name == settings.operator), None)
    if named is None and settings.operator == user_name():
        named = next((operator for operator in known if operator.roles >= SEAT_ROLES), None)
    if named is None:
        named = Operator(name=settings.operator, centre=centre.code, roles=SEAT_ROLES)
    return replace(named, desk=desk)
