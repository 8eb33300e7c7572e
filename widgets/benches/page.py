"""What the map is measured with: the tree of processes, waiting for something to be seen, and a city to show."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from console.demo import crews, ground, regions
from console.demo.plan import SIZES
from console.domain.camera import CameraId
from console.domain.crew import CrewId, Duty
from console.domain.grid import RegionCode, Tier
from console.domain.place import LatLng
from console.domain.ticket import Priority, State, Ticket, TicketId
from console.ports import Snapshot
from widgets.map.bridge import Bridge
from widgets.map.scheme import Handler
from widgets.map.view import MapView

SIZE_PX: Final = (1600, 900)
PATIENCE_S: Final = 60.0
_OPEN: Final = (State.REPORTED, State.ACCEPTED, State.FILED, State.DISPATCHED, State.IN_PROGRESS)


class NotSeenError(Exception):
    """What was waited for did not come in PATIENCE_S."""


def until(is_so: Callable[[], object]) -> None:
    """Run the event loop until ``is_so`` returns something true. Raises NotSeenError."""
    loop = QEventLoop()
    poll, patience = QTimer(interval=2), QTimer(singleShot=True, interval=round(PATIENCE_S * 1000))
    came = False

    def look() -> None:
        nonlocal came
        if is_so():
            came = True
            loop.quit()

    poll.timeout.connect(look)
    patience.timeout.connect(loop.quit)
    poll.start()
    patience.start()
    loop.exec()
    if not came:
        raise NotSeenError(PATIENCE_S)


def run_for(span_ms: int) -> None:
    """Run the event loop for a while."""
    loop = QEventLoop()
    QTimer.singleShot(span_ms, loop.quit)
    loop.exec()


def answer_of(view: MapView, script: str) -> object:
    """Return what a piece of script in the page comes to."""
    answers: list[object] = []
    view.surface.runJavaScript(script, 0, answers.append)
    until(lambda: answers)
    return answers[0]


def until_painted(view: MapView) -> None:
    """Wait for two frames after everything that was asked before."""
    view.surface.runJavaScript(
        "window.benchSeen = 0; requestAnimationFrame(function () { requestAnimationFrame(function () {"
        " window.benchSeen = 1; }); });"
    )
    until(lambda: answer_of(view, "window.benchSeen") == 1)


def plain_view(html: str) -> MapView:
    """Return a view onto a page of its own, behind the same scheme and the same gate as the map's."""
    bridge = Bridge()
    view = MapView(bridge, Handler(lambda: html))
    bridge.setParent(view)
    view.resize(*SIZE_PX)
    view.show()
    return view


def end(widget: QWidget) -> None:
    """Close a widget and let its processes go before anything else is measured."""
    widget.close()
    widget.deleteLater()
    QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
    run_for(700)


def city(tickets: int) -> tuple[Snapshot, RegionCode]:
    """Return the situation of the demo city at its full size, and the city's code."""
    plan, now, dice = SIZES["city"], datetime.now(UTC), np.random.default_rng(5)
    land = ground.make(plan, np.random.default_rng([1, 1]))
    realm = regions.realm(land, np.random.default_rng([1, 2]))
    people = crews.crews(plan, realm, land, np.random.default_rng([1, 3]), now)
    cameras = crews.cameras(plan, realm, land, np.random.default_rng([1, 4]), lambda _number, _name: "", now)
    placed = [(crew.region, crew.place) for crew in people if crew.duty is Duty.ON_DUTY and crew.place is not None]
    # All of them are on duty: that is the most that may ever move.
    people = [
        crew
        if crew.place is not None
        else replace(crew, duty=Duty.ON_DUTY, place=placed[n % len(placed)][1], fixed_at=now)
        for n, crew in enumerate(people)
    ]
    drawn = []
    for number in range(tickets):
        grid, near = placed[int(dice.integers(len(placed)))]
        since = now - timedelta(minutes=float(dice.exponential(60)))
        drawn.append(
            Ticket(
                id=TicketId(number + 1),
                number=f"T{number:06d}",
                version=1,
                state=_OPEN[int(dice.integers(len(_OPEN)))],
                priority=Priority(int(dice.choice([1, 2, 3, 4], p=[0.01, 0.09, 0.3, 0.6]))),
                category="0101",
                title="",
                source="patrol",
                centre=realm.city.code,
                tier=Tier.CITY,
                reported_at=since,
                stage_since=since,
                changed_at=since,
                due_at=since + timedelta(hours=2),
                area=grid,
                grid=grid,
                place=LatLng(near.lat_deg + dice.normal(0, 1e-3), near.lng_deg + dice.normal(0, 1e-3)),
            )
        )
    found = Snapshot(
        tickets=tuple(drawn), crews=tuple(people), departments=(), cameras=tuple(cameras), regions=tuple(realm.all)
    )
    return found, realm.city.code


