"""Grids from a file: read and looked through first, row by row, and only then taken in, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.atlas import Atlas
from console.domain.errors import Refused
from console.domain.grid import Region, RegionCode, Tier
from console.ground_orders import AddGrids, AnyGroundOrder, NewGrid, RedrawGrid
from console.ground_questions import GridsRead, ReadGrids
from console.redrawing import area_m2, foreseen, shape_of
from widgets import theme, words
from widgets.kit.banner import Banner
from widgets.kit.choice import Choice
from widgets.kit.inside import inside
from widgets.relay import Relay
from widgets.workshop.change import drawn_around, drawn_grid, may_not
from widgets.workshop.picture import Drawn, GroundPicture
from widgets.workshop.rows import RowsView

ENDINGS: Final = ("geojson", "json", "shp", "kml", "kmz", "gpkg", "zip")
AT_ONCE: Final = 50
"""Grids in one order: what is refused takes no more than these with it."""
SAME_M2: Final = 10.0
NEW, CHANGED, SAME, REFUSED, MENDED = "new", "changed", "same", "refused", "mended"


class ImportPage(QWidget):
    """A file, what would come of it, and what came of it. GUI thread.

    Signals:
        taken_in(): grids came or changed.
    """

    taken_in = Signal()

    def __init__(self, relay: Relay, atlas: Atlas, parent: QWidget) -> None:
        super().__init__(parent)
        self._relay, self._atlas = relay, atlas
        self._asked: ReadGrids | None = None
        self._plan: list[tuple[str, Region]] = []
        self._orders: list[AnyGroundOrder] = []
        self._count = 0
        self._failed: list[str] = []
        self.file = QLineEdit(self)
        self.file.setAccessibleName(self.tr("File"))
        self.file.setPlaceholderText(self.tr("GeoJSON, Shapefile (or its ZIP), KML, KMZ or GeoPackage"))
        self.choose = QPushButton(self.tr("Choose …"), self)
        self.crs = Choice(self)
        self.crs.setAccessibleName(self.tr("Coordinates of the file"))
        for code, text in (("wgs84", "WGS-84 / CGCS2000"), ("gcj02", "GCJ-02"), ("bd09", "BD-09")):
            self.crs.addItem(text, code)
        self.read = QPushButton(self.tr("Read it"), self)
        self.read.setProperty("role", "primary")
        self.banner = Banner(self)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setProperty("tone", "second")
        self.list = RowsView(
            self.tr("What the file holds"),
            (self.tr("What"), self.tr("Code"), self.tr("Name"), self.tr("Note")),
            (90, 160, 180, 260),
            self,
            stretched=3,
        )
        self.list.note.say(self.tr("Choose a file and read it: nothing is taken in before you say so."))
        self.picture = GroundPicture(self)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("Why: it stands in the journal"))
        self.give = QPushButton(self.tr("Take in"), self)
        self._lay_out()
        self._connect()
        self._show()

    def open(self, file: Path) -> None:
        """Read a file."""
        self.file.setText(str(file))
        self._on_read()

    def _lay_out(self) -> None:
        gap = theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        head = inside(column, QHBoxLayout())
        head.setSpacing(gap)
        head.addWidget(self.file, 1)
        for widget in (self.choose, self.crs, self.read):
            head.addWidget(widget)
        column.addWidget(self.banner)
        column.addWidget(self.told)
        column.addWidget(self.list, 3)
        about = inside(column, QHBoxLayout(), 2)
        about.setSpacing(theme.metric("space_3"))
        about.addWidget(self.picture, 2)
        about.addWidget(self.note, 3, Qt.AlignmentFlag.AlignTop)
        foot = inside(column, QHBoxLayout())
        foot.setSpacing(gap)
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.give)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self.read.clicked.connect(self._on_read)
        self.file.returnPressed.connect(self._on_read)
        self.give.clicked.connect(self._on_give)
        self.reason.textChanged.connect(self._show)
        self.list.chosen.connect(lambda _at: self._draw())
        relay = self._relay
        relay.answered.connect(self._on_answered)
        relay.failed.connect(self._on_failed)
        relay.done.connect(self._on_done)
        relay.refused.connect(self._on_refused)
        relay.waits.connect(lambda order: self._on_done(order, None))

    def _on_choose(self) -> None:
        kinds = " ".join(f"*.{ending}" for ending in ENDINGS)
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Grids from a file"), self.file.text(), self.tr("Maps ({kinds})").format(kinds=kinds)
        )
        if chosen:
            self.open(Path(chosen))

    def _on_read(self) -> None:
        if not self.file.text().strip():
            self.banner.tell(self.tr("Name a file to read."), "warn")
            self.file.setFocus()
            return
        path = Path(self.file.text().strip()).expanduser()
        self._asked = ReadGrids(file=path, crs=str(self.crs.currentData()))
        self.read.setEnabled(False)
        self.banner.tell(self.tr("Reading …"), closable=False)
        self._relay.ask(self._asked)

    def _on_answered(self, question: object, answer: object) -> None:
        if self._asked is None or question is not self._asked or not isinstance(answer, GridsRead):
            return
        self._asked = None
        self.read.setEnabled(True)
        self.banner.clear()
        grids = [region for region in answer.regions if region.tier is Tier.GRID]
        self._plan = [(self._fate(grid), grid) for grid in grids]
        self._list(answer.told)
        self._show()

    def _on_failed(self, question: object, why: object) -> None:
        if self._asked is not None and question is self._asked:
            self._asked = None
            self.read.setEnabled(True)
            text = (
                words.refusal(why) if isinstance(why, Refused) else self.tr("It cannot be read: {why}").format(why=why)
            )
            self.banner.tell(text, "error")
        elif self._orders and question is self._orders[0]:
            self._end(self.tr("The database went out of reach: what is listed as new or changed was not taken in."))

    def _fate(self, grid: Region) -> str:
        """Return what would come of a grid of the file."""
        known = self._atlas.region(grid.code)
        if known is None:
            return NEW
        was, now = self._atlas.shape(grid.code), shape_of(grid.shape_wkb)
        is_moved = now is not None and (was is None or area_m2(was.symmetric_difference(now)) > SAME_M2)
        return CHANGED if is_moved or known.name != grid.name else SAME

    def _list(self, told: Mapping[str, object]) -> None:
        said = {
            NEW: self.tr("+ new"),
            CHANGED: self.tr("△ changed"),
            SAME: self.tr("= as it is"),
            REFUSED: self.tr("✕ refused"),
            MENDED: self.tr("✎ mended"),
        }
        rows: list[tuple[Any, tuple[str, ...]]] = []
        for fate, name in ((REFUSED, "refused"), (MENDED, "repaired")):
            for row, why in _rows_of(told.get(name)):
                rows.append((f"{fate} {row}", (said[fate], self.tr("row {n}").format(n=row), "", why)))
        order = {NEW: 0, CHANGED: 1, SAME: 2}
        for at, (fate, grid) in sorted(enumerate(self._plan), key=lambda one: (order[one[1][0]], one[1][1].code)):
            rows.append((at, (said[fate], grid.code, grid.name, self._against(fate, grid))))
        self.list.show_rows(rows)
        counts = {fate: sum(one == fate for one, _ in self._plan) for fate in (NEW, CHANGED, SAME)}
        self.told.setText(
            self.tr("{new} new, {changed} changed, {same} as they are, {refused} refused, {mended} mended").format(
                new=counts[NEW],
                changed=counts[CHANGED],
                same=counts[SAME],
                refused=len(_rows_of(told.get("refused"))),
                mended=len(_rows_of(told.get("repaired"))),
            )
        )

    def _against(self, fate: str, grid: Region) -> str:
        """Return what the rules have against a grid; neighbours in the same file may still make room for it."""
        order = self._order_of(fate, grid, "-") if fate != SAME else None
        refused = foreseen(order, self._atlas) if order is not None else None
        return words.refusal(refused) if refused is not None else ""

    def _order_of(self, fate: str, grid: Region, reason: str) -> AddGrids | RedrawGrid | None:
        if fate == NEW:
            return AddGrids(by=self._relay.operator, grids=(_new(grid),), reason=reason)
        known = self._atlas.region(grid.code)
        if known is None:
            return None
        return RedrawGrid(
            by=self._relay.operator,
            grid=grid.code,
            seen=known.version,
            shape_wkb=grid.shape_wkb or known.shape_wkb,
            reason=reason,
            name=grid.name,
        )

    def _on_give(self) -> None:
        reason = self.reason.text().strip()
        changed = [
            order for fate, grid in self._plan if fate == CHANGED and (order := self._order_of(fate, grid, reason))
        ]
        new = [_new(grid) for fate, grid in self._plan if fate == NEW]
        added = [
            AddGrids(by=self._relay.operator, grids=tuple(new[at : at + AT_ONCE]), reason=reason)
            for at in range(0, len(new), AT_ONCE)
        ]
        # What gives ground up comes before what takes it.
        self._orders = [*changed, *added]
        self._count, self._failed = len(self._orders), []
        self._next()

    def _next(self) -> None:
        self._show()
        if self._orders:
            done = self._count - len(self._orders)
            self.banner.tell(self.tr("Taking in … {done} of {all}").format(done=done, all=self._count), closable=False)
            self._relay.submit(self._orders[0])
        else:
            self._end("")

    def _on_done(self, order: object, _news: object) -> None:
        if self._orders and getattr(order, "key", None) == self._orders[0].key:
            self._orders.pop(0)
            self._next()

    def _on_refused(self, order: object, why: object) -> None:
        if self._orders and getattr(order, "key", None) == self._orders[0].key and isinstance(why, Refused):
            self._failed.append(words.refusal(why))
            self._orders.pop(0)
            self._next()

    def _end(self, why: str) -> None:
        """Say what came of it, and look at the file again: what was taken in is now as it is."""
        self._orders = []
        self._plan = [(self._fate(grid), grid) for _, grid in self._plan]
        self._list({})
        self._show()
        if why or self._failed:
            more = self.tr(" (and {n} more)").format(n=len(self._failed) - 1) if len(self._failed) > 1 else ""
            self.banner.tell(why or f"{self._failed[0]}{more}", "warn")
        else:
            self.banner.tell(self.tr("All of it is taken in."))
        self.taken_in.emit()

    def _show(self) -> None:
        why = may_not(self._relay)
        todo = sum(fate in (NEW, CHANGED) for fate, _ in self._plan)
        self.give.setEnabled(bool(todo and self.reason.text().strip() and not why and not self._orders))
        self.give.setText(self.tr("Take in {n}").format(n=todo) if todo else self.tr("Take in"))
        self.give.setToolTip(why)
        self.reason.setEnabled(bool(todo) and not why)
        if why and self._plan:
            self.banner.tell(why, "warn", closable=False)

    def _draw(self) -> None:
        at = self.list.here()
        row = self.list.currentIndex().row()
        self.note.setText(self.list.rows.texts(row)[-1] if at is not None else "")
        self.picture.setVisible(bool(self._plan))
        if not isinstance(at, int):
            self.picture.show_ground([], told=self.tr("No boundary"))
            return
        _, grid = self._plan[at]
        now = shape_of(grid.shape_wkb)
        was = drawn_grid(self._atlas, grid.code, "")
        after = [Drawn(now, grid.name)] if now is not None else []
        told = self.tr("{grid}; dashed: as it is now").format(grid=grid.name)
        codes = [grid.code] if was is not None else _siblings(self._atlas, grid)
        self.picture.show_ground(after, [was] if was is not None else [], drawn_around(self._atlas, codes), told)


def _new(grid: Region) -> NewGrid:
    return NewGrid(code=grid.code, name=grid.name, shape_wkb=grid.shape_wkb, parent=grid.parent, kind=grid.kind)


def _siblings(atlas: Atlas, grid: Region) -> list[RegionCode]:
    """Return one grid of the same parent, around which a new one is drawn."""
    return [code for code in atlas.grids_under(grid.parent or "")[:1] if code != grid.code]


def _rows_of(told: object) -> list[tuple[int, str]]:
    """Return the rows of a file that are told of, with why."""
    if not isinstance(told, list):
        return []
    return [(int(one["row"]), str(one["why"])) for one in told if isinstance(one, Mapping)]
