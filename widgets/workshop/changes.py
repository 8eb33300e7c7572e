"""Each way to change grids as a small window: a boundary, a split, a merge, a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import shapely
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from console.atlas import Atlas, Shape
from console.domain.crew import Crew
from console.domain.grid import Region, RegionCode
from console.ground_orders import MergeGrids, NewGrid, RedrawGrid, SeenGrid, SplitGrid
from console.redrawing import joined, next_codes, wkb_of
from widgets import words
from widgets.kit.choice import Choice
from widgets.relay import Relay
from widgets.workshop.change import ChangeDialog, drawn_around, drawn_grid, ground_of, redrawing
from widgets.workshop.picture import Drawn

MOST_PARTS: Final = 6
TOUCHING_DEG: Final = 1e-6
"""So near, a tenth of a metre, two grids are neighbours."""


class RedrawDialog(ChangeDialog):
    """A boundary as it was drawn on the map, with the neighbours whose borders moved along."""

    def __init__(
        self, relay: Relay, atlas: Atlas, grid: RegionCode, shapes: dict[RegionCode, Shape], parent: QWidget
    ) -> None:
        super().__init__(relay, atlas, self.tr("Keep the boundary"), self.order, parent)
        # Made now: it names the versions that these shapes were drawn upon, not those of when the button is pressed.
        self._redrawn = redrawing(relay, atlas, grid, shapes, "")
        before = [drawn for code in shapes if (drawn := drawn_grid(atlas, code, "")) is not None]
        after = [Drawn(shape, self.region_name(code)) for code, shape in shapes.items()]
        lines = [
            self.tr("{grid}: {before} → {after}").format(
                grid=self.region_name(code),
                before=ground_of([was] if (was := atlas.shape(code)) is not None else []),
                after=ground_of([shape]),
            )
            for code, shape in shapes.items()
        ]
        self.told.setText("\n".join(lines))
        self.picture.show_ground(after, before, drawn_around(atlas, shapes), self.told.text())
        self.look()
        self.reason.setFocus()

    def order(self) -> RedrawGrid:
        return replace(self._redrawn, reason=self.reason.text().strip())


class RenameDialog(ChangeDialog):
    """Another name on the same ground."""

    def __init__(self, relay: Relay, atlas: Atlas, grid: Region, parent: QWidget) -> None:
        super().__init__(relay, atlas, self.tr("Rename {grid}").format(grid=grid.name), self.order, parent)
        self._grid = grid
        self.name = QLineEdit(grid.name, self)
        self.add(self.tr("Name"), self.name)
        drawn = drawn_grid(atlas, grid.code)
        self.picture.show_ground([drawn] if drawn else [], (), drawn_around(atlas, [grid.code]), grid.name)
        self.told.setText(" › ".join(atlas.path(grid.code)))
        self.name.textChanged.connect(self.look)
        self.look()
        self.name.setFocus()
        self.name.selectAll()

    def order(self) -> RedrawGrid | None:
        name = self.name.text().strip()
        if not name or name == self._grid.name:
            return None
        return RedrawGrid(
            by=self._relay.operator,
            grid=self._grid.code,
            seen=self._grid.version,
            shape_wkb=self._grid.shape_wkb,
            reason=self.reason.text().strip(),
            name=name,
        )


class SplitDialog(ChangeDialog):
    """The parts that a line made of a grid: their codes and names, and who goes to which."""

    def __init__(
        self, relay: Relay, atlas: Atlas, grid: Region, parts: Sequence[Shape], crews: Sequence[Crew], parent: QWidget
    ) -> None:
        super().__init__(relay, atlas, self.tr("Split {grid}").format(grid=grid.name), self.order, parent)
        self._grid, self._parts, self._crews = grid, list(parts[:MOST_PARTS]), list(crews)
        taken = {region.code for region in relay.board.regions.values()}
        codes = next_codes(grid.parent or "", taken, len(self._parts))
        self.codes: list[QLineEdit] = []
        self.names: list[QLineEdit] = []
        for number, (code, part) in enumerate(zip(codes, self._parts, strict=True), 1):
            self.codes.append(QLineEdit(code, self))
            self.names.append(QLineEdit(f"{grid.name}-{number}", self))
            self.add(self.tr("Code of part {n}").format(n=number), self.codes[-1])
            self.add(
                self.tr("Name of part {n} ({area})").format(n=number, area=ground_of([part])),
                self.names[-1],
            )
        self.homes = [self._home_of(crew) for crew in self._crews]
        self.told.setText(
            self.tr("{grid} is retired; its open tickets keep it. New ones lie in the parts.").format(grid=grid.name)
        )
        after = [Drawn(part, str(number)) for number, part in enumerate(self._parts, 1)]
        self.picture.show_ground(after, (), drawn_around(atlas, [grid.code]), self.told.text())
        for field in (*self.codes, *self.names):
            field.textChanged.connect(self.look)
        self.look()
        self.names[0].setFocus()
        self.names[0].selectAll()

    def order(self) -> SplitGrid | None:
        parts = []
        for number, (code, name, part) in enumerate(zip(self.codes, self.names, self._parts, strict=True)):
            homes = (
                crew.id for crew, home in zip(self._crews, self.homes, strict=True) if home.currentIndex() == number
            )
            parts.append(
                NewGrid(
                    code=RegionCode(code.text().strip()),
                    name=name.text().strip(),
                    shape_wkb=wkb_of(part),
                    kind=self._grid.kind,
                    crews=tuple(homes),
                )
            )
        return SplitGrid(
            by=self._relay.operator,
            grid=self._grid.code,
            seen=self._grid.version,
            parts=tuple(parts),
            reason=self.reason.text().strip(),
        )

    def _home_of(self, crew: Crew) -> Choice:
        home = Choice(self)
        for number in range(1, len(self._parts) + 1):
            home.addItem(self.tr("Part {n}").format(n=number))
        self.add(f"{crew.name} {words.crew_kind(crew.kind)}", home)
        return home


class MergeDialog(ChangeDialog):
    """A grid with some of its neighbours as one: which of them, what it is called, and whose code it bears."""

    def __init__(self, relay: Relay, atlas: Atlas, grid: Region, parent: QWidget) -> None:
        super().__init__(
            relay, atlas, self.tr("Merge {grid} with neighbours").format(grid=grid.name), self.order, parent
        )
        self._grid = grid
        self.neighbours = QListWidget(self)
        self.neighbours.setMaximumHeight(150)
        for one in neighbours_of(atlas, grid):
            item = QListWidgetItem(f"{one.name}  {one.code}", self.neighbours)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, one)
        self.name = QLineEdit(grid.name, self)
        self.code = Choice(self)
        self.code.addItem(grid.code, grid.code)
        self.add(self.tr("Neighbours"), self.neighbours)
        self.add(self.tr("Name"), self.name)
        self.add(self.tr("Code that stays"), self.code)
        self.neighbours.itemChanged.connect(self._on_chosen)
        self.name.textChanged.connect(self.look)
        self._on_chosen()
        self.neighbours.setFocus()
        if self.neighbours.count():
            self.neighbours.setCurrentRow(0)

    @property
    def chosen(self) -> list[Region]:
        """The grid, and the neighbours that are ticked, as they were when they were offered."""
        items = (self.neighbours.item(row) for row in range(self.neighbours.count()))
        ticked = (item for item in items if item.checkState() is Qt.CheckState.Checked)
        return [self._grid, *(item.data(Qt.ItemDataRole.UserRole) for item in ticked)]

    def order(self) -> MergeGrids | None:
        chosen = self.chosen
        if len(chosen) < 2:
            return None
        return MergeGrids(
            by=self._relay.operator,
            grids=tuple(SeenGrid(code=one.code, seen=one.version) for one in chosen),
            code=RegionCode(self.code.currentData()),
            name=self.name.text().strip(),
            reason=self.reason.text().strip(),
        )

    def _on_chosen(self) -> None:
        chosen = self.chosen
        kept = self.code.currentData()
        self.code.clear()
        for one in chosen:
            self.code.addItem(f"{one.code}  {one.name}", one.code)
        self.code.setCurrentIndex(max(self.code.findData(kept), 0))
        codes = [one.code for one in chosen]
        shapes = [shape for code in codes if (shape := self._atlas.shape(code)) is not None]
        whole = joined(shapes)
        before = [drawn for code in codes if (drawn := drawn_grid(self._atlas, code, "")) is not None]
        after = [Drawn(whole, self.name.text())] if whole is not None and len(chosen) > 1 else []
        if len(chosen) < 2:
            said = self.tr("Tick the neighbours that become one with it (Space).")
        else:
            said = self.tr(
                "{n} grids become one of {area}; the others are retired, and their tickets keep them."
            ).format(n=len(chosen), area=ground_of(shapes))
        self.told.setText(said)
        self.picture.show_ground(after, before, drawn_around(self._atlas, codes), said)
        self.look()


def neighbours_of(atlas: Atlas, grid: Region) -> list[Region]:
    """Return the grids of the same parent whose ground touches it."""
    shape, box = atlas.shape(grid.code), atlas.bounds(grid.code)
    if shape is None or box is None:
        return []
    found = []
    for code in atlas.grids_in(box):
        other, region = atlas.shape(code), atlas.region(code)
        if code == grid.code or region is None or region.parent != grid.parent or other is None:
            continue
        if shapely.dwithin(other, shape, TOUCHING_DEG):
            found.append(region)
    return found
