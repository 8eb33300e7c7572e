"""From settings to a running workstation: which centre, which operator, which zone, and the demo city beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from console.demo.cameras import DemoCameras
from console.demo.life import LifeThread

from console.clocks import SystemClock
from console.domain.errors import Refused
from console.domain.grid import Region
from console.domain.shift import SEAT_ROLES, Day, Operator, Role
from console.ports import Archive, Store
from console.settings import Console, Demo
from widgets.app import Start, Workstation, default_language
from widgets.app import run as run_app


def run(command: Console, store: Store, desk: str, folder: Path, began_s: float) -> int:
    """Open the console and run it until its window closes; returns the exit code.

    Raises:
        Refused: ``centre.unknown``, ``centre.none``, ``operator.unknown``, ``zone.unknown``.
        Outage: the database is out of reach.
    """
    operator = operator_of(command, store.archive(), desk)
    cameras = DemoCameras(folder / "clips", command.clips) if isinstance(command, Demo) else None
    resolve: Callable[[str], str] = cameras.resolve if cameras else (lambda url: url)
    start = Start(
        store=store,
        operator=operator,
        clock=SystemClock(),
        zone=zone_of(command.zone),
        folder=folder,
        language=command.lang or default_language(),
        theme="day" if command.theme == "day" else "night",
        resolve=resolve,
        base_map=command.base_map,
        began_s=began_s,
    )
    life: list[LifeThread] = []

    def started(station: Workstation) -> None:
        if cameras is not None:
            cameras.start()
            life.append(LifeThread(store, station.desk))
            life[0].start()

    try:
        return run_app(start, started)
    finally:
        for thread in life:
            thread.stop()
        if cameras is not None:
            cameras.stop()


def operator_of(command: Console, archive: Archive, desk: str) -> Operator:
    """Return who works at this desk: the operator named, else the first one of the centre who may do everything."""
    centre = centre_of(command.centre, archive)
    known = archive.operators(centre.code)
    if command.operator:
        named = next((operator for operator in known if operator.name == command.operator), None)
        if named is None:
            raise Refused("operator.unknown", operator=command.operator, centre=centre.name)
        return _at(named, desk)
    whole = next((operator for operator in known if operator.roles >= SEAT_ROLES), None)
    if whole is not None:
        return _at(whole, desk)
    # A local file is local trust: who opens it may take every seat.
    return Operator(name=centre.name, centre=centre.code, roles=frozenset(Role) & SEAT_ROLES, desk=desk)


def centre_of(code: str, archive: Archive) -> Region:
    """Return the centre with this code, the top one for an empty code."""
    centres = archive.centres()
    if not centres:
        raise Refused("centre.none")
    if not code:
        return centres[0]
    found = next((centre for centre in centres if centre.code == code), None)
    if found is None:
        raise Refused("centre.unknown", centre=code)
    return found


def zone_of(name: str) -> tzinfo:
    """Return the named zone, the workstation's for an empty name."""
    if name:
        return Day.at(datetime.now(UTC).date(), name).zone
    local = datetime.now().astimezone().tzinfo
    return local if local is not None else ZoneInfo("Asia/Shanghai")


def _at(operator: Operator, desk: str) -> Operator:
    return Operator(name=operator.name, centre=operator.centre, roles=operator.roles, desk=desk)