def fourfold(snapshot: Snapshot, centre: RegionCode) -> Snapshot:
    """Return a city that is four times this one side by side, each copy with codes and ids of its own."""
    shapes = shapely.from_wkb([region.shape_wkb for region in snapshot.regions if region.shape_wkb])
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    copies = [_copy(snapshot, centre, n, (n % 2) * (east - west), (n // 2) * (north - south)) for n in range(1, 4)]
    every = [snapshot, *copies]
    return Snapshot(
        tickets=tuple(ticket for one in every for ticket in one.tickets),
        crews=tuple(crew for one in every for crew in one.crews),
        departments=(),
        cameras=tuple(camera for one in every for camera in one.cameras),
        regions=tuple(region for one in every for region in one.regions),
    )


def _copy(snapshot: Snapshot, centre: RegionCode, number: int, east_deg: float, north_deg: float) -> Snapshot:
    """Return what lies so far beside, without the city itself: there is one."""

    def named(code: RegionCode) -> RegionCode:
        return RegionCode(f"{centre}{'XYZ'[number - 1]}{code[len(centre) :]}") if code != centre else centre

    def moved(place: LatLng | None) -> LatLng | None:
        return LatLng(place.lat_deg + north_deg, place.lng_deg + east_deg) if place is not None else None

    def beside(shape_wkb: bytes) -> bytes:
        shape = shapely.transform(shapely.from_wkb(shape_wkb), lambda places: places + np.array([east_deg, north_deg]))
        return bytes(shapely.to_wkb(shape))

    return Snapshot(
        tickets=tuple(
            replace(
                ticket, id=TicketId(ticket.id + number * 10_000_000), grid=named(ticket.grid), place=moved(ticket.place)
            )
            for ticket in snapshot.tickets
            if ticket.grid is not None
        ),
        crews=tuple(
            replace(crew, id=CrewId(f"{crew.id}-{number}"), region=named(crew.region), place=moved(crew.place))
            for crew in snapshot.crews
        ),
        departments=(),
        cameras=tuple(
            replace(camera, id=CameraId(f"{camera.id}-{number}"), place=moved(camera.place))
            for camera in snapshot.cameras
        ),
        regions=tuple(
            replace(
                region,
                code=named(region.code),
                parent=named(region.parent) if region.parent else None,
                shape_wkb=beside(region.shape_wkb) if region.shape_wkb else b"",
            )
            for region in snapshot.regions
            if region.code != centre
        ),
    )


class ProcessTree:
    """This process and its children, as /proc tells; zeros where there is none."""

    def cpu_ms(self) -> float:
        """Return the time on a core of every thread that lives; exact, where ticks of 10 ms would blur what is small."""
        return sum(self._on_core_ns(thread) for process in self._processes() for thread in process.glob("task/*")) / 1e6

    def memory_mb(self) -> float:
        """Return the proportional share of memory: what several processes share counts once."""
        gc.collect()
        return sum(self._pss_kb(process) for process in self._processes()) / 1024

    @staticmethod
    def _processes() -> list[Path]:
        proc = Path("/proc")
        parents: dict[str, str] = {}
        for stat in proc.glob("[0-9]*/stat"):
            try:
                parents[stat.parent.name] = stat.read_text().rpartition(")")[2].split()[1]
            except OSError:  # It ended while we looked.
                continue
        tree = {str(os.getpid())}
        grown = True
        while grown:
            found = {one for one, parent in parents.items() if parent in tree} - tree
            tree |= found
            grown = bool(found)
        return [proc / one for one in tree if one in parents]

    @staticmethod
    def _on_core_ns(thread: Path) -> int:
        try:
            return int((thread / "schedstat").read_text().split()[0])
        except (OSError, IndexError):  # It ended while we looked, or this system does not tell.
            return 0

    @staticmethod
    def _pss_kb(process: Path) -> float:
        try:
            lines = (process / "smaps_rollup").read_text().splitlines()
        except OSError:
            return 0.0
        return next((float(line.split()[1]) for line in lines if line.startswith("Pss:")), 0.0)
