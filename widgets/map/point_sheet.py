"""What holds a point: every level from the city to the grid, who is there, other cells, departments, the nearest camera."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from console.atlas import Atlas
from console.domain.camera import CameraId, nearest
from console.domain.crew import Crew, CrewKind, Department, Duty
from console.domain.grid import Region, within
from console.domain.place import LatLng
from console.domain.ticket import Caller
from widgets import place_words, words
from widgets.kit import target_words
from widgets.kit.inside import inside
from widgets.map import readout
from widgets.map.lines_sheet import Line, LinesSheet
from widgets.map.naming import Naming
from widgets.relay import Relay

CREWS: Final = 6
DEPARTMENTS: Final = 4


class PointSheet(LinesSheet):
    """Tells of one place. Telephones are masked, as everywhere.

    Signals (GUI thread):
        hang_asked(list of CameraId): the nearest camera, to the wall.
    """

    hang_asked = Signal(object)

    def __init__(self, relay: Relay, atlas: Atlas, naming: Naming, over: QWidget, keys_to: QWidget) -> None:
        super().__init__(self.tr("What holds this point"), over, keys_to)
        self._relay = relay
        self._atlas = atlas
        self._naming = naming
        self._camera: CameraId | None = None
        self._place = LatLng(0, 0)
        row = inside(self.body, QHBoxLayout())
        self.copy = QPushButton(self.tr("Copy the coordinates"), self)
        self.copies = QMenu(self.copy)
        self.copy.setMenu(self.copies)
        self.hang = QPushButton(self.tr("Hang the camera"), self)
        self.hang.clicked.connect(lambda _=False: self.hang_asked.emit([self._camera]))
        row.addWidget(self.copy)
        row.addWidget(self.hang)
        row.addStretch(1)
        self.setFocusProxy(self.copy)

    def show_place(self, place: LatLng) -> None:
        """Tell what holds this place."""
        self._place = place
        self.copies.clear()
        readout.offer_copies(self.copies, place)
        grid = self._atlas.grid_at(place)
        self.show_lines(list(self._all(place, grid)))
        name = self._atlas.path(grid)[-1] if grid is not None else self.tr("Outside every grid")
        self.head(name, self.tr("What holds this point"))
        self.hang.setVisible(self._camera is not None and self._relay.against is None)
        self.unfold()

    def _all(self, place: LatLng, grid: str | None) -> Iterable[Line]:
        levels = self._levels(grid)
        for region in levels:
            code = f"  {region.code}" if region is levels[-1] else ""
            yield words.tier(region.tier), f"{region.name}{code}"
        if grid is not None:
            yield from self._people(grid)
        for layer, cell in self._naming.cells_at(place):
            yield place_words.layer_name(layer), f"{cell.name}  {cell.code}"
        departments = self._departments(grid) if grid is not None else []
        if departments:
            names = words.listed(each.name for each in departments[:DEPARTMENTS])
            more = len(departments) - DEPARTMENTS
            yield (
                self.tr("Departments"),
                self.tr("{names} and {n} more").format(names=names, n=more) if more > 0 else names,
            )
        found = nearest(self._relay.board.cameras.values(), place, 1)
        self._camera = found[0][0].id if found else None
        for camera, away_m in found:
            yield self.tr("Nearest camera"), f"{camera.number:03d} {camera.name} · {target_words.distance(away_m)}"
        for system, here in readout.systems(place):
            yield system, readout.figures(here)

    def _levels(self, code: str | None) -> list[Region]:
        """Return the regions that hold the grid, from the top of the tree down to it."""
        found: list[Region] = []
        region = self._atlas.region(code) if code is not None else None
        while region is not None and region not in found:
            found.append(region)
            region = self._atlas.region(region.parent) if region.parent is not None else None
        return found[::-1]

    def _people(self, grid: str) -> Iterable[Line]:
        """Yield the heads of the grid, on duty or not, and the others who are on duty."""
        home = [crew for crew in self._relay.board.crews.values() if crew.region == grid]
        heads = [crew for crew in home if crew.kind is CrewKind.GRID_HEAD]
        others = [crew for crew in home if crew.kind is not CrewKind.GRID_HEAD and crew.duty is Duty.ON_DUTY]
        yield self.tr("Grid head"), "\n".join(map(self._person, heads)) or self.tr("none is named")
        on_duty = "\n".join(map(self._person, sorted(others, key=lambda crew: crew.name)[:CREWS]))
        yield self.tr("On duty"), on_duty or self.tr("nobody")

    def _person(self, crew: Crew) -> str:
        duty = "" if crew.duty is Duty.ON_DUTY else self.tr("off duty")
        return " · ".join(filter(None, (crew.name, duty, Caller(phone=crew.phone).masked().phone)))

    def _departments(self, grid: str) -> Sequence[Department]:
        """Return the departments whose ground holds the grid, those at home nearest to it first."""
        held = (each for each in self._relay.board.departments.values() if within(grid, each.region))
        return sorted(held, key=lambda each: (-len(each.region), each.name))
